import datetime
import io
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from python_calamine import CalamineWorkbook

from activities.models import Activity, ActivityKind, Theme
from activities.services import cancel_activity
from fulian.attachments.services import attachments_of
from fulian.core.periods import Month
from fulian.indicators.locks import close_all
from fulian.indicators.models import Indicator
from fulian.indicators.services import load_defaults
from tests.factories.activities import ActivityFactory
from tests.factories.registers import VenueFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date
CREATE = "/activities/new/"


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


@pytest.fixture
def chair(cast, as_user):
    return as_user(cast.village_chair)


def typed(**changes):
    kind = ActivityKind.objects.get(code="law_talk")
    plain = {
        "kind": kind.pk, "title": "普法进集市", "starts_on": "2025-11-08", "sessions": "1", "attendances": "126",
        "role": "host", "mode": "offline",
    }  # fmt: skip
    return {key: value for key, value in (plain | changes).items() if value is not None}


def messages_of(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def close(organization, year, month, by):
    with transaction.atomic():
        close_all(organizations=[organization], month=Month(year, month), by=by)


# ---- recording -------------------------------------------------------------------------------------------------------------


@pytest.mark.main_flow
def test_a_village_chair_records_an_activity_of_her_village_with_a_few_fields(cast, chair):
    response = chair.post(CREATE, typed())
    activity = Activity.objects.get()
    assert (response.status_code, response["Location"]) == (302, activity.get_absolute_url())
    assert (activity.organization, activity.created_by, activity.sessions, activity.attendances) == (
        cast.village, cast.village_chair, 1, 126,
    )  # fmt: skip


def test_today_and_one_session_are_there_before_she_types(chair):
    form = chair.get(CREATE).context["form"]
    assert (form["starts_on"].value(), form["sessions"].value()) == (D(2025, 11, 15), 1)


def test_she_is_not_asked_which_organization_when_she_has_one(chair):
    assert "organization" not in chair.get(CREATE).context["form"].fields


def test_a_township_says_which_of_its_villages_it_records_for(cast, as_user):
    as_user(cast.town_chair).post(CREATE, typed(organization=cast.other_village.pk))
    assert Activity.objects.get().organization == cast.other_village


def test_nobody_records_for_an_organization_outside_her_reach(cast, as_user):
    response = as_user(cast.town_chair).post(CREATE, typed(organization=cast.far_village.pk))
    assert (response.status_code, list(messages_of(response))) == (422, ["organization"])


def test_a_link_from_home_brings_its_kind_along(chair):
    kind = ActivityKind.objects.get(code="river_care")
    form = chair.get(f"{CREATE}?kind=river_care").context["form"]
    assert form["kind"].value() == kind.pk
    assert form.kind_groups[0][1][0].choice_label == "巾帼护河"


def test_the_kinds_she_used_last_stand_first_and_each_kind_once(cast, chair):
    for kind in ("law_talk", "visit", "film", "law_talk"):
        ActivityFactory(organization=cast.village, by=cast.village_chair, kind=kind)
    groups = chair.get(CREATE).context["form"].kind_groups
    assert [button.choice_label for button in groups[0][1]][:3] == ["普法宣讲", "观影活动", "走访慰问"]
    labels = [button.choice_label for _, buttons in groups for button in buttons]
    assert sorted(labels) == sorted(ActivityKind.objects.values_list("label", flat=True))


def test_without_a_name_the_kind_names_it(chair):
    chair.post(CREATE, typed(title=""))
    assert Activity.objects.get().title == "普法宣讲"


def test_another_of_the_same_opens_filled_but_for_its_figures(cast, chair):
    theme = Theme.objects.get(code="womens_day")
    pattern = ActivityFactory(organization=cast.village, kind="visit", place="村口", attendances=30, themes=[theme])
    form = chair.get(f"{CREATE}?like={pattern.pk}").context["form"]
    assert (form["place"].value(), form["kind"].value(), form["themes"].value()) == (
        "村口",
        pattern.kind_id,
        [theme.pk],
    )
    assert (form["attendances"].value(), form["starts_on"].value()) == (None, D(2025, 11, 15))


def test_another_of_the_same_does_not_show_what_is_elsewhere(cast, chair):
    pattern = ActivityFactory(organization=cast.other_village, place="村口")
    assert chair.get(f"{CREATE}?like={pattern.pk}").context["form"]["place"].value() is None


def test_venues_near_her_are_offered_and_no_others(cast, chair):
    mine = VenueFactory(organization=cast.village)
    above = VenueFactory(organization=cast.town)
    VenueFactory(organization=cast.other_village)
    assert set(chair.get(CREATE).context["form"].fields["venue"].queryset) == {mine, above}


def test_a_double_click_records_once(chair):
    key = str(uuid.uuid4())
    first = chair.post(CREATE, typed(submission_key=key))
    second = chair.post(CREATE, typed(submission_key=key))
    assert first["Location"] == second["Location"]
    assert Activity.objects.count() == 1


# ---- what people really type -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"), [("１２６", 126), ("1,200", 1200), ("两百", 200), (" 30 ", 30), ("1.2万", 12000)]
)
def test_numbers_are_understood_as_people_write_them(chair, written, meant):
    chair.post(CREATE, typed(attendances=written))
    assert Activity.objects.get().attendances == meant


