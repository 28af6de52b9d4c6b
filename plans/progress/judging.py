"""From what was read to where a promise stands: one function for each shape of promise."""

from decimal import Decimal

from fulian.core.chinese import short_date
from fulian.core.periods import Period
from fulian.core.quantities import Quantity
from plans.choices import LIMITED_ABOVE, Comparator, Light, Outcome
from plans.progress import lights
from plans.progress.promises import Cell, Promise
from plans.progress.reading import Reading
from plans.progress.result import Progress, Tally, level_name
from plans.progress.trend import per_month, trend

ONE = Decimal(1)
NOTHING_KEPT = "还没有完成记录，做到一次记一笔。"
OF_HIGHER = "上级的目标，本级配合，不在这里算进度。"


def judge(promise: Promise, reading: Reading) -> Progress:
    last_year = reading.last_year(promise)
    expected = promise.curve(last_year)(promise.today)
    note = "上年没有数，按均匀推进算。" if promise.seasonal and not last_year else ""
    if promise.target.is_commitment:
        return _commitment(promise, reading, expected)
    if promise.of_higher:
        return _contribution(promise, reading)
    if problem := _problem(promise, reading):
        # its time is over, and nobody said anything
        silent = promise.by_hand and promise.over
        light = Light.BEHIND if silent else Light.UNKNOWN
        return Progress(promise.target, light, expected=expected, problem=problem, part=promise.part)
    if promise.times or promise.target.per_level:
        return _cells(promise, reading, expected)
    if not promise.begun:
        return Progress(promise.target, Light.NOT_DUE, expected=expected, part=promise.part, note=note)
    return _number(promise, reading, expected, note)


def _problem(promise: Promise, reading: Reading) -> str:
    """Why nothing can be said of a number."""
    if promise.problem:
        return promise.problem
    if promise.target.per_level and not reading.units(promise):
        return f"{promise.organization.name}没有{level_name(promise.target.per_level)}，算不出进度。"
    if promise.of_base and not promise.base:
        return "没有填基数，算不出百分比。"
    return _problem_by_hand(promise, reading) if promise.by_hand else _problem_of_figure(promise, reading)


def _problem_by_hand(promise: Promise, reading: Reading) -> str:
    missed = any(time.end < promise.today for time in promise.times)  # says enough by itself
    if not promise.begun or missed or reading.quantity(promise, promise.organization, promise.span) is not None:
        return ""
    return f"{short_date(promise.span.end)}已到，没有一笔完成记录。" if promise.over else NOTHING_KEPT


def _problem_of_figure(promise: Promise, reading: Reading) -> str:
    figure = reading.figure(promise)
    if figure is not None and figure.withheld:
        return "保密指标，还没有发布数字。"
    if figure is not None and figure.is_ratio and figure.value is None and not promise.target.per_level:
        return "还没有发生，算不出比率。"
    return ""


def _contribution(promise: Promise, reading: Reading) -> Progress:
    """Of what a higher level promised, only what was done here: its number is not ours to be held against."""
    found = reading.quantity(promise, promise.organization, promise.span)
    actual, tally = _of_base(promise, found.value) if found else (None, None)
    return Progress(
        promise.target, Light.UNKNOWN, reading.figure(promise), actual, problem=promise.problem or OF_HIGHER,
        part=promise.part, value=found, tally=tally, paced=False,
    )  # fmt: skip


# ---- one number ---------------------------------------------------------------------------------------------------------


def _number(promise: Promise, reading: Reading, expected: Decimal, note: str) -> Progress:
    target, low = promise.target, promise.low or Decimal(0)
    found = reading.quantity(promise, promise.organization, promise.span)
    counted = found.value if found else Decimal(0)
    actual, tally = _of_base(promise, counted)
    share = actual / low if low else None
    light = _light(promise, actual, share, expected)
    pace = None if light == Light.MET else trend(reading.by_month(promise), promise.today, promise.span.start)
    return Progress(
        target, light, reading.figure(promise), actual, share, expected,
        problem=_too_much(promise, actual), part=promise.part, value=found, tally=tally, trend=pace,
        per_month=_needed(promise, counted), note=note,
    )  # fmt: skip


def _of_base(promise: Promise, counted: Decimal) -> tuple[Decimal, Tally | None]:
    """In the goal's unit: of a share of a base that is kept by hand, the percentage and the n/N that it is."""
    if not (promise.of_base and promise.base):
        return counted, None
    return (counted * promise.whole / promise.base).quantize(Decimal("0.1")), Tally(counted, promise.base, "")


def _light(promise: Promise, actual: Decimal, share: Decimal | None, expected: Decimal) -> Light:
    if promise.is_limit:
        return lights.of_limit(passed=not promise.reached(actual), over=promise.over)
    if promise.is_ratio:
        return lights.of_rate(ONE if promise.reached(actual) else share or ONE, over=promise.over)
    return lights.of_growing(share or Decimal(0), expected, reached=promise.reached(actual), over=promise.over)


def _too_much(promise: Promise, actual: Decimal) -> str:
    """More than a plan said is no lag, but somebody may ask."""
    limit = promise.high if promise.target.comparator == Comparator.BETWEEN and promise.part is None else promise.low
    above = promise.target.comparator in LIMITED_ABOVE and limit is not None and actual > limit
    return "比计划多，请核对。" if above else ""


def _needed(promise: Promise, counted: Decimal) -> Decimal | None:
    """Per month from now on, in what is counted (of a base: of its own things)."""
    if promise.is_limit or promise.is_ratio or promise.low is None:
        return None
    goal, unit = promise.low, promise.target.unit
    if promise.of_base and promise.base:
        goal, unit = promise.low * promise.base / promise.whole, ""
    return per_month(goal - counted, promise.today, promise.span.end, unit)


