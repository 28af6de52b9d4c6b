"""The page behind the QR code: signing up without an account, and one's own entry. The address is what lets somebody in."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from activities.attendance import services
from activities.attendance.choices import Place
from activities.attendance.forms import JoinForm
from activities.attendance.models import Entry, Roll
from activities.attendance.standing import Standing
from fulian.core.exceptions import Refused

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
}


@method_decorator(
    [login_not_required, csrf_exempt, never_cache, sensitive_post_parameters("name", "phone")], name="dispatch"
)
class PublicPage(View):
    """Drawn without the request, so that no menu and no session comes in: whoever holds the phone sees the same page."""

    http_method_names = ["get", "post", "head"]

    @sensitive_variables()
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().dispatch(request, *args, **kwargs)
        for name, value in HEADERS.items():
            answer[name] = value
        return answer

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return HttpResponse(render_to_string(template, context), status=status)


class Join(PublicPage):
    """Shows of the activity what a poster would; of the others only how many places are left."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        roll = _roll(token)
        return self._page(roll, JoinForm(roll=roll))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        roll = _roll(token)
        form = JoinForm(request.POST, roll=roll)
        if not form.is_valid():
            return self._page(roll, form, status=422)
        try:
            entry = services.sign_up(roll=roll, entry=form.instance)
        except Refused as refusal:
            form.add_refusal(refusal)
            return self._page(roll, form, status=422)
        answer = HttpResponse(status=303)
        answer["Location"] = reverse("attendance:mine", args=[entry.key])
        return answer

    def _page(self, roll: Roll, form: JoinForm, status: int = 200) -> HttpResponse:
        context = {"roll": roll, "activity": roll.activity, "standing": Standing.of(roll), "form": form}
        return self.page("attendance/join.html", context, status)


class Mine(PublicPage):
    """Her own entry: whether she has a place, how many wait before her; and she may withdraw."""

    def get(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        return self._page(_entry(key))

    def post(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        entry = _entry(key)
        try:
            services.withdraw(entry=entry)
        except Refused as refusal:
            return self._page(entry, refusal.message, status=422)
        answer = HttpResponse(status=303)
        answer["Location"] = reverse("attendance:mine", args=[key])
        return answer

    def _page(self, entry: Entry, problem: str = "", status: int = 200) -> HttpResponse:
        before = entry.roll.entries.waiting().filter(pk__lt=entry.pk).count() if entry.place == Place.WAITING else 0
        context = {
            "entry": entry,
            "roll": entry.roll,
            "activity": entry.roll.activity,
            "before": before,
            "problem": problem,
            "may_withdraw": entry.place != Place.WITHDRAWN and not _is_over(entry),
        }
        return self.page("attendance/mine.html", context, status)


def _is_over(entry: Entry) -> bool:
    """After the activity there is nothing left to withdraw from."""
    return bool(entry.arrival) or timezone.localdate() > entry.roll.activity.last_day


def _roll(token: str) -> Roll:
    roll = Roll.objects.detailed().filter(token=token).first()
    if roll is None:
        raise Http404
    return roll


def _entry(key: uuid.UUID) -> Entry:
    rows = Entry.objects.select_related("roll__activity__organization", "roll__activity__kind", "roll__activity__venue")
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404
    return found
