"""When what is recorded may be there already: she is shown both, and says whether it is one or two."""

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404

from activities import services
from activities.models import Activity
from fulian.core.permissions import Permission


class LikenessMixin:
    """For a view that records a new activity with a form that has the choice (forms/bonds.py). The view gives `record(form)`."""

    def perform(self, form: Any) -> Activity:
        if form.into:
            return self._take_over(form)
        return self.record(form)  # type: ignore[attr-defined]

    def _take_over(self, form: Any) -> Activity:
        user = self.request.user  # type: ignore[attr-defined]
        into = get_object_or_404(Activity.objects.visible_to(user, Permission.ACTIVITIES_EDIT), pk=form.into)
        details = form.details() if hasattr(form, "details") else None
        different = services.take_over(into=into, typed=form.instance, details=details, by=user)
        self.success_message = "已并入原来那一场，没有多记。"
        if different:
            messages.warning(  # type: ignore[attr-defined]
                self.request, f"{'、'.join(different)}两次写的不一样，留的是原来的；要改请点“修改”。"  # type: ignore[attr-defined]
            )  # fmt: skip
        return into
