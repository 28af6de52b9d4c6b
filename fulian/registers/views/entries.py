"""The same pages for every register; fulian/registers/pages.py says in what they differ."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.views.generic import RedirectView

from fulian.attachments.models import Attachment
from fulian.core import views
from fulian.core.chinese import long_date, money
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.indicators.locks import is_open
from fulian.indicators.tracing import counted_in
from fulian.ledgers.views import ExportView
from fulian.registers import services
from fulian.registers.history import history_of
from fulian.registers.measures import IN_USE, TEAM_MEMBERS
from fulian.registers.models import Officer, Team, Venue
from fulian.registers.models.officers import masked
from fulian.registers.pages import PAGES, VENUE, Page
from fulian.registers.parts import Line, lines_of
from fulian.registers.uses import done_by, held_in

LABELS = {"members_text": "人数", "elected_text": "选出", "term_text": "届次"}
PHONES = {"phone", "manager_phone"}


class RegistersHome(views.PermissionMixin, RedirectView):
    """阵地队伍 opens at its first tab."""

    permission = Permission.REGISTERS_VIEW
    pattern_name = "registers:venue-list"


def tabs_of(current: Page | None = None) -> list[dict[str, Any]]:
    """The registers beside each other."""
    return [{"label": page.title, "url": page.list_url, "current": page is current} for page in PAGES]


class PageMixin:
    """`page` is given by the subclasses that urls.py asks for, one set for each register."""

    page: Page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=tabs_of(self.page), **kwargs)  # type: ignore[misc]


class EntryList(PageMixin, views.ListView):
    permission = Permission.REGISTERS_VIEW
    create_permission = Permission.REGISTERS_EDIT
    template_name = "registers/entry_list.html"
    empty_text = "登记以后，现有多少、新增多少都从这里数。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = [link for link in self.page.links if self.request.user.may(link.permission)]
        return super().get_context_data(links=links, **kwargs)


class EntryExport(ExportView):
    pass


class EntryDetail(PageMixin, views.DetailView):
    permission = Permission.REGISTERS_VIEW
    template_name = "registers/entry_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry, page = self.object, self.page
        in_reach = self.request.user.scope(Permission.REGISTERS_EDIT).covers(entry.organization.path)
        return super().get_context_data(
            back_url=page.list_url,
            status=_status(entry),
            facts=_facts(entry, page.facts, see_phones=may_see_phones(self.request.user, entry)),
            officers=entry.officers.order_by("pk") if hasattr(entry, "officers") else (),
            sections=self._sections(may_edit=in_reach and not entry.is_void),
            venue=self._venue(may_edit=in_reach and not entry.is_over) if page is VENUE else None,
            work=done_by(entry, timezone.localdate(), self.request.user) if isinstance(entry, Team) else (),
            indicators=self._indicators(),
            timeline=history_of(entry, history_words(page)),
            actions=self._actions() if in_reach else [],
            void_url=reverse(page.url_name("void"), args=[entry.pk]) if in_reach and not entry.is_over else "",
            **kwargs,
        )

    def _sections(self, *, may_edit: bool) -> list[dict[str, Any]]:
        """The lines of the entry, one section a kind; a kind without lines only for her who may add one."""
        sections = []
        for line in lines_of(self.page):
            rows = line.rows(self.object)
            if rows or (may_edit and line.is_offered(self.object)):
                sections.append(_section(line, rows, self.object, may_edit=may_edit))
        return sections

    def _venue(self, *, may_edit: bool) -> dict[str, Any]:
        """What only a venue has: what was held there, and its standard."""
        venue: Venue = self.object
        held = held_in(venue, timezone.localdate()) if venue.opened_on else []
        checks = {check.item_id: check for check in venue.checks.all()}
        items = venue.kind.standard.filter(is_active=True)
        photos = photos_of(checks.values())
        standard = [
            {"item": item, "check": check, "photos": photos.get(check.pk, []) if check else []}
            for item in items
            for check in [checks.get(item.pk)]
        ]
        since = venue.standard_periods.filter(until__isnull=True).values_list("since", flat=True).first()
        return {
            "held": held,
            "closures": venue.closures.all(),
            "standard": standard,
            "reached": sum(1 for line in standard if line["check"] and line["check"].is_reached),
            "standard_since": since,
            "check_url": reverse("registers:venue-standard", args=[venue.pk])
            if may_edit and standard and venue.opened_on
            else "",
        }

    def _indicators(self) -> list:
        """计入哪些指标: nothing for what was voided."""
        if self.object.is_void or not self.request.user.may(Permission.INDICATORS_VIEW):
            return []
        found = counted_in(self.object, *self.page.sources)
        latest, source = None, TEAM_MEMBERS
        if isinstance(self.object, Team):
            latest = self.object.headcounts.first()
        elif isinstance(self.object, Venue):
            latest, source = self.object.use_periods.last(), IN_USE
        return found + counted_in(latest, source) if latest else found

    def _actions(self) -> list[dict[str, str]]:
        page, entry = self.page, self.object
        if entry.is_over:
            may_reopen = isinstance(entry, Venue) and not entry.is_void
            url = reverse("registers:venue-reopen", args=[entry.pk]) if may_reopen else ""
            return [{"label": "重新启用", "url": url, "icon": "undo"}] if may_reopen else []
        actions = [{"label": "修改", "url": reverse(page.url_name("update"), args=[entry.pk]), "icon": "edit"}]
        first_day = getattr(entry, services.RULES[page.model].first_day)
        if page.end_words and first_day is not None:
            actions.append(
                {"label": page.end_words, "url": reverse(page.url_name("end"), args=[entry.pk]), "icon": "clock"}
            )
        return actions


class EntryCreate(PageMixin, OnceMixin, views.FormView):
    template_name = "registers/entry_form.html"
    permission = Permission.REGISTERS_EDIT
    success_message = "已登记。"

    def perform(self, form: Any) -> services.Entry:
        return self.page.perform(form, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=self.page.list_url,
            page_title=self.page.create_label,
            submit_label=self.page.create_label,
            **kwargs,
        )


class EntryUpdate(PageMixin, OnceMixin, views.UpdateView):
    template_name = "registers/entry_form.html"
    permission = Permission.REGISTERS_EDIT
    seen_with = Permission.REGISTERS_VIEW
    submit_label = "保存修改"

    def perform(self, form: Any) -> services.Entry:
        return services.change(entry=form.instance, by=self.request.user, version=form.cleaned_data["version"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = self.object
        first_day = getattr(entry, services.RULES[self.page.model].first_day)
        locked = first_day is not None and not is_open(entry.organization, first_day)
        intro = (
            f"{long_date(first_day)}所在的月已审核通过或已锁定：种类、日期不能再改，其他内容可以改。" if locked else ""
        )
        return super().get_context_data(
            cancel_url=entry.get_absolute_url(), page_title=f"修改{self.page.title}", intro=intro, **kwargs
        )


class EntryEnd(PageMixin, views.ReasonView):
    permission = Permission.REGISTERS_EDIT
    seen_with = Permission.REGISTERS_VIEW
    question = "最后一天以前的数字不变，从第二天起不再计入现有。"

    def perform(self, form: Any) -> services.Entry:
        typed = form.cleaned_data
        return services.end(
            entry=self.object,
            by=self.request.user,
            day=typed["day"],
            reason=typed["reason"],
            status=typed.get("status", ""),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.page.end_words
        return super().get_context_data(page_title=words, submit_label=words, **kwargs)


class EntryVoid(PageMixin, views.ReasonView):
    """For what was never there: a mistake, a double entry."""

    permission = Permission.REGISTERS_EDIT
    seen_with = Permission.REGISTERS_VIEW
    page_title = "作废"
    question = "登记有误才作废：还能查到，但从来没有计入过。真的停用、离任，请返回选那一项。"
    submit_label = "作废这一条"
    success_message = "已作废。"
    tone = "danger"

    def perform(self, form: Any) -> services.Entry:
        return services.void(entry=self.object, by=self.request.user, reason=form.cleaned_data["reason"])


def views_of(page: Page) -> dict[str, Any]:
    """The view classes of one register, by action."""
    rows = page.model._default_manager.listed()
    common: dict[str, Any] = {"page": page, "queryset": rows}
    listing = {
        **common,
        "page_title": page.title,
        "page_intro": page.intro,
        "create_label": page.create_label,
        "create_url": page.url_name("create"),
        "export_url": page.url_name("export"),
        "table_class": page.table,
        "filterset_class": page.filterset,
        "sorts": {code: (label, column) for code, label, column in page.sorts},
        "empty_title": f"还没有登记{page.title}",
    }
    made = {
        "list": type(f"{page.slug.title()}List", (EntryList,), listing),
        "create": type(
            f"{page.slug.title()}Create", (EntryCreate,), {"page": page, "form_class": page.create_form or page.form}
        ),
        "export": type(
            f"{page.slug.title()}Export", (EntryExport,), {"ledger": page.ledger, "filterset_class": page.filterset}
        ),
        "detail": type(f"{page.slug.title()}Detail", (EntryDetail,), common),
        "update": type(f"{page.slug.title()}Update", (EntryUpdate,), {**common, "form_class": page.form}),
        "void": type(f"{page.slug.title()}Void", (EntryVoid,), common),
    }
    if page.end_words:
        made["end"] = type(f"{page.slug.title()}End", (EntryEnd,), {**common, "form_class": page.end_form})
    return made


def history_words(page: Page) -> dict[str, str]:
    name = page.model._meta.model_name
    words = {"entered": "登记", "changed": "修改", "ended": page.end_words, "voided": "作废"}
    found = {f"registers.{name}_{verb}": label for verb, label in words.items() if label}
    for line in lines_of(page):
        for verb, label in (("added", "登记"), ("changed", "修改"), ("removed", "删去")):
            found[f"registers.{line.model._meta.model_name}_{verb}"] = f"{label}{line.heading}"
    found |= {"registers.venue_reopened": "重新启用"} if page is VENUE else {}
    return found | {"registers.venue_checked": "核对达标条件", "registers.team_counted": "登记人数"}


def may_see_phones(user: Any, entry: Any) -> bool:
    return bool(user.scope(Permission.REGISTERS_PHONES).covers(entry.organization.path))


def photos_of(owners: Iterable[models.Model]) -> dict[int, list[Attachment]]:
    """{owner: its photos}, in one query."""
    owners = list(owners)
    found: dict[int, list[Attachment]] = {}
    if owners:
        kept = Attachment.objects.filter(owner_type=owners[0]._meta.label_lower, owner_id__in=[o.pk for o in owners])
        for photo in kept.order_by("pk"):
            found.setdefault(photo.owner_id, []).append(photo)
    return found


def _section(line: Line, rows: list[Any], entry: Any, *, may_edit: bool) -> dict[str, Any]:
    return {
        "heading": line.heading,
        "rows": [
            {
                "title": line.title(row),
                "note": line.note(row),
                "url": reverse(line.url_name("update"), args=[row.pk]) if may_edit else "",
            }
            for row in rows
        ],
        "add_url": line.add_url(entry) if may_edit and line.is_offered(entry) else "",
        "add_label": line.add_label,
    }


def _status(entry: services.Entry) -> dict[str, str]:
    return {"label": entry.state_label, "tone": "stop" if entry.is_over else "good"}


def _facts(entry: services.Entry, names: tuple[str, ...], *, see_phones: bool) -> list[dict[str, Any]]:
    """What is not known is left out. A phone number is a link to call it, or its last four digits."""
    facts: list[dict[str, Any]] = []
    for name in names:
        if value := _words(entry, name):
            fact = {"label": LABELS.get(name) or str(entry._meta.get_field(name).verbose_name), "value": value}
            if name in PHONES:
                fact = fact | ({"url": f"tel:{value}"} if see_phones else {"value": masked(value)})
            facts.append(fact)
    if isinstance(entry, Officer) and (age := entry.age_on(timezone.localdate())) is not None:
        birth = next(fact for fact in facts if fact["value"] == entry.birth)
        birth["value"] = f"{entry.birth}（{age}岁）"
    return facts


def _words(entry: models.Model, name: str) -> str:
    """A field as a reader wants it."""
    value = getattr(entry, f"get_{name}_display", None)
    value = value() if value is not None else getattr(entry, name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, datetime.date):
        return long_date(value)
    if isinstance(value, Decimal):
        return money(value)
    return str(value)
