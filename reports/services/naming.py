"""The names that a summary prints, and how regularly something was done: what the list and rhythm slots of the outline ask for."""

from collections.abc import Mapping, Sequence

from fulian.core.measures import LISTINGS, MEASURES, Nature, Question, answer
from fulian.core.periods import Month, Period
from fulian.organizations.models import Organization
from fulian.organizations.paths import paths_of
from reports.services.outline import outline_slots
from reports.services.templates import Slot

MOST = 20
MONTHS_NEEDED, QUARTERS_NEEDED = 3, 2  # fewer show no rhythm


def read_lists(organization: Organization, period: Period) -> dict[str, list[str]]:
    """The words for every list and rhythm slot of the outline; one query each."""
    paths = paths_of(organization)
    wanted = {slot.key: slot for slot in outline_slots() if slot.kind in ("list", "rhythm")}
    return {key: _words(slot, paths, period) for key, slot in wanted.items()}


def _words(slot: Slot, paths: Sequence[str], period: Period) -> list[str]:
    dimensions = {code: values.split(",") for code, values in slot.dimensions.items()}
    if slot.kind == "rhythm":
        return _rhythm(slot, dimensions, paths, period)
    listing = LISTINGS.get(slot.code)
    if listing is None or not slot.dimension_codes <= {dimension.code for dimension in listing.source.dimensions}:
        return []
    read = listing.names_with_amounts if slot.with_amounts else listing.names
    return read(paths, period, dimensions)[:MOST]


def _rhythm(
    slot: Slot, dimensions: Mapping[str, Sequence[str]], paths: Sequence[str], period: Period
) -> list[str]:
    """每月 or 每季度 where each whole one of the period has a record: what was done, never what was meant to be done."""
    measure = MEASURES.get(slot.code)
    if measure is None or measure.nature is Nature.STOCK or measure.confidential:
        return []
    found = answer([Question("it", measure, dimensions)], paths=paths, period=period, by_month=True)["it"]
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
