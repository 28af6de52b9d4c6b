"""Adding, putting right and taking away a line of an entry: the same three pages for every kind of line."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.registers import services
from fulian.registers.forms.parts import RemoveForm
from fulian.registers.parts import Line


class LineMixin:
    """`line` is given by the subclasses that urls.py asks for, one set for each kind of line."""

    line: Line
    permission = Permission.REGISTERS_EDIT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = self.entry  # type: ignore[attr-defined]
        return super().get_context_data(cancel_url=entry.get_absolute_url(), intro=self._intro(entry), **kwargs)  # type: ignore[misc]

    def _intro(self, entry: Any) -> str:
        return entry.name if hasattr(entry, "name") else str(entry)


class PartCreate(LineMixin, OnceMixin, views.FormView):
    success_message = "已登记。"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.may(self.permission):
            raise PermissionDenied
        self.entry = self._find_entry()
        return super().dispatch(request, *args, **kwargs)

    def _find_entry(self) -> Any:
        """404 when she may not even look at it, 403 when she may only look."""
        rows, pk = self.line.page.model._default_manager.listed(), self.kwargs["pk"]
        entry = rows.visible_to(self.request.user, Permission.REGISTERS_VIEW).filter(pk=pk).first()
        if entry is None:
            raise Http404
        if not self.request.user.scope(self.permission).covers(entry.organization.path):
            raise PermissionDenied
        return entry

    def get_form_kwargs(self) -> dict[str, Any]:
        line = self.line.model(**{self.line.model.entry_field: self.entry})
        return {**super().get_form_kwargs(), "instance": line}

    def perform(self, form: Any) -> Any:
        return services.add_part(part=form.instance, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_title=self.line.add_label, submit_label="保存", **kwargs)


class StoredPart(LineMixin):
    seen_with = Permission.REGISTERS_VIEW

    @property
    def entry(self) -> Any:
        return self.object.entry  # type: ignore[attr-defined]

    def get_success_url(self) -> str:
        url: str = self.entry.get_absolute_url()
        return url


class PartUpdate(StoredPart, OnceMixin, views.UpdateView):
    template_name = "registers/part_form.html"
    submit_label = "保存修改"

    def perform(self, form: Any) -> Any:
        return services.change_part(part=form.instance, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=f"修改{self.line.heading}",
            remove_url=reverse(self.line.url_name("remove"), args=[self.object.pk]),
            **kwargs,
        )


class PartRemove(StoredPart, views.ActView):
    form_class = RemoveForm
    submit_label = "删去这一条"
    success_message = "已删去。"

    def perform(self, form: Any) -> Any:
        self.kept = self.object.entry
        return services.remove_part(part=self.object, by=self.request.user)

    def get_success_url(self) -> str:
        url: str = self.kept.get_absolute_url()
        return url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title, note = self.line.title(self.object), self.line.note(self.object)
        return super().get_context_data(
            page_title=f"删去{self.line.heading}",
            question=f"“{title}{'，' + note if note else ''}”登记错了，要删去吗？",
            tone="danger",
            **kwargs,
        )


def line_views(line: Line) -> dict[str, Any]:
    """The view classes of one kind of line, by action."""
    entry = line.model.entry_field
    rows = line.model._default_manager.select_related(f"{entry}__organization", *line.joined)
    stored = {"line": line, "queryset": rows}
    name = line.model.__name__
    return {
        "create": type(f"{name}Create", (PartCreate,), {"line": line, "form_class": line.form}),
        "update": type(f"{name}Update", (PartUpdate,), {**stored, "form_class": line.form}),
        "remove": type(f"{name}Remove", (PartRemove,), stored),
    }
