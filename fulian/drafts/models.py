"""What somebody is typing, kept on the server; and the keys that make a double click harmless."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from fulian.core.personal import Personal


class Draft(models.Model):
    """The fields of one form as they were typed, {name: [values]}. `object_id` is 0 for something new.

    There is one for each form, so two devices (or two windows) write on the same one. `copy` names this state of it: a page that
    had another state before it, and did not write this one itself, is told of the difference.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="填写人"
    )
    form_key = models.CharField("表单", max_length=60)
    object_id = models.BigIntegerField("对象编号", default=0)
    data = models.JSONField("内容", default=dict)
    saved_at = models.DateTimeField("保存时间", default=timezone.now)
    copy = models.UUIDField("哪一份", default=uuid.uuid4)
    page = models.UUIDField("写它的页面", null=True)
    key = models.UUIDField("提交编号", null=True)  # whoever goes on with the draft hands it in under the same key: once

    personal: ClassVar = {"data": Personal.FREE_TEXT}
    not_personal: ClassVar = ("form_key",)

    class Meta:
        verbose_name = verbose_name_plural = "草稿"
        constraints = [
            models.UniqueConstraint(fields=["user", "form_key", "object_id"], name="draft_once_per_form"),
        ]

    def __str__(self) -> str:
        return f"{self.form_key}:{self.object_id}"

    @property
    def is_of_today(self) -> bool:
        return timezone.localdate(self.saved_at) == timezone.localdate()


class SubmissionKey(models.Model):
    """A form that was submitted: its hidden key, and where its result is. The same key again leads there."""

    key = models.UUIDField("提交编号")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="提交人"
    )
    url = models.CharField("结果地址", max_length=300, blank=True)
    created_at = models.DateTimeField("提交时间", default=timezone.now)
    content = models.CharField(
        "内容指纹", max_length=64, blank=True
    )  # a keyed hash, so that nothing can be read out of it
    page = models.UUIDField("提交的页面", null=True)

    not_personal: ClassVar = ("url", "content")

    class Meta:
        verbose_name = verbose_name_plural = "提交编号"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="submission_key_once")]

    def __str__(self) -> str:
        return str(self.key)
