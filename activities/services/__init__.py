"""Every write of activities: the record (recording.py), before it is held (planning.py, series.py), what is alike (likeness.py),
and the words that a district edits (vocabulary.py, campaigns.py)."""

from activities.services.details import Details
from activities.services.likeness import Alike, alike, keep_apart, take_over
from activities.services.planning import hold_activity, postpone_activity
from activities.services.recording import cancel_activity, change_activity, record_activity

__all__ = [
    "Alike",
    "Details",
    "alike",
    "cancel_activity",
    "change_activity",
    "hold_activity",
    "keep_apart",
    "postpone_activity",
    "record_activity",
    "take_over",
]
