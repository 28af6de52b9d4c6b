"""What is ready to be copied into WeChat: the activity told in sentences, and the photos that may be shown."""

from dataclasses import dataclass
from typing import Any

from activities.models import Activity
from activities.publicity.models import Message, PhotoMark
from activities.telling import paragraphs_of
from fulian.attachments.models import Attachment
from fulian.attachments.services import attachments_of


def text_of(activity: Activity) -> str:
    return "\n".join(paragraphs_of(activity))


def heading_of(activity: Activity) -> str:
    """清溪镇妇联：普法进集市."""
    return f"{activity.organization.name}：{activity.title}"[:80]


@dataclass(frozen=True)
class Photo:
    """A photo of the activity, and what somebody saw on it; `mark` is None as long as nobody has looked."""

    photo: Attachment
    mark: PhotoMark | None

    @property
    def is_fit(self) -> bool:
        return self.mark is not None and (not self.mark.has_children or self.mark.has_consent)

    @property
    def choice(self) -> str:
        """As the form has it: no, yes, consent, or nothing yet."""
        if self.mark is None:
            return ""
        if not self.mark.has_children:
            return "no"
        return "consent" if self.mark.has_consent else "yes"


def photos_of(activity: Activity) -> list[Photo]:
    photos = list(attachments_of(activity))
    marks = {mark.attachment_id: mark for mark in PhotoMark.objects.filter(attachment__in=photos)}
    return [Photo(photo, marks.get(photo.pk)) for photo in photos]


def plain_text(message: Message | None, activity: Activity) -> tuple[str, str]:
    """The heading and the text: as they were told, else as the record tells them."""
    if message is not None:
        return message.title, message.text
    return heading_of(activity), text_of(activity)


def message_of(activity: Activity) -> Message | None:
    found: Any = Message.objects.filter(activity=activity).select_related("lies_with").first()
    return found
