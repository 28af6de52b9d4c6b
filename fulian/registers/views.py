"""The same pages for every register; fulian/registers/pages.py says in what they differ."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.urls import reverse
from django.views.generic import RedirectView

from fulian.core import views
from fulian.core.chinese import long_date, money
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.indicators.locks import is_open
from fulian.indicators.tracing import counted_in
from fulian.ledgers.views import ExportView
from fulian.registers import services
from fulian.registers.history import history_of
from fulian.registers.pages import PAGES, Page

LABELS = {"members_text": "人数", "elected_text": "选出"}


class RegistersHome(views.PermissionMixin, RedirectView):
    """阵地队伍 opens at its first tab."""

    permission = Permission.REGISTERS_VIEW
    pattern_name = "registers:venue-list"


class PageMixin:
    """`page` is given by the subclasses that urls.py asks for, one set for each register."""

    page: Page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [{"label": page.title, "url": page.list_url, "current": page is self.page} for page in PAGES]
        return super().get_context_data(tabs=tabs, **kwargs)  # type: ignore[misc]


class EntryList(PageMixin, views.ListView):
    permission = Permission.REGISTERS_VIEW
    create_permission = Permission.REGISTERS_EDIT
    template_name = "registers/entry_list.html"
    empty_text = "登记以后，现有多少、新增多少都从这里数。"


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
            facts=_facts(entry, page.facts),
            officers=entry.officers.order_by("pk") if hasattr(entry, "officers") else (),
            indicators=self._indicators(),
            timeline=history_of(entry, history_words(page)),
            actions=self._actions() if in_reach and not entry.is_over else [],
            void_url=reverse(page.url_name("void"), args=[entry.pk]) if in_reach and not entry.is_over else "",
            **kwargs,
        )

    def _indicators(self) -> list:
        """计入哪些指标: nothing for what was voided."""
        if self.object.is_void or not self.request.user.may(Permission.INDICATORS_VIEW):
            return []
        return counted_in(self.object, *self.page.sources)

    def _actions(self) -> list[dict[str, str]]:
        page, entry = self.page, self.object
        actions = [{"label": "修改", "url": reverse(page.url_name("update"), args=[entry.pk]), "icon": "edit"}]
        first_day = getattr(entry, services.RULES[page.model].first_day)
        if page.end_words and first_day is not None:
            actions.append(
                {"label": page.end_words, "url": reverse(page.url_name("end"), args=[entry.pk]), "icon": "clock"}
            )
        return actions


class EntryCreate(PageMixin, OnceMixin, views.FormView):
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
    words = {"entered": "登记", "changed": "修改", "ended": page.end_words, "voided": "作废"}
    return {f"registers.{page.model._meta.model_name}_{verb}": label for verb, label in words.items() if label}


def _status(entry: services.Entry) -> dict[str, str]:
    return {"label": entry.state_label, "tone": "stop" if entry.is_over else "good"}


def _facts(entry: services.Entry, names: tuple[str, ...]) -> list[tuple[str, str]]:
    facts = [(LABELS.get(name) or str(entry._meta.get_field(name).verbose_name), _words(entry, name)) for name in names]
    return [(label, value) for label, value in facts if value]


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
