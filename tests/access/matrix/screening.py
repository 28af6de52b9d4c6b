"""A programme is the district's: everybody under it looks and enters her sessions, the district and the rights officers keep it.
The register of persons opens to the rights officers (and health officers) alone."""

from activities.screening import services
from activities.screening.models import Programme
from tests.access.matrix import Row
from tests.factories.screening import keeping, person_in, programme_of, session_of

UNDER_IT = (
    "village_chair", "other_village_chair", "village_aide", "town_chair", "town_officer", "other_town_chair",
    "district_officer", "rights_officer",
)  # fmt: skip
LOOK = dict.fromkeys((*UNDER_IT, "leader"), 200) | {"outsider": 404}
ENTER = dict.fromkeys(UNDER_IT, 200) | {"outsider": 404}
KEEP = {"district_officer": 200, "rights_officer": 200, "outsider": 404}
ELSEWHERE = {"other_village_chair": 404, "other_town_chair": 404, "outsider": 404}
SESSION = (
    dict.fromkeys(("village_chair", "village_aide", "town_chair", "town_officer", "rights_officer"), 200) | ELSEWHERE
)
RESULTS = SESSION | {"district_officer": 200}
PERSONS = {"rights_officer": 200}


def programme(cast) -> Programme:
    """One, open; the rows of one test may share it."""
    found = Programme.objects.filter(organization=cast.district).first()
    if found is None:
        return programme_of(cast.district, by=cast.district_officer)
    if not found.is_open:
        services.reopen_programme(programme=found, reason="补登", by=cast.district_officer)
    return found


def session(cast, programme):
    return session_of(programme, cast.village, by=cast.village_chair, anyway=True)


def of_programme(cast):
    return {"pk": programme(cast).pk}


def of_closed(cast):
    return {"pk": services.close_programme(programme=programme(cast), by=cast.district_officer).pk}


def kept(cast) -> Programme:
    return keeping(programme(cast), by=cast.district_officer)


def of_kept(cast):
    return {"pk": kept(cast).pk}


def of_session(cast):
    return {"pk": session(cast, programme(cast)).pk}


def of_kept_session(cast):
    return {"pk": session(cast, kept(cast)).pk}


def of_person(cast):
    return {"pk": person_in(session(cast, kept(cast)), by=cast.rights_officer, anyway=True).pk}


def file_of(cast):
    return {**of_programme(cast), "suffix": "docx"}


def reason(cast):
    return {"reason": "登记错了"}


def done(answers):
    return {role: 302 if answer == 200 else answer for role, answer in answers.items()}


ROLE_MATRIX = [
    Row("screening:programme-list", expect=LOOK | {"outsider": 200}),
    Row("screening:programme-create", expect={"district_officer": 200, "rights_officer": 200}),
    Row("screening:programme-detail", of_programme, expect=LOOK, everybody=True),
    Row("screening:bulletin-detail", of_programme, expect=LOOK, everybody=True),
    Row("screening:bulletin-download", file_of, expect=LOOK, everybody=True),
    Row("screening:programme-update", of_programme, expect=KEEP),
    Row("screening:allotment-update", of_programme, expect=KEEP),
    Row("screening:programme-close", of_programme, expect=KEEP),
    Row("screening:programme-close", of_programme, expect=done(KEEP), method="post"),
    Row("screening:programme-reopen", of_closed, expect=KEEP),
    Row("screening:programme-reopen", of_closed, expect=done(KEEP), method="post", data=reason),
    Row("screening:persons-keep", of_programme, expect=KEEP),
    Row("screening:persons-stop", of_kept, expect=KEEP),
    Row("screening:persons-stop", of_kept, expect=done(KEEP), method="post", data=reason),
    Row("screening:session-list", expect=LOOK | {"outsider": 200}),
    Row("screening:session-export", expect=LOOK | {"outsider": 200}),
    Row("screening:session-create", of_programme, expect=ENTER, everybody=True),
    Row("screening:session-detail", of_session, expect=SESSION | {"district_officer": 200, "leader": 200}),
    Row("screening:session-update", of_session, expect=SESSION),
    Row("screening:session-results", of_session, expect=RESULTS),
    Row("screening:session-cancel", of_session, expect=SESSION),
    Row("screening:session-cancel", of_session, expect=done(SESSION), method="post", data=reason),
    Row("screening:import-upload", of_programme, expect=ENTER, everybody=True),
    Row("screening:import-template", of_programme, expect=ENTER, everybody=True),
    Row(
        "screening:import-confirm", of_programme, expect={r: 422 if a == 200 else a for r, a in ENTER.items()}, method="post",
        everybody=True,
    ),
    Row("screening:person-list", expect=PERSONS),
    Row("screening:person-create", of_kept_session, expect=PERSONS),
    Row("screening:person-reveal", of_person, expect=PERSONS),
    Row("screening:person-reveal", of_person, expect=PERSONS, method="post", data=lambda cast: {"why": "follow_up"}),
    Row("screening:person-follow-up", of_person, expect=PERSONS),
    Row(
        "screening:person-follow-up", of_person, expect=done(PERSONS), method="post", data=lambda cast: {"state": "done"}
    ),
    Row("screening:person-remove", of_person, expect=PERSONS),
    Row("screening:person-remove", of_person, expect=done(PERSONS), method="post", data=lambda cast: {"why": "mistake"}),
]  # fmt: skip
