"""Two devices at the same draft or the same record: the second is shown the difference, and nothing is lost or done twice."""

import uuid

import pytest
from django.urls import reverse

from activities.models import Activity, ActivityKind
from fulian.audit.models import AuditEvent
from fulian.drafts.models import Draft
from tests.factories.activities import ActivityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafts.urls")]
FORM = "/notes/new/"
TYPED = {"title": "三八座谈", "held_on": "2026.3.8", "themes": ["a", "b"], "big": "on"}


class Page:
    """The form as one device has it open: it knows which page it is and which copy of the draft it has."""

    def __init__(self, client, url=FORM):
        self.client, self.url = client, url
        shown = client.get(url).context
        self.hidden = {
            "draft_page": str(shown["draft_page"]),
            "draft_copy": str(shown["draft_copy"]),
            "submission_key": str(shown["form"]["submission_key"].value()),
        }

    def save(self, **typed):
        answer = self.client.post(
            reverse("drafts:draft-save", args=["tests.note", 0]), {**TYPED, **typed, **self.hidden}
        )
        if answer.status_code == 200:
            self.hidden["draft_copy"] = answer.json()["copy"]
        return answer

    def post(self, **typed):
        return self.client.post(self.url, {**TYPED, **typed, **self.hidden})


@pytest.fixture
def client_of_chair(cast, as_user):
    return as_user(cast.village_chair)


def rows_of(response):
    return [(row.label, row.mine, row.theirs) for row in response.context["clash"].rows]


def notes():
    return AuditEvent.objects.filter(event="tests.note").count()


def test_an_older_copy_is_not_taken_and_the_page_is_told_what_the_other_device_has(client_of_chair):
    phone = Page(client_of_chair)
    assert phone.save().status_code == 200
    office = Page(client_of_chair, FORM + "?draft=1")
    assert office.save(title="三八座谈会").status_code == 200
    refused = phone.save(title="三八联谊", themes=["b"])
    assert refused.status_code == 409
    assert refused.json()["data"] == {
        **{name: [text] for name, text in TYPED.items()},
        "title": ["三八座谈会"],
        "themes": ["a", "b"],
    }
    assert Draft.objects.get().data["title"] == ["三八座谈会"]
    panel = phone.post(title="三八联谊", themes=["b"], compare="1")
    assert rows_of(panel) == [("标题", "三八联谊", "三八座谈会"), ("主题", "乙", "甲、乙")]
    assert "有冲突：两边都在写这一份" in panel.content.decode()


def test_a_page_is_never_in_conflict_with_itself_nor_with_the_same_content(client_of_chair):
    phone = Page(client_of_chair)
    phone.save()
    before = phone.hidden["draft_copy"]
    phone.save(title="写到一半")
    phone.hidden["draft_copy"] = before  # the answer was lost on the way
    assert phone.save(title="写完了").status_code == 200
    fresh = Page(client_of_chair)
    assert fresh.save(title="写完了").status_code == 200
    agreed = fresh.post(title="写完了", compare="1")
    assert (agreed.status_code, agreed["X-Draft-Copy"]) == (204, phone.hidden["draft_copy"])


def test_what_was_begun_and_left_is_not_written_over_by_a_form_opened_anew(client_of_chair):
    Page(client_of_chair).save()
    assert Page(client_of_chair).save(title="另一件事").status_code == 409


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"settle": "mine"}, ("三八联谊", ["b"])),
        ({"settle": "theirs"}, ("三八座谈会", ["a", "b"])),
        ({"settle": "chosen", "theirs": "themes"}, ("三八联谊", ["a", "b"])),
    ],
)
def test_she_chooses_all_of_one_side_or_field_by_field(client_of_chair, choice, expected):
    office, phone = Page(client_of_chair), Page(client_of_chair)
    office.save(title="三八座谈会")
    seen = {"draft_seen": str(Draft.objects.get().copy)}
    settled = phone.post(title="三八联谊", themes=["b"], **seen, **choice)
    assert settled.url == FORM + "?draft=1"
    form = client_of_chair.get(settled.url).context["form"]
    assert (form["title"].value(), form["themes"].value()) == expected
    assert str(form["submission_key"].value()) == office.hidden["submission_key"]


def test_settling_over_a_copy_that_she_was_not_shown_asks_again(client_of_chair):
    office, phone = Page(client_of_chair), Page(client_of_chair)
    office.save()
    seen = {"draft_seen": str(Draft.objects.get().copy)}
    office.save(title="又改了")
    again = phone.post(title="三八联谊", settle="mine", **seen)
    assert again.status_code == 409
    assert rows_of(again) == [("标题", "三八联谊", "又改了")]
    assert phone.post(title="三八联谊", settle="mine", draft_seen=str(Draft.objects.get().copy)).status_code == 302


