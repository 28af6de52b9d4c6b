"""Keeping a year's numbers: what is filled in, accepted, returned or put right, each step with its row of history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.quantities import Qualifier
from fulian.organizations.models import Organization
from plans.monitoring.choices import Datum, Stage
from plans.monitoring.models import MonitoredIndicator, Programme, ValueVersion, YearValue

SAID = ("state", "value", "qualifier", "trend", "reason", "source", "note", "three_year_average")
LARGEST, CENT = Decimal(10) ** 10, Decimal("0.01")
NEEDS_WHY = "审核通过的数要改，请写明更正原因。"


@dataclass(frozen=True)
class Entry:
    """What somebody says of an indicator's year. `seen`: the version she was looking at, None where there was none."""

    indicator: MonitoredIndicator
    state: str = Datum.VALUE
    value: Decimal | None = None
    qualifier: str = Qualifier.EXACT
    trend: str = ""
    reason: str = ""
    source: str = ""
    note: str = ""
    three_year_average: bool = False
    seen: int | None = None

    def problems(self) -> dict[str, str]:
        """What is missing or wrong, by field: the one judgement of a row, wherever it was typed."""
        if self.state == Datum.VALUE:
            problem = _problem_of(self.value)
            return {"value": problem} if problem else {}
        if self.value is not None:
            return {"value": "选了没有数，就不要再填数。"}
        if self.state == Datum.NO_DATA:
            return {} if self.reason.strip() else {"reason": "请写明为什么没有数据。"}
        return {} if self.trend else {"trend": "请选上升、持平还是下降。"}

    def said(self) -> dict[str, Any]:
        """As a row keeps it: what does not belong to the state is left out."""
        number, nothing = self.state == Datum.VALUE, self.state == Datum.NO_DATA
        return {
            "state": self.state,
            "value": self.value if number else None,
            "qualifier": self.qualifier if number else "",
            "trend": self.trend if self.state == Datum.TREND else "",
            "reason": self.reason.strip() if nothing else "",
            "source": self.source.strip(),
            "note": self.note.strip(),
            "three_year_average": self.three_year_average and number,
        }

    def changes(self, value: YearValue | None) -> bool:
        return value is None or any(getattr(value, name) != said for name, said in self.said().items())


def _problem_of(number: Decimal | None) -> str:
    if number is None:
        return "请填数；没有数的选“无数据”并写原因。"
    if number < 0:
        return "不能小于 0。"
    if number >= LARGEST:
        return "这个数太大了，请核对是不是多打了几位。"
    return "" if number == number.quantize(CENT) else "最多两位小数。"


def check_year(programmes: Iterable[Programme], year: int) -> None:
    """A year of the programmes that has begun."""
    if not any(year in programme.years for programme in programmes):
        raise Refused(f"{year}年不在规划期内。")
    if year > timezone.localdate().year:
        raise Refused(f"{year}年还没有到。")


def hold(organization: Organization) -> list[Programme]:
    """The programmes of an organization, locked: whoever writes its numbers waits for the one who does."""
    return list(Programme.objects.active().filter(organization=organization).order_by("pk").select_for_update())


@transaction.atomic
def keep_values(
    *,
    organization: Organization,
    year: int,
    entries: Sequence[Entry],
    office: str,
    by: Any = None,
    stage: Stage = Stage.ACCEPTED,
    why: str = "",
) -> list[YearValue]:
    """Write what differs from what stands there; gives the rows that changed. What the officer enters herself is accepted at
    once; `why` is asked for when an accepted number changes. `by` is None for a department without an account."""
    programmes = hold(organization)
    check_year(programmes, year)
    known = {programme.pk for programme in programmes}
    if any(entry.indicator.programme_id not in known for entry in entries):
        raise Refused("有的指标不是本级规划里的。")
    stored = {
        value.indicator_id: value
        for value in YearValue.objects.filter(organization=organization, year=year).select_related("indicator")
    }
    changed = []
    for entry in entries:
        if problems := entry.problems():
            field, message = next(iter(problems.items()))
            raise Refused(f"{entry.indicator.name}：{message}", field=f"{field}_{entry.indicator.pk}")
        value = stored.get(entry.indicator.pk)
        if _is_new(entry, value, stage, why):
            changed.append(_write(entry, value, organization, year, office=office, by=by, stage=stage, why=why))
    if changed:
        _note("monitoring.file", organization, year, changed, by=by, stage=str(stage))
    return changed


