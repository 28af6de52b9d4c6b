import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from activities.publicity.models import Adoption, Message, PhotoMark, Platform
from fulian.attachments.services import attach
from tests.attachments.photos import image
from tests.factories.activities import ActivityFactory
from tests.factories.publicity import DAY, adopted, told_of
from tests.ledgers.books import checked

BASE = "/publicity/"


@pytest.fixture
def activity(cast):
    return ActivityFactory(organization=cast.village, starts_on=DAY, title="普法进集市", attendances=126)


@pytest.fixture
def village(cast, as_user):
    return as_user(cast.village_chair)


def read(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    if answer.streaming:
        list(answer.streaming_content)


def queries(client, url):
    read(client, url)
    with CaptureQueriesContext(connection) as found:
        read(client, url)
    return len(found)


def test_the_page_holds_the_text_of_the_record_and_only_the_photos_that_may_be_shown(cast, village, activity):
    for _ in range(2):
        attach(owner=activity, upload=image(), by=cast.village_chair)
    url = f"{BASE}activities/{activity.pk}/"
    page = village.get(url)
    assert page.context["form"].initial["title"] == "石桥村：普法进集市"
    assert "126人次参加" in page.context["form"].initial["text"]
    assert (len(page.context["photos"]), len(page.context["unseen"])) == (0, 2)
    first, second = (one.photo.pk for one in page.context["unseen"])
    village.post(f"{url}photos/", {f"photo{first}": "no", f"photo{second}": "yes"})
    page = village.get(url)
    assert [one.photo.pk for one in page.context["photos"]] == [first]
    assert len(page.context["held_back"]) == 1
    assert "data-copy-source" in page.content.decode()
    village.post(f"{url}photos/", {f"photo{second}": "consent"})
    assert PhotoMark.objects.fit_to_publish().count() == 2


def test_from_the_village_over_the_township_into_the_ledger(cast, village, activity, as_user):
    village.post(f"{BASE}activities/{activity.pk}/", {"title": "石桥村：普法进集市", "text": "讲了反家暴法。"})
    message = Message.objects.get()
    town = as_user(cast.town_chair)
    assert "1条报送的信息待处理" in town.get("/todo/").content.decode()
    answer = town.post(
        f"{BASE}messages/{message.pk}/adopt/",
        {
            "title": "普法进集市",
            "platform": Platform.objects.get(code="district_wechat").pk,
            "published_on": "2025.6.13",
            "link": "baidu",
        },
    )
    assert "网址要以" in answer.context["form"].errors["link"][0]
    town.post(
        f"{BASE}messages/{message.pk}/adopt/",
        {"title": "普法进集市", "platform": Platform.objects.get(code="district_wechat").pk, "published_on": "2025.6.13",
         "link": "https://mp.example/s/1"},
    )  # fmt: skip
    assert (Adoption.objects.get().organization, Adoption.objects.get().message) == (cast.village, message)
    assert "采用" in village.get(message.get_absolute_url()).content.decode()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://a.example/", "mp.example/s/1"])
def test_an_address_that_is_none_of_the_web_is_refused(cast, village, link):
    platform = Platform.objects.first()
    answer = village.post(
        f"{BASE}new/", {"title": "甲", "platform": platform.pk, "published_on": "2025-06-13", "link": link}
    )
    assert list(answer.context["form"].errors) == ["link"]


def test_the_year_shows_each_organization_with_what_is_below_it(cast, as_user):
    adopted(cast.village, by=cast.village_chair)
    adopted(cast.town, by=cast.town_chair, published_on=DAY.replace(month=2))
    adopted(cast.district, by=cast.district_officer)
    rows = as_user(cast.district_officer).get(f"{BASE}year/?year={DAY.year}").context["rows"]
    assert [(row.organization, row.total, row.months[1], row.months[5]) for row in rows] == [
        (cast.district, 1, 0, 1), (cast.town, 2, 1, 1), (cast.other_town, 0, 0, 0),
    ]  # fmt: skip


def test_the_district_keeps_its_own_list_of_platforms(cast, as_user):
    officer = as_user(cast.district_officer)
    officer.post(f"{BASE}platforms/new/", {"name": "锦和发布", "level": "district", "order": 15, "is_active": "on"})
    platform = Platform.objects.get(name="锦和发布")
    assert platform.code
    officer.post(f"{BASE}platforms/{platform.pk}/edit/", {"name": "锦和发布", "level": "city", "order": 15})
    platform.refresh_from_db()
    assert (platform.level, platform.is_active) == ("city", False)


def test_the_ledger_reads_back_what_it_wrote(cast, as_user, activity):
    adoption = adopted(
        cast.village, by=cast.village_chair, activity=activity, link="https://mp.example/s/1", note="第3版"
    )
    assert adoption.pk
    content = b"".join(as_user(cast.town_chair).get(f"{BASE}export/").streaming_content)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert "区妇联公众号" in [cell for row in sheet for cell in row]
    assert checked(content, by=cast.town_chair, wanted="publicity.adoptions").counts["publicity.adoptions"] == {
        "same": 1
    }


@pytest.mark.parametrize("part", ["", "export/", "year/", "messages/"])
def test_one_row_and_thirty_cost_the_same(cast, as_user, part):
    town = as_user(cast.town_chair)
    adopted(cast.village, by=cast.village_chair)
    told_of(cast.village, by=cast.village_chair)
    before = queries(town, f"{BASE}{part}")
    for _ in range(29):
        adopted(cast.village, by=cast.village_chair)
        told_of(cast.village, by=cast.village_chair)
    assert queries(town, f"{BASE}{part}") == before
