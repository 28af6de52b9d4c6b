import datetime

import pytest

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month
from fulian.core.quantities import Qualifier, Quantity
from fulian.indicators.choices import Stage
from fulian.indicators.models import MonthlyStatement
from reports.choices import DecisionKind, Status
from reports.models import MonthlyReport
from reports.services.closing import set_term
from reports.services.filing import (
    Entry,
    Texts,
    draft_of,
    file_report,
    file_zero,
    open_report,
    save_draft,
    submit,
    withdraw,
)
from reports.services.reviewing import approve, return_report
from tests.factories import organizations as trees
from tests.factories.activities import ActivityFactory
from tests.factories.reports import OCTOBER, added, submitted

pytestmark = pytest.mark.django_db
IN_OCTOBER = datetime.date(2026, 10, 12)


def record(cast, **fields):
    return ActivityFactory(organization=cast.village, starts_on=IN_OCTOBER, by=cast.village_chair, **fields)


def test_a_month_opens_filled_in_from_its_records(cast, sessions):
    record(cast, sessions=3)
    record(cast, sessions=1)
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    assert report.statement.cells == {"test.sessions": {"recorded": "4"}}
    assert report.status == Status.DRAFT


def test_opening_twice_makes_one_report_and_keeps_what_was_added(cast, sessions):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    save_draft(report=report, by=cast.village_chair, entries={"test.sessions": added(2)})
    record(cast, sessions=3)
    again = open_report(organization=cast.village, month=OCTOBER, by=cast.village_aide)
    assert again.pk == report.pk
    assert again.statement.cells == {"test.sessions": {"recorded": "3", "added": "2", "note": "入户走访登记本"}}


def test_looking_at_a_month_writes_nothing(cast, sessions):
    record(cast, sessions=3)
    report = draft_of(cast.village, OCTOBER)
    assert report.statement.cells == {"test.sessions": {"recorded": "3"}}
    assert (MonthlyReport.objects.count(), MonthlyStatement.objects.count()) == (0, 0)


def test_a_draft_follows_the_records_until_it_is_submitted(cast, sessions):
    record(cast, sessions=3)
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    record(cast, sessions=2)
    assert draft_of(cast.village, OCTOBER).statement.cells == {"test.sessions": {"recorded": "5"}}
    submit(report=report, by=cast.village_chair)
    assert MonthlyStatement.objects.get().cells == {"test.sessions": {"recorded": "5"}}


def test_zero_blank_and_not_applicable_are_three_values(cast, sessions, visits):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    entries = {"test.sessions": Entry(Quantity.of(0)), "test.visits": Entry(not_applicable=True)}
    report = save_draft(report=report, by=cast.village_chair, entries=entries)
    assert report.statement.cells == {"test.sessions": {"added": "0"}, "test.visits": {"na": True}}
    report = save_draft(report=report, by=cast.village_chair, entries=dict.fromkeys(entries, Entry()))
    assert report.statement.cells == {}


def test_an_approximate_number_stays_approximate(cast, visits):
    entry = Entry(Quantity.of(200, Qualifier.OVER), "登记本")
    report = file_report(
        organization=cast.village, month=OCTOBER, by=cast.village_chair, entries={"test.visits": entry}
    )
    assert report.statement.cell("test.visits").value == Quantity.of(200, "over")


def test_submitting_stamps_and_writes_a_decision_with_the_cells(cast, visits):
    report = submitted(cast.village, cast.village_chair, visits, 5)
    assert (report.status, report.submitted_by, report.late, report.zero_report) == (
        Status.SUBMITTED,
        cast.village_chair,
        False,
        False,
    )
    assert report.statement.stage == Stage.FILED
    decision = report.decisions.get()
    assert (decision.kind, decision.snapshot) == (DecisionKind.SUBMIT, report.statement.cells)
    assert AuditEvent.objects.get(event="reports.submit").subject_id == report.pk


def test_a_number_added_without_a_note_is_refused_at_its_cell(cast, visits):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    save_draft(report=report, by=cast.village_chair, entries={"test.visits": Entry(Quantity.of(5))})
    with pytest.raises(Refused) as refusal:
        submit(report=report, by=cast.village_chair)
    assert (refusal.value.field, refusal.value.message) == (
        "note-test.visits",
        "“入户走访”补充了5户，请说明是什么、从哪里来。",
    )


def test_not_applicable_beside_records_is_refused(cast, sessions):
    record(cast)
    entries = {"test.sessions": Entry(not_applicable=True)}
    with pytest.raises(Refused) as refusal:
        file_report(organization=cast.village, month=OCTOBER, by=cast.village_chair, entries=entries)
    assert refusal.value.field == "na-test.sessions"


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry(Quantity.of(-1), "登记本"), "added-test.visits"),
        (Entry(Quantity.of(1), "登记本", not_applicable=True), "na-test.visits"),
    ],
)
def test_an_impossible_entry_is_refused(cast, visits, entry, field):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    with pytest.raises(Refused) as refusal:
        save_draft(report=report, by=cast.village_chair, entries={"test.visits": entry})
    assert refusal.value.field == field


def test_a_cell_that_the_month_does_not_have_is_refused(cast, visits):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    with pytest.raises(Refused):
        save_draft(report=report, by=cast.village_chair, entries={"nobody.knows": added(3)})


