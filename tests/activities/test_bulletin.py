"""简报 and the picture of a year: told from the records, figures through the indicators, within what she may see."""

import datetime
import io

import docx
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.bulletin import bulletin_of, choose
from activities.models import Activity
from activities.publicity.models import PhotoMark
from activities.telling import opening, paragraphs_of
from activities.yearly import picture_of_year
from fulian.attachments.models import Attachment
from fulian.attachments.services import attach, attachments_of
from fulian.documents.blocks import Chart, Heading, Paragraph, Photos
from fulian.indicators.services import load_defaults
from tests.attachments.photos import image
from tests.factories.activities import ActivityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


@pytest.fixture
def _indicators():
    load_defaults()


def talk(cast, **changes):
    usual = {
        "organization": cast.village, "by": cast.village_chair, "kind": "law_talk", "title": "普法进集市",
        "starts_on": D(2025, 11, 8), "attendances": 126, "place": "村文化广场",
    }  # fmt: skip
    return ActivityFactory(**(usual | changes))


def texts(document, kind=Paragraph):
    return [block.text for block in document.blocks if isinstance(block, kind)]


def test_an_activity_is_told_in_one_sentence_with_what_was_recorded(cast):
    activity = talk(cast, sessions=3, materials=200, materials_qualifier="over", people_qualifier="about")
    assert opening(activity) == (
        f"11月8日，{cast.village.official_name}在村文化广场举办普法宣讲“普法进集市”3场次，约126人次参加，发放宣传资料200余份。"
    )


def test_what_was_not_recorded_is_not_told(cast):
    activity = talk(cast, title="普法宣讲进集市", attendances=None, place="", effect="讲了三个案例。\n\n发了传单。")
    assert paragraphs_of(activity) == [
        f"11月8日，{cast.village.official_name}举办普法宣讲进集市。", "讲了三个案例。", "发了传单。",
    ]  # fmt: skip


def test_the_bulletin_of_an_activity_carries_its_photos(cast):
    activity = talk(cast)
    for _ in range(5):
        attach(owner=activity, upload=image(), by=cast.village_chair)
    document = bulletin_of(activity, list(attachments_of(activity)))
    assert [len(block.photos) for block in document.blocks if isinstance(block, Photos)] == [4]


def test_a_photo_leaves_the_house_only_when_somebody_said_that_it_may(cast, as_user):
    activity = talk(cast)
    seen = attach(owner=activity, upload=image(), by=cast.village_chair)
    with_child = attach(owner=activity, upload=image(), by=cast.village_chair)
    attach(owner=activity, upload=image(), by=cast.village_chair)
    PhotoMark.objects.create(attachment=seen, has_children=False, marked_by=cast.village_chair)
    PhotoMark.objects.create(attachment=with_child, has_children=True, marked_by=cast.village_chair)
    page = as_user(cast.village_chair).get(f"/activities/{activity.pk}/bulletin/")
    assert (page.context["preview"].count("<img "), page.context["left_out"]) == (1, 2)
    assert "有2张照片没有放进来" in page.content.decode()


def test_one_of_each_kind_is_told_before_a_second_of_any_and_marked_ones_first(cast):
    many = [talk(cast, title=f"普法{n}", attendances=500 + n) for n in range(6)]
    small = talk(cast, kind="visit", title="慰问", attendances=3)
    marked = talk(cast, title="亮点", attendances=1, is_featured=True)
    told = [activity.title for activity, _ in choose([*many, small, marked], {})]
    assert (len(told), {"慰问", "亮点", "普法5"} <= set(told)) == (5, True)


@pytest.mark.usefixtures("_indicators")
def test_the_month_states_its_figures_whatever_is_told(cast, as_user):
    for number in range(7):
        talk(cast, title=f"普法{number}", sessions=2, attendances=10)
    talk(cast, organization=cast.other_village, by=cast.other_village_chair, attendances=1000)
    page = as_user(cast.village_chair).get("/activities/bulletin/", {"month": "2025-11"})
    assert f"2025年11月，{cast.village.name}开展活动14场次，参加人次70人次。" in page.context["preview"]
    assert page.context["preview"].count("<h2>") == 5


