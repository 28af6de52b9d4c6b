import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.services.closing import set_term
from reports.services.filing import file_zero
from reports.services.reviewing import remind, return_report
from tests.factories import organizations as trees
from tests.factories.activities import ActivityFactory
from tests.factories.reports import OCTOBER, IndicatorFactory, submitted

pytestmark = pytest.mark.django_db


def page(client):
    return client.get(reverse("home")).content.decode()


def todos(client):
    return [todo.title for todo in client.get(reverse("todo-list")).context["todos"]]


def test_the_village_sees_first_how_long_she_has_and_what_is_already_there(cast, as_user):
    IndicatorFactory(code="activity.sessions", name="开展活动")
    ActivityFactory(organization=cast.village, starts_on=datetime.date(2026, 10, 12), sessions=4)
    html = page(as_user(cast.village_chair))
    assert "10月月报 还有2天" in html
    assert "已汇总4场活动，11月5日报送截止" in html
    assert reverse("reports:monthly-report-fill", args=[cast.village.pk, OCTOBER]) in html


def test_a_late_month_says_so(cast, as_user, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 9, 4, 0, tzinfo=datetime.UTC), tick=False)
    assert "逾期4天" in page(as_user(cast.village_chair))


def test_a_month_that_is_handed_in_asks_for_nothing(cast, as_user):
    file_zero(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    assert "lead-task" not in page(as_user(cast.village_chair))
    assert todos(as_user(cast.village_chair)) == []


def test_the_month_that_runs_is_put_forward_when_it_is_nearly_due(cast, as_user, time_machine):
    file_zero(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    time_machine.move_to(datetime.datetime(2026, 11, 28, 4, 0, tzinfo=datetime.UTC), tick=False)
    assert "11月月报 还有7天" in page(as_user(cast.village_chair))


def test_a_returned_report_names_the_township_and_the_figure(cast, as_user, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    return_report(report=report, by=cast.town_chair, reason="请核对", comments={"test.visits": "和登记本不符"})
    found = as_user(cast.village_aide).get(reverse("todo-list")).context["todos"]
    assert [(t.title, t.text, t.tone) for t in found] == [
        ("柳溪镇妇联退回10月月报", "“入户走访”：和登记本不符", "stop")
    ]
    assert "王婳" not in page(as_user(cast.village_chair))


def test_a_reminder_is_a_thing_to_do_until_the_report_is_in(cast, as_user, visits):
    remind(sender=cast.town, month=OCTOBER, by=cast.town_chair)
    assert todos(as_user(cast.village_chair)) == ["上级提醒：10月月报还没有交"]
    submitted(cast.village, cast.village_chair, visits)
    assert todos(as_user(cast.village_chair)) == []


def test_the_township_sees_its_count_and_what_waits_for_it(cast, as_user, visits):
    submitted(cast.village, cast.village_chair, visits)
    client = as_user(cast.town_officer)
    assert "看名单" in page(client)
    assert todos(client) == ["本级10月月报", "1份10月月报待审核"]


def test_the_district_is_told_when_it_may_close(cast, as_user, time_machine):
    dates = {"due_on": datetime.date(2026, 11, 2), "lock_on": datetime.date(2026, 11, 3)}
    set_term(district=cast.district, month=OCTOBER, by=cast.district_officer, **dates)
    assert todos(as_user(cast.district_officer)) == ["本级10月月报", "10月可以关账了"]


@pytest.mark.parametrize("role", ["village_chair", "town_chair", "district_officer"])
def test_home_costs_the_same_with_1_and_30_villages(cast, as_user, role, visits):
    client = as_user(cast[role])
    file_zero(organization=trees.village(cast.town, "村"), month=OCTOBER, by=cast.town_chair)
    client.get(reverse("home"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("home"))
    for number in range(30):
        file_zero(organization=trees.village(cast.town, f"第{number}村"), month=OCTOBER, by=cast.town_chair)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("home"))
    assert len(many) == len(few)
