"""Two ways to write an activity down: in a minute on a phone (quick.py), and with everything (full.py)."""
