"""Defining indicators, and giving out confidential figures."""

import tomllib
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.core.measures import MEASURES, Measure, Question, answer
from fulian.core.periods import Period
from fulian.indicators.choices import Basis
from fulian.indicators.models import Indicator, Release
from fulian.organizations.models import Organization
from fulian.organizations.paths import paths_of

DEFAULTS = Path(__file__).with_name("default_indicators.toml")
SUPPRESSED_BELOW = 5  # 隐私: a count under 5 could name somebody in a small place
REDEFINING = ("unit", "definition", "basis", "measure_code", "dimensions", "numerator", "denominator", "within")


def check_definition(indicator: Indicator) -> None:
    """Refuse an indicator that could not be computed."""
    if indicator.basis == Basis.MEASURE:
        measure = MEASURES.get(indicator.measure_code)
        if measure is None:
            raise Refused("请选择一个统计项。", field="measure_code")
        for code in indicator.dimensions:
            try:
                measure.source.dimension(code)
            except KeyError:
                raise Refused(f"“{measure.label}”不能按“{code}”限定。", field="dimensions") from None
        _check_unit(indicator, measure)
    if indicator.basis == Basis.RATIO and indicator.numerator_id == indicator.denominator_id:
        raise Refused("分子和分母不能是同一个指标。", field="denominator")
    if indicator.within and (
        indicator.within.pk == indicator.pk
        or (indicator.within.unit != indicator.unit and not _same_measure(indicator))
    ):
        raise Refused("只能包含在同类的另一个指标里。", field="within")


def _check_unit(indicator: Indicator, measure: Measure) -> None:
    if measure.may_be_called(indicator.unit, indicator.dimensions):
        return
    units = "”“".join(sorted(measure.units_of(indicator.dimensions)))
    if not units:
        raise Refused(f"“{measure.label}”要先限定是哪一项，例如“field: households”。", field="dimensions")
    raise Refused(f"这个统计项的单位是“{units}”，指标的单位要和它一致。", field="unit")


def _same_measure(indicator: Indicator) -> bool:
    return (
        bool(indicator.measure_code)
        and indicator.within is not None
        and indicator.measure_code == indicator.within.measure_code
    )


@transaction.atomic
def define_indicator(*, indicator: Indicator, by) -> Indicator:
    """Add an indicator of the district's own."""
    check_definition(indicator)
    indicator.save()
    record(
        "indicators.define",
        by=by,
        subject=indicator,
        path=indicator.organization.path if indicator.organization else "",
    )
    return indicator


@transaction.atomic
def redefine_indicator(*, indicator: Indicator, by) -> Indicator:
    """Save a changed indicator; a change of what it counts makes a new version. Published figures keep their copies."""
    check_definition(indicator)
    before = Indicator.objects.select_for_update().get(pk=indicator.pk)
    changed = [name for name in REDEFINING if getattr(before, name) != getattr(indicator, name)]
    if changed:
        indicator.version = F("version") + 1
    indicator.save()
    indicator.refresh_from_db()
    if changed:  # a ratio says something else when one of its parts does
        ratios = Indicator.objects.filter(Q(numerator=indicator) | Q(denominator=indicator))
        ratios.update(version=F("version") + 1)
    record("indicators.redefine", by=by, subject=indicator, path="", changed=changed, version=indicator.version)
    return indicator


@transaction.atomic
def load_defaults() -> int:
    """Add the default indicators that are missing; one that a district has changed stays as it is. Returns how many came."""
    wanted = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["indicator"]
    present = dict(Indicator.objects.values_list("code", "pk"))
    new = []
    for order, item in enumerate(wanted):
        if item["code"] not in present and "numerator" not in item:
            new.append(_default(item, order))
    Indicator.objects.bulk_create(new)
    ratios = [(order, item) for order, item in enumerate(wanted) if "numerator" in item and item["code"] not in present]
    by_code = Indicator.objects.in_bulk(field_name="code") if ratios else {}
    Indicator.objects.bulk_create(
        [_default(item, order, by_code[item["numerator"]], by_code[item["denominator"]]) for order, item in ratios]
    )
    _nest(wanted, present)
    return len(new) + len(ratios)


def _nest(wanted: list[dict], present: dict[str, int]) -> None:
    """Say of the new ones which lie within which."""
    nested = {item["code"]: item["within"] for item in wanted if "within" in item and item["code"] not in present}
    keys = dict(Indicator.objects.filter(code__in=nested.values()).values_list("code", "pk"))
    rows = list(Indicator.objects.filter(code__in=nested))
    for row in rows:
        row.within_id = keys[nested[row.code]]
    Indicator.objects.bulk_update(rows, ["within"])


def _default(
    item: dict, order: int, numerator: Indicator | None = None, denominator: Indicator | None = None
) -> Indicator:
    basis = Basis.RATIO if numerator else Basis.MEASURE if "measure" in item else Basis.MANUAL
    return Indicator(
        code=item["code"], name=item["name"], unit=item["unit"], area=item["area"], definition=item["definition"], basis=basis,
        measure_code=item.get("measure", ""), dimensions=item.get("where", {}), numerator=numerator, denominator=denominator,
        in_month=item.get("month", False), additive=item.get("additive", True), confidential=item.get("confidential", False),
        order=(order + 1) * 10,
    )  # fmt: skip


@transaction.atomic
def release(*, indicator: Indicator, district: Organization, period: Period, by) -> Release:
    """Give out a confidential figure of a district once, for a whole quarter or year that is over; a count under 5 is withheld.

    Only the district's own total leaves, never a township's or a village's: no difference of two numbers shows a small one.
    """
    if not indicator.confidential or indicator.measure is None:
        raise Refused("只有保密指标才需要发布。")
    year = period.start.year
    if period not in (Period.year(year), *(Period.quarter(year, q) for q in range(1, 5))):
        raise Refused("保密数字只按整季度或整年发布。")
    if period.end >= timezone.localdate():
        raise Refused("这个时期还没有结束。")
    found = answer([Question("n", indicator.measure, indicator.dimensions)], paths=paths_of(district), period=period)[
        "n"
    ]
    count = int(found[()].value) if found else 0
    given, created = Release.objects.get_or_create(
        indicator=indicator, organization=district, start=period.start, end=period.end,
        defaults={"value": count if count == 0 or count >= SUPPRESSED_BELOW else None, "released_by": by},
    )  # fmt: skip
    if not created:
        raise Refused("这个时期的数字已经发布过，发布后不再改变。")
    record("indicators.release", by=by, subject=given, path=district.path)
    return given
