"""A plan's text as it was read in, waiting for a person to say what of it is meant."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from plans.choices import PlanKind
from plans.models.plans import Plan
from plans.querysets import ReadingQuerySet


class Reading(OrganizationRecord):
    """Proposals, not a plan: nothing of it counts until they are taken over. `entries` is what plans/proposals.py says."""

    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000)])
    kind = models.CharField("种类", max_length=16, choices=PlanKind, default=PlanKind.POINTS)
    title = models.CharField("标题", max_length=80)
    guiding_thought = models.TextField("总体思路", blank=True, max_length=5000)
    into = models.ForeignKey(
        Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="readings", verbose_name="读入哪份计划"
    )
    entries = models.JSONField("读出的内容", default=list)

    personal: ClassVar = {"entries": Personal.FREE_TEXT}
    not_personal: ClassVar = ("title", "guiding_thought")
    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "读入的计划"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:reading-detail", args=[self.pk])
