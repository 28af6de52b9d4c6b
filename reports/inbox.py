"""What of reports stands on a home page."""

import reports.summary_inbox  # noqa: F401
