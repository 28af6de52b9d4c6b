"""The page behind the QR code, and the roll of those who keep the activity."""

import datetime
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.attendance.models import Entry, Roll
from fulian.audit.models import AccessEvent
from tests.factories.activities import ActivityFactory
from tests.factories.attendance import EntryFactory, RollFactory

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture(autouse=True)
def _before():
    with time_machine.travel("2025-11-08 09:00+08:00", tick=False):
        yield


@pytest.fixture
def activity(cast):
    return ActivityFactory(
        organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 8), title="亲子阅读", place="村书屋"
    )


@pytest.fixture
def roll(activity, cast):
    return RollFactory(activity=activity, capacity=2, with_children=True, word="请带水杯", by=cast.village_chair)


def typed(**changes):
    return {"name": "李梅", "phone": "138 0000 0001", "people": "1", "children": "1", "consent": "on"} | changes


def test_a_stranger_signs_up_by_the_link_and_withdraws_by_her_own(client, roll):
    page = client.get(roll.public_url).content.decode()
    assert all(word in page for word in ("亲子阅读", "村书屋", "请带水杯", "2</b>个名额"))
    answer = client.post(roll.public_url, typed())
    entry = Entry.objects.get()
    assert (answer.status_code, entry.name, entry.phone, entry.heads) == (303, "李梅", "13800000001", 2)
    mine = answer["Location"]
    assert "给您留了2个位置" in client.get(mine).content.decode()
    assert client.post(mine).status_code == 303
    assert "您的报名已经取消" in client.get(mine).content.decode()


def test_the_public_pages_hold_no_session_no_menu_and_nobody_else(as_user, cast, roll):
    EntryFactory(roll=roll, name="欧阳很少见", phone="13899998888")
    answer = as_user(cast.village_chair).get(roll.public_url)
    page = answer.content.decode()
    assert ("欧阳" in page, "13899998888" in page, cast.village_chair.name in page) == (False, False, False)
    assert (answer["Referrer-Policy"], "no-store" in answer["Cache-Control"]) == ("no-referrer", True)
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone": "12345"}, "phone"), ({"phone": ""}, "phone"), ({"name": ""}, "name"), ({"consent": ""}, "consent"),
        ({"people": "0"}, "people"), ({"people": "99"}, "people"), ({"children": "-1"}, "children"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(client, roll, changes, field):
    answer = client.post(roll.public_url, typed(**changes))
    page = answer.content.decode()
    assert (answer.status_code, f'id="id_{field}_error"' in page or f"id_{field}" in page) == (422, True)
    assert ("李梅" in page or field == "name", Entry.objects.count()) == (True, 0)


def test_when_it_is_full_the_page_offers_to_wait_and_says_how_many_are_before(client, roll):
    EntryFactory(roll=roll, people=2)
    assert "名额已满，可以候补" in client.get(roll.public_url).content.decode()
    client.post(roll.public_url, typed())
    answer = client.post(roll.public_url, typed(phone="13800000002"))
    assert "您前面还有1份候补" in client.get(answer["Location"]).content.decode()


def test_a_wrong_address_is_not_found(client, roll):
    assert client.get("/attendance/join/wrong/").status_code == 404
    assert client.get("/attendance/mine/6f1c2c9a-0000-4000-8000-000000000000/").status_code == 404


def test_the_keeper_opens_a_roll_from_the_activity_and_finds_it_again(as_user, cast, activity):
    client = as_user(cast.village_chair)
    page = client.get(activity.get_absolute_url()).content.decode()
    address = re.search(r'href="(/attendance/activities/\d+/open/)"', page)[1]
    answer = client.post(address, {"capacity": "20", "takes_waiting": "on", "keep_days": "30"})
    roll = Roll.objects.get()
    assert answer["Location"] == client.get(address)["Location"] == roll.get_absolute_url()
    assert "data:image/svg+xml" in client.get(roll.get_absolute_url()).content.decode()


def test_looking_at_the_names_is_written_down(as_user, cast, roll):
    EntryFactory(roll=roll)
    as_user(cast.village_chair).get(roll.get_absolute_url())
    assert list(AccessEvent.objects.values_list("what", "actor_label")) == [("看报名名单", cast.village_chair.username)]


def test_she_ticks_who_came_and_states_it_as_the_figure(as_user, cast, roll, activity):
    came, stayed = EntryFactory(roll=roll), EntryFactory(roll=roll)
    client = as_user(cast.village_chair)
    client.post(f"/attendance/{roll.pk}/tick/", {"seen": [came.pk, stayed.pk], "came": [came.pk]})
    client.post(f"/attendance/{roll.pk}/state/")
    activity.refresh_from_db()
    assert activity.attendances == 1


def test_the_sheet_to_sign_is_a_pdf_without_whole_phone_numbers(as_user, cast, roll):
    from activities.attendance.sheet import sheet_of

    EntryFactory(roll=roll, phone="13800000001")
    told = str(sheet_of(roll).to_json())
    assert ("138****0001" in told, "13800000001" in told) == (True, False)
    assert as_user(cast.village_chair).get(f"/attendance/{roll.pk}/sheet/").content.startswith(b"%PDF")


def test_the_leader_sees_the_activity_without_its_names(as_user, cast, roll, activity):
    client = as_user(cast.leader)
    assert "报名签到" not in client.get(activity.get_absolute_url()).content.decode()
    assert client.get(roll.get_absolute_url()).status_code == 403


def test_thirty_people_cost_as_many_queries_as_one(as_user, cast, activity):
    roll = RollFactory(activity=activity, by=cast.village_chair)
    client = as_user(cast.village_chair)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(roll.get_absolute_url()).status_code == 200
        return len(queries)

    EntryFactory(roll=roll)
    cost()
    one = cost()
    for _ in range(29):
        EntryFactory(roll=roll)
    assert cost() == one
