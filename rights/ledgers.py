"""Columns of the ledgers. Persons are masked in every export; the ledger of cases is not registered with the others: it is
handed out only by its own page, which asks why and writes it down (views/cases.py)."""

from fulian.core.columns import Column, Ledger, register
from fulian.core.permissions import Permission
from rights.models import Case, Mediation, RiskCheck, RiskHousehold


def _cancelled(row) -> str:
    return "已撤销" if row.is_cancelled else ""


MEDIATIONS = Ledger(
    "rights.mediations", "矛盾调解台账", Permission.ASSISTANCE_VIEW,
    lambda: Mediation.objects.select_related("organization"),
    (
        Column("调解日期", "happened_on", 12),
        Column("所属组织", "organization.name", 16),
        Column("纠纷类别", "get_kind_display", 12),
        Column("调解结果", "get_outcome_display", 12),
        Column("当事人数", "parties_count", 10),
        Column("签了调解协议书", "has_agreement", 14),
        Column("调解员", "mediators", 20),
        Column("状态", _cancelled, 8),
    ),
)  # fmt: skip
CHECKS = Ledger(
    "rights.risk_checks", "风险排查台账", Permission.ASSISTANCE_VIEW,
    RiskCheck.objects.with_found,
    (
        Column("排查日期", "happened_on", 12),
        Column("所属组织", "organization.name", 16),
        Column("排查户数", "households_checked", 10),
        Column("发现重点关注（户）", "found", 14),
        Column("状态", _cancelled, 8),
    ),
)  # fmt: skip
HOUSEHOLDS = Ledger(
    "rights.risk_households", "重点关注家庭台账", Permission.ASSISTANCE_VIEW,
    lambda: RiskHousehold.objects.select_related("organization", "level"),
    (
        Column("发现日期", "found_on", 12),
        Column("所属组织", "organization.name", 16),
        Column("户主或本人", "masked_name", 12),
        Column("风险等级", "level.name", 10),
        Column("最近走访", "visited_on", 12),
        Column("销号日期", "closed_on", 12),
        Column("状态", "state", 10),
    ),
)  # fmt: skip
CASES = Ledger(
    "rights.cases", "求助登记台账", Permission.CASES_HANDLE,
    Case.objects.with_context,
    (
        Column("编号", "number", 12),
        Column("接到日期", "received_on", 12),
        Column("所属组织", "organization.name", 16),
        Column("来源", "get_channel_display", 10),
        Column("求助人", "masked_seeker", 10),
        Column("类别", "category_names", 20),
        Column("办理方式", "get_way_display", 12),
        Column("状态", "get_status_display", 10),
        Column("受理日期", "accepted_on", 12),
        Column("办结日期", "closed_on", 12),
    ),
)  # fmt: skip

register(MEDIATIONS, CHECKS, HOUSEHOLDS)
