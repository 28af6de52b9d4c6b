"""What the apps that build on activities add to it: a part of its page (报名签到), a rule for its photos (信息报送). An activity itself
knows none of them.

Called in an app's AppConfig.ready(): register(Part("attendance", order=10, template="attendance/_part.html", context=…)).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from activities.models import Activity
from fulian.attachments.querysets import AttachmentQuerySet


@dataclass(frozen=True)
class Part:
    """`context` gives what the template shows to this person, or None when there is nothing for her."""

    code: str
    order: int
    template: str
    context: Callable[[Activity, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class PhotoRule:
    """Which photos may leave the house, and where somebody says so: `url` is a URL name that takes the activity's key."""

    fit: Callable[[AttachmentQuerySet], AttachmentQuerySet]
    url: str


PARTS: dict[str, Part] = {}
PHOTO_RULES: list[PhotoRule] = []


def register(part: Part) -> None:
    if PARTS.get(part.code, part) != part:
        raise ValueError(f"{part.code} is declared twice")
    PARTS[part.code] = part


def parts_of(activity: Activity, user: Any) -> list[tuple[str, dict[str, Any]]]:
    """(template, context) of each part that has something to show, in order."""
    shown = ((part.template, part.context(activity, user)) for part in sorted(PARTS.values(), key=lambda p: p.order))
    return [(template, context) for template, context in shown if context is not None]


def fit_to_leave(photos: AttachmentQuerySet) -> AttachmentQuerySet:
    """Those that every rule lets out: a photo that leaves the house is seen by people whom nobody knows."""
    for rule in PHOTO_RULES:
        photos = rule.fit(photos)
    return photos
