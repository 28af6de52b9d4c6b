from tests.access.matrix import Row
from tests.factories.families import courtyard, grade, honour

KEEPERS = ("village_chair", "village_aide", "town_chair", "town_officer")
SEE_IT = dict.fromkeys((*KEEPERS, "district_officer", "leader"), 200)
ELSEWHERE = {"other_village_chair": 404, "other_town_chair": 404, "outsider": 404}
NO_BUSINESS = {"rights_officer": 403, "administrator": 403}
KEEP_IT = dict.fromkeys(KEEPERS, 200) | {"district_officer": 403, "leader": 403} | ELSEWHERE | NO_BUSINESS
ANYWHERE = (*KEEPERS, "other_village_chair", "other_town_chair", "outsider", "district_officer")
KEEP_SOMETHING = dict.fromkeys(ANYWHERE, 200) | {"leader": 403} | NO_BUSINESS
SEE_SOMETHING = dict.fromkeys((*ANYWHERE, "leader"), 200) | NO_BUSINESS


def named(cast):
    return {"pk": honour(cast).pk}


def graded(cast):
    return {"pk": honour(cast, kind=courtyard(), grade=grade()).gradings.get().pk}


def listed(cast):
    return {**named(cast), "to": "listed"}


def redirected(answers):
    return {role: 302 if answer == 200 else answer for role, answer in answers.items()}


ROLE_MATRIX = [
    Row("families:honour-list", expect=SEE_SOMETHING),
    Row("families:honour-export", expect=SEE_SOMETHING),
    Row("families:honour-create", expect=KEEP_SOMETHING),
    Row("families:honour-batch", expect=KEEP_SOMETHING),
    Row("families:honour-detail", named, expect=SEE_IT | ELSEWHERE | NO_BUSINESS),
    Row("families:grading-detail", graded, expect=redirected(SEE_IT) | ELSEWHERE | NO_BUSINESS),
    Row("families:honour-update", named, expect=KEEP_IT),
    Row("families:honour-advance", listed, expect=KEEP_IT),
    Row(
        "families:honour-advance",
        listed,
        method="post",
        data=lambda cast: {"on": "2025-04-01"},
        expect=redirected(KEEP_IT),
    ),
    Row("families:honour-promote", named, expect=KEEP_IT),
    Row("families:honour-cancel", named, expect=KEEP_IT),
    Row(
        "families:honour-cancel", named, method="post", data=lambda cast: {"reason": "误登"}, expect=redirected(KEEP_IT)
    ),
]
