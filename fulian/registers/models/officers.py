"""任职人员."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from fulian.registers.choices import Employment, Position
from fulian.registers.models.base import Ending, ending_constraint, order_constraint
from fulian.registers.models.elections import Election
from fulian.registers.querysets import OfficerQuerySet


class Officer(OrganizationRecord, Ending):
    """执委、主席 … : who holds which office, and from when to when."""

    name = models.CharField("姓名", max_length=40)
    position = models.CharField("职务", max_length=24, choices=Position)
    employment = models.CharField("专兼职", max_length=10, choices=Employment, blank=True)
    since = models.DateField("任职起")
    until = models.DateField("任职止", null=True, blank=True, editable=False)
    election = models.ForeignKey(
        Election,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="officers",
        verbose_name="换届选出",
        editable=False,
    )
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {"name": Personal.OFFICIAL, "note": Personal.FREE_TEXT, "end_reason": Personal.FREE_TEXT}

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职人员"
        constraints = [
            ending_constraint("officer_ending_whole", "until"),
            order_constraint("officer_ends_after_beginning", "since", "until"),
        ]
        indexes = [
            models.Index(fields=["path_at", "since"], name="officer_path_since"),
            models.Index(fields=["organization", "position"], name="officer_organization_position"),
        ]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.get_position_display()}"

    def get_absolute_url(self) -> str:
        return reverse("registers:officer-detail", args=[self.pk])
