from fulian.accounts.services.saved import save_filter
from tests.access.matrix import PUBLIC, Row
from tests.factories.accounts import person


def chair(cast):
    return {"pk": cast.village_chair.pk}


def colleague(cast):
    return {"pk": cast.town_officer.pk}


def post(cast):
    return {"pk": cast.village_aide.active_posts[0].pk}


def stopped(cast):
    user = person(cast.village, "village_aide")
    user.is_active = False
    user.save()
    return {"pk": user.pk}


def somebody_elses_filter(cast):
    nobody_in_the_matrix = person(cast.village, "village_aide")
    return {
        "pk": save_filter(page="activities:activity-list", label="本月", query="span=month", by=nobody_in_the_matrix).pk
    }


TOWN = {"town_chair": 200, "town_officer": 200}
ADMINISTRATOR = {"administrator": 200}
# Who has no hand in accounts at all is told so; a township elsewhere does not even learn that the person exists.
HELPS_ELSEWHERE = {"other_town_chair": 404, "outsider": 404}

ROLE_MATRIX = [
    Row("accounts:sign-in", others=302, anonymous=PUBLIC),
    Row("accounts:sign-out", method="post", others=302),
    Row("accounts:type-size", method="post", data=lambda cast: {"size": "large"}, others=302, anonymous=302),
    Row("accounts:second-factor", others=302),
    Row("accounts:second-factor-setup", others=302),
    Row("accounts:profile", others=200),
    Row("accounts:password-change", others=200),
    Row(
        "accounts:filter-save",
        method="post",
        others=302,
        data=lambda cast: {"path": "/activities/", "query": "span=month", "label": "本月"},
    ),
    Row("accounts:filter-forget", somebody_elses_filter, method="post", others=404),
    Row("accounts:user-list", expect=TOWN | ADMINISTRATOR | {"other_town_chair": 200, "outsider": 200}),
    Row("accounts:user-create", expect=ADMINISTRATOR),
    Row("accounts:user-detail", chair, expect=TOWN | ADMINISTRATOR | HELPS_ELSEWHERE),
    Row("accounts:password-reset", chair, expect=TOWN | ADMINISTRATOR | HELPS_ELSEWHERE),
    Row("accounts:password-reset", chair, method="post", expect=TOWN | ADMINISTRATOR | HELPS_ELSEWHERE),
    Row("accounts:password-reset", colleague, as_role="of her own level", expect=ADMINISTRATOR | HELPS_ELSEWHERE),
    Row("accounts:user-update", chair, expect=ADMINISTRATOR),
    Row("accounts:post-create", chair, expect=ADMINISTRATOR),
    Row("accounts:post-end", post, expect=ADMINISTRATOR),
    Row("accounts:user-deactivate", chair, expect=ADMINISTRATOR),
    Row("accounts:user-activate", stopped, expect=ADMINISTRATOR),
    Row("accounts:second-factor-reset", chair, expect=ADMINISTRATOR),
]
