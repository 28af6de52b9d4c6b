"""What a plan's words for a time mean in days: 三八期间, 6月20日前, 每季度. One table, so that every page means the same."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from fulian.calendar.festivals import CHONGYANG, QIXI, SPRING, fixed, nth_weekday
from fulian.core.periods import Month, Period
from plans.choices import Repeat


@dataclass(frozen=True)
class Festival:
    """A stretch of days around a festival: so many before it and after it."""

    code: str
    label: str
    rule: object
    before: int
    after: int

    def period(self, year: int) -> Period | None:
        """None for a lunar festival of a year that the table does not reach."""
        day = self.rule(year)  # type: ignore[operator]
        if day is None:
            return None
        return Period(day - datetime.timedelta(days=self.before), day + datetime.timedelta(days=self.after))


# The days are the house's habit, not a regulation; a target shows them, and its dates can be changed.
FESTIVALS = {
    one.code: one
    for one in (
        Festival("spring", "春节期间", SPRING, 15, 15),
        Festival("women", "三八期间", fixed(3, 8), 7, 7),
        Festival("family_day", "国际家庭日期间", fixed(5, 15), 7, 7),
        Festival("mothers", "母亲节期间", nth_weekday(5, 6, 2), 7, 7),
        Festival("children", "六一期间", fixed(6, 1), 7, 7),
        Festival("drugs", "国际禁毒日期间", fixed(6, 26), 7, 7),
        Festival("qixi", "七夕期间", QIXI, 7, 7),
        Festival("chongyang", "重阳节期间", CHONGYANG, 7, 7),
        Festival("national", "国庆期间", fixed(10, 1), 0, 6),
        Festival("violence", "“11·25”反家暴日期间", fixed(11, 25), 7, 7),
        Festival("constitution", "宪法日期间", fixed(12, 4), 3, 3),
    )
}
FESTIVAL_CHOICES = [(one.code, one.label) for one in FESTIVALS.values()]


def repeats(every: str, within: Period) -> list[Period]:
    """The stretches of a repeated duty, each cut to `within`: four for 每季度 of a whole year, 52 for 每周 of any year.

    Weeks begin on Monday. Odd days before the first Monday and after the last Sunday belong to the week beside them, unless
    together they make up a week: then the longer piece is one.
    """
    if every == Repeat.WEEKLY:
        return _weeks(within)
    return [part for whole in _wholes(every, within) if (part := whole.intersection(within))]


def _weeks(within: Period) -> list[Period]:
    before = -within.start.weekday() % 7
    whole, after = divmod((within.end - within.start).days + 1 - before, 7)
    starts = [within.start + datetime.timedelta(days=before + 7 * number) for number in range(max(whole, 0))]
    if before + after >= 7 and before > after:
        starts.insert(0, within.start)
    elif before + after >= 7:
        starts.append(within.end - datetime.timedelta(days=after - 1))
    starts = [within.start, *starts[1:]]
    ends = [start - datetime.timedelta(days=1) for start in starts[1:]] + [within.end]
    return [Period(start, end) for start, end in zip(starts, ends, strict=True)]


def _wholes(every: str, within: Period) -> Iterator[Period]:
    months = {Repeat.MONTHLY: 1, Repeat.QUARTERLY: 3, Repeat.HALF_YEARLY: 6, Repeat.YEARLY: 12}
    if every in months:
        length = months[Repeat(every)]
        month = Month(within.start.year, (within.start.month - 1) // length * length + 1)
        while month.first <= within.end:
            yield Period(month.first, month.plus(length - 1).last)
            month = month.plus(length)
    else:
        yield within
