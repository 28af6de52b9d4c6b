"""What is told of a table of small places: never a number from 1 to 4, and never enough to work one out."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from activities.screening.suppression import LEAST, LEAST_TOGETHER, Release, released, small

TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 14), min_size=width, max_size=width), min_size=1, max_size=7)
)
TINY = st.integers(1, 2).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 5), min_size=width, max_size=width), min_size=2, max_size=4)
)


def hidden_rows(release: Release) -> list[int]:
    return [number for line in release.lines if len(line.members) > 1 for number in line.members]


def possible(table: list[list[int]], release: Release, row: int, column: int) -> set[int]:
    """Every value that a reader who knows all that was printed must think possible, found by trying all tables: her rows of the
    printed lines are as printed, the others are whatever gives the printed sums."""
    at = release.columns.index(column)
    members = next(line.members for line in release.lines if row in line.members)
    total = next(line.numbers[at] for line in release.lines if row in line.members)
    others = len(members) - 1
    found = set()
    for value in range(total + 1):
        if any(sum(rest) == total - value for rest in product(range(total - value + 1), repeat=others)):
            found.add(value)
    return found


@settings(deadline=None, max_examples=300)
@given(TABLES)
def test_no_small_number_is_told_and_what_is_told_adds_up(table):
    release = released(table)
    told = [number for line in release.lines for number in line.numbers] + list(release.totals)
    assert not any(map(small, told))
    for at, column in enumerate(release.columns):
        assert (
            sum(line.numbers[at] for line in release.lines) == release.totals[at] == sum(row[column] for row in table)
        )
    assert sorted(number for line in release.lines for number in line.members) == list(range(len(table)))


@settings(deadline=None, max_examples=300)
@given(TABLES)
def test_a_place_is_told_alone_only_when_none_of_its_numbers_is_small_and_hidden_ones_are_never_alone(table):
    release = released(table)
    for line in release.lines:
        if len(line.members) == 1 and len(table) > 1:
            assert not any(small(table[line.members[0]][column]) for column in release.columns)
    hidden = hidden_rows(release)
    assert not hidden or len(hidden) >= min(LEAST_TOGETHER, len(table))


@settings(deadline=None, max_examples=150)
@given(TINY)
def test_no_hidden_number_can_be_worked_out_from_rows_and_totals(table):
    release = released(table)
    for row in hidden_rows(release):
        for column in release.columns:
            total = next(line.numbers[release.columns.index(column)] for line in release.lines if row in line.members)
            if total:  # of nought every part is nought, and there is nobody to protect
                assert len(possible(table, release, row, column)) > 1


def test_the_places_next_in_size_join_the_small_ones_until_the_line_is_large_enough():
    release = released([[40], [3], [60], [0], [9]])
    assert [(line.members, line.numbers) for line in release.lines] == [
        ((0,), (40,)),
        ((2,), (60,)),
        ((1, 3, 4), (12,)),
    ]
    assert release.totals == (112,)


def test_a_column_that_is_small_as_a_whole_is_left_out():
    release = released([[30, 2], [50, 1], [20, 0]])
    assert (release.columns, release.totals) == ((0,), (100,))
    assert released([[LEAST - 1], [0]]) == released([[4], [0]])
    assert released([[4], [0]]).columns == ()
