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
    ACTIVE = "active", "有效"
    CANCELLED = "cancelled", "已撤销"
