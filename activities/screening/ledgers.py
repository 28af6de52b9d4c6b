"""Columns of the ledgers of screening: exported, printed, and read again. Persons have no ledger: they never leave in a file.
What came of a session is so few women that it leaves in the exchange workbook alone."""

from activities.screening.choices import RESULT_COLUMNS
from activities.screening.models import Allotment, Programme, Session, label_of
from fulian.core import cells
from fulian.core.columns import Column, Ledger, existed, happened, register
from fulian.core.permissions import Permission
from fulian.ledgers.columns import WHOSE

PROGRAMMES = Ledger(
    "screening.programmes", "两癌筛查年度", Permission.SCREENING_VIEW,
    lambda: Programme.objects.select_related("organization"),
    (
        Column("名称", "name", 24, "name"),
        *WHOSE,
        Column("统计年度开始", "starts_on", 12, "starts_on"),
        Column("统计年度结束", "ends_on", 12, "ends_on"),
        Column("应检人数", "base", 10, "base"),
        Column("应检人数来源", "base_source", 24, "base_source"),
        Column("任务比例（%）", "target_share", 10, "target_share"),
        Column("任务数", "target", 10, "target"),
        Column("年龄从", "age_from", 8, "age_from"),
        Column("年龄到", "age_to", 8, "age_to"),
        Column("宫颈癌间隔（年）", "cervical_years", 10, "cervical_years"),
        Column("乳腺癌间隔（年）", "breast_years", 10, "breast_years"),
        Column("说明", "note", 30, "note"),
        Column("状态", "get_status_display", 8, "status"),
    ),
    prefix="SN", during=existed("starts_on", "ends_on"), order=42, note="一行一个统计年度。是否登记个人信息不在表里。",
)  # fmt: skip
ALLOTMENTS = Ledger(
    "screening.allotments", "两癌筛查任务", Permission.SCREENING_VIEW, Allotment.objects.shared_out,
    (
        Column("统计年度编号", "programme_id", 18, "programme_id", cells.text(60), refers_to="screening.programmes", required=True,
               help="两癌筛查年度里的编号。"),
        *WHOSE,
        Column("应检人数", "base", 10, "base"),
        Column("任务数", "target", 10, "target"),
    ),
    prefix="SR", during=existed("since", "until"), order=43, note="一行一个单位在一个统计年度里的任务。",
)  # fmt: skip
SESSIONS = Ledger(
    "screening.sessions", "两癌筛查台账", Permission.SCREENING_VIEW,
    lambda: Session.objects.listed().select_related("organization__parent"),
    (
        Column("检查日期", "day", 12, "day", aliases=("日期", "筛查日期", "体检日期")),
        *WHOSE,
        Column("地点", "place", 20, "place"),
        Column("检查机构", "hospital", 20, "hospital", aliases=("医院", "筛查机构", "检查医院")),
        Column("参加筛查人数", "women", 10, "women", aliases=("筛查人数", "已检人数", "人数")),
        Column("宫颈癌筛查人数", "cervical", 10, "cervical", cells.whole(), aliases=("宫颈癌", "宫颈癌人数")),
        Column("乳腺癌筛查人数", "breast", 10, "breast", cells.whole(), aliases=("乳腺癌", "乳腺癌人数")),
        Column("动员人数", "mobilised", 10, "mobilised"),
        Column(
            "对应的活动", "activity_id", 14, "activity_id", cells.text(60), refers_to="activities.activities",
            help="活动台账里的编号；没有记过活动就留空。",
        ),
        Column("统计年度编号", "programme_id", 18, "programme_id", cells.text(60), refers_to="screening.programmes", private=True),
        Column("结果截至", "results_on", 12, "results_on", private=True),
        *(Column(label_of(name), name, 10, name, private=True) for name in RESULT_COLUMNS),
        Column("状态", "get_status_display", 8, "status"),
        Column("撤销原因", "cancel_reason", 20, "cancel_reason"),
    ),
    prefix="SC", during=happened("day"), order=45,
    printed=("检查日期", "所属组织", "地点", "检查机构", "参加筛查人数", "宫颈癌筛查人数", "乳腺癌筛查人数", "动员人数", "状态"),
    note="一行一场筛查，只有人数，没有姓名。结果在场次页面登记。",
)  # fmt: skip
register(PROGRAMMES, ALLOTMENTS, SESSIONS)
