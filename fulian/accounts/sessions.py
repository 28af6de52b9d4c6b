"""How long a browser stays signed in, by what its person may see. All of them slide: use renews, a pause ends."""

import time
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from fulian.organizations.models import Organization

OFFICE_AGE = 12 * 3600  # a working day
RENEWED = "renewed"
HELP_COOKIE = "help_at"  # where the person belongs who last signed in on this device: whose telephone to show her
YEAR = 365 * 24 * 3600


def age_for(user) -> int:
    """Seconds without use."""
    if user.needs_second_factor:
        return settings.SESSION_SHORT_AGE
    return settings.SESSION_COOKIE_AGE if user.keeps_long_sessions else OFFICE_AGE


def keep(request: HttpRequest) -> None:
    """Renew the session, but write it at most twenty times in its life."""
    age = age_for(request.user)
    now = int(time.time())
    session = request.session
    if session.get("_session_expiry") != age or now - session.get(RENEWED, 0) > age / 20:
        session[RENEWED] = now
        session.set_expiry(age)


def remember_device(response: HttpResponse, user) -> None:
    if user.current_post:
        response.set_signed_cookie(
            HELP_COOKIE, str(user.current_post.organization_id), max_age=YEAR, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip


def help_at(request: HttpRequest) -> Organization | None:
    """Whom to ask on this device: the organization above hers, if it has a telephone. An unknown device learns nothing."""
    key = request.get_signed_cookie(HELP_COOKIE, default="", max_age=YEAR)
    if not key.isdigit():
        return None
    here = Organization.objects.select_related("parent").filter(pk=int(key)).first()
    above = here.parent if here and here.parent else here
    return above if above and above.phone else None


def safe_next(request: HttpRequest) -> str:
    """Where she wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("home")


def with_next(url_name: str, wanted: str) -> str:
    return f"{reverse(url_name)}?{urlencode({'next': wanted})}" if wanted else reverse(url_name)
