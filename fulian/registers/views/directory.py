"""通讯录 to ring somebody up, and 花名册 for the file."""

import datetime
import tempfile
from itertools import groupby
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.views import generic

from fulian.audit.services import record_access
from fulian.core import views
from fulian.core.permissions import Permission
from fulian.registers.choices import Position
from fulian.registers.composition import composition
from fulian.registers.filters import DirectoryFilter, RosterFilter
from fulian.registers.models import Officer
from fulian.registers.pages import OFFICER
from fulian.registers.roster import write_roster
from fulian.registers.tables import RosterTable
from fulian.registers.views.entries import tabs_of

RANKS = {position: rank for rank, position in enumerate(Position.values)}
KIND = "registers.roster"  # what the access record names


class InOfficeMixin:
    """Officers who are in office today."""

    permission = Permission.REGISTERS_VIEW
    queryset = Officer.objects.listed()
    request: HttpRequest

    def get_queryset(self):
        return super().get_queryset().counted().in_being_on(timezone.localdate())  # type: ignore[misc]

    def sees_phone(self, officer: Officer) -> bool:
        return bool(self.request.user.scope(Permission.REGISTERS_PHONES).covers(officer.organization.path))  # type: ignore[union-attr]


class Directory(InOfficeMixin, views.ListView):
    """By organization; a touch on the number calls it."""

    table_class = RosterTable
    filterset_class = DirectoryFilter
    template_name = "registers/directory.html"
    page_title = "通讯录"
    page_intro = "在任人员的电话，点号码就能打。"
    page_size = 60
    sorts = {"tree": ("按组织", "path_at")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(tabs=tabs_of(OFFICER), **kwargs)
        groups = []
        for organization, officers in groupby(context["page"].rows, key=lambda officer: officer.organization):
            ranked = sorted(officers, key=lambda officer: (RANKS[officer.position], officer.since))
            groups.append(
                {
                    "organization": organization,
                    "people": [
                        {
                            "officer": officer,
                            "phone": officer.phone if self.sees_phone(officer) else "",
                            "shown": officer.phone if self.sees_phone(officer) else officer.masked_phone,
                        }
                        for officer in ranked
                    ],
                }
            )
        may = self.request.user.may
        if not may(Permission.REGISTERS_PHONES):
            context["intro"] = "在任人员。您的职责看不到完整的手机号；有办公电话的可以直接打。"
        return {"intro": self.page_intro, **context, "groups": groups, "may_enter": may(Permission.REGISTERS_EDIT)}


class Roster(InOfficeMixin, views.ListView):
    table_class = RosterTable
    filterset_class = RosterFilter
    template_name = "registers/roster.html"
    page_title = "花名册"
    page_intro = "在任人员名单和构成。导出的表格就是换届报送的格式，导出会留下记录。"
    export_url = "registers:roster-export"
    sorts = {"tree": ("按组织", "path_at"), "since": ("新任职的在前", "-since")}
    empty_title = "还没有登记任职人员"
    empty_text = "在“任职人员”或“换届”里登记以后，这里就有名单。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = timezone.localdate()
        context = super().get_context_data(
            tabs=tabs_of(OFFICER), shares=composition(self.rows(), day), day=day, **kwargs
        )
        for officer in context["page"].rows:
            officer.age = officer.age_on(day)
        return context


class RosterExport(InOfficeMixin, views.ScopedMixin, generic.View):
    """The same people, as the .xlsx that a 换届 is reported with. Who took it is written down."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        day: datetime.date = timezone.localdate()
        officers = RosterFilter(request.GET or None, queryset=self.get_queryset(), request=request).qs
        post = request.user.current_post  # type: ignore[union-attr]
        name = post.organization.name if post else "妇联"
        file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
        write_roster(
            file,
            organization_name=name,
            officers=officers.in_order().iterator(chunk_size=2000),
            shares=composition(officers, day),
            day=day,
            sees_phone=self.sees_phone,
        )
        record_access("导出花名册", by=request.user, kind=KIND)
        file.seek(0)
        answer = FileResponse(
            file,
            as_attachment=True,
            filename=f"{name}_任职人员花名册_{day:%Y%m%d}.xlsx",
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
        answer["Cache-Control"] = "private, no-store"
        return answer
