"""The workflow around a month's statement: who filed it, who decided what about it, when it is due, and what was corrected."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from fulian.core.periods import Month
from fulian.core.personal import Personal
from fulian.core.quantities import Qualifier, Quantity
from fulian.indicators.models import Indicator, MonthlyStatement
from reports.choices import EDITABLE, TONES, DecisionKind, Status
from reports.querysets import CorrectionQuerySet, DecisionQuerySet, MonthlyReportQuerySet, TermQuerySet

MONTH_RANGE = Q(month__gte=1, month__lte=12)
DUE_DAY = 5  # of the following month; a district may set other days
LOCK_DAY = 10


def both_or_neither(first: str, second: str) -> Q:
    return Q(**{f"{first}__isnull": True, f"{second}__isnull": True}) | Q(
        **{f"{first}__isnull": False, f"{second}__isnull": False}
    )


class MonthlyReport(models.Model):
    """One organization's report of one month. Its figures are the statement's; its history are its decisions."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月")
    statement = models.OneToOneField(
        MonthlyStatement, on_delete=models.PROTECT, related_name="report", verbose_name="数据"
    )
    status = models.CharField("状态", max_length=12, choices=Status, default=Status.DRAFT)
    zero_report = models.BooleanField("零报告（本月无活动）", default=False)
    late = models.BooleanField("逾期", default=False)
    highlights = models.TextField(
        "本月亮点", max_length=1000, blank=True, help_text="一两件最值得说的事：做法、效果。不写当事人姓名。"
    )
    next_steps = models.TextField("下月打算", max_length=1000, blank=True)
    problems = models.TextField("困难和建议", max_length=1000, blank=True, help_text="需要上级帮助协调的事。")
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提交人",
    )
    approved_at = models.DateTimeField("审核通过时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审核人",
    )

    objects = MonthlyReportQuerySet.as_manager()
    personal: ClassVar = {
        "highlights": Personal.FREE_TEXT,
        "next_steps": Personal.FREE_TEXT,
        "problems": Personal.FREE_TEXT,
    }

    class Meta:
        verbose_name = verbose_name_plural = "月报"
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "month"], name="report_once_a_month"),
            models.CheckConstraint(condition=MONTH_RANGE, name="report_month_range"),
            models.CheckConstraint(
                condition=both_or_neither("submitted_at", "submitted_by"), name="report_submitted_at_by"
            ),
            models.CheckConstraint(
                condition=both_or_neither("approved_at", "approved_by"), name="report_approved_at_by"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.APPROVED, approved_at__isnull=False)
                | ~Q(status=Status.APPROVED) & Q(approved_at__isnull=True),
                name="report_approved_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.SUBMITTED, Status.APPROVED, Status.UNREVIEWED])
                | Q(submitted_at__isnull=False),
                name="report_submitted_says_when",
            ),
        ]
        indexes = [models.Index(fields=["year", "month", "status"], name="report_month_status")]

    def __str__(self) -> str:
        return f"{self.organization}{self.as_month.label}月报"

    def get_absolute_url(self) -> str:
        return reverse("reports:monthly-report-detail", args=[self.pk])

    @property
    def as_month(self) -> Month:
        return Month(self.year, self.month)

    @property
    def editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def tone(self) -> str:
        return TONES[Status(self.status)]


