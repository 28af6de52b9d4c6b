from fulian.attachments.services.keeping import (
    attach,
    attach_all,
    attachments_of,
    read_attachment,
    remove_attachment,
)
from fulian.attachments.services.uploading import Elsewhere, TooMany, begin, find, finish, sweep, take

__all__ = [
    "Elsewhere",
    "TooMany",
    "attach",
    "attach_all",
    "attachments_of",
    "begin",
    "find",
    "finish",
    "read_attachment",
    "remove_attachment",
    "sweep",
    "take",
]
