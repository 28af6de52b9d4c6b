"""两癌筛查 of a statistical year: how many women are to be screened, and who has which part of it."""

import datetime
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from activities.screening.choices import ProgrammeStatus
from activities.screening.querysets import AllotmentQuerySet, ScreeningQuerySet
from fulian.core.acts import actor
from fulian.core.paths import PathField
from fulian.core.periods import Month, Period
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord


class Programme(OrganizationRecord):
    """One statistical year of a district. Its figures come from its sessions; nothing is counted here."""

    name = models.CharField("名称", max_length=60)
    starts_on = models.DateField("统计年度开始")
    ends_on = models.DateField("统计年度结束")
    age_from = models.PositiveSmallIntegerField("年龄从（周岁）", default=35)
    age_to = models.PositiveSmallIntegerField("年龄到（周岁）", default=64, help_text="按检查那天的周岁算。")
    base = models.PositiveIntegerField(
        "应检人数",
        validators=[MinValueValidator(1)],
        help_text="本统计年度全区符合年龄的适龄妇女人数，由卫健部门提供。",
    )
    base_source = models.CharField(
        "应检人数从哪里来", max_length=100, blank=True, help_text="如：区卫健局2026年3月底册。"
    )
    target_share = models.DecimalField(
        "任务比例（%）",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
        help_text="占应检人数的百分比；填了它可以不填任务数。",
    )
    target = models.PositiveIntegerField("任务数", null=True, blank=True, help_text="本统计年度要筛查多少人。")
    note = models.CharField("说明", max_length=300, blank=True, help_text="如：文件依据、承担检查的医院。不写姓名。")
    cervical_years = models.PositiveSmallIntegerField(
        "宫颈癌筛查间隔（年）", default=3, validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text="细胞学检查一般3年，高危型HPV检测一般5年。",
    )  # fmt: skip
    breast_years = models.PositiveSmallIntegerField(
        "乳腺癌筛查间隔（年）", default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )

    keeps_persons = models.BooleanField("登记个人信息", default=False, editable=False)
    legal_basis = models.CharField(
        "依据", max_length=300, blank=True, help_text="哪份文件或协议要求妇联登记个人信息，或者怎样取得本人单独同意。"
    )
    agreed_by = models.CharField("谁同意的", max_length=60, blank=True, help_text="卫健部门和本单位的负责人，写职务。")
    agreed_on = models.DateField("同意日期", null=True, blank=True)
    retention_months = models.PositiveSmallIntegerField(
        "统计年度结束后保留（月）",
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="到期自动删除名单，各场筛查的数字留着。",
    )

    status = models.CharField(
        "状态", max_length=10, choices=ProgrammeStatus, default=ProgrammeStatus.OPEN, editable=False
    )
    closed_at = models.DateTimeField("结束时间", null=True, blank=True, editable=False)
    closed_by = actor("结束人")

    personal: ClassVar = {"agreed_by": Personal.OFFICIAL}
    not_personal: ClassVar = ("name", "base_source", "note", "legal_basis")

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "两癌筛查年度"
        constraints = [
            models.UniqueConstraint(fields=["organization", "starts_on"], name="screening_programme_once_a_year"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="screening_programme_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(age_to__gte=F("age_from")), name="screening_programme_ages"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__lte=F("base")), name="screening_programme_target_within"
            ),
            models.CheckConstraint(
                condition=Q(status=ProgrammeStatus.OPEN, closed_at__isnull=True, closed_by__isnull=True)
                | Q(status=ProgrammeStatus.CLOSED, closed_at__isnull=False, closed_by__isnull=False),
                name="screening_programme_closing_whole",
            ),
            models.CheckConstraint(
                condition=Q(keeps_persons=False) | (~Q(legal_basis="") & ~Q(agreed_by="") & Q(agreed_on__isnull=False)),
                name="screening_programme_persons_with_basis",
            ),
        ]
        indexes = [models.Index(fields=["starts_on", "id"], name="screening_programme_starts")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("screening:programme-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == ProgrammeStatus.OPEN

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def period_text(self) -> str:
        return f"{self.starts_on:%Y-%m-%d}至{self.ends_on:%Y-%m-%d}"

    @property
    def ages_text(self) -> str:
        return f"{self.age_from}—{self.age_to}周岁"

    @property
    def delete_persons_on(self) -> datetime.date:
        """The day from which the register of persons is deleted."""
        return Month.of(self.ends_on).plus(self.retention_months).last


def of_share(base: int, share: Decimal | int) -> int:
    """What a share of the base comes to; a part of a woman is a woman."""
    return int((base * Decimal(share) / 100).to_integral_value(ROUND_CEILING))


class Allotment(models.Model):
    """What of a programme falls to one organization: the district itself, a township, a village.

    `own_base` is its 应检人数 without that of the organizations below it which have a part of their own: added up over any
    part of the tree, it is the 应检人数 of that part, each woman once. It, and the programme's days, are kept by settle().
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="allotments", verbose_name="两癌筛查年度"
    )
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    path_at = PathField("当时路径", editable=False)
    base = models.PositiveIntegerField("应检人数", null=True, blank=True)
    target = models.PositiveIntegerField("任务数", null=True, blank=True)
    own_base = models.IntegerField("本级应检人数", null=True, editable=False)
    since = models.DateField("统计年度开始", editable=False)
    until = models.DateField("统计年度结束", editable=False)

    objects = AllotmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "筛查任务"
        constraints = [
            models.UniqueConstraint(fields=["programme", "organization"], name="screening_allotment_once"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(base__isnull=True) | Q(target__lte=F("base")),
                name="screening_allotment_target_within",
            ),
        ]
        indexes = [models.Index(fields=["path_at", "since"], name="screening_allotment_path")]

    def __str__(self) -> str:
        return f"{self.organization}筛查任务"
