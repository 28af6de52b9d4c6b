"""Writing and issuing a notice (writing.py), answering it and judging the answer (answering.py), reminding (reminding.py)."""

from plans.supervision.services.answering import accept_reply, note_opened, reply_to_notice, send_back_reply
from plans.supervision.services.reminding import make_reminders
from plans.supervision.services.writing import (
    change_notice,
    discard_notice,
    draft_notice,
    issue_notice,
    withdraw_notice,
)

__all__ = [
    "accept_reply",
    "change_notice",
    "discard_notice",
    "draft_notice",
    "issue_notice",
    "make_reminders",
    "note_opened",
    "reply_to_notice",
    "send_back_reply",
    "withdraw_notice",
]
