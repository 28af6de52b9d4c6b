"""Small measures of text, without any font."""

from collections.abc import Iterable
from decimal import Decimal

Number = int | float | Decimal


def ems(text: str) -> float:
    """Width in characters: a Chinese character is 1, an ASCII one a half."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def number_text(value: Number | None) -> str:
    """A figure as 公文 writes it: no thousands mark, no idle zeros; — for what is not known."""
    if value is None:
        return "—"
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}" if isinstance(value, Decimal) else f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def known(values: Iterable[Number | None]) -> list[float]:
    return [float(value) for value in values if value is not None]
