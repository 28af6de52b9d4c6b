"""Columns of the ledger of activities: exported, printed, and read again."""

from activities import carrying
from activities.models import Activity, Campaign
from fulian.core import cells
from fulian.core.columns import Column, Ledger, existed, happened, register
from fulian.core.permissions import Permission
from fulian.core.quantities import Qualifier
from fulian.ledgers.columns import WHOSE, code_of


def _qualifier(field: str):
    def word(activity: Activity) -> str:
        value = getattr(activity, field)
        return str(Qualifier(value).label) if value else ""

    return word


def _rows():
    return Activity.objects.detailed().select_related("organization__parent").prefetch_related("task_links")


def _taking_part(campaign: Campaign) -> str:
    return "、".join(sorted(code_of(one) for one in campaign.organizations.all()))


CAMPAIGNS = Ledger(
    "activities.campaigns", "主题活动台账", Permission.ACTIVITIES_VIEW,
    lambda: Campaign.objects.listed().select_related("organization__parent").prefetch_related("organizations"),
    (
        Column("名称", "title", 30, "title"),
        *WHOSE,
        Column("年度", "year", 8, "year", cells.whole(2000, 9999)),
        Column("主题", "theme.label", 16, "theme"),
        Column("开始日期", "starts_on", 12, "starts_on"),
        Column("结束日期", "ends_on", 12, "ends_on"),
        Column("目标和要求", "goal", 40, "goal"),
        Column("参加单位", _taking_part, 30, "taking_part", cells.text(20000), help="组织代码，用顿号分开；留空就是全体下级。"),
        Column("还可以归入", lambda row: "是" if row.is_active else "否", 10, "open", cells.yes_no(empty=True)),
    ),
    prefix="ZT", during=existed("starts_on", "ends_on"), order=38,
    note="一行一个主题活动。归入它的活动在活动台账里写它的编号。",
)  # fmt: skip

ACTIVITIES = Ledger(
    "activities.activities", "活动台账", Permission.ACTIVITIES_VIEW, _rows,
    (
        Column("日期", "starts_on", 12, "starts_on", aliases=("活动日期", "活动时间", "时间", "开展日期")),
        Column("结束日期", "ends_on", 12, "ends_on"),
        *WHOSE,
        Column("名称", "title", 34, "title", aliases=("活动名称", "活动主题", "活动内容")),
        Column("种类", "kind.label", 16, "kind", aliases=("活动种类", "活动类型", "类型")),
        Column("工作领域", "kind.get_category_display", 14),
        Column("主题", lambda row: "、".join(theme.label for theme in row.themes.all()), 16, "themes"),
        Column("活动品牌", "brand", 18, "brand"),
        Column("角色", "get_role_display", 10, "role"),
        Column("方式", "get_mode_display", 8, "mode"),
        Column("阵地", lambda row: row.venue.name if row.venue else "", 20, "venue_name", cells.text(60),
               help="所用阵地的名称，要已经在阵地台账里；不在阵地里就写地点。"),
        Column("地点", "place", 24, "place", aliases=("活动地点",)),
        Column("合作单位", "partners", 20, "partners", aliases=("协办单位", "联合单位")),
        Column("场次", "sessions", 8, "sessions", cells.whole(1), qualifier="sessions_qualifier", aliases=("次数", "场数")),
        Column("场次说明", _qualifier("sessions_qualifier"), 10, "sessions_qualifier"),
        Column("参加人次", "attendances", 10, "attendances", qualifier="people_qualifier", aliases=("人次", "参与人次", "参加人数")),
        Column("人数", "people", 8, "people", qualifier="people_qualifier"),
        Column("人次人数说明", _qualifier("people_qualifier"), 12, "people_qualifier"),
        Column("志愿者人次", "volunteers", 10, "volunteers"),
        Column("发放资料（份）", "materials", 12, "materials", qualifier="materials_qualifier", aliases=("发放资料", "资料份数")),
        Column("份数说明", _qualifier("materials_qualifier"), 10, "materials_qualifier"),
        Column("资料名称", "materials_note", 20, "materials_note"),
        Column("带动就业（人）", "employed", 12, "employed", aliases=("带动就业",)),
        Column("目的", "purpose", 30, "purpose"),
        Column("做法和效果", "effect", 40, "effect", aliases=("活动情况", "主要做法")),
        Column("亮点", lambda row: "是" if row.is_featured else "", 6, "is_featured"),
        Column("状态", "get_status_display", 8, "status"),
        Column("撤销原因", "cancel_reason", 20, "cancel_reason"),
        Column("阵地编号", "venue_id", 14, "venue_id", cells.text(60), refers_to="registers.venues", private=True,
               help="阵地台账里的编号；填了它，阵地的名称可以不填。"),
        Column("主题活动", "campaign_id", 14, "campaign_id", cells.text(60), refers_to="activities.campaigns", private=True,
               help="主题活动的编号。"),
        Column("联办的妇联组织", carrying.written_partners, 20, "partner_links", carrying.PARTNERS, private=True),
        Column("计划任务", carrying.written_tasks, 20, "task_links", carrying.TASKS, private=True),
        Column("系列", carrying.written_series, 20, "series_words", carrying.SERIES, private=True),
        Column("改期", carrying.written_postponements, 20, "postponements", carrying.POSTPONEMENTS, private=True),
    ),
    more=carrying.field_columns,
    prefix="HD", during=happened("starts_on"), order=40,
    printed=("日期", "所属组织", "名称", "种类", "地点", "合作单位", "场次", "参加人次", "志愿者人次", "发放资料（份）", "状态"),
    note="一行一场（或一类多场）活动。照片不在表里。",
)  # fmt: skip
register(CAMPAIGNS, ACTIVITIES)
