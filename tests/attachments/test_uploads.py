"""A photo in parts: what a phone may send, what becomes of it, and what stays of what was never finished."""

import datetime
import uuid
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from fulian.attachments import services
from fulian.attachments.models import Attachment, Upload
from fulian.attachments.services import attachments_of, sweep
from fulian.audit.models import AuditEvent
from tests.attachments.photos import image, with_gps
from tests.factories.activities import ActivityFactory
from tests.services.together import at_once

CONTENT = with_gps().read()
HALF = len(CONTENT) // 2


@pytest.fixture
def activity(cast):
    return ActivityFactory(organization=cast.village, by=cast.village_chair)


class Phone:
    """One photo in the hand of one person."""

    def __init__(self, client, activity, content=CONTENT):
        self.client, self.owner, self.content = client, f"activities.activity:{activity.pk}", content
        self.key = uuid.uuid4()
        self.url = reverse("attachments:upload", args=[self.key])

    def begin(self, **changes):
        return self.client.post(self.url, {"owner": self.owner, "size": len(self.content)} | changes)

    def part(self, start, end=None, content=None):
        content = self.content[start:end] if content is None else content
        headers = {"Upload-Offset": str(start)}
        return self.client.patch(self.url, content, content_type="application/octet-stream", headers=headers)

    def finish(self):
        return self.client.post(f"{self.url}finish/")


@pytest.fixture
def phone(cast, as_user, activity):
    return Phone(as_user(cast.village_chair), activity)


def files(folder=""):
    return sorted(str(p.relative_to(settings.MEDIA_ROOT)) for p in Path(settings.MEDIA_ROOT, folder).rglob("*"))


def test_a_line_that_breaks_is_taken_up_where_it_stopped_and_finished_once(
    cast, phone, activity, django_capture_on_commit_callbacks
):
    assert phone.begin().json() == {"offset": 0}
    assert phone.part(0, HALF).json() == {"offset": HALF}
    assert phone.begin().json() == phone.client.get(phone.url).json() == {"offset": HALF}  # the answer was lost
    again = phone.part(0, HALF)
    assert (again.status_code, again.json()) == (409, {"offset": HALF})
    assert phone.finish().json() == {"offset": HALF}  # not yet
    assert phone.part(HALF).json() == {"offset": len(CONTENT)}
    with django_capture_on_commit_callbacks(execute=True):
        assert [phone.finish().json() for _ in range(2)] == [{"state": "saved"}] * 2
    assert phone.begin().json() == {"state": "saved"}
    photo = attachments_of(activity).get()
    assert (photo.width, photo.height, photo.created_by) == (40, 80, cast.village_chair)  # upright, and without EXIF
    assert b"CameraOfTheVillage" not in services.read_attachment(photo, thumbnail=False)
    assert [name for name in files() if name.endswith(".jpg")] == sorted([photo.file_name, photo.thumbnail_name])
    assert files("uploads") == []
    event = AuditEvent.objects.get(event__startswith="attachments.")
    assert (event.event, event.actor_id, event.subject_id) == ("attachments.attach", cast.village_chair.pk, activity.pk)


class Killed(BaseException):
    """What kill -9 does, as far as a test can."""


def test_a_process_killed_while_it_finishes_is_followed_by_one_that_writes_over_what_it_left(
    phone, activity, monkeypatch
):
    def kill(*args, **kwargs):
        raise Killed

    phone.begin()
    phone.part(0)
    with monkeypatch.context() as dying:
        dying.setattr("fulian.attachments.services.keeping.record", kill)
        with pytest.raises(Killed):
            phone.finish()
    left = [name for name in files() if name.endswith(".jpg")]
    assert (len(left), Attachment.objects.count()) == (2, 0)
    assert phone.finish().json() == {"state": "saved"}
    photo = attachments_of(activity).get()
    assert (
        left == [name for name in files() if name.endswith(".jpg")] == sorted([photo.file_name, photo.thumbnail_name])
    )


def test_an_upload_is_hers_who_began_it_and_for_a_record_that_she_may_change(cast, phone, activity, as_user):
    phone.begin()
    for user in (cast.village_aide, cast.town_chair, cast.outsider):
        other = as_user(user)
        answers = (other.get(phone.url), other.patch(phone.url, b"x"), other.post(f"{phone.url}finish/"))
        assert [answer.status_code for answer in answers] == [404] * 3
    assert Phone(as_user(cast.leader), activity).begin().status_code == 404
    assert Phone(as_user(cast.other_village_chair), activity).begin().status_code == 404
    for owner in (
        "organizations.organization:1",
        "activities.activity:0",
        "activities.activity:x",
        "",
        "audit.auditevent:1",
    ):
        assert Phone(phone.client, activity).begin(owner=owner).status_code == 404
    wrong = phone.client.post(phone.url, headers={"X-Outbox-User": str(cast.village_aide.pk)})
    assert (wrong.status_code, wrong.json()) == (409, {"state": "somebody_else"})
    assert Upload.objects.count() == 1


