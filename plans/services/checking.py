"""What no target may say, said in words and at the field."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from fulian.core.chinese import long_date
from fulian.core.exceptions import Refused
from fulian.core.measures import COUNT_WORDS
from fulian.core.periods import Period
from fulian.indicators.models import Indicator
from fulian.organizations.choices import LEVEL_ORDER
from fulian.organizations.models import Organization
from plans.choices import Comparator, Curve, Repeat, Timing
from plans.models import Plan, Target
from plans.windows import FESTIVALS, repeats

WHOLE = COUNT_WORDS | {"人次", "份", "册", "对", "批", "张"}  # what there is no half of
# Words for the same count: a plan may say 次 where the indicator says 场次, never 户.
SAME_COUNT = (
    frozenset(("场次", "场", "次", "期")),
    frozenset(("名", "人", "位")),
    frozenset(("户", "家")),
    frozenset(("个", "处", "所", "家")),
    frozenset(("件", "起", "例")),
)
MOST_YEARS = 10  # a programme runs for ten years (两规划); more is a slip of the pen
HUNDRED = Decimal(100)


def check_target(target: Target, plan: Plan) -> None:
    """Fill in what follows from the rest, and refuse what cannot be."""
    _settle_promise(target)
    settle_time(target, plan)
    _check_days(target, plan)
    if not target.organization.path.startswith(plan.organization.path):
        raise Refused("责任组织要是本级或下级。", field="organization")
    _check_repeat(target)
    _check_curve(target)
    _check_level(target)
    if target.is_commitment:
        return
    _check_numbers(target)
    _check_indicator(target)
    _check_base(target)


def _settle_promise(target: Target) -> None:
    """A duty that comes back is a number of times: 每季度召开 is 每季度不少于1次."""
    if target.is_commitment and target.repeat:
        target.comparator, target.low, target.unit = Comparator.AT_LEAST, Decimal(1), target.unit or "次"
    if target.is_commitment:
        target.low = target.high = target.base = target.indicator = None
        target.unit = target.qualifier = target.base_name = ""
        target.curve = Curve.EVEN
    if target.comparator != Comparator.BETWEEN:
        target.high = None
    if target.comparator != Comparator.ABOUT:
        target.qualifier = ""


# ---- when ------------------------------------------------------------------------------------------------------------------


def settle_time(target: Target, plan: Plan) -> None:
    """Days that nobody gave follow from what the plan says of the time: 全年, 三八期间, 某日之前."""
    starts, due = _given(target)
    whole = Period.year(plan.year)
    if target.timing == Timing.FESTIVAL:
        whole = _festival(target, plan.year, known=starts is not None and due is not None) or whole
    else:
        target.festival = ""
    if due is None and target.timing in (Timing.BY_DATE, Timing.WINDOW, Timing.YEARS):
        raise Refused("请填写完成时限。", field="due_on")
    if starts is None and target.timing == Timing.WINDOW:
        raise Refused("请填写开始日期。", field="starts_on")
    target.starts_on, target.due_on = starts or whole.start, due or whole.end


def _given(target: Target) -> tuple[datetime.date | None, datetime.date | None]:
    """A target that is not saved yet may have none."""
    return target.starts_on, target.due_on


def _festival(target: Target, year: int, *, known: bool) -> Period | None:
    """`known`: its days were given by hand, and need no table."""
    festival = FESTIVALS.get(target.festival)
    if festival is None:
        raise Refused("请选是哪个节日。", field="festival")
    period = festival.period(year)
    if period is None and not known:
        name = festival.label.removesuffix("期间")
        raise Refused(f"日历里还没有{year}年{name}的日子，请把开始日期和完成时限填上。", field="festival")
    return period


def _check_days(target: Target, plan: Plan) -> None:
    year = plan.year
    if target.timing != Timing.YEARS:
        for name in ("starts_on", "due_on"):
            if getattr(target, name).year != year:
                raise Refused(f"日期要在{year}年以内；跨年度的目标，时间请选“{Timing.YEARS.label}”。", field=name)
    if target.due_on < target.starts_on:
        raise Refused("完成时限不能早于开始日期。", field="due_on")
    if target.timing == Timing.YEARS:
        _check_years_span(target, year)


def _check_years_span(target: Target, year: int) -> None:
    first, last = target.starts_on.year, target.due_on.year
    if first == last:
        raise Refused(
            f"从开始到完成都在{first}年，没有跨年度，时间请选“{Timing.YEAR.label}”或“{Timing.BY_DATE.label}”。",
            field="timing",
        )
    if not first <= year <= last:
        raise Refused(f"跨年度的目标要包含计划的{year}年。", field="due_on" if last < year else "starts_on")
    if last - first >= MOST_YEARS:
        raise Refused(f"最多跨{MOST_YEARS}年，请核对年份。", field="due_on")


def _check_repeat(target: Target) -> None:
    if not target.repeat:
        return
    label = Repeat(target.repeat).label
    if len(repeats(target.repeat, time_of(target))) < 2:
        raise Refused(
            f"{long_date(target.starts_on)}到{long_date(target.due_on)}，“{label}”一共只有一次。请选“{Repeat.NONE.label}”，或把时间放宽。",
            field="repeat",
        )
    if target.curve == Curve.QUARTERS:
        raise Refused("重复的目标按每一次的时限看进度，不用按季推进。", field="curve")


def time_of(target: Target) -> Period:
    return Period(target.starts_on, target.due_on)


def _check_curve(target: Target) -> None:
    if target.curve == Curve.QUARTERS and target.timing == Timing.YEARS:
        raise Refused("跨年度的目标请填分年目标，不用按季推进。", field="curve")


def check_quarters(percents: Sequence[int | None]) -> list[int]:
    """Four percentages of the whole, each what should be done by the end of its quarter."""
    found: list[int] = []
    for number, percent in enumerate(percents, start=1):
        field = f"quarter_{number}"
        if percent is None:
            raise Refused("请填到这个季度末一共应完成百分之几。", field=field)
        if found and percent < found[-1]:
            raise Refused(f"是累计数，不能比上一季度末的{found[-1]}%少。", field=field)
        if percent > HUNDRED:
            raise Refused("累计不能超过100%。", field=field)
        found.append(percent)
    if len(found) != 4 or found[-1] != HUNDRED:
        raise Refused("到第四季度末要累计到100%。", field="quarter_4")
    return found


def check_years(target: Target, years: Mapping[int, Decimal]) -> None:
    """What is meant for each year. That they add up is said, not asked for."""
    for year, low in years.items():
        field = f"year_{year}"
        if not target.starts_on.year <= year <= target.due_on.year:
            raise Refused(f"这个目标只到{target.starts_on.year}—{target.due_on.year}年，{year}年不用填。", field=field)
        check_amount(low, target.unit, field=field)


# ---- how much --------------------------------------------------------------------------------------------------------------


def check_amount(value: Decimal, unit: str, *, field: str) -> None:
    if value < 0:
        raise Refused("不能小于 0。", field=field)
    if unit in WHOLE and value != value.to_integral_value():
        raise Refused(f"单位是“{unit}”，请填整数。", field=field)


def _check_numbers(target: Target) -> None:
    if target.low is None:
        raise Refused("请填写目标值；没有数的承诺请选“完成即可”。", field="low")
    if target.low == 0 and target.comparator != Comparator.AT_MOST:
        raise Refused("目标值要大于 0；要求不发生的，请选“不超过”再填 0。", field="low")
    if target.comparator == Comparator.BETWEEN and target.high is None:
        raise Refused("请填写上限。", field="high")
    if target.high is not None and target.high < target.low:
        raise Refused("上限不能小于下限。", field="high")


def _check_indicator(target: Target) -> None:
    indicator = target.indicator
    if indicator is None:
        if not target.unit:
            raise Refused("请填写单位。", field="unit")
        _check_whole(target)
        return
    if not indicator.active or indicator.broken:
        raise Refused("这个指标已停用，请改选一个。", field="indicator")
    if indicator.confidential:
        raise Refused("保密指标只按整季度、整年发布，不能用来看进度。", field="indicator")
    target.unit = target.unit or indicator.unit
    if target.unit != indicator.unit and not _same_count(target.unit, indicator):
        raise Refused(f"这个指标的单位是“{indicator.unit}”，和目标的单位不一致。", field="unit")
    _check_whole(target)


def _same_count(unit: str, indicator: Indicator) -> bool:
    measure = indicator.measure
    if measure is None or not measure.may_be_called(unit, indicator.dimensions):
        return False
    return any({unit, indicator.unit} <= words for words in SAME_COUNT)


def _check_whole(target: Target) -> None:
    for name in ("low", "high"):
        if getattr(target, name) is not None:
            check_amount(getattr(target, name), target.unit, field=name)


def _check_base(target: Target) -> None:
    """A percentage is a share of something: of an indicator's own denominator, or of a base that is named and counted."""
    if not target.is_rate or target.indicator is not None:
        target.base, target.base_name = None, ""
        return
    if not target.base:
        raise Refused("请填百分比按多少来算，例如全部28个村就填28。", field="base")
    if not target.base_name:
        raise Refused("请写明基数是什么，例如：全区的村社区。", field="base_name")
    for name in ("low", "high"):
        value = getattr(target, name)
        if value is not None and target.unit != "‰" and value > HUNDRED:
            raise Refused("百分比不能超过100。", field=name)


