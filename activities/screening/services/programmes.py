"""A programme: opened for a statistical year, divided among those below, closed when its results are in."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.screening.choices import ProgrammeStatus
from activities.screening.models import Allotment, Person, Programme
from activities.screening.models.programmes import of_share
from activities.screening.services import guards
from fulian.audit.services import record
from fulian.core.chinese import plain
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization

LONGEST = datetime.timedelta(days=366)
CHANGED = (
    "name", "starts_on", "ends_on", "age_from", "age_to", "base", "base_source", "target_share", "target", "note",
    "cervical_years", "breast_years",
)  # fmt: skip
KEEPERS = (Level.DISTRICT, Level.CITY, Level.PROVINCE, Level.NATION)


@transaction.atomic
def open_programme(*, programme: Programme, by: Any) -> Programme:
    _check(programme)
    programme.path_at = programme.organization.path
    programme.created_by = programme.updated_by = by
    programme.save()
    settle(programme)
    record("screening.create", by=by, subject=programme)
    return programme


@transaction.atomic
def change_programme(*, programme: Programme, by: Any, version: datetime.datetime | None = None) -> Programme:
    stored = guards.hold(programme)
    guards.still_open(stored)
    if version is not None and stored.updated_at != version:
        raise Conflict("别人刚刚改过这个统计年度。您填的内容还在下面，请先打开看最新内容再改。")
    _check(programme)
    outside = programme.sessions.active().exclude(day__gte=programme.starts_on, day__lte=programme.ends_on)
    if outside.exists():
        raise Refused("已经登记的筛查有不在这段时间里的，请核对开始和结束日期。", field="starts_on")
    changed = guards.changed_fields(stored, programme, CHANGED)
    programme.updated_by = by
    programme.save()
    settle(programme)
    if "ends_on" in changed:
        Person.objects.filter(session__programme=programme).update(delete_on=programme.delete_persons_on)
    if changed:
        record("screening.update", by=by, subject=programme, fields=changed)
    return programme


def _check(programme: Programme) -> None:
    if programme.organization.level not in KEEPERS:
        raise Refused("两癌筛查年度由区县妇联建立，镇街和村社区在里面登记。", field="organization")
    if programme.ends_on <= programme.starts_on:
        raise Refused("结束日期要晚于开始日期。", field="ends_on")
    if programme.ends_on - programme.starts_on > LONGEST:
        raise Refused("一个统计年度不超过一年，请核对结束日期。", field="ends_on")
    if programme.age_to < programme.age_from:
        raise Refused("年龄的上限不能小于下限。", field="age_to")
    same_time = Programme.objects.around(programme.organization).exclude(pk=programme.pk)
    other = same_time.filter(starts_on__lte=programme.ends_on, ends_on__gte=programme.starts_on).first()
    if other is not None:
        raise Refused(
            f"这段时间里已经有“{other.name}”（{other.period_text}），同一天只能算在一个统计年度里。", field="starts_on"
        )
    _settle_target(programme)


def _settle_target(programme: Programme) -> None:
    """The number rules; a share alone is worked out into one."""
    if programme.target_share is not None:
        worked_out = of_share(programme.base, programme.target_share)
        if programme.target is None:
            programme.target = worked_out
        elif abs(programme.target - worked_out) > 1:
            raise Refused(
                f"应检{programme.base}人的{plain(programme.target_share)}%是{worked_out}人，"
                f"和任务数{programme.target}对不上，请改其中一个，或者只填一个。",
                field="target",
            )
    if programme.target is not None and programme.target > programme.base:
        raise Refused(f"任务数（{programme.target}）不能大于应检人数（{programme.base}）。", field="target")


@transaction.atomic
def close_programme(*, programme: Programme, by: Any) -> Programme:
    guards.hold(programme)
    move(
        programme, to=ProgrammeStatus.CLOSED, allowed=[ProgrammeStatus.OPEN], closed_at=timezone.now(), closed_by=by,
        updated_at=timezone.now(), updated_by=by,
    )  # fmt: skip
    record("screening.close", by=by, subject=programme)
    return programme


@transaction.atomic
def reopen_programme(*, programme: Programme, reason: str, by: Any) -> Programme:
    guards.hold(programme)
    move(
        programme, to=ProgrammeStatus.OPEN, allowed=[ProgrammeStatus.CLOSED], closed_at=None, closed_by=None,
        updated_at=timezone.now(), updated_by=by,
    )  # fmt: skip
    record("screening.reopen", by=by, subject=programme, reason=reason)
    return programme


# ---- who has which part of it ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    organization: Organization
    base: int | None
    target: int | None

    @property
    def is_empty(self) -> bool:
        return self.base is None and self.target is None


@transaction.atomic
def allot(*, programme: Programme, parts: Sequence[Part], by: Any) -> Programme:
    """Keep what each of these organizations has; an empty part takes away what it had. Others stay as they are."""
    programme = guards.hold(programme)
    guards.still_open(programme)
    stored = {row.organization_id: row for row in programme.allotments.all()}
    touched = 0
    for part in parts:
        _check_part(part, programme)
        row = stored.get(part.organization.pk)
        if part.is_empty:
            touched += row is not None
            if row is not None:
                row.delete()
        elif row is None or (row.base, row.target) != (part.base, part.target):
            touched += 1
            row = row or Allotment(programme=programme, organization=part.organization, path_at=part.organization.path)
            row.base, row.target = part.base, part.target
            row.since, row.until = programme.starts_on, programme.ends_on
            row.save()
    settle(programme)
    if touched:
        record("screening.allot", by=by, subject=programme, parts=touched)
    return programme


def _check_part(part: Part, programme: Programme) -> None:
    place, own = part.organization, programme.organization
    if place == own or not place.path.startswith(own.path):
        raise Refused(f"{place.name}不在{own.name}下面。")
    if part.base is not None and part.target is not None and part.target > part.base:
        raise Refused(
            f"{place.name}的任务数（{part.target}）不能大于应检人数（{part.base}）。", field=f"target_{place.pk}"
        )


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """A number shared out by weights, so that the parts add up to it: what is left goes to the largest remainders."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def settle(programme: Programme) -> None:
    """Keep the programme's own row, everybody's days, and what of each 应检人数 no organization below it has for itself."""
    own = programme.organization
    rows = list(programme.allotments.select_related("organization").order_by("organization__path"))
    root = next((row for row in rows if row.organization_id == own.pk), None)
    if root is None:
        root = Allotment(programme=programme, organization=own, path_at=own.path)
        rows.insert(0, root)
    root.base, root.target = programme.base, programme.target
    above: list[Allotment] = []
    for row in rows:
        row.since, row.until, row.own_base = programme.starts_on, programme.ends_on, row.base
        while above and not row.organization.path.startswith(above[-1].organization.path):
            above.pop()
        if row.base is None:
            continue
        if above:
            above[-1].own_base = (above[-1].own_base or 0) - row.base
        above.append(row)
    new = [row for row in rows if not row.pk]
    Allotment.objects.bulk_update([row for row in rows if row.pk], ["base", "target", "own_base", "since", "until"])
    Allotment.objects.bulk_create(new)
