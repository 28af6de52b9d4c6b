"""监测报告: a numbered document of a year, frozen with what it printed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from plans.monitoring.models.programmes import FIRST_YEAR, LAST_YEAR
from plans.monitoring.querysets import ReportQuerySet


class MonitoringReport(models.Model):
    """监测报告 of an organization and a year. Each making has its own number; what was printed stays."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    year = models.PositiveSmallIntegerField("年度", validators=[FIRST_YEAR, LAST_YEAR])
    number = models.PositiveSmallIntegerField("第几版")
    document = models.JSONField("文件内容", default=dict, editable=False)
    requested_at = models.DateTimeField("提出时间", auto_now_add=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="提出人"
    )
    rendered_at = models.DateTimeField("排好的时间", null=True)

    not_personal: ClassVar = ("document",)
    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "监测报告"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "number"], name="monitoring_report_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}年监测报告（第{self.number}版）"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:report-detail", args=[self.pk])


class MonitoringReportFile(models.Model):
    """监测报告的文件: PDF or Word, with what proves that it is the one that was made."""

    report = models.ForeignKey(
        MonitoringReport, on_delete=models.CASCADE, related_name="files", verbose_name="监测报告"
    )
    suffix = models.CharField("格式", max_length=5, choices=[(".pdf", "PDF"), (".docx", "Word")])
    name = models.CharField("存放名", max_length=100)
    sha256 = models.CharField("校验值", max_length=64)
    size = models.PositiveIntegerField("字节数")
    pages = models.PositiveSmallIntegerField("页数", default=0)
    missing_glyphs = models.CharField("打不出的字", max_length=200, blank=True)

    not_personal: ClassVar = ("name", "missing_glyphs")

    class Meta:
        verbose_name = verbose_name_plural = "监测报告文件"
        ordering = ["report", "-suffix"]
        constraints = [models.UniqueConstraint(fields=["report", "suffix"], name="monitoring_report_file_once")]

    def __str__(self) -> str:
        return f"{self.report}{self.suffix}"
