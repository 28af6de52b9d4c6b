"""What of reports stands on a home page."""

from reports import monthly_inbox, summary_inbox

__all__ = ["monthly_inbox", "summary_inbox"]
