"""快记: five things to say, and a device that may hand them in later."""

import datetime
import json
import re
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Activity, ActivityKind
from fulian.attachments.services import attachments_of
from fulian.audit.models import AuditEvent
from fulian.core.periods import Month
from fulian.drafts.models import Draft
from fulian.indicators.locks import close_all
from fulian.indicators.services import load_defaults
from tests.attachments.photos import image
from tests.factories.activities import ActivityFactory
from tests.factories.registers import VenueFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date
QUICK = "/activities/quick/"
JSON = "application/json"


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


@pytest.fixture
def chair(cast, as_user):
    return as_user(cast.village_chair)


def typed(**changes):
    kind = ActivityKind.objects.get(code="visit")
    plain = {"kind": kind.pk, "day": "2025-11-15", "spot": "", "place": "村口", "sessions": "1", "attendances": "26"}
    return {key: value for key, value in (plain | changes).items() if value is not None}


def messages_of(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


# ---- saying it ---------------------------------------------------------------------------------------------------------


@pytest.mark.main_flow
def test_five_things_make_a_record_that_says_what_it_counts_towards(cast, chair):
    load_defaults()
    response = chair.post(QUICK, typed())
    activity = Activity.objects.get()
    assert response["Location"] == reverse("activities:activity-recorded", args=[activity.pk])
    assert (activity.organization, activity.title, activity.starts_on, activity.place, activity.attendances) == (
        cast.village, "走访慰问", D(2025, 11, 15), "村口", 26,
    )  # fmt: skip
    page = chair.get(response["Location"])
    assert [i.code for i in page.context["indicators"]][:2] == ["activity.sessions", "activity.attendances"]
    html = page.content.decode()
    assert f'href="{QUICK}"' in html
    assert reverse("activities:activity-update", args=[activity.pk]) in html


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({"day": "2025-11-14"}, D(2025, 11, 14)),
        ({"day": "other", "starts_on": "2025.11.3"}, D(2025, 11, 3)),
        ({"day": "2025-11-14", "starts_on": "2025-11-03"}, D(2025, 11, 14)),  # the calendar is folded away
        ({"day": "2025-11-09"}, D(2025, 11, 9)),  # it was today when she wrote it; the device handed it in later
    ],
)
def test_the_day_is_the_one_that_she_chose(chair, changes, day):
    chair.post(QUICK, typed(**changes))
    assert Activity.objects.get().starts_on == day


def test_a_button_of_a_place_and_a_word_beside_it(cast, chair):
    venue = VenueFactory(organization=cast.village)
    for changes in ({"spot": f"venue:{venue.pk}", "place": "二楼"}, {"spot": "place:村口槐树下", "place": ""}):
        chair.post(QUICK, typed(**changes))
    written = Activity.objects.order_by("pk").values_list("venue", "place")
    assert list(written) == [(venue.pk, "二楼"), (None, "村口槐树下")]


def test_the_places_she_used_last_stand_first_each_once(cast, chair):
    venue = VenueFactory(organization=cast.village)
    for where in ({"place": "村口"}, {"place": "学校"}, {"venue": venue, "place": "二楼"}, {"place": "村口"}):
        ActivityFactory(organization=cast.village, by=cast.village_chair, **where)
    ActivityFactory(organization=cast.village, by=cast.village_aide, place="别人记的")
    spots = chair.get(QUICK).context["form"].spots
    assert [(spot.value, spot.label) for spot in spots] == [
        ("place:村口", "村口"), (f"venue:{venue.pk}", venue.name), ("place:学校", "学校"),
    ]  # fmt: skip


def test_before_she_was_anywhere_the_venues_of_her_village_are_offered(cast, chair):
    venue = VenueFactory(organization=cast.village)
    VenueFactory(organization=cast.other_village)
    assert [spot.label for spot in chair.get(QUICK).context["form"].spots] == [venue.name]


def test_a_venue_of_somebody_else_is_refused_at_the_place(cast, chair):
    venue = VenueFactory(organization=cast.other_village)
    response = chair.post(QUICK, typed(spot=f"venue:{venue.pk}"))
    assert (response.status_code, messages_of(response)) == (
        422, {"venue": ["这个阵地已经停用或不在您这里，请另选地点。"]},
    )  # fmt: skip


