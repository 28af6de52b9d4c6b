"""What of reports stands on a home page."""

from reports import home_figures, monthly_inbox, summary_inbox

__all__ = ["home_figures", "monthly_inbox", "summary_inbox"]