@pytest.mark.usefixtures("_indicators")
def test_the_file_says_what_the_page_says(cast, as_user):
    talk(cast)
    client = as_user(cast.village_chair)
    page = client.get("/activities/bulletin/", {"month": "2025-11"})
    (_, word_url), _ = page.context["files"]
    word = docx.Document(io.BytesIO(client.get(word_url).content))
    assert "一、普法进集市" in [paragraph.text for paragraph in word.paragraphs]


@pytest.mark.parametrize(
    ("asked", "told"),
    [({"month": "2025-13"}, "month"), ({"month": "2025-11", "organization": "999999"}, "organization")],
)
def test_a_month_or_place_that_there_is_not_is_said_at_the_field(cast, as_user, asked, told):
    client = as_user(cast.village_chair)
    page, file = client.get("/activities/bulletin/", asked), client.get("/activities/bulletin/pdf/", asked)
    assert (list(page.context["form"].errors), file["Content-Type"].split(";")[0]) == ([told], "text/html")


def test_another_village_cannot_be_chosen(cast, as_user):
    page = as_user(cast.village_chair).get("/activities/year/", {"organization": cast.other_village.pk})
    assert list(page.context["form"].errors) == ["organization"]


def test_a_cancelled_activity_has_no_bulletin(cast, as_user):
    from activities.services import cancel_activity

    activity = talk(cast)
    cancel_activity(activity=activity, by=cast.village_chair, reason="记重了")
    assert as_user(cast.village_chair).get(f"/activities/{activity.pk}/bulletin/").status_code == 404


def test_there_is_no_other_kind_of_file(cast, as_user):
    activity = talk(cast)
    assert as_user(cast.village_chair).get(f"/activities/{activity.pk}/bulletin/exe/").status_code == 404


@pytest.mark.usefixtures("_indicators")
def test_a_year_is_drawn_month_by_month_beside_the_year_before(cast):
    talk(cast, starts_on=D(2024, 3, 8), sessions=2)
    talk(cast, starts_on=D(2025, 3, 8), sessions=5)
    document = picture_of_year(cast.town, 2025, D(2025, 11, 15))
    charts = {block.caption: block for block in document.blocks if isinstance(block, Chart)}
    march = charts["各月开展活动"].data.rows[2]
    assert (march, charts["各类活动"].data.rows) == (("3月", "2", "5"), (("普法宣讲", "5"),))
    assert texts(document)[0].endswith("开展活动5场次，参加人次126人次。")


@pytest.mark.usefixtures("_indicators")
def test_a_year_without_records_says_so(cast):
    document = picture_of_year(cast.village, 2025, D(2025, 11, 15))
    assert [block for block in document.blocks if isinstance(block, Chart | Heading)] == []
    assert texts(document)[0].endswith("还没有活动记录。")


@pytest.mark.usefixtures("_indicators")
@pytest.mark.parametrize("address", ["/activities/bulletin/?month=2025-11", "/activities/year/"])
def test_thirty_activities_cost_as_many_queries_as_one(cast, as_user, address):
    client = as_user(cast.town_chair)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    talk(cast)
    cost()
    one = cost()
    for number in range(29):
        talk(cast, starts_on=D(2025, 11, 1 + number % 15))
    assert cost() == one


def test_first_photos_are_found_in_one_query(cast, django_assert_num_queries):
    pictured, plain = talk(cast), talk(cast)
    first = attach(owner=pictured, upload=image(), by=cast.village_chair)
    attach(owner=pictured, upload=image(), by=cast.village_chair)
    with django_assert_num_queries(1):
        assert Attachment.objects.first_of([pictured, plain]) == {pictured.pk: first}
    assert Attachment.objects.first_of(Activity.objects.none()) == {}
