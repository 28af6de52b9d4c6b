"""What is looked at (pages.py) and what is done (acts.py)."""
