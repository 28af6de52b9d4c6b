import datetime

import pytest

from activities.services import cancel_activity, change_activity
from fulian.core.exceptions import Conflict, Refused
from fulian.indicators.choices import MonthState, Stage
from fulian.indicators.models import MonthGuard, MonthlyCoverage, MonthlyTotal
from reports.choices import DecisionKind, Status
from reports.models import MonthlyReport, Reminder
from reports.services.closing import close_month
from reports.services.filing import Entry, bring_up_to_date, file_report, file_zero, open_report, save_draft, submit
from reports.services.reviewing import approve, fingerprint, remind, reopen, return_report
from tests.factories.activities import ActivityFactory
from tests.factories.reports import OCTOBER, added, submitted

pytestmark = pytest.mark.django_db
IN_OCTOBER = datetime.date(2026, 10, 12)
NOVEMBER = OCTOBER.plus(1)


def totals(organization):
    return {
        t.indicator.code: (t.recorded, t.added)
        for t in MonthlyTotal.objects.of_month(OCTOBER).filter(organization=organization)
    }


def test_approving_counts_the_report_in_everything_above_it(cast, sessions, visits):
    ActivityFactory(organization=cast.village, starts_on=IN_OCTOBER, sessions=3)
    report = approve(report=submitted(cast.village, cast.village_chair, visits, 5), by=cast.town_chair)
    assert (report.status, report.approved_by, report.statement.stage) == (
        Status.APPROVED,
        cast.town_chair,
        Stage.APPROVED,
    )
    expected = {"test.sessions": (3, 0), "test.visits": (0, 5)}
    assert [totals(o) for o in (cast.village, cast.town, cast.district)] == [expected] * 3
    assert totals(cast.other_town) == {}
    coverage = MonthlyCoverage.objects.get(organization=cast.district)
    assert (coverage.due, coverage.filed, coverage.approved) == (6, 1, 1)


def test_the_records_of_an_approved_month_are_locked(cast, sessions):
    activity = ActivityFactory(organization=cast.village, starts_on=IN_OCTOBER, sessions=3)
    report = submit(report=save_draft(report=_open(cast), by=cast.village_chair), by=cast.village_chair)
    approve(report=report, by=cast.town_chair)
    activity.sessions = 9
    refused = [
        lambda: ActivityFactory(organization=cast.village, starts_on=IN_OCTOBER),
        lambda: change_activity(activity=activity, by=cast.village_chair),
        lambda: cancel_activity(activity=activity, by=cast.village_chair, reason="记错了"),
    ]
    for write in refused:
        with pytest.raises(Refused, match="审核通过"):
            write()
    ActivityFactory(organization=cast.other_village, starts_on=IN_OCTOBER)  # another village's month is open


def _open(cast):
    return open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)


def test_a_draft_cannot_be_approved_or_returned(cast):
    report = _open(cast)
    with pytest.raises(Conflict):
        approve(report=report, by=cast.town_chair)
    with pytest.raises(Conflict):
        return_report(report=report, by=cast.town_chair, reason="请核对")


