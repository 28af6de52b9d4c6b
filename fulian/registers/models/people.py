"""People in the pools that a federation keeps."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from fulian.registers.choices import TalentKind
from fulian.registers.models.base import Ending, ending_constraint, order_constraint
from fulian.registers.querysets import TalentQuerySet


class Talent(OrganizationRecord, Ending):
    """Somebody in a pool that the federation keeps: 代言人, 女企业家 …"""

    kind = models.CharField("类别", max_length=15, choices=TalentKind)
    name = models.CharField("姓名", max_length=40)
    since = models.DateField("入库日期")
    until = models.DateField("退出日期", null=True, blank=True, editable=False)
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {"name": Personal.IDENTIFYING, "note": Personal.FREE_TEXT, "end_reason": Personal.FREE_TEXT}

    objects = TalentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人才"
        constraints = [
            ending_constraint("talent_ending_whole", "until"),
            order_constraint("talent_ends_after_beginning", "since", "until"),
        ]
        indexes = [models.Index(fields=["path_at", "since"], name="talent_path_since")]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("registers:talent-detail", args=[self.pk])
