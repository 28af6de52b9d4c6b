import uuid

from fulian.attachments.services import attach, begin, take
from tests.access.matrix import Row
from tests.attachments.photos import image
from tests.factories.activities import ActivityFactory


def photo(cast):
    activity = ActivityFactory(organization=cast.village, by=cast.village_chair)
    return {"pk": attach(owner=activity, upload=image(), by=cast.village_chair).pk}


KEEPERS = ("village_chair", "village_aide", "town_chair", "town_officer")
READERS = (*KEEPERS, "district_officer", "leader")

ROLE_MATRIX = [
    Row("attachments:attachment-photo", photo, expect=dict.fromkeys(READERS, 200), others=404),
    Row("attachments:attachment-thumbnail", photo, expect=dict.fromkeys(READERS, 200), others=404),
    Row(
        "attachments:attachment-remove", photo, method="post",
        expect=dict.fromkeys(KEEPERS, 302) | {"district_officer": 403, "leader": 403}, others=404,
    ),
]  # fmt: skip


def upload(cast):
    """Begun by the village chair, all there: a key is hers who made it."""
    owner, content, by = (
        ActivityFactory(organization=cast.village, by=cast.village_chair),
        image().read(),
        cast.village_chair,
    )
    begun = begin(key=uuid.uuid4(), owner_type="activities.activity", owner_id=owner.pk, size=len(content), by=by)
    take(upload=begun, offset=0, content=content)
    return {"key": begun.key}


def of_an_activity(cast):
    return {
        "owner": f"activities.activity:{ActivityFactory(organization=cast.village, by=cast.village_chair).pk}",
        "size": "9",
    }


ROLE_MATRIX += [
    Row("attachments:upload", upload, expect={"village_chair": 200}, others=404),
    Row("attachments:upload", lambda cast: {"key": uuid.uuid4()}, method="post", data=of_an_activity, as_role="begun",
        expect=dict.fromkeys(KEEPERS, 200), others=404),
    Row("attachments:upload-finish", upload, method="post", expect={"village_chair": 200}, others=404),
]  # fmt: skip
