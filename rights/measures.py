"""What of rights work may be counted. Mediations and risk checks are ordinary figures; cases are confidential: no monthly cell,
no live total, released only closed and suppressed."""

from django.db.models import Q

from fulian.core.measures import Dimension, Listing, Measure, Nature, Source, register
from fulian.core.permissions import Permission
from rights.choices import Channel, HandlingWay, MediationKind, MediationOutcome
from rights.models import Case, CaseCategory, CaseContact, Mediation, RiskCheck, RiskHousehold, RiskLevel


def _levels():
    return RiskLevel.objects.values_list("code", "name")


def _categories():
    return CaseCategory.objects.values_list("code", "name")


MEDIATIONS = Source(
    code="rights.mediations",
    rows=lambda: Mediation.objects.live().select_related("organization"),
    permission=Permission.ASSISTANCE_VIEW,
    date_field="happened_on",
    dimensions=(
        Dimension("kind", "纠纷类别", "kind", lambda: MediationKind.choices),
        Dimension("outcome", "调解结果", "outcome", lambda: MediationOutcome.choices),
    ),
    row_url="rights:mediation-detail",
)
CHECKS = Source(
    code="rights.risk_checks",
    rows=lambda: RiskCheck.objects.live().select_related("organization"),
    permission=Permission.ASSISTANCE_VIEW,
    date_field="happened_on",
    row_url="rights:risk-check-detail",
)
HOUSEHOLDS = Source(
    code="rights.risk_households",
    rows=lambda: RiskHousehold.objects.live().select_related("organization", "level"),
    permission=Permission.ASSISTANCE_VIEW,
    date_field="found_on",
    since_field="found_on",
    until_field="watched_until",
    dimensions=(Dimension("level", "风险等级", "level__code", _levels),),
    row_url="rights:risk-household-detail",
)
STRUCK_OFF = Source(
    code="rights.risk_households_closed",
    rows=lambda: RiskHousehold.objects.live().select_related("organization", "level"),
    permission=Permission.ASSISTANCE_VIEW,
    date_field="closed_on",
    dimensions=HOUSEHOLDS.dimensions,
    row_url="rights:risk-household-detail",
)


def _case_dimensions(prefix: str = "") -> tuple[Dimension, ...]:
    return (
        Dimension("channel", "来源", f"{prefix}channel", lambda: Channel.choices),
        Dimension("way", "办理方式", f"{prefix}way", lambda: HandlingWay.choices),
        Dimension("category", "类别", _of_category(prefix), _categories),
    )


def _of_category(prefix: str):
    through = Case.categories.through

    def condition(codes):  # a subquery: a case of two categories is one case
        keys = through.objects.filter(casecategory__code__in=list(codes)).values("case_id")
        return Q(**{f"{prefix}pk__in": keys})

    return condition


def _cases(code: str, date_field: str) -> Source:
    return Source(
        code=code,
        rows=Case.objects.all,
        permission=Permission.CASES_HANDLE,
        date_field=date_field,
        dimensions=_case_dimensions(),
    )


CONTACTS = Source(
    code="rights.case_contacts",
    rows=CaseContact.objects.all,
    permission=Permission.CASES_HANDLE,
    date_field="on",
    path_field="case__path_at",
    organization_field="case__organization_id",
    dimensions=_case_dimensions("case__"),
)

register(
    Measure(
        code="rights.mediations", label="调解矛盾纠纷", unit="起", source=MEDIATIONS,
        definition="按调解日期计，一件纠纷一起，不论调解几次。",
    ),
    Measure(
        code="rights.risk_checks", label="开展风险排查", unit="次", source=CHECKS,
        definition="按排查日期计。",
    ),
    Measure(
        code="rights.households_checked", label="排查户数", unit="户", source=CHECKS, adds="households_checked",
        definition="各次排查户数相加，同一户多次排查计多次。",
    ),
    Measure(
        code="rights.risk_households", label="排查重点人群和家庭风险", unit="家", source=HOUSEHOLDS,
        definition="按发现日期计，一户一次登记一家。",
    ),
    Measure(
        code="rights.risk_households_watched", label="在册重点关注家庭", unit="家", source=HOUSEHOLDS, nature=Nature.STOCK,
        definition="截至当日未销号的；销号当日不再计入。",
    ),
    Measure(
        code="rights.risk_households_closed", label="重点关注家庭销号", unit="家", source=STRUCK_OFF,
        definition="按销号日期计。",
    ),
    Measure(
        code="rights.cases", label="求助登记", unit="件", source=_cases("rights.cases", "received_on"), confidential=True,
        definition="按首次接到日期计，同一事项再次来访来电不另计件。",
    ),
    Measure(
        code="rights.case_contacts", label="来访来电", unit="件次", source=CONTACTS, confidential=True,
        definition="含首次和再次的来信来访来电。",
    ),
    Measure(
        code="rights.cases_accepted", label="受理信访事项", unit="件", source=_cases("rights.cases_accepted", "accepted_on"),
        confidential=True, definition="按受理日期计。",
    ),
    Measure(
        code="rights.cases_closed", label="办结", unit="件", source=_cases("rights.cases_closed", "closed_on"),
        confidential=True, definition="按答复、转送或不予受理的日期计；重新办理的不计。",
    ),
    Listing(
        code="rights.mediation_kinds", label="调解的纠纷类别", source=MEDIATIONS, name_field="kind", unit="起",
        read=lambda kind: f"{MediationKind(kind).label}纠纷",
    ),
)  # fmt: skip
