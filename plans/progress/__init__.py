"""How far a plan is: what was done by the indicators, what should be by now, and the light (序时进度).

promises.py says what is asked of whom, reading.py reads everything at once, curves.py, lights.py and trend.py are rules of
numbers, judging.py puts them together into a Progress (result.py).
"""

import datetime
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet

from fulian.core.periods import Period
from fulian.indicators.many import Ask, figures_of
from fulian.indicators.values import Figure
from plans.models import Share, Target
from plans.progress.judging import judge
from plans.progress.promises import Promise, promises_of
from plans.progress.reading import Reading
from plans.progress.result import Progress, Tally, counts

__all__ = ["Progress", "Tally", "WithProgress", "counts", "last_year", "progress_of", "progress_of_shares"]


def progress_of(targets: Iterable[Target], today: datetime.date) -> list[Progress]:
    """In the order given. The number of queries depends on the shapes, never on how many there are."""
    return _judged(promises_of(targets, today))


def progress_of_shares(shares: Iterable[Share], today: datetime.date) -> list[Progress]:
    """The same of parts of targets: each organization's own figures against the part that it was given."""
    return _judged([Promise.of(share.target, today, share) for share in shares])


def _judged(promises: list[Promise]) -> list[Progress]:
    if not promises:
        return []
    reading = Reading(promises)
    return [judge(promise, reading) for promise in promises]


def last_year(targets: Iterable[Target]) -> dict[int, Figure]:
    """{target: what was done in the same days a year before}: what a goal is held against before it is approved."""
    asks = {}
    for target in targets:
        indicator = Promise(target, target.due_on).indicator
        if indicator is not None:
            before = Period(_a_year_before(target.starts_on), _a_year_before(target.due_on))
            asks[target.pk] = Ask(indicator, target.organization, before)
    found = figures_of(asks.values()) if asks else {}
    return {key: found[ask] for key, ask in asks.items()}


def _a_year_before(day: datetime.date) -> datetime.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


class WithProgress:
    """Targets as a ledger writes them, each with its `progress`, whose figures are read once for a whole chunk."""

    def __init__(self, targets: QuerySet, today: datetime.date):
        self.targets, self.today = targets, today

    def iterator(self, chunk_size: int) -> Iterator[Target]:
        rows = self.targets.iterator(chunk_size=chunk_size)
        while chunk := list(islice(rows, chunk_size)):
            for target, progress in zip(chunk, progress_of(chunk, self.today), strict=True):
                target.progress = progress
                yield target
