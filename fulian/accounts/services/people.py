"""Accounts and posts. A person changes posts; her account stays hers, and records stay with the organization."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fulian.accounts.models import Post, PostRole, User
from fulian.accounts.services.guards import (
    assert_administrator_left,
    assert_manages,
    assert_reaches,
    assert_roles_fit,
    place_of,
)
from fulian.accounts.services.passwords import temporary_password
from fulian.audit.services import record
from fulian.core.chinese import long_date
from fulian.core.exceptions import Refused
from fulian.organizations.models import Organization


@transaction.atomic
def open_account(
    *,
    username: str,
    name: str,
    organization: Organization,
    roles: Sequence[str],
    by: User | None,
    phone: str = "",
    title: str = "",
    since: datetime.date | None = None,
    password: str | None = None,
) -> tuple[User, str]:
    """The account, its first post, and the password to be told once. A given password (the demo's) need not be changed."""
    assert_manages(by, organization)
    assert_roles_fit(roles, organization)
    _assert_free(username=username, phone=phone)
    told = password or temporary_password()
    user = User.objects.create_user(
        username, told, name=name, phone=phone or None, must_change_password=password is None
    )
    _post(user, organization, title=title, roles=roles, since=since)
    record("accounts.open", by=by, subject=user, path=organization.path, roles=sorted(roles))
    return user, told


@transaction.atomic
def update_person(*, user: User, name: str, phone: str, by: User) -> User:
    assert_reaches(by, user)
    _assert_free(phone=phone, but=user)
    changed = [field for field, value in (("name", name), ("phone", phone or None)) if getattr(user, field) != value]
    user.name, user.phone = name, phone or None
    user.full_clean(exclude=["password"])
    if changed:
        user.save(update_fields=changed)
        record("accounts.update", by=by, subject=user, path=place_of(user), fields=changed)
    return user


@transaction.atomic
def appoint(
    *,
    user: User,
    organization: Organization,
    roles: Sequence[str],
    by: User | None,
    title: str = "",
    since: datetime.date | None = None,
) -> Post:
    """One more post. It counts from the day it begins."""
    assert_manages(by, organization)
    assert_roles_fit(roles, organization)
    running = Post.objects.active_on(since or timezone.localdate()).filter(user=user, organization=organization)
    if running.exists():
        raise Refused(f"{user.name}在{organization.name}已有任职，请先结束原来的任职。", field="organization")
    post = _post(user, organization, title=title, roles=roles, since=since)
    record(
        "accounts.appoint",
        by=by,
        subject=user,
        path=organization.path,
        roles=sorted(roles),
        since=post.since.isoformat(),
    )
    return post


@transaction.atomic
def end_post(*, post: Post, until: datetime.date, by: User) -> Post:
    """`until` is her last day in it; what she may do follows the day after."""
    assert_manages(by, post.organization)
    current = Post.objects.select_for_update().get(pk=post.pk)
    if current.until is not None and current.until < timezone.localdate():
        raise Refused(f"这个任职已于{long_date(current.until)}结束。")
    if until < current.since:
        raise Refused(f"结束日期早于任职开始的日期（{long_date(current.since)}）。", field="until")
    if until < timezone.localdate() - datetime.timedelta(days=366):
        raise Refused("结束日期太早了，请核对年份。", field="until")
    assert_administrator_left(without=current)
    current.until = until
    current.save(update_fields=["until"])
    record("accounts.end_post", by=by, subject=current.user, path=post.organization.path, until=until.isoformat())
    return current


@transaction.atomic
def deactivate(*, user: User, by: User) -> User:
    """She cannot sign in any more and is signed out at once. Her records stay."""
    assert_reaches(by, user)
    if user.pk == by.pk:
        raise Refused("不能停用自己的账号。")
    if not user.is_active:
        raise Refused("这个账号已经停用。")
    assert_administrator_left(without=user)
    return _set_active(user, False, by=by, event="accounts.deactivate")


@transaction.atomic
def activate(*, user: User, by: User) -> User:
    assert_reaches(by, user)
    if user.is_active:
        raise Refused("这个账号是启用的。")
    return _set_active(user, True, by=by, event="accounts.activate")


@transaction.atomic
def note_sign_in(*, user: User) -> None:
    """The log of who came in; required of a government application for a year."""
    record("accounts.sign_in", by=user, subject=user, path=place_of(user))


def _set_active(user: User, active: bool, *, by: User, event: str) -> User:
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(event, by=by, subject=user, path=place_of(user))
    return user


def _post(
    user: User, organization: Organization, *, title: str, roles: Sequence[str], since: datetime.date | None
) -> Post:
    post = Post.objects.create(user=user, organization=organization, title=title, since=since or timezone.localdate())
    PostRole.objects.bulk_create(PostRole(post=post, role=role) for role in roles)
    return post


def _assert_free(*, username: str = "", phone: str = "", but: User | None = None) -> None:
    """A name must not be somebody else's number either: both are typed into the same box."""
    others = User.objects.exclude(pk=but.pk) if but else User.objects.all()
    if username and others.filter(Q(username__iexact=username) | Q(phone=username)).exists():
        raise Refused("这个账号名已经有人用了。", field="username")
    if phone and others.filter(Q(phone=phone) | Q(username=phone)).exists():
        raise Refused("这个手机号已经登记在别的账号上。", field="phone")
