"""Columns of the ledger of honours. Names of private persons are full only for whoever keeps the record."""

from families.models import Honour
from fulian.core.columns import Column, Ledger, register
from fulian.core.permissions import Permission

HONOURS = Ledger(
    "families.honours",
    "荣誉台账",
    Permission.FAMILIES_VIEW,
    Honour.objects.with_context,
    (
        Column("荣誉名称", "kind.name", 18),
        Column("级别", "get_level_display", 8),
        Column("对象", "kind.get_subject_type_display", 8),
        Column("名称", "listed_name", 20),
        Column("所属组织", "organization.name", 16),
        Column("档次", "grade.name", 10),
        Column("庭院特色", "feature_names", 20),
        Column("状态", "state", 10),
        Column("推荐日期", "nominated_on", 12),
        Column("命名日期", "named_on", 12),
        Column("摘牌日期", "ended_on", 12),
        Column("备注", lambda row: row.note if getattr(row, "in_reach", False) else "", 30),
    ),
)
register(HONOURS)