def test_a_township_says_for_which_of_its_villages(cast, as_user):
    client = as_user(cast.town_chair)
    assert "organization" in client.get(QUICK).context["form"].fields
    client.post(QUICK, typed(organization=cast.other_village.pk))
    assert Activity.objects.get().organization == cast.other_village


def test_a_link_from_home_has_chosen_the_kind_already(chair):
    form = chair.get(f"{QUICK}?kind=river_care").context["form"]
    first = form.kind_groups[0][1][0]
    assert (first.choice_label, first.data["selected"]) == ("巾帼护河", True)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": None}, {"kind": ["请选一个种类。"]}),
        ({"day": "other"}, {"starts_on": ["请选是哪一天。"]}),
        (
            {"day": "other", "starts_on": "2025-11-16"},
            {"starts_on": ["活动日期不能晚于今天（2025年11月15日），开展以后再记。"]},
        ),
        ({"sessions": ""}, {"sessions": ["请填办了几场，一场就填 1。"]}),
        ({"sessions": "0"}, {"sessions": ["不能小于 1。"]}),
        ({"attendances": "二十几个"}, {"attendances": ["请填整数，例如 30。"]}),
    ],
)
def test_wrong_input_is_answered_at_its_field_with_everything_typed_still_there(chair, changes, expected):
    sent = typed(**changes)
    response = chair.post(QUICK, sent)
    html = response.content.decode()
    assert (response.status_code, messages_of(response)) == (422, expected)
    assert 'value="村口"' in html
    for name in ("sessions", "attendances"):
        assert sent[name] == "" or f'name="{name}" value="{sent[name]}"' in html
    assert len(re.findall(r'name="kind"[^>]* checked', html)) == (1 if changes.get("kind", "") is not None else 0)
    assert Activity.objects.count() == 0


def test_about_two_hundred_stays_so_while_something_else_is_put_right(chair):
    html = chair.post(QUICK, typed(attendances="200余", sessions="0")).content.decode()
    assert 'name="attendances" value="200余"' in html
    chair.post(QUICK, typed(attendances="126", sessions="2"))
    assert Activity.objects.get().attendances_text == "126人次"


def test_a_double_click_records_once_and_audits_once(chair):
    sent = typed(submission_key=str(uuid.uuid4()))
    assert len({chair.post(QUICK, sent)["Location"] for _ in range(2)}) == 1
    assert (Activity.objects.count(), AuditEvent.objects.filter(event="activities.recorded").count()) == (1, 1)


def test_what_she_was_typing_comes_back_with_its_day_and_place(cast, chair):
    chair.post(reverse("drafts:draft-save", args=["activities.quick", 0]), typed(day="2025-11-09", spot="place:学校"))
    ActivityFactory(organization=cast.village, by=cast.village_chair, place="学校")
    assert f"{QUICK}?draft=1" in chair.get("/").content.decode()
    page = chair.get(f"{QUICK}?draft=1")
    form = page.context["form"]
    assert [day.checked for day in form.days] == [False, False, True]
    assert 'name="starts_on" value="2025-11-09"' in page.content.decode()
    assert [(spot.value, spot.checked) for spot in form.spots] == [("place:学校", True)]
    assert form["attendances"].value() == "26"
    chair.post(QUICK, typed())
    assert not Draft.objects.exists()


def test_the_page_costs_the_same_for_three_and_for_thirty(cast, chair):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            chair.get(QUICK)
        return len(captured)

    for number in range(3):
        ActivityFactory(organization=cast.village, by=cast.village_chair, place=f"地点{number}")
    queries()  # what a process remembers after its first page
    three = queries()
    for number in range(30):
        ActivityFactory(organization=cast.village, by=cast.village_chair, place=f"地点{number}")
    assert queries() == three


def test_a_photo_goes_with_the_plain_form_as_well(cast, chair):
    assert 'enctype="multipart/form-data"' in chair.get(QUICK).content.decode()
    assert messages_of(chair.post(QUICK, typed(photos=SimpleUploadedFile("a.jpg", b"text")))) == {
        "photos": ["这个文件不是照片，或者已经损坏。请选手机相册里的照片（JPG、PNG）。"]
    }
    chair.post(QUICK, typed(photos=image()))
    assert attachments_of(Activity.objects.get()).get().created_by == cast.village_chair


