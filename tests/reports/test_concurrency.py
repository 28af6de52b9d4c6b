"""Two people at once, on two real connections."""

import datetime

import pytest
from django.db import connection

from activities.services import change_activity
from fulian.core.exceptions import Refused
from fulian.indicators.choices import MonthState
from fulian.indicators.models import MonthGuard, MonthlyTotal
from reports.choices import Status
from reports.models import MonthlyReport
from reports.services.closing import close_month
from reports.services.filing import open_report, save_draft, submit
from reports.services.reviewing import approve, return_report
from tests.factories.activities import ActivityFactory
from tests.factories.reports import OCTOBER, added, submitted
from tests.services.together import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def _only_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL; SQLite lets one writer in at a time")


def test_of_two_people_who_approve_and_return_at_once_one_wins_and_the_other_is_told(cast, visits):
    for number in range(6):
        report = (
            submitted(cast.village, cast.village_chair, visits, 5)
            if not number
            else _again(cast, MonthlyReport.objects.get())
        )
        outcomes = at_once(
            lambda report=report: approve(report=report, by=cast.town_chair, revision=report.revision),
            lambda report=report: return_report(
                report=report, by=cast.town_officer, reason="请核对", revision=report.revision
            ),
        )
        assert sorted(type(o).__name__ for o in outcomes) == ["Conflict", "MonthlyReport"]
        after = MonthlyReport.objects.get()
        approved = isinstance(outcomes[0], MonthlyReport)
        assert after.status == (Status.APPROVED if approved else Status.RETURNED)
        total = MonthlyTotal.objects.filter(organization=cast.district).first()
        assert (total.added if total else None) == (5 if approved else None)
        if approved:
            break


def _again(cast, report):
    save_draft(report=report, by=cast.village_chair, entries={"test.visits": added(5)})
    return submit(report=report, by=cast.village_chair)


def test_two_townships_approving_at_once_lose_nothing_in_the_district(cast, visits):
    first = submitted(cast.village, cast.village_chair, visits, 3)
    second = submitted(cast.far_village, cast.other_town_chair, visits, 4)
    third = submitted(cast.other_village, cast.other_village_chair, visits, 5)
    outcomes = at_once(
        lambda: approve(report=first, by=cast.town_chair),
        lambda: approve(report=second, by=cast.other_town_chair),
        lambda: approve(report=third, by=cast.town_officer),
    )
    assert [type(o) for o in outcomes] == [MonthlyReport] * 3
    totals = {t.organization_id: t.added for t in MonthlyTotal.objects.all()}
    assert totals == {
        cast.district.pk: 12, cast.town.pk: 8, cast.other_town.pk: 4,
        cast.village.pk: 3, cast.far_village.pk: 4, cast.other_village.pk: 5,
    }  # fmt: skip


def test_two_submissions_at_once_are_one(cast, visits):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    save_draft(report=report, by=cast.village_chair, entries={"test.visits": added(5)})
    outcomes = at_once(
        lambda: submit(report=report, by=cast.village_chair), lambda: submit(report=report, by=cast.village_aide)
    )
    assert sorted(type(o).__name__ for o in outcomes) == ["Conflict", "MonthlyReport"]
    assert report.decisions.count() == 1


def test_a_record_written_while_its_month_is_submitted_and_approved_is_counted_or_refused(cast, sessions):
    activity = ActivityFactory(
        organization=cast.village, starts_on=datetime.date(2026, 10, 12), sessions=1, by=cast.village_chair
    )
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    activity.sessions = 4

    def file_and_approve():
        return approve(report=submit(report=report, by=cast.village_chair), by=cast.town_chair)

    outcomes = at_once(file_and_approve, lambda: change_activity(activity=activity, by=cast.village_chair))
    assert isinstance(outcomes[0], MonthlyReport)
    activity.refresh_from_db()
    assert activity.sessions == (1 if isinstance(outcomes[1], Refused) else 4)
    assert MonthlyTotal.objects.get(organization=cast.district).recorded == activity.sessions


def test_closing_waits_for_approvals_and_shuts_out_the_rest(cast, visits, time_machine):
    report = submitted(cast.village, cast.village_chair, visits, 3)
    time_machine.move_to(datetime.datetime(2026, 11, 10, 4, 0, tzinfo=datetime.UTC), tick=False)
    outcomes = at_once(
        lambda: approve(report=report, by=cast.town_chair),
        lambda: close_month(district=cast.district, month=OCTOBER, by=cast.district_officer, seen={report.pk}),
    )
    report.refresh_from_db()
    total = MonthlyTotal.objects.filter(organization=cast.district).first()
    if isinstance(outcomes[0], Refused):
        assert (report.status, total) == (Status.UNREVIEWED, None)
    else:
        assert (report.status, total.added) == (Status.APPROVED, 3)
    assert not isinstance(outcomes[1], Refused)
    assert set(MonthGuard.objects.values_list("state", flat=True)) == {MonthState.CLOSED}
