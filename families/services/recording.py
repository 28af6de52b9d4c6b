"""Entering honours, one or many at once; correcting and cancelling what was entered."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from families.choices import HonourStatus, SubjectType
from families.models import CourtyardFeature, Honour, HonourGrade, HonourGrading, HonourKind, HonourStep
from families.services.guards import Authority, all_open, grade_fits, happened, naming_allowed
from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.organizations.models import Organization


@dataclass(frozen=True, kw_only=True)
class HonourEntry:
    """What somebody enters: a nomination, a naming, or both. A grade needs a naming; it is reached on that day."""

    organization: Organization
    kind: HonourKind
    name: str
    level: str
    nominated_on: datetime.date | None = None
    named_on: datetime.date | None = None
    grade: HonourGrade | None = None
    features: Sequence[CourtyardFeature] = ()
    document_number: str = ""
    note: str = ""


@transaction.atomic
def record_honour(*, entry: HonourEntry, by: Any) -> Honour:
    """Enter one honour."""
    honour = _write([entry], by=by)[0]
    record("families.honour_recorded", by=by, subject=honour, kind=entry.kind.code, status=honour.status)
    return honour


@transaction.atomic
def record_honours(*, entries: Iterable[HonourEntry], by: Any) -> list[Honour]:
    """Enter many at once, all or none, in a constant number of queries.

    One audit row for each organization, with the keys of its honours: who entered what and when stands on each row itself
    already, and nine hundred courtyards of a morning would bury every other act in the log.
    """
    honours = _write(list(entries), by=by)
    grouped: dict[Organization, list[int]] = defaultdict(list)
    for honour in honours:
        grouped[honour.organization].append(honour.pk)
    for organization, keys in grouped.items():
        record("families.honours_recorded", by=by, subject=organization, count=len(keys), honours=keys)
    return honours


def _write(entries: list[HonourEntry], *, by: Any) -> list[Honour]:
    authority = Authority(by)
    for entry in entries:
        _check(entry, authority)
    all_open((e.organization, day) for e in entries for day in (e.nominated_on, e.named_on))
    honours = Honour.objects.bulk_create([_honour(entry, by) for entry in entries], batch_size=500)
    HonourStep.objects.bulk_create(
        [step for honour, entry in zip(honours, entries, strict=True) for step in _steps(honour, entry, by)],
        batch_size=500,
    )
    HonourGrading.objects.bulk_create(
        [
            HonourGrading(honour=h, grade=e.grade, since=e.named_on, document_number=e.document_number, by=by)
            for h, e in zip(honours, entries, strict=True)
            if e.grade and e.named_on
        ],
        batch_size=500,
    )
    through = Honour.features.through
    through.objects.bulk_create(
        [
            through(honour=h, courtyardfeature=feature)
            for h, e in zip(honours, entries, strict=True)
            for feature in e.features
        ],
        batch_size=500,
    )
    return honours


def _check(entry: HonourEntry, authority: Authority) -> None:
    if not entry.name.strip():
        raise Refused("请填写名称。", field="name")
    if not (entry.nominated_on or entry.named_on):
        raise Refused("推荐日期和命名日期至少填一个。", field="nominated_on")
    for field in ("nominated_on", "named_on"):
        if day := getattr(entry, field):
            happened(day, organization=entry.organization, field=field)
    if entry.nominated_on and entry.named_on and entry.named_on < entry.nominated_on:
        raise Refused("命名日期不能早于推荐日期。", field="named_on")
    if entry.named_on and not entry.nominated_on:
        naming_allowed(authority, organization=entry.organization, level=entry.level)
    if entry.grade and not entry.named_on:
        raise Refused("命名以后才有档次：请填写命名日期，或先不选档次。", field="grade")
    grade_fits(entry.kind, entry.grade)
    if entry.features and entry.kind.subject_type != SubjectType.COURTYARD:
        raise Refused("只有庭院类荣誉才有庭院特色。", field="features")


def _honour(entry: HonourEntry, by: Any) -> Honour:
    return Honour(
        organization=entry.organization,
        path_at=entry.organization.path,
        created_by=by,
        updated_by=by,
        **_columns(entry),
    )


def _columns(entry: HonourEntry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "name": entry.name.strip(),
        "level": entry.level,
        "grade": entry.grade,
        "status": HonourStatus.NAMED if entry.named_on else HonourStatus.RECOMMENDED,
        "nominated_on": entry.nominated_on,
        "named_on": entry.named_on,
        "dated_on": entry.named_on or entry.nominated_on,
        "note": entry.note,
    }


def _steps(honour: Honour, entry: HonourEntry, by: Any) -> list[HonourStep]:
    days = {HonourStatus.RECOMMENDED: entry.nominated_on, HonourStatus.NAMED: entry.named_on}
    steps = [HonourStep(honour=honour, status=s, on=day, by=by, as_entered=True) for s, day in days.items() if day]
    steps[-1].document_number = entry.document_number
    return steps


@transaction.atomic
def update_honour(*, honour: Honour, entry: HonourEntry, by: Any, version: datetime.datetime | None = None) -> Honour:
    """Correct what was entered. What is counted (kind, level, dates, grade, organization) can be corrected until a further
    step is taken; afterwards only name, features and note: cancel the honour and enter it anew."""
    honour = _locked(honour)
    if version and honour.updated_at != version:
        raise Conflict
    _check(entry, Authority(by))
    old = [(honour.organization, day) for day in (honour.nominated_on, honour.named_on)]
    new = _columns(entry)
    columns = ("kind", "level", "grade", "nominated_on", "named_on")
    counted = [field for field in columns if getattr(honour, field) != new[field]]
    if honour.organization_id != entry.organization.pk:
        counted.append("organization")
    if counted:
        _still_as_entered(honour, field=counted[0])
        all_open([*old, *((entry.organization, day) for day in (entry.nominated_on, entry.named_on))])
        honour.steps.all().delete()
        honour.gradings.all().delete()
        HonourStep.objects.bulk_create(_steps(honour, entry, by))
        if entry.grade and entry.named_on:
            HonourGrading.objects.create(honour=honour, grade=entry.grade, since=entry.named_on, by=by)
    else:
        new = {key: new[key] for key in ("name", "note")}
    if "organization" in counted:
        new |= {"organization": entry.organization, "path_at": entry.organization.path}
    changed = sorted(field for field, value in new.items() if getattr(honour, field) != value)
    for field, value in new.items():
        setattr(honour, field, value)
    honour.updated_by = by
    honour.save()
    honour.features.set(entry.features)
    record("families.honour_updated", by=by, subject=honour, changed=changed)
    return honour


def _still_as_entered(honour: Honour, *, field: str) -> None:
    if (
        honour.steps.filter(as_entered=False).exists()
        or honour.gradings.exclude(since=honour.named_on or honour.dated_on).exists()
    ):
        raise Refused("这项荣誉已有后续进展，这一项不能直接改：请撤销后重新登记。", field=field)


def _locked(honour: Honour) -> Honour:
    found = (
        Honour.objects.select_for_update(of=("self",)).select_related("organization", "kind", "grade").get(pk=honour.pk)
    )
    if found.is_cancelled:
        raise Conflict("这项荣誉已经撤销。")
    return found


@transaction.atomic
def cancel_honour(*, honour: Honour, reason: str, by: Any) -> Honour:
    """It was entered by mistake: it counts nowhere any more, and stays to be read."""
    honour = _locked(honour)
    days = [honour.nominated_on, honour.named_on, honour.ended_on, *honour.gradings.values_list("since", flat=True)]
    all_open((honour.organization, day) for day in days)
    honour.cancelled_at, honour.cancelled_by, honour.cancel_reason = timezone.now(), by, reason
    honour.updated_by = by
    honour.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "updated_by", "updated_at"])
    record("families.honour_cancelled", by=by, subject=honour)
    return honour