# ---- the device's queue ------------------------------------------------------------------------------------------------


def hand_in(client, user, **changes):
    return client.post(QUICK, typed(**changes), headers={"Accept": JSON, "X-Outbox-User": str(user.pk)})


def test_the_device_asks_who_is_signed_in_and_gets_a_fresh_token(cast, chair):
    answer = chair.get(QUICK, headers={"Accept": JSON})
    assert answer.json()["user"] == cast.village_chair.pk
    assert "no-store" in answer["Cache-Control"]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = chair.cookies
    token = strict.get(QUICK, headers={"Accept": JSON}).json()["token"]
    assert strict.post(QUICK, typed(), headers={"Accept": JSON, "X-CSRFToken": token}).json()["state"] == "saved"


def test_a_repeated_hand_in_is_answered_with_the_first_result(cast, chair):
    key = str(uuid.uuid4())
    answers = [hand_in(chair, cast.village_chair, submission_key=key).json() for _ in range(2)]
    key = Activity.objects.get().pk
    url = reverse("activities:activity-recorded", args=[key])
    assert answers == [{"state": "saved", "url": url, "owner": f"activities.activity:{key}"}] * 2
    assert AuditEvent.objects.filter(event="activities.recorded").count() == 1


def test_what_is_handed_in_for_somebody_else_is_never_recorded(cast, chair):
    answer = hand_in(chair, cast.other_village_chair)
    assert (answer.status_code, answer.json()) == (409, {"state": "somebody_else"})
    assert Activity.objects.count() == 0


def test_a_locked_month_is_a_conflict_with_its_reason(cast, chair):
    with transaction.atomic():
        close_all(organizations=[cast.village], month=Month(2025, 10), by=cast.town_chair)
    answer = hand_in(chair, cast.village_chair, day="2025-10-08")
    assert (answer.status_code, answer.json()["state"], list(answer.json()["errors"])) == (
        422,
        "refused",
        ["starts_on"],
    )
    assert "已锁定" in answer.json()["errors"]["starts_on"][0]


def test_the_whole_form_answers_a_device_as_well_and_leaves_no_message_on_some_other_page(cast, chair):
    sent = typed(starts_on="2025-11-08", role="host", mode="offline")
    answer = chair.post(
        reverse("activities:activity-create"),
        sent,
        headers={"Accept": JSON, "X-Outbox-User": str(cast.village_chair.pk)},
    )
    activity = Activity.objects.get()
    assert answer.json() == {
        "state": "saved", "url": activity.get_absolute_url(), "owner": f"activities.activity:{activity.pk}",
    }  # fmt: skip
    assert "已记下。" not in chair.get("/").content.decode()


def test_the_page_kept_for_no_line_is_the_same_for_everybody_and_names_nobody(cast, as_user):
    VenueFactory(organization=cast.village)
    ActivityFactory(organization=cast.village, by=cast.village_chair, kind="film", place="村口槐树下")
    pages = {as_user(user).get(f"{QUICK}offline/").content for user in (cast.village_chair, cast.town_chair)}
    assert len(pages) == 1
    html = pages.pop().decode()
    for word in (cast.village.name, cast.village_chair.display_name, "村口槐树下", "csrfmiddlewaretoken"):
        assert word not in html


def test_the_worker_keeps_that_page_and_what_it_asks_for(chair):
    text = chair.get(f"{QUICK}worker.js").content.decode()
    kept = json.loads(re.search(r"self\.KEPT = (.*);\n", text).group(1))
    assert (kept["entry"], kept["shell"]) == (QUICK, f"{QUICK}offline/")
    html = chair.get(kept["shell"]).content.decode()
    asked_for = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', html))
    assert asked_for <= set(kept["files"])


def test_signing_out_tells_the_browser_to_empty_the_device(chair):
    assert chair.post(reverse("accounts:sign-out"))["Clear-Site-Data"] == '"storage"'
