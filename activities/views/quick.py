"""快记, with a line and without one."""

import hashlib
import json
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views import generic

from activities import services
from activities.forms.quick import QuickForm, QuickShellForm
from activities.models import Activity, ActivityKind
from activities.views.counting import counted
from activities.views.likeness import LikenessMixin
from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.outbox import OutboxMixin


class QuickEntry(LikenessMixin, OutboxMixin, views.FormView):
    permission = Permission.ACTIVITIES_EDIT
    form_class = QuickForm
    template_name = "activities/activity_quick.html"
    draft_key = "activities.quick"
    success_message = ""  # the next page says it

    def get_initial(self) -> dict[str, Any]:
        kind = ActivityKind.objects.filter(code=self.request.GET.get("kind", ""), is_active=True).first()
        return {**super().get_initial(), **({"kind": kind.pk} if kind else {})}

    def record(self, form: QuickForm) -> Activity:
        return services.record_activity(
            activity=form.instance, by=self.request.user, details=form.details(), apart=form.apart
        )

    def get_success_url(self) -> str:
        return reverse("activities:activity-recorded", args=[self.result.pk])


class ActivityRecorded(views.DetailView):
    """已记下: what was kept, which figures it is part of, and what can come next."""

    permission = Permission.ACTIVITIES_EDIT
    seen_with = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.detailed()
    template_name = "activities/activity_recorded.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**counted(self.object, self.request.user), **kwargs)


def shell() -> str:
    """The page of 快记 without a person in it: rendered without a request, so that nothing of one can get in."""
    return render_to_string("activities/quick_shell.html", {"form": QuickShellForm()})


class QuickShell(views.PermissionMixin, generic.View):
    permission = Permission.ACTIVITIES_EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(shell())


class QuickWorker(views.PermissionMixin, generic.View):
    """The service worker. Its address lies under 快记, so that it can reach no other page of the portal.

    It names the shell and the files that the shell asks for; when one of them changes, so does this text, and browsers
    take up the new one.
    """

    permission = Permission.ACTIVITIES_EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        page = shell()
        asked_for = re.findall(rf'(?:href|src)="({re.escape(settings.STATIC_URL)}[^"#]+)', page)
        files = sorted({*asked_for, static("img/chevron.svg")})
        kept = {
            "version": hashlib.sha256(page.encode()).hexdigest()[:16],
            "entry": reverse("activities:quick-entry"),
            "shell": reverse("activities:quick-shell"),
            "files": files,
        }
        text = f"self.KEPT = {json.dumps(kept)};\nimportScripts({json.dumps(static('js/quick-worker.js'))});\n"
        return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
