"""The year: sentences as data, what was frozen for one summary, its prose, its versions and its files."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from fulian.core.acts import acted
from fulian.core.paths import PathField
from fulian.core.periods import Period
from fulian.core.personal import Personal
from fulian.core.quantities import Qualifier, Quantity
from fulian.core.querysets import ScopedQuerySet
from reports.summary_choices import (
    EDITABLE_STATUSES,
    OPEN_STATUSES,
    SUMMARY_TONES,
    Edition,
    SummaryStatus,
    VersionKind,
)


def _person(label: str, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=label, **options
    )


class SummaryChapter(models.Model):
    """A chapter of the outline. Numbers are given when it is printed: a chapter without sentences leaves no gap."""

    code = models.CharField("代码", max_length=40, unique=True)
    title = models.CharField("标题", max_length=60, blank=True, help_text="引言没有标题。")
    order = models.PositiveIntegerField("次序", default=100)
    active = models.BooleanField("启用", default=True)

    not_personal: ClassVar = ("code", "title")

    class Meta:
        verbose_name = verbose_name_plural = "总结章节"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title or self.code


class SummarySentence(models.Model):
    """A sentence with slots; reports/services/templates.py says how they are written."""

    chapter = models.ForeignKey(SummaryChapter, on_delete=models.CASCADE, related_name="sentences", verbose_name="章节")
    code = models.CharField("代码", max_length=40, unique=True)
    template = models.TextField("句式", help_text="{指标代码}、{list:名单代码|max=3}；[…]里缺数就整段略去。")
    new_paragraph = models.BooleanField("另起一段", default=False)
    least = models.PositiveSmallIntegerField(
        "至少保留几处", default=1, help_text="可省略的部分留下的少于这个数，整句不要。"
    )
    order = models.PositiveIntegerField("次序", default=100)
    active = models.BooleanField("启用", default=True)

    not_personal: ClassVar = ("code", "template")

    class Meta:
        verbose_name = verbose_name_plural = "总结句式"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.code


class AnnualSummary(models.Model):
    """The 工作总结 of one organization and year. Signed, it never changes; what was wrong is corrected by number."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="单位"
    )
    path_at = PathField("当时路径", editable=False)
    year = models.PositiveSmallIntegerField("年度")
    until = models.DateField("数据截止日")
    guiding_thought = models.TextField(
        "指导思想",
        blank=True,
        max_length=600,
        help_text="本年度上级文件的表述，原样填写；如“以……为指导”。留空就用上级已填的，都没有则不写。",
    )
    status = models.CharField("状态", max_length=10, choices=SummaryStatus, default=SummaryStatus.DRAFT)
    version = models.PositiveIntegerField("版次", default=0)  # the newest one, rendered or being rendered
    created_at = models.DateTimeField("提出时间", default=timezone.now)
    created_by = _person("提出人")
    return_reason = models.TextField("退回原因", blank=True)
    submitted_at = models.DateTimeField("送审时间", null=True)
    submitted_by = _person("送审人", null=True)
    signed_at = models.DateTimeField("签发时间", null=True)
    signed_by = _person("签发人", null=True)

    objects = ScopedQuerySet.as_manager()

    personal: ClassVar = {"guiding_thought": Personal.OFFICIAL, "return_reason": Personal.FREE_TEXT}

    class Meta:
        verbose_name = verbose_name_plural = "工作总结"
        ordering = ["-year", "organization__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "year"], condition=Q(status__in=OPEN_STATUSES), name="summary_one_open_a_year"
            ),
            models.CheckConstraint(
                condition=acted("signed"),
                name="summary_signed_at_by",
            ),
            models.CheckConstraint(
                condition=Q(status=SummaryStatus.SIGNED, signed_at__isnull=False)
                | (~Q(status=SummaryStatus.SIGNED) & Q(signed_at__isnull=True)),
                name="summary_signed_says_when",
            ),
            models.CheckConstraint(
                condition=acted("submitted"),
                name="summary_submitted_at_by",
            ),
        ]
        indexes = [models.Index(fields=["year", "path_at"], name="summary_year_path")]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.year}年工作总结"

    def get_absolute_url(self) -> str:
        return reverse("reports:summary-detail", args=[self.pk])

    @property
    def period(self) -> Period:
        return Period.year(self.year, self.until)

    @property
    def editable(self) -> bool:
        return self.status in EDITABLE_STATUSES

    @property
    def signed(self) -> bool:
        return self.status == SummaryStatus.SIGNED

    @property
    def tone(self) -> str:
        return SUMMARY_TONES[SummaryStatus(self.status)]