# ---- many things that are done or not ---------------------------------------------------------------------------------------


def _cells(promise: Promise, reading: Reading, expected: Decimal) -> Progress:
    cells = reading.cells(promise)
    found = [_of_cell(promise, reading, cell) for cell in cells]
    kept = {cell for cell, quantity in zip(cells, found, strict=True) if _is_kept(promise, cell, quantity)}
    due = [cell for cell in cells if cell.time.end <= promise.today]
    done_of_due = sum(cell in kept for cell in due)
    total = Decimal(len(cells))
    # Units without times are held against the mean of how far each is: all of them half way is not behind.
    share = Decimal(len(kept)) / total if promise.times else _mean(promise, found)
    light = (
        _light_of_times(promise, len(kept), done_of_due, len(due), len(cells))
        if promise.times
        else _light_of_units(promise, share, expected, len(kept) == len(cells), found)
    )
    tally = Tally(Decimal(len(kept)), total, _counted_in(promise), len(due) if promise.times else None)
    return Progress(
        promise.target, light, reading.figure(promise), Decimal(len(kept)), share, expected, part=promise.part, tally=tally,
        paced=bool(promise.times), problem=_missed(promise, kept, due), kept=_kept_times(promise, cells, kept),
        per_month=None if promise.times or promise.is_limit else _units_per_month(promise, cells, kept),
    )  # fmt: skip


def _kept_times(promise: Promise, cells: list[Cell], kept: set[Cell]) -> frozenset[Period]:
    missed = {cell.time for cell in cells if cell not in kept}
    return frozenset(time for time in promise.times if time not in missed)


def _of_cell(promise: Promise, reading: Reading, cell: Cell) -> Quantity | None:
    found = reading.quantity(promise, cell.organization, cell.time)
    if found is None and promise.gone(cell.time) and not promise.is_ratio and not promise.target.is_commitment:
        return Quantity.of(0)
    return found


def _is_kept(promise: Promise, cell: Cell, quantity: Quantity | None) -> bool:
    if quantity is None or not promise.reached(quantity.value):
        return False
    return not promise.is_limit or promise.today > cell.time.end  # a limit is kept when its time is over


def _mean(promise: Promise, found: list[Quantity | None]) -> Decimal:
    """How far the units are in the mean; what one does too much does not stand for another."""
    parts = [min(q.value / promise.low, ONE) if q and promise.low else ONE if q else Decimal(0) for q in found]
    return sum(parts, Decimal(0)) / len(parts) if parts else Decimal(0)


def _light_of_units(
    promise: Promise, share: Decimal, expected: Decimal, reached: bool, found: list[Quantity | None]
) -> Light:
    if not promise.begun:
        return Light.NOT_DUE
    if promise.is_limit:
        return lights.of_limit(passed=any(q and not promise.reached(q.value) for q in found), over=promise.over)
    if promise.is_ratio:
        return lights.of_rate(ONE if reached else min(share, Decimal("0.99")), over=promise.over)
    return lights.of_growing(share, expected, reached=reached, over=promise.over)


def _light_of_times(promise: Promise, kept: int, done_of_due: int, due: int, total: int) -> Light:
    """A time that was missed cannot be made up for: only those that are over are judged."""
    if kept == total:
        return Light.MET
    if not due:
        return Light.ON_PACE if kept else Light.NOT_DUE
    return Light.BEHIND if promise.over else lights.of_pace(Decimal(done_of_due) / due)


def _missed(promise: Promise, kept: set[Cell], due: list[Cell]) -> str:
    """Which times passed without it; of many units only how many."""
    missed = [cell.time for cell in due if cell not in kept and cell.time.end < promise.today]
    if not promise.times or not missed:
        return ""
    if len(missed) > 2 or promise.target.per_level:
        return f"到期的有{len(missed)}次没有做到。"
    spans = "、".join(f"{short_date(time.start)}—{short_date(time.end)}" for time in missed)
    return f"{spans}没有做到。"


def _counted_in(promise: Promise) -> str:
    level = promise.target.per_level
    if level and promise.times:
        return "个次"
    return f"个{level_name(level)}" if level else "次"


def _units_per_month(promise: Promise, cells: list[Cell], kept: set[Cell]) -> Decimal | None:
    return per_month(Decimal(len(cells) - len(kept)), promise.today, promise.span.end, "个")


# ---- yes or no --------------------------------------------------------------------------------------------------------------


def _commitment(promise: Promise, reading: Reading, expected: Decimal) -> Progress:
    target, today = promise.target, promise.today
    if promise.part is not None:
        done = promise.part.done_on is not None and promise.part.done_on <= today
        light = lights.of_promise(done=done, failed=False, over=promise.over)
        return Progress(target, light, expected=expected, part=promise.part)
    done = target.outcome == Outcome.DONE and target.done_on is not None and target.done_on <= today
    if not done and target.outcome != Outcome.FAILED:
        if parts := list(target.shares.all()):
            return _shared_out(promise, [one.done_on is not None and one.done_on <= today for one in parts], expected)
        if promise.times or target.per_level:
            return _cells(promise, reading, expected)
    light = lights.of_promise(done=done, failed=target.outcome == Outcome.FAILED, over=promise.over)
    return Progress(target, light, expected=expected)


def _shared_out(promise: Promise, done: list[bool], expected: Decimal) -> Progress:
    """A commitment of several organizations is kept when each of them has kept it."""
    tally = Tally(Decimal(sum(done)), Decimal(len(done)), "个单位")
    light = lights.of_promise(done=all(done), failed=False, over=promise.over)
    return Progress(
        promise.target, light, actual=tally.n, share=tally.n / tally.total, expected=expected, tally=tally, paced=False
    )
