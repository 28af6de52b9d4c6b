from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string

from fulian.organizations.choices import Level
from rights.choices import CaseStatus, MediationOutcome
from rights.models import Case, Mediation, RiskCheck, RiskHousehold

NUMBER = {"cell": {"class": "num"}}
OUTCOME_TONES = {
    MediationOutcome.SETTLED: "done",
    MediationOutcome.UNSETTLED: "slow",
    MediationOutcome.REFERRED: "wait",
}
CASE_TONES = {
    CaseStatus.REGISTERED: "mine",
    CaseStatus.ACCEPTED: "mine",
    CaseStatus.HANDLING: "mine",
    CaseStatus.REPLIED: "done",
    CaseStatus.VISITED: "done",
    CaseStatus.ARCHIVED: "locked",
}


def shown(label: str, tone: str) -> str:
    return render_to_string("_components/status.html", {"label": label, "tone": tone})


def household_tone(household: RiskHousehold) -> str:
    if household.is_cancelled:
        return "stop"
    return "done" if household.is_closed else household.level.tone


class RecordTable(tables.Table):
    def before_render(self, request: Any) -> None:
        post = request.user.current_post
        if post is not None and post.organization.level == Level.VILLAGE:
            self.columns.hide("organization")


class MediationTable(RecordTable):
    kind = tables.Column(linkify=True)
    happened_on = tables.DateColumn(format="Y-m-d")

    class Meta:
        model = Mediation
        fields = ("kind", "happened_on", "organization", "parties_count", "has_agreement", "outcome")
        orderable = False

    def render_has_agreement(self, value: bool) -> str:
        return "是" if value else "否"

    def render_outcome(self, value: str, record: Mediation) -> str:
        if record.is_cancelled:
            return shown("已撤销", "stop")
        return shown(value, OUTCOME_TONES[MediationOutcome(record.outcome)])


class RiskCheckTable(RecordTable):
    happened_on = tables.DateColumn(linkify=True, format="Y-m-d")
    households_checked = tables.Column(attrs=NUMBER)
    found = tables.Column(verbose_name="发现重点关注", attrs=NUMBER)

    class Meta:
        model = RiskCheck
        fields = ("happened_on", "organization", "households_checked", "found", "note")
        orderable = False


class RiskHouseholdTable(RecordTable):
    masked_name = tables.Column(verbose_name=RiskHousehold._meta.get_field("name").verbose_name, linkify=True)
    found_on = tables.DateColumn(format="Y-m-d")
    visited_on = tables.DateColumn(format="Y-m-d")
    visit_due_on = tables.DateColumn(verbose_name="下次走访", format="Y-m-d")
    state = tables.Column(verbose_name="状态")

    class Meta:
        model = RiskHousehold
        fields = ("masked_name", "level", "organization", "found_on", "visited_on", "visit_due_on", "state")
        orderable = False

    def render_state(self, value: str, record: RiskHousehold) -> str:
        return shown(value, household_tone(record))


class CaseTable(RecordTable):
    number = tables.Column(linkify=True)
    received_on = tables.DateColumn(format="Y-m-d")
    masked_seeker = tables.Column(verbose_name="求助人")
    category_names = tables.Column(verbose_name=Case._meta.get_field("categories").verbose_name)
    due_on = tables.DateColumn(verbose_name="期限", format="Y-m-d")

    class Meta:
        model = Case
        fields = ("number", "received_on", "masked_seeker", "category_names", "organization", "due_on", "status")
        orderable = False

    def render_status(self, value: str, record: Case) -> str:
        return shown(value, CASE_TONES.get(CaseStatus(record.status), "none"))
