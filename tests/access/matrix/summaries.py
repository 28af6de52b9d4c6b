from reports.models import AnnualSummary, SummarySentence
from reports.services.outline import load_outline
from tests.access.matrix import Row
from tests.factories.summaries import YEAR, written


def _fresh(cast, organization, status="draft"):
    """Of a year that has none yet: an organization has one open summary a year."""
    years_taken = AnnualSummary.objects.filter(organization=organization).count()
    return written(cast, organization, status=status, year=YEAR - years_taken)


def of_the_village(cast):
    return {"pk": _fresh(cast, cast.village).pk}


def of_the_township(cast):
    return {"pk": _fresh(cast, cast.town).pk}


def for_signing(cast):
    return {"pk": _fresh(cast, cast.town, "submitted").pk}


def for_signing_by_the_leader(cast):
    return {"pk": _fresh(cast, cast.district, "submitted").pk}


def signed(cast):
    return {"pk": _fresh(cast, cast.town, "signed").pk}


def file_of_the_village(cast):
    return {"pk": _fresh(cast, cast.village).versions.get().files.first().pk}


def a_sentence(cast):
    load_outline()
    return {"pk": SummarySentence.objects.get(code="next.plan").pk}


NO_BUSINESS = dict.fromkeys(("village_aide", "rights_officer", "administrator"), 403)
ABOVE = ("town_chair", "town_officer", "district_officer", "leader")
SEE_IT = dict.fromkeys(("village_chair", *ABOVE), 200) | NO_BUSINESS
WRITERS = ("town_chair", "town_officer", "district_officer")
MAY_NOT_WRITE = dict.fromkeys(("village_chair", "other_village_chair", "leader"), 403) | NO_BUSINESS
MAY_NOT_SIGN = dict.fromkeys(
    ("village_chair", "other_village_chair", "town_officer", "district_officer"), 403
) | NO_BUSINESS  # fmt: skip


def write(status: int) -> dict[str, int]:
    return dict.fromkeys(WRITERS, status) | MAY_NOT_WRITE


def sign(status: int) -> dict[str, int]:
    """The township's own chair signs; the district's leader sees it and signs the district's."""
    return MAY_NOT_SIGN | {"town_chair": status, "leader": 403}


ROLE_MATRIX = [
    Row("reports:summary-list", expect=NO_BUSINESS, others=200),
    Row(
        "reports:summary-request", others=403,
        expect=dict.fromkeys((*WRITERS, "other_town_chair", "outsider"), 200),
    ),
    Row("reports:summary-outline", expect={"district_officer": 200}, others=403),
    Row("reports:summary-sentence-update", a_sentence, expect={"district_officer": 200}, others=403),
    Row(
        "reports:summary-sentence-update", a_sentence, method="post", data=lambda cast: {"template": "另说一句。"},
        expect={"district_officer": 302}, others=403,
    ),
    Row("reports:summary-detail", of_the_village, expect=SEE_IT, others=404),
    Row("reports:summary-download", file_of_the_village, expect=SEE_IT, others=404),
    Row("reports:summary-refresh", of_the_township, expect=write(200), others=404),
    Row("reports:summary-edit", of_the_township, expect=write(200), others=404),
    Row("reports:summary-compare", of_the_township, expect=write(200), others=404),
    Row("reports:summary-submit", of_the_township, expect=write(200), others=404),
    Row("reports:summary-submit", of_the_township, method="post", expect=write(302), others=404),
    Row("reports:summary-return", for_signing, expect=sign(200), others=404),
    Row(
        "reports:summary-return", for_signing, method="post", data=lambda cast: {"reason": "再核一遍"},
        expect=sign(302), others=404,
    ),
    Row("reports:summary-sign", for_signing, expect=sign(200), others=404),
    Row(
        "reports:summary-sign", for_signing, method="post", data=lambda cast: {"version": 1}, expect=sign(302), others=404,
    ),
    Row(
        "reports:summary-sign", for_signing_by_the_leader, as_role="of the district",
        expect=MAY_NOT_SIGN | {"leader": 200}, others=404,
    ),
    Row("reports:summary-correct", signed, expect=sign(200), others=404),
]  # fmt: skip
