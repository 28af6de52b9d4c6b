"""What is monitored: a programme, its domains, their indicators, and what each is to reach by which year."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fulian.core.acts import actor
from plans.monitoring.choices import Audience, Direction
from plans.monitoring.querysets import MonitoredIndicatorQuerySet, ProgrammeQuerySet

FIRST_YEAR = MinValueValidator(2000, "年份从2000年起。")
LAST_YEAR = MaxValueValidator(2100, "年份太远了，请核对。")


def number(label: str, **options) -> models.DecimalField:
    """A figure of an indicator: two decimals are all that these rates are published with."""
    return models.DecimalField(label, max_digits=12, decimal_places=2, null=True, blank=True, **options)


class Programme(models.Model):
    """妇女发展规划 or 儿童发展规划 of one organization: loaded from the national outline, then its own to change."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    audience = models.CharField("对象", max_length=10, choices=Audience)
    title = models.CharField("规划名称", max_length=60)
    start_year = models.PositiveSmallIntegerField("开始年度", validators=[FIRST_YEAR, LAST_YEAR])
    end_year = models.PositiveSmallIntegerField("结束年度", validators=[FIRST_YEAR, LAST_YEAR])
    basis = models.CharField("依据", max_length=200, blank=True, help_text="文件名称和文号。")
    active = models.BooleanField("在用", default=True)

    not_personal: ClassVar = ("title", "basis")
    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发展规划"
        ordering = ["-audience", "-start_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "audience", "start_year"], name="monitoring_programme_once"
            ),
            models.CheckConstraint(condition=Q(end_year__gt=F("start_year")), name="monitoring_programme_years"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('monitoring:overview')}?organization={self.organization_id}#programme-{self.pk}"

    @property
    def years(self) -> range:
        return range(self.start_year, self.end_year + 1)


class Domain(models.Model):
    """领域 of a programme: 健康, 教育 …"""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="domains", verbose_name="规划")
    order = models.PositiveSmallIntegerField("次序")
    title = models.CharField("领域", max_length=30)

    not_personal: ClassVar = ("title",)

    class Meta:
        verbose_name = verbose_name_plural = "领域"
        ordering = ["programme", "order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="monitoring_domain_order_once"),
            models.UniqueConstraint(fields=["programme", "title"], name="monitoring_domain_title_once"),
        ]

    def __str__(self) -> str:
        return self.title


class MonitoredIndicator(models.Model):
    """监测指标 of a programme: what is counted, by whom, and which way is better."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="indicators", verbose_name="规划")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="indicators", verbose_name="领域")
    code = models.CharField("代码", max_length=20)
    name = models.CharField("指标", max_length=60)
    definition = models.TextField("定义", max_length=500, blank=True)
    calculation = models.TextField("计算方法", max_length=500, blank=True)
    unit = models.CharField("单位", max_length=12, help_text="例如 %、‰、/10万、个、岁。")
    source = models.CharField("资料来源", max_length=100, blank=True, help_text="哪个部门的哪套统计。")
    department = models.CharField("责任部门", max_length=40)
    partners = models.CharField("配合部门", max_length=100, blank=True)
    direction = models.CharField("方向", max_length=10, choices=Direction, default=Direction.HIGHER)
    trend_only = models.BooleanField(
        "只看趋势", default=False, help_text="没有数值目标，只说上升还是下降；不判断是否达标。"
    )
    baseline_year = models.PositiveSmallIntegerField(
        "基期年度", null=True, blank=True, validators=[FIRST_YEAR, LAST_YEAR], help_text="一般是2020年。"
    )
    baseline_value = number("基期值", validators=[MinValueValidator(0)])
    national_goal = models.CharField("国家目标", max_length=60, blank=True)
    national_latest = models.CharField("全国最新", max_length=60, blank=True)
    confirmed = models.BooleanField("已核实", default=True, help_text="名称、单位、目标都与本地规划原文一致。")
    unconfirmed_note = models.CharField("待核实的内容", max_length=200, blank=True)
    order = models.PositiveIntegerField("次序", default=0, editable=False)
    active = models.BooleanField("在用", default=True)
    updated_at = models.DateTimeField("最后修改时间", auto_now=True)
    updated_by = actor("最后修改人")

    not_personal: ClassVar = (
        "code", "name", "definition", "calculation", "unit", "source", "department", "partners", "national_goal",
        "national_latest", "unconfirmed_note",
    )  # fmt: skip
    objects = MonitoredIndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "监测指标"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="monitoring_indicator_code_once"),
            models.CheckConstraint(
                condition=Q(baseline_year__isnull=True, baseline_value__isnull=True)
                | Q(baseline_year__isnull=False, baseline_value__isnull=False),
                name="monitoring_baseline_whole",
            ),
        ]
        indexes = [models.Index(fields=["department"], name="monitoring_department")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("monitoring:indicator-detail", args=[self.pk])


class YearTarget(models.Model):
    """What an area's indicator is to reach by a year. Higher is better: `low`; lower is better: `high`; a range: both."""

    indicator = models.ForeignKey(
        MonitoredIndicator, on_delete=models.CASCADE, related_name="targets", verbose_name="监测指标"
    )
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="地区"
    )
    year = models.PositiveSmallIntegerField("年度", validators=[FIRST_YEAR, LAST_YEAR])
    low = number("不低于")
    high = number("不高于")
    basis = models.CharField("目标依据", max_length=60, blank=True)

    not_personal: ClassVar = ("basis",)

    class Meta:
        verbose_name = verbose_name_plural = "年度目标"
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "organization", "year"], name="monitoring_target_once"),
            models.CheckConstraint(
                condition=Q(low__isnull=False) | Q(high__isnull=False), name="monitoring_target_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="monitoring_target_right_way_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"
