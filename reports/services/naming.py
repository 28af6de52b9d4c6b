"""The names that a summary prints, and how regularly something was done: what the list and rhythm slots of the outline ask for."""

from collections import defaultdict
from collections.abc import Sequence

from fulian.core.measures import LISTINGS, MEASURES, Asked, Nature, Question, answer
from fulian.core.periods import Month, Period
from fulian.organizations.models import Organization
from fulian.organizations.paths import paths_of
from reports.services.outline import outline_slots
from reports.services.templates import Slot

MOST = 20
MONTHS_NEEDED, QUARTERS_NEEDED = 3, 2  # fewer show no rhythm


def read_lists(organization: Organization, period: Period) -> dict[str, list[str]]:
    """The words for every list and rhythm slot of the outline; one query for most of what one listing is asked."""
    paths = paths_of(organization)
    wanted = {slot.key: slot for slot in outline_slots() if slot.kind in ("list", "rhythm")}
    words = {key: _rhythm(slot, paths, period) for key, slot in wanted.items() if slot.kind == "rhythm"}
    asked: dict[str, dict[str, Asked]] = defaultdict(dict)
    for slot in wanted.values():
        if slot.kind == "list" and slot.code in LISTINGS:
            known = {dimension.code for dimension in LISTINGS[slot.code].source.dimensions}
            if slot.dimension_codes <= known:
                asked[slot.code][slot.key] = (_chosen(slot), slot.with_amounts)
    for code, lists in asked.items():
        told = LISTINGS[code].told(paths, period, lists)
        words |= {key: names[:MOST] for key, names in told.items()}
    return words


def _chosen(slot: Slot) -> dict[str, list[str]]:
    return {code: values.split(",") for code, values in slot.dimensions.items()}


def _rhythm(slot: Slot, paths: Sequence[str], period: Period) -> list[str]:
    """每月 or 每季度 where each whole one of the period has a record: what was done, never what was meant to be done."""
    measure = MEASURES.get(slot.code)
    if measure is None or measure.nature is Nature.STOCK or measure.confidential:
        return []
    found = answer([Question("it", measure, _chosen(slot))], paths=paths, period=period, by_month=True)["it"]
    months = period.whole_months()
    done = {month for (month,) in found}
    if len(months) >= MONTHS_NEEDED and done.issuperset(months):
        return ["每月"]
    quarters = _quarters(months)
    if len(quarters) >= QUARTERS_NEEDED and all(done & set(quarter) for quarter in quarters):
        return ["每季度"]
    return []


def _quarters(months: Sequence[Month]) -> list[Sequence[Month]]:
    groups = [[month for month in months if (month.month - 1) // 3 == number] for number in range(4)]
    return [group for group in groups if len(group) == 3]