@pytest.mark.parametrize(
    ("written", "meant"), [("200余", (200, "over")), ("６６００以上", (6600, "at_least")), ("约三十", (30, "about"))]
)
def test_an_approximate_number_may_be_typed_as_it_is_said(chair, written, meant):
    chair.post(CREATE, typed(sessions=written))
    activity = Activity.objects.get()
    assert (activity.sessions, activity.sessions_qualifier) == meant


@pytest.mark.parametrize("written", ["2025.11.8", "2025/11/8", "2025年11月8日", "２０２５-１１-０８"])
def test_days_are_understood_as_people_write_them(chair, written):
    chair.post(CREATE, typed(starts_on=written))
    assert Activity.objects.get().starts_on == D(2025, 11, 8)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": None}, {"kind": ["请选一个种类。"]}),
        ({"starts_on": "2025-02-30"}, {"starts_on": ["没有这一天，请按 2025-03-08 这样填。"]}),
        ({"starts_on": "2025-11-16"}, {"starts_on": ["活动日期不能晚于今天（2025年11月15日），开展以后再记。"]}),
        ({"ends_on": "2025-11-07"}, {"ends_on": ["结束日期不能早于开始日期。"]}),
        ({"sessions": "三场"}, {"sessions": ["请填整数，例如 30。"]}),
        ({"sessions": "0"}, {"sessions": ["不能小于 1。"]}),
        ({"attendances": "-5"}, {"attendances": ["不能小于 0。"]}),
        ({"attendances": "2.5"}, {"attendances": ["请填整数，例如 30。"]}),
        ({"attendances": "99999999999"}, {"attendances": ["这个数太大了，请核对是不是多打了几位。"]}),
        (
            {"people": "127"},
            {"people": ["人数（127）不能大于参加人次（126）：人次是一人来几次算几次，人数是去掉重复的人。"]},
        ),
    ],
)
def test_wrong_input_is_answered_at_its_field_with_everything_typed_still_there(chair, changes, expected):
    sent = typed(place="村口槐树下", **changes)
    response = chair.post(CREATE, sent)
    assert (response.status_code, messages_of(response)) == (422, expected)
    html = response.content.decode()
    assert 'value="村口槐树下"' in html
    for name, value in changes.items():
        if value is not None:
            assert f'name="{name}" value="{value}"' in html
    assert Activity.objects.count() == 0


def test_a_file_that_only_pretends_to_be_a_picture_is_refused_at_its_field(chair):
    fake = SimpleUploadedFile("photo.jpg", b"<html>not a photo</html>", content_type="image/jpeg")
    response = chair.post(CREATE, typed() | {"photos": [fake]})
    assert (response.status_code, list(messages_of(response))) == (422, ["photos"])
    assert Activity.objects.count() == 0


def test_photos_come_along_and_are_shown(cast, chair):
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(stream, "JPEG")
    photo = SimpleUploadedFile("IMG_1.jpg", stream.getvalue(), content_type="image/jpeg")
    chair.post(CREATE, typed() | {"photos": [photo]})
    activity = Activity.objects.get()
    attachment = attachments_of(activity).get()
    assert attachment.thumbnail_url in chair.get(activity.get_absolute_url()).content.decode()


def test_an_organization_younger_than_the_day_is_told_so(cast, chair):
    cast.village.opened_on = D(2025, 11, 10)
    cast.village.save()
    response = chair.post(CREATE, typed())
    assert messages_of(response) == {"starts_on": ["石桥村到2025年11月10日才成立，请核对活动日期。"]}


def test_a_closed_month_is_told_at_the_date(cast, chair):
    close(cast.village, 2025, 10, cast.town_chair)
    response = chair.post(CREATE, typed(starts_on="2025-10-08"))
    assert list(messages_of(response)) == ["starts_on"]
    assert "已锁定" in messages_of(response)["starts_on"][0]


# ---- changing and cancelling -----------------------------------------------------------------------------------------------


def test_a_change_keeps_what_was_not_touched(cast, chair):
    activity = ActivityFactory(organization=cast.village, brand="巾帼心向党", starts_on=D(2025, 11, 8))
    url = reverse("activities:activity-update", args=[activity.pk])
    form = chair.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    response = chair.post(url, sent | {"attendances": "88"})
    assert response.status_code == 302
    activity.refresh_from_db()
    assert (activity.attendances, activity.brand) == (88, "巾帼心向党")


def test_who_saves_over_somebody_else_is_told_and_loses_nothing(cast, chair):
    activity = ActivityFactory(organization=cast.village, starts_on=D(2025, 11, 8))
    url = reverse("activities:activity-update", args=[activity.pk])
    seen = chair.get(url).context["form"]["version"].value()
    Activity.objects.filter(pk=activity.pk).update(updated_at=activity.updated_at + datetime.timedelta(minutes=1))
    response = chair.post(url, typed(version=seen, place="村口槐树下"))
    assert (response.status_code, response.context["clash"].kind) == (409, "record")
    assert 'value="村口槐树下"' in response.content.decode()