def test_who_may_no_longer_change_the_record_when_all_is_there_leaves_nothing(
    cast, phone, activity, django_capture_on_commit_callbacks
):
    phone.begin()
    phone.part(0)
    type(activity).objects.filter(pk=activity.pk).update(organization=cast.other_village)
    with django_capture_on_commit_callbacks(execute=True):
        assert phone.finish().status_code == 422
    assert (Upload.objects.count(), Attachment.objects.count(), files("uploads")) == (0, 0, [])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>not a photo</html>" * 20, "不是照片"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200, "兼容性最佳"),
        (CONTENT[:200], "已经损坏"),
    ],
    ids=["a page", "HEIC", "half a photo"],
)
def test_what_is_no_photo_is_refused_with_what_to_do_and_nothing_stays(phone, activity, content, words):
    odd = Phone(phone.client, activity, content)
    odd.begin()
    answer = odd.part(0)
    answer = odd.finish() if answer.status_code == 200 else answer
    assert (answer.status_code, answer.json()["state"]) == (422, "refused")
    assert words in answer.json()["reason"]
    assert (Upload.objects.count(), Attachment.objects.count(), files("uploads")) == (0, 0, [])


def test_too_big_too_much_too_many_and_too_fast(phone, activity, monkeypatch):
    assert "最多20MB" in phone.begin(size=100 * 1024 * 1024).json()["reason"]
    assert "空的" in phone.begin(size=0).json()["reason"]
    phone.begin(size=10)
    assert [phone.part(0, 20).status_code, phone.part(0, 0).status_code] == [422, 422]
    big = Phone(phone.client, activity, b"x" * (services.uploading.LARGEST_PART + 1))
    big.begin()
    assert big.part(0).status_code == 422
    assert files("uploads") == []
    monkeypatch.setattr("fulian.attachments.services.uploading.MOST_OPEN", 2)
    assert Phone(phone.client, activity).begin().status_code == 429
    Upload.objects.update(result=0)
    monkeypatch.setattr("fulian.attachments.services.uploading.MOST_AN_HOUR", 2)
    assert Phone(phone.client, activity).begin().status_code == 429
    monkeypatch.setattr("fulian.attachments.services.keeping.MOST_PER_OWNER", 0)
    assert "最多放0张" in Phone(phone.client, activity).begin().json()["reason"]


def test_the_sweep_takes_half_made_uploads_of_yesterday_and_files_that_no_row_knows_of(cast, phone, activity):
    fresh, done = Phone(phone.client, activity), Phone(phone.client, activity)
    for one in (phone, fresh, done):
        one.begin()
        one.part(0, HALF)
    done.part(HALF)
    done.finish()
    now = timezone.now()
    old = Upload.objects.get(key=phone.key)
    Upload.objects.exclude(key=fresh.key).update(saved_at=now - datetime.timedelta(days=2))
    for stem in (
        old.stem,
        Upload.objects.get(key=done.key).stem,
    ):  # a process was killed before it put its things in order
        default_storage.save(f"uploads/{stem}/left", image())
    large, _ = services.keeping.names_of(old.stem)
    default_storage.save(large, image())
    assert sweep(now=now) == 1
    assert set(Upload.objects.values_list("key", flat=True)) == {
        fresh.key,
        done.key,
    }  # her phone may still ask what became of it
    assert {Path(name).parts[1] for name in files("uploads")} == {Upload.objects.get(key=fresh.key).stem}
    assert not default_storage.exists(large)
    assert attachments_of(activity).count() == 1
    assert phone.part(HALF).status_code == 404
    assert phone.begin().json() == {"offset": 0}  # and goes on from the beginning
    assert sweep(now=now + datetime.timedelta(days=61)) == 3
    assert (Upload.objects.count(), files("uploads")) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_keep_one_part_and_one_photo(cast):
    with transaction.atomic():
        activity = ActivityFactory(organization=cast.village, by=cast.village_chair)
    key, by = uuid.uuid4(), cast.village_chair
    start = partial(
        services.begin, key=key, owner_type="activities.activity", owner_id=activity.pk, size=len(CONTENT), by=by
    )
    assert len({upload.pk for upload in at_once(start, start)}) == 1

    def part():
        return services.take(upload=services.find(key=key, by=by), offset=0, content=CONTENT)

    assert {answer if isinstance(answer, int) else answer.offset for answer in at_once(part, part)} == {len(CONTENT)}
    assert len(files("uploads")) == 2  # the folder and one part
    finish = partial(services.finish, upload=services.find(key=key, by=by), by=by)
    assert set(at_once(finish, finish)) == {attachments_of(activity).get().pk}
    assert files("uploads") == []
    assert len([name for name in files("attachments") if name.endswith(".jpg")]) == 2
    assert AuditEvent.objects.filter(event="attachments.attach").count() == 1
