"""Promises: a number by a day, a duty that comes back, a share of several years, or something that is done or not."""

import datetime
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fulian.core.acts import acted, actor
from fulian.core.chinese import plain, short_date
from fulian.core.periods import Period
from fulian.core.personal import Personal
from fulian.core.quantities import Qualifier, Quantity
from fulian.indicators.models import Indicator
from fulian.organizations.choices import Level
from plans import wording
from plans.choices import (
    ONE_NUMBER,
    SHARE_TONES,
    Comparator,
    Contribution,
    Curve,
    Outcome,
    Repeat,
    ShareMethod,
    ShareStatus,
    Timing,
)  # fmt: skip
from plans.models import columns
from plans.models.plans import Plan, Task
from plans.querysets import LogEntryQuerySet, ShareQuerySet, TargetQuerySet
from plans.windows import FESTIVAL_CHOICES, FESTIVALS

NOT_NEGATIVE = [MinValueValidator(Decimal(0))]
UNIT_LEVELS = [(level.value, f"每个{level.label}") for level in (Level.TOWN, Level.VILLAGE)]


def amount(label: str, **options) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, validators=NOT_NEGATIVE, **{"null": True, "blank": True, **options}
    )


class Target(models.Model):
    """One promise: a number by a day, counted by an indicator or kept by hand; or a commitment with its evidence.

    `low` is what is asked of the whole time; of a repeated one, of each time; with `per_level`, of each unit.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="targets", verbose_name="任务")
    key = columns.key()
    order = models.PositiveSmallIntegerField("次序", default=1)
    subject = models.CharField("目标事项", max_length=60)
    quote = models.TextField("原文", blank=True, max_length=1000, editable=False)
    contribution = models.CharField(
        "谁的目标", max_length=10, choices=Contribution, default=Contribution.OWN,
        help_text="上级的目标只写明我们配合什么，不用来考核下级。",
    )  # fmt: skip
    comparator = models.CharField("要求", max_length=10, choices=Comparator, default=Comparator.AT_LEAST)
    low = amount("目标值")
    high = amount("上限")
    qualifier = models.CharField("约数", max_length=10, choices=Qualifier, blank=True)
    unit = models.CharField("单位", max_length=10, blank=True)
    base = amount("基数", help_text="百分比按它来算，例如全部28个村。")
    base_name = models.CharField("基数是什么", max_length=40, blank=True)
    per_level = models.CharField("按单位要求", max_length=10, choices=UNIT_LEVELS, blank=True)
    repeat = models.CharField("重复", max_length=12, choices=Repeat, default=Repeat.NONE, blank=True)
    timing = models.CharField("时间", max_length=10, choices=Timing, default=Timing.YEAR)
    festival = models.CharField("节日", max_length=16, choices=FESTIVAL_CHOICES, blank=True)
    starts_on = models.DateField("开始日期", help_text="从这一天起算进度。")
    due_on = models.DateField("完成时限")
    curve = models.CharField("按什么节奏", max_length=10, choices=Curve, default=Curve.EVEN)
    organization = columns.organization("责任组织", help_text="按它和它的下级统计。")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="按哪个指标统计"
    )
    indicator_version = models.PositiveIntegerField("指标版本", default=0, editable=False)
    # the key of the higher plan's target of which this is our share; the same in all its versions
    higher_key = models.UUIDField("承接的上级目标", null=True, blank=True, editable=False, db_index=True)
    carried_over = models.CharField(
        "上年未完成", max_length=100, blank=True, editable=False, help_text="从上一年的计划带过来的，上年做到了哪里。"
    )
    share_method = models.CharField("分解办法", max_length=10, choices=ShareMethod, blank=True, editable=False)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.NONE, blank=True, editable=False)
    done_on = models.DateField("完成日期", null=True, blank=True, editable=False)
    evidence = models.TextField("完成情况", blank=True, max_length=1000, editable=False)
    noted_at = models.DateTimeField("登记时间", null=True, editable=False)
    noted_by = actor("登记人")

    personal: ClassVar = {"evidence": Personal.FREE_TEXT}
    not_personal: ClassVar = ("subject", "quote", "unit", "base_name", "carried_over")
    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "目标"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="target_due_after_start"),
            models.CheckConstraint(
                condition=Q(comparator="done", low__isnull=True, high__isnull=True, indicator__isnull=True)
                | Q(comparator="between", low__isnull=False, high__gte=F("low"))
                | Q(comparator__in=ONE_NUMBER, low__isnull=False, high__isnull=True),
                name="target_numbers_fit_comparator",
            ),
            models.CheckConstraint(condition=acted("noted"), name="target_noted_at_by"),
            models.CheckConstraint(
                condition=Q(outcome="", done_on__isnull=True)
                | Q(outcome="failed", done_on__isnull=True, noted_at__isnull=False)
                | Q(outcome="done", done_on__isnull=False, noted_at__isnull=False),
                name="target_outcome_is_noted",
            ),
        ]
        indexes = [models.Index(fields=["organization", "due_on"], name="target_organization_due")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return columns.place(self.task.chapter.plan_id, self)

    @property
    def plan(self) -> Plan:
        return self.task.chapter.plan

    @property
    def is_commitment(self) -> bool:
        return self.comparator == Comparator.DONE

    @property
    def is_rate(self) -> bool:
        """A share of a base: by an indicator that is a ratio, or n of N kept by hand."""
        return self.unit in ("%", "％", "‰")

    @property
    def is_kept_by_hand(self) -> bool:
        """No indicator fits: what was done is noted entry by entry."""
        return self.indicator_id is None and not self.is_commitment

    @property
    def counts_in(self) -> str:
        """The unit of one entry: of a share of a base kept by hand, whatever the base counts."""
        return "" if self.is_rate else self.unit

    @property
    def is_divided(self) -> bool:
        """Whether the parts of those below add up to it: neither a share of a base, nor what everybody is asked for, does."""
        return not (self.is_commitment or self.is_rate or self.per_level)

    @property
    def goal_text(self) -> str:
        """As a plan prints it: 不少于1200场次, 2—3个, 200余人次, 每季度不少于1次, 每个村社区不少于3户, 6月20日前完成."""
        each = f"{self.get_per_level_display()}" if self.per_level else ""
        return f"{self.get_repeat_display() if self.repeat else ''}{each}{self._goal()}"

    def _goal(self) -> str:
        if self.is_commitment:
            return (
                "完成"
                if self.repeat or self.timing in (Timing.OPEN, Timing.FESTIVAL)
                else f"{short_date(self.due_on)}前完成"
            )
        if self.comparator == Comparator.BETWEEN:
            return f"{plain(self.low)}—{plain(self.high)}{self.unit}"
        if self.comparator == Comparator.ABOUT:
            return Quantity.of(self.low, self.qualifier or Qualifier.ABOUT).text(self.unit)
        low = f"{plain(self.low)}{self.unit}"
        return low if self.comparator == Comparator.EXACTLY else f"{self.get_comparator_display()}{low}"

    @property
    def window_text(self) -> str:
        """When it is to be done, where that is not simply the year and not said by the goal."""
        if self.timing == Timing.FESTIVAL and self.festival in FESTIVALS:
            return f"{self.get_festival_display()}（{short_date(self.starts_on)}—{short_date(self.due_on)}）"
        if self.timing == Timing.OPEN:
            return str(Timing.OPEN.label)
        if self.starts_on.year != self.due_on.year:
            return f"{self.starts_on.year}年{short_date(self.starts_on)}—{self.due_on.year}年{short_date(self.due_on)}"
        whole = (self.starts_on.month, self.starts_on.day, self.due_on.month, self.due_on.day) == (1, 1, 12, 31)
        if whole or (self.is_commitment and not self.repeat):
            return ""
        return f"{short_date(self.starts_on)}—{short_date(self.due_on)}"

    @property
    def times_text(self) -> str:
        return wording.times_text(self)

    @property
    def base_text(self) -> str:
        return wording.base_text(self)

    @property
    def years_text(self) -> str:
        """分年：2025年100、2026年100，合计200个，和目标一致."""
        years = {share.year: share.low for share in self.year_shares.all()} if self.timing == Timing.YEARS else {}
        return wording.years_text(self, years) if years and self.low is not None else ""

    @property
    def shares_text(self) -> str:
        """分给12个单位，已确认10，有异议1."""
        statuses = [share.status for share in self.shares.all()]
        if not statuses:
            return ""
        said = [f"{label}{statuses.count(value)}" for value, label in ShareStatus.choices if value in statuses]
        return "，".join([f"分给{len(statuses)}个单位", *(said if self.plan.has_progress else [])])

    def period(self, today: datetime.date) -> Period | None:
        """The part of its time that has gone; None before it begins."""
        if today < self.starts_on:
            return None
        return Period(self.starts_on, min(today, self.due_on))


class Occurrence(models.Model):
    """One of the dated times of a repeated target: the first quarter of 每季度一次."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="occurrences", verbose_name="目标")
    order = models.PositiveSmallIntegerField("第几次")
    starts_on = models.DateField("开始日期")
    due_on = models.DateField("完成时限")

    class Meta:
        verbose_name = verbose_name_plural = "分次"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["target", "order"], name="occurrence_once")]

    def __str__(self) -> str:
        return f"{short_date(self.starts_on)}—{short_date(self.due_on)}"

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.due_on)


