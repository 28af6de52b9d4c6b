"""Columns of the 采用台账."""

from activities.publicity.models import Adoption
from fulian.core import cells
from fulian.core.columns import Column, Ledger, happened, register
from fulian.core.permissions import Permission
from fulian.ledgers.columns import WHOSE

ADOPTIONS = Ledger(
    "publicity.adoptions", "采用台账", Permission.ACTIVITIES_VIEW, Adoption.objects.detailed,
    (
        Column("采用日期", "published_on", 12, "published_on", aliases=("日期", "发表日期", "刊发日期")),
        *WHOSE,
        Column("平台", "platform.name", 20, "platform", aliases=("媒体", "采用平台", "刊发平台")),
        Column("级别", "platform.get_level_display", 10),
        Column("标题", "title", 40, "title"),
        Column("网址", "link", 40, "link", aliases=("链接",)),
        Column("版面或说明", "note", 16, "note"),
        Column("活动编号", "activity_id", 16, "activity", cells.text(60), refers_to="activities.activities"),
        Column("状态", "get_status_display", 8, "status"),
        Column("撤销原因", "cancel_reason", 20, "cancel_reason"),
    ),
    prefix="CY", during=happened("published_on"), order=60,
    printed=("采用日期", "所属组织", "平台", "级别", "标题", "网址"),
)  # fmt: skip
register(ADOPTIONS)
