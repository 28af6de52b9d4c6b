"""Pages of the open class: mediations, rounds of risk checks, households that are watched."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.indicators.locks import is_open
from fulian.indicators.tracing import counted_in
from fulian.ledgers.views import ExportView
from fulian.registers.history import history_of
from rights import filters, forms, ledgers, measures, services, tables
from rights.models import Mediation, RiskCheck, RiskHousehold
from rights.models.assistance import AssistanceRecord

VERBS = {"recorded": "登记", "updated": "修改", "visited": "走访", "closed": "销号", "cancelled": "撤销"}
EVENTS = {
    f"rights.{name}_{verb}": words
    for name in ("mediation", "risk_check", "risk_household")
    for verb, words in VERBS.items()
} | {
    "rights.riskcheck_cancelled": "撤销",
    "rights.riskhousehold_cancelled": "撤销",
}


@method_decorator(sensitive_post_parameters(), name="dispatch")
class NoStore:
    """Pages that may show a person are kept in no browser's cache, and what is typed into them in no error report."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response["Cache-Control"] = "private, no-store"
        return response


class ListPage(views.ListView):
    permission = Permission.ASSISTANCE_VIEW
    create_permission = Permission.ASSISTANCE_EDIT


class DetailPage(NoStore, views.DetailView):
    permission = Permission.ASSISTANCE_VIEW
    template_name = "rights/assistance_detail.html"
    list_url = ""
    sources: tuple = ()
    facts: Callable[[Any, bool], list[tuple[str, Any]]]  # of a record, with or without its persons

    object: AssistanceRecord

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record, user = self.object, self.request.user
        in_reach = user.scope(Permission.ASSISTANCE_EDIT).covers(record.organization.path) and not record.is_cancelled
        known = record.persons_known_to(user)
        may_count = user.may(Permission.INDICATORS_VIEW) and not record.is_cancelled
        return super().get_context_data(
            page_title=str(record),
            back_url=reverse(self.list_url),
            persons_known=known,
            facts=[fact for fact in self.facts(record, known) if fact[1] not in ("", None)],
            text_sections=self.texts(record) if known else [],
            timeline=history_of(record, EVENTS),
            indicators=counted_in(record, *self.sources) if may_count else [],
            in_reach=in_reach,
            locked=in_reach and not is_open(record.organization, self.day(record)),
            **kwargs,
        )

    def day(self, record: Any) -> Any:
        return record.happened_on

    def texts(self, record: Any) -> list[tuple[str, str]]:
        return []


class FormPage(NoStore, OnceMixin, views.FormView):
    permission = Permission.ASSISTANCE_EDIT
    success_message = "已登记。"
    list_url = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse(self.list_url), **kwargs)


class ChangePage(NoStore):
    """What every change of a record asks: kept by her organization, seen by those above."""

    permission = Permission.ASSISTANCE_EDIT
    seen_with = Permission.ASSISTANCE_VIEW


class CancelPage(ChangePage, views.ReasonView):
    page_title = "撤销登记"
    question = "登记错了才撤销。撤销后还能查到，但不再计入任何数字。"
    submit_label = "撤销这条登记"
    success_message = "已撤销。"

    def perform(self, form: Any) -> Any:
        return services.cancel_assistance(subject=self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tone="danger", **kwargs)


def _label(record: Any, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name)


def _own_facts(record: Any, *names: str) -> list[tuple[str, Any]]:
    """Fields as they are labelled, choices in words."""
    facts = []
    for name in names:
        display = getattr(record, f"get_{name}_display", None)
        value = display() if display else getattr(record, name)
        facts.append((_label(record, name), "是" if value is True else "否" if value is False else value))
    return facts


# ---- Mediations


class MediationList(ListPage):
    queryset = Mediation.objects.select_related("organization")
    filterset_class = filters.MediationFilter
    table_class = tables.MediationTable
    sorts = {"newest": ("日期由近到远", "-happened_on"), "oldest": ("日期由远到近", "happened_on")}
    page_title = "矛盾调解"
    create_url = "rights:mediation-create"
    create_label = "记一次调解"
    export_url = "rights:mediation-export"
    empty_title = "还没有调解记录"
    empty_text = "婚姻家庭、邻里、婆媳等矛盾，调解一起记一起。"


class MediationExport(ExportView):
    ledger = ledgers.MEDIATIONS
    filterset_class = filters.MediationFilter


