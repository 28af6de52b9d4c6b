from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import generic

from fulian.core import views
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.inbox.circulars import services
from fulian.inbox.circulars.choices import Ask, Follows, Status
from fulian.inbox.circulars.forms import ANSWER_FORMS, CircularForm, ForwardForm
from fulian.inbox.circulars.models import Circular, CircularFile, CircularRecipient, CircularSignup
from fulian.inbox.circulars.services.answering import NOT_ASKED
from fulian.inbox.circulars.services.writing import NOT_A_DRAFT
from fulian.organizations.models import Organization

COPIED = ("title", "text", "levels", "ask", "question", "options", "columns", "most_people", "number_text")
LEADS = {Follows.SUPPLEMENT: "补充通知", Follows.CORRECTION: "更正通知"}


class CircularFormMixin(OnceMixin):
    form_class = CircularForm
    template_name = "circulars/circular_form.html"
    draft_key = "circulars.circular"
    permission = Permission.CIRCULARS_ISSUE

    def service_arguments(self, form: CircularForm) -> dict[str, Any]:
        data = form.cleaned_data
        return {"circular": form.instance, "picked": data["picked"], "files": data["files"], "by": self.request.user}


class CircularCreate(CircularFormMixin, views.FormView):
    """`?supplement=` or `?correction=`: to an earlier one of ours."""

    page_title = "写通知"
    submit_label = "存好，去核对"
    success_message = "已存为草稿，核对后发出。"

    @cached_property
    def earlier(self) -> tuple[Follows, Circular] | None:
        for follows in Follows:
            key = self.request.GET.get(follows.value, "")
            if key.isdigit() and key.isascii():
                found = Circular.objects.written_by(self.request.user).filter(pk=key, status=Status.ISSUED).first()
                return (follows, found) if found else None
        return None

    def get_initial(self) -> dict[str, Any]:
        if self.earlier is None:
            return {}
        follows, circular = self.earlier
        initial: dict[str, Any] = {
            "follows": circular.pk,
            "follows_as": follows,
            "picked": list(circular.picked.values_list("pk", flat=True)),
        }
        if follows == Follows.CORRECTION:
            return initial | {name: getattr(circular, name) for name in COPIED} | {"due_on": circular.due_on}
        return initial | {
            "title": f"关于《{circular.title}》的补充通知"[:100],
            "levels": circular.levels,
            "ask": Ask.READ,
        }

    def perform(self, form: CircularForm) -> Circular:
        return services.draft_circular(**self.service_arguments(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back, title = reverse("circulars:circular-list"), self.page_title
        if self.earlier:
            back, title = self.earlier[1].get_absolute_url(), f"写{LEADS[self.earlier[0]]}"
        return super().get_context_data(cancel_url=back, page_title=title, earlier=self.earlier, **kwargs)


class DraftOnlyMixin:
    object: Circular

    def why_over(self) -> str:
        return "" if self.object.is_draft else NOT_A_DRAFT


class IssuerMixin:
    permission = Permission.CIRCULARS_ISSUE
    seen_with = Permission.CIRCULARS_VIEW
    queryset = Circular.objects.detailed()


class CircularUpdate(IssuerMixin, DraftOnlyMixin, CircularFormMixin, views.UpdateView):
    page_title = "修改草稿"
    submit_label = "保存，去核对"

    def perform(self, form: CircularForm) -> Circular:
        return services.change_circular(**self.service_arguments(form), version=form.cleaned_data["version"])


class CircularIssue(IssuerMixin, DraftOnlyMixin, views.ActView):
    page_title = "发出通知"
    template_name = "circulars/circular_issue.html"

    def perform(self, form: Any) -> Circular:
        issued = services.issue_circular(circular=self.object, by=self.request.user)
        self.success_message = f"已发给{issued.recipients.count()}个组织。"
        return issued

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        recipients = services.recipients_of(self.object, today)
        keys = [organization.pk for organization in recipients]
        unstaffed = Organization.objects.filter(pk__in=keys).unstaffed_on(today).in_tree_order()
        return super().get_context_data(
            recipients=recipients,
            unstaffed=list(unstaffed.values_list("name", flat=True)),
            submit_label=f"发给{len(recipients)}个组织",
            **kwargs,
        )


class CircularDiscard(IssuerMixin, DraftOnlyMixin, views.ActView):
    page_title = "删除草稿"
    question = "草稿还没有发出，别人也没有看到；删除以后找不回来。"
    submit_label = "删除草稿"
    success_message = "草稿已删除。"
    tone = "danger"

    def perform(self, form: Any) -> Circular:
        services.discard_circular(circular=self.object, by=self.request.user)
        return self.object

    def get_success_url(self) -> str:
        return reverse("circulars:circular-list")


class CircularWithdraw(IssuerMixin, views.ReasonView):
    page_title = "撤回通知"
    question = "撤回以后，收到的组织看得到撤回原因，不用再答复；转发下去的也一起撤回。"
    submit_label = "撤回这份通知"
    success_message = "已撤回。"
    tone = "danger"

    def perform(self, form: Any) -> Circular:
        return services.withdraw_circular(
            circular=self.object, by=self.request.user, reason=form.cleaned_data["reason"]
        )


class CircularRemind(IssuerMixin, views.ActView):
    page_title = "催办"
    submit_label = "催一下"
    template_name = "circulars/circular_remind.html"

    def perform(self, form: Any) -> services.Reminded:
        reminded = services.remind_recipients(circular=self.object, by=self.request.user)
        today = timezone.localdate()
        when = (
            ""
            if reminded.for_day == today
            else f"现在是休息时间，{reminded.for_day.month}月{reminded.for_day.day}日上班后再显示。"
        )
        self.success_message = f"已催{reminded.number}个组织，写在她们的首页上。{when}"
        return reminded

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = self.object.recipients.filter(answered_at__isnull=True).order_by("organization__sort_key", "pk")
        names = list(waiting.values_list("organization__name", flat=True))
        return super().get_context_data(names=names, **kwargs)


class CircularForward(OnceMixin, views.ObjectFormView):
    """A circular that came from above, passed on to those below in one step."""

    permission = Permission.CIRCULARS_ANSWER
    seen_with = Permission.CIRCULARS_VIEW
    queryset = Circular.objects.detailed()
    form_class = ForwardForm
    template_name = "circulars/circular_forward.html"
    page_title = "转发给下级"
    submit_label = "转发"

    def get_object(self, queryset: Any = None) -> Circular:
        circular: Circular = super().get_object(queryset)
        scope = self.request.user.scope(Permission.CIRCULARS_ISSUE)
        rows = circular.recipients.select_related("organization")
        hers = [row.organization for row in rows if scope.covers(row.organization.path)] if scope else []
        if not hers:
            raise PermissionDenied
        self.issuer = hers[0]
        return circular

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "issuer": self.issuer, "earlier": self.object}

    def perform(self, form: ForwardForm) -> Circular:
        data = form.cleaned_data
        issued = services.forward_circular(
            circular=form.instance,
            earlier=self.object,
            picked=data["picked"],
            files=data["files"],
            by=self.request.user,
        )
        self.success_message = f"已转发给{issued.recipients.count()}个组织。"
        return issued


class FileRemove(views.PermissionMixin, generic.View):
    """A file taken off a draft."""

    permission = Permission.CIRCULARS_ISSUE

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        written = Circular.objects.written_by(request.user)
        file = CircularFile.objects.filter(pk=kwargs["pk"], circular__in=written).first()
        if file is None:
            raise Http404
        try:
            circular = services.remove_file(file=file, by=request.user)
        except Refused as refusal:
            messages.warning(request, refusal.message)
            circular = file.circular
        return HttpResponseRedirect(circular.get_absolute_url())


class AnswerCreate(OnceMixin, views.ObjectFormView):
    """签收, 已阅, 回执 or 报名表: whatever the circular asks. A second tap leads to the same page and changes nothing."""

    permission = Permission.CIRCULARS_ANSWER
    seen_with = Permission.CIRCULARS_VIEW
    queryset = CircularRecipient.objects.select_related("organization", "circular__organization", "answered_by")
    template_name = "circulars/answer_form.html"

    def get_form_class(self) -> Any:
        return ANSWER_FORMS[self.object.circular.ask]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = {**super().get_form_kwargs(), "recipient": self.object}
        if self.object.circular.wants_people:
            kwargs["offered"] = self._gathered()
        return kwargs

    def _gathered(self) -> list[dict[str, str]]:
        """Whom those below have signed up: she need not type them again."""
        row = self.object
        if row.is_answered:
            return []
        below = {
            "recipient__circular__forwards": row.circular_id,
            "recipient__circular__organization": row.organization_id,
        }
        signups = CircularSignup.objects.filter(**below, recipient__circular__status=Status.ISSUED)
        return [
            signup.values for signup in signups.order_by("recipient__organization__sort_key", "recipient", "number")
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        circular = self.object.circular
        if not circular.is_issued:
            messages.warning(request, NOT_ASKED)
        if circular.asked.is_one_tap or not circular.is_issued:
            return HttpResponseRedirect(circular.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def perform(self, form: Any) -> CircularRecipient:
        row = services.answer_circular(recipient=self.object, by=self.request.user, **form.answer())
        self.success_message = f"{row.circular.asked.done}。"
        return row

    def form_invalid(self, form: Any) -> HttpResponse:
        """签收 has no page of its own: what stands in its way is said on the circular's page."""
        if self.object.circular.asked.is_one_tap:
            messages.warning(self.request, "".join(error for errors in form.errors.values() for error in errors))
            return HttpResponseRedirect(self.object.get_absolute_url())
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        circular = self.object.circular
        return super().get_context_data(
            circular=circular,
            cancel_url=circular.get_absolute_url(),
            page_title=circular.asked.button,
            submit_label="改好，重新交" if self.object.is_answered else f"交{circular.get_ask_display()}",
            gathered=bool(circular.wants_people and self._gathered()),
            **kwargs,
        )
