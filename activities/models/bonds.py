"""What ties activities to each other and to others: series, partners, plan tasks, put-off days, pairs that are not the same."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from activities.choices import PartnerRole, Rhythm
from activities.models.activities import Activity
from fulian.core.acts import actor
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord


def decided_by(label: str) -> models.ForeignKey:
    return actor(label, null=False)


class Series(OrganizationRecord):
    """每月一次: planned activities that come back. Each of them is an activity of its own; this says what they have in common."""

    rhythm = models.CharField("多久一次", max_length=10, choices=Rhythm, default=Rhythm.MONTHLY)
    starts_on = models.DateField("第一次")
    ends_on = models.DateField("到哪天为止")

    class Meta:
        verbose_name = verbose_name_plural = "系列活动"
        constraints = [
            models.CheckConstraint(name="series_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on")))
        ]

    def __str__(self) -> str:
        return self.get_rhythm_display()


class Partner(models.Model):
    """Another organization of the portal that had a part in it. It sees the activity; only its owner counts it."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="partner_links", verbose_name="活动")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="合作的妇联组织"
    )
    role = models.CharField("做什么", max_length=10, choices=PartnerRole, default=PartnerRole.CO_HOST)

    class Meta:
        verbose_name = verbose_name_plural = "联办单位"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "organization"], name="partner_once")]

    def __str__(self) -> str:
        return f"{self.organization.name}（{self.get_role_display()}）"


class TaskLink(models.Model):
    """A plan's task that the activity serves. Tasks have the same key in every version of their plan."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="task_links", verbose_name="活动")
    task_key = models.UUIDField("计划任务", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "对应的计划任务"
        constraints = [models.UniqueConstraint(fields=["activity", "task_key"], name="task_link_once")]

    def __str__(self) -> str:
        return str(self.task_key)


class Postponement(models.Model):
    """A planned activity was put off: the day it was planned for, and why."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="postponements", verbose_name="活动")
    from_day = models.DateField("原定日期")
    to_day = models.DateField("改到")
    reason = models.CharField("改期原因", max_length=500)
    postponed_at = models.DateTimeField("改期时间", auto_now_add=True)
    postponed_by = decided_by("改期人")

    personal: ClassVar = {"reason": Personal.FREE_TEXT}

    class Meta:
        verbose_name = verbose_name_plural = "改期"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.from_day} → {self.to_day}"


class DistinctPair(models.Model):
    """Somebody looked at two alike activities and said that they are not the same: nobody is asked again."""

    first = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+", verbose_name="一场")
    second = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+", verbose_name="另一场")
    decided_at = models.DateTimeField("判断时间", auto_now_add=True)
    decided_by = decided_by("判断人")

    class Meta:
        verbose_name = verbose_name_plural = "不是同一场"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_pair_once"),
            models.CheckConstraint(name="distinct_pair_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
