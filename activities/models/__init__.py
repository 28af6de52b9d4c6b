"""The record (activities.py), its words and fields (vocabulary.py, details.py), and what binds records (bonds.py, campaigns.py)."""

from activities.models.activities import Activity
from activities.models.bonds import DistinctPair, Partner, Postponement, Series, TaskLink
from activities.models.campaigns import Campaign, ThemeDate
from activities.models.details import FieldValue, GoodsLine
from activities.models.vocabulary import ActivityKind, KindFamily, KindField, Theme

__all__ = [
    "Activity",
    "ActivityKind",
    "Campaign",
    "DistinctPair",
    "FieldValue",
    "GoodsLine",
    "KindFamily",
    "KindField",
    "Partner",
    "Postponement",
    "Series",
    "TaskLink",
    "Theme",
    "ThemeDate",
]
