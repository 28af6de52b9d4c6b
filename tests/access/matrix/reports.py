from fulian.core.periods import Month
from reports.models import MonthlyReport
from reports.services.closing import close_month
from reports.services.filing import file_zero, open_report
from reports.services.reviewing import approve
from tests.access.matrix import Row
from tests.factories.reports import BEFORE, CLOSED


def village_month(cast):
    return {"pk": cast.village.pk, "month": BEFORE}


def village(cast):
    return {"pk": cast.village.pk}


def town_month(cast):
    return {"pk": cast.town.pk, "month": BEFORE}


def district_month(cast):
    return {"pk": cast.district.pk, "month": BEFORE}


def _untouched_month(cast) -> Month:
    """The latest month that the village has not reported yet: several rows may stand in one test."""
    month = BEFORE
    while month == CLOSED or MonthlyReport.objects.of_month(month).filter(organization=cast.village).exists():
        month = month.plus(-1)
    return month


def begun(cast):
    return {"pk": open_report(organization=cast.village, month=_untouched_month(cast), by=cast.village_chair).pk}


def filed(cast) -> dict:
    return {"pk": file_zero(organization=cast.village, month=_untouched_month(cast), by=cast.village_chair).pk}


def approved(cast):
    report = MonthlyReport.objects.get(pk=filed(cast)["pk"])
    return {"pk": approve(report=report, by=cast.town_chair).pk}


def closed(cast):
    if not MonthlyReport.objects.of_month(CLOSED).exists():
        close_month(district=cast.district, month=CLOSED, by=cast.district_officer)
    return {"pk": MonthlyReport.objects.of_month(CLOSED).get(organization=cast.village).pk}


def draft(cast):
    return {"object_id": cast.village.pk * 1_000_000 + BEFORE.year * 100 + BEFORE.month}


NO_BUSINESS = {"rights_officer": 403, "administrator": 403}
TOWN = ("town_chair", "town_officer")
FILERS = ("village_chair", "village_aide")
LOOK = (*FILERS, *TOWN, "district_officer", "leader")
SEE = dict.fromkeys(LOOK, 200) | NO_BUSINESS
ABOVE = dict.fromkeys((*TOWN, "district_officer", "leader"), 200) | NO_BUSINESS
FILE = (
    dict.fromkeys(FILERS, 200)
    | {"town_chair": 403, "town_officer": 403, "district_officer": 403, "leader": 403}
    | NO_BUSINESS
)
REVIEW = (
    dict.fromkeys((*TOWN, "district_officer"), 200)
    | dict.fromkeys((*FILERS, "other_village_chair", "leader"), 403)
    | NO_BUSINESS
)
NOT_HERS = ("leader", *FILERS, "other_village_chair", *TOWN, "other_town_chair", "outsider")
CLOSE = {"district_officer": 200} | dict.fromkeys(NOT_HERS, 403) | NO_BUSINESS


def changed(expect: dict[str, int], status: int) -> dict[str, int]:
    return {role: status if answer == 200 else answer for role, answer in expect.items()}


ROLE_MATRIX = [
    Row("reports:monthly-report-list", expect=NO_BUSINESS, others=302),
    Row("reports:monthly-report-year", village, expect=SEE, others=404),
    Row("reports:monthly-report-overview", town_month, expect=ABOVE, others=404),
    Row(
        "reports:monthly-report-overview", district_month, as_role="of the district",
        expect=dict.fromkeys(("district_officer", "leader"), 200) | NO_BUSINESS, others=404,
    ),
    Row("reports:monthly-report-export", village_month, expect=SEE, others=404),
    Row("reports:monthly-report-fill", village_month, expect=FILE, others=404),
    Row(
        "reports:monthly-report-fill", village_month, method="post", data=lambda cast: {"action": "save", "revision": 0},
        expect=changed(FILE, 302), others=404,
    ),
    Row("reports:monthly-report-zero", village_month, expect=FILE, others=404),
    Row("reports:monthly-report-zero", village_month, method="post", expect=changed(FILE, 302), others=404),
    Row("reports:monthly-report-draft", draft, expect=dict.fromkeys(FILERS, 302) | {"leader": 403} | NO_BUSINESS, others=404),
    Row("reports:monthly-report-detail", begun, expect=SEE, others=404),
    Row("reports:monthly-report-withdraw", filed, expect=FILE, others=404),
    Row("reports:monthly-report-withdraw", filed, method="post", expect=changed(FILE, 302), others=404),
    Row("reports:monthly-report-review", filed, expect=REVIEW, others=404),
    Row(
        "reports:monthly-report-review", filed, method="post", data=lambda cast: {"action": "return", "reason": "请核对", "revision": 1},
        expect=changed(REVIEW, 302), others=404,
    ),
    Row("reports:monthly-report-reopen", approved, expect=REVIEW, others=404),
    Row(
        "reports:monthly-report-reopen", approved, method="post", data=lambda cast: {"reason": "漏记"},
        expect=changed(REVIEW, 302), others=404,
    ),
    Row("reports:monthly-report-remind", town_month, expect=REVIEW, others=404),
    Row("reports:monthly-report-remind", town_month, method="post", expect=changed(REVIEW, 302), others=404),
    Row("reports:reporting-term-update", district_month, expect=CLOSE, others=404),
    Row("reports:month-close", district_month, expect=CLOSE, others=404),
    Row("reports:correction-create", closed, expect=CLOSE, others=404),
]  # fmt: skip
