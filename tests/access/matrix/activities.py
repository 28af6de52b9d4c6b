import datetime

from activities.models import ActivityKind, Theme
from tests.access.matrix import Row
from tests.factories.activities import ActivityFactory, CampaignFactory


def activity(cast):
    return {"pk": ActivityFactory(organization=cast.village, by=cast.village_chair).pk}


def as_word(cast):
    """Each gets her own organization's."""
    return {"kind": "docx"}


def activity_as_word(cast):
    return activity(cast) | as_word(cast)


def of_the_township(cast):
    return {"pk": ActivityFactory(organization=cast.town, by=cast.town_chair).pk}


def typed(cast):
    kind = ActivityKind.objects.get(code="theory_talk")
    return {
        "organization": cast.village.pk,
        "kind": kind.pk,
        "title": "宣讲",
        "starts_on": "2025-03-08",
        "sessions": "1",
        "role": "host",
        "mode": "offline",
    }


def quick(cast):
    """She who has one organization is not asked which: whatever she sends is kept for hers."""
    kind = ActivityKind.objects.get(code="theory_talk")
    return {"organization": cast.village.pk, "kind": kind.pk, "day": "2025-03-08", "sessions": "1", "attendances": "20"}


def planned(cast):
    day = datetime.date(2030, 3, 8)
    return {"pk": ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=day, status="planned").pk}


def twice(cast):
    """Two alike."""
    return {name: ActivityFactory(organization=cast.village, by=cast.village_chair).pk for name in ("pk", "other")}


def campaign(cast):
    return {"pk": CampaignFactory(organization=cast.village, by=cast.village_chair).pk}


def of_the_district(cast):
    return {"pk": CampaignFactory(organization=cast.district, by=cast.district_officer).pk}


def kind(cast):
    return {"what": "kinds", "pk": ActivityKind.objects.get(code="theory_talk").pk}


def theme(cast):
    return {"pk": Theme.objects.get(code="womens_day").pk}


KEEPERS = ("village_chair", "village_aide", "town_chair", "town_officer")
SEE_IT = dict.fromkeys((*KEEPERS, "district_officer", "leader"), 200)
NO_BUSINESS = {"rights_officer": 403, "administrator": 403}
LOOK_ONLY = {"district_officer": 403, "leader": 403} | NO_BUSINESS
KEEP_SOMEWHERE = (*KEEPERS, "other_village_chair", "other_town_chair", "outsider", "district_officer")

DEFINE = {"district_officer": 200}

ROLE_MATRIX = [
    Row("activities:activity-list", expect=NO_BUSINESS, others=200),
    Row("activities:activity-calendar", expect=NO_BUSINESS, others=200),
    Row("activities:month-bulletin", expect=NO_BUSINESS, others=200),
    Row("activities:month-bulletin-file", as_word, expect=NO_BUSINESS, others=200, everybody=True),
    Row("activities:year-picture", expect=NO_BUSINESS, others=200),
    Row("activities:year-picture-file", as_word, expect=NO_BUSINESS, others=200, everybody=True),
    Row("activities:activity-bulletin", activity, expect=SEE_IT | NO_BUSINESS, others=404),
    Row("activities:activity-bulletin-file", activity_as_word, expect=SEE_IT | NO_BUSINESS, others=404),
    Row("activities:activity-export", expect=NO_BUSINESS, others=200),
    Row("activities:activity-create", expect=dict.fromkeys(KEEP_SOMEWHERE, 200)),
    Row("activities:quick-entry", expect=dict.fromkeys(KEEP_SOMEWHERE, 200)),
    Row(
        "activities:quick-entry", method="post", data=quick, as_role="of the village",
        expect=dict.fromkeys((*KEEPERS, "other_village_chair", "district_officer"), 302)
        | dict.fromkeys(("other_town_chair", "outsider"), 422),
    ),
    Row("activities:quick-shell", expect=dict.fromkeys(KEEP_SOMEWHERE, 200)),
    Row("activities:quick-worker", expect=dict.fromkeys(KEEP_SOMEWHERE, 200)),
    Row("activities:activity-recorded", activity, expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row("activities:activity-detail", activity, expect=SEE_IT | NO_BUSINESS, others=404),
    Row(
        "activities:activity-detail", of_the_township, as_role="of the township",
        expect=dict.fromkeys(("town_chair", "town_officer", "district_officer", "leader"), 200) | NO_BUSINESS, others=404,
    ),
    Row("activities:activity-update", activity, expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row(
        "activities:activity-update", activity, method="post", data=typed,
        expect=dict.fromkeys(KEEPERS, 302) | LOOK_ONLY, others=404,
    ),
    Row("activities:activity-cancel", activity, expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row("activities:plan-create", expect=dict.fromkeys(KEEP_SOMEWHERE, 200)),
    Row("activities:plan-update", planned, expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row("activities:activity-held", planned, expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row("activities:activity-postpone", planned, expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row("activities:duplicate-list", expect=dict.fromkeys(KEEP_SOMEWHERE, 200)),
    Row("activities:duplicate-apart", twice, expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row("activities:campaign-list", expect=NO_BUSINESS, others=200),
    Row("activities:campaign-create", expect=dict.fromkeys(KEEP_SOMEWHERE, 200)),
    Row("activities:campaign-detail", campaign, expect=SEE_IT | NO_BUSINESS, others=404),
    Row(
        "activities:campaign-detail", of_the_district, as_role="of the district",
        expect=SEE_IT | dict.fromkeys(("other_village_chair", "other_town_chair"), 200) | NO_BUSINESS | {"outsider": 404},
        others=404, everybody=True,
    ),
    Row("activities:campaign-update", campaign, expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row("activities:campaign-close", campaign, expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row("activities:kind-list", expect=DEFINE),
    Row("activities:theme-list", expect=DEFINE),
    Row("activities:theme-days", theme, expect=DEFINE, everybody=True),
    Row("activities:word-create", lambda cast: {"what": "kinds"}, expect=DEFINE, everybody=True),
    Row("activities:word-create", lambda cast: {"what": "fields"}, query="?family=training", as_role="a field",
        expect=DEFINE, everybody=True),
    Row("activities:word-update", kind, expect=DEFINE, everybody=True),
    Row("activities:word-retire", kind, expect=DEFINE, everybody=True),
    Row(
        "activities:activity-cancel", activity, method="post", data=lambda cast: {"reason": "重复登记"},
        expect=dict.fromkeys(KEEPERS, 302) | LOOK_ONLY, others=404,
    ),
]  # fmt: skip
