"""签到表: the list to sign on paper, with blank lines for those who come without having signed up."""

from activities.attendance.models import Roll
from fulian.core.chinese import long_date
from fulian.documents.blocks import Column, Document, Note, Subtitle, Table, Title

BLANK_LINES = 10
COLUMNS = (Column("序号", 1), Column("姓名", 2), Column("电话", 2.4), Column("人数", 1), Column("签名", 2.6))


def sheet_of(roll: Roll) -> Document:
    """Phones masked: the sheet lies open on a table."""
    activity = roll.activity
    people = [(entry.name, entry.masked_phone, str(entry.heads), "") for entry in roll.entries.taken()]
    rows = [*people, *[("", "", "", "")] * BLANK_LINES]
    place = f"　{activity.place_text}" if activity.place_text else ""
    return Document(
        title_for_metadata="签到表",
        blocks=(
            Title(("签到表",)),
            Subtitle(f"{activity.title}（{long_date(activity.starts_on)}{place}）"),
            Table(COLUMNS, tuple((str(number), *row) for number, row in enumerate(rows, start=1))),
            Note(f"姓名电话只用于这场活动，活动结束{roll.keep_days}天后从系统删除；本表用完请妥善保管或销毁。"),
        ),
    )
