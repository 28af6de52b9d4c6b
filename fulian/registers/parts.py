"""The lines that belong to an entry of a register, and how its page shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from fulian.core.chinese import long_date, money
from fulian.registers.forms import parts as forms
from fulian.registers.models import (
    Appraisal,
    Assignment,
    Duty,
    Part,
    Project,
    TeamHeadcount,
    VenueAssessment,
    VenueEvent,
    VenueOfficer,
    VenueRoom,
)
from fulian.registers.pages import OFFICER, TEAM, VENUE, Page


def _span(part: Any) -> str:
    """Since when, and until when if it is over."""
    return f"{long_date(part.since)}起" if part.until is None else f"{long_date(part.since)}至{long_date(part.until)}"


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)


def _event_note(event: VenueEvent) -> str:
    return _joined(long_date(event.happened_on), event.level, event.note, money(event.cost) if event.cost else "")


def _done(project: Project) -> str:
    return f"{long_date(project.done_on)}办成" if project.done_on else ""


def _assessment_note(one: VenueAssessment) -> str:
    return _joined(one.assessor, long_date(one.assessed_on) if one.assessed_on else "")


def _assignment_note(one: Assignment) -> str:
    return _joined(f"{one.households}户" if one.households is not None else "", _span(one))


def _year(thing: Any) -> str:
    return f"{thing.year}年"


@dataclass(frozen=True)
class Line:
    """One kind of line. `title` and `note` are what a row of the entry's page says."""

    slug: str
    page: Page
    model: type[Part]
    form: type[forms.PartForm]
    related: str  # the entry's accessor
    heading: str
    add_label: str
    title: Callable[[Any], str]
    note: Callable[[Any], str]
    joined: tuple[str, ...] = ()  # what title and note touch
    kinds: tuple[str, ...] = ()  # offered for entries of these kinds; for all when empty

    def url_name(self, action: str) -> str:
        return f"registers:{self.slug}-{action}"

    def is_offered(self, entry: Any) -> bool:
        return not self.kinds or entry.kind.code in self.kinds

    def rows(self, entry: Any) -> list[Any]:
        return list(getattr(entry, self.related).select_related(*self.joined))

    def add_url(self, entry: Any) -> str:
        return reverse(self.url_name("create"), args=[entry.pk])


LINES = (
    Line(
        "venue-officer", VENUE, VenueOfficer, forms.VenueOfficerForm, "keepers", "联系执委", "加一位联系执委",
        lambda k: f"{k.officer.name}（{k.officer.get_position_display()}）", _span, joined=("officer",),
    ),
    Line(
        "venue-room", VENUE, VenueRoom, forms.VenueRoomForm, "rooms", "功能室和课程", "加一个功能室",
        str, lambda room: room.use,
    ),
    Line(
        "venue-event", VENUE, VenueEvent, forms.VenueEventForm, "events", "改造、示范等大事", "登记一件大事",
        lambda event: event.get_kind_display(), _event_note,
    ),
    Line(
        "venue-assessment", VENUE, VenueAssessment, forms.VenueAssessmentForm, "assessments", "年度评估", "登记一年的评估",
        str, _assessment_note, kinds=("parents_school", "womens_home", "childrens_home", "micro_home"),
    ),
    Line(
        "headcount", TEAM, TeamHeadcount, forms.HeadcountForm, "headcounts", "各年人数", "登记一年的人数",
        _year, lambda one: one.members_text,
    ),
    Line(
        "assignment", OFFICER, Assignment, forms.AssignmentForm, "assignments", "包联", "加一处包联", str, _assignment_note,
    ),
    Line(
        "duty", OFFICER, Duty, forms.DutyForm, "duties", "轮值", "加一个值班月份", str, lambda duty: duty.task,
    ),
    Line(
        "project", OFFICER, Project, forms.ProjectForm, "projects", "领办项目", "加一个领办项目",
        str, lambda one: _joined(_year(one), one.get_status_display(), _done(one), one.result),
    ),
    Line(
        "appraisal", OFFICER, Appraisal, forms.AppraisalForm, "appraisals", "述职", "登记一年的述职",
        lambda one: f"{one.year}年",
        lambda one: _joined(one.get_result_display(), long_date(one.reported_on) if one.reported_on else ""),
    ),
)  # fmt: skip


def lines_of(page: Page) -> list[Line]:
    return [line for line in LINES if line.page is page]
