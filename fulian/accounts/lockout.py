"""What somebody sees after too many wrong passwords."""

import datetime

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fulian.accounts.sessions import help_at


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    """Says when to try again and whom to ask; never whether the account exists."""
    pause = get_cool_off(request) or datetime.timedelta()
    context = {
        "again_at": timezone.localtime(timezone.now() + pause),
        "minutes": round(pause.total_seconds() / 60),
        "help_at": help_at(request),
    }
    return render(request, "accounts/locked_out.html", context, status=429)