def test_returning_says_why_and_where(cast, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    report = return_report(
        report=report, by=cast.town_chair, reason="走访数偏多", comments={"test.visits": "和登记本不符", "x": " "}
    )
    assert (report.status, report.statement.stage) == (Status.RETURNED, Stage.DRAFT)
    decision = report.decisions.get(kind=DecisionKind.RETURN)
    assert (decision.reason, decision.comments) == ("走访数偏多", {"test.visits": "和登记本不符"})
    assert decision.snapshot["test.visits"]["added"] == "5"


def test_returning_without_a_reason_is_refused(cast, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    with pytest.raises(Refused) as refusal:
        return_report(report=report, by=cast.town_chair, reason="  ")
    assert refusal.value.field == "reason"


def test_a_returned_report_is_changed_and_submitted_again(cast, visits):
    report = return_report(
        report=submitted(cast.village, cast.village_chair, visits), by=cast.town_chair, reason="请核对"
    )
    save_draft(report=report, by=cast.village_chair, entries={"test.visits": added(3)})
    report = approve(report=submit(report=report, by=cast.village_chair), by=cast.town_chair)
    assert totals(cast.district) == {"test.visits": (0, 3)}
    assert [d.kind for d in report.decisions.order_by("pk")] == ["submit", "return", "submit", "approve"]


def test_only_what_was_seen_can_be_approved(cast, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    return_report(report=report, by=cast.town_chair, reason="请核对")
    save_draft(report=report, by=cast.village_chair, entries={"test.visits": added(99)})
    submit(report=report, by=cast.village_chair)
    with pytest.raises(Conflict, match="有改动"):
        approve(report=report, by=cast.town_officer, revision=report.revision)


def test_records_that_changed_after_the_submission_are_what_is_approved(cast, sessions):
    activity = ActivityFactory(organization=cast.village, starts_on=IN_OCTOBER, sessions=3)
    report = submit(report=_open(cast), by=cast.village_chair)
    seen = fingerprint(bring_up_to_date(report).statement)
    activity.sessions = 8
    change_activity(activity=activity, by=cast.village_chair)
    with pytest.raises(Conflict, match="记录有变化"):
        approve(report=report, by=cast.town_chair, seen=seen)
    approve(report=report, by=cast.town_chair, seen=fingerprint(bring_up_to_date(report).statement))
    assert totals(cast.district) == {"test.sessions": (8, 0)}


def test_a_zero_report_with_records_that_came_later_is_not_approved(cast, sessions):
    report = file_zero(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    ActivityFactory(organization=cast.village, starts_on=IN_OCTOBER)
    with pytest.raises(Refused, match="零报告"):
        approve(report=report, by=cast.town_chair)


def test_not_applicable_with_records_that_came_later_is_not_approved(cast, sessions, visits):
    entries = {"test.sessions": Entry(not_applicable=True), "test.visits": added(1)}
    report = file_report(organization=cast.village, month=OCTOBER, by=cast.village_chair, entries=entries)
    ActivityFactory(organization=cast.village, starts_on=IN_OCTOBER)
    with pytest.raises(Refused, match="不适用"):
        approve(report=report, by=cast.town_chair)


def test_the_second_of_two_decisions_is_told(cast, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    approve(report=report, by=cast.town_chair)
    with pytest.raises(Conflict):
        return_report(report=report, by=cast.town_officer, reason="请核对")
    with pytest.raises(Conflict):
        approve(report=report, by=cast.town_officer)


def test_reopening_unlocks_the_records_and_takes_the_figures_out(cast, visits):
    report = approve(report=submitted(cast.village, cast.village_chair, visits), by=cast.town_chair)
    report = reopen(report=report, by=cast.town_chair, reason="村里发现漏记")
    assert (report.status, report.approved_at, report.statement.stage) == (Status.RETURNED, None, Stage.DRAFT)
    assert totals(cast.district) == {}
    assert MonthGuard.objects.get(organization=cast.village).state == MonthState.OPEN
    ActivityFactory(organization=cast.village, starts_on=IN_OCTOBER)


def test_reopening_needs_a_reason_and_an_approved_report(cast, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    with pytest.raises(Refused):
        reopen(report=report, by=cast.town_chair, reason="")
    with pytest.raises(Conflict):
        reopen(report=report, by=cast.town_chair, reason="漏记")


def test_a_decision_is_never_changed_or_deleted(cast, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    for forbidden in (lambda: report.decisions.update(reason="x"), lambda: report.decisions.all().delete()):
        with pytest.raises(TypeError):
            forbidden()


def test_reminding_asks_those_who_have_not_reported_once_a_day(cast, visits):
    submitted(cast.village, cast.village_chair, visits)
    file_zero(organization=cast.far_village, month=OCTOBER, by=cast.town_chair)
    assert remind(sender=cast.district, month=OCTOBER, by=cast.district_officer) == 3
    assert remind(sender=cast.town, month=OCTOBER, by=cast.town_chair) == 0
    assert set(Reminder.objects.values_list("organization__name", flat=True)) == {"柳溪镇", "梅园社区", "东渡街道"}


def test_a_month_that_runs_is_not_approved_lest_its_last_days_be_lost(cast, visits):
    report = submitted(cast.village, cast.village_chair, visits, month=NOVEMBER)
    with pytest.raises(Refused, match="还没有过完"):
        approve(report=report, by=cast.town_chair)
    with pytest.raises(Refused, match="还没有过完"):
        submitted(cast.district, cast.district_officer, visits, month=NOVEMBER)
    ActivityFactory(organization=cast.village, starts_on=datetime.date(2026, 11, 3))


def test_a_districts_own_month_is_opened_again_by_whoever_may_close_it(cast, visits):
    report = submitted(cast.district, cast.district_officer, visits, 7)
    assert MonthlyReport.objects.reviewable_by(cast.district_officer).get() == report
    assert not MonthlyReport.objects.reviewable_by(cast.leader).exists()
    reopen(report=report, by=cast.district_officer, reason="漏记")
    assert totals(cast.district) == {}


def test_reminding_of_a_closed_month_is_refused(cast, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 11, 4, 0, tzinfo=datetime.UTC), tick=False)
    close_month(district=cast.district, month=OCTOBER, by=cast.district_officer)
    with pytest.raises(Refused, match="已关账"):
        remind(sender=cast.town, month=OCTOBER, by=cast.town_chair)
