"""The month from end to end, through the pages that people use."""

import datetime

import pytest
from django.urls import reverse

from fulian.indicators.figures import figures
from reports.choices import Status
from reports.models import MonthlyReport
from tests.factories.activities import ActivityFactory
from tests.factories.reports import OCTOBER


@pytest.mark.main_flow
@pytest.mark.django_db
def test_a_month_from_the_villages_records_to_the_districts_corrected_figure(
    cast, as_user, sessions, visits, time_machine
):
    def place(name, organization):
        return reverse(f"reports:{name}", args=[organization.pk, OCTOBER])

    def figure():
        found = figures([sessions, visits], cast.district, OCTOBER.period)
        return {code: (f.text, f.provisional) for code, f in found.items()}

    chair, town = as_user(cast.village_chair), as_user(cast.town_chair)
    ActivityFactory(organization=cast.village, starts_on=datetime.date(2026, 10, 12), sessions=3, by=cast.village_chair)
    ActivityFactory(
        organization=cast.far_village, starts_on=datetime.date(2026, 10, 20), sessions=2, by=cast.other_town_chair
    )
    sheet = {"revision": 0, "action": "submit", "added-test.visits": "２００余", "note-test.visits": "入户走访登记本"}
    assert chair.post(place("monthly-report-fill", cast.village), sheet).status_code == 302
    report = MonthlyReport.objects.get()
    review = reverse("reports:monthly-report-review", args=[report.pk])
    seen = town.get(review).context
    remark = {
        "action": "return",
        "revision": seen["form"]["revision"].value(),
        "reason": "请核对",
        "comment-test.visits": "偏多",
    }
    assert town.post(review, remark).status_code == 302
    revision = chair.get(place("monthly-report-fill", cast.village)).context["form"]["revision"].value()
    again = {**sheet, "revision": revision, "added-test.visits": "12"}
    assert chair.post(place("monthly-report-fill", cast.village), again).status_code == 302
    assert figure() == {"test.sessions": ("5场次", True), "test.visits": ("12户", True)}
    seen = town.get(review).context
    approval = {"action": "approve", "revision": seen["form"]["revision"].value(), "seen": seen["seen"]}
    assert town.post(review, approval).status_code == 302
    time_machine.move_to(datetime.datetime(2026, 11, 11, 4, 0, tzinfo=datetime.UTC), tick=False)
    officer = as_user(cast.district_officer)
    assert officer.post(place("month-close", cast.district)).status_code == 302
    assert figure() == {"test.sessions": ("5场次", False), "test.visits": ("12户", False)}
    correction = {"indicator": visits.pk, "value": "11", "reason": "重复登记一户"}
    assert officer.post(reverse("reports:correction-create", args=[report.pk]), correction).status_code == 302
    assert figure() == {"test.sessions": ("5场次", False), "test.visits": ("11户", False)}
    assert set(MonthlyReport.objects.values_list("status", flat=True)) == {Status.APPROVED, Status.BY_RECORD}
