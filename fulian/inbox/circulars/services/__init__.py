from fulian.inbox.circulars.services.answering import answer_circular, note_opened
from fulian.inbox.circulars.services.filing import attach_files, remove_file
from fulian.inbox.circulars.services.purging import purge_signups
from fulian.inbox.circulars.services.reminding import Reminded, remind_recipients
from fulian.inbox.circulars.services.writing import (
    change_circular,
    discard_circular,
    draft_circular,
    forward_circular,
    issue_circular,
    recipients_of,
    withdraw_circular,
)

__all__ = [
    "Reminded",
    "answer_circular",
    "attach_files",
    "change_circular",
    "discard_circular",
    "draft_circular",
    "forward_circular",
    "issue_circular",
    "note_opened",
    "purge_signups",
    "recipients_of",
    "remind_recipients",
    "remove_file",
    "withdraw_circular",
]
