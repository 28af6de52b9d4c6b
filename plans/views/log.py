"""记完成: the records of a target that no indicator counts, and what was noted of a commitment."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from fulian.attachments.models import Attachment
from fulian.core import views
from fulian.core.keyset import paginate
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from plans import services
from plans.choices import Status
from plans.forms.log import LogForm
from plans.models import LogEntry, Share, Target
from plans.progress import progress_of, progress_of_shares

PAGE = 30


class TargetLog(views.DetailView):
    """The entries behind the number. Who was given a part sees her own; who oversees the plan sees all."""

    permission = Permission.PLANS_VIEW
    queryset = Target.objects.placed()
    template_name = "plans/target_log.html"

    def get_queryset(self) -> Any:
        return self.queryset.all().followed_by(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target, user, today = self.object, self.request.user, timezone.localdate()
        entries = LogEntry.objects.visible_to(user, Permission.PLANS_VIEW).of_keys([target.key]).listed()
        page = paginate(entries, sort="-day", cursor=self.request.GET.get("cursor", ""), size=PAGE)
        oversees = user.scope(Permission.PLANS_VIEW).covers(target.plan.organization.path)
        mine = Share.objects.of_her_own(user, Permission.PLANS_VIEW).filter(target=target).answered_for_her()
        progress = progress_of([target], today) if oversees else progress_of_shares(mine, today)
        open_now = target.plan.status == Status.PUBLISHED
        may_keep = open_now and Target.objects.kept_by(user).filter(pk=target.pk).exists()
        edit, answer = user.scope(Permission.PLANS_EDIT), user.scope(Permission.PLANS_ANSWER)
        photos = photos_of([*page.rows, target])
        of_plan = edit.covers(target.plan.organization.path)
        return super().get_context_data(
            page=page,
            progress=progress[0] if progress else None,
            share=None if oversees else mine.first(),
            oversees=oversees,
            lines=[
                {
                    "entry": entry,
                    "amount": entry.amount.text(target.counts_in),
                    "photos": photos[entry._meta.label_lower, entry.pk],
                    "may_void": open_now
                    and entry.voided_at is None
                    and (of_plan or answer.covers(entry.organization.path)),
                }
                for entry in page.rows
            ],
            photos=photos[target._meta.label_lower, target.pk],
            may_log=may_keep and target.is_kept_by_hand,
            may_note=may_keep and target.is_commitment and of_plan,
            next_url=f"{self.request.path}?cursor={page.next_cursor}" if page.next_cursor else "",
            previous_url=f"{self.request.path}?cursor={page.previous_cursor}" if page.previous_cursor else "",
            **kwargs,
        )


def photos_of(owners: Iterable[models.Model]) -> dict[tuple[str, int], list[Attachment]]:
    """{(type, key): its photos}, in one query for each type."""
    keys: dict[str, list[int]] = defaultdict(list)
    for owner in owners:
        keys[owner._meta.label_lower].append(owner.pk)
    found: dict[tuple[str, int], list[Attachment]] = defaultdict(list)
    for kind, ids in keys.items():
        for photo in Attachment.objects.filter(owner_type=kind, owner_id__in=ids).order_by("pk"):
            found[kind, photo.owner_id].append(photo)
    return found


class LogCreate(OnceMixin, views.ObjectFormView):
    permission = Permission.PLANS_ANSWER
    queryset = Target.objects.placed()
    form_class = LogForm
    template_name = "plans/log_form.html"
    page_title = "记完成"
    submit_label = "记下这一笔"
    success_message = "已记下，完成数已经加上。"

    def get_queryset(self) -> Any:
        return self.queryset.all().kept_by(self.request.user)

    def get_object(self, queryset: Any = None) -> Target:
        try:
            return super().get_object(queryset)
        except Http404:
            seen = self.queryset.all().followed_by(self.request.user)
            if seen.filter(pk=self.kwargs["pk"]).exists():
                raise PermissionDenied from None
            raise

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "target": self.object, "user": self.request.user}

    def perform(self, form: LogForm) -> LogEntry:
        names = ("day", "quantity", "qualifier", "organization", "note", "photos")
        values = {name: form.cleaned_data[name] for name in names}
        return services.log_work(target=self.object, by=self.request.user, **values)

    def get_success_url(self) -> str:
        return reverse("plans:target-log", args=[self.object.pk])

    get_cancel_url = get_success_url


class LogVoid(views.ReasonView):
    permission = Permission.PLANS_ANSWER
    queryset = LogEntry.objects.listed()
    page_title = "作废这一笔"
    question = "作废以后这一笔还看得到，但不再计入完成数。"
    submit_label = "作废"
    success_message = "已作废。"
    tone = "danger"

    def get_queryset(self) -> Any:
        return self.queryset.all().kept_by(self.request.user)

    def get_object(self, queryset: Any = None) -> LogEntry:
        try:
            return super().get_object(queryset)
        except Http404:
            if (
                self.queryset.all()
                .visible_to(self.request.user, Permission.PLANS_VIEW)
                .filter(pk=self.kwargs["pk"])
                .exists()
            ):
                raise PermissionDenied from None
            raise

    def perform(self, form: Any) -> LogEntry:
        return services.void_entry(entry=self.object, reason=form.cleaned_data["reason"], by=self.request.user)

    def get_success_url(self) -> str:
        return reverse("plans:target-log", args=[self.object.target_id])

    get_cancel_url = get_success_url
