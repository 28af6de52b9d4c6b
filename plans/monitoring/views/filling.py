"""The page behind a link: a department fills in its year without an account. The address itself is what lets it in."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from fulian.core.exceptions import Refused
from plans.monitoring import services
from plans.monitoring.forms import OfficeForm
from plans.monitoring.services.links import indicators_of, may_fill
from plans.monitoring.standing import Line, lines_of

HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address is a secret
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
}


@method_decorator([login_not_required, csrf_exempt, never_cache], name="dispatch")
class LinkFill(View):
    """No cookie lets anybody in here, so no other site can act through one: a forged request would need the address. And a
    browser that is told to send no referrer sends "Origin: null", which the CSRF check refuses.

    Wrong, ended or revoked: the same 404, which says whom to ask. The pages are drawn without the request, so that no menu
    and no session comes in.
    """

    http_method_names = ("get", "post", "head")

    @sensitive_variables("token")
    def dispatch(self, request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponse:
        link = services.find_link(token=token)
        if link is None:
            answer = HttpResponse(render_to_string("monitoring/link_ended.html"), status=404)
        else:
            self.link = link
            answer = super().dispatch(request, *args, **kwargs)
        for name, value in HEADERS.items():
            answer[name] = value
        return answer

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = self._lines()
        return self._page(request, lines, OfficeForm(lines=_open(lines), initial={"office": self.link.submitted_by}))

    def post(self, request: HttpRequest) -> HttpResponse:
        lines = self._lines()
        submit = request.POST.get("action") == "submit"
        form = OfficeForm(request.POST, lines=_open(lines), complete=submit)
        if not form.is_valid():
            return self._page(request, lines, form, status=422)
        try:
            services.fill_by_link(
                link=self.link, entries=form.entries, office=form.cleaned_data["office"], submit=submit
            )
        except Refused as refusal:
            form.add_refusal(refusal)
            return self._page(request, self._lines(), form, status=422)
        answer = HttpResponse(status=303)
        answer["Location"] = f"?done={'submit' if submit else 'save'}{'&size=large' if _large(request) else ''}"
        return answer

    def _lines(self) -> list[Line]:
        return lines_of(indicators_of(self.link), self.link.organization, self.link.year)

    def _page(self, request: HttpRequest, lines: list[Line], form: OfficeForm, status: int = 200) -> HttpResponse:
        context = {
            "link": self.link,
            "form": form,
            "open_lines": _open(lines),
            "closed_lines": [line for line in lines if not may_fill(line.value)],
            "returned": [line for line in lines if line.sent_back],
            "done": request.GET.get("done", "") if request.method == "GET" else "",
            "type_size": "large" if _large(request) else "",
        }
        return HttpResponse(render_to_string("monitoring/link_fill.html", context), status=status)


def _open(lines: list[Line]) -> list[Line]:
    return [line for line in lines if may_fill(line.value)]


def _large(request: HttpRequest) -> bool:
    return request.GET.get("size") == "large"
