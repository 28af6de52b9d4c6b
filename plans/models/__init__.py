"""The document (plans.py) and what it promises (targets.py)."""

from plans.models.plans import Chapter, Plan, Programme, Task
from plans.models.targets import LogEntry, Occurrence, QuarterShare, Share, Target, YearShare

__all__ = [
    "Chapter",
    "LogEntry",
    "Occurrence",
    "Plan",
    "Programme",
    "QuarterShare",
    "Share",
    "Target",
    "Task",
    "YearShare",
]
