import datetime
from decimal import Decimal

import pytest

from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from fulian.indicators.choices import MonthState, Stage
from fulian.indicators.figures import figures
from fulian.indicators.models import MonthGuard, MonthlyCoverage, MonthlyStatement, MonthlyTotal
from fulian.indicators.totals import made_at_the_end, rebuild, recompute_chain
from reports.choices import DecisionKind, Status
from reports.models import MonthlyReport, ReportingTerm
from reports.services.closing import close_month, set_term
from reports.services.correcting import correct
from reports.services.filing import file_zero, open_report, save_draft
from reports.services.reviewing import approve, reopen, return_report
from tests.factories import organizations as trees
from tests.factories.activities import ActivityFactory
from tests.factories.reports import OCTOBER, added, submitted

pytestmark = pytest.mark.django_db
IN_OCTOBER = datetime.date(2026, 10, 12)
LATER = {"due_on": datetime.date(2026, 11, 20), "lock_on": datetime.date(2026, 11, 22)}
AFTER_LOCK = datetime.datetime(2026, 11, 10, 4, 0, tzinfo=datetime.UTC)


@pytest.fixture
def october(cast, sessions, visits, time_machine):
    """One approved, one handed in and not reviewed, one drafted, one returned, the rest silent; today it may be locked."""
    for organization, number in ((cast.village, 3), (cast.other_village, 2), (cast.far_village, 1), (cast.town, 4)):
        ActivityFactory(organization=organization, starts_on=IN_OCTOBER, sessions=number)
    approve(report=submitted(cast.village, cast.village_chair, visits, 10), by=cast.town_chair)
    submitted(cast.other_village, cast.other_village_chair, visits, 20)
    draft = open_report(organization=cast.far_village, month=OCTOBER, by=cast.other_town_chair)
    save_draft(report=draft, by=cast.other_town_chair, entries={"test.visits": added(40)})
    return_report(report=submitted(cast.town, cast.town_chair, visits, 80), by=cast.district_officer, reason="请核对")
    time_machine.move_to(AFTER_LOCK, tick=False)
    return cast


def close(cast, **fields):
    seen = MonthlyReport.objects.filter(status=Status.SUBMITTED).values_list("pk", flat=True)
    return close_month(district=cast.district, month=OCTOBER, by=cast.district_officer, **{"seen": set(seen), **fields})


def test_closing_counts_additions_only_of_what_was_approved(october):
    close(october)
    found = {
        r.organization.name: (r.status, r.statement.stage, r.statement.cells)
        for r in MonthlyReport.objects.with_people()
    }
    by_record = (Status.BY_RECORD, Stage.BY_RECORD)
    assert found == {
        "石桥村": (
            Status.APPROVED, Stage.APPROVED,
            {"test.sessions": {"recorded": "3"}, "test.visits": {"added": "10", "note": "入户走访登记本"}},
        ),
        "梅园社区": (Status.UNREVIEWED, Stage.UNREVIEWED, {"test.sessions": {"recorded": "2"}}),
        "荷塘社区": (*by_record, {"test.sessions": {"recorded": "1"}}),
        "柳溪镇": (*by_record, {"test.sessions": {"recorded": "4"}}),
        "东渡街道": (*by_record, {}),
        "清和区": (*by_record, {}),
    }  # fmt: skip
    totals = {
        t.indicator.code: (t.recorded, t.added) for t in MonthlyTotal.objects.filter(organization=october.district)
    }
    assert totals == {"test.sessions": (10, 0), "test.visits": (0, 10)}
    coverage = MonthlyCoverage.objects.get(organization=october.district)
    assert (coverage.due, coverage.filed, coverage.approved) == (6, 2, 1)


def test_what_was_left_out_is_kept_with_the_closing_decision(october):
    close(october)
    report = MonthlyReport.objects.get(organization=october.other_village)
    assert report.decisions.get(kind=DecisionKind.CLOSE).snapshot["test.visits"]["added"] == "20"


