from families.services.moving import advance_honour, promote_honour
from families.services.recording import HonourEntry, cancel_honour, record_honour, record_honours, update_honour

__all__ = [
    "HonourEntry",
    "advance_honour",
    "cancel_honour",
    "promote_honour",
    "record_honour",
    "record_honours",
    "update_honour",
]
