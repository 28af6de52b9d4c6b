"""Keeping a narrowed list under a name, and dropping it again; both lead back to the list."""

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse
from django.views import View

from fulian.accounts.services.saved import forget_filter, save_filter
from fulian.core.exceptions import Refused
from fulian.core.views import ListView


class FilterSave(View):
    """POST `path` (a list of the portal), `query`, `label`."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        page, filters = _list_at(request.POST.get("path", ""))
        asked = parse_qsl(request.POST.get("query", ""))
        query = urlencode([(name, value) for name, value in asked if name in filters and value])
        try:
            saved = save_filter(page=page, label=request.POST.get("label", ""), query=query, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(f"{reverse(page)}?{query}")
        messages.success(request, f"已存下“{saved.label}”，以后在筛选下面点一下就是。")
        return HttpResponseRedirect(saved.url)


class FilterForget(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        saved = get_object_or_404(request.user.saved_filters, pk=pk)
        forget_filter(saved=saved, by=request.user)
        return HttpResponseRedirect(reverse(saved.page))


def _list_at(path: str) -> tuple[str, set[str]]:
    """URL name of a list of the portal, and the names of its filters (with its sort); 404 for any other address."""
    try:
        match = resolve(path)
    except Resolver404:
        raise Http404 from None
    view = getattr(match.func, "view_class", None)
    if view is None or not issubclass(view, ListView) or view.filterset_class is None or match.kwargs:
        raise Http404
    return match.view_name, {*view.filterset_class.base_filters, "sort"}
