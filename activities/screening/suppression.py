"""What of a table of small places may be told to everybody.

Nobody signs a paper that says "少于5": places with a small number are told together, as one line, until every number of that line is
nought or large enough. So there is no gap to fill from the totals: of a place inside that line nothing is printed at all, and it
never stands there alone. A column whose total is itself too small is left out whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5
LEAST_TOGETHER = 3  # of two, each could find the other's number by taking away her own


@dataclass(frozen=True)
class Told:
    members: tuple[int, ...]  # which rows of the table stand in this line
    numbers: tuple[int, ...]  # of the columns that are told


@dataclass(frozen=True)
class Release:
    columns: tuple[int, ...]  # which columns are told
    lines: tuple[Told, ...]
    totals: tuple[int, ...]


def small(number: int) -> bool:
    return 0 < number < LEAST


def released(table: Sequence[Sequence[int]]) -> Release:
    """Rows are places, columns are counts; every number is at least nought."""
    width = len(table[0]) if table else 0
    columns = tuple(c for c in range(width) if not small(sum(row[c] for row in table)))
    rows = [tuple(row[c] for c in columns) for row in table]
    together = {number for number, row in enumerate(rows) if any(map(small, row))}
    spare = sorted(set(range(len(rows))) - together, key=lambda number: (sum(rows[number]), number))
    while together and spare and not _enough([rows[number] for number in together]):
        together.add(spare.pop(0))
    lines = [Told((number,), row) for number, row in enumerate(rows) if number not in together]
    if together:
        members = tuple(sorted(together))
        lines.append(Told(members, _summed([rows[number] for number in members])))
    return Release(columns, tuple(lines), _summed(rows) if rows else ())


def _enough(rows: list[tuple[int, ...]]) -> bool:
    return len(rows) >= LEAST_TOGETHER and not any(map(small, _summed(rows)))


def _summed(rows: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))