def test_an_empty_month_must_be_said_to_be_empty(cast, visits):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    with pytest.raises(Refused, match="零报告"):
        submit(report=report, by=cast.village_chair)


def test_zero_report_is_one_step(cast, visits):
    report = file_zero(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    assert (report.status, report.zero_report, report.statement.cells) == (Status.SUBMITTED, True, {})


def test_zero_report_is_refused_when_there_are_records(cast, sessions):
    record(cast)
    with pytest.raises(Refused, match="已经有记录"):
        file_zero(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    assert not MonthlyReport.objects.exists()


def test_zero_report_is_refused_when_something_was_added(cast, visits):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    save_draft(report=report, by=cast.village_chair, entries={"test.visits": added(3)})
    with pytest.raises(Refused, match="补充数"):
        file_zero(organization=cast.village, month=OCTOBER, by=cast.village_chair)


def test_submitting_twice_is_refused(cast, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    with pytest.raises(Conflict):
        submit(report=report, by=cast.village_chair)
    with pytest.raises(Conflict):
        file_report(organization=cast.village, month=OCTOBER, by=cast.village_chair, entries={"test.visits": added(9)})
    assert MonthlyReport.objects.get().decisions.count() == 1


def test_two_people_editing_do_not_overwrite_each_other(cast, visits):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    save_draft(report=report, by=cast.village_chair, entries={"test.visits": added(3)}, revision=0)
    with pytest.raises(Conflict):
        save_draft(report=report, by=cast.village_aide, entries={"test.visits": added(4)}, revision=0)
    assert MonthlyStatement.objects.get().cells["test.visits"]["added"] == "3"


def test_what_is_written_beside_the_figures_is_kept(cast, visits):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    save_draft(report=report, by=cast.village_chair, texts=Texts("重阳节活动", "换届培训", "缺场地"))
    report = MonthlyReport.objects.get()
    assert (report.highlights, report.next_steps, report.problems) == ("重阳节活动", "换届培训", "缺场地")


def test_a_report_after_its_due_day_is_late(cast, visits, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 6, 4, 0, tzinfo=datetime.UTC))
    assert submitted(cast.village, cast.village_chair, visits).late is True


def test_the_due_day_itself_is_in_time_and_the_district_may_set_it(cast, visits, time_machine):
    dates = {"due_on": datetime.date(2026, 11, 8), "lock_on": datetime.date(2026, 11, 12)}
    set_term(district=cast.district, month=OCTOBER, by=cast.district_officer, **dates)
    time_machine.move_to(datetime.datetime(2026, 11, 8, 4, 0, tzinfo=datetime.UTC))
    assert submitted(cast.village, cast.village_chair, visits).late is False


def test_a_report_returned_in_time_does_not_become_late(cast, visits, time_machine):
    report = submitted(cast.village, cast.village_chair, visits)
    return_report(report=report, by=cast.town_chair, reason="请核对")
    time_machine.move_to(datetime.datetime(2026, 11, 7, 4, 0, tzinfo=datetime.UTC))
    assert submit(report=report, by=cast.village_chair).late is False


def test_taking_back_before_review(cast, visits):
    report = withdraw(report=submitted(cast.village, cast.village_chair, visits), by=cast.village_chair)
    assert (report.status, report.submitted_at, report.statement.stage) == (Status.DRAFT, None, Stage.DRAFT)
    assert [d.kind for d in report.decisions.order_by("pk")] == [DecisionKind.SUBMIT, DecisionKind.WITHDRAW]


def test_taking_back_after_approval_is_refused(cast, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    approve(report=report, by=cast.town_chair)
    with pytest.raises(Conflict):
        withdraw(report=report, by=cast.village_chair)


def test_a_month_that_has_not_begun_is_refused(cast):
    with pytest.raises(Refused, match="还没有到"):
        open_report(organization=cast.village, month=Month(2026, 12), by=cast.village_chair)


def test_the_month_that_runs_may_be_opened(cast):
    assert open_report(organization=cast.village, month=Month(2026, 11), by=cast.village_chair).status == Status.DRAFT


def test_a_village_that_did_not_exist_that_month_has_no_report(cast):
    young = trees.village(cast.town, "新村", opened_on=datetime.date(2026, 11, 1))
    gone = trees.village(cast.town, "旧村", closed_on=datetime.date(2026, 10, 20))
    for organization in (young, gone):
        with pytest.raises(Refused, match="这个月不用报"):
            open_report(organization=organization, month=OCTOBER, by=cast.town_chair)


def test_a_unit_does_not_report(cast):
    unit = trees.OrganizationFactory(parent=cast.town, level="unit", name="镇卫生院")
    with pytest.raises(Refused, match="不单独报"):
        open_report(organization=unit, month=OCTOBER, by=cast.town_chair)


def test_a_districts_own_month_stands_once_it_is_filed(cast, visits):
    report = submitted(cast.district, cast.district_officer, visits, 7)
    assert (report.status, report.approved_by) == (Status.APPROVED, cast.district_officer)
    assert [d.kind for d in report.decisions.order_by("pk")] == [DecisionKind.SUBMIT, DecisionKind.APPROVE]
