"""OutboxMixin: a create view whose form may wait on the device until there is a line (static/js/outbox.js, ADR 9).

The device asks who is signed in (GET) and hands in what waited (POST), both with `Accept: application/json`. The submission
key makes a repeated hand-in lead to the first result, so that an answer lost on the way does no harm.
"""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import resolve
from django.utils.cache import add_never_cache_headers

from fulian.drafts.views import OnceMixin

OWNER = "X-Outbox-User"  # whose entry it is, as the device remembers it
IN_SIGHT = "X-Outbox-Now"  # she pressed the button just now and will see the page that the answer names


class OutboxMixin(OnceMixin):
    """Put it where OnceMixin would stand."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.for_device = request.headers.get("Accept", "").startswith("application/json")
        if self.for_device and OWNER in request.headers and request.headers[OWNER] != str(request.user.pk):
            return _answer({"state": "somebody_else"}, status=409)
        if self.for_device and IN_SIGHT not in request.headers:
            self.success_message = ""  # nobody is looking: it would turn up on some other page
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.for_device:
            return _answer({"user": request.user.pk, "token": get_token(request)})
        return super().get(request, *args, **kwargs)  # type: ignore[misc]

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        if self.for_device and response.status_code == 302:
            return _answer({"state": "saved", "url": response["Location"], "owner": owner_of(response["Location"])})
        return response

    def form_invalid(self, form) -> HttpResponse:
        if self.for_device:
            return _answer({"state": "refused", "errors": form.errors}, status=422)
        return super().form_invalid(form)  # type: ignore[misc]


def owner_of(url: str) -> str:
    """What the page of the result is about, as activities.activity:12: there the device hands in the photos of the entry.

    Read from the address, because a repeated hand-in is answered with nothing but the address of the first result.
    """
    found = resolve(urlsplit(url).path)
    model = found.func.view_class.queryset.model  # type: ignore[attr-defined]
    return f"{model._meta.label_lower}:{found.kwargs['pk']}"


def _answer(content: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(content, status=status)
    add_never_cache_headers(response)
    return response
