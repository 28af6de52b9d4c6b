import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from fulian.audit.models import AuditEvent
from fulian.drafts.models import Draft, SubmissionKey

pytestmark = pytest.mark.urls("tests.drafts.urls")
FORM = "/notes/new/"
TYPED = {"title": "三八座谈", "held_on": "2026.3.8", "themes": ["a", "b"]}


def save_url(form_key="tests.note", object_id=0):
    return reverse("drafts:draft-save", args=[form_key, object_id])


@pytest.fixture
def client_of_chair(cast, as_user):
    return as_user(cast.village_chair)


def test_the_page_hands_out_a_key_and_where_to_keep_the_draft(client_of_chair):
    page = client_of_chair.get(FORM)
    assert 'name="submission_key"' in page.content.decode()
    assert page.context["draft_url"] == save_url()


def test_two_submissions_of_one_page_do_it_once_and_lead_to_the_same_result(client_of_chair):
    data = {**TYPED, "submission_key": str(uuid.uuid4())}
    first, second = client_of_chair.post(FORM, data), client_of_chair.post(FORM, data)
    event = AuditEvent.objects.get(event="tests.note")
    assert first.url == second.url == f"/notes/{event.pk}/"


def test_the_same_key_of_somebody_else_is_another_submission(cast, as_user):
    data = {**TYPED, "submission_key": str(uuid.uuid4())}
    for user in (cast.village_chair, cast.other_village_chair):
        as_user(user).post(FORM, data)
    assert AuditEvent.objects.filter(event="tests.note").count() == 2


def test_a_refused_submission_gives_its_key_back(client_of_chair):
    key = str(uuid.uuid4())
    refused = client_of_chair.post(FORM, {**TYPED, "title": "不行", "submission_key": key})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"title": ["这个标题不行。"]}
    assert client_of_chair.post(FORM, {**TYPED, "submission_key": key}).status_code == 302


def test_without_a_key_the_form_works_as_ever(client_of_chair):
    assert client_of_chair.post(FORM, TYPED).status_code == 302
    assert client_of_chair.post(FORM, TYPED).status_code == 302
    assert AuditEvent.objects.filter(event="tests.note").count() == 2


def test_what_was_typed_comes_back_as_it_was_typed(client_of_chair):
    saved = client_of_chair.post(save_url(), {**TYPED, "csrfmiddlewaretoken": "x", "submission_key": ""})
    draft = Draft.objects.get()
    assert saved.json() == {"saved_at": draft.saved_at.isoformat(), "copy": str(draft.copy)}
    assert Draft.objects.get().data == {"title": ["三八座谈"], "held_on": ["2026.3.8"], "themes": ["a", "b"]}
    page = client_of_chair.get(FORM)
    assert "有一份未提交的草稿" in page.content.decode()
    assert page.context["form"]["title"].value() is None
    form = client_of_chair.get(FORM + "?draft=1").context["form"]
    assert {name: form[name].value() for name in ("title", "held_on", "themes", "big")} == {
        "title": "三八座谈", "held_on": "2026.3.8", "themes": ["a", "b"], "big": False,
    }  # fmt: skip
    assert not form.errors


def test_a_draft_of_today_shows_its_time_and_an_older_one_its_day(client_of_chair):
    client_of_chair.post(save_url(), TYPED)
    at = timezone.localtime(Draft.objects.get().saved_at)
    assert f"草稿，{at:%H:%M} 保存" in client_of_chair.get(FORM).content.decode()
    older = at - datetime.timedelta(days=2)
    Draft.objects.update(saved_at=older)
    assert f"草稿，{older.month}月{older.day}日 {older:%H:%M} 保存" in client_of_chair.get(FORM).content.decode()


def test_submitting_ends_the_draft_and_a_late_message_does_not_bring_it_back(client_of_chair):
    key = str(uuid.uuid4())
    client_of_chair.post(save_url(), TYPED)
    result = client_of_chair.post(FORM, {**TYPED, "submission_key": key})
    assert not Draft.objects.exists()
    late = client_of_chair.post(save_url(), {**TYPED, "submission_key": key})
    assert (late.status_code, late.json()["url"]) == (409, result.url)
    assert not Draft.objects.exists()


def test_a_draft_is_hers_alone(cast, as_user):
    as_user(cast.village_chair).post(save_url(), TYPED)
    assert "draft" not in as_user(cast.other_village_chair).get(FORM).context


def test_a_draft_can_be_thrown_away(client_of_chair):
    client_of_chair.post(save_url(), TYPED)
    url = reverse("drafts:draft-discard", args=["tests.note", 0])
    assert client_of_chair.post(url, {"next": FORM}).url == FORM
    assert not Draft.objects.exists()
    assert client_of_chair.post(url, {"next": "https://elsewhere.example/"}).url == "/"


def test_only_forms_that_keep_drafts_may_be_stored_and_only_so_much(client_of_chair):
    assert client_of_chair.post(save_url("tests.unknown"), TYPED).status_code == 404
    assert client_of_chair.post(save_url(), {"title": "长" * 200_001}).status_code == 413
    assert not Draft.objects.exists()


def test_forgotten_drafts_and_keys_are_given_up(client_of_chair, cast):
    old = timezone.now() - datetime.timedelta(days=61)
    Draft.objects.create(user=cast.village_chair, form_key="tests.old", saved_at=old)
    SubmissionKey.objects.create(user=cast.village_chair, key=uuid.uuid4(), created_at=old)
    client_of_chair.post(save_url(), TYPED)
    client_of_chair.post(FORM, TYPED)
    assert not Draft.objects.filter(form_key="tests.old").exists()
    assert SubmissionKey.objects.count() == 1
