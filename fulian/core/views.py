"""Views that declare a permission and a queryset; what a person may see is settled here and nowhere else.

Out of scope: 404, as if it did not exist. In scope without the permission: 403. A view that forgets to declare either does
not start. They ask `request.user` the two questions of `permissions.Holder` and know no User class.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.views import generic
from django_tables2.data import TableListData

from fulian.core.exceptions import Refused
from fulian.core.forms import PortalForm, ReasonForm
from fulian.core.keyset import paginate
from fulian.core.permissions import Permission


class PermissionMixin:
    """The first half: may she do this at all?"""

    permission: Permission
    request: HttpRequest

    @classmethod
    def as_view(cls, **initkwargs: Any):
        if not isinstance(getattr(cls, "permission", None), Permission):
            raise ImproperlyConfigured(f"{cls.__name__} declares no permission.")
        return super().as_view(**initkwargs)  # type: ignore[misc]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.may(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ScopedMixin(PermissionMixin):
    """The second half: which rows? `queryset` is a ScopedQuerySet, narrowed here to her organizations.

    `seen_with`: the weaker permission with which she may at least look. An object that she may look at but not change
    answers 403; one that she may not even look at answers 404.
    """

    queryset: Any
    seen_with: Permission | None = None

    @classmethod
    def as_view(cls, **initkwargs: Any):
        if getattr(cls, "queryset", None) is None:
            raise ImproperlyConfigured(f"{cls.__name__} declares no queryset.")
        return super().as_view(**initkwargs)

    def get_queryset(self):
        return self.queryset.all().visible_to(self.request.user, self.permission)

    def get_object(self, queryset=None):
        try:
            return super().get_object(queryset)  # type: ignore[misc]
        except Http404:
            if self.seen_with:
                seen = self.queryset.all().visible_to(self.request.user, self.seen_with)
                if seen.filter(pk=self.kwargs.get("pk")).exists():  # type: ignore[attr-defined]
                    raise PermissionDenied from None
            raise


class PageOfRows(TableListData):
    """A page that still knows its model: a table takes the labels of its columns from there."""

    @property
    def model(self):
        return type(self.data[0]) if self.data else None


class ListView(ScopedMixin, generic.TemplateView):
    """A list: django-filter narrows, django-tables2 draws, keyset paging turns.

    `sorts`: {code: (label, column)}; a column is non-null and indexed, with "-" for the newest first. The first is the default.
    """

    template_name = "generic/list.html"
    filterset_class: Any = None
    table_class: Any = None
    sorts: dict[str, tuple[str, str]] = {}
    page_size = 30
    page_title = ""
    page_intro = ""
    create_url = ""  # URL name
    create_label = ""
    create_permission: Permission | None = None
    export_url = ""  # URL name
    empty_title = "还没有记录"
    empty_text = ""

    @cached_property
    def filterset(self):
        if self.filterset_class is None:
            return None
        return self.filterset_class(self.request.GET or None, queryset=self.get_queryset(), request=self.request)

    def rows(self):
        """Filtered rows; a filter that does not parse shows its message and narrows nothing."""
        return self.filterset.qs if self.filterset is not None else self.get_queryset()

    @property
    def sort(self) -> str:
        wanted = self.request.GET.get("sort", "")
        return wanted if wanted in self.sorts else next(iter(self.sorts))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = paginate(
            self.rows(), sort=self.sorts[self.sort][1], cursor=self.request.GET.get("cursor", ""), size=self.page_size
        )
        user = self.request.user
        return super().get_context_data(
            filterset=self.filterset,
            table=self.table_class(PageOfRows(page.rows)),  # given the request, it would cut the page to 25 rows
            page=page,
            sorts=[
                {"code": code, "label": label, "current": code == self.sort, "url": self._url(sort=code, cursor=None)}
                for code, (label, _) in self.sorts.items()
            ],
            next_url=self._url(cursor=page.next_cursor) if page.next_cursor else "",
            previous_url=self._url(cursor=page.previous_cursor) if page.previous_cursor else "",
            filtered=any(value for key, value in self.request.GET.items() if key not in ("sort", "cursor")),
            may_create=bool(self.create_url) and user.may(self.create_permission or self.permission),
            export_query=self._query(cursor=None),
            saved_filters=self._saved_filters(),
            **kwargs,
        )

    def _saved_filters(self) -> list | None:
        """What she saved of this list; None for a list that cannot be narrowed, or that has an address of its own for each object."""
        match = self.request.resolver_match
        if self.filterset_class is None or match is None or match.kwargs:
            return None
        return self.request.user.saved_filters_of(match.view_name)

    def _query(self, **changes: str | None) -> str:
        query = self.request.GET.copy()
        for key, value in changes.items():
            query.pop(key, None)
            if value:
                query[key] = value
        return query.urlencode()

    def _url(self, **changes: str | None) -> str:
        query = self._query(**changes)
        return f"{self.request.path}?{query}" if query else self.request.path


class DetailView(ScopedMixin, generic.DetailView):
    template_name = "generic/detail.html"


class ServiceFormMixin:
    """A valid form leads to one service call; what the service refuses is shown in the form, everything typed still there."""

    success_message = "已保存。"  # or a property, which may tell of self.result
    perform: Callable[[Any], Any]  # calls the service with a valid form; what it returns has get_absolute_url()

    def get_success_url(self) -> str:
        return self.result.get_absolute_url()  # type: ignore[attr-defined]

    def form_valid(self, form) -> HttpResponse:
        try:
            self.result = self.perform(form)
        except Refused as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)  # type: ignore[attr-defined]
        if self.success_message:
            messages.success(self.request, self.success_message)  # type: ignore[attr-defined]
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]


class FormView(PermissionMixin, ServiceFormMixin, generic.FormView):
    """Create something: the form is given the user, so that it offers only organizations within her reach."""

    template_name = "generic/form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}


class ObjectFormView(ScopedMixin, ServiceFormMixin, generic.detail.SingleObjectMixin, generic.FormView):
    """Change something that exists: `self.object` is in scope."""

    template_name = "generic/form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.may(self.permission):
            raise PermissionDenied
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def why_over(self) -> str:
        """Why there is nothing to fill in any more (the draft was issued, the answer given); "" while there is."""
        return ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who comes by an old link is told before she types. What she sends all the same, the service refuses."""
        if reason := self.why_over():
            messages.warning(request, reason)
            return HttpResponseRedirect(self.get_cancel_url())
        return super().get(request, *args, **kwargs)

    def get_cancel_url(self) -> str:
        """Where 返回 leads, with nothing done: to the object's own page, if it has one."""
        page = getattr(self.object, "get_absolute_url", None)
        return page() if page else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "cancel_url" not in kwargs:
            kwargs["cancel_url"] = self.get_cancel_url()
        return super().get_context_data(**kwargs)


class UpdateView(ObjectFormView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object, "user": self.request.user}


class ReasonView(ObjectFormView):
    """An act that needs a reason: cancel, return, revoke. Shows what will happen, asks why, does it once."""

    form_class = ReasonForm
    template_name = "generic/confirm.html"
    page_title = ""
    question = ""  # what will happen, in a sentence
    submit_label = "确定"


class ActView(ObjectFormView):
    """An act that needs no words: submit, approve, publish. A GET asks, a POST does."""

    form_class = PortalForm
    template_name = "generic/confirm.html"
    page_title = ""
    question = ""
    submit_label = "确定"
