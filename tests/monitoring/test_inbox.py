import datetime

import time_machine
from django.utils import timezone

from fulian.demo.monitoring import make_monitoring
from plans.monitoring.choices import Stage, Standing
from plans.monitoring.inbox import departments_late, standing_section, values_waiting
from plans.monitoring.models import FillLink, YearValue
from plans.monitoring.standing import overviews
from plans.monitoring.views.support import programmes_of
from tests.factories.monitoring import indicator_of, link_of, value_of


def test_the_officer_is_told_what_waits_for_her_by_year(cast, officer, indicator):
    value_of(indicator, 84, by=None, stage=Stage.FILLED)
    value_of(indicator, 83, by=None, stage=Stage.FILLED, year=2023)
    value_of(indicator_of(cast.district, by=officer), 84, by=None, stage=Stage.FILLED)
    todos = values_waiting(officer, timezone.localdate())
    assert [(todo.title, todo.text) for todo in todos] == [
        ("2个两规划监测数待审核", "2024年，审核通过以后才算数。"),
        ("1个两规划监测数待审核", "2023年，审核通过以后才算数。"),
    ]
    assert todos[0].url == f"/monitoring/years/{cast.district.pk}/2024/review/"
    assert values_waiting(cast.leader, timezone.localdate()) == []


def test_a_department_is_late_the_day_after_its_day(cast, officer, indicator):
    link, _ = link_of(cast.district, by=officer)
    assert departments_late(officer, link.due_on) == []
    [todo] = departments_late(officer, link.due_on + datetime.timedelta(days=1))
    assert (todo.title, todo.tone, todo.due) == ("卫生健康局还没有填2024年监测数", "late", link.due_on)


def test_a_department_for_which_she_entered_everything_is_not_late(cast, officer, indicator):
    other = indicator_of(cast.district, by=officer)
    link, _ = link_of(cast.district, by=officer)
    after = link.due_on + datetime.timedelta(days=1)
    value_of(indicator, 84, by=officer)
    value_of(other, 84, by=officer, year=2023)
    assert len(departments_late(officer, after)) == 1
    value_of(other, 84, by=officer)
    assert departments_late(officer, after) == []


def test_her_home_page_says_how_the_indicators_stand(cast, officer, browser, indicator):
    value_of(indicator, 84, by=officer)
    section = standing_section(officer, timezone.localdate())
    assert (section["year"], section["total"]) == (2024, 1)
    assert [(part["standing"], part["number"]) for part in section["counts"]] == [(Standing.ON_TRACK, 1)]
    assert "2024年两规划监测" in browser.get("/").content.decode()
    assert standing_section(cast.town_chair, timezone.localdate()) is None


def test_the_demo_has_one_of_each(cast, officer):
    with time_machine.travel("2026-11-22 10:00+08:00", tick=False):
        today = timezone.localdate()
        count = make_monitoring(district=cast.district, officer=officer, today=today)
        assert count == YearValue.objects.count()
        found = overviews(programmes_of(cast.district), cast.district, 2025)
        standings = {line.standing for overview in found for line in overview.lines}
        assert standings == set(Standing)
        assert any(line.asked for overview in found for line in overview.lines)
        assert [todo.count for todo in values_waiting(officer, today)] == [4]
        assert FillLink.objects.filter(submitted_at=None).count() == 1
