"""The 编号 of records that came from elsewhere, and imports with what they did."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from fulian.core.fields import EncryptedTextField
from fulian.core.paths import PathField
from fulian.core.personal import Personal
from fulian.ledgers.choices import ImportState
from fulian.ledgers.querysets import LedgerImportQuerySet


class PortalSign(models.Model):
    """Four signs that tell this portal's 编号 from every other portal's. One row, made when first needed, never changed."""

    sign = models.CharField("平台标记", max_length=8, unique=True)

    not_personal: ClassVar = ("sign",)

    class Meta:
        verbose_name = verbose_name_plural = "平台标记"

    def __str__(self) -> str:
        return self.sign


class LedgerImport(models.Model):
    """One file that somebody handed in. The file itself is kept encrypted and is deleted when it is no longer needed."""

    path_at = PathField("当时路径", blank=True)
    state = models.CharField("状态", max_length=10, choices=ImportState, default=ImportState.CHECKING)
    suffix = models.CharField("格式", max_length=5)  # the name that the file had is not kept: it may say who is in it
    file_name = models.CharField("文件", max_length=100, blank=True)
    marked_name = models.CharField("批注文件", max_length=100, blank=True)
    wanted = models.CharField("指定台账", max_length=60, blank=True)  # code of the ledger; empty: the sheets say it
    counts = models.JSONField("结果", default=dict)  # {ledger code: {"new": 3, "wrong": 1, …}}
    problems = models.JSONField("问题", default=list)  # the first ones: [sheet, line, column, sentence]
    message = models.CharField("说明", max_length=300, blank=True)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    finished_at = models.DateTimeField("导入时间", null=True)

    objects = LedgerImportQuerySet.as_manager()

    personal: ClassVar = {"problems": Personal.FREE_TEXT}
    not_personal: ClassVar = ("suffix", "file_name", "marked_name", "wanted", "counts", "message")

    class Meta:
        verbose_name = verbose_name_plural = "台账导入"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["created_by", "-id"], name="ledger_import_author")]

    def __str__(self) -> str:
        return f"台账导入 {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("ledgers:import-detail", args=[self.pk])

    def total(self, outcome: str) -> int:
        return sum(counts.get(outcome, 0) for counts in self.counts.values())


class LedgerKey(models.Model):
    """Under which 编号 a record is known that an import brought. A record made here needs none: its 编号 follows from the
    portal's sign and its primary key. `fingerprint`: of a row that had no 编号, so that the same row handed in again is known."""

    kind = models.CharField("对象类型", max_length=80)  # label of the model
    object_id = models.BigIntegerField("对象编号")
    number = models.CharField("编号", max_length=60, blank=True)
    fingerprint = models.CharField("指纹", max_length=64, blank=True)
    origin = models.ForeignKey(
        LedgerImport, on_delete=models.SET_NULL, null=True, related_name="keys", verbose_name="哪次导入"
    )
    version = models.DateTimeField(
        "写入时间", null=True
    )  # the record's own `updated_at` when the import had written it

    not_personal: ClassVar = ("kind", "number", "fingerprint")

    class Meta:
        verbose_name = verbose_name_plural = "台账编号"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="ledger_key_object_once"),
            models.UniqueConstraint(fields=["kind", "number"], condition=~Q(number=""), name="ledger_key_number_once"),
            models.UniqueConstraint(
                fields=["kind", "fingerprint"], condition=~Q(fingerprint=""), name="ledger_key_fingerprint_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.kind}:{self.object_id}"


class LedgerChange(models.Model):
    """What a record was before an import changed it, whole, so that the import can be taken back."""

    origin = models.ForeignKey(LedgerImport, on_delete=models.CASCADE, related_name="changes", verbose_name="哪次导入")
    kind = models.CharField("对象类型", max_length=80)
    object_id = models.BigIntegerField("对象编号")
    before = EncryptedTextField("改前内容")
    version = models.DateTimeField("写入时间", null=True)

    personal: ClassVar = {"before": Personal.SENSITIVE}
    not_personal: ClassVar = ("kind",)

    class Meta:
        verbose_name = verbose_name_plural = "台账导入的修改"
        constraints = [
            models.UniqueConstraint(fields=["origin", "kind", "object_id"], name="ledger_change_once_an_import")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"
