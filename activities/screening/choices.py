"""Words of two-cancer screening."""

from django.db import models


class ProgrammeStatus(models.TextChoices):
    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"


class SessionStatus(models.TextChoices):
    ACTIVE = "active", "有效"
    CANCELLED = "cancelled", "已撤销"


class Cancer(models.TextChoices):
    CERVICAL = "cervical", "宫颈癌"
    BREAST = "breast", "乳腺癌"


class Outcome(models.TextChoices):
    """What a session's results are counted by, for each kind of cancer; also how the columns of a session are called."""

    ABNORMAL = "abnormal", "初筛异常"
    REFERRED = "referred", "转诊到位"
    FOLLOWED_UP = "followed_up", "完成随访"
    CONFIRMED = "confirmed", "确诊"
    EARLY = "early", "其中早期"
    TREATED = "treated", "已治疗"


# No more of the first than of the second.
WITHIN = (
    (Outcome.REFERRED, Outcome.ABNORMAL),
    (Outcome.FOLLOWED_UP, Outcome.ABNORMAL),
    (Outcome.CONFIRMED, Outcome.ABNORMAL),
    (Outcome.EARLY, Outcome.CONFIRMED),
    (Outcome.TREATED, Outcome.CONFIRMED),
)


def column(cancer: str, outcome: str) -> str:
    """The session's column: cervical_abnormal."""
    return f"{cancer}_{outcome}"


RESULT_COLUMNS = tuple(column(cancer, outcome) for cancer in Cancer for outcome in Outcome)


class PersonState(models.TextChoices):
    """Only where a woman stands on her way, never what was found."""

    WAITING = "waiting", "等结果"
    CLEAR = "clear", "无需随访"
    FOLLOW_UP = "follow_up", "需要随访"
    DONE = "done", "随访完成"


class LookReason(models.TextChoices):
    FOLLOW_UP = "follow_up", "通知随访"
    MOBILISE = "mobilise", "通知参检"
    AID = "aid", "协助申请救助"
    CHECK = "check", "与医院核对名单"
    OTHER = "other", "其他"


class RemoveReason(models.TextChoices):
    MISTAKE = "mistake", "登记错了"
    ASKED = "asked", "本人要求删除"
    NOT_NEEDED = "not_needed", "不再需要"