def _check_level(target: Target) -> None:
    """每个村社区: asked of units that lie below the organization, and of some that exist."""
    if not target.per_level:
        return
    level = target.get_per_level_display().removeprefix("每个")
    organization = target.organization
    if LEVEL_ORDER.index(target.per_level) <= LEVEL_ORDER.index(organization.level):
        raise Refused(f"{organization}是{organization.get_level_display()}，下面没有{level}。", field="per_level")
    if not units_below(organization, target.per_level).exists():
        raise Refused(f"{organization}下面还没有{level}。", field="per_level")


def units_below(organization: Organization, level: str):
    """Those of a level that lie below an organization now, in the order of the tree."""
    below = Organization.objects.under(organization.path).filter(level=level, closed_on__isnull=True)
    return below.exclude(pk=organization.pk).in_tree_order()


def check_day(target: Target, day: datetime.date, *, today: datetime.date, field: str = "day") -> None:
    """Of an entry of the log: inside the target's time, and not in the future."""
    if day > today:
        raise Refused("日期不能晚于今天。", field=field)
    if day < target.starts_on:
        raise Refused(f"这个目标从{long_date(target.starts_on)}算起。", field=field)
    if day > target.due_on:
        raise Refused(
            f"这个目标到{long_date(target.due_on)}为止，以后做的不算完成；确实推迟的，请先调整计划的时限。", field=field
        )