def kept_rows():
    totals = ("organization", "indicator", "recorded", "added", "qualifier")
    coverage = ("organization", "due", "filed", "approved")
    return [
        list(model.objects.order_by(*columns).values_list(*columns))
        for model, columns in ((MonthlyTotal, totals), (MonthlyCoverage, coverage))
    ]


def test_kept_totals_are_the_same_when_made_from_nothing(october):
    close(october)
    kept = kept_rows()
    rebuild(OCTOBER)
    assert kept_rows() == kept


def test_closing_one_district_leaves_another_alone(october, visits):
    submitted_elsewhere = submitted(october.outside_village, october.outsider, visits, 7)
    approve(report=submitted_elsewhere, by=october.outsider)
    close(october)
    assert MonthlyTotal.objects.get(organization=october.other_district).added == 7
    assert MonthGuard.objects.get(organization=october.outside_village).state == MonthState.APPROVED


def test_a_unit_that_reports_nothing_is_counted_by_its_records(october):
    unit = trees.OrganizationFactory(parent=october.town, level="unit", name="镇卫生院")
    ActivityFactory(organization=unit, starts_on=IN_OCTOBER, sessions=5)
    close(october)
    assert MonthlyTotal.objects.get(organization=october.town, indicator__code="test.sessions").recorded == 14
    assert MonthlyStatement.objects.get(organization=unit).stage == Stage.BY_RECORD
    assert not MonthlyReport.objects.filter(organization=unit).exists()


def test_the_work_of_a_village_that_was_merged_within_the_month_is_not_lost(october):
    gone = trees.village(october.town, "旧村")
    ActivityFactory(organization=gone, starts_on=IN_OCTOBER, sessions=6)
    gone.closed_on = datetime.date(2026, 10, 20)
    gone.save()
    close(october)
    assert MonthlyTotal.objects.get(organization=october.town, indicator__code="test.sessions").recorded == 15


def test_what_was_handed_in_and_not_reviewed_must_have_been_seen(october):
    with pytest.raises(Refused, match="梅园社区"):
        close(october, seen=())
    assert not ReportingTerm.objects.filter(closed_at__isnull=False).exists()
    assert not MonthGuard.objects.filter(state=MonthState.CLOSED).exists()


def test_closing_twice_is_told(october):
    close(october)
    with pytest.raises(Conflict, match="已经关账"):
        close(october)


def test_a_month_that_runs_cannot_be_closed(cast):
    with pytest.raises(Refused, match="还没有结束"):
        close_month(district=cast.district, month=Month(2026, 11), by=cast.district_officer)


def test_before_its_day_a_month_is_closed_only_when_all_is_approved(cast, visits):
    with pytest.raises(Refused, match="还有6个组织"):
        close_month(district=cast.district, month=OCTOBER, by=cast.district_officer)
    for organization, reviewer in (
        (cast.village, cast.town_chair), (cast.other_village, cast.town_chair), (cast.far_village, cast.other_town_chair),
        (cast.town, cast.district_officer), (cast.other_town, cast.district_officer),
    ):  # fmt: skip
        approve(report=file_zero(organization=organization, month=OCTOBER, by=cast.town_chair), by=reviewer)
    file_zero(organization=cast.district, month=OCTOBER, by=cast.district_officer)
    assert close_month(district=cast.district, month=OCTOBER, by=cast.district_officer).closed


