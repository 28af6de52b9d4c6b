"""Sessions: noted on a phone, looked at, corrected, their results entered later."""

from typing import Any

from activities.models import Activity
from activities.screening import forms, measures, services, tables
from activities.screening.choices import Cancer, Outcome, column
from activities.screening.filters import SessionFilter
from activities.screening.ledgers import SESSIONS
from activities.screening.models import Programme, Session, label_of
from fulian.core import views
from fulian.core.chinese import long_date
from fulian.core.periods import Month
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.indicators.locks import is_open
from fulian.indicators.tracing import counted_in
from fulian.ledgers.views import ExportView
from fulian.registers.history import history_of

HISTORY = {
    "screening.create": "登记",
    "screening.update": "修改",
    "screening.set": "登记结果",
    "screening.cancel": "撤销",
}


class SessionList(views.ListView):
    permission = Permission.SCREENING_VIEW
    queryset = Session.objects.listed()
    filterset_class = SessionFilter
    table_class = tables.SessionTable
    sorts = {"newest": ("检查日期由近到远", "-day"), "oldest": ("检查日期由远到近", "day")}
    page_title = "筛查场次"
    export_url = "screening:session-export"
    empty_title = "还没有登记过筛查"
    empty_text = "到两癌筛查的统计年度里，按“登记一场筛查”。"


class SessionExport(ExportView):
    ledger = SESSIONS
    filterset_class = SessionFilter


class SessionDetail(views.DetailView):
    permission = Permission.SCREENING_VIEW
    queryset = Session.objects.detailed()
    template_name = "screening/session_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session, user = self.object, self.request.user
        open_month = is_open(session.organization, session.day)
        edits = user.scope(Permission.SCREENING_EDIT)
        in_reach = edits.covers(session.organization.path) and not session.is_cancelled
        counts = user.may(Permission.INDICATORS_VIEW) and not session.is_cancelled
        return super().get_context_data(
            back_url=session.programme.get_absolute_url(),
            facts=self._facts(),
            results=_results(session) if session.results_known_to(user) else [],
            results_hidden=session.has_results and not session.results_known_to(user),
            in_reach=in_reach,
            may_change=in_reach and open_month and session.programme.is_open,
            may_enter_results=_may_enter_results(session, user),
            is_locked=in_reach and not open_month,
            month=Month.of(session.day),
            indicators=counted_in(session, measures.SESSIONS) if counts else [],
            sees_persons=session.programme.keeps_persons
            and user.scope(Permission.SCREENING_PERSONS).covers(session.organization.path),
            timeline=history_of(session, HISTORY),
            **kwargs,
        )

    def _facts(self) -> list[Any]:
        session = self.object
        facts: list[Any] = [
            (label_of("programme"), session.programme.name),
            (label_of("organization"), session.organization.name),
            (label_of("day"), long_date(session.day)),
            (label_of("hospital"), session.hospital),
            (label_of("place"), session.place),
            (label_of("mobilised"), f"{session.mobilised}人" if session.mobilised is not None else ""),
            (label_of("cancel_reason"), session.cancel_reason),
        ]
        facts = [fact for fact in facts if fact[1]]
        if session.activity:
            told = {"label": label_of("activity"), "value": str(session.activity)}
            if self.request.user.scope(Permission.ACTIVITIES_VIEW).covers(session.activity.organization.path):
                told["url"] = session.activity.get_absolute_url()
            facts.append(told)
        return facts


def _results(session: Session) -> list[tuple[str, list[tuple[str, int]]]]:
    """By kind of cancer, what was entered."""
    found = []
    for cancer in Cancer:
        entered = [(outcome, getattr(session, column(cancer, outcome))) for outcome in Outcome]
        lines = [(str(outcome.label), number) for outcome, number in entered if number is not None]
        if lines:
            found.append((str(cancer.label), lines))
    return found


def _may_enter_results(session: Session, user: Any) -> bool:
    """Its own people, and the district, which hears from the hospital."""
    edits = user.scope(Permission.SCREENING_EDIT)
    places = (session.organization.path, session.programme.organization.path)
    return session.programme.is_open and not session.is_cancelled and any(edits.covers(path) for path in places)


class SessionCreate(OnceMixin, views.ObjectFormView):
    """In a programme of hers or of those above her."""

    permission = Permission.SCREENING_EDIT
    seen_with = Permission.SCREENING_VIEW
    queryset = Programme.objects.select_related("organization")
    form_class = forms.SessionForm
    draft_key = "screening.session"
    page_title = "登记一场筛查"
    submit_label = "登记"
    success_message = "已登记。结果出来以后，再来登记结果。"

    def get_queryset(self):
        return self.queryset.all().taken_part_in(self.request.user, self.permission)

    @property
    def draft_object_id(self) -> int:
        return self.object.pk

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(), "instance": Session(), "programme": self.object, "user": self.request.user,
        }  # fmt: skip

    def get_initial(self) -> dict[str, Any]:
        """From the activity that told of it, when she comes from there."""
        key = self.request.GET.get("activity", "")
        mine = Activity.objects.visible_to(self.request.user, Permission.SCREENING_EDIT)
        activity = mine.filter(pk=key).first() if key.isdigit() else None
        if activity is None:
            return super().get_initial()
        return {
            "activity": activity.pk, "organization": activity.organization_id, "day": activity.starts_on,
            "place": activity.place, "women": activity.people or activity.attendances,
        }  # fmt: skip

    def perform(self, form: forms.SessionForm) -> Session:
        return services.record_session(session=form.instance, by=self.request.user, anyway=form.cleaned_data["anyway"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            intro=f"{self.object.name}（{self.object.period_text}）。只填人数，不填姓名。",
            **kwargs,
        )  # fmt: skip


class SessionAct:
    """Acts on one session."""

    permission = Permission.SCREENING_EDIT
    seen_with = Permission.SCREENING_VIEW
    queryset = Session.objects.detailed()


class SessionUpdate(SessionAct, OnceMixin, views.UpdateView):
    form_class = forms.SessionForm
    page_title = "修改筛查场次"
    submit_label = "保存修改"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "programme": self.object.programme}

    def perform(self, form: forms.SessionForm) -> Session:
        return services.change_session(
            session=form.instance, by=self.request.user, version=form.cleaned_data["version"]
        )


class SessionResults(SessionAct, views.ObjectFormView):
    """Its own people, or whoever keeps the programme."""

    form_class = forms.ResultsForm
    page_title = "登记结果"
    submit_label = "保存结果"
    success_message = "结果已保存。"

    def get_queryset(self):
        own = self.request.user.scope(self.permission)
        keeps = own.q("programme__organization__path")
        return self.queryset.all().filter(own.q("organization__path") | keeps)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.object}

    def perform(self, form: forms.ResultsForm) -> Session:
        data = form.cleaned_data
        return services.enter_results(
            session=self.object, results=form.results, results_on=data["results_on"], by=self.request.user,
            version=data["version"],
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = f"{self.object}。按医院给的汇总数填，不知道的留空，没有就填0。不填姓名。"
        return super().get_context_data(intro=intro, **kwargs)


class SessionCancel(SessionAct, views.ReasonView):
    page_title = "撤销筛查场次"
    question = "撤销后这场筛查还能查到，但不再计入任何数字；登记过人员名单的，名单同时删除。原因里不写姓名。"
    submit_label = "撤销这场筛查"
    success_message = "已撤销。"

    def perform(self, form: Any) -> Session:
        return services.cancel_session(session=self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tone="danger", **kwargs)
