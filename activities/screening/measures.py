"""What of the screening may be counted, and from nowhere else: an activity that tells of a session adds nothing.

Women screened are counted where they live. Results are counted at the level of the programme alone, that is for the district as
a whole: below it they are so few that a number would point at a woman.
"""

from activities.screening.choices import Cancer, Outcome, column
from activities.screening.models import Allotment, Session
from fulian.core.measures import Dimension, Measure, Nature, Source, register
from fulian.core.permissions import Permission
from fulian.organizations.choices import Level

LEVEL = Dimension("level", "组织级别", "organization__level", lambda: Level.choices)
SESSIONS = Source(
    code="screening.sessions",
    rows=lambda: Session.objects.active().select_related("organization"),
    permission=Permission.SCREENING_VIEW,
    date_field="day",
    dimensions=(LEVEL,),
    row_url="screening:session-detail",
)
RESULTS = Source(
    code="screening.results",
    rows=lambda: Session.objects.active().select_related("organization"),
    permission=Permission.SCREENING_PERSONS,
    date_field="day",
    path_field="programme__path_at",
    organization_field="programme__organization_id",
    row_url="screening:session-detail",
)
BASE = Source(
    code="screening.base",
    rows=lambda: Allotment.objects.filter(own_base__isnull=False).select_related("organization"),
    permission=Permission.SCREENING_VIEW,
    since_field="since",
    until_field="until",
)
EXPLAINED = {
    Outcome.ABNORMAL: "初筛结果异常或可疑、需要进一步检查的人数。",
    Outcome.REFERRED: "初筛异常的人中已到接诊机构进一步检查的人数。",
    Outcome.FOLLOWED_UP: "初筛异常的人中已查明结果、完成随访的人数。",
    Outcome.CONFIRMED: "确诊癌前病变和癌的人数。",
    Outcome.EARLY: "确诊的人中的早期人数；宫颈为癌前病变和微小浸润癌，乳腺以卫健部门的分期标准为准。",
    Outcome.TREATED: "确诊的人中已接受治疗的人数。",
}


def _result(cancer: Cancer, outcome: Outcome) -> Measure:
    name = column(cancer, outcome)
    definition = f"{EXPLAINED[outcome]}按检查日期计，只统计到本级整体。"
    return Measure(
        f"screening.{name}", f"{cancer.label}{outcome.label}", "人", RESULTS, adds=name, definition=definition
    )


register(
    Measure(
        "screening.women", "参加两癌筛查", "人", SESSIONS, adds="women",
        definition="各场筛查登记的人数之和，两项都查的算一人；同一统计年度每人查一次。",
    ),
    Measure("screening.cervical", "宫颈癌筛查", "人", SESSIONS, adds="cervical", definition="各场宫颈癌筛查人数之和。"),
    Measure("screening.breast", "乳腺癌筛查", "人", SESSIONS, adds="breast", definition="各场乳腺癌筛查人数之和。"),
    Measure(
        "screening.mobilised", "动员参加筛查", "人", SESSIONS, adds="mobilised", definition="妇联通知、动员到的人数；没有统计的不计。"
    ),
    Measure("screening.sessions", "开展两癌筛查", "场", SESSIONS, definition="登记的筛查场次。"),
    Measure(
        "screening.base", "两癌筛查应检人数", "人", BASE, adds="own_base", nature=Nature.STOCK,
        definition="截至当日所在统计年度的应检人数（符合年龄的适龄妇女），由卫健部门提供。",
    ),
    *(_result(cancer, outcome) for cancer in Cancer for outcome in Outcome),
)  # fmt: skip
