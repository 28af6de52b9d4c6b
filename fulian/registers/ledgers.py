"""Columns of the registers' ledgers: exported, printed, and read again (intake.py)."""

from collections.abc import Callable
from typing import Any

from fulian.core import cells
from fulian.core.columns import Column, Ledger, existed, happened, register
from fulian.core.permissions import Permission
from fulian.core.quantities import Qualifier
from fulian.ledgers.columns import WHOSE
from fulian.registers.cell_lines import CHECKS, HEADCOUNTS, KEEPING, OF_OFFICERS, OF_VENUES, CellLines
from fulian.registers.choices import VenueStatus
from fulian.registers.models import Contact, Election, ElectionRound, Officer, Product, Talent, Team, Venue, Volunteer

GOING_ON, OVER, VOID = "在册", "已终止", "已作废"


def _words(*words: str) -> cells.Reader:
    return cells.choice([(word, word) for word in words], empty="")


STATE = Column(
    "状态",
    lambda row: VOID if row.is_void else OVER if row.is_over else GOING_ON,
    8,
    "state",
    _words(GOING_ON, OVER, VOID),
)
VALID = Column("状态", lambda row: VOID if row.is_void else "有效", 8, "state", _words("有效", VOID))
VENUE_STATE = Column(
    "状态", lambda row: VOID if row.is_void else row.get_status_display(), 8, "state",
    _words(*(str(label) for label in VenueStatus.labels), VOID), aliases=("使用状态",),
)  # fmt: skip
REASON = Column("终止原因", "end_reason", 24, "end_reason", help="写了最后一天或作废的，要写原因。")
NOTE = Column("备注", "note", 30, "note")


def _shown(field: str) -> Callable[[Any], str]:
    """The word of a choice; nothing for what nobody chose."""
    return lambda row: getattr(row, f"get_{field}_display")() if getattr(row, field) else ""


def _qualifier(field: str) -> Callable[[Any], str]:
    return lambda row: str(Qualifier(getattr(row, field)).label) if getattr(row, field) else ""


def _lines(*kinds: CellLines) -> tuple[Column, ...]:
    """What hangs on an entry, for the exchange workbook alone."""
    return tuple(Column(kind.label, kind.written, 30, kind.column, kind.reader, private=True) for kind in kinds)


def _with_lines(rows: Callable[[], Any], *kinds: CellLines) -> Callable[[], Any]:
    names = dict.fromkeys(name for kind in kinds for name in kind.prefetch)
    return lambda: rows().prefetch_related(*names)


