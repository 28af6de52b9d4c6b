"""Pages that only venues have: the checklist of their standard, and those in which nothing was held for long."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from fulian.core import views
from fulian.core.chinese import long_date
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.registers import services
from fulian.registers.filters import QuietFilter
from fulian.registers.forms import ReopenForm
from fulian.registers.forms.standard import StandardForm
from fulian.registers.models import Venue
from fulian.registers.pages import VENUE
from fulian.registers.tables import QuietTable
from fulian.registers.uses import last_days, quiet_venues
from fulian.registers.views.entries import photos_of, tabs_of


class VenueStandard(OnceMixin, views.UpdateView):
    """五有, one after the other: reached or not, a word, photos."""

    permission = Permission.REGISTERS_EDIT
    seen_with = Permission.REGISTERS_VIEW
    queryset = Venue.objects.listed()
    form_class = StandardForm
    template_name = "registers/venue_standard.html"
    page_title = "核对达标条件"
    submit_label = "保存核对结果"
    success_message = "已保存核对结果。"

    def perform(self, form: StandardForm) -> Venue:
        return services.check_standard(
            venue=self.object, findings=form.findings, day=form.cleaned_data["checked_on"], by=self.request.user
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checks = {check.item_id: check for check in self.object.checks.all()}
        photos = photos_of(checks.values())
        kept = {item: photos.get(check.pk, []) for item, check in checks.items()}
        form = kwargs.get("form") or self.get_form()
        lines = [
            {**line, "photos": kept.get(line["item"].pk, []), "open": any(field.errors for field in line["rest"])}
            for line in form.lines
        ]
        return super().get_context_data(**{**kwargs, "form": form}, lines=lines, intro=self.object.name)


class VenueReopen(views.ReasonView):
    """For one that was closed by mistake, or is used again."""

    permission = Permission.REGISTERS_EDIT
    seen_with = Permission.REGISTERS_VIEW
    queryset = Venue.objects.listed()
    form_class = ReopenForm
    page_title = submit_label = "重新启用"
    success_message = "已重新启用。"

    @property
    def question(self) -> str:  # type: ignore[override]
        closed = self.object.closed_on
        when = f"{long_date(closed)}{self.object.get_status_display()}。" if closed else ""
        return f"{when}从重新启用的那天起又计入现有阵地，不算新建；以前的数字不变。"

    def perform(self, form: Any) -> Venue:
        return services.reopen(venue=self.object, by=self.request.user, **form.cleaned_data)


class VenueQuiet(views.ListView):
    """「60天没有活动」: not a reproach but a list of whom to ring up."""

    permission = Permission.REGISTERS_VIEW
    queryset = Venue.objects.listed()
    table_class = QuietTable
    filterset_class = QuietFilter
    template_name = "registers/entry_list.html"
    sorts = {"opened": ("建成早的在前", "opened_on"), "name": ("按名称", "name")}
    empty_title = "没有这样的阵地"
    empty_text = "平时办活动的阵地，最近都有活动。"

    @property
    def days(self) -> int:
        typed = self.request.GET.get("days", "")
        return (
            int(typed) if typed.isascii() and typed.isdigit() and 0 < int(typed) < 1000 else settings.VENUE_QUIET_DAYS
        )

    @property
    def page_title(self) -> str:
        return f"{self.days}天没有活动的阵地"

    @property
    def page_intro(self) -> str:
        return (
            f"在用的、平时办活动的阵地，最近{self.days}天没有记过活动。先问问是没有办，还是办了没有记；"
            "确实不再用的，到阵地里选“停用或摘牌”。"
        )

    def get_queryset(self):
        return quiet_venues(super().get_queryset(), days=self.days, today=timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(tabs=tabs_of(VENUE), **kwargs)
        rows = context["page"].rows
        held = last_days(rows, timezone.localdate())
        for row in rows:
            row.last_held = held.get(row.pk)
        return context
