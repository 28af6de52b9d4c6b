"""Columns of the ledgers. On pages and in their exports persons are masked; the exchange workbook has everything and leaves only with
--confidential and a reason. The ledger of cases is handed out only by its own page, which asks why and writes it down."""

from typing import Any

from fulian.core import cells
from fulian.core.cells import Reader
from fulian.core.columns import Column, Ledger, happened, register
from fulian.core.periods import Period
from fulian.core.permissions import Permission
from fulian.ledgers.columns import WHOSE
from rights.lines import (
    read_contacts,
    read_persons,
    read_steps,
    written_contacts,
    written_persons,
    written_steps,
)
from rights.models import Case, Mediation, RiskCheck, RiskHousehold

CANCELLED = "已撤销"


def _cancelled(row: Any) -> str:
    return CANCELLED if row.is_cancelled else ""


STATE = Column("状态", _cancelled, 8, "state", cells.choice([(CANCELLED, CANCELLED)], empty=""))
WHY = Column("撤销原因", "cancel_reason", 20, "cancel_reason", private=True)

MEDIATIONS = Ledger(
    "rights.mediations", "矛盾调解台账", Permission.ASSISTANCE_VIEW,
    lambda: Mediation.objects.select_related("organization"),
    (
        Column("调解日期", "happened_on", 12, "happened_on", aliases=("日期", "调解时间")),
        *WHOSE,
        Column("纠纷类别", "get_kind_display", 12, "kind", aliases=("类别", "纠纷类型")),
        Column("调解结果", "get_outcome_display", 12, "outcome", aliases=("结果",)),
        Column("当事人数", "parties_count", 10, "parties_count"),
        Column("签了调解协议书", "has_agreement", 14, "has_agreement"),
        Column("调解员", "mediators", 20, "mediators"),
        Column("当事人", "parties", 24, "parties", cells.text(100), private=True),
        Column("简要经过", "summary", 40, "summary", cells.text(2000, lines=True), private=True),
        STATE,
        WHY,
    ),
    prefix="TJ", during=happened("happened_on"), order=70, confidential=True,
)  # fmt: skip
CHECKS = Ledger(
    "rights.risk_checks", "风险排查台账", Permission.ASSISTANCE_VIEW,
    RiskCheck.objects.with_found,
    (
        Column("排查日期", "happened_on", 12, "happened_on", aliases=("日期", "排查时间")),
        *WHOSE,
        Column("排查户数", "households_checked", 10, "households_checked"),
        Column("发现重点关注（户）", "found", 14),
        Column("说明", "note", 24, "note", private=True),
        STATE,
        WHY,
    ),
    prefix="PC", during=happened("happened_on"), order=72, confidential=True,
)  # fmt: skip


def _watched(rows: Any, period: Period) -> Any:
    return rows.filter(found_on__lte=period.end).exclude(closed_on__lt=period.start)


HOUSEHOLDS = Ledger(
    "rights.risk_households", "重点关注家庭台账", Permission.ASSISTANCE_VIEW,
    lambda: RiskHousehold.objects.select_related("organization", "level"),
    (
        Column("发现日期", "found_on", 12, "found_on"),
        *WHOSE,
        Column("户主或本人", "masked_name", 12, "name", cells.text(40), exact="name", required=True),
        Column("风险等级", "level.name", 10, "level"),
        Column("排查编号", "check_round_id", 18, "check_round_id", cells.text(60), refers_to="rights.risk_checks", private=True,
               help="哪次排查发现的：风险排查台账里的编号。"),
        Column("住址", "address", 24, "address", cells.text(100), private=True),
        Column("风险情况和措施", "situation", 40, "situation", cells.text(2000, lines=True), private=True),
        Column("最近走访", "visited_on", 12, "visited_on"),
        Column("销号日期", "closed_on", 12, "closed_on"),
        Column("销号原因", "close_reason", 24, "close_reason", cells.text(500, lines=True), private=True),
        Column("状态", "state", 10, "state", cells.choice([(word, word) for word in (CANCELLED, "已销号", "关注中")], empty="")),
        WHY,
    ),
    prefix="GZ", during=_watched, order=74, confidential=True,
)  # fmt: skip
CASES = Ledger(
    "rights.cases", "求助登记台账", Permission.CASES_HANDLE,
    lambda: Case.objects.with_context().prefetch_related("contacts", "steps"),
    (
        Column("接到日期", "received_on", 12, "received_on"),
        *WHOSE,
        Column("来源", "get_channel_display", 10, "channel"),
        Column("求助人", "masked_seeker", 10, exact=lambda row: ""),
        Column("类别", "category_names", 20, "categories"),
        Column("来访人数", "people_count", 8, "people_count", private=True),
        Column("求助请求", "request", 40, "request", cells.text(1000, lines=True), private=True, required=True),
        Column("主要事实", "facts", 40, "facts", cells.text(5000, lines=True), private=True),
        Column("当事人", written_persons, 40, "persons", Reader("一行一人：身份｜姓名｜性别｜年龄｜电话｜住址", read_persons, empty=()),
               private=True),
        Column("来访来电", written_contacts, 24, "contacts", Reader("一行一次：日期｜方式", read_contacts, empty=()), private=True),
        Column("办理经过", written_steps, 60, "steps", Reader("一行一步：日期｜事项｜内容", read_steps, empty=()), private=True),
        Column("办理方式", "get_way_display", 12, "way"),
        Column("状态", "get_status_display", 10),
        Column("受理日期", "accepted_on", 12),
        Column("办结日期", "closed_on", 12),
    ),
    key="number", during=happened("received_on"), order=76, confidential=True, own_page=True,
    note="经办人、查看记录和修改记录不在表里：导入的人就是经办人。",
)  # fmt: skip

register(MEDIATIONS, CHECKS, HOUSEHOLDS, CASES)
