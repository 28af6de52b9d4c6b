from django.utils import timezone

from tests.access.matrix import PUBLIC, Row
from tests.factories.activities import ActivityFactory
from tests.factories.attendance import EntryFactory, RollFactory

KEEPERS = ("village_chair", "village_aide", "town_chair", "town_officer")
MAY = dict.fromkeys(KEEPERS, 200)
DONE = dict.fromkeys(KEEPERS, 302)
NO_BUSINESS = {"rights_officer": 403, "administrator": 403}
LOOK_ONLY = {"district_officer": 404, "leader": 403} | NO_BUSINESS


def an_activity(cast):
    today = timezone.localdate()
    return ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=today)


def without_a_roll(cast):
    return {"activity": an_activity(cast).pk}


def a_roll(cast):
    return RollFactory(activity=an_activity(cast), by=cast.village_chair)


def roll(cast):
    made = a_roll(cast)
    EntryFactory(roll=made)
    return {"pk": made.pk}


def closed(cast):
    from activities.attendance.services import close_roll

    return {"pk": close_roll(roll=a_roll(cast), by=cast.village_chair).pk}


def entry(cast):
    return {"pk": EntryFactory(roll=a_roll(cast)).pk}


ROLE_MATRIX = [
    Row("attendance:roll-create", without_a_roll, expect=MAY | LOOK_ONLY, others=404),
    Row("attendance:roll-detail", roll, expect=MAY | LOOK_ONLY, others=404),
    Row("attendance:roll-update", roll, expect=MAY | LOOK_ONLY, others=404),
    Row("attendance:roll-close", roll, expect=MAY | LOOK_ONLY, others=404),
    Row("attendance:roll-reopen", closed, expect=MAY | LOOK_ONLY, others=404),
    Row("attendance:roll-state", roll, expect=MAY | LOOK_ONLY, others=404),
    Row("attendance:roll-tick", roll, method="post", expect=DONE | LOOK_ONLY, others=404),
    Row("attendance:entry-add", roll, expect=MAY | LOOK_ONLY, others=404),
    Row("attendance:sheet-attach", roll, expect=MAY | LOOK_ONLY, others=404),
    Row("attendance:sheet-print", roll, expect=MAY | LOOK_ONLY, others=404),
    Row("attendance:entry-withdraw", entry, expect=MAY | LOOK_ONLY, others=404),
    Row(
        "attendance:join", lambda cast: {"token": a_roll(cast).token}, others=PUBLIC, anonymous=PUBLIC, everybody=True,
    ),
    Row(
        "attendance:mine", lambda cast: {"key": EntryFactory(roll=a_roll(cast)).key}, others=PUBLIC, anonymous=PUBLIC,
        everybody=True,
    ),
]  # fmt: skip
