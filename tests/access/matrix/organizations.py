from tests.access.matrix import Row


def village(cast):
    return {"pk": cast.village.pk}


def town(cast):
    return {"pk": cast.town.pk}


MAY_SEE = {
    "village_chair": 200, "village_aide": 200, "town_chair": 200, "town_officer": 200, "district_officer": 200, "leader": 200,
    "administrator": 200,
}  # fmt: skip
ACTS = ("update", "rename", "recode", "move", "merge", "close")

ROLE_MATRIX = [
    Row("organizations:organization-list", expect={"rights_officer": 403}, others=200),
    Row("organizations:organization-create", expect={"administrator": 200}, others=403),
    Row("organizations:organization-detail", village, expect=MAY_SEE | {"rights_officer": 403}, others=404),
    Row(
        "organizations:organization-detail", town, as_role="a township",
        expect={"town_chair": 200, "town_officer": 200, "district_officer": 200, "leader": 200, "administrator": 200,
                "rights_officer": 403},
        others=404,
    ),
    *(Row(f"organizations:organization-{act}", village, expect={"administrator": 200}) for act in ACTS),
]  # fmt: skip
