"""A target that was found, said in a few words for a table."""

from decimal import Decimal

from fulian.core.chinese import money, plain
from plans.reading.document import Found

_SAID = {">=": "不少于", "<=": "不超过", "=": "", "~": "约"}


def _number(value: float, unit: str) -> str:
    amount = Decimal(str(value))
    return money(amount) if unit == "元" else f"{plain(amount)}{unit}"


def goal_text(found: Found) -> str:
    """每个社区不少于1个, 2—3个, 每季度1次, 不少于50%."""
    before = f"每{found.per}" if found.per else ""
    before = f"{found.window}{before}" if found.recurring and found.window else before
    if found.comparator == "between" and found.low is not None and found.high is not None:
        return f"{before}{plain(Decimal(str(found.low)))}—{_number(found.high, found.unit)}"
    value = found.high if found.comparator == "<=" else found.low
    return f"{before}{_SAID[found.comparator]}{_number(value or 0, found.unit)}"
