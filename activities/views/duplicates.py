"""What may have been noted twice, side by side: for whoever answers for several organizations."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import generic

from activities import services
from activities.models import Activity
from activities.services.likeness import pairs_alike
from fulian.core import views
from fulian.core.periods import Period
from fulian.core.permissions import Permission


class DuplicateList(views.PermissionMixin, generic.TemplateView):
    permission = Permission.ACTIVITIES_EDIT
    template_name = "activities/duplicate_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        this_year = timezone.localdate().year
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isdigit() and 2000 <= int(asked) <= this_year else this_year
        rows = Activity.objects.visible_to(self.request.user, Permission.ACTIVITIES_EDIT)
        return super().get_context_data(
            pairs=pairs_alike(rows, Period.year(year)), year=year, earlier=year - 1, **kwargs
        )


class DuplicateApart(views.ActView):
    """不是同一场: both stay, and nobody is asked again."""

    permission = Permission.ACTIVITIES_EDIT
    seen_with = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.detailed()
    page_title = "不是同一场"
    question = "两场都留着，以后不再提示。"
    submit_label = "不是同一场，都保留"
    success_message = "已记住，不再提示。"

    def perform(self, form: Any) -> Activity:
        seen = Activity.objects.visible_to(self.request.user, Permission.ACTIVITIES_EDIT)
        other = get_object_or_404(seen, pk=self.kwargs["other"])
        services.keep_apart(first=self.object, second=other, by=self.request.user)
        return self.object

    def get_success_url(self) -> str:
        return reverse("activities:duplicate-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("activities:duplicate-list"), **kwargs)
