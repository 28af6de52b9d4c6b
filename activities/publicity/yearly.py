"""The 采用台账 of a year by organization and month: asked through the measure, so that it is the number of every other page."""

from dataclasses import dataclass, field

from activities.publicity.measures import ADOPTED
from fulian.core.measures import MEASURES, Question, answer
from fulian.core.periods import Period
from fulian.organizations.models import Organization

KEY = "adopted"


@dataclass
class YearRow:
    organization: Organization
    months: list[int] = field(default_factory=lambda: [0] * 12)

    @property
    def total(self) -> int:
        return sum(self.months)


def year_of(top: Organization, year: int) -> list[YearRow]:
    """`top` itself, and each organization straight below it with all that is under it. Two queries."""
    question = Question(KEY, MEASURES[ADOPTED.code])
    groups = answer([question], paths=[top.path], period=Period.year(year), by_month=True, by_organization=True)[KEY]
    under = {one.pk: one for one in Organization.objects.under(top.path).in_tree_order()}
    rows = {top.pk: YearRow(top)}
    for one in under.values():
        if one.parent_id == top.pk and (one.closed_on is None or one.closed_on.year >= year):
            rows[one.pk] = YearRow(one)
    for (key, month), quantity in groups.items():
        row = (
            next((rows[above] for above in reversed(under[key].ancestor_ids) if above in rows), None)
            if key in under
            else None
        )
        if row is not None:
            row.months[month.month - 1] += int(quantity.value)
    return list(rows.values())
