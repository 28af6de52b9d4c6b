"""What the apps that build on activities add to an activity's page: 报名签到, 信息报送. An activity itself knows none of them.

Called in an app's AppConfig.ready(): register(Part("attendance", order=10, template="attendance/_part.html", context=…)).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from activities.models import Activity


@dataclass(frozen=True)
class Part:
    """`context` gives what the template shows to this person, or None when there is nothing for her."""

    code: str
    order: int
    template: str
    context: Callable[[Activity, Any], dict[str, Any] | None]


PARTS: dict[str, Part] = {}


def register(part: Part) -> None:
    if PARTS.get(part.code, part) != part:
        raise ValueError(f"{part.code} is declared twice")
    PARTS[part.code] = part


def parts_of(activity: Activity, user: Any) -> list[tuple[str, dict[str, Any]]]:
    """(template, context) of each part that has something to show, in order."""
    shown = ((part.template, part.context(activity, user)) for part in sorted(PARTS.values(), key=lambda p: p.order))
    return [(template, context) for template, context in shown if context is not None]
