from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.views import generic

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.documents.rendering import render
from fulian.drafts.views import OnceMixin
from fulian.ledgers.views import ExportView
from plans.models import Target
from plans.supervision import services
from plans.supervision.choices import Degree, Status
from plans.supervision.figures import figures_of, in_words
from plans.supervision.filters import NoticeFilter, RecipientFilter, Side
from plans.supervision.forms import AcceptForm, NoticeForm, ReplyForm, SendBackForm
from plans.supervision.ledgers import NOTICES
from plans.supervision.models import Notice, Recipient
from plans.supervision.papers import paper_of
from plans.supervision.services.answering import NO_ANSWER_NEEDED
from plans.supervision.services.writing import NOT_A_DRAFT
from plans.supervision.sheet import Sheet
from plans.supervision.suggesting import about_target, to_raise
from plans.supervision.tables import NoticeTable

CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class NoticeList(views.ListView):
    permission = Permission.SUPERVISION_VIEW
    queryset = Notice.objects.listed()
    filterset_class = NoticeFilter
    table_class = NoticeTable
    template_name = "supervision/notice_list.html"
    sorts = {"newest": ("由近到远", "-created_at"), "oldest": ("由远到近", "created_at")}
    page_title = "督办"
    page_intro = "工作提示、提醒函、通报：事情慢了先提示，没有答复再提醒，还不办才通报。"
    create_url = "supervision:notice-create"
    create_label = "写工作提示"
    create_permission = Permission.SUPERVISION_ISSUE
    export_url = "supervision:notice-export"
    empty_title = "还没有工作提示、提醒函和通报"
    empty_text = "上级发来的、本级发出的，都会列在这里。"

    def get_queryset(self) -> QuerySet[Notice]:
        return super().get_queryset().with_recipients_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=self._tabs(), **kwargs)

    def _tabs(self) -> list[dict[str, Any]]:
        """Only who has two sides is offered them."""
        if not self.request.user.may(Permission.SUPERVISION_ISSUE):
            return []
        here = self.request.GET.get("side", "")
        return [
            {
                "label": label,
                "url": f"{self.request.path}?side={side}" if side else self.request.path,
                "current": side == here,
            }
            for side, label in [("", "全部"), *Side.choices]
        ]


class NoticeExport(ExportView):
    ledger = NOTICES
    filterset_class = RecipientFilter


class NoticeDetail(views.DetailView):
    permission = Permission.SUPERVISION_VIEW
    queryset = Notice.objects.detailed()
    template_name = "supervision/notice_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice, user = self.object, self.request.user
        sheet = Sheet(notice, user, timezone.localdate())
        if sheet.unopened:
            services.note_opened(notice=notice, by=user)
            sheet = Sheet(notice, user, timezone.localdate())
        target, figures = notice.target, figures_for(notice)
        sees_target = target is not None and user.scope(Permission.PLANS_VIEW).covers(target.plan.organization.path)
        return super().get_context_data(
            back_url=reverse("supervision:notice-list"),
            sheet=sheet,
            timeline=sheet.timeline,
            target=target,
            target_url=target.get_absolute_url() if sees_target else "",
            figures=figures,
            figures_text=in_words(figures) if figures else "",
            **kwargs,
        )


def figures_for(notice: Notice) -> dict[str, Any]:
    """Frozen when it was issued; of today while it is a draft."""
    if notice.target_id is None or not notice.is_draft:
        return notice.figures
    return figures_of(Target.objects.detailed().get(pk=notice.target_id), timezone.localdate())


class NoticePaper(views.ScopedMixin, generic.detail.SingleObjectMixin, generic.View):
    """A notice as a file: a page takes a third of a second, so it is made while she waits."""

    permission = Permission.SUPERVISION_VIEW
    queryset = Notice.objects.detailed()
    suffix = ".pdf"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        notice = self.get_object()
        sheet = Sheet(notice, request.user, timezone.localdate())
        file = render(paper_of(notice, sheet.addressed, figures_for(notice)), self.suffix)
        name = notice.number_text or f"{notice.get_degree_display()}草稿"
        return HttpResponse(
            file.content,
            headers={
                "Content-Type": CONTENT_TYPES[self.suffix],
                "Content-Disposition": content_disposition_header(True, f"{name}{self.suffix}"),
                "Cache-Control": "private, no-store",
            },
        )


class NoticeFormMixin(OnceMixin):
    form_class = NoticeForm
    template_name = "supervision/notice_form.html"
    draft_key = "supervision.notice"
    permission = Permission.SUPERVISION_ISSUE

    def service_arguments(self, form: NoticeForm) -> dict[str, Any]:
        return {
            "notice": form.instance,
            "organizations": form.cleaned_data["organizations"],
            "departments": form.cleaned_data["departments"],
            "by": self.request.user,
        }


