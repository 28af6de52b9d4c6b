"""Printed plans: a PDF and a Word file of the same blocks, and by what they can be told from an older print."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from fulian.core.acts import actor
from plans.models.plans import Plan

FORMATS = {".pdf": "PDF", ".docx": "Word"}


class PlanFile(models.Model):
    """One file of one print. `fingerprint` is of the document that was printed: another one now means that the file is old."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="files", verbose_name="计划")
    job = models.PositiveBigIntegerField("任务编号")
    suffix = models.CharField("格式", max_length=5)
    name = models.CharField("文件", max_length=100, unique=True)
    sha256 = models.CharField("校验值", max_length=64)
    size = models.PositiveIntegerField("大小")
    pages = models.PositiveIntegerField("页数", default=0)
    missing_glyphs = models.CharField("打印不出的字", max_length=200, blank=True)
    fingerprint = models.CharField("内容标记", max_length=64)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    made_by = actor("生成人", null=False)

    not_personal: ClassVar = ("suffix", "name", "sha256", "missing_glyphs", "fingerprint")

    class Meta:
        verbose_name = verbose_name_plural = "计划文件"
        ordering = ["-job", "-suffix"]
        constraints = [models.UniqueConstraint(fields=["job", "suffix"], name="plan_file_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:plan-download", args=[self.pk])

    @property
    def format_label(self) -> str:
        return FORMATS[self.suffix]
