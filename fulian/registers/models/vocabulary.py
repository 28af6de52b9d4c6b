"""The kinds that a district keeps itself."""

from typing import ClassVar

from django.db import models

from fulian.registers.choices import VenueUnit
from fulian.registers.models.base import Vocabulary


class VenueKind(Vocabulary):
    """A kind of 阵地 and the measure word that goes with it."""

    hosts_activities = models.BooleanField(
        "平时办活动", default=False, help_text="选上的，很久没有活动会提醒镇街；母婴室、食堂这类不用选。"
    )
    unit = models.CharField("量词", max_length=2, choices=VenueUnit, default=VenueUnit.PLACE)

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "阵地种类"


class TeamKind(Vocabulary):
    """A kind of 队伍."""

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "队伍种类"


class TalentKind(Vocabulary):
    """A pool of people that a federation keeps and can name the size of."""

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "人才类别"


class VenueType(Vocabulary):
    """A sort within a kind: the five of the 妇女微家 (五型)."""

    kind = models.ForeignKey(VenueKind, on_delete=models.PROTECT, related_name="types", verbose_name="阵地种类")

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "阵地类型"


class StandardItem(Vocabulary):
    """One thing that a venue of a kind must have: 有阵地, 有主人 … (五有)."""

    kind = models.ForeignKey(VenueKind, on_delete=models.PROTECT, related_name="standard", verbose_name="阵地种类")
    question = models.CharField("怎样算达到", max_length=100, blank=True)

    not_personal: ClassVar[tuple[str, ...]] = ("code", "label", "question")

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "达标条件"
