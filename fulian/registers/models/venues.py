"""阵地."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from fulian.registers.choices import VenueStatus
from fulian.registers.models.base import Ending, ending_constraint, order_constraint
from fulian.registers.models.vocabulary import VenueKind
from fulian.registers.querysets import VenueQuerySet


class Venue(OrganizationRecord, Ending):
    """阵地. One that others own and the federation uses (依托) is kept too, and never counted as built."""

    kind = models.ForeignKey(VenueKind, on_delete=models.PROTECT, related_name="+", verbose_name="种类")
    name = models.CharField("名称", max_length=60, help_text="如：石桥村妇女之家。")
    status = models.CharField("状态", max_length=10, choices=VenueStatus, default=VenueStatus.IN_USE)
    opened_on = models.DateField("建成（挂牌）日期", null=True, blank=True, help_text="还在建设就留空。")
    closed_on = models.DateField("停用（摘牌）日期", null=True, blank=True, editable=False)
    is_external = models.BooleanField(
        "依托的外单位阵地", default=False, help_text="场地是别人的、妇联借用的，不算妇联建成。"
    )
    builder = models.CharField("建设（依托）单位", max_length=60, blank=True, help_text="单位名称，不写个人姓名。")
    place = models.CharField("地址", max_length=100, blank=True)
    investment = models.DecimalField(
        "投入资金", max_digits=12, decimal_places=2, null=True, blank=True, help_text="单位：元。"
    )
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {"note": Personal.FREE_TEXT, "end_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("name", "builder", "place")

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "阵地"
        constraints = [
            ending_constraint("venue_ending_whole", "closed_on"),
            order_constraint("venue_closes_after_opening", "opened_on", "closed_on"),
            models.CheckConstraint(
                name="venue_status_fits_dates",
                condition=Q(is_void=True)
                | Q(status=VenueStatus.BUILDING, opened_on__isnull=True, closed_on__isnull=True)
                | Q(status=VenueStatus.IN_USE, opened_on__isnull=False, closed_on__isnull=True)
                | Q(
                    status__in=(VenueStatus.PAUSED, VenueStatus.DELISTED),
                    opened_on__isnull=False,
                    closed_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="venue_investment_not_negative", condition=Q(investment__isnull=True) | Q(investment__gte=0)
            ),
        ]
        indexes = [models.Index(fields=["path_at", "opened_on"], name="venue_path_opened")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registers:venue-detail", args=[self.pk])

    @property
    def state_label(self) -> str:
        return super().state_label if self.is_void else str(self.get_status_display())
