"""Columns of the registers' ledgers."""

from fulian.core.columns import Column, Ledger, register
from fulian.core.permissions import Permission
from fulian.registers.models import Election, Officer, Product, Talent, Team, Venue

ORGANIZATION = Column("所属组织", "organization.name", 16)
STATE = Column("状态", lambda row: "已作废" if row.is_void else "已终止" if row.is_over else "在册", 8)
REASON = Column("终止原因", "end_reason", 24)
NOTE = Column("备注", "note", 30)

register(
    Ledger(
        "registers.venues", "阵地台账", Permission.REGISTERS_VIEW, Venue.objects.listed,
        (
            ORGANIZATION,
            Column("种类", "kind.label", 14),
            Column("名称", "name", 24),
            Column("状态", lambda row: "已作废" if row.is_void else row.get_status_display(), 8),
            Column("建成日期", "opened_on", 12),
            Column("停用日期", "closed_on", 12),
            Column("依托外单位", lambda row: "是" if row.is_external else "否", 10),
            Column("建设（依托）单位", "builder", 20),
            Column("地址", "place", 24),
            Column("投入资金（元）", "investment", 14),
            REASON,
            NOTE,
        ),
    ),
    Ledger(
        "registers.teams", "队伍台账", Permission.REGISTERS_VIEW, Team.objects.listed,
        (
            ORGANIZATION,
            Column("种类", "kind.label", 16),
            Column("名称", "name", 24),
            Column("组建日期", "founded_on", 12),
            Column("人数", "members", 8),
            Column("人数说明", "get_members_qualifier_display", 8),
            Column("负责人", "leader", 10),
            STATE,
            Column("撤销日期", "ended_on", 12),
            REASON,
            NOTE,
        ),
    ),
    Ledger(
        "registers.officers", "任职人员台账", Permission.REGISTERS_VIEW, Officer.objects.listed,
        (
            ORGANIZATION,
            Column("姓名", "name", 10),
            Column("职务", "get_position_display", 12),
            Column("专兼职", "get_employment_display", 8),
            Column("任职起", "since", 12),
            Column("任职止", "until", 12),
            STATE,
            REASON,
            NOTE,
        ),
    ),
    Ledger(
        "registers.elections", "换届台账", Permission.REGISTERS_VIEW, Election.objects.listed,
        (
            ORGANIZATION,
            Column("换届日期", "held_on", 12),
            Column("会议名称", "congress", 26),
            Column("选出人数", lambda row: len(row.officers.all()), 10),
            Column("状态", lambda row: "已作废" if row.is_void else "有效", 8),
            NOTE,
        ),
    ),
    Ledger(
        "registers.talents", "人才台账", Permission.REGISTERS_VIEW, Talent.objects.listed,
        (
            ORGANIZATION,
            Column("类别", "get_kind_display", 14),
            Column("姓名", "name", 10),
            Column("入库日期", "since", 12),
            Column("退出日期", "until", 12),
            STATE,
            REASON,
            NOTE,
        ),
    ),
    Ledger(
        "registers.products", "巾帼好货台账", Permission.REGISTERS_VIEW, Product.objects.listed,
        (
            ORGANIZATION,
            Column("产品名称", "name", 24),
            Column("生产单位", "producer", 24),
            Column("推出日期", "since", 12),
            Column("停推日期", "until", 12),
            STATE,
            REASON,
            NOTE,
        ),
    ),
)  # fmt: skip