class YearShare(models.Model):
    """What of a goal over several years is meant for one of them."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="year_shares", verbose_name="目标")
    year = models.PositiveSmallIntegerField("年度")
    low = amount("当年目标", null=False, blank=False)

    class Meta:
        verbose_name = verbose_name_plural = "分年目标"
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["target", "year"], name="year_share_once")]

    def __str__(self) -> str:
        return f"{self.year}年{plain(self.low)}"


class QuarterShare(models.Model):
    """How much of the year's goal should be done by the end of a quarter, in percent of the whole."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="quarter_shares", verbose_name="目标")
    quarter = models.PositiveSmallIntegerField("季度", validators=[MinValueValidator(1), MaxValueValidator(4)])
    percent = models.PositiveSmallIntegerField("累计应完成", validators=[MaxValueValidator(100)])

    class Meta:
        verbose_name = verbose_name_plural = "按季进度"
        ordering = ["quarter"]
        constraints = [models.UniqueConstraint(fields=["target", "quarter"], name="quarter_share_once")]

    def __str__(self) -> str:
        return f"第{self.quarter}季度末{self.percent}%"


class LogEntry(models.Model):
    """What was done for a target that no indicator counts: a quantity on a day, with evidence. Never a typed total.

    It stands for all versions of the plan: it is found by `target_key`.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="log", verbose_name="目标")
    target_key = models.UUIDField("目标编号", editable=False, db_index=True)
    day = models.DateField("日期")
    quantity = amount("数量", null=False, blank=False)
    qualifier = models.CharField("约数", max_length=10, choices=Qualifier, blank=True)
    organization = columns.organization("谁做的")
    note = models.CharField("做了什么、依据是什么", max_length=500)
    noted_at = models.DateTimeField("登记时间", auto_now_add=True)
    noted_by = actor("登记人", null=False)
    voided_at = models.DateTimeField("作废时间", null=True, editable=False)
    voided_by = actor("作废人")
    void_reason = models.CharField("作废原因", max_length=200, blank=True, editable=False)

    personal: ClassVar = {"note": Personal.FREE_TEXT, "void_reason": Personal.FREE_TEXT}
    objects = LogEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "完成记录"
        ordering = ["-day", "-pk"]
        constraints = [models.CheckConstraint(condition=acted("voided"), name="log_entry_voided_at_by")]
        indexes = [models.Index(fields=["target_key", "day"], name="log_entry_target_day")]

    def __str__(self) -> str:
        return f"{short_date(self.day)} {self.amount.text(self.target.counts_in)}"

    @property
    def amount(self) -> Quantity:
        return Quantity.of(self.quantity, self.qualifier)


class Share(models.Model):
    """分解: what of a target one organization below is asked for, and what it says to that. Of a commitment: its own outcome."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="shares", verbose_name="目标")
    organization = columns.organization("承担单位")
    low = amount("任务数")
    base = amount("基数")
    status = models.CharField("答复", max_length=10, choices=ShareStatus, default=ShareStatus.WAITING, editable=False)
    objection = models.CharField("异议理由", max_length=500, blank=True, editable=False)
    reply = models.CharField("对异议的答复", max_length=500, blank=True, editable=False)
    answered_at = models.DateTimeField("答复时间", null=True, editable=False)
    answered_by = actor("答复人")
    done_on = models.DateField("完成日期", null=True, blank=True, editable=False)
    evidence = models.CharField("完成情况", max_length=500, blank=True, editable=False)
    noted_at = models.DateTimeField("登记时间", null=True, editable=False)
    noted_by = actor("登记人")

    personal: ClassVar = {
        "objection": Personal.FREE_TEXT, "reply": Personal.FREE_TEXT, "evidence": Personal.FREE_TEXT,
    }  # fmt: skip
    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "分解任务"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["target", "organization"], name="share_once"),
            models.CheckConstraint(condition=acted("answered"), name="share_answered_at_by"),
            models.CheckConstraint(condition=acted("noted"), name="share_noted_at_by"),
        ]
        indexes = [models.Index(fields=["organization", "status"], name="share_organization_status")]

    def __str__(self) -> str:
        return f"{self.organization_id} {plain(self.low)}" if self.low is not None else str(self.organization_id)

    def get_absolute_url(self) -> str:
        return reverse("plans:share-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return SHARE_TONES[ShareStatus(self.status)]

    @property
    def goal_text(self) -> str:
        """Her part, as she reads it: 不少于60场次."""
        target = self.target
        if self.low is None:
            return target.goal_text
        number = f"{plain(self.low)}{target.unit}"
        loose = target.comparator in (Comparator.EXACTLY, Comparator.BETWEEN, Comparator.ABOUT)
        each = target.get_repeat_display() if target.repeat else ""
        return f"{each}{number if loose else f'{target.get_comparator_display()}{number}'}"
