"""Columns of the 采用台账, and of the 信息 that were told to the level above."""

from django.utils import timezone

from activities.publicity.models import Adoption, Message
from activities.publicity.querysets import MessageQuerySet
from fulian.core import cells
from fulian.core.columns import Column, Ledger, happened, register
from fulian.core.periods import Period
from fulian.core.permissions import Permission
from fulian.ledgers.columns import WHOSE, code_of


def _told_in(rows: MessageQuerySet, period: Period) -> MessageQuerySet:
    return rows.filter(submitted_at__date__gte=period.start, submitted_at__date__lte=period.end)


MESSAGES = Ledger(
    "publicity.messages", "信息报送台账", Permission.ACTIVITIES_VIEW,
    lambda: Message.objects.select_related("organization__parent", "lies_with__parent", "activity"),
    (
        Column("报送日期", lambda row: timezone.localdate(row.submitted_at), 12, "told_on", cells.day(), required=True),
        *WHOSE,
        Column("标题", "title", 30, "title"),
        Column("正文", "text", 60, "text", cells.text(5000, lines=True)),
        Column("活动编号", "activity_id", 16, "activity_id", cells.text(60), refers_to="activities.activities", required=True),
        Column("报给", lambda row: code_of(row.lies_with), 15, "lies_with_code", cells.text(200),
               help="现在在哪个组织手里：组织代码。留空就是上一级。"),
        Column("状态", "get_standing_display", 8, "standing"),
        Column("未采用的原因", "judge_reason", 20, "judge_reason"),
    ),
    prefix="XX", during=_told_in, order=58, printed=("报送日期", "所属组织", "标题", "状态"),
    note="一行一条报送的信息。已采用的，在采用台账里写它的编号。",
)  # fmt: skip
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
        Column("报送编号", "message_id", 16, "message", cells.text(60), refers_to="publicity.messages", private=True,
               help="信息报送台账里的编号。"),
        Column("状态", "get_status_display", 8, "status"),
        Column("撤销原因", "cancel_reason", 20, "cancel_reason"),
    ),
    prefix="CY", during=happened("published_on"), order=60,
    printed=("采用日期", "所属组织", "平台", "级别", "标题", "网址"),
)  # fmt: skip
register(MESSAGES, ADOPTIONS)