class MediationDetail(DetailPage):
    queryset = Mediation.objects.select_related("organization")
    list_url = "rights:mediation-list"
    sources = (measures.MEDIATIONS,)

    def facts(self, record: Mediation, known: bool) -> list[tuple[str, Any]]:
        names = ["happened_on", "organization", "outcome", "parties_count", "has_agreement", "mediators"]
        return _own_facts(record, *names, *(["parties"] if known else []), "cancel_reason")

    def texts(self, record: Mediation) -> list[tuple[str, str]]:
        return [(_label(record, "summary"), record.summary)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            update_url=reverse("rights:mediation-update", args=[self.object.pk]),
            cancel_record_url=reverse("rights:mediation-cancel", args=[self.object.pk]),
            **kwargs,
        )


class MediationCreate(FormPage):
    form_class = forms.MediationForm
    page_title = "记一次调解"
    submit_label = "记下这次调解"
    list_url = "rights:mediation-list"

    def perform(self, form: forms.MediationForm) -> Mediation:
        return services.record_mediation(mediation=form.instance, by=self.request.user)


class MediationUpdate(ChangePage, OnceMixin, views.UpdateView):
    queryset = Mediation.objects.select_related("organization")
    form_class = forms.MediationForm
    page_title = "修改调解"
    submit_label = "保存修改"

    def perform(self, form: forms.MediationForm) -> Mediation:
        version = form.cleaned_data["version"]
        return services.update_mediation(mediation=form.instance, by=self.request.user, version=version)


class MediationCancel(CancelPage):
    queryset = Mediation.objects.select_related("organization")


# ---- Rounds of checks


class RiskCheckList(ListPage):
    queryset = RiskCheck.objects.with_found()
    filterset_class = filters.RiskCheckFilter
    table_class = tables.RiskCheckTable
    sorts = {"newest": ("日期由近到远", "-happened_on"), "oldest": ("日期由远到近", "happened_on")}
    page_title = "风险排查"
    create_url = "rights:risk-check-create"
    create_label = "记一次排查"
    export_url = "rights:risk-check-export"
    empty_title = "还没有排查记录"
    empty_text = "每次排查记一条，发现的重点关注家庭逐户登记。"


class RiskCheckExport(ExportView):
    ledger = ledgers.CHECKS
    filterset_class = filters.RiskCheckFilter


class RiskCheckDetail(DetailPage):
    queryset = RiskCheck.objects.select_related("organization")
    template_name = "rights/riskcheck_detail.html"
    list_url = "rights:risk-check-list"
    sources = (measures.CHECKS,)

    def facts(self, record: RiskCheck, known: bool) -> list[tuple[str, Any]]:
        return _own_facts(record, "happened_on", "organization", "households_checked", "note", "cancel_reason")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            households=self.object.households.live().with_context().order_by("level__order", "found_on"),  # type: ignore[attr-defined]
            update_url=reverse("rights:risk-check-update", args=[self.object.pk]),
            cancel_record_url=reverse("rights:risk-check-cancel", args=[self.object.pk]),
            **kwargs,
        )


class RiskCheckCreate(FormPage):
    form_class = forms.RiskCheckForm
    page_title = "记一次排查"
    submit_label = "记下这次排查"
    success_message = "已记下。发现的重点关注家庭请在下面逐户登记。"
    list_url = "rights:risk-check-list"

    def perform(self, form: forms.RiskCheckForm) -> RiskCheck:
        return services.record_check(check=form.instance, by=self.request.user)


class RiskCheckUpdate(ChangePage, OnceMixin, views.UpdateView):
    queryset = RiskCheck.objects.select_related("organization")
    form_class = forms.RiskCheckForm
    page_title = "修改排查"
    submit_label = "保存修改"

    def perform(self, form: forms.RiskCheckForm) -> RiskCheck:
        version = form.cleaned_data["version"]
        return services.update_check(check=form.instance, by=self.request.user, version=version)


class RiskCheckCancel(CancelPage):
    queryset = RiskCheck.objects.select_related("organization")


# ---- Households that are watched


