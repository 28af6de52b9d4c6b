"""Who needs a second factor sees nothing before she has given it; her sessions end after a short pause."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse

OPEN_NAMES = {
    "accounts:second-factor", "accounts:second-factor-setup", "accounts:sign-out", "accounts:sign-in", "accounts:type-size",
    "accounts:password-change",
}  # fmt: skip


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            if user.needs_second_factor:
                # Sliding: every request of hers renews it, a pause ends it.
                request.session.set_expiry(settings.SESSION_SHORT_AGE)
            name = resolve(request.path_info).view_name if not request.path_info.startswith("/static/") else ""
            if name not in OPEN_NAMES:
                if user.must_change_password:
                    return redirect("accounts:password-change")
                if user.needs_second_factor and not user.is_verified():
                    return redirect(f"{reverse('accounts:second-factor')}?next={request.path}")
        return self.get_response(request)
