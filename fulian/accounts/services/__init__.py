"""Every write about people: their accounts and posts (people.py), passwords (passwords.py), second factor (second_factor.py)."""

from fulian.accounts.services.passwords import change_password, issue_password
from fulian.accounts.services.people import (
    activate,
    appoint,
    deactivate,
    end_post,
    note_sign_in,
    open_account,
    update_person,
)
from fulian.accounts.services.second_factor import confirm_device, pending_device, reset_second_factor, verify

__all__ = [
    "activate",
    "appoint",
    "change_password",
    "confirm_device",
    "deactivate",
    "end_post",
    "issue_password",
    "note_sign_in",
    "open_account",
    "pending_device",
    "reset_second_factor",
    "update_person",
    "verify",
]