class RiskHouseholdList(NoStore, ListPage):
    queryset = RiskHousehold.objects.with_context()
    filterset_class = filters.RiskHouseholdFilter
    table_class = tables.RiskHouseholdTable
    sorts = {"newest": ("发现由近到远", "-found_on"), "oldest": ("发现由远到近", "found_on")}
    page_title = "重点关注家庭"
    create_url = "rights:risk-household-create"
    create_label = "登记一户"
    export_url = "rights:risk-household-export"
    empty_title = "没有在册的重点关注家庭"
    empty_text = "排查发现有风险的家庭，一户登记一条，按等级定期走访，化解后销号。"


class RiskHouseholdExport(ExportView):
    ledger = ledgers.HOUSEHOLDS
    filterset_class = filters.RiskHouseholdFilter


class RiskHouseholdDetail(DetailPage):
    queryset = RiskHousehold.objects.select_related("organization", "level", "check_round")
    template_name = "rights/riskhousehold_detail.html"
    list_url = "rights:risk-household-list"
    sources = (measures.HOUSEHOLDS, measures.STRUCK_OFF)

    def day(self, record: RiskHousehold) -> Any:
        return record.found_on

    def facts(self, record: RiskHousehold, known: bool) -> list[tuple[str, Any]]:
        name = (_label(record, "name"), record.name if known else record.masked_name)
        due = ("下次走访", record.visit_due_on)
        shown = _own_facts(record, "organization", "level", "found_on", "visited_on")
        ended = _own_facts(record, "closed_on", *(["close_reason"] if known else []), "cancel_reason")
        return [name, *(_own_facts(record, "address") if known else []), *shown, due, *ended]

    def texts(self, record: RiskHousehold) -> list[tuple[str, str]]:
        return [(_label(record, "situation"), record.situation)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        due = record.visit_due_on  # type: ignore[attr-defined]
        return super().get_context_data(
            status={"label": record.state, "tone": tables.household_tone(record)},  # type: ignore[arg-type, attr-defined]
            visit_overdue=not record.is_cancelled and bool(due) and due <= timezone.localdate(),
            update_url=reverse("rights:risk-household-update", args=[record.pk]),
            cancel_record_url=reverse("rights:risk-household-cancel", args=[record.pk]),
            **kwargs,
        )


class RiskHouseholdCreate(FormPage):
    form_class = forms.RiskHouseholdForm
    page_title = "登记重点关注家庭"
    submit_label = "登记这一户"
    list_url = "rights:risk-household-list"

    def get_initial(self) -> dict[str, Any]:
        """Coming from a round of checks: found in it, on its day, in its organization."""
        key = self.request.GET.get("check", "")
        rounds = RiskCheck.objects.live().visible_to(self.request.user, Permission.ASSISTANCE_EDIT)
        found_in = rounds.filter(pk=key).first() if key.isdigit() else None
        if found_in is None:
            return {}
        return {
            "check_round": found_in.pk,
            "found_on": found_in.happened_on,
            "organization": found_in.organization_id,
        }

    def perform(self, form: forms.RiskHouseholdForm) -> RiskHousehold:
        return services.record_household(household=form.instance, by=self.request.user)


class RiskHouseholdUpdate(ChangePage, OnceMixin, views.UpdateView):
    queryset = RiskHousehold.objects.with_context()
    form_class = forms.RiskHouseholdForm
    page_title = "修改重点关注家庭"
    submit_label = "保存修改"

    def perform(self, form: forms.RiskHouseholdForm) -> RiskHousehold:
        version = form.cleaned_data["version"]
        return services.update_household(household=form.instance, by=self.request.user, version=version)


class RiskHouseholdVisit(ChangePage, views.ObjectFormView):
    queryset = RiskHousehold.objects.live().with_context()
    form_class = forms.VisitForm
    page_title = "记一次走访"
    submit_label = "记下这次走访"

    def perform(self, form: forms.VisitForm) -> RiskHousehold:
        return services.visit_household(household=self.object, on=form.cleaned_data["on"], by=self.request.user)


class RiskHouseholdClose(ChangePage, views.ObjectFormView):
    queryset = RiskHousehold.objects.live().with_context()
    form_class = forms.CloseForm
    page_title = "销号"
    submit_label = "销号"
    success_message = "已销号。"

    def perform(self, form: forms.CloseForm) -> RiskHousehold:
        return services.close_household(household=self.object, by=self.request.user, **form.cleaned_data)


class RiskHouseholdCancel(CancelPage):
    queryset = RiskHousehold.objects.with_context()
