"""The rule, without any database."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.monitoring.choices import Datum, Direction, Standing
from plans.monitoring.status import Course, Figure, Goal, Span, Start, expected, goal_text, judge, line_text

D = Decimal
ORDER = [Standing.BEHIND, Standing.ON_TRACK, Standing.MET]


@pytest.fixture(autouse=True)
def _today():
    """These need neither the date nor the database."""


def rising(**changes):
    fields = {"goals": (Goal(2030, D(90)),), "baseline": Start(2020, D(80)), **changes}
    return Course(Direction.HIGHER, "%", **fields)


def falling(**changes):
    fields = {"goals": (Goal(2030, None, D(12)),), "baseline": Start(2020, D(22)), **changes}
    return Course(Direction.LOWER, "/10万", **fields)


def between(**changes):
    fields = {"goals": (Goal(2030, D(103), D(107)),), "baseline": Start(2020, D(117)), **changes}
    return Course(Direction.RANGE, "", **fields)


def number(value):
    return Figure(Datum.VALUE, D(str(value)))


@pytest.mark.parametrize(
    ("course", "value", "standing", "words"),
    [
        (rising(), "90", Standing.MET, "2030年目标≥90%，2024年实际90%，已达到。"),
        (rising(), "84", Standing.ON_TRACK, "2024年应达到84%，实际84%。"),
        (rising(), "83.99", Standing.BEHIND, "2024年应达到84%，实际83.99%，差0.01个百分点。"),
        (falling(), "12", Standing.MET, "2030年目标≤12/10万，2024年实际12/10万，已达到。"),
        (falling(), "18", Standing.ON_TRACK, "2024年应不高于18/10万，实际18/10万。"),
        (falling(), "18.5", Standing.BEHIND, "2024年应不高于18/10万，实际18.5/10万，差0.5/10万。"),
        (between(), "105", Standing.MET, "2030年目标103～107，2024年实际105，已达到。"),
        (between(), "113", Standing.ON_TRACK, "2024年应在103～113之间，实际113。"),
        (between(), "113.5", Standing.BEHIND, "2024年应在103～113之间，实际113.5，差0.5。"),
        (between(), "102", Standing.BEHIND, "2024年应在103～113之间，实际102，差1。"),
    ],
)
def test_the_rule_in_numbers_and_in_words(course, value, standing, words):
    judged = judge(course, 2024, number(value))
    assert (judged.standing, judged.words) == (standing, words)


@pytest.mark.parametrize(
    ("course", "figure", "standing", "words"),
    [
        (rising(), None, Standing.NO_DATA, "2024年还没有审核通过的数。"),
        (
            rising(),
            Figure(Datum.NO_DATA, reason="没有开展调查"),
            Standing.NO_DATA,
            "2024年无数据：没有开展调查。",
        ),
        (rising(trend_only=True, goals=()), number(3), Standing.NOT_JUDGED, "只看趋势的指标，没有数值目标。"),
        (rising(trend_only=True, goals=()), None, Standing.NO_DATA, "2024年还没有审核通过的数。"),
        (
            rising(),
            Figure(Datum.TREND, trend="down"),
            Standing.NOT_JUDGED,
            "2024年只报了趋势，没有数，不能和目标比。",
        ),
        (rising(goals=()), number(3), Standing.NOT_JUDGED, "还没有设目标。"),
        (
            rising(baseline=None),
            number(3),
            Standing.NOT_JUDGED,
            "没有基期值，这一年又是第一个数，还画不出应达到的线；从下一年起判断。",
        ),
        (
            rising(baseline=Start(2025, D(80))),
            number(3),
            Standing.NOT_JUDGED,
            "2024年早于起点2025年，不判断。",
        ),
    ],
)
def test_what_cannot_be_judged_says_why(course, figure, standing, words):
    judged = judge(course, 2024, figure)
    assert (judged.standing, judged.words) == (standing, words)


def test_without_a_baseline_the_earliest_number_begins_the_line():
    course = rising(baseline=None, first=Start(2022, D(82)))
    assert expected(course, 2024) == Span(D("84.00"), None)
    assert judge(course, 2024, number(84)).standing == Standing.ON_TRACK
    assert line_text(course) == "最早的数2022年82% → 2030年≥90%"


def test_the_baseline_goes_before_the_earliest_number():
    course = rising(first=Start(2021, D(60)))
    assert expected(course, 2025) == Span(D("85.00"), None)
    assert line_text(course) == "基期2020年80% → 2030年≥90%"


def test_a_target_on_the_way_bends_the_line():
    course = rising(goals=(Goal(2030, D(90)), Goal(2025, D(88))))
    assert [expected(course, year).low for year in (2023, 2025, 2027, 2030)] == [D("84.80"), D(88), D("88.80"), D(90)]


def test_after_the_last_target_it_stays():
    course = Course(Direction.HIGHER, "个", (Goal(2025, D("4.5")),), Start(2020, D("2.1")))
    assert expected(course, 2028) == Span(D("4.5"), None)
    assert judge(course, 2028, number("4.2")).words == "2028年应达到4.5个，实际4.2个，差0.3个。"
    assert judge(course, 2028, number("4.6")).standing == Standing.MET


def test_a_baseline_better_than_the_target_does_not_ask_for_more_than_the_target():
    course = rising(baseline=Start(2020, D(95)))
    assert expected(course, 2024) == Span(D("90.00"), None)
    assert judge(course, 2024, number("89.9")).standing == Standing.BEHIND


def test_a_range_is_entered_from_below_as_from_above():
    assert expected(between(baseline=Start(2020, D(93))), 2025) == Span(D("98.00"), D("107.00"))
    assert expected(between(baseline=Start(2020, D(105))), 2025) == Span(D("103.00"), D("107.00"))


def test_what_should_be_reached_is_rounded_once_and_compared_as_it_is_shown():
    course = Course(Direction.HIGHER, "%", (Goal(2030, D(91)),), Start(2021, D(80)))
    assert expected(course, 2022) == Span(D("81.22"), None)  # 81.2222…
    assert judge(course, 2022, number("81.22")).standing == Standing.ON_TRACK


def test_an_approximate_number_is_told_as_it_was_put():
    figure = Figure(Datum.VALUE, D(80), text="80%以上")
    assert judge(rising(), 2024, figure).words == "2024年应达到84%，实际80%以上，差4个百分点。"


@pytest.mark.parametrize(
    ("goal", "text"),
    [(Goal(2030, D(90)), "≥90%"), (Goal(2030, None, D("12.50")), "≤12.5%"), (Goal(2030, D(38), D(42)), "38～42%")],
)
def test_a_target_is_written_with_its_sign(goal, text):
    assert goal_text(goal, "%") == text


# ---- what holds for all numbers --------------------------------------------------------------------------------------------

patient = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
amounts = st.integers(0, 100_000).map(lambda cents: D(cents) / 100)
years = st.integers(2020, 2032)


@st.composite
def courses(draw, direction):
    baseline = draw(st.none() | st.builds(Start, st.just(2020), amounts))
    ends = sorted(draw(st.sets(st.integers(2021, 2030), min_size=1, max_size=3)))
    goals = []
    for year in ends:
        low, high = sorted((draw(amounts), draw(amounts)))
        goals.append(
            Goal(year, None if direction == Direction.LOWER else low, None if direction == Direction.HIGHER else high)
        )
    return Course(
        direction, "%", tuple(goals), baseline, first=draw(st.none() | st.builds(Start, st.just(2021), amounts))
    )


any_course = st.sampled_from(Direction).flatmap(courses)


@patient
@given(any_course, years, amounts)
def test_met_means_that_the_last_target_is_reached_and_nothing_else(course, year, value):
    last = max(course.goals, key=lambda goal: goal.year)
    reached = (last.low is None or value >= last.low) and (last.high is None or value <= last.high)
    assert (judge(course, year, number(value)).standing == Standing.MET) == reached


@patient
@given(courses(Direction.HIGHER), years, amounts, amounts)
def test_a_higher_number_never_stands_worse_where_higher_is_better(course, year, one, other):
    low, high = sorted((one, other))
    first, second = (judge(course, year, number(value)).standing for value in (low, high))
    if Standing.NOT_JUDGED not in (first, second):
        assert ORDER.index(first) <= ORDER.index(second)


@patient
@given(courses(Direction.LOWER), years, amounts, amounts)
def test_a_lower_number_never_stands_worse_where_lower_is_better(course, year, one, other):
    low, high = sorted((one, other))
    first, second = (judge(course, year, number(value)).standing for value in (high, low))
    if Standing.NOT_JUDGED not in (first, second):
        assert ORDER.index(first) <= ORDER.index(second)


@patient
@given(any_course, years)
def test_who_does_what_was_asked_for_is_never_behind(course, year):
    span = expected(course, year)
    if span is not None:
        value = span.low if span.low is not None else span.high
        assert judge(course, year, number(value)).standing in (Standing.MET, Standing.ON_TRACK)


@patient
@given(any_course, years, amounts)
def test_behind_has_a_gap_and_the_others_have_none(course, year, value):
    judged = judge(course, year, number(value))
    if judged.standing == Standing.BEHIND:
        assert judged.gap > 0
        assert "差" in judged.words
    elif judged.standing == Standing.ON_TRACK:
        assert judged.gap == 0


@patient
@given(any_course)
def test_each_target_is_asked_for_in_its_own_year(course):
    for goal in course.goals:
        assert expected(course, goal.year) == Span(goal.low, goal.high)


@patient
@given(st.sampled_from((Direction.HIGHER, Direction.LOWER)), amounts, amounts, st.integers(2021, 2029))
def test_the_line_between_start_and_target_stays_between_them(direction, start, end, year):
    goal = Goal(2030, end) if direction == Direction.HIGHER else Goal(2030, None, end)
    span = expected(Course(direction, "%", (goal,), Start(2020, start)), year)
    point = span.low if direction == Direction.HIGHER else span.high
    assert min(start, end) <= point <= max(start, end)


@patient
@given(any_course, years, amounts)
def test_higher_and_lower_are_mirror_images(course, year, value):
    """Turn every number around 1000: the standing stays."""
    top = D(1000)

    def turn(amount):
        return None if amount is None else top - amount

    turned = {Direction.HIGHER: Direction.LOWER, Direction.LOWER: Direction.HIGHER}.get(
        course.direction, Direction.RANGE
    )
    mirrored = Course(
        turned, "%", tuple(Goal(goal.year, turn(goal.high), turn(goal.low)) for goal in course.goals),
        Start(course.baseline.year, turn(course.baseline.value)) if course.baseline else None,
        Start(course.first.year, turn(course.first.value)) if course.first else None,
    )  # fmt: skip
    ours, theirs = expected(course, year), expected(mirrored, year)
    if ours is not None and ours.gap(value) > D("0.01"):  # half a cent is rounded up on both sides
        assert theirs.gap(top - value) > 0
