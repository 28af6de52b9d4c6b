"""Words of honours: for whom, at which level, how far along."""

from django.db import models


class SubjectType(models.TextChoices):
    """For whom an honour is. A courtyard is entered under the name of its household."""

    FAMILY = "family", "家庭"
    PERSON = "person", "个人"
    COURTYARD = "courtyard", "庭院"
    COLLECTIVE = "collective", "集体"
    VILLAGE = "village", "村社区"
    TEAM = "team", "队伍"


# The names of these are private persons' names; those of collectives, villages and teams are public.
PRIVATE_SUBJECTS = (SubjectType.FAMILY, SubjectType.PERSON, SubjectType.COURTYARD)


class HonourLevel(models.TextChoices):
    """Who gives an honour, from the bottom up."""

    UNIT = "unit", "单位级"
    VILLAGE = "village", "村级"
    TOWN = "town", "镇级"
    DISTRICT = "district", "区级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "全国"


class HonourStatus(models.TextChoices):
    RECOMMENDED = "recommended", "推荐"
    REPORTED = "reported", "上报"
    APPRAISED = "appraised", "评选"
    NAMED = "named", "命名"
    LISTED = "listed", "挂牌"
    REVOKED = "revoked", "摘牌"
    DECLINED = "declined", "未通过"
    WITHDRAWN = "withdrawn", "撤回"


PENDING = (HonourStatus.RECOMMENDED, HonourStatus.REPORTED, HonourStatus.APPRAISED)
STANDING = (HonourStatus.NAMED, HonourStatus.LISTED)
ENDED = (HonourStatus.REVOKED, HonourStatus.DECLINED, HonourStatus.WITHDRAWN)

# {where to: from where}. Nothing else changes a status (families/services/moving.py).
TRANSITIONS: dict[str, tuple[str, ...]] = {
    HonourStatus.REPORTED: (HonourStatus.RECOMMENDED,),
    HonourStatus.APPRAISED: (HonourStatus.RECOMMENDED, HonourStatus.REPORTED),
    HonourStatus.NAMED: PENDING,
    HonourStatus.LISTED: (HonourStatus.NAMED,),
    HonourStatus.REVOKED: STANDING,
    HonourStatus.DECLINED: PENDING,
    HonourStatus.WITHDRAWN: PENDING,
}
REASON_NEEDED = ENDED


def next_statuses(status: str) -> list[HonourStatus]:
    return [to for to, sources in TRANSITIONS.items() if status in sources]  # type: ignore[misc]
