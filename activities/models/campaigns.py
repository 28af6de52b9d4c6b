"""A theme in one year: an umbrella over many activities, with an owner, days and a goal.

A theme (三八妇女节, 家庭教育宣传月) is the lasting word by which years are compared, and an activity may serve several. A campaign
is what one organization made of it in one year; an activity joins at most one, and joining gives it the campaign's theme too.
"""

import datetime
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from activities.models.vocabulary import Theme
from activities.querysets import CampaignQuerySet
from fulian.core.periods import Period
from fulian.organizations.records import OrganizationRecord


class ThemeDate(models.Model):
    """The days of a theme in one year, where no calendar knows them or the federation sets them itself."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="dates", verbose_name="主题")
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000)])
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")

    class Meta:
        verbose_name = verbose_name_plural = "主题的日期"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "year"], name="theme_date_once_a_year"),
            models.CheckConstraint(name="theme_date_in_order", condition=Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.starts_on}–{self.ends_on}"


class Campaign(OrganizationRecord):
    """主题活动: what the owner and those below it do together for one occasion of one year."""

    title = models.CharField("名称", max_length=60, help_text="如：2026年“三八”系列活动。")
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000)])
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns", verbose_name="主题",
        help_text="选了主题，归入的活动也算这个主题，历年可以比较。",
    )  # fmt: skip
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    goal = models.TextField("目标和要求", blank=True, max_length=1000)
    organizations = models.ManyToManyField(
        "organizations.Organization", blank=True, related_name="+", verbose_name="哪些单位参加",
        help_text="不选就是全体下级。选了镇街，它下面的村社区也参加。",
    )  # fmt: skip
    is_active = models.BooleanField("还可以归入活动", default=True, editable=False)

    not_personal: ClassVar = ("title", "goal")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "主题活动"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "title"], name="campaign_once"),
            models.CheckConstraint(name="campaign_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
        ]
        indexes = [models.Index(fields=["year", "organization"], name="campaign_year_organization")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:campaign-detail", args=[self.pk])

    @property
    def span(self) -> Period:
        """The days on which an activity can belong to it: its year, and its own days where they reach beyond."""
        first, last = datetime.date(self.year, 1, 1), datetime.date(self.year, 12, 31)
        return Period(min(first, self.starts_on), max(last, self.ends_on))
