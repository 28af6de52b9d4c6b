from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from fulian.attachments.models import Attachment
from fulian.attachments.registry import OWNERS, Owner
from fulian.attachments.services import attach, attachments_of, read_attachment, remove_attachment
from fulian.audit.models import AccessEvent, AuditEvent
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.organizations.models import Organization
from tests.attachments.photos import image


@pytest.fixture
def photo(cast, monkeypatch):
    """A photo of the village, which stands here for any record of it."""
    owner = Owner(Permission.ACTIVITIES_VIEW, Organization.objects.all, Permission.ACTIVITIES_EDIT)
    monkeypatch.setitem(OWNERS, "organizations.organization", owner)
    return attach(owner=cast.village, upload=image(), by=cast.village_chair)


def files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_the_name_on_the_phone_leaves_no_trace(cast, photo):
    assert list(attachments_of(cast.village)) == [photo]
    assert len(files()) == 2
    assert all("张玥" not in str(path) for path in files())
    assert "张玥" not in str(AuditEvent.objects.get(event="attachments.attach").detail)


def test_a_photo_is_seen_by_who_may_see_its_record(cast, photo, as_user):
    for user in (cast.village_chair, cast.town_chair, cast.leader):
        answer = as_user(user).get(photo.url)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, max-age=86400, immutable"
    for user in (cast.other_village_chair, cast.other_town_chair, cast.outsider, cast.administrator):
        assert as_user(user).get(photo.url).status_code == 404
        assert as_user(user).get(photo.thumbnail_url).status_code == 404


def test_a_photo_whose_owner_no_app_knows_is_seen_by_nobody(cast, photo, as_user, monkeypatch):
    monkeypatch.delitem(OWNERS, "organizations.organization")
    assert as_user(cast.village_chair).get(photo.url).status_code == 404


def test_a_confidential_photo_lies_encrypted_and_each_look_is_written_down(cast, photo, as_user):
    secret = attach(owner=cast.village, upload=image(), by=cast.village_chair, confidential=True)
    with default_storage.open(secret.file_name) as file:
        assert not file.read().startswith(b"\xff\xd8")
    assert read_attachment(secret, thumbnail=False).startswith(b"\xff\xd8")
    answer = as_user(cast.village_chair).get(secret.url)
    assert answer.content == read_attachment(secret, thumbnail=False)
    assert answer["Cache-Control"] == "private, no-store"
    assert AccessEvent.objects.get().actor_id == cast.village_chair.pk


def test_a_photo_is_taken_away_by_who_may_change_the_record(cast, photo, as_user, django_capture_on_commit_callbacks):
    assert as_user(cast.other_village_chair).post(photo.remove_url).status_code == 404
    assert as_user(cast.leader).post(photo.remove_url).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        assert as_user(cast.village_chair).post(photo.remove_url, {"next": "/here/"}).url == "/here/"
    assert not Attachment.objects.exists()
    assert files() == []
    assert AuditEvent.objects.filter(event="attachments.remove").count() == 1


def test_a_removal_that_is_rolled_back_keeps_the_files(cast, photo, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        remove_attachment(attachment=photo, by=cast.village_chair)
    assert len(files()) == 2


def test_a_record_has_at_most_twenty_photos(cast, photo, monkeypatch):
    monkeypatch.setattr("fulian.attachments.services.keeping.MOST_PER_OWNER", 1)
    with pytest.raises(Refused, match="最多放1张"):
        attach(owner=cast.village, upload=image(), by=cast.village_chair)
