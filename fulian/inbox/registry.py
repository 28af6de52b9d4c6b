"""What the home page asks of a person: each app declares its part in its own inbox.py, found at start-up like admin.py is.

    register(
        TodoProvider("reports.review", order=10, permission=Permission.REPORTS_REVIEW, todos=reports_to_review),
        HomeSection("reports.month", order=10, permission=Permission.REPORTS_FILE, template="reports/home_month.html",
                    context=month_section),
        DraftForm("activities.activity", "活动", create_url="activities:activity-create"),
    )

A function is given the user and today's date and costs a fixed number of queries, whatever there is to do. Sections stand in
their order, the list of todos among them at WAITING_ORDER: 10 现在该做什么, 20 quick entry or figures, 30 待我处理, 40 what follows.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from fulian.core.permissions import Permission

WAITING_ORDER = 30


@dataclass(frozen=True)
class Todo:
    """One thing that waits for her. Never a private person's name in it: it is read over shoulders and in lists."""

    title: str
    text: str = ""
    url: str = ""
    tone: str = "mine"  # of _components/status.html: mine waits for her, late is overdue, wait waits for others, stop was returned
    count: int | None = None
    due: datetime.date | None = None


class Declared:
    """Who it is for: whoever holds the permission and, where roles are named, one of these roles."""

    permission: Permission | None
    roles: tuple[str, ...]

    def is_for(self, user: Any) -> bool:
        if self.permission is not None and not user.may(self.permission):
            return False
        return not self.roles or not user.role_codes.isdisjoint(self.roles)


@dataclass(frozen=True)
class TodoProvider(Declared):
    code: str
    order: int
    todos: Callable[[Any, datetime.date], Iterable[Todo]]
    permission: Permission | None = None
    roles: tuple[str, ...] = ()
    has_section: bool = (
        False  # a section of the home page shows them already; the page of to-dos lists them all the same
    )


@dataclass(frozen=True)
class HomeSection(Declared):
    """A part of the home page. `context` gives what its template shows, or None when there is nothing to say."""

    code: str
    order: int
    template: str
    context: Callable[[Any, datetime.date], dict[str, Any] | None]
    permission: Permission | None = None
    roles: tuple[str, ...] = ()
    aside: bool = False  # beside the main column on a desk, at the end on a phone


@dataclass(frozen=True)
class DraftForm:
    """A form whose drafts her home page shows. `code` is the view's `draft_key`; `update_url` takes the object's pk."""

    code: str
    label: str
    create_url: str
    update_url: str = ""

    def url(self, object_id: int) -> str:
        place = (
            reverse(self.update_url, args=[object_id]) if object_id and self.update_url else reverse(self.create_url)
        )
        return f"{place}?draft=1"


PROVIDERS: dict[str, TodoProvider] = {}
HOME_SECTIONS: dict[str, HomeSection] = {}
DRAFT_FORMS: dict[str, DraftForm] = {}
REGISTRIES: dict[type, dict[str, Any]] = {
    TodoProvider: PROVIDERS,
    HomeSection: HOME_SECTIONS,
    DraftForm: DRAFT_FORMS,
}


def register(*declared: TodoProvider | HomeSection | DraftForm) -> None:
    for item in declared:
        registry = REGISTRIES[type(item)]
        if registry.get(item.code, item) != item:
            raise ValueError(f"{item.code} is declared twice")
        registry[item.code] = item


def todos_for(user: Any, today: datetime.date, *, beside_sections: bool = False) -> list[Todo]:
    """In the order of their providers; within one, as it gave them. `beside_sections`: without what a section shows already."""
    chosen = [one for one in PROVIDERS.values() if not (beside_sections and one.has_section)]
    providers = sorted(chosen, key=lambda provider: (provider.order, provider.code))
    return [todo for provider in providers if provider.is_for(user) for todo in provider.todos(user, today)]


def sections_for(user: Any, today: datetime.date) -> list[tuple[HomeSection, dict[str, Any]]]:
    sections = sorted(HOME_SECTIONS.values(), key=lambda section: (section.order, section.code))
    filled = ((section, section.context(user, today)) for section in sections if section.is_for(user))
    return [(section, context) for section, context in filled if context is not None]
