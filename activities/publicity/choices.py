"""Words of 信息报送: where a message stands, and how high the platform that took it."""

from django.db import models


class Standing(models.TextChoices):
    SUBMITTED = "submitted", "已报送"
    ADOPTED = "adopted", "采用"
    DECLINED = "declined", "未采用"


class PlatformLevel(models.TextChoices):
    NATION = "nation", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "区县级"
    TOWN = "town", "镇街级"


class Status(models.TextChoices):
    ACTIVE = "active", "已采用"
    CANCELLED = "cancelled", "已撤销"


STANDING_TONES = {Standing.SUBMITTED: "wait", Standing.ADOPTED: "done", Standing.DECLINED: "none"}
