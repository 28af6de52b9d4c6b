import datetime

import pytest

from activities.choices import Status as Activities
from activities.publicity import services
from activities.publicity.choices import Standing
from activities.publicity.composing import photos_of
from activities.publicity.models import Adoption, Message
from fulian.attachments.services import attach
from fulian.core.exceptions import Conflict, Refused
from fulian.core.measures import MEASURES, Question, answer
from fulian.core.periods import Period
from fulian.indicators.models import Indicator
from fulian.indicators.services import load_defaults
from tests.attachments.photos import image
from tests.factories.activities import ActivityFactory
from tests.factories.publicity import DAY, adopted, told, told_of, unsaved


@pytest.fixture
def activity(cast):
    return ActivityFactory(organization=cast.village, starts_on=DAY)


def test_an_activity_is_told_once_and_changed_until_somebody_judges(cast, activity):
    first = told(activity, by=cast.village_chair)
    again = told(activity, by=cast.village_aide, text="改过的。")
    assert (again.pk, again.lies_with, Message.objects.get().text) == (first.pk, cast.town, "改过的。")
    services.decline_message(message=first, by=cast.town_chair, reason="没有照片")
    with pytest.raises(Conflict):
        told(activity, by=cast.village_chair)


def test_what_was_cancelled_is_not_told(cast, activity):
    activity.status = Activities.CANCELLED
    type(activity).objects.filter(pk=activity.pk).update(
        status=Activities.CANCELLED,
        cancelled_at=datetime.datetime.now(datetime.UTC),
        cancelled_by=cast.town_chair,
        cancel_reason="重复",
    )
    with pytest.raises(Refused, match="已经撤销"):
        told(activity, by=cast.village_chair)


def test_a_township_passes_it_up_and_the_district_records_where_it_was_published(cast, activity):
    message = services.pass_up(message=told(activity, by=cast.village_chair), by=cast.town_chair)
    assert message.lies_with == cast.district
    with pytest.raises(Conflict):  # the township has it before itself no more
        services.decline_message(message=Message(pk=message.pk, lies_with=cast.town), by=cast.town_chair, reason="x")
    services.adopt_message(message=message, adoption=unsaved(code="china_women_news"), by=cast.district_officer)
    adoption = Adoption.objects.get()
    assert (adoption.organization, adoption.activity, adoption.path_at) == (cast.village, activity, cast.village.path)
    assert Message.objects.get().standing == Standing.ADOPTED
    with pytest.raises(Conflict):
        services.adopt_message(message=message, adoption=unsaved(), by=cast.district_officer)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"published_on": datetime.date(2099, 1, 1)}, "published_on"), ({"link": "https://news.example/1"}, "link")],
)
def test_what_cannot_be_is_said_at_its_field(cast, fields, field):
    adopted(cast.village, by=cast.village_chair, link="https://news.example/1")
    with pytest.raises(Refused) as refusal:
        adopted(cast.village, by=cast.village_chair, **fields)
    assert refusal.value.field == field


def test_published_pieces_are_counted_by_level_and_platform_and_cancelled_ones_not(cast):
    adopted(cast.village, by=cast.village_chair)
    adopted(cast.town, by=cast.town_chair, code="china_women_news")
    gone = adopted(cast.town, by=cast.town_chair, code="city_wechat")
    services.cancel_adoption(adoption=gone, by=cast.town_chair, reason="记重了")
    measure = MEASURES["publicity.adoptions"]
    questions = [
        Question("all", measure),
        Question("nation", measure, {"platform_level": ["nation"]}),
        Question("wechat", measure, {"platform": ["district_wechat", "city_wechat"]}),
    ]
    found = answer(questions, paths=[cast.town.path], period=Period.year(DAY.year))
    assert {key: int(groups[()].value) for key, groups in found.items()} == {"all": 2, "nation": 1, "wechat": 1}
    load_defaults()
    codes = (
        Indicator.objects.filter(code__startswith="publicity.adopted").order_by("code").values_list("code", flat=True)
    )
    assert list(codes) == [f"publicity.adopted{part}" for part in ("", "_city", "_nation", "_province")]


def test_a_photo_is_handed_out_only_when_somebody_has_looked_and_no_child_is_on_it_without_consent(cast, activity):
    keys = [attach(owner=activity, upload=image(), by=cast.village_chair).pk for _ in range(4)]
    marks = {keys[0]: (False, False), keys[1]: (True, False), keys[2]: (True, True), 999_999: (False, False)}
    services.mark_photos(activity=activity, marks=marks, by=cast.village_chair)
    assert [one.is_fit for one in photos_of(activity)] == [True, False, True, False]


def test_one_message_is_judged_once(cast):
    message = told_of(cast.village, by=cast.village_chair)
    services.decline_message(message=message, by=cast.town_chair, reason="已有同样的")
    for act in (services.pass_up, lambda **given: services.decline_message(reason="x", **given)):
        with pytest.raises(Conflict):
            act(message=message, by=cast.town_officer)
