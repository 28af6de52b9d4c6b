"""Words of annual plans."""

from django.db import models


class PlanKind(models.TextChoices):
    """The documents that promise something for a year; each is written once a year by one organization."""

    ANNUAL = "annual", "年度工作计划"
    POINTS = "points", "工作要点"  # the short daily form, printed with its 任务分解表
    IMPLEMENTATION = "implementation", "实施方案"
    WOMEN_CHILDREN = "women_children", "妇儿工委工作计划"
    COMMITTEE = "committee", "妇委会工作计划"
    CONGRESS = "congress", "工作报告"


class Status(models.TextChoices):
    DRAFT = "draft", "起草"
    SUBMITTED = "submitted", "待批准"
    APPROVED = "approved", "已批准"
    PUBLISHED = "published", "已发布"
    CLOSED = "closed", "已归档"
    SUPERSEDED = "superseded", "已被新版代替"
    CANCELLED = "cancelled", "已作废"


IN_WRITING = (Status.DRAFT, Status.SUBMITTED, Status.APPROVED)
IN_FORCE = (Status.PUBLISHED, Status.CLOSED)
ONCE_IN_FORCE = (*IN_FORCE, Status.SUPERSEDED)


class ChapterRole(models.TextChoices):
    """What a part of the document is for. Only tasks are counted; the others are printed where they stand."""

    TASKS = "tasks", "工作任务"
    GOALS = "goals", "工作目标"
    STANDARDS = "standards", "建设标准"
    SCHEDULE = "schedule", "实施步骤"
    REQUIREMENTS = "requirements", "工作要求"
    CONTACT = "contact", "联系方式"
    ANNEX = "annex", "附件"


# The headings that a document of a kind usually has: where its writer begins, and takes away what she does not need.
USUAL_CHAPTERS = {
    PlanKind.ANNUAL: (
        ("工作目标", ChapterRole.GOALS), ("重点任务", ChapterRole.TASKS), ("工作要求", ChapterRole.REQUIREMENTS),
    ),
    PlanKind.POINTS: (
        ("加强思想政治引领", ChapterRole.TASKS), ("组织妇女建功立业", ChapterRole.TASKS), ("做好家庭家教家风工作", ChapterRole.TASKS),
        ("维护妇女儿童权益", ChapterRole.TASKS), ("深化改革和基层建设", ChapterRole.TASKS),
    ),
    PlanKind.IMPLEMENTATION: (
        ("工作目标", ChapterRole.GOALS), ("建设标准", ChapterRole.STANDARDS), ("重点任务", ChapterRole.TASKS),
        ("实施步骤", ChapterRole.SCHEDULE), ("工作要求", ChapterRole.REQUIREMENTS), ("联系方式", ChapterRole.CONTACT),
        ("考评表", ChapterRole.ANNEX),
    ),
    PlanKind.WOMEN_CHILDREN: (
        ("工作目标", ChapterRole.GOALS), ("重点工作", ChapterRole.TASKS), ("保障措施", ChapterRole.REQUIREMENTS),
    ),
    PlanKind.COMMITTEE: (
        ("思想建设", ChapterRole.TASKS), ("岗位建功", ChapterRole.TASKS), ("关爱服务", ChapterRole.TASKS), ("自身建设", ChapterRole.TASKS),
    ),
    PlanKind.CONGRESS: (
        ("工作回顾", ChapterRole.GOALS), ("今后的主要任务", ChapterRole.TASKS), ("加强自身建设", ChapterRole.TASKS),
    ),
}  # fmt: skip


class NumberStyle(models.TextChoices):
    """How the parts straight under a heading are numbered; the usual order of official documents unless said otherwise."""

    USUAL = "", "按层级"  # 一、（一）1.（1）
    CHAPTER = "chapter", "一、"
    SECTION = "section", "（一）"
    POINT = "point", "1."
    SUBPOINT = "subpoint", "（1）"
    FIRST_IS = "first_is", "一是"  # run-in: the parts follow one another in one paragraph
    FIRST_MUST = "first_must", "一要"
    NONE = "none", "不编号"


RUN_IN = (NumberStyle.FIRST_IS, NumberStyle.FIRST_MUST)


class Comparator(models.TextChoices):
    AT_LEAST = "at_least", "不少于"
    AT_MOST = "at_most", "不超过"
    EXACTLY = "exactly", "等于"
    BETWEEN = "between", "介于"
    ABOUT = "about", "约"
    DONE = "done", "完成即可"  # a commitment: yes or no, with evidence


ONE_NUMBER = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EXACTLY, Comparator.ABOUT)
LIMITED_ABOVE = (Comparator.EXACTLY, Comparator.BETWEEN)


class Timing(models.TextChoices):
    """What the plan says of the time. The two dates of a target always say the same in days (plans/windows.py)."""

    YEAR = "year", "全年"
    BY_DATE = "by_date", "某日之前"
    WINDOW = "window", "一段时间"
    FESTIVAL = "festival", "节日期间"
    YEARS = "years", "跨年度"
    OPEN = "open", "适时"


class Repeat(models.TextChoices):
    NONE = "", "不重复"
    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half_yearly", "每半年"
    YEARLY = "yearly", "每年"  # in a target over several years


class Curve(models.TextChoices):
    """How much of a goal should be done by a day (序时)."""

    EVEN = "even", "均匀推进"
    QUARTERS = "quarters", "按季推进"
    WINDOW = "window", "期间内完成"  # nothing is expected before its time is over
    SEASONAL = "seasonal", "参照上年各月"


class Contribution(models.TextChoices):
    OWN = "own", "本级目标"
    HIGHER = "higher", "上级目标，本级配合"


class Outcome(models.TextChoices):
    NONE = "", "未登记"
    DONE = "done", "已完成"
    FAILED = "failed", "没有完成"


class ShareMethod(models.TextChoices):
    EQUAL = "equal", "平均分"
    BASE = "base", "按基数分"
    HAND = "hand", "逐个填"


class ShareStatus(models.TextChoices):
    WAITING = "waiting", "待确认"
    CONFIRMED = "confirmed", "已确认"
    OBJECTED = "objected", "有异议"


class Light(models.TextChoices):
    """序时进度: where a target stands against the share that should be done by now."""

    MET = "met", "完成"
    ON_PACE = "on_pace", "正常"
    SLOW = "slow", "偏慢"
    BEHIND = "behind", "滞后"
    NOT_DUE = "not_due", "未到期"
    UNKNOWN = "unknown", "无数据"


TONES = {
    Light.MET: "done", Light.ON_PACE: "good", Light.SLOW: "slow", Light.BEHIND: "late", Light.NOT_DUE: "none", Light.UNKNOWN: "stop",
}  # fmt: skip
ASK_ABOUT = (Light.BEHIND, Light.SLOW)
STATUS_TONES = {
    Status.DRAFT: "mine", Status.SUBMITTED: "wait", Status.APPROVED: "good", Status.PUBLISHED: "done", Status.CLOSED: "locked",
    Status.SUPERSEDED: "none", Status.CANCELLED: "stop",
}  # fmt: skip
SHARE_TONES = {ShareStatus.WAITING: "wait", ShareStatus.CONFIRMED: "done", ShareStatus.OBJECTED: "late"}