class NoticeCreate(NoticeFormMixin, views.FormView):
    """`?target=`: about a target that lags. `?earlier=`: to raise a notice by a degree."""

    page_title = "写工作提示"
    submit_label = "存为草稿"
    success_message = "草稿已存好，核对后发出。"

    @cached_property
    def about(self) -> Target | None:
        found = Target.objects.detailed().visible_to(self.request.user, Permission.PLANS_VIEW)
        target = _named(found, self.request.GET.get("target", ""))
        return target if target is not None and target.plan.in_force else None

    @cached_property
    def earlier(self) -> Notice | None:
        found = _named(Notice.objects.written_by(self.request.user).detailed(), self.request.GET.get("earlier", ""))
        return found if found is not None and found.may_be_raised else None

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        if self.earlier:
            return to_raise(self.earlier, today)
        return about_target(self.about, today) if self.about else {}

    def perform(self, form: NoticeForm) -> Notice:
        return services.draft_notice(**self.service_arguments(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.earlier.get_absolute_url() if self.earlier else reverse("supervision:notice-list")
        title = f"升级为{Degree(self.earlier.degree).above[0].label}" if self.earlier else self.page_title
        return super().get_context_data(
            cancel_url=back, page_title=title, about=self.about, earlier=self.earlier, **kwargs
        )


def _named(rows: QuerySet, key: str) -> Any:
    return rows.filter(pk=key).first() if key.isdigit() and key.isascii() else None


class DraftOnlyMixin:
    object: Notice

    def why_over(self) -> str:
        return "" if self.object.is_draft else NOT_A_DRAFT


class IssuerMixin:
    permission = Permission.SUPERVISION_ISSUE
    seen_with = Permission.SUPERVISION_VIEW
    queryset = Notice.objects.detailed()


class NoticeUpdate(IssuerMixin, DraftOnlyMixin, NoticeFormMixin, views.UpdateView):
    page_title = "修改草稿"
    submit_label = "保存草稿"

    def perform(self, form: NoticeForm) -> Notice:
        return services.change_notice(**self.service_arguments(form), version=form.cleaned_data["version"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(about=self.object.target, earlier=self.object.escalates, **kwargs)


class NoticeIssue(IssuerMixin, DraftOnlyMixin, views.ActView):
    page_title = "发出"
    submit_label = "编号并发出"
    success_message = "已发出。"
    template_name = "supervision/notice_issue.html"

    def perform(self, form: Any) -> Notice:
        return services.issue_notice(notice=self.object, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = [row.name for row in self.object.recipients.select_related("organization")]
        return super().get_context_data(names=names, **kwargs)


class NoticeDiscard(IssuerMixin, DraftOnlyMixin, views.ActView):
    page_title = "删除草稿"
    question = "草稿还没有编号，别人也没有看到；删除以后找不回来。"
    submit_label = "删除草稿"
    success_message = "草稿已删除。"
    tone = "danger"

    def perform(self, form: Any) -> Notice:
        services.discard_notice(notice=self.object, by=self.request.user)
        return self.object

    def get_success_url(self) -> str:
        return reverse("supervision:notice-list")


class NoticeWithdraw(IssuerMixin, views.ReasonView):
    page_title = "撤回"
    question = "撤回以后文号保留，主送的组织看得到撤回原因，不用再答复。"
    submit_label = "撤回这份文件"
    success_message = "已撤回。"
    tone = "danger"

    def perform(self, form: Any) -> Notice:
        return services.withdraw_notice(notice=self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class RecipientMixin:
    """What is done with one recipient's answer."""

    seen_with = Permission.SUPERVISION_VIEW
    queryset = Recipient.objects.select_related("organization", "notice__organization")
    object: Recipient

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice = self.object.notice
        return super().get_context_data(cancel_url=notice.get_absolute_url(), notice=notice, **kwargs)  # type: ignore[misc]


class ReplyCreate(RecipientMixin, OnceMixin, views.ObjectFormView):
    permission = Permission.SUPERVISION_REPLY
    form_class = ReplyForm
    draft_key = "supervision.reply"
    template_name = "supervision/reply_form.html"
    page_title = "答复"
    submit_label = "提交答复"
    success_message = "已答复，等对方审核。"

    def why_over(self) -> str:
        row = self.object
        return "" if row.notice.status == Status.ISSUED and row.may_be_answered else NO_ANSWER_NEEDED

    def perform(self, form: ReplyForm) -> Recipient:
        services.reply_to_notice(recipient=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class JudgeMixin(RecipientMixin):
    permission = Permission.SUPERVISION_ISSUE
    template_name = "supervision/reply_judge.html"

    @cached_property
    def last(self) -> Any:
        return self.object.replies.select_related("created_by").last()

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.last.number if self.last else None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reply=self.last, **kwargs)


class ReplyAccept(JudgeMixin, views.ActView):
    form_class = AcceptForm
    page_title = "审核答复"
    question = "审核通过以后，这一家就办结了；全部通过，整份文件办结。"
    submit_label = "审核通过"
    success_message = "已审核通过。"

    def perform(self, form: AcceptForm) -> Recipient:
        return services.accept_reply(recipient=self.object, by=self.request.user, seen=form.cleaned_data["seen"])


class ReplySendBack(JudgeMixin, views.ReasonView):
    form_class = SendBackForm
    page_title = "退回补充"
    question = "这次答复会留着，对方在它后面补充。"
    submit_label = "退回补充"
    success_message = "已退回，等对方补充。"

    def perform(self, form: SendBackForm) -> Recipient:
        data = form.cleaned_data
        return services.send_back_reply(
            recipient=self.object, by=self.request.user, reason=data["reason"], due_on=data["due_on"], seen=data["seen"]
        )
