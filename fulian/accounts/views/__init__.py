"""Signing in (signing.py), the second step (second_factor.py), one's own page (own.py), other people (people.py)."""