VENUE_LINES = (*OF_VENUES, CHECKS)
OFFICER_LINES = (*OF_OFFICERS, KEEPING)
VENUES = Ledger(
    "registers.venues", "阵地台账", Permission.REGISTERS_VIEW, _with_lines(Venue.objects.listed, *VENUE_LINES),
    (
        *WHOSE,
        Column("种类", "kind.label", 14, "kind", aliases=("阵地种类", "类别")),
        Column("类型", "type.label", 12, "type"),
        Column("名称", "name", 24, "name", aliases=("阵地名称",)),
        VENUE_STATE,
        Column("建成日期", "opened_on", 12, "opened_on", aliases=("挂牌日期", "建成时间", "成立时间")),
        Column("停用日期", "closed_on", 12, "closed_on", aliases=("摘牌日期",)),
        Column("依托外单位", lambda row: "是" if row.is_external else "否", 10, "is_external"),
        Column("建设（依托）单位", "builder", 20, "builder", aliases=("建设单位", "依托单位")),
        Column("建设方式", _shown("build_mode"), 10, "build_mode"),
        Column("建家依托", _shown("host_kind"), 10, "host_kind"),
        Column("主人", "host", 12, "host", private=True),
        Column("网上微家", lambda row: "是" if row.is_online else "否", 8, "is_online"),
        Column("网上在哪里", "online_place", 16, "online_place"),
        Column("品牌", "brand", 14, "brand"),
        Column("管理员", "manager", 12, "manager"),
        Column("管理员电话", "manager_phone", 14, "manager_phone", private=True),
        Column("开放时间", "opening_hours", 16, "opening_hours"),
        Column("地址", "place", 24, "place", aliases=("地点",)),
        Column("投入资金（元）", "investment", 14, "investment", aliases=("投入资金",)),
        REASON,
        NOTE,
        *_lines(*VENUE_LINES),
    ),
    prefix="ZD", during=existed("opened_on", "closed_on"), order=10,
    printed=("所属组织", "种类", "名称", "状态", "建成日期", "建设（依托）单位", "管理员", "地址", "备注"),
)  # fmt: skip
TEAMS = Ledger(
    "registers.teams", "队伍台账", Permission.REGISTERS_VIEW, _with_lines(Team.objects.listed, HEADCOUNTS),
    (
        *WHOSE,
        Column("种类", "kind.label", 16, "kind", aliases=("队伍种类", "类别")),
        Column("名称", "name", 24, "name", aliases=("队伍名称",)),
        Column("组建日期", "founded_on", 12, "founded_on", aliases=("成立日期", "组建时间", "成立时间")),
        Column("人数", "members", 8, "members", qualifier="members_qualifier", aliases=("队员人数",)),
        Column("人数说明", _qualifier("members_qualifier"), 8, "members_qualifier"),
        Column("负责人", "leader", 10, "leader", aliases=("队长",)),
        STATE,
        Column("撤销日期", "ended_on", 12, "ended_on"),
        REASON,
        NOTE,
        *_lines(HEADCOUNTS),
    ),
    prefix="DW", during=existed("founded_on", "ended_on"), order=12,
    printed=("所属组织", "种类", "名称", "组建日期", "人数", "负责人", "状态", "备注"),
)  # fmt: skip
ROUNDS = Ledger(
    "registers.rounds", "换届工作台账", Permission.REGISTERS_VIEW,
    lambda: ElectionRound.objects.select_related("organization__parent"),
    (
        *WHOSE,
        Column("名称", "name", 26, "name"),
        Column("哪一级换届", "get_level_display", 12, "level"),
        Column("开始日期", "starts_on", 12, "starts_on"),
        Column("要求完成日期", "due_on", 14, "due_on", aliases=("完成日期",)),
    ),
    prefix="HG", during=existed("starts_on", "due_on"), order=13,
    note="一行一轮换届。各单位哪天换的届、选出了谁，在“换届台账”和“任职人员台账”里。",
)  # fmt: skip
ELECTIONS = Ledger(
    "registers.elections", "换届台账", Permission.REGISTERS_VIEW, Election.objects.listed,
    (
        *WHOSE,
        Column("换届日期", "held_on", 12, "held_on", aliases=("换届时间",)),
        Column("会议名称", "congress", 26, "congress"),
        Column("届次", "term", 8, "term"),
        Column("补选", lambda row: "是" if row.is_by_election else "否", 8, "is_by_election"),
        Column("选出人数", lambda row: len(row.officers.all()), 10),
        VALID,
        Column("作废原因", "end_reason", 24, "end_reason"),
        NOTE,
    ),
    prefix="HJ", during=happened("held_on"), order=14,
    note="选出的人员在“任职人员台账”里，用“换届编号”对应。",
)  # fmt: skip
OFFICERS = Ledger(
    "registers.officers", "任职人员台账", Permission.REGISTERS_VIEW, _with_lines(Officer.objects.listed, *OFFICER_LINES),
    (
        *WHOSE,
        Column("姓名", "name", 10, "name"),
        Column("职务", "get_position_display", 12, "position"),
        Column("专兼职", _shown("employment"), 8, "employment", aliases=("专挂兼",)),
        Column("任职起", "since", 12, "since", aliases=("任职时间", "任职日期")),
        Column("任职止", "until", 12, "until", aliases=("离任时间",)),
        Column("换届编号", "election_id", 18, "election_id", cells.text(60), refers_to="registers.elections",
               help="由哪次换届选出：换届台账里的编号。"),
        Column("届次", "term", 8, "term"),
        Column("电话", "masked_phone", 14, "phone", exact="phone", aliases=("联系电话", "手机号")),
        Column("出生年月", "birth", 10, "birth", private=True),
        Column("政治面貌", _shown("party"), 10, "party", private=True),
        Column("学历", _shown("education"), 8, "education", private=True),
        Column("进“两委”", _shown("committee"), 10, "committee"),
        STATE,
        REASON,
        NOTE,
        *_lines(*OFFICER_LINES),
    ),
    prefix="RZ", during=existed("since", "until"), order=16,
    printed=("所属组织", "姓名", "职务", "专兼职", "任职起", "任职止", "状态", "备注"),
)  # fmt: skip
TALENTS = Ledger(
    "registers.talents", "人才台账", Permission.REGISTERS_VIEW, Talent.objects.listed,
    (
        *WHOSE,
        Column("类别", "kind.label", 14, "kind"),
        Column("姓名", "name", 10, "name"),
        Column("单位和职务", "employer", 20, "employer"),
        Column("专业或行业", "field", 14, "field"),
        Column("入库日期", "since", 12, "since", aliases=("入库时间",)),
        Column("退出日期", "until", 12, "until"),
        STATE,
        REASON,
        NOTE,
    ),
    prefix="RC", during=existed("since", "until"), order=18,
)  # fmt: skip
VOLUNTEERS = Ledger(
    "registers.volunteers", "志愿者台账", Permission.REGISTERS_VIEW, Volunteer.objects.listed,
    (
        *WHOSE,
        Column("姓名", "name", 10, "name"),
        Column("队伍编号", "team_id", 18, "team_id", cells.text(60), refers_to="registers.teams", help="队伍台账里的编号。"),
        Column("特长", "skills", 16, "skills"),
        Column("登记日期", "since", 12, "since"),
        Column("退出日期", "until", 12, "until"),
        Column("本人同意登记的日期", "consented_on", 14, "consented_on"),
        STATE,
        REASON,
        NOTE,
    ),
    prefix="ZY", during=existed("since", "until"), order=20,
)  # fmt: skip
CONTACTS = Ledger(
    "registers.contacts", "联系走访台账", Permission.REGISTERS_VIEW, Contact.objects.listed,
    (
        *WHOSE,
        Column("日期", "made_on", 12, "made_on"),
        Column("方式", "get_mode_display", 8, "mode"),
        Column("联系的人群", "group", 18, "group"),
        Column("户（人）数", "households", 10, "households"),
        Column("任职编号", "officer_id", 18, "officer_id", cells.text(60), refers_to="registers.officers",
               help="谁去联系：任职人员台账里的编号。"),
        Column("意见和需求", "opinion", 30, "opinion"),
        Column("办结日期", "resolved_on", 12, "resolved_on"),
        Column("怎么办的", "result", 30, "result"),
        VALID,
        Column("作废原因", "end_reason", 24, "end_reason"),
    ),
    prefix="LX", during=happened("made_on"), order=22,
)  # fmt: skip
PRODUCTS = Ledger(
    "registers.products", "巾帼好货台账", Permission.REGISTERS_VIEW, Product.objects.listed,
    (
        *WHOSE,
        Column("产品名称", "name", 24, "name"),
        Column("生产单位", "producer", 24, "producer"),
        Column("推出日期", "since", 12, "since"),
        Column("停推日期", "until", 12, "until"),
        STATE,
        REASON,
        NOTE,
    ),
    prefix="CP", during=existed("since", "until"), order=24,
)  # fmt: skip

register(VENUES, TEAMS, ROUNDS, ELECTIONS, OFFICERS, TALENTS, VOLUNTEERS, CONTACTS, PRODUCTS)
