"""Columns of the ledger of activities."""

from activities.models import Activity
from fulian.core.columns import Column, Ledger, register
from fulian.core.permissions import Permission
from fulian.core.quantities import Qualifier


def _qualifier(field: str):
    def word(activity: Activity) -> str:
        value = getattr(activity, field)
        return str(Qualifier(value).label) if value else ""

    return word


ACTIVITIES = Ledger(
    "activities.activities", "活动台账", Permission.ACTIVITIES_VIEW, Activity.objects.detailed,
    (
        Column("日期", "starts_on", 12),
        Column("结束日期", "ends_on", 12),
        Column("所属组织", "organization.name", 16),
        Column("名称", "title", 34),
        Column("种类", "kind.label", 16),
        Column("工作领域", "kind.get_category_display", 14),
        Column("主题", lambda row: "、".join(theme.label for theme in row.themes.all()), 16),
        Column("活动品牌", "brand", 18),
        Column("角色", "get_role_display", 10),
        Column("方式", "get_mode_display", 8),
        Column("地点", "place_text", 24),
        Column("合作单位", "partners", 20),
        Column("场次", "sessions", 8),
        Column("场次说明", _qualifier("sessions_qualifier"), 10),
        Column("参加人次", "attendances", 10),
        Column("人数", "people", 8),
        Column("人次人数说明", _qualifier("people_qualifier"), 12),
        Column("志愿者人次", "volunteers", 10),
        Column("发放资料（份）", "materials", 12),
        Column("份数说明", _qualifier("materials_qualifier"), 10),
        Column("资料名称", "materials_note", 20),
        Column("带动就业（人）", "employed", 12),
        Column("目的", "purpose", 30),
        Column("做法和效果", "effect", 40),
        Column("亮点", lambda row: "是" if row.is_featured else "", 6),
        Column("状态", "get_status_display", 8),
        Column("撤销原因", "cancel_reason", 20),
    ),
)  # fmt: skip
register(ACTIVITIES)
