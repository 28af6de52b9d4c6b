"""The records (records.py), and the way in for a phone, with a line and without one (quick.py)."""
