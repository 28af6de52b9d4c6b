"""The document (plans.py), what it promises (targets.py), and texts that wait to become one (readings.py)."""

from plans.models.files import PlanFile
from plans.models.plans import Chapter, Plan, Programme, Task
from plans.models.readings import Reading
from plans.models.targets import LogEntry, Occurrence, QuarterShare, Share, Target, YearShare

__all__ = [
    "Chapter",
    "LogEntry",
    "Occurrence",
    "Plan",
    "PlanFile",
    "Programme",
    "QuarterShare",
    "Reading",
    "Share",
    "Target",
    "Task",
    "YearShare",
]
