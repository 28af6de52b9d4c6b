"""A number as a report states it: exact, or 余, 以上, 约. An approximate number stays approximate when it is added."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from fulian.core.chinese import money, plain


class Qualifier(models.TextChoices):
    EXACT = "", "准确数"
    OVER = "over", "余"
    AT_LEAST = "at_least", "以上"
    ABOUT = "about", "约"

    @classmethod
    def combined(cls, qualifiers: Iterable[str]) -> "Qualifier":
        """Of a sum: exact parts change nothing; 余 and 以上 mixed are 余; anything with 约 is 约."""
        found = {cls(q) for q in qualifiers} - {cls.EXACT}
        if not found:
            return cls.EXACT
        if len(found) == 1:
            return found.pop()
        return cls.ABOUT if cls.ABOUT in found else cls.OVER


@dataclass(frozen=True)
class Quantity:
    value: Decimal
    qualifier: Qualifier = Qualifier.EXACT

    @classmethod
    def of(cls, value: Decimal | int | float | str | None, qualifier: str = "") -> "Quantity":
        return cls(Decimal(str(value or 0)), Qualifier(qualifier or ""))

    @property
    def approximate(self) -> bool:
        return self.qualifier is not Qualifier.EXACT

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value + other.value, Qualifier.combined((self.qualifier, other.qualifier)))

    def __bool__(self) -> bool:
        return bool(self.value)

    def text(self, unit: str = "") -> str:
        """As it stands in official prose: 200余场次, 6600次以上, 约35户, 5.67万元."""
        if unit == "元":
            number = money(self.value)
            number, unit = number.removesuffix("元").removesuffix("万"), "万元" if number.endswith("万元") else "元"
        else:
            number = plain(self.value)
        if self.qualifier is Qualifier.OVER:
            if unit.startswith("万"):
                return f"{number}万余{unit[1:]}"
            return f"{number}余{unit}"
        if self.qualifier is Qualifier.AT_LEAST:
            return f"{number}{unit}以上"
        if self.qualifier is Qualifier.ABOUT:
            return f"约{number}{unit}"
        return f"{number}{unit}"

    def __str__(self) -> str:
        return self.text()


ZERO = Quantity(Decimal(0))


def total(quantities: Iterable[Quantity]) -> Quantity:
    return sum(quantities, ZERO)
