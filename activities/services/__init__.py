"""Every write of activities: the record (recording.py), before it is held (planning.py, series.py), what is alike (likeness.py)
and becomes one (merging.py), and the words that a district edits (vocabulary.py, campaigns.py)."""

from activities.services.details import Details
from activities.services.likeness import Alike, alike, keep_apart
from activities.services.merging import take_over
from activities.services.planning import hold_activity, postpone_activity
from activities.services.recording import cancel_activity, change_activity, record_activity
from activities.services.series import cancel_following, change_following, days_of, following, plan_series

__all__ = [
    "Alike",
    "Details",
    "alike",
    "cancel_activity",
    "cancel_following",
    "change_activity",
    "change_following",
    "days_of",
    "following",
    "hold_activity",
    "keep_apart",
    "plan_series",
    "postpone_activity",
    "record_activity",
    "take_over",
]