class Decision(models.Model):
    """One step of a report, never changed: what was decided, by whom, and how the report stood at that moment."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="decisions", verbose_name="月报")
    kind = models.CharField("事项", max_length=10, choices=DecisionKind)
    reason = models.TextField("原因", max_length=500, blank=True)
    comments = models.JSONField("逐项意见", default=dict, blank=True)  # {indicator code: what is to be looked at}
    snapshot = models.JSONField("当时数据", default=dict, blank=True)  # the statement's cells
    made_at = models.DateTimeField("时间", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="经办人"
    )

    objects = DecisionQuerySet.as_manager()
    personal: ClassVar = {"reason": Personal.FREE_TEXT, "comments": Personal.FREE_TEXT}
    not_personal: ClassVar = ("snapshot",)

    class Meta:
        verbose_name = verbose_name_plural = "月报处理记录"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=[DecisionKind.RETURN, DecisionKind.REOPEN, DecisionKind.CORRECT]) | ~Q(reason=""),
                name="decision_back_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.kind}"


class ReportingTerm(models.Model):
    """When a district's month is due and when it is to be locked: two dates. Closing it is noted here, once."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="区县"
    )
    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月")
    due_on = models.DateField("报送截止", help_text="这一天过后提交的，标为逾期。")
    lock_on = models.DateField("锁定", help_text="从这一天起可以关账；关账后只能做更正。")
    closed_at = models.DateTimeField("关账时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="关账人",
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送期限"
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "month"], name="term_once_a_month"),
            models.CheckConstraint(condition=MONTH_RANGE, name="term_month_range"),
            models.CheckConstraint(condition=Q(lock_on__gte=F("due_on")), name="term_locks_after_due"),
            models.CheckConstraint(condition=both_or_neither("closed_at", "closed_by"), name="term_closed_at_by"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.as_month}"

    @classmethod
    def default_for(cls, organization, month: Month) -> "ReportingTerm":
        """Not saved: what holds for a month for which the district has set nothing."""
        following = month.plus(1)
        return cls(
            organization=organization,
            year=month.year,
            month=month.month,
            due_on=datetime.date(following.year, following.month, DUE_DAY),
            lock_on=datetime.date(following.year, following.month, LOCK_DAY),
        )

    @property
    def as_month(self) -> Month:
        return Month(self.year, self.month)

    @property
    def closed(self) -> bool:
        return self.closed_at is not None

    def days_left(self, today: datetime.date) -> int:
        """Until the last day on which a report is in time; negative: overdue."""
        return (self.due_on - today).days


class Correction(models.Model):
    """更正: an adjusting entry after closing. Numbered per organization and year; nothing published is ever edited."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="corrections", verbose_name="月报")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    year = models.PositiveSmallIntegerField("年")
    number = models.PositiveIntegerField("编号")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name="指标")
    old_value = models.DecimalField("更正前", max_digits=16, decimal_places=2, null=True, blank=True)
    old_qualifier = models.CharField(
        "更正前约数", max_length=10, choices=Qualifier, blank=True, default=Qualifier.EXACT
    )
    new_value = models.DecimalField("更正后", max_digits=16, decimal_places=2)
    new_qualifier = models.CharField(
        "更正后约数", max_length=10, choices=Qualifier, blank=True, default=Qualifier.EXACT
    )
    new_added = models.DecimalField(
        "更正后的补充数", max_digits=16, decimal_places=2
    )  # may be negative: fewer than the records say
    reason = models.TextField("更正原因", max_length=500)
    made_at = models.DateTimeField("更正时间", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="更正人"
    )

    objects = CorrectionQuerySet.as_manager()
    personal: ClassVar = {"reason": Personal.FREE_TEXT}

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "number"], name="correction_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_reason"),
            models.CheckConstraint(condition=Q(new_value__gte=0), name="correction_not_negative"),
        ]

    def __str__(self) -> str:
        return f"更正〔{self.year}〕{self.number}号"

    @property
    def before(self) -> Quantity | None:
        return None if self.old_value is None else Quantity(self.old_value, Qualifier(self.old_qualifier))

    @property
    def after(self) -> Quantity:
        return Quantity(self.new_value, Qualifier(self.new_qualifier))


class Reminder(models.Model):
    """The organization above asked for a report that is not there yet. Shown among her things to do; nobody is named."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月")
    made_on = models.DateField("提醒日期")
    sender = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="提醒单位"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="经办人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "催报提醒"
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "month", "made_on"], name="reminder_once_a_day"),
            models.CheckConstraint(condition=MONTH_RANGE, name="reminder_month_range"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.year}-{self.month:02}"
