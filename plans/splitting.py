"""Dividing a number so that the parts add up to it: whole numbers stay whole, and what is left over is given out visibly."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")


def equally(total: Decimal, number: int, *, whole: bool) -> list[Decimal]:
    """100 for 12 → 9, 9, 9, 9, 8 …: who comes first takes one more."""
    return by_weight(total, [Decimal(1)] * number, whole=whole)


def by_weight(total: Decimal, weights: Sequence[Decimal], *, whole: bool) -> list[Decimal]:
    """In proportion; what rounding leaves over goes to the largest fractions, the first of equal ones first."""
    step = Decimal(1) if whole and total == total.to_integral_value() else CENT
    sum_of_weights = sum(weights, Decimal(0))
    if not weights or sum_of_weights <= 0:
        raise ValueError("Nothing to divide by.")
    exact = [total * weight / sum_of_weights for weight in weights]
    parts = [part.quantize(step, rounding=ROUND_DOWN) for part in exact]
    left = int((total - sum(parts, Decimal(0))) / step)
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in order[:left]:
        parts[index] += step
    return parts
