"""What was reached: one row for each indicator, area and year, and a row of history for every change of it."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from fulian.core.acts import acted
from fulian.core.quantities import Qualifier, Quantity
from plans.monitoring.choices import STAGE_TONES, Datum, Stage, Trend
from plans.monitoring.models.programmes import FIRST_YEAR, LAST_YEAR, MonitoredIndicator, number
from plans.monitoring.querysets import ValueQuerySet


class Statement(models.Model):
    """What is said of a year: a number, that there is none and why, or only a direction."""

    state = models.CharField("情况", max_length=10, choices=Datum, default=Datum.VALUE)
    value = number("数值", validators=[MinValueValidator(0)])
    qualifier = models.CharField("约数", max_length=10, choices=Qualifier, blank=True)
    trend = models.CharField("趋势", max_length=10, choices=Trend, blank=True)
    reason = models.CharField("无数据的原因", max_length=200, blank=True)
    source = models.CharField("资料来源", max_length=100, blank=True)
    note = models.CharField("口径说明", max_length=200, blank=True)
    three_year_average = models.BooleanField(
        "三年平均", default=False, help_text="分母小、各年波动大的，可以用三年平均数。"
    )
    stage = models.CharField("状态", max_length=10, choices=Stage, default=Stage.FILLED)

    class Meta:
        abstract = True

    @property
    def tone(self) -> str:
        return STAGE_TONES[Stage(self.stage)]

    def said(self, unit: str) -> str:
        """As a page prints it: 14.3/10万, 80%以上, 无数据, 下降."""
        if self.state == Datum.VALUE and self.value is not None:
            return Quantity(self.value, Qualifier(self.qualifier)).text(unit)
        return self.get_trend_display() if self.state == Datum.TREND else str(Datum.NO_DATA.label)


class YearValue(Statement):
    """年度数值 of an area. Only what is accepted counts."""

    indicator = models.ForeignKey(
        MonitoredIndicator, on_delete=models.PROTECT, related_name="values", verbose_name="监测指标"
    )
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="地区"
    )
    year = models.PositiveSmallIntegerField("年度", validators=[FIRST_YEAR, LAST_YEAR])
    filled_at = models.DateTimeField("填报时间")
    filled_by = models.CharField("填报单位", max_length=40)
    accepted_at = models.DateTimeField("审核时间", null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    return_reason = models.CharField("退回原因", max_length=200, blank=True)
    version = models.PositiveSmallIntegerField("第几次修改", default=1)

    # offices answer here, no persons; the words go onto pages that the whole office reads
    not_personal: ClassVar = ("reason", "source", "note", "filled_by", "return_reason")
    objects = ValueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度数值"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "organization", "year"], name="monitoring_value_once"),
            models.CheckConstraint(
                condition=Q(state=Datum.VALUE, value__isnull=False) | (~Q(state=Datum.VALUE) & Q(value__isnull=True)),
                name="monitoring_value_or_none",
            ),
            models.CheckConstraint(
                condition=~Q(state=Datum.NO_DATA) | ~Q(reason=""), name="monitoring_no_data_has_a_reason"
            ),
            models.CheckConstraint(condition=~Q(state=Datum.TREND) | ~Q(trend=""), name="monitoring_trend_is_named"),
            models.CheckConstraint(
                condition=acted("accepted"),
                name="monitoring_value_accepted_at_by",
            ),
        ]
        indexes = [models.Index(fields=["organization", "year", "stage"], name="monitoring_value_year")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"

    def get_absolute_url(self) -> str:
        return self.indicator.get_absolute_url()

    @property
    def text(self) -> str:
        return self.said(self.indicator.unit)


class ValueVersion(Statement):
    """更改记录 of a year's value: what it said after each step, who did it, and why."""

    year_value = models.ForeignKey(
        YearValue, on_delete=models.CASCADE, related_name="versions", verbose_name="年度数值"
    )
    number = models.PositiveSmallIntegerField("次序")
    at = models.DateTimeField("时间", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="经手人"
    )
    office = models.CharField("单位", max_length=40)
    why = models.CharField("更改原因", max_length=200, blank=True)

    not_personal: ClassVar = ("reason", "source", "note", "office", "why")

    class Meta:
        verbose_name = verbose_name_plural = "数值更改记录"
        ordering = ["year_value", "-number"]
        constraints = [models.UniqueConstraint(fields=["year_value", "number"], name="monitoring_version_once")]

    def __str__(self) -> str:
        return f"{self.year_value} {self.number}"
