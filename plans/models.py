"""A year's plan: a document that people sign, with targets that people are asked about."""

import datetime
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fulian.core.chinese import plain, short_date, spoken
from fulian.core.choices import WorkArea
from fulian.core.periods import Period
from fulian.core.personal import Personal
from fulian.indicators.models import Indicator
from fulian.organizations.records import OrganizationRecord
from plans.choices import STATUS_TONES, Comparator, Status
from plans.querysets import ChapterQuerySet, PlanQuerySet, TargetQuerySet, TaskQuerySet


def _acted(name: str) -> Q:
    """`x_at` and `x_by` are both there or both not."""
    missing = Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True})
    return missing | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})


def _actor(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        editable=False,
    )


def _place(plan_id: int, part: models.Model) -> str:
    """Where a part stands on its plan's page."""
    return f"{reverse('plans:plan-detail', args=[plan_id])}#{part._meta.model_name}-{part.pk}"


class Plan(OrganizationRecord):
    """年度工作计划 of one organization."""

    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000)])
    title = models.CharField("标题", max_length=80)
    guiding_thought = models.TextField("总体思路", blank=True, max_length=2000)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    submitted_at = models.DateTimeField("送审时间", null=True, editable=False)
    submitted_by = _actor("送审人")
    approved_at = models.DateTimeField("批准时间", null=True, editable=False)
    approved_by = _actor("批准人")
    cancelled_at = models.DateTimeField("作废时间", null=True, editable=False)
    cancelled_by = _actor("作废人")
    cancel_reason = models.CharField("作废原因", max_length=500, blank=True, editable=False)
    return_reason = models.CharField("退回原因", max_length=500, blank=True, editable=False)

    personal: ClassVar = {"cancel_reason": Personal.FREE_TEXT, "return_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("title", "guiding_thought")
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作计划"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "year"], condition=~Q(status="cancelled"), name="plan_once_a_year"
            ),
            models.CheckConstraint(condition=_acted("submitted"), name="plan_submitted_at_by"),
            models.CheckConstraint(condition=_acted("approved"), name="plan_approved_at_by"),
            models.CheckConstraint(condition=_acted("cancelled"), name="plan_cancelled_at_by"),
        ]
        indexes = [models.Index(fields=["year", "organization"], name="plan_year_organization")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:plan-detail", args=[self.pk])

    @property
    def editable(self) -> bool:
        return self.status == Status.DRAFT

    def targets(self) -> TargetQuerySet:
        return Target.objects.of_plan(self)

    @property
    def in_force(self) -> bool:
        return self.status in (Status.APPROVED, Status.CLOSED)

    @property
    def tone(self) -> str:
        return STATUS_TONES[self.status]


class Chapter(models.Model):
    """A part of the plan under one heading, as the document has it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="chapters", verbose_name="计划")
    order = models.PositiveSmallIntegerField("次序", default=1)
    title = models.CharField("标题", max_length=80)
    area = models.CharField("工作领域", max_length=20, choices=WorkArea, blank=True)

    not_personal: ClassVar = ("title",)
    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "章"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return _place(self.plan_id, self)

    @property
    def number(self) -> str:
        return f"{spoken(self.order)}、"


class Task(models.Model):
    """What is to be done, in the plan's own words, and who answers for it. Its targets are counted; itself it is not."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="tasks", verbose_name="章")
    order = models.PositiveSmallIntegerField("次序", default=1)
    text = models.TextField("任务", max_length=1000)
    department = models.CharField("责任部室", max_length=40, blank=True)
    responsible = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="责任组织",
    )

    not_personal: ClassVar = ("text", "department")
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text[:30]

    def get_absolute_url(self) -> str:
        return _place(self.chapter.plan_id, self)

    @property
    def number(self) -> str:
        return f"（{spoken(self.order)}）"


class Target(models.Model):
    """One promise: a number by a day, counted by an indicator; or a commitment that is done or not, with its evidence."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="targets", verbose_name="任务")
    order = models.PositiveSmallIntegerField("次序", default=1)
    subject = models.CharField("目标事项", max_length=60)
    comparator = models.CharField("要求", max_length=10, choices=Comparator, default=Comparator.AT_LEAST)
    low = models.DecimalField(
        "目标值", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    high = models.DecimalField(
        "上限", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    unit = models.CharField("单位", max_length=10, blank=True)
    starts_on = models.DateField("开始日期", help_text="从这一天起算进度。")
    due_on = models.DateField("完成时限")
    organization = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="责任组织",
        help_text="按它和它的下级统计。",
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="按哪个指标统计"
    )
    indicator_version = models.PositiveIntegerField("指标版本", default=0, editable=False)
    done_on = models.DateField("完成日期", null=True, blank=True, editable=False)
    evidence = models.TextField("完成情况", blank=True, max_length=1000, editable=False)
    noted_at = models.DateTimeField("登记时间", null=True, editable=False)
    noted_by = _actor("登记人")

    personal: ClassVar = {"evidence": Personal.FREE_TEXT}
    not_personal: ClassVar = ("subject", "unit")
    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "目标"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="target_due_after_start"),
            models.CheckConstraint(
                condition=Q(comparator="done", low__isnull=True, high__isnull=True, indicator__isnull=True)
                | Q(comparator="between", low__isnull=False, high__gte=F("low"))
                | Q(comparator__in=["at_least", "at_most", "exactly"], low__isnull=False, high__isnull=True),
                name="target_numbers_fit_comparator",
            ),
            models.CheckConstraint(condition=_acted("noted"), name="target_noted_at_by"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(noted_at__isnull=False), name="target_done_is_noted"
            ),
        ]
        indexes = [models.Index(fields=["organization", "due_on"], name="target_organization_due")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return _place(self.task.chapter.plan_id, self)

    @property
    def plan(self) -> Plan:
        return self.task.chapter.plan

    @property
    def is_commitment(self) -> bool:
        return self.comparator == Comparator.DONE

    @property
    def goal_text(self) -> str:
        """As a plan prints it: 不少于1200场次, 2—3个, 6月20日前完成."""
        if self.is_commitment:
            return f"{short_date(self.due_on)}前完成"
        low = f"{plain(self.low)}{self.unit}"
        if self.comparator == Comparator.BETWEEN:
            return f"{plain(self.low)}—{plain(self.high)}{self.unit}"
        return low if self.comparator == Comparator.EXACTLY else f"{self.get_comparator_display()}{low}"

    @property
    def window_text(self) -> str:
        """When it is to be done, where that is not simply the year and not said by the goal."""
        whole = (self.starts_on.month, self.starts_on.day, self.due_on.month, self.due_on.day) == (1, 1, 12, 31)
        return "" if whole or self.is_commitment else f"{short_date(self.starts_on)}—{short_date(self.due_on)}"

    def period(self, today: datetime.date) -> Period | None:
        """The part of its time that has gone; None before it begins."""
        if today < self.starts_on:
            return None
        return Period(self.starts_on, min(today, self.due_on))
