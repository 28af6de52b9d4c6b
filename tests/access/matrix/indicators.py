from tests.access.matrix import Row

MAY_SEE = {
    "village_chair": 200, "village_aide": 200, "town_chair": 200, "town_officer": 200, "district_officer": 200, "leader": 200,
    "rights_officer": 403, "administrator": 403,
}  # fmt: skip


def definition(cast):
    return {"code": _code()}


def of_village(cast):
    return {"code": _code(), "organization": cast.village.pk, "period": "2025"}


def of_district(cast):
    return {"code": _code(), "organization": cast.district.pk, "period": "2025-03"}


def _code() -> str:
    from fulian.indicators.services import load_defaults

    load_defaults()
    return "ideology.talks"


ROLE_MATRIX = [
    Row("indicators:indicator-list", expect={"rights_officer": 403, "administrator": 403}, others=200),
    Row("indicators:indicator-create", expect={"district_officer": 200}, others=403),
    Row("indicators:indicator-detail", definition, expect={"rights_officer": 403, "administrator": 403}, others=200, everybody=True),
    Row("indicators:indicator-update", definition, expect={"district_officer": 200}, others=403),
    Row("indicators:figure-trace", of_village, expect=MAY_SEE, others=404),
    Row(
        "indicators:figure-trace", of_district, as_role="the district",
        expect={"district_officer": 200, "leader": 200, "rights_officer": 403, "administrator": 403}, others=404,
    ),
]  # fmt: skip
