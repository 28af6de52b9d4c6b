"""The kinds that a district keeps itself."""

from django.db import models

from fulian.registers.choices import VenueUnit
from fulian.registers.models.base import Vocabulary


class VenueKind(Vocabulary):
    """A kind of 阵地 and the measure word that goes with it."""

    unit = models.CharField("量词", max_length=2, choices=VenueUnit, default=VenueUnit.PLACE)

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "阵地种类"


class TeamKind(Vocabulary):
    """A kind of 队伍."""

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "队伍种类"
