"""What is odd about a number: questions to whoever knows, never errors. Plain rules over plain values."""

from decimal import Decimal

from fulian.core.chinese import plain
from plans.monitoring.choices import CEILINGS

JUMP_POINTS = Decimal(10)  # of a percentage
JUMP_SHARE = Decimal("0.3")  # of anything else
RULES = (
    "提问的规则：百分率一年变动超过10个百分点，其他数一年变动超过三成；%、‰、/10万的数超过100、1000、10万；"
    "单位是%而数不到1（可能填成了小数）。问的是要不要核对，不是说一定错了。"
)


def questions(*, unit: str, year: int, value: Decimal | None, previous: tuple[int, Decimal] | None) -> list[str]:
    """`previous`: the year and number before this one."""
    if value is None:
        return []
    asked = _bounds(unit, value)
    if previous is not None:
        asked += _jump(unit, year, value, *previous)
    return asked


def _bounds(unit: str, value: Decimal) -> list[str]:
    ceiling = CEILINGS.get(unit)
    if ceiling is not None and value > ceiling:
        return [f"{plain(value)}{unit}超过了{ceiling}{unit}，是毛率，还是单位或小数点有误？"]
    if unit == "%" and 0 < value < 1:
        return [f"{plain(value)}%不到1%，是不是把百分率填成了小数？"]
    return []


def _jump(unit: str, year: int, value: Decimal, before_year: int, before: Decimal) -> list[str]:
    """Between years that do not follow each other the same change is allowed for each year."""
    years = max(year - before_year, 1)
    change = abs(value - before)
    if unit == "%":
        jumped, told = change > JUMP_POINTS * years, f"{plain(change)}个百分点"
    else:
        jumped = before > 0 and change > before * JUMP_SHARE * years
        told = f"{plain((change / before * 100).quantize(Decimal(1)))}%" if before > 0 else ""
    if not jumped:
        return []
    return [f"比{before_year}年的{plain(before)}{unit}变动了{told}，是口径变了，还是填错了？"]
