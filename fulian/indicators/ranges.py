"""Conditions over many subtrees or many spans of days that stay short, however many are asked for."""

import datetime
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from fulian.core.paths import ancestor_paths, upper_bound
from fulian.core.periods import Period

MOST_RANGES = 40  # in one condition; beyond that wider ones are read, and the reader leaves out what is too much
DAY = datetime.timedelta(days=1)


def within(column: str, paths: Iterable[str]) -> Q:
    """At or below one of the paths, or of what lies above them where they are too many to name."""
    return reduce(or_, (Q(**{f"{column}__gte": p, f"{column}__lt": upper_bound(p)}) for p in covering(paths)))


def widened(paths: Collection[str]) -> bool:
    """Whether within() may hold more than these paths."""
    return len(paths) > MOST_RANGES


def covering(paths: Iterable[str]) -> list[str]:
    """The fewest paths that hold all of these and lie apart, at most MOST_RANGES unless there are more trees than that."""
    found = _apart(set(paths))
    while len(found) > MOST_RANGES and (depth := max(path.count("/") for path in found)) > 1:
        found = _apart({path if path.count("/") < depth else ancestor_paths(path)[-2] for path in found})
    return sorted(found)


def _apart(paths: set[str]) -> set[str]:
    return {path for path in paths if not paths.intersection(ancestor_paths(path)[:-1])}


def dated(column: str, spans: Iterable[Period]) -> Q:
    """Dated in one of the spans, or between them where they are too many to name."""
    merged: list[Period] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start <= merged[-1].end + DAY:
            merged[-1] = Period(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    if len(merged) > MOST_RANGES:
        merged = [Period(merged[0].start, merged[-1].end)]
    return reduce(or_, (Q(**{f"{column}__gte": span.start, f"{column}__lte": span.end}) for span in merged))
