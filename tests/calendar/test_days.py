import datetime

import pytest

from fulian.calendar.days import add_workdays, is_workday, known_years, last_day, workday
from fulian.calendar.festivals import festivals_between
from fulian.calendar.models import WorkingDay
from fulian.calendar.services import remove_working_day, set_working_day

D = datetime.date


def test_the_notices_of_the_library_are_known(db):
    assert [is_workday(day) for day in (D(2026, 10, 1), D(2026, 10, 9), D(2026, 10, 10), D(2026, 10, 11))] == [
        False,
        True,
        True,
        False,
    ]
    assert workday(D(2026, 10, 9)).assumed is False


def test_beyond_the_library_weekdays_are_assumed_and_marked(db):
    beyond = D(known_years().stop + 1, 10, 4)
    answer = workday(beyond)
    assert (answer.is_workday, answer.assumed) == (beyond.weekday() < 5, True)


def test_what_an_administrator_entered_wins(cast):
    day = set_working_day(date=D(2026, 10, 9), kind="free", note="台风停工", by=cast.administrator)
    assert (is_workday(D(2026, 10, 9)), workday(D(2026, 10, 9)).note) == (False, "台风停工")
    set_working_day(date=D(2026, 10, 9), kind="workday", by=cast.administrator)
    assert WorkingDay.objects.get().kind == "workday"
    remove_working_day(day=day, by=cast.administrator)
    assert WorkingDay.objects.count() == 0


def test_five_working_days_skip_the_holiday_and_count_the_day_worked_instead(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert add_workdays(D(2026, 9, 29), 5) == D(2026, 10, 12)


@pytest.mark.parametrize(
    ("day", "n", "expected"), [(D(2026, 3, 6), 1, D(2026, 3, 9)), (D(2026, 3, 9), 0, D(2026, 3, 9))]
)
def test_the_first_day_is_not_counted(db, day, n, expected):
    assert add_workdays(day, n) == expected


def test_a_limit_that_ends_on_a_day_off_ends_on_the_next_working_day(db):
    assert [last_day(day) for day in (D(2026, 3, 7), D(2026, 3, 9))] == [D(2026, 3, 9), D(2026, 3, 9)]


def test_festivals_come_in_order_by_date_rule_and_lunar_table():
    days = festivals_between(D(2026, 5, 1), D(2026, 6, 30))
    assert [(o.day, o.name) for o in days] == [
        (D(2026, 5, 10), "母亲节"),
        (D(2026, 5, 15), "国际家庭日"),
        (D(2026, 6, 1), "“六一”国际儿童节"),
        (D(2026, 6, 21), "父亲节"),
        (D(2026, 6, 26), "国际禁毒日"),
    ]
    assert [o.day for o in festivals_between(D(2026, 10, 1), D(2026, 10, 31))] == [D(2026, 10, 18)]


def test_the_turn_of_the_year_is_crossed():
    assert [o.name for o in festivals_between(D(2026, 12, 1), D(2027, 2, 28))] == ["国家宪法日", "春节"]


@pytest.mark.main_flow
def test_a_day_is_entered_and_taken_back_in_the_browser(cast, as_user):
    client = as_user(cast.administrator)
    response = client.post("/calendar/working-days/new/", {"date": "2027.2.20", "kind": "workday", "note": "春节调休"})
    assert response["Location"] == "/calendar/working-days/"
    page = client.get(response["Location"]).content.decode()
    assert "2027年2月20日 星期六" in page
    day = WorkingDay.objects.get()
    client.post(f"/calendar/working-days/{day.pk}/delete/")
    assert WorkingDay.objects.count() == 0
