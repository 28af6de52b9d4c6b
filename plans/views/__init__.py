"""A plan as a whole (plans.py) and the parts it is written of (parts.py)."""
