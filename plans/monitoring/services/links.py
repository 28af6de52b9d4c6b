"""Links by which departments fill in without an account. The secret is told once and kept by nobody: here stands its hash."""

import datetime
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.organizations.models import Organization
from plans.monitoring.choices import Stage
from plans.monitoring.models import FillLink, MonitoredIndicator, Programme, YearValue
from plans.monitoring.querysets import MonitoredIndicatorQuerySet
from plans.monitoring.services.values import Entry, check_year, hold, keep_values

TOKEN_BYTES = 32  # 256 bits: not to be guessed, so nothing else has to slow down who tries
OPEN_STAGES = (Stage.DRAFT, Stage.RETURNED)
LONGEST = datetime.timedelta(days=365)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(
    *, organization: Organization, department: str, year: int, due_on: datetime.date, expires_on: datetime.date,
    programme: Programme | None = None, by: Any,
) -> tuple[FillLink, str]:  # fmt: skip
    """A link and its secret, which nobody can be told again. An earlier link of the same department and year ends."""
    today = timezone.localdate()
    check_year(hold(organization), year)
    if due_on < today:
        raise Refused("填报期限不能早于今天。", field="due_on")
    if expires_on < due_on:
        raise Refused("链接有效期不能早于填报期限。", field="expires_on")
    if expires_on > today + LONGEST:
        raise Refused("链接最长用一年。", field="expires_on")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = FillLink(
        organization=organization, department=department, year=year, programme=programme, due_on=due_on,
        expires_on=expires_on, created_by=by, token_hash=hash_of(token),
    )  # fmt: skip
    if not indicators_of(link).exists():
        raise Refused(f"没有由“{department}”负责的指标。", field="department")
    earlier = FillLink.objects.filter(
        organization=organization, department=department, year=year, revoked_at__isnull=True
    )
    earlier.update(revoked_at=timezone.now(), revoked_by=by)
    link.save(force_insert=True)
    record("monitoring.create", by=by, subject=link, year=year)
    return link, token


@transaction.atomic
def revoke_link(*, link: FillLink, by: Any) -> FillLink:
    now = timezone.now()
    if not FillLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=now, revoked_by=by):
        raise Refused("这个链接已经停用了。")
    link.revoked_at, link.revoked_by = now, by
    record("monitoring.cancel", by=by, subject=link)
    return link


def find_link(*, token: str) -> FillLink | None:
    """The link that may be used today with this secret; None for a wrong one as for one that has ended."""
    digest = hash_of(token)
    link = FillLink.objects.select_related("organization", "programme").filter(token_hash=digest).first()
    if link is None or not hmac.compare_digest(link.token_hash, digest):
        return None
    return link if link.usable_on(timezone.localdate()) else None


def indicators_of(link: FillLink) -> MonitoredIndicatorQuerySet:
    """What the department answers for today, in the programmes of that year."""
    found = MonitoredIndicator.objects.of(link.organization).of_department(link.department).active()
    found = found.filter(programme__start_year__lte=link.year, programme__end_year__gte=link.year)
    if link.programme_id:
        found = found.filter(programme=link.programme_id)
    return found.placed()


def may_fill(value: YearValue | None) -> bool:
    """What was handed in is not the department's any more, unless it was returned."""
    return value is None or value.stage in OPEN_STAGES


@transaction.atomic
def fill_by_link(*, link: FillLink, entries: Sequence[Entry], office: str, submit: bool) -> list[YearValue]:
    """Keep what a department has typed, or take it as handed in: then nothing may be missing, and it is done once."""
    hold(link.organization)  # before the link's own row, as whoever makes a new link does
    link = FillLink.objects.select_for_update(of=("self",)).select_related("organization").get(pk=link.pk)
    if not link.usable_on(timezone.localdate()):
        raise Refused("这个链接已经停用，请联系妇儿工委办。")
    if not office.strip():
        raise Refused("请填写填报科室，例如“妇幼健康科”。", field="office")
    stored = {
        value.indicator_id: value
        for value in YearValue.objects.filter(organization=link.organization_id, year=link.year)
    }
    open_keys = {indicator.pk for indicator in indicators_of(link) if may_fill(stored.get(indicator.pk))}
    told = {entry.indicator.pk for entry in entries}
    if not open_keys:
        raise Refused("已经交过了，不用再交；要改请联系妇儿工委办退回。")
    if told - open_keys:
        raise Refused("有的指标不归这个链接填，或者已经交过，请刷新页面。")
    if submit and open_keys - told:
        raise Refused(f"还有{len(open_keys - told)}项没有填；没有数的选“无数据”并写原因。")
    stage = Stage.FILLED if submit else Stage.DRAFT
    changed = keep_values(
        organization=link.organization, year=link.year, entries=entries, office=_office(link, office), stage=stage
    )
    if submit:
        link.submitted_at, link.submitted_by = timezone.now(), office.strip()
        link.save(update_fields=["submitted_at", "submitted_by"])
        record("monitoring.submit", by=None, subject=link, year=link.year, values=len(changed))
    return changed


def _office(link: FillLink, office: str) -> str:
    """卫生健康局妇幼健康科: at most as long as the column."""
    office = office.strip()
    return (office if office.startswith(link.department) else f"{link.department}{office}")[:40]
