"""Words of the two classes of rights work: the open one (mediations, risk checks) and the confidential one (cases)."""

from django.db import models

# ---- The open class


class MediationKind(models.TextChoices):
    MARRIAGE_FAMILY = "marriage_family", "婚姻家庭"
    IN_LAW = "in_law", "婆媳"
    NEIGHBOUR = "neighbour", "邻里"
    SUPPORT = "support", "赡养抚养"
    PROPERTY = "property", "财产继承"
    LAND = "land", "土地权益"
    OTHER = "other", "其他"


class MediationOutcome(models.TextChoices):
    SETTLED = "settled", "调解成功"
    UNSETTLED = "unsettled", "未成功"
    REFERRED = "referred", "转介"


# ---- The confidential class


class Channel(models.TextChoices):
    """How somebody reached us."""

    VISIT = "visit", "来访"
    CALL = "call", "来电"
    HOTLINE_12338 = "hotline_12338", "12338热线"
    LETTER = "letter", "来信"
    ONLINE = "online", "网络"
    TRANSFERRED = "transferred", "转办"
    CHECK = "check", "排查发现"
    LEAD = "lead", "村社区线索"


class HandlingWay(models.TextChoices):
    """办理方式: what most people want is advice, and they get it on the spot."""

    ON_THE_SPOT = "on_the_spot", "当场解答"
    MEDIATION = "mediation", "调解"
    REFERRAL = "referral", "转介"
    PETITION = "petition", "信访事项受理"


class CaseStatus(models.TextChoices):
    REGISTERED = "registered", "登记"
    ACCEPTED = "accepted", "受理"
    DECLINED = "declined", "不予受理"
    TRANSFERRED = "transferred", "转送"
    HANDLING = "handling", "办理"
    REPLIED = "replied", "答复"
    VISITED = "visited", "回访"
    ARCHIVED = "archived", "归档"


OPEN_STATUSES = (CaseStatus.REGISTERED, CaseStatus.ACCEPTED, CaseStatus.HANDLING)
CLOSED_STATUSES = (
    CaseStatus.DECLINED,
    CaseStatus.TRANSFERRED,
    CaseStatus.REPLIED,
    CaseStatus.VISITED,
    CaseStatus.ARCHIVED,
)

# {where to: from where}; rights/services/cases.py is the one gate.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    CaseStatus.ACCEPTED: (CaseStatus.REGISTERED,),
    CaseStatus.DECLINED: (CaseStatus.REGISTERED,),
    CaseStatus.TRANSFERRED: (CaseStatus.REGISTERED, CaseStatus.HANDLING),
    CaseStatus.HANDLING: (CaseStatus.ACCEPTED, CaseStatus.REPLIED, CaseStatus.VISITED),
    CaseStatus.REPLIED: (CaseStatus.REGISTERED, CaseStatus.HANDLING),
    CaseStatus.VISITED: (CaseStatus.REPLIED,),
    CaseStatus.ARCHIVED: (CaseStatus.DECLINED, CaseStatus.TRANSFERRED, CaseStatus.REPLIED, CaseStatus.VISITED),
}


def next_statuses(status: str, way: str) -> list[CaseStatus]:
    """Where a case may go. Only what is no petition may be answered straight from its registration."""
    steps = [CaseStatus(to) for to, sources in TRANSITIONS.items() if status in sources]
    if status == CaseStatus.REGISTERED and way == HandlingWay.PETITION:
        steps.remove(CaseStatus.REPLIED)
    return steps


class StepKind(models.TextChoices):
    """What stands in a case's timeline: its status changes, and what happened between them."""

    REGISTERED = "registered", "登记"
    ACCEPTED = "accepted", "受理"
    DECLINED = "declined", "不予受理"
    TRANSFERRED = "transferred", "转送"
    HANDLING = "handling", "办理"
    REPLIED = "replied", "答复"
    VISITED = "visited", "回访"
    ARCHIVED = "archived", "归档"
    CONTACT = "contact", "再次来访来电"
    NOTE = "note", "办理记录"
    EDITED = "edited", "修改登记"
    HANDED_OVER = "handed_over", "更换经办人"
    REVEALED = "revealed", "查看完整信息"


class PersonRole(models.TextChoices):
    SEEKER = "seeker", "求助人"
    VICTIM = "victim", "受害人"
    OTHER_PARTY = "other_party", "对方"
    CHILD = "child", "子女"
    REPORTER = "reporter", "反映人"
    OTHER = "other", "其他"


class Sex(models.TextChoices):
    FEMALE = "female", "女"
    MALE = "male", "男"


class Look(models.TextChoices):
    """How much of a case somebody saw."""

    PAGE = "page", "打开求助登记"
    EDIT = "edit", "打开修改求助登记"
    WHOLE = "whole", "查看求助人完整信息"


class RevealReason(models.TextChoices):
    CONTACT = "contact", "联系当事人"
    DOCUMENT = "document", "制作文书"
    SAFETY = "safety", "处置人身安全风险"
    HANDOVER = "handover", "交接、督办"
    OTHER = "other", "其他（请说明）"
