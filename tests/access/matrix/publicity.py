"""A village's activity, what it told its township of it, and what was published."""

from activities.publicity.models import Platform
from tests.access.matrix import Row
from tests.factories.activities import ActivityFactory
from tests.factories.publicity import adopted, told_of

NO_BUSINESS = {"rights_officer": 403, "administrator": 403}
KEEPERS = dict.fromkeys(("village_chair", "village_aide", "town_chair", "town_officer"), 200)
SEERS = KEEPERS | {"district_officer": 200, "leader": 200}
SEE_ONLY = {"district_officer": 403, "leader": 403}
# Without PUBLICITY_JUDGE nothing is looked for.
NOT_JUDGING = dict.fromkeys(("village_chair", "other_village_chair", "village_aide", "leader"), 403) | NO_BUSINESS
JUDGES = dict.fromkeys(("town_chair", "town_officer"), 200)


def activity(cast):
    return {"pk": ActivityFactory(organization=cast.village).pk}


def message(cast):
    return {"pk": told_of(cast.village, by=cast.village_chair).pk}


def adoption(cast):
    return {"pk": adopted(cast.village, by=cast.village_chair).pk}


def platform(cast):
    return {"pk": Platform.objects.get(code="district_wechat").pk}


def seen(name, make):
    return Row(f"publicity:{name}", make, expect=NO_BUSINESS | SEERS, others=404)


def kept(name, make):
    return Row(f"publicity:{name}", make, expect=NO_BUSINESS | KEEPERS | SEE_ONLY, others=404)


def judged(name):
    return Row(f"publicity:{name}", message, expect=NOT_JUDGING | JUDGES | {"district_officer": 403}, others=404)


ROLE_MATRIX = [
    Row("publicity:adoption-list", expect=NO_BUSINESS, others=200),
    Row("publicity:adoption-export", expect=NO_BUSINESS, others=200),
    Row("publicity:adoption-year", expect=NO_BUSINESS, others=200),
    Row("publicity:adoption-create", expect=NO_BUSINESS | {"leader": 403}, others=200),
    Row("publicity:message-list", expect=NO_BUSINESS, others=200),
    Row("publicity:platform-list", expect={"district_officer": 200}),
    Row("publicity:platform-create", expect={"district_officer": 200}),
    Row("publicity:platform-update", platform, expect={"district_officer": 200}, everybody=True),
    seen("adoption-detail", adoption),
    kept("adoption-update", adoption),
    kept("adoption-cancel", adoption),
    seen("activity-message", activity),
    kept("activity-photos", activity),
    Row(
        "publicity:activity-message", activity, method="post", data=lambda cast: {"title": "报送", "text": "讲了课。"},
        expect=NO_BUSINESS | dict.fromkeys(KEEPERS, 302) | SEE_ONLY, others=404,
    ),
    seen("message-detail", message),
    judged("message-adopt"),
    judged("message-decline"),
    judged("message-pass-up"),
]  # fmt: skip
