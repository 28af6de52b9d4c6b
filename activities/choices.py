"""Words of activities that are fixed. Kinds and themes are rows (a district adds its own)."""

from django.db import models


class SessionUnit(models.TextChoices):
    """What one time of a kind of activity is called."""

    SESSION_TIME = "场次", "场次"
    SESSION = "场", "场"
    TERM = "期", "期"
    TIMES = "次", "次"


class Role(models.TextChoices):
    """What the organization was in it. Only the first three are its own work; the others are counted apart."""

    HOST = "host", "举办"
    UNDERTAKE = "undertake", "承办"
    CO_HOST = "co_host", "联合举办"
    SEND_PARTICIPANTS = "send_participants", "组织参加"
    COOPERATE = "cooperate", "配合"


OWN_ROLES = (Role.HOST, Role.UNDERTAKE, Role.CO_HOST)


class Mode(models.TextChoices):
    OFFLINE = "offline", "线下"
    ONLINE = "online", "线上"
    BOTH = "both", "线上线下结合"


class Status(models.TextChoices):
    """Only what was held is counted."""

    PLANNED = "planned", "计划中"
    ACTIVE = "active", "已开展"
    CANCELLED = "cancelled", "已撤销"


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", "每周一次"
    MONTHLY = "monthly", "每月一次"
    QUARTERLY = "quarterly", "每季度一次"


class PartnerRole(models.TextChoices):
    """What another organization of the portal did in it."""

    HOST = "host", "主办"
    CO_HOST = "co_host", "联合举办"
    SUPPORT = "support", "协办"
    LECTURER = "lecturer", "授课"
    FUNDER = "funder", "出资出物"


class FieldType(models.TextChoices):
    """What a field of a kind asks for."""

    NUMBER = "number", "数字"
    MONEY = "money", "金额（元）"
    TEXT = "text", "文字"
    CHOICE = "choice", "选一个"
    DATE = "date", "日期"
    YES_NO = "yes_no", "是或否"
    TEAM = "team", "登记的队伍"
    GOODS = "goods", "物资清单"

    @classmethod
    def numeric(cls) -> tuple["FieldType", ...]:
        return (cls.NUMBER, cls.MONEY)


# Numbers that every activity can state; a family of kinds names those that it states often.
COMMON_NUMBERS = ("people", "volunteers", "materials", "employed")