def test_nothing_of_a_closed_month_can_be_changed(october, visits):
    approved = MonthlyReport.objects.get(organization=october.village)
    unreviewed = MonthlyReport.objects.get(organization=october.other_village)
    close(october)
    attempts = [
        lambda: approve(report=unreviewed, by=october.town_chair),
        lambda: return_report(report=unreviewed, by=october.town_chair, reason="请核对"),
        lambda: reopen(report=approved, by=october.town_chair, reason="漏记"),
        lambda: save_draft(report=unreviewed, by=october.village_chair, entries={"test.visits": added(1)}),
        lambda: submitted(october.far_village, october.other_town_chair, visits),
        lambda: ActivityFactory(organization=october.village, starts_on=IN_OCTOBER),
        lambda: set_term(district=october.district, month=OCTOBER, by=october.district_officer, **LATER),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()


@pytest.mark.parametrize(
    ("due", "lock", "field"),
    [
        ("2026-09-30", "2026-11-10", "due_on"),
        ("2026-10-25", "2026-10-31", "lock_on"),
        ("2026-11-10", "2026-11-09", "lock_on"),
    ],
)
def test_impossible_terms_are_refused(cast, due, lock, field):
    with pytest.raises(Refused) as refusal:
        set_term(
            district=cast.district, month=OCTOBER, by=cast.district_officer,
            due_on=datetime.date.fromisoformat(due), lock_on=datetime.date.fromisoformat(lock),
        )  # fmt: skip
    assert refusal.value.field == field


# ---- 更正 ------------------------------------------------------------------------------------------------------------------


def test_a_correction_changes_the_totals_above_and_is_numbered(october, visits, sessions):
    close(october)
    report = MonthlyReport.objects.get(organization=october.other_village)
    by = october.district_officer
    first = correct(report=report, indicator=visits, value=Quantity.of(20), reason="关账时未及审核，登记本为证", by=by)
    second = correct(report=report, indicator=sessions, value=Quantity.of(1), reason="重复记了一场", by=by)
    assert [(str(c), c.old_value, c.new_value, c.new_added) for c in (first, second)] == [
        ("更正〔2026〕1号", None, 20, 20),
        ("更正〔2026〕2号", Decimal(2), 1, -1),
    ]
    totals = {
        t.indicator.code: (t.recorded, t.added) for t in MonthlyTotal.objects.filter(organization=october.district)
    }
    assert totals == {"test.sessions": (10, -1), "test.visits": (0, 30)}
    found = figures([visits, sessions], october.district, OCTOBER.period)
    assert {code: f.value.value for code, f in found.items()} == {"test.visits": 30, "test.sessions": 9}


def test_a_correction_needs_a_closed_month_a_reason_and_a_change(october, visits):
    report = MonthlyReport.objects.get(organization=october.village)
    right = {
        "report": report,
        "indicator": visits,
        "value": Quantity.of(11),
        "reason": "登记本",
        "by": october.district_officer,
    }
    with pytest.raises(Refused, match="还没有关账"):
        correct(**right)
    close(october)
    wrongs = (({"reason": " "}, "reason"), ({"value": Quantity.of(-1)}, "value"), ({"value": Quantity.of(10)}, "value"))
    for wrong, field in wrongs:
        with pytest.raises(Refused) as refusal:
            correct(**{**right, **wrong})
        assert refusal.value.field == field


# ---- figures -----------------------------------------------------------------------------------------------------------------


def read(indicator, organization, month=OCTOBER):
    found = figures([indicator], organization, month.period)[indicator.code]
    return (found.value and found.value.value, found.provisional, found.coverage.text)


def test_figures_of_an_open_an_approved_and_a_closed_month(october, sessions, visits):
    assert read(sessions, october.district) == (10, True, "应报6份，已报2份")
    assert read(visits, october.district) == (30, True, "应报6份，已报2份")  # approved and handed in
    close(october)
    assert read(sessions, october.district) == (10, False, "应报6份，已报2份")
    assert read(visits, october.district) == (10, False, "应报6份，已报2份")
    assert read(visits, october.town) == (10, False, "应报3份，已报2份")


def test_totals_made_at_the_end_are_those_that_each_approval_would_have_made(cast, sessions, visits):
    with made_at_the_end():
        approve(report=submitted(cast.village, cast.village_chair, visits, 10), by=cast.town_chair)
        approve(report=submitted(cast.far_village, cast.other_town_chair, visits, 5), by=cast.other_town_chair)
        assert not MonthlyTotal.objects.exists()
    at_the_end = _kept()
    for organization in (cast.village, cast.far_village):
        recompute_chain(organization, OCTOBER)
    assert _kept() == at_the_end
    assert [len(rows) for rows in at_the_end] == [5, 5]


def _kept() -> tuple[set, set]:
    totals = MonthlyTotal.objects.values_list("organization", "indicator", "recorded", "added", "qualifier")
    return set(totals), set(MonthlyCoverage.objects.values_list("organization", "due", "filed", "approved"))
