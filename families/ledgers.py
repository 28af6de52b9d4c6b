"""Columns of the ledger of honours. On pages the names of private persons are full only for whoever keeps the record; the exchange
workbook has them whole."""

from django.db.models import Q, QuerySet

from families.choices import HonourStatus
from families.history import CANCELLED, read_grades, read_steps, written_grades, written_steps
from families.models import CourtyardFeature, Honour
from fulian.core import cells
from fulian.core.cells import Reader
from fulian.core.columns import Column, Ledger, register
from fulian.core.periods import Period
from fulian.core.permissions import Permission
from fulian.ledgers.columns import WHOSE


def _rows():
    return (
        Honour.objects.with_context()
        .select_related("organization__parent")
        .prefetch_related("steps", "gradings__grade")
    )


def _during(rows: QuerySet, period: Period) -> QuerySet:
    """Begun by then, and not ended before."""
    begun = Q(nominated_on__lte=period.end) | Q(named_on__lte=period.end)
    over = Q(ended_on__lt=period.start) | Q(
        status__in=(HonourStatus.DECLINED, HonourStatus.WITHDRAWN), dated_on__lt=period.start
    )
    return rows.filter(begun).exclude(over)


HONOURS = Ledger(
    "families.honours", "荣誉台账", Permission.FAMILIES_VIEW, _rows,
    (
        Column("荣誉名称", "kind.name", 18, "kind", aliases=("荣誉", "称号", "荣誉称号")),
        Column("级别", "get_level_display", 8, "level"),
        Column("对象", "kind.get_subject_type_display", 8),
        Column("名称", "listed_name", 20, "name", exact="name", aliases=("户主", "姓名", "户主姓名", "获奖者")),
        *WHOSE,
        Column("档次", "grade.name", 10, "grade_name", cells.text(20), help="命名那天的档次；以后升的写在档次沿革里。"),
        Column("庭院特色", "feature_names", 20, "features", cells.many_of(CourtyardFeature.objects.all)),
        Column("状态", "state", 10, "state",
               cells.choice([*HonourStatus.choices, (CANCELLED, CANCELLED)], empty="")),
        Column("推荐日期", "nominated_on", 12, "nominated_on", aliases=("推荐时间",)),
        Column("命名日期", "named_on", 12, "named_on", aliases=("命名时间", "获奖时间", "获得时间")),
        Column("摘牌日期", "ended_on", 12),
        Column("进展", written_steps, 40, "steps", Reader("一行一步：日期 状态 文号 原因", read_steps, empty=()),
               help="每一步一行，用“｜”隔开：2025-03-01｜命名｜锦妇〔2025〕12号。自己填的表可以没有这一列。"),
        Column("档次沿革", written_grades, 30, "gradings", Reader("一行一档：日期 档次 文号", read_grades, empty=()),
               help="每一档一行：2025-05-01｜示范户｜锦妇〔2025〕12号。"),
        Column("撤销原因", "cancel_reason", 20, "cancel_reason"),
        Column("备注", lambda row: row.note if getattr(row, "in_reach", False) else "", 30, "note", exact="note"),
    ),
    prefix="RY", during=_during, order=60,
    printed=("荣誉名称", "级别", "名称", "所属组织", "档次", "状态", "推荐日期", "命名日期", "备注"),
)  # fmt: skip
register(HONOURS)
