"""Passwords. A changed password signs out every other device: a session carries a fingerprint of the password."""

import secrets

from axes.utils import reset as forget_failures
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from fulian.accounts.models import User
from fulian.accounts.services.guards import place_of
from fulian.audit.services import record
from fulian.core.exceptions import Refused

# Spoken over the telephone: no letter or digit that is taken for another.
CONSONANTS, VOWELS, DIGITS = "bdfghkmnprstwz", "aeiu", "23456789"


@transaction.atomic
def issue_password(*, user: User, by: User) -> str:
    """A new temporary password, said once. Her sessions end; she chooses her own at the next sign-in."""
    if not by.may_reset_password_of(user):
        raise Refused("您不能为这个账号重置密码。")
    password = set_temporary(user)
    forget_failures(username=user.username)
    if user.phone:
        forget_failures(username=user.phone)
    record("accounts.reset_password", by=by, subject=user, path=place_of(user))
    return password


def set_temporary(user: User) -> str:
    password = temporary_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    return password


@transaction.atomic
def change_password(*, user: User, password: str, by: User) -> User:
    """Her own. `password` has passed the validators in the form; they are asked again here."""
    validate_password(password, user)
    if user.check_password(password):
        raise Refused("新密码和现在的一样，请换一个。", field="password")
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record("accounts.change_password", by=by, subject=user, path=place_of(user))
    return user


def temporary_password() -> str:
    """Such as Kemuta-4827: three syllables and four digits, with locking after five wrong ones."""
    syllables = "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(3))
    return f"{syllables.capitalize()}-{''.join(secrets.choice(DIGITS) for _ in range(4))}"
