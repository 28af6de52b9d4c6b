"""Who did what, and who looked at what. Append-only, without foreign keys: a log never blocks a delete and never changes."""

from django.db import models
from django.utils import timezone

from fulian.audit.labels import event_label, subject_label
from fulian.audit.querysets import AccessEventQuerySet, AppendOnlyQuerySet, AuditEventQuerySet
from fulian.core.paths import PathField
from fulian.core.personal import Personal

__all__ = ["AccessEvent", "AppendOnlyQuerySet", "AuditEvent"]  # other apps keep append-only logs too


class AuditEvent(models.Model):
    """One act. `event` is "app.verb"; `detail` names fields and states, never personal values."""

    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    actor_id = models.BigIntegerField("操作人", null=True)  # null: the portal itself
    actor_label = models.CharField("操作人账号", max_length=150, blank=True)
    event = models.CharField("事项", max_length=80)
    subject_type = models.CharField("对象类型", max_length=80)
    subject_id = models.BigIntegerField("对象编号", null=True)
    organization_path = PathField("组织路径", blank=True)
    detail = models.JSONField("说明", default=dict, blank=True)

    personal = {"actor_label": Personal.OFFICIAL}
    not_personal = ["event", "subject_type", "organization_path", "detail"]

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="audit_event_subject"),
            models.Index(fields=["actor_id", "at"], name="audit_event_actor"),
            models.Index(fields=["organization_path", "at"], name="audit_event_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_type}:{self.subject_id}"

    @property
    def event_label(self) -> str:
        return event_label(self.event)

    @property
    def subject_label(self) -> str:
        return subject_label(self.subject_type, self.subject_id)


class AccessEvent(models.Model):
    """One look at something confidential, or one export."""

    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    actor_id = models.BigIntegerField("查看人")
    actor_label = models.CharField("查看人账号", max_length=150)
    subject_type = models.CharField("对象类型", max_length=80)
    subject_id = models.BigIntegerField("对象编号", null=True)
    what = models.CharField("看了什么", max_length=80)
    reason = models.CharField("理由", max_length=200, blank=True)

    personal = {"actor_label": Personal.OFFICIAL, "reason": Personal.FREE_TEXT}
    not_personal = ["subject_type", "what"]

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "查看记录"
        indexes = [models.Index(fields=["subject_type", "subject_id", "at"], name="audit_access_subject")]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_type}:{self.subject_id}"

    @property
    def subject_label(self) -> str:
        return subject_label(self.subject_type, self.subject_id)
