"""A month's figures as lines of a page: each beside last month's, with what changed since it was returned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from fulian.core.choices import WorkArea
from fulian.core.periods import Month
from fulian.core.quantities import Qualifier, Quantity
from fulian.core.quantities import total as add_up
from fulian.indicators.cells import Cell
from fulian.indicators.choices import CellState
from fulian.indicators.models import Indicator, MonthlyStatement
from fulian.indicators.totals import sums
from fulian.organizations.models import Organization
from reports.choices import DecisionKind
from reports.models import Decision, MonthlyReport

SENT_BACK = (DecisionKind.RETURN, DecisionKind.REOPEN)


@dataclass(frozen=True)
class Line:
    indicator: Indicator
    cell: Cell
    last: Quantity | None  # last month's
    was: Cell | None  # when the report was last sent back; None when it never was
    comment: str
    trace_url: str
    from_parts: Quantity | None = None  # what was added by hand to other lines that lie within this one
    fields: Any = None  # bound fields of the page's form: added, note, not_applicable; or comment

    @property
    def total(self) -> Quantity | None:
        """As it will count: its own cell, and what was added to its parts."""
        parts = [part for part in (self.cell.value, self.from_parts) if part is not None]
        return add_up(parts) if parts else None

    @property
    def by_hand(self) -> bool:
        return self.indicator.measure is None

    @property
    def blank(self) -> bool:
        return self.cell.state == CellState.BLANK

    @property
    def changed(self) -> bool:
        return self.was is not None and (self.was.value, self.was.not_applicable) != (
            self.cell.value,
            self.cell.not_applicable,
        )

    @property
    def was_text(self) -> str:
        """What stood there when the report was sent back."""
        if self.was is None or self.was.value is None:
            return "不适用" if self.was and self.was.not_applicable else "空"
        return self.was.value.text(self.indicator.unit)

    @property
    def opened(self) -> bool:
        """Whether the page shows the boxes to type in at once."""
        errors = bool(self.fields) and any(field.errors for field in self.fields.values())
        return bool(errors or self.comment or self.cell.added is not None or self.cell.not_applicable)

    @property
    def typed(self) -> bool:
        """Whether what the form was sent, or holds, has anything for this line."""
        return bool(self.fields) and any(field.value() for field in self.fields.values())


def lines_of(
    report: MonthlyReport, indicators: Iterable[Indicator], *, previous: MonthlyStatement | None, sent_back: Decision | None,
    fields: Mapping[str, Any] | None = None,
) -> list[Line]:  # fmt: skip
    organization, month = report.organization, report.as_month
    widening = Indicator.objects.widening()
    before = sums([previous.cells], widening) if previous else {}
    parts = _added_to_parts(report.statement, widening)
    return [
        Line(
            indicator=indicator,
            cell=report.statement.cell(indicator.code),
            last=_quantity(before.get(indicator.code)),
            from_parts=parts.get(indicator.code),
            was=Cell.from_json(sent_back.snapshot.get(indicator.code, {})) if sent_back else None,
            comment=sent_back.comments.get(indicator.code, "") if sent_back else "",
            trace_url=reverse("indicators:figure-trace", args=[indicator.code, organization.pk, str(month)]),
            fields=(fields or {}).get(indicator.code),
        )
        for indicator in indicators
    ]


def _quantity(summed: tuple[Decimal, Decimal, Qualifier] | None) -> Quantity | None:
    return Quantity(summed[0] + summed[1], summed[2]) if summed else None


def _added_to_parts(statement: MonthlyStatement, widening: Mapping[str, Sequence[str]]) -> dict[str, Quantity]:
    """{code: what was added by hand to indicators that lie within it}."""
    found: dict[str, Quantity] = {}
    for code, wider in widening.items():
        added = statement.cell(code).added
        if added:
            for whole in wider:
                found[whole] = found[whole] + added if whole in found else added
    return found


def by_area(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Grouped by work area, in the order in which the areas first come."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.indicator.area, []).append(line)
    return [(WorkArea(area).label, found) for area, found in groups.items()]


def previous_statement(organization: Organization, month: Month) -> MonthlyStatement | None:
    return MonthlyStatement.objects.of_month(month.plus(-1)).filter(organization=organization).first()


def last_sent_back(report: MonthlyReport) -> Decision | None:
    return report.decisions.filter(kind__in=SENT_BACK).first() if report.pk else None


TONE_OF_KIND = {
    DecisionKind.APPROVE: "done",
    DecisionKind.RETURN: "stop",
    DecisionKind.REOPEN: "stop",
}


def timeline(report: MonthlyReport, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """What happened to the report, the newest first; remarks with the names of their figures."""
    events = []
    for decision in report.decisions.select_related("made_by"):
        said = [decision.reason, *(f"{names.get(code, code)}：{text}" for code, text in decision.comments.items())]
        events.append(
            {
                "what": decision.get_kind_display(),
                "by": decision.made_by.display_name,
                "at": decision.made_at,
                "note": "\n".join(filter(None, said)),
                "tone": TONE_OF_KIND.get(DecisionKind(decision.kind), "none"),
            }
        )
    return events