def test_cancelling_needs_a_reason(cast, chair):
    activity = ActivityFactory(organization=cast.village)
    url = reverse("activities:activity-cancel", args=[activity.pk])
    assert chair.post(url, {"reason": " "}).status_code == 422
    assert chair.post(url, {"reason": "重复登记"}).status_code == 302
    activity.refresh_from_db()
    assert activity.is_cancelled


def test_the_page_of_a_closed_month_says_what_to_do_and_offers_no_change(cast, chair):
    activity = ActivityFactory(organization=cast.village)
    close(cast.village, 2025, 3, cast.town_chair)
    html = chair.get(activity.get_absolute_url()).content.decode()
    assert "2025年3月的月报已审核通过或已锁定" in html
    assert reverse("activities:activity-update", args=[activity.pk]) not in html


# ---- looking ---------------------------------------------------------------------------------------------------------------


def test_the_page_names_the_indicators_that_count_it(cast, chair):
    load_defaults()
    activity = ActivityFactory(organization=cast.village, kind="law_talk", attendances=30)
    found = [indicator.code for indicator in chair.get(activity.get_absolute_url()).context["indicators"]]
    assert found == ["activity.sessions", "activity.attendances", "rights.law_talks", "rights.law_attendances"]


def test_a_cancelled_activity_counts_in_no_indicator(cast, chair):
    load_defaults()
    activity = ActivityFactory(organization=cast.village, attendances=30)
    cancel_activity(activity=activity, by=cast.village_chair, reason="重复登记")
    assert chair.get(activity.get_absolute_url()).context["indicators"] == []


def test_the_list_shows_her_village_and_nothing_else(cast, chair):
    mine = ActivityFactory(organization=cast.village)
    ActivityFactory(organization=cast.other_village)
    assert chair.get("/activities/").context["page"].rows == [mine]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["环境整治", "普法"]),
        ("?sort=oldest", ["普法", "环境整治"]),
        ("?kind=law_talk", ["普法"]),
        ("?area=volunteer", ["环境整治"]),
        ("?theme=womens_day", ["普法"]),
        ("?span=month", ["环境整治"]),
        ("?since=2025-03-01&until=2025.3.31", ["普法"]),
        ("?q=环境", ["环境整治"]),
        ("?featured=yes", ["普法"]),
        ("?status=cancelled", []),
        ("?role=send_participants", []),
        ("?since=2025-02-30", ["环境整治", "普法"]),
    ],
)
def test_the_list_narrows(cast, chair, query, expected):
    day = Theme.objects.get(code="womens_day")
    ActivityFactory(organization=cast.village, title="普法", kind="law_talk", themes=[day], is_featured=True)
    ActivityFactory(organization=cast.village, title="环境整治", kind="volunteer_env", starts_on=D(2025, 11, 3))
    assert [row.title for row in chair.get(f"/activities/{query}").context["page"].rows] == expected


def test_a_township_narrows_to_one_village(cast, as_user):
    ActivityFactory(organization=cast.town, title="镇里的")
    ActivityFactory(organization=cast.village, title="村里的")
    response = as_user(cast.town_chair).get(f"/activities/?organization={cast.village.pk}")
    assert [row.title for row in response.context["page"].rows] == ["村里的"]


def test_the_export_holds_the_rows_of_the_list_with_their_figures(cast, chair):
    ActivityFactory(
        organization=cast.village, title="普法", kind="law_talk", sessions=3, sessions_qualifier="over", attendances=30
    )
    ActivityFactory(organization=cast.village, title="慰问", kind="visit")
    ActivityFactory(organization=cast.other_village, title="别村的", kind="law_talk")
    response = chair.get("/activities/export/?kind=law_talk")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0)
    head, *rows = sheet.to_python()
    found = [dict(zip(head, row, strict=True)) for row in rows]
    shown = [(row["名称"], row["场次"], row["场次说明"], row["参加人次"], row["人数"]) for row in found]
    assert shown == [("普法", 3, "余", 30, "")]


@pytest.mark.parametrize("address", ["/activities/", CREATE, "/"])
def test_a_page_costs_the_same_for_one_and_for_thirty(cast, as_user, address):
    def queries():
        client = as_user(cast.village_chair)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    queries()  # what a process remembers after its first page
    ActivityFactory(organization=cast.village, by=cast.village_chair)
    one = queries()
    for _ in range(29):
        ActivityFactory(organization=cast.village, by=cast.village_chair)
    assert queries() == one


def test_every_indicator_of_the_default_set_names_kinds_that_exist():
    load_defaults()
    wrong = []
    for indicator in Indicator.objects.exclude(measure_code=""):
        if not indicator.measure_code.startswith(("activities.", "registers.")):
            continue
        for code, values in indicator.dimensions.items():
            known = {value for value, _ in indicator.measure.source.dimension(code).choices()}
            wrong += [(indicator.code, code, value) for value in values if value not in known]
    assert wrong == []