class SummaryFreeze(models.Model):
    """What the portal knew when the figures were taken: texts, lists, how many had reported. Its figures hang below it."""

    summary = models.ForeignKey(AnnualSummary, on_delete=models.CASCADE, related_name="freezes", verbose_name="总结")
    number = models.PositiveIntegerField("次数")
    job_id = models.BigIntegerField(
        "任务编号"
    )  # whose attempt it is: another attempt of the same job goes on from here
    taken_at = models.DateTimeField("取数时间", default=timezone.now)
    until = models.DateField("数据截止日")
    texts = models.JSONField("文字", default=dict)
    lists = models.JSONField("名单", default=dict)
    plan = models.JSONField("计划完成情况", default=list)  # [[目标, 要求, 完成, 进度], …]
    open_months = models.JSONField("未锁定的月份", default=list)
    filed = models.PositiveIntegerField("已报", default=0)
    due = models.PositiveIntegerField("应报", default=0)

    personal: ClassVar = {"texts": Personal.OFFICIAL, "lists": Personal.OFFICIAL}
    not_personal: ClassVar = ("open_months", "plan")

    class Meta:
        verbose_name = verbose_name_plural = "总结取数"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["summary", "number"], name="summary_freeze_number")]

    def __str__(self) -> str:
        return f"{self.summary_id} {self.number}"


class SummaryFigure(models.Model):
    """A copy of one figure as it stood: not a reference, so that nothing that happens later can move it."""

    freeze = models.ForeignKey(SummaryFreeze, on_delete=models.CASCADE, related_name="figures", verbose_name="取数")
    code = models.CharField("代码", max_length=60)
    name = models.CharField("名称", max_length=60)
    unit = models.CharField("单位", max_length=10)
    area = models.CharField("工作领域", max_length=20)
    definition = models.TextField("口径")
    indicator_version = models.PositiveIntegerField("口径版本", default=1)
    order = models.PositiveIntegerField("次序", default=0)
    value = models.DecimalField("数值", max_digits=16, decimal_places=2, null=True)
    qualifier = models.CharField("约数", max_length=10, choices=Qualifier, blank=True, default=Qualifier.EXACT)
    recorded = models.DecimalField("记录汇总", max_digits=16, decimal_places=2, null=True)
    added = models.DecimalField("手工补充", max_digits=16, decimal_places=2, null=True)
    fraction = models.CharField("分子/分母", max_length=60, blank=True)
    provisional = models.BooleanField("未闭账", default=False)
    unchecked = models.BooleanField("未经月报核对", default=False)
    withheld = models.BooleanField("不公布", default=False)
    months = models.JSONField("分月", default=dict)  # {"2025-03": "12"}
    children = models.JSONField("分单位", default=list)  # [["…镇", "12"]]: in the order of the tree, never by size

    not_personal: ClassVar = ("code", "name", "unit", "area", "definition", "fraction", "months", "children")

    class Meta:
        verbose_name = verbose_name_plural = "总结数据"
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["freeze", "code"], name="summary_figure_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.text}"

    @property
    def quantity(self) -> Quantity | None:
        return None if self.value is None else Quantity(self.value, Qualifier(self.qualifier))

    @property
    def text(self) -> str:
        quantity = self.quantity
        return "" if quantity is None else quantity.text(self.unit)


