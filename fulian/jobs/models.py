"""Background work as rows. The broker only says "look"; what is to be done, and how far it is, stands here."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from fulian.jobs.choices import OPEN_STATES, JobState
from fulian.jobs.querysets import JobQuerySet


class JobRun(models.Model):
    """One piece of work about one subject. `token` names the attempt that holds it: any other is too late."""

    kind = models.CharField("任务", max_length=40)
    subject_type = models.CharField("对象类型", max_length=80)
    subject_id = models.BigIntegerField("对象编号")
    arguments = models.JSONField("参数", default=dict, blank=True)
    state = models.CharField("状态", max_length=10, choices=JobState, default=JobState.QUEUED)
    percent = models.PositiveSmallIntegerField("进度", default=0)
    step = models.CharField("步骤", max_length=40, blank=True)
    message = models.CharField("说明", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    token = models.CharField("执行编号", max_length=32, blank=True)
    heartbeat_at = models.DateTimeField("最近心跳", null=True)
    published_at = models.DateTimeField("入队时间", default=timezone.now)
    requested_at = models.DateTimeField("提出时间", default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="提出人"
    )
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects = JobQuerySet.as_manager()

    not_personal: ClassVar[tuple[str, ...]] = ("kind", "subject_type", "arguments", "step", "message", "token")

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=Q(state__in=OPEN_STATES),
                name="job_open_once_per_subject",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="job_percent_at_most_100"),
        ]
        indexes = [
            models.Index(fields=["state", "heartbeat_at"], name="job_state_heartbeat"),
            models.Index(fields=["subject_type", "subject_id"], name="job_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type}:{self.subject_id}"

    def get_absolute_url(self) -> str:
        return reverse("jobs:job-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def belongs_to(self, user: Any) -> bool:
        return self.requested_by_id == user.pk
