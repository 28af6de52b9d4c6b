from fulian.attachments.services import attach
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
