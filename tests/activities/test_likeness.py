"""The same activity noted twice is shown beside itself; joint activities are counted once."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Activity, ActivityKind, DistinctPair, Partner
from activities.services import Alike, Details, record_activity
from activities.services.likeness import pairs_alike, place_key
from fulian.accounts.roles import RoleCode
from fulian.core.periods import Period
from fulian.indicators.figures import figure
from fulian.indicators.models import Indicator
from fulian.indicators.services import load_defaults
from tests.factories.accounts import person
from tests.factories.activities import ActivityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date
QUICK = "/activities/quick/"


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


def noted(organization, **fields):
    return ActivityFactory(
        organization=organization, kind="law_talk", starts_on=D(2025, 11, 8), **{"place": "村委会（二楼）", **fields}
    )


def sent(**changes):
    kind = ActivityKind.objects.get(code="law_talk")
    plain = {"kind": kind.pk, "day": "2025-11-08", "place": "村委会 二楼", "sessions": "1", "attendances": "50"}
    return {**plain, **changes}


def test_a_place_is_the_same_however_it_is_written():
    written = ("村委会（二楼）", "村委会 二楼", "村委会,二楼", "村委会\u3000２楼".replace("２", "二"))
    assert {place_key(Activity(place=text)) for text in written} == {"村委会二楼"}


def test_saving_the_same_again_shows_both_and_keeps_everything_typed(cast, as_user):
    first = noted(cast.village, attendances=48)
    chair = as_user(cast.village_chair)
    response = chair.post(QUICK, sent())
    form = response.context["form"]
    assert (response.status_code, form.found, form["attendances"].value()) == (422, [first], "50")
    assert Activity.objects.count() == 1
    chair.post(QUICK, sent(same=form.apart_value))
    assert Activity.objects.count() == 2
    assert DistinctPair.objects.count() == 1
    assert pairs_alike(Activity.objects.all(), Period.year(2025)) == []


def test_taking_over_fills_what_was_blank_and_says_what_was_different(cast, as_user):
    first = noted(cast.village, attendances=48)
    typed = sent(
        same=f"into:{first.pk}", title="普法", role="host", mode="offline", starts_on="2025-11-08", materials="200余"
    )
    response = as_user(cast.village_chair).post("/activities/new/", typed, follow=True)
    first.refresh_from_db()
    assert (Activity.objects.count(), first.attendances, first.materials, first.materials_qualifier) == (
        1,
        48,
        200,
        "over",
    )
    page = response.content.decode()
    assert "已并入原来那一场" in page
    assert "参加人次" in page.split("两次写的不一样")[0]


def test_nothing_is_put_into_an_activity_that_is_not_hers(cast, as_user):
    other = noted(cast.far_village)
    response = as_user(cast.village_chair).post(QUICK, sent(same=f"into:{other.pk}"))
    assert (response.status_code, Activity.objects.count()) == (404, 1)


def test_what_the_township_noted_is_shown_to_the_village_and_another_village_is_not_alike(cast):
    noted(cast.other_village)
    township = noted(cast.town)
    kind = ActivityKind.objects.get(code="law_talk")
    mine = Activity(organization=cast.village, kind=kind, starts_on=D(2025, 11, 8), place="村委会二楼", title="普法")
    with pytest.raises(Alike) as asked:
        record_activity(activity=mine, by=cast.village_chair, apart=())
    assert asked.value.found == [township]


def test_without_a_place_only_her_own_are_compared(cast, as_user):
    noted(cast.town, place="")
    own = noted(cast.village, place="")
    response = as_user(cast.village_chair).post(QUICK, sent(place=""))
    assert response.context["form"].found == [own]


def test_the_township_sees_pairs_of_its_villages_and_settles_them(cast, as_user):
    one, other = noted(cast.village), noted(cast.village)
    noted(cast.far_village), noted(cast.far_village)
    chair = as_user(cast.town_chair)
    assert chair.get("/activities/duplicates/").context["pairs"] == [(one, other)]
    chair.post(f"/activities/{one.pk}/apart/{other.pk}/")
    assert chair.get("/activities/duplicates/").context["pairs"] == []


def test_the_list_of_duplicates_asks_the_same_for_many(cast, as_user, django_assert_num_queries):
    chair = as_user(cast.town_chair)
    noted(cast.village), noted(cast.village)
    with CaptureQueriesContext(connection) as few:
        chair.get("/activities/duplicates/")
    for _ in range(12):
        noted(cast.village)
        noted(cast.other_village, place="广场")
    with django_assert_num_queries(len(few)):
        chair.get("/activities/duplicates/")


# ---- joint activities ------------------------------------------------------------------------------------------------------


def test_a_partner_sees_a_joint_activity_and_only_its_owner_counts_it(cast, as_user):
    load_defaults()
    joint = noted(cast.village, details=Details(partners=[Partner(organization=cast.far_village, role="co_host")]))
    chair_there = person_of(cast.far_village)
    page = as_user(chair_there).get(joint.get_absolute_url())
    assert (page.status_code, page.context["may_change"]) == (200, False)
    assert list(as_user(chair_there).get("/activities/").context["page"].rows) == [joint]
    assert as_user(chair_there).get(f"/activities/{joint.pk}/edit/").status_code == 403
    assert as_user(cast.other_village_chair).get(joint.get_absolute_url()).status_code == 404
    sessions, year = Indicator.objects.get(code="activity.sessions"), Period.year(2025)
    values = [figure(sessions, one, year).value for one in (cast.village, cast.far_village, cast.other_town)]
    assert [value and value.value for value in values] == [1, None, None]


def person_of(organization):
    return person(organization, RoleCode.VILLAGE_CHAIR, name="吴桂英", title="主席")


def test_a_partner_noting_the_joint_activity_again_is_shown_it(cast):
    joint = noted(cast.village, details=Details(partners=[Partner(organization=cast.far_village, role="co_host")]))
    kind = ActivityKind.objects.get(code="law_talk")
    again = Activity(
        organization=cast.far_village, kind=kind, starts_on=D(2025, 11, 8), place="村委会二楼", title="普法"
    )
    with pytest.raises(Alike) as asked:
        record_activity(activity=again, by=person_of(cast.far_village), apart=())
    assert asked.value.found == [joint]
