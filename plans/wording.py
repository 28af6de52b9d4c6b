"""What was understood of a target, in words: 「2026年每季度不少于1次，共4次，3月31日、6月30日…到期」. Reads no table."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from fulian.core.chinese import long_date, plain, short_date
from fulian.core.periods import Period
from plans.choices import Comparator, Contribution, Curve, Timing
from plans.windows import FESTIVALS, repeats

NAMED = 6  # so many dates are named; of more, the first and the last


def understood(
    target: Any,
    *,
    years: Mapping[int, Decimal] | None = None,
    quarters: Iterable[int] | None = None,
    units: int | None = None,
) -> str:
    """One sentence for who has just typed it. `units`: how many there are of those that each have to reach it."""
    parts = [f"{_when(target)}{_promise(target)}", times_text(target), base_text(target), _units(target, units)]
    if target.timing == Timing.YEARS and years:
        parts.append(years_text(target, years))
    if target.curve == Curve.QUARTERS and quarters:
        parts.append("到" + "、".join(f"第{n}季度末{p}%" for n, p in enumerate(quarters, start=1)))
    elif target.curve == Curve.WINDOW and not target.repeat:
        parts.append("到期以前不催")
    parts.append(_counted_by(target))
    if target.contribution == Contribution.HIGHER:
        parts.append("是上级的目标，不用来考核下级")
    return "，".join(part for part in parts if part) + "。"


def _when(target: Any) -> str:
    starts, due = target.starts_on, target.due_on
    year = f"{starts.year}年"
    if target.timing == Timing.FESTIVAL and target.festival in FESTIVALS:
        return f"{year}{FESTIVALS[target.festival].label}（{short_date(starts)}—{short_date(due)}）"
    if starts.year != due.year:
        return f"{long_date(starts)}到{long_date(due)}，累计"
    if target.timing == Timing.OPEN:
        return f"{year}内适时，"
    if target.is_commitment:
        return year
    return f"{year}{_part_of_year(target)}"


def _part_of_year(target: Any) -> str:
    starts, due = target.starts_on, target.due_on
    if (starts.month, starts.day) != (1, 1):
        return f"{short_date(starts)}到{short_date(due)}"
    if (due.month, due.day) != (12, 31):
        return f"{short_date(due)}前"
    return "" if target.repeat else "全年"


def _promise(target: Any) -> str:
    return str(target.goal_text)


def times_text(target: Any) -> str:
    """共4次，3月31日、6月30日、9月30日、12月31日到期."""
    if not target.repeat:
        return ""
    ends = [part.end for part in repeats(target.repeat, Period(target.starts_on, target.due_on))]
    say = long_date if target.starts_on.year != target.due_on.year else short_date
    total = target.low * len(ends) if target.low is not None else Decimal(len(ends))
    if target.comparator == Comparator.BETWEEN or target.is_rate or target.per_level:
        count = f"分{len(ends)}期"
    elif target.low == 1:
        count = f"共{len(ends)}{target.unit}"
    else:
        count = f"分{len(ends)}期，共{plain(total)}{target.unit}"
    if len(ends) > NAMED:
        return f"{count}，第一期{say(ends[0])}到期，最后一期{say(ends[-1])}到期"
    return f"{count}，{'、'.join(say(end) for end in ends)}到期"


def base_text(target: Any) -> str:
    """按28（全区的村社区）算，就是28."""
    if not target.is_rate or not target.base or target.low is None:
        return ""
    per = Decimal(1000) if target.unit == "‰" else Decimal(100)
    whole = target.low * target.base / per
    return f"按{target.base_name}{plain(target.base)}算，就是{plain(whole.quantize(Decimal('0.1')))}"


def years_text(target: Any, years: Mapping[int, Decimal]) -> str:
    """分年：2025年100、2026年80，合计180个，比目标少20个."""
    named = "、".join(f"{year}年{plain(low)}" for year, low in sorted(years.items()))
    return f"分年：{named}，{sum_text(sum(years.values(), Decimal(0)), target)}"


def sum_text(total: Decimal, target: Any) -> str:
    """合计180个，比目标少20个; where they add up, 合计200个，和目标一致."""
    difference = off_by(total, target)
    said = f"合计{plain(total)}{target.unit}"
    if not difference:
        return f"{said}，和目标一致"
    return f"{said}，比目标{'多' if difference > 0 else '少'}{plain(abs(difference))}{target.unit}"


def off_by(total: Decimal, target: Any) -> Decimal:
    """How much parts are too many (+) or too few (−); anything between 2 and 3 is right for 2—3个."""
    low, high = target.low, target.high if target.high is not None else target.low
    if total < low:
        return Decimal(total - low)
    return Decimal(total - high) if total > high else Decimal(0)


def _units(target: Any, units: int | None) -> str:
    if not target.per_level or units is None:
        return ""
    return (
        f"{target.organization.name}下面现有{units}个{target.get_per_level_display().removeprefix('每个')}，一个一个看"
    )


def _counted_by(target: Any) -> str:
    if target.is_commitment:
        return "做到以后登记完成情况和依据"
    if target.indicator is not None:
        return f"完成数按指标“{target.indicator.name}”统计"
    return "没有统计指标，做一笔记一笔，完成数由记录相加"