@transaction.atomic
def keep_area_values(
    *, indicator: MonitoredIndicator, year: int, entries: Sequence[tuple[Organization, Entry]], by: Any, why: str = ""
) -> list[YearValue]:
    """One indicator's year in the parts of the programme's area; the officer enters them, and they are accepted at once."""
    owner = indicator.programme.organization
    check_year(hold(owner), year)
    stored = {value.organization_id: value for value in YearValue.objects.filter(indicator=indicator, year=year)}
    changed = []
    for area, entry in entries:
        if area.pk == owner.pk or not area.path.startswith(owner.path):
            raise Refused(f"{area}不是{owner}的下级。")
        if problems := entry.problems():
            field, message = next(iter(problems.items()))
            raise Refused(f"{area}：{message}", field=f"{field}_{area.pk}")
        value = stored.get(area.pk)
        if _is_new(entry, value, Stage.ACCEPTED, why):
            changed.append(_write(entry, value, area, year, office=owner.name, by=by, stage=Stage.ACCEPTED, why=why))
    if changed:
        _note("monitoring.file", owner, year, changed, by=by, stage=str(Stage.ACCEPTED))
    return changed


def _is_new(entry: Entry, value: YearValue | None, stage: Stage, why: str) -> bool:
    """Whether there is something to write; refused where somebody was faster, or a correction says no why."""
    if entry.seen is not None and (value.version if value else 0) != entry.seen:
        raise Conflict("这些数刚刚被别人改过，请刷新页面看最新的数再填。")
    if value is not None and value.stage == stage and not entry.changes(value):
        return False
    if value is not None and value.stage == Stage.ACCEPTED and not why.strip():
        raise Refused(NEEDS_WHY, field="why")
    return True


def _write(
    entry: Entry, value: YearValue | None, organization: Organization, year: int,
    *, office: str, by: Any, stage: Stage, why: str,
) -> YearValue:  # fmt: skip
    if value is None:
        value = YearValue(indicator=entry.indicator, organization=organization, year=year, version=0)
    for name, said in entry.said().items():
        setattr(value, name, said)
    now = timezone.now()
    value.stage, value.filled_at, value.filled_by = stage, now, office
    value.accepted_at, value.accepted_by = (now, by) if stage == Stage.ACCEPTED else (None, None)
    if stage != Stage.DRAFT:
        value.return_reason = ""
    return _keep(value, office=office, by=by, why=why)


def _keep(value: YearValue, *, office: str, by: Any, why: str = "") -> YearValue:
    """Save with the next number, and write the same into the history."""
    value.version += 1
    value.save()
    ValueVersion.objects.create(
        year_value=value, number=value.version, stage=value.stage, by=by, office=office, why=why.strip(),
        **{name: getattr(value, name) for name in SAID},
    )  # fmt: skip
    return value


@transaction.atomic
def accept_values(*, organization: Organization, year: int, seen: Mapping[int, int], by: Any) -> list[YearValue]:
    """`seen`: {key of the value: its version}, as the officer had them before her."""
    values = _waiting(organization, year, seen)
    now = timezone.now()
    for value in values:
        value.stage, value.accepted_at, value.accepted_by, value.return_reason = Stage.ACCEPTED, now, by, ""
        _keep(value, office=organization.name, by=by)
    _note("monitoring.approve", organization, year, values, by=by)
    return values


@transaction.atomic
def return_values(
    *, organization: Organization, year: int, seen: Mapping[int, int], reason: str, by: Any
) -> list[YearValue]:
    """Back to who filled them in, who sees the reason."""
    if not reason.strip():
        raise Refused("请写明退回原因，填报的人要据此修改。", field="reason")
    values = _waiting(organization, year, seen)
    for value in values:
        value.stage, value.return_reason = Stage.RETURNED, reason.strip()
        _keep(value, office=organization.name, by=by, why=reason)
    _note("monitoring.return", organization, year, values, by=by)
    return values


def _waiting(organization: Organization, year: int, seen: Mapping[int, int]) -> list[YearValue]:
    if not seen:
        raise Refused("请先勾选要处理的数。")
    hold(organization)
    values = list(
        YearValue.objects.filter(organization=organization, year=year, pk__in=seen, stage=Stage.FILLED).select_related(
            "indicator"
        )
    )
    if len(values) != len(seen) or any(value.version != seen[value.pk] for value in values):
        raise Conflict("有的数刚刚被改过或处理过，请刷新页面再看。")
    return values


def _note(
    event: str, organization: Organization, year: int, values: list[YearValue], *, by: Any, **detail: Any
) -> None:
    record(
        event, by=by, subject=organization, path=organization.path, year=year,
        values=[value.pk for value in values], **detail,
    )  # fmt: skip
