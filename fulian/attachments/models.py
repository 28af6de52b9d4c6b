"""Photos of any record. The record is named, not joined: its own app is asked who may see them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from fulian.attachments.querysets import AttachmentQuerySet
from fulian.core.paths import PathField


class Attachment(models.Model):
    """One photo. The name that it had on the phone is not kept: it may say who is on it."""

    owner_type = models.CharField("所属类型", max_length=80)
    owner_id = models.BigIntegerField("所属编号")
    path_at = PathField("当时路径", editable=False)
    file_name = models.CharField("文件", max_length=100, unique=True)
    thumbnail_name = models.CharField("缩略图", max_length=100)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("校验值", max_length=64)
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")
    encrypted = models.BooleanField("加密存放", default=False)
    created_at = models.DateTimeField("上传时间", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )

    objects = AttachmentQuerySet.as_manager()

    not_personal: ClassVar = ("owner_type", "file_name", "thumbnail_name", "sha256")

    class Meta:
        verbose_name = verbose_name_plural = "照片"
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="attachment_owner")]

    def __str__(self) -> str:
        return f"照片 {self.pk}"

    @property
    def url(self) -> str:
        return reverse("attachments:attachment-photo", args=[self.pk])

    @property
    def thumbnail_url(self) -> str:
        return reverse("attachments:attachment-thumbnail", args=[self.pk])

    @property
    def remove_url(self) -> str:
        return reverse("attachments:attachment-remove", args=[self.pk])
