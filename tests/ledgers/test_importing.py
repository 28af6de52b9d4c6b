"""An import through the services of the app: what is taken, what is refused, what is the same."""

import datetime
import io

from activities.ledgers import ACTIVITIES
from activities.models import Activity, Theme
from fulian.audit.models import AuditEvent
from fulian.ledgers.choices import ImportState
from fulian.ledgers.services import write_workbook
from fulian.ledgers.services.importing import problem_lines, read_file
from tests.factories.activities import ActivityFactory
from tests.ledgers.books import cells, checked, imported, xlsx

HEADING = ["日期", "所属组织", "名称", "种类", "场次", "参加人次"]


def exported() -> bytes:
    out = io.BytesIO()
    write_workbook(ACTIVITIES, Activity.objects.detailed().order_by("pk"), out)
    return out.getvalue()


def outcome(importing) -> dict:
    return importing.counts["activities.activities"]


def test_a_row_becomes_an_activity_in_her_name(cast):
    file = xlsx(("活动台账", [HEADING, ["2026-03-08", "石桥村", "三八宣讲", "主题宣讲", 2, 56]]))
    importing = imported(file, by=cast.town_chair)
    assert (importing.state, outcome(importing)) == (ImportState.DONE, {"new": 1})
    activity = Activity.objects.get()
    assert (activity.organization, activity.title, activity.sessions, activity.attendances) == (
        cast.village, "三八宣讲", 2, 56,
    )  # fmt: skip
    assert activity.created_by == cast.town_chair
    assert AuditEvent.objects.filter(event="activities.recorded", actor_id=cast.town_chair.pk).exists()


def test_looking_through_writes_nothing(cast):
    file = xlsx(("活动台账", [HEADING, ["2026-03-08", "石桥村", "三八宣讲", "主题宣讲", 2, 56]]))
    importing = checked(file, by=cast.town_chair)
    assert (importing.state, outcome(importing)) == (ImportState.CHECKED, {"new": 1})
    assert not Activity.objects.exists()


def test_the_same_file_again_changes_nothing(cast):
    row = ["2026-03-08", "石桥村", "入户宣讲", "主题宣讲", 2, 56]
    file = xlsx(("活动台账", [HEADING, row, row]))  # two rows that say the same are two activities
    assert outcome(imported(file, by=cast.town_chair)) == {"new": 2}
    assert outcome(imported(file, by=cast.town_chair)) == {"same": 2}
    assert Activity.objects.count() == 2


def test_an_export_read_again_is_the_same_in_every_column(cast):
    themes = list(Theme.objects.all()[:2])
    full = ActivityFactory(
        organization=cast.village, by=cast.village_chair, themes=themes, sessions=1200, sessions_qualifier="at_least", attendances=36000,
        people=400, people_qualifier="over", volunteers=0, materials=6000, materials_qualifier="about", materials_note="无",
        partners="司法所、卫生院", brand="巾帼心向党", place="=村部", effect="第一行\r\n第二行", purpose="+宣讲", is_featured=True,
        ends_on=datetime.date(2025, 3, 9), role="co_host", mode="both",
    )  # fmt: skip
    assert outcome(checked(exported(), by=cast.town_chair)) == {"same": 1}
    full.refresh_from_db()
    assert full.sessions_qualifier == "at_least"


def test_only_what_the_file_says_is_changed(cast):
    activity = ActivityFactory(organization=cast.village, by=cast.village_chair, attendances=30, brand="巾帼心向党")
    number = cells(exported())[1][0]
    importing = imported(
        xlsx(("活动台账", [["编号", "日期", "种类", "参加人次"], [number, "2025.3.8", "主题宣讲", 35]])),
        by=cast.village_chair,
    )
    assert outcome(importing) == {"changed": 1}
    activity.refresh_from_db()
    assert (activity.attendances, activity.brand, activity.updated_by) == (35, "巾帼心向党", cast.village_chair)


