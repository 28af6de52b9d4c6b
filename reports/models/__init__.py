"""The month (monthly.py) and the year (summaries.py). Both register here, so that Django finds them."""

from reports.models.monthly import Correction, Decision, MonthlyReport, Reminder, ReportingTerm
from reports.models.summaries import (
    AnnualSummary,
    SummaryChapter,
    SummaryCorrection,
    SummaryFigure,
    SummaryFile,
    SummaryFreeze,
    SummaryParagraph,
    SummarySentence,
    SummaryVersion,
)

__all__ = [
    "AnnualSummary",
    "Correction",
    "Decision",
    "MonthlyReport",
    "Reminder",
    "ReportingTerm",
    "SummaryChapter",
    "SummaryCorrection",
    "SummaryFigure",
    "SummaryFile",
    "SummaryFreeze",
    "SummaryParagraph",
    "SummarySentence",
    "SummaryVersion",
]
