"""What the door to a number gives out: a figure, with all that is needed to answer for it."""

from dataclasses import dataclass, field
from decimal import Decimal

from fulian.core.periods import Month, Period
from fulian.core.quantities import ZERO, Qualifier, Quantity
from fulian.indicators.choices import Basis
from fulian.indicators.models import Indicator
from fulian.organizations.models import Organization


@dataclass(frozen=True)
class Coverage:
    """How many of the monthly reports under a figure have come in: `filed` of `due` (organization × month)."""

    filed: int = 0
    due: int = 0
    open_months: tuple[Month, ...] = ()

    @property
    def complete(self) -> bool:
        return self.filed >= self.due

    @property
    def text(self) -> str:
        return f"应报{self.due}份，已报{self.filed}份"


@dataclass(frozen=True)
class Figure:
    """A number with all that is needed to answer for it. `value` is None when nothing was ever recorded or stated."""

    indicator: Indicator
    organization: Organization
    period: Period
    value: Quantity | None
    recorded: Quantity | None = None
    added: Quantity | None = None
    coverage: Coverage = field(default_factory=Coverage)
    provisional: bool = False  # some month in it is not closed yet
    unchecked: bool = False  # younger than a closed month: counted live there, 未经月报核对
    withheld: bool = False  # confidential and not released, or released as too few to tell
    numerator: "Figure | None" = None
    denominator: "Figure | None" = None

    @property
    def is_ratio(self) -> bool:
        return self.indicator.basis == Basis.RATIO

    @property
    def text(self) -> str:
        """As prose prints it; empty when there is nothing to print."""
        if self.value is None:
            return ""
        return self.value.text("%" if self.is_ratio else self.indicator.unit)

    @property
    def fraction(self) -> str:
        """n/N beside every percentage."""
        if self.numerator is None or self.denominator is None or not self.denominator.value:
            return ""
        numerator = self.numerator.value or ZERO
        return f"{numerator.text()}/{self.denominator.value.text()}"


def ratio(indicator: Indicator, numerator: Figure, denominator: Figure) -> Figure:
    """In per cent, with one place. Without a value where the whole is nothing."""
    value = None
    if numerator.value is not None and denominator.value:
        percent = (numerator.value.value * 100 / denominator.value.value).quantize(Decimal("0.1"))
        value = Quantity(percent, Qualifier.combined((numerator.value.qualifier, denominator.value.qualifier)))
    return Figure(
        indicator, numerator.organization, numerator.period, value, coverage=numerator.coverage,
        provisional=numerator.provisional or denominator.provisional, unchecked=numerator.unchecked or denominator.unchecked,
        withheld=numerator.withheld or denominator.withheld, numerator=numerator, denominator=denominator,
    )  # fmt: skip