class SummaryParagraph(models.Model):
    """A block of prose: what the portal composed, and what somebody made of it. The first is kept beside the second."""

    summary = models.ForeignKey(AnnualSummary, on_delete=models.CASCADE, related_name="paragraphs", verbose_name="总结")
    key = models.CharField("位置", max_length=60)
    chapter_title = models.CharField("章节", max_length=60, blank=True)
    order = models.PositiveIntegerField("次序", default=0)
    generated = models.JSONField("生成的文字", default=list)  # [["text", "indicator code or empty"], …]
    edited = models.TextField("修改后的文字", blank=True, max_length=5000)
    removed = models.BooleanField("不要这一段", default=False)

    personal: ClassVar = {"generated": Personal.OFFICIAL, "edited": Personal.FREE_TEXT}
    not_personal: ClassVar = ("key", "chapter_title")

    class Meta:
        verbose_name = verbose_name_plural = "总结段落"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["summary", "key"], name="summary_paragraph_once")]

    def __str__(self) -> str:
        return self.key

    @property
    def generated_text(self) -> str:
        return "".join(text for text, _ in self.generated)

    @property
    def text(self) -> str:
        return "" if self.removed else self.edited or self.generated_text

    @property
    def changed(self) -> bool:
        return self.removed or bool(self.edited)


class SummaryVersion(models.Model):
    """One issue of the text, whole: the documents of both editions as they were rendered, so that it prints the same
    years later."""

    summary = models.ForeignKey(AnnualSummary, on_delete=models.CASCADE, related_name="versions", verbose_name="总结")
    freeze = models.ForeignKey(SummaryFreeze, on_delete=models.PROTECT, related_name="+", verbose_name="取数")
    number = models.PositiveIntegerField("版次")
    kind = models.CharField("来由", max_length=10, choices=VersionKind)
    documents = models.JSONField("文稿", default=dict)  # {edition: document}
    made_at = models.DateTimeField("时间", default=timezone.now)
    made_by = _person("经办人")
    rendered_at = models.DateTimeField("排版时间", null=True)

    personal: ClassVar = {"documents": Personal.OFFICIAL}

    class Meta:
        verbose_name = verbose_name_plural = "总结版次"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["summary", "number"], name="summary_version_number")]

    def __str__(self) -> str:
        return f"第{self.number}稿"

    @property
    def label(self) -> str:
        return f"第{self.number}稿（{self.get_kind_display()}）"


class SummaryFile(models.Model):
    """One file of a version: exactly one for each edition and suffix."""

    version = models.ForeignKey(SummaryVersion, on_delete=models.PROTECT, related_name="files", verbose_name="版次")
    edition = models.CharField("文本", max_length=10, choices=Edition)
    suffix = models.CharField("格式", max_length=5)
    name = models.CharField("文件", max_length=100, unique=True)
    sha256 = models.CharField("校验值", max_length=64)
    size = models.PositiveIntegerField("大小")
    pages = models.PositiveIntegerField("页数", default=0)
    missing_glyphs = models.CharField("打印不出的字", max_length=200, blank=True)

    not_personal: ClassVar = ("suffix", "name", "sha256", "missing_glyphs")

    class Meta:
        verbose_name = verbose_name_plural = "总结文件"
        ordering = ["edition", "-suffix"]
        constraints = [models.UniqueConstraint(fields=["version", "edition", "suffix"], name="summary_file_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def download_url(self) -> str:
        return reverse("reports:summary-download", args=[self.pk])

    @property
    def format_label(self) -> str:
        return {".pdf": "PDF", ".docx": "Word"}[self.suffix]


class SummaryCorrection(models.Model):
    """更正 of a signed summary: what a paragraph said, what it says now, and why. The signed files stay."""

    summary = models.ForeignKey(
        AnnualSummary, on_delete=models.PROTECT, related_name="corrections", verbose_name="总结"
    )
    number = models.PositiveIntegerField("编号")
    paragraph = models.ForeignKey(SummaryParagraph, on_delete=models.PROTECT, related_name="+", verbose_name="段落")
    old_text = models.TextField("原文")
    new_text = models.TextField("更正后", max_length=5000)
    reason = models.TextField("更正原因", max_length=500)
    version = models.PositiveIntegerField("版次")
    made_at = models.DateTimeField("更正时间", default=timezone.now)
    made_by = _person("更正人")

    personal: ClassVar = {
        "old_text": Personal.FREE_TEXT,
        "new_text": Personal.FREE_TEXT,
        "reason": Personal.FREE_TEXT,
    }

    class Meta:
        verbose_name = verbose_name_plural = "总结更正"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["summary", "number"], name="summary_correction_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="summary_correction_has_reason"),
        ]

    def __str__(self) -> str:
        return f"更正〔{self.summary.year}〕{self.number}号"
