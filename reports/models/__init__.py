"""The month (monthly.py) and the year (summaries.py). Both register here, so that Django finds them."""

from reports.models.monthly import Correction, Decision, MonthlyReport, Reminder, ReportingTerm

__all__ = ["Correction", "Decision", "MonthlyReport", "Reminder", "ReportingTerm"]
