"""Photos of any record. The record is named, not joined: its own app is asked who may see them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from fulian.attachments.querysets import AttachmentQuerySet, UploadQuerySet
from fulian.core.paths import PathField


def new_stem() -> str:
    return uuid.uuid4().hex


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


class Upload(models.Model):
    """A photo on its way, in parts, from a phone whose line may break. Finished, it stays as the memory of its key for a while."""

    key = models.UUIDField("上传编号")  # made by the device
    owner_type = models.CharField("所属类型", max_length=80)
    owner_id = models.BigIntegerField("所属编号")
    stem = models.CharField("文件", max_length=32, unique=True, default=new_stem)
    size = models.PositiveIntegerField("大小")
    offset = models.PositiveIntegerField("已传", default=0)
    parts = models.JSONField("分段", default=list)  # names in the storage, in order
    result = models.BigIntegerField("照片编号", null=True)  # the attachment that it became, also when that is gone
    created_at = models.DateTimeField("开始时间", default=timezone.now)
    saved_at = models.DateTimeField("最近一段", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )

    objects = UploadQuerySet.as_manager()

    not_personal: ClassVar = ("owner_type", "stem", "parts")

    class Meta:
        verbose_name = verbose_name_plural = "上传中的照片"
        constraints = [
            models.UniqueConstraint(fields=["created_by", "key"], name="upload_once"),
            models.CheckConstraint(condition=models.Q(offset__lte=models.F("size")), name="upload_not_beyond_its_size"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="upload_saved")]

    def __str__(self) -> str:
        return f"上传 {self.pk}"
