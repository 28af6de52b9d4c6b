"""Nobody sees anything before she has signed in, chosen her own password, and given the second factor that her roles ask for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fulian.accounts import sessions

ALWAYS = {"accounts:sign-in", "accounts:sign-out", "accounts:type-size"}
STEPS = {
    "password": ("accounts:password-change", {"accounts:password-change"}),
    "second factor": ("accounts:second-factor", {"accounts:second-factor", "accounts:second-factor-setup"}),
}


class SecondFactorMiddleware:
    """`request.held_back` names the step that is still missing, "" when there is none: base.html shows no menu then."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.held_back = ""
        if user.is_authenticated:
            sessions.keep(request)
            request.held_back = _missing_step(user)
        response = self.get_response(request)
        if response.status_code == 404 and not user.is_authenticated and request.resolver_match is None:
            return self._not_even_that(request, response)
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.held_back or not getattr(view, "login_required", True):
            return None
        first, allowed = STEPS[request.held_back]
        if request.resolver_match.view_name in allowed | ALWAYS:
            return None
        return redirect(sessions.with_next(first, request.get_full_path() if request.method == "GET" else ""))

    def _not_even_that(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """A stranger does not learn which addresses exist. A missing picture or script stays a plain 404."""
        if request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/") or request.method not in ("GET", "HEAD"):
            return response
        return redirect(sessions.with_next("accounts:sign-in", request.get_full_path()))


def _missing_step(user) -> str:
    if user.must_change_password:
        return "password"
    if user.needs_second_factor and not user.is_verified():
        return "second factor"
    return ""