def test_submitting_an_older_copy_shows_the_difference_first_and_hers_stands_the_second_time(client_of_chair):
    Page(client_of_chair).save()
    phone, office = Page(client_of_chair, FORM + "?draft=1"), Page(client_of_chair, FORM + "?draft=1")
    office.save(title="三八座谈会")
    shown = phone.post(title="三八联谊")
    assert (shown.status_code, rows_of(shown), notes()) == (409, [("标题", "三八联谊", "三八座谈会")], 0)
    assert shown.context["form"]["title"].value() == "三八联谊"
    assert phone.post(title="三八联谊", draft_seen=str(Draft.objects.get().copy)).status_code == 302
    assert (notes(), Draft.objects.count()) == (1, 0)


def test_a_draft_that_the_other_device_has_submitted_makes_no_second_record(client_of_chair):
    Page(client_of_chair).save()
    phone, office = Page(client_of_chair, FORM + "?draft=1"), Page(client_of_chair, FORM + "?draft=1")
    first = office.post()
    late = phone.save(title="三八联谊")
    assert (late.status_code, late.json()["url"], Draft.objects.count()) == (409, first.url, 0)
    assert first.url in phone.post(title="三八联谊", compare="1").content.decode()

    repeated = phone.post()  # the same content
    said = [str(message) for message in repeated.wsgi_request._messages]
    assert (repeated.url, said[-1]) == (first.url, "这一份已经在另一台设备或另一个窗口提交过了，没有再记一次。")

    other = phone.post(title="三八联谊")
    assert (other.status_code, notes()) == (409, 1)
    assert "这一份已经提交过了" in other.content.decode()
    assert other.context["form"]["title"].value() == "三八联谊"
    phone.hidden["submission_key"] = other.context["form"]["submission_key"].value()
    assert phone.post(title="三八联谊").status_code == 302
    assert notes() == 2


def test_a_submission_does_not_take_away_what_was_begun_on_another_page(client_of_chair):
    Page(client_of_chair).save(title="写到一半")
    assert Page(client_of_chair).post(title="另一件事").status_code == 302
    assert Draft.objects.get().data["title"] == ["写到一半"]


# ---- a record ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def activity(cast):
    return ActivityFactory(
        organization=cast.village, title="普法进集市", sessions=1, attendances=30, apart=None, by=cast.village_chair
    )


def changed(activity, client, **typed):
    url = reverse("activities:activity-update", args=[activity.pk])
    shown = client.get(url).context["form"]
    plain = {
        "kind": activity.kind_id, "title": activity.title, "starts_on": "2025-03-08", "sessions": "1",
        "attendances": "30", "role": "host", "mode": "offline", "version": shown["version"].value(),
        "submission_key": str(uuid.uuid4()),
    }  # fmt: skip
    return lambda **more: client.post(url, {**plain, **typed, **more})


def test_a_record_that_was_changed_meanwhile_is_compared_and_hers_can_stand(cast, as_user, activity):
    office, phone = as_user(cast.village_chair), as_user(cast.village_aide)
    kind = ActivityKind.objects.get(code="law_talk")
    mine = changed(activity, phone, attendances="36", place="村部")
    changed(activity, office, attendances="35", kind=kind.pk)()
    shown = mine()
    assert shown.status_code == 409
    assert rows_of(shown) == [
        (label("kind"), str(activity.kind), str(kind)), (label("attendances"), "36", "35"), (label("place"), "村部", ""),
    ]  # fmt: skip
    assert shown.context["clash"].who == str(cast.village_chair)
    assert Activity.objects.get().attendances == 35
    version = shown.context["form"]["version"].value()

    mixed = mine(settle="record-chosen", theirs=["kind"], version=version)
    form = mixed.context["form"]
    assert (mixed.status_code, form["attendances"].value(), form["place"].value()) == (200, "36", "村部")
    assert form["kind"].value() == kind.pk
    assert mine(settle="record-theirs").context["form"]["attendances"].value() == 35

    assert mine(version=version).status_code == 302
    assert (Activity.objects.get().attendances, Activity.objects.get().place) == (36, "村部")


def test_a_change_that_was_submitted_from_one_device_is_not_repeated_by_another(cast, as_user, activity):
    office, phone = as_user(cast.village_chair), as_user(cast.village_chair)
    key = str(uuid.uuid4())
    late = changed(activity, phone, place="广场", submission_key=key)
    changed(activity, office, place="村部", submission_key=key)()
    shown = late()
    assert (shown.status_code, rows_of(shown)) == (409, [(label("place"), "广场", "村部")])
    assert (Activity.objects.get().place, shown.context["clash"].url) == ("村部", activity.get_absolute_url())
    assert shown.context["clash"].who == "您在另一台设备或另一个窗口"


def label(name):
    return Activity._meta.get_field(name).verbose_name