def test_an_office_file_as_it_is(cast):
    """Titles above, sums and signatures below, full-width digits, several ways to write a day, 无 and /."""
    rows = [
        ["柳溪镇妇联2026年活动台账"],
        ["填报单位：柳溪镇妇联"],
        [],
        ["序号", "活动时间", "村（社区）", "活动名称", "活动类型", "场 次", "参加\n人次", "志愿者人次", "结束日期"],
        [1, "2026.3.8", "石桥村", "三八宣讲", "主题宣讲", "１２", "200余", "无", "/"],
        [2, "2026年3月9日", "梅园社区妇联", "入户宣讲", "主题宣讲", 1, "两百", "/", "2026/3/10"],
        [3, 46091, "柳溪镇石桥村", "院落宣讲", "theory_talk", 1, 30.0, 5, ""],
        ["合  计", "", "", "", "", 14, 430],
        ["填报人：张玥　　　审核人：王婳"],
    ]
    importing = imported(xlsx(("Sheet1", rows)), by=cast.town_chair)
    assert list(problem_lines(importing)) == []
    first, second, third = Activity.objects.order_by("pk")
    assert (first.sessions, first.attendances, first.people_qualifier, first.volunteers, first.ends_on) == (
        12, 200, "over", 0, None,
    )  # fmt: skip
    assert (second.organization, second.starts_on, second.attendances, second.volunteers, second.ends_on) == (
        cast.other_village, datetime.date(2026, 3, 9), 200, None, datetime.date(2026, 3, 10),
    )  # fmt: skip
    assert (third.organization, third.starts_on) == (cast.village, datetime.date(2026, 3, 10))


def test_what_is_wrong_is_told_by_row_and_column(cast):
    rows = [
        HEADING,
        ["2026-03-08", "石桥村", "三八宣讲", "主题宣讲", 1, "很多"],
        ["3月8日", "石桥村", "三八宣讲", "主题宣讲", 1, 5],
        ["2026-03-08", "荷塘社区", "三八宣讲", "主题宣讲", 1, 5],
        ["2026-03-08", "石桥村", 1.1e17, "看电影", 0, 5],
        ["", "石桥村", "三八宣讲", "主题宣讲", 1, 5],
    ]
    importing = checked(xlsx(("活动台账", rows)), by=cast.town_chair)
    assert outcome(importing) == {"wrong": 5}
    lines = list(problem_lines(importing))
    assert lines[0] == "活动台账 第2行“参加人次”：“很多”不是数字，请只填数字。"
    assert lines[1].startswith("活动台账 第3行“日期”：“3月8日”不是日期，请写明年份")
    assert lines[2] == "活动台账 第4行“所属组织”：“荷塘社区”不在您负责的范围，这一行不能由您导入。"
    assert lines[3].startswith(
        "活动台账 第5行“名称”：长数字（如身份证号）被表格软件写成了1.1E+17这样，后几位已经丢失。"
    )
    assert "没有“看电影”这一种" in lines[4]
    assert lines[5] == "活动台账 第5行“场次”：不能小于1，这里是0。"
    assert lines[6] == "活动台账 第6行“日期”：没有填。"


def test_the_annotated_copy_keeps_her_file_and_says_what_is_wrong(cast):
    rows = [
        ["柳溪镇台账"],
        HEADING,
        ["2026-03-08", "石桥村", "三八宣讲", "主题宣讲", 1, "很多"],
        ["2026-03-08", "石桥村", "宣讲", "主题宣讲", 1, 3],
    ]
    importing = checked(xlsx(("活动台账", rows), ("别的表", [["不要动我"]])), by=cast.town_chair)
    marked = read_file(importing.marked_name)
    found = cells(marked)
    assert [row[:6] for row in found[1:]] == [[str(c) if isinstance(c, str) else c for c in row] for row in rows[1:]]
    assert found[2][6] == "“参加人次”“很多”不是数字，请只填数字。"
    assert cells(marked, "别的表") == [["不要动我"]]
