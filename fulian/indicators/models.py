"""The door to a number: what the federation calls a figure, what each organization stated of a month, and the kept totals."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from fulian.core.acts import acted
from fulian.core.choices import WorkArea
from fulian.core.measures import MEASURES, Measure, Nature, Question
from fulian.core.paths import PathField
from fulian.core.periods import Month
from fulian.core.quantities import Qualifier
from fulian.indicators.cells import Cell
from fulian.indicators.choices import Basis, MonthState, Stage
from fulian.indicators.querysets import IndicatorQuerySet, MonthQuerySet

MONTH_RANGE = Q(month__gte=1, month__lte=12)


class Indicator(models.Model):
    """What the federation calls a figure: one measure with its dimensions fixed, a number kept by the month's reports, or the
    ratio of two others. Redefining one makes a new version; figures already published keep their own copy."""

    code = models.CharField(
        "代码",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9_.]+$", "只用小写字母、数字、点和下划线。")],
    )
    name = models.CharField("名称", max_length=60)
    unit = models.CharField("单位", max_length=10)
    area = models.CharField("工作领域", max_length=20, choices=WorkArea)
    definition = models.TextField("口径", help_text="怎样算一个数：算什么、不算什么、从哪里来。")
    basis = models.CharField("来源", max_length=10, choices=Basis, default=Basis.MEASURE)
    measure_code = models.CharField("统计项", max_length=60, blank=True)
    dimensions = models.JSONField("固定条件", default=dict, blank=True)
    numerator = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分子"
    )
    denominator = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分母"
    )
    within = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="包含在哪个指标里",
        help_text="这一项手工补充的数，同时计入它所在的大项，大项里不用再补一遍。",
    )  # fmt: skip
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所属组织",
        help_text="留空为通用指标。",
    )  # fmt: skip
    version = models.PositiveIntegerField("版本", default=1)
    in_month = models.BooleanField("列入月报", default=False)
    additive = models.BooleanField("可逐月相加", default=True, help_text="去重的人数不能逐月、逐村相加。")
    confidential = models.BooleanField("保密", default=False)
    active = models.BooleanField("启用", default=True)
    order = models.PositiveIntegerField("次序", default=1000)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = IndicatorQuerySet.as_manager()
    not_personal: ClassVar = ("code", "name", "unit", "definition", "measure_code", "dimensions")

    class Meta:
        verbose_name = verbose_name_plural = "指标"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(basis=Basis.MEASURE, numerator__isnull=True, denominator__isnull=True) & ~Q(measure_code="")
                    | Q(basis=Basis.MANUAL, measure_code="", numerator__isnull=True, denominator__isnull=True)
                    | Q(basis=Basis.RATIO, measure_code="", numerator__isnull=False, denominator__isnull=False)
                ),
                name="indicator_basis_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator-detail", args=[self.code])

    @property
    def measure(self) -> Measure | None:
        """None for a manual one, a ratio, or one whose measure no longer exists in the code."""
        return MEASURES.get(self.measure_code)

    @property
    def parts_of_ratio(self) -> tuple[int, ...]:
        """Keys of numerator and denominator; empty for everything that is no ratio."""
        if self.numerator_id is None or self.denominator_id is None:
            return ()
        return (self.numerator_id, self.denominator_id)

    def question(self) -> Question:
        """This figure, asked of its measure. Only for those that have one."""
        measure = self.measure
        if measure is None:
            raise ValueError(f"{self.code} has no measure to ask.")
        return Question(self.code, measure, self.dimensions)

    @property
    def broken(self) -> bool:
        return self.basis == Basis.MEASURE and self.measure is None

    @property
    def is_stock(self) -> bool:
        measure = self.measure
        return measure is not None and measure.nature is Nature.STOCK

    @property
    def in_totals(self) -> bool:
        """Whether closed months keep it: flows that may be added, and nothing confidential."""
        return self.basis != Basis.RATIO and not self.is_stock and not self.confidential and self.additive


class MonthlyStatement(models.Model):
    """What one organization stated of one month, whole: indicator code → cell. reports/ owns the workflow around it."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    path_at = PathField("当时路径")
    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月")
    cells = models.JSONField("数据", default=dict)
    stage = models.CharField("状态", max_length=10, choices=Stage, default=Stage.DRAFT)

    objects = MonthQuerySet.as_manager()
    not_personal: ClassVar = ("cells",)

    class Meta:
        verbose_name = verbose_name_plural = "月度数据"
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "month"], name="statement_once_a_month"),
            models.CheckConstraint(condition=MONTH_RANGE, name="statement_month_range"),
        ]
        indexes = [models.Index(fields=["year", "month", "path_at"], name="statement_month_path")]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.as_month}"

    @property
    def as_month(self) -> Month:
        return Month(self.year, self.month)

    def cell(self, code: str) -> Cell:
        return Cell.from_json(self.cells.get(code, {}))


class MonthGuard(models.Model):
    """The lock of a month for one organization. Whoever changes a month's figures holds its rows, from the top down."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    path_at = PathField("当时路径")
    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月")
    state = models.CharField("状态", max_length=10, choices=MonthState, default=MonthState.OPEN)
    changed_at = models.DateTimeField("变更时间", null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="变更人"
    )

    objects = MonthQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "月度锁"
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "month"], name="guard_once_a_month"),
            models.CheckConstraint(condition=MONTH_RANGE, name="guard_month_range"),
            models.CheckConstraint(
                condition=acted("changed"),
                name="guard_changed_at_by",
            ),
        ]
        indexes = [models.Index(fields=["year", "month", "path_at"], name="guard_month_path")]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.year}-{self.month:02} {self.state}"


class MonthlyTotal(models.Model):
    """Kept total of one indicator in one month for an organization and everything below it; flows only.

    Recomputed from the statements under it whenever one is approved, returned or corrected; `rebuild_totals` gives the same
    rows from nothing."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name="指标")
    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月")
    recorded = models.DecimalField("记录汇总", max_digits=16, decimal_places=2, default=0)
    added = models.DecimalField("手工补充", max_digits=16, decimal_places=2, default=0)
    qualifier = models.CharField("约数", max_length=10, choices=Qualifier, blank=True, default=Qualifier.EXACT)

    objects = MonthQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "月度汇总"
        constraints = [
            models.UniqueConstraint(fields=["organization", "indicator", "year", "month"], name="total_once"),
            models.CheckConstraint(condition=MONTH_RANGE, name="total_month_range"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.indicator_id} {self.year}-{self.month:02}"


class MonthlyCoverage(models.Model):
    """How many of the organizations at and below one had to report a month, how many did, how many are approved."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月")
    due = models.PositiveIntegerField("应报", default=0)
    filed = models.PositiveIntegerField("已报", default=0)
    approved = models.PositiveIntegerField("审核通过", default=0)

    objects = MonthQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "月报齐全情况"
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "month"], name="coverage_once_a_month"),
            models.CheckConstraint(condition=MONTH_RANGE, name="coverage_month_range"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.year}-{self.month:02} {self.filed}/{self.due}"


class Release(models.Model):
    """A confidential figure, given out once for a closed quarter or year. Null: suppressed, too few to be told."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="releases", verbose_name="指标")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    start = models.DateField("起")
    end = models.DateField("止")
    value = models.PositiveIntegerField("数值", null=True)
    released_at = models.DateTimeField("发布时间", auto_now_add=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="发布人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "保密数字发布"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "organization", "start", "end"], name="release_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.start}–{self.end}"
