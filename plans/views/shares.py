"""分解: dividing a target among those below (above), and what each of them sees and says (below)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import generic

from fulian.core import views
from fulian.core.exceptions import Refused
from fulian.core.keyset import paginate
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from plans import services
from plans.choices import ShareMethod, ShareStatus, Status
from plans.forms.shares import (
    ObjectionForm,
    ReplyForm,
    SeenForm,
    ShareNoteForm,
    ShareOutForm,
    units_to_choose,
    with_villages,
)
from plans.models import Share, Target
from plans.progress import progress_of_shares
from plans.services.checking import units_below
from plans.views.log import photos_of

PAGE = 30


def shares_url(target: Target) -> str:
    return reverse("plans:target-shares", args=[target.pk])


# ---- from above -------------------------------------------------------------------------------------------------------------


class TargetShares(views.DetailView):
    """Who was given what, what they say to it and how far each of them is."""

    permission = Permission.PLANS_VIEW
    queryset = Target.objects.placed()
    template_name = "plans/target_shares.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target = self.object
        plan = target.plan
        mine = self.request.user.scope(Permission.PLANS_EDIT).covers(plan.organization.path)
        shares = list(target.shares.answered_for_her().order_by("organization__sort_key", "organization__code", "pk"))
        progress = progress_of_shares(shares, timezone.localdate()) if plan.has_progress else [None] * len(shares)
        answers = [(label, sum(share.status == value for share in shares)) for value, label in ShareStatus.choices]
        return super().get_context_data(
            lines=[{"share": share, "progress": one} for share, one in zip(shares, progress, strict=True)],
            answers=[{"label": label, "number": number} for label, number in answers if number],
            may_share=mine and plan.status in (Status.DRAFT, Status.PUBLISHED),
            may_answer=mine and plan.status == Status.PUBLISHED,
            asked=plan.has_progress,
            **kwargs,
        )


class TargetShare(views.ObjectFormView):
    """One row an organization; “算一算” fills the rows in, the other button keeps them."""

    permission = Permission.PLANS_EDIT
    seen_with = Permission.PLANS_VIEW
    queryset = Target.objects.placed().prefetch_related("shares__organization")
    form_class = ShareOutForm
    template_name = "plans/target_share.html"
    page_title = "分解目标"
    submit_label = "就这样分"
    success_message = "已分好，各单位会在首页看到，等她们确认。"

    @cached_property
    def levels(self) -> dict[str, int]:
        return units_to_choose(self.object.organization)

    @property
    def level(self) -> str:
        """Which level it is divided among: what was asked for, what was divided before, the one straight below."""
        asked = self.request.GET.get("level", "")
        if asked in self.levels:
            return asked
        stored = [share.organization.level for share in self.object.shares.all()]
        return stored[0] if stored and stored[0] in self.levels else next(iter(self.levels), "")

    @cached_property
    def units(self) -> list[Organization]:
        return list(with_villages(units_below(self.object.organization, self.level))) if self.level else []

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "target": self.object, "units": self.units}

    def form_valid(self, form: ShareOutForm) -> HttpResponse:
        if "count" not in self.request.POST:
            return super().form_valid(form)
        try:
            form.count()
        except Refused as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form))

    def perform(self, form: ShareOutForm) -> Target:
        data = form.cleaned_data
        return services.share_out(
            target=self.object, parts=form.parts, method=data.get("method") or ShareMethod.HAND, anyway=data.get("anyway", False),
            by=self.request.user,
        )  # fmt: skip

    def get_success_url(self) -> str:
        return shares_url(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target = self.object
        levels = [
            {"code": level, "label": Level(level).label, "number": number, "current": level == self.level}
            for level, number in self.levels.items()
        ]
        back = shares_url(target) if target.shares.exists() else target.get_absolute_url()
        return super().get_context_data(levels=levels, cancel_url=back, **kwargs)


class ShareKeep(views.ReasonView):
    """An objection is answered: the number stands, and why."""

    permission = Permission.PLANS_EDIT
    seen_with = Permission.PLANS_VIEW
    queryset = Share.objects.given().answered_for_her()
    form_class = ReplyForm
    page_title = "不调整，答复理由"
    question = "任务数不变，对方会看到您的理由，再确认一次。要调整任务数，请到“修改分解”里改。"
    submit_label = "答复"
    success_message = "已答复，等对方再确认。"

    def get_queryset(self) -> Any:
        return self.queryset.all().under_plans_of(self.request.user, self.permission)

    def perform(self, form: ReplyForm) -> Share:
        return services.keep_share(share=self.object, reason=form.cleaned_data["reason"], by=self.request.user)

    def get_success_url(self) -> str:
        return shares_url(self.object.target)

    get_cancel_url = get_success_url


# ---- from below -------------------------------------------------------------------------------------------------------------


class ShareList(views.PermissionMixin, generic.TemplateView):
    """上级任务: what the organizations of her posts were given."""

    permission = Permission.PLANS_VIEW
    template_name = "plans/share_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shares = Share.objects.given().of_her_own(self.request.user, self.permission)
        waiting = shares.running().exclude(status=ShareStatus.CONFIRMED).count()
        only = self.request.GET.get("status", "")
        if only in ShareStatus.values:
            shares = shares.filter(status=only)
        page = paginate(shares.answered_for_her(), sort="-id", cursor=self.request.GET.get("cursor", ""), size=PAGE)
        query = f"status={only}&" if only in ShareStatus.values else ""
        return super().get_context_data(
            page=page,
            lines=progress_of_shares(page.rows, timezone.localdate()),
            waiting=waiting,
            only=only,
            statuses=ShareStatus.choices,
            next_url=f"?{query}cursor={page.next_cursor}" if page.next_cursor else "",
            previous_url=f"?{query}cursor={page.previous_cursor}" if page.previous_cursor else "",
            **kwargs,
        )


class ShareDetail(views.DetailView):
    """Her part, in its sentence of the plan; what she has done; what she says to it."""

    permission = Permission.PLANS_VIEW
    queryset = Share.objects.given().answered_for_her()
    template_name = "plans/share_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        share, user = self.object, self.request.user
        plan = share.target.plan
        running = plan.status == Status.PUBLISHED
        hers = running and user.scope(Permission.PLANS_ANSWER).covers(share.organization.path)
        copies = Target.objects.visible_to(user, Permission.PLANS_VIEW).filter(
            higher_key=share.target.key, task__chapter__plan__organization=share.organization
        )
        return super().get_context_data(
            progress=progress_of_shares([share], timezone.localdate())[0],
            photos=photos_of([share])[share._meta.label_lower, share.pk],
            copy=copies.exclude(task__chapter__plan__status__in=(Status.CANCELLED, Status.SUPERSEDED)).placed().first(),
            hers=hers,
            may_confirm=hers and share.status != ShareStatus.CONFIRMED,
            may_object=hers and share.status == ShareStatus.WAITING,
            may_log=hers and share.target.is_kept_by_hand,
            may_note=hers and share.target.is_commitment,
            may_reply=running
            and share.status == ShareStatus.OBJECTED
            and user.scope(Permission.PLANS_EDIT).covers(plan.organization.path),
            **kwargs,
        )


class AnswerMixin:
    """An answer of the organization that was given the part."""

    permission = Permission.PLANS_ANSWER
    seen_with = Permission.PLANS_VIEW
    queryset = Share.objects.given().answered_for_her()
    object: Share

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "seen": self.object.low}  # type: ignore[misc]

    def get_success_url(self) -> str:
        return reverse("plans:share-detail", args=[self.object.pk])

    get_cancel_url = get_success_url


class ShareConfirm(AnswerMixin, views.ActView):
    form_class = SeenForm
    page_title = "确认任务"
    submit_label = "确认"
    success_message = "已确认。"

    @property
    def question(self) -> str:
        return f"{self.object.target.subject}：{self.object.goal_text}。确认以后按它看进度。"

    def perform(self, form: SeenForm) -> Share:
        return services.confirm_share(share=self.object, seen=form.cleaned_data["seen"], by=self.request.user)


class ShareObject(AnswerMixin, views.ReasonView):
    form_class = ObjectionForm
    page_title = "有异议"
    submit_label = "提出异议"
    success_message = "已提出，等上级答复。"

    @property
    def question(self) -> str:
        return f"{self.object.target.subject}：{self.object.goal_text}。上级会看到您的理由，调整任务数或者答复。"

    def perform(self, form: ObjectionForm) -> Share:
        data = form.cleaned_data
        return services.object_to_share(
            share=self.object, seen=data["seen"], reason=data["reason"], by=self.request.user
        )


class ShareNote(AnswerMixin, OnceMixin, views.ObjectFormView):
    form_class = ShareNoteForm
    template_name = "plans/share_note.html"
    page_title = "登记完成"
    submit_label = "记下完成情况"
    success_message = "已记下，上级看得到。"

    def get_initial(self) -> dict[str, Any]:
        share = self.object
        if share.noted_at is None:
            return {"done_on": timezone.localdate()}
        return {"done_on": share.done_on, "evidence": share.evidence, "seen": share.noted_at.isoformat()}

    def perform(self, form: ShareNoteForm) -> Share:
        names = ("done_on", "evidence", "seen", "photos")
        return services.note_share(
            share=self.object, by=self.request.user, **{name: form.cleaned_data[name] for name in names}
        )


class SharePassOn(AnswerMixin, views.ActView):
    page_title = "放进本级计划"
    submit_label = "放进去"
    success_message = "已放进计划，可以改写；计划发布以后能再往下分解。"

    @property
    def question(self) -> str:
        return (
            f"{self.object.organization}{self.object.target.plan.year}年的计划草稿里会加上这项目标；还没有草稿的，会先建一份。"
            f"{self.object.target.subject}：{self.object.goal_text}。"
        )

    def get_initial(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> Target:
        return services.pass_on(share=self.object, by=self.request.user)

    def get_success_url(self) -> str:
        return str(self.result.get_absolute_url())
