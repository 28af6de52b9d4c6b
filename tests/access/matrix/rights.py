from tests.access.matrix import Row
from tests.factories.rights import case, check, household, mediation

# ---- The open class: kept by the village, seen and kept by its township and its rights officers, persons masked.
KEEPERS = ("village_chair", "town_chair", "town_officer", "rights_officer")
ELSEWHERE = {"other_village_chair": 404, "other_town_chair": 404, "outsider": 404, "district_officer": 404}
NO_BUSINESS = {"village_aide": 403, "leader": 403, "administrator": 403}
KEEP_IT = dict.fromkeys(KEEPERS, 200) | ELSEWHERE | NO_BUSINESS
SOMEWHERE = dict.fromkeys((*KEEPERS, *ELSEWHERE), 200) | NO_BUSINESS

# ---- The confidential class: two hundred for the rights officer, and one 404 for everybody else, never a 403.
CONFIDENTIAL = {"rights_officer": 200}


def of_mediation(cast):
    return {"pk": mediation(cast).pk}


def of_check(cast):
    return {"pk": check(cast).pk}


def of_household(cast):
    return {"pk": household(cast).pk}


def of_case(cast):
    return {"number": case(cast).number}


def accepted(cast):
    return {**of_case(cast), "to": "accepted"}


def done(answers):
    return {role: 302 if answer == 200 else answer for role, answer in answers.items()}


def reason(cast):
    return {"reason": "误登"}


def day(cast):
    return {"on": "2025-04-01", "reason": "已化解", "text": "已联系", "channel": "call"}


def assistance(name, kwargs):
    return [
        Row(f"rights:{name}-list", expect=SOMEWHERE),
        Row(f"rights:{name}-create", expect=SOMEWHERE),
        Row(f"rights:{name}-export", expect=SOMEWHERE),
        Row(f"rights:{name}-detail", kwargs, expect=KEEP_IT),
        Row(f"rights:{name}-update", kwargs, expect=KEEP_IT),
        Row(f"rights:{name}-cancel", kwargs, expect=KEEP_IT),
        Row(f"rights:{name}-cancel", kwargs, method="post", data=reason, expect=done(KEEP_IT)),
    ]


def confidential(name, kwargs=None, *, posted=302, data=day):
    given = {} if kwargs is None else {"kwargs": kwargs}
    return [
        Row(f"rights:{name}", **given, expect=CONFIDENTIAL, others=404),
        Row(f"rights:{name}", **given, method="post", data=data, expect={"rights_officer": posted}, others=404),
    ]


ROLE_MATRIX = [
    *assistance("mediation", of_mediation),
    *assistance("risk-check", of_check),
    *assistance("risk-household", of_household),
    Row("rights:risk-household-visit", of_household, expect=KEEP_IT),
    Row("rights:risk-household-visit", of_household, method="post", data=day, expect=done(KEEP_IT)),
    Row("rights:risk-household-close", of_household, expect=KEEP_IT),
    Row("rights:risk-household-close", of_household, method="post", data=day, expect=done(KEEP_IT)),
    Row("rights:lead-create", expect=SOMEWHERE),
    Row("rights:case-list", expect=CONFIDENTIAL, others=404),
    Row("rights:case-detail", of_case, expect=CONFIDENTIAL, others=404),
    *confidential("case-create", posted=422),
    *confidential("case-lookup", posted=200, data=lambda cast: {"phone": "13900000000"}),
    *confidential("case-export", posted=200, data=lambda cast: {"why": "handover"}),
    *confidential("case-update", of_case, posted=422),
    *confidential("case-advance", accepted),
    *confidential("case-contact", of_case),
    *confidential("case-note", of_case),
    *confidential("case-hand-over", of_case, posted=422),
    *confidential("case-reveal", of_case, posted=200, data=lambda cast: {"why": "contact"}),
]
