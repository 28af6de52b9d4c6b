"""通知: what an organization tells those below it, what it asks of them, and what they answer."""

import datetime
import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from fulian.core.acts import acted, actor
from fulian.core.fields import EncryptedTextField
from fulian.core.paths import PathField
from fulian.core.personal import Personal
from fulian.inbox.circulars.choices import AUDIENCES, STATUS_TONES, Ask, FileKind, Follows, Status
from fulian.inbox.circulars.querysets import CircularQuerySet, ReceiverQuerySet
from fulian.organizations.records import OrganizationRecord

SIGNUP_FIELDS = ("姓名", "职务", "电话")  # of every 报名表; a circular may name a few more


class Circular(OrganizationRecord):
    """A 通知 of one organization. What was issued never changes: it is supplemented, corrected by another one, or withdrawn."""

    title = models.CharField("标题", max_length=100, help_text="如“关于报送家庭教育宣传周活动安排的通知”。")
    number_text = models.CharField(
        "文号", max_length=40, blank=True, help_text="有文号的才填，如“锦妇发〔2026〕12号”。"
    )
    text = models.TextField("正文", max_length=8000, blank=True)
    levels = models.JSONField("发给", default=list, blank=True)
    picked = models.ManyToManyField(
        "organizations.Organization", related_name="+", blank=True, verbose_name="另外挑选的组织"
    )
    ask = models.CharField("要求下级", max_length=10, choices=Ask, default=Ask.SIGN)
    question = models.CharField("回执问什么", max_length=200, blank=True, help_text="如“参加人数和带队人”。")
    options = models.JSONField("可选的答复", default=list, blank=True)
    columns = models.JSONField("另外要填的项目", default=list, blank=True)
    most_people = models.PositiveSmallIntegerField("每个单位最多报几人", null=True, blank=True)
    due_on = models.DateField("截止日期", null=True, blank=True)
    delete_on = models.DateField("报名信息删除日期", null=True, blank=True)
    purged_on = models.DateField("报名信息已于何日删除", null=True, editable=False)
    forwards = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="passed_on", verbose_name="转发哪份通知"
    )
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="针对哪份通知"
    )
    follows_as = models.CharField("与前一份的关系", max_length=10, choices=Follows, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    issued_at = models.DateTimeField("发出时间", null=True, editable=False)
    issued_by = actor("发出人")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, editable=False)
    withdrawn_by = actor("撤回人")
    withdraw_reason = models.CharField("撤回原因", max_length=500, blank=True, editable=False)

    personal: ClassVar = {"text": Personal.FREE_TEXT, "withdraw_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("title", "number_text", "levels", "question", "options", "columns")
    objects = CircularQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", issued_at__isnull=True) | Q(~Q(status="draft"), issued_at__isnull=False),
                name="circular_dated_when_issued",
            ),
            models.CheckConstraint(
                condition=~Q(ask__in=["receipt", "signup"]) | Q(due_on__isnull=False), name="circular_answer_has_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(ask="signup") | Q(delete_on__isnull=False), name="circular_signups_are_deleted"
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True, follows_as="") | Q(~Q(follows_as=""), follows__isnull=False),
                name="circular_says_how_it_follows",
            ),
            models.CheckConstraint(condition=acted("issued"), name="circular_issued_at_by"),
            models.CheckConstraint(condition=acted("withdrawn"), name="circular_withdrawn_at_by"),
        ]
        indexes = [
            models.Index(fields=["organization", "status"], name="circular_organization_status"),
            models.Index(fields=["created_at"], name="circular_created"),
            models.Index(fields=["delete_on"], name="circular_delete_on"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("circulars:circular-detail", args=[self.pk])

    @property
    def asked(self) -> Ask:
        return Ask(self.ask)

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def issued_on(self) -> datetime.date | None:
        return timezone.localdate(self.issued_at) if self.issued_at else None

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_issued(self) -> bool:
        return self.status == Status.ISSUED

    @property
    def tone(self) -> str:
        return STATUS_TONES[Status(self.status)]

    @property
    def wants_people(self) -> bool:
        return self.ask == Ask.SIGNUP

    @property
    def signup_columns(self) -> list[str]:
        return [*SIGNUP_FIELDS, *self.columns]

    @property
    def levels_text(self) -> str:
        return "、".join(label for level, label in AUDIENCES.items() if level in self.levels)

    def days_late(self, today: datetime.date) -> int:
        return max((today - self.due_on).days, 0) if self.due_on else 0


class CircularFile(models.Model):
    """One file that goes with a circular. Its type was read from its content; photos are kept as attachments."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="files", verbose_name="通知")
    name = models.CharField("文件名", max_length=120)
    kind = models.CharField("类型", max_length=10, choices=FileKind)
    stored_name = models.CharField("存放处", max_length=100, db_index=True)  # a corrected circular shares its files
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("校验值", max_length=64)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )

    personal: ClassVar = {"name": Personal.FREE_TEXT}
    not_personal: ClassVar = ("stored_name",)

    class Meta:
        verbose_name = verbose_name_plural = "通知附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("circulars:file-download", args=[self.pk])


class CircularRecipient(models.Model):
    """One organization to which a circular went, and its one answer: whoever of its people gives it."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="recipients", verbose_name="通知")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="收文组织"
    )
    path_at = PathField("当时路径", editable=False)
    opened_at = models.DateTimeField("打开时间", null=True, editable=False)
    opened_by = actor("打开人")
    answered_at = models.DateTimeField("答复时间", null=True, editable=False)
    answered_by = actor("答复人")
    is_late = models.BooleanField("逾期", default=False, editable=False)
    changed_at = models.DateTimeField("改答复的时间", null=True, editable=False)
    changed_by = actor("改答复的人")
    option = models.CharField("选了哪个", max_length=40, blank=True, editable=False)
    text = models.CharField("回执内容", max_length=500, blank=True, editable=False)
    people = models.PositiveSmallIntegerField("报名人数", null=True, editable=False)  # stays when the names are deleted

    personal: ClassVar = {"text": Personal.FREE_TEXT}
    not_personal: ClassVar = ("option",)
    objects = ReceiverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知答复"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["circular", "organization"], name="circular_recipient_once"),
            models.CheckConstraint(condition=acted("opened"), name="circular_recipient_opened_at_by"),
            models.CheckConstraint(condition=acted("answered"), name="circular_recipient_answered_at_by"),
            models.CheckConstraint(condition=acted("changed"), name="circular_recipient_changed_at_by"),
        ]
        indexes = [models.Index(fields=["organization", "answered_at"], name="circular_recipient_waiting")]

    def __str__(self) -> str:
        return self.organization.name

    def get_absolute_url(self) -> str:
        return reverse("circulars:circular-detail", args=[self.circular_id])

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def seen(self) -> str:
        """Which state of the answer somebody has before her."""
        at = self.changed_at or self.answered_at
        return at.isoformat() if at else ""

    @property
    def answer_text(self) -> str:
        """What was answered, in a line."""
        if self.people is not None:
            return f"{self.people}人" if self.people else "不报名"
        return "：".join(part for part in (self.option, self.text) if part)

    def days_late(self, today: datetime.date) -> int:
        """0 while there is time, and once it is answered or asked no more."""
        return 0 if self.is_answered or not self.circular.is_issued else self.circular.days_late(today)


class CircularSignup(models.Model):
    """One person on a 报名表. Encrypted, and deleted on the day that the circular names; the number of people stays."""

    recipient = models.ForeignKey(
        CircularRecipient, on_delete=models.CASCADE, related_name="signups", verbose_name="通知答复"
    )
    number = models.PositiveSmallIntegerField("序号")
    entry = EncryptedTextField("报名信息")

    personal: ClassVar = {"entry": Personal.IDENTIFYING}

    class Meta:
        verbose_name = verbose_name_plural = "报名人员"
        ordering = ["recipient", "number"]
        constraints = [models.UniqueConstraint(fields=["recipient", "number"], name="circular_signup_number_once")]

    def __str__(self) -> str:
        return f"第{self.number}人"

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.entry)
        return found


class CircularReminder(models.Model):
    """催办 of one recipient, for one day. The constraint is why nobody is reminded twice on it."""

    recipient = models.ForeignKey(
        CircularRecipient, on_delete=models.CASCADE, related_name="reminders", verbose_name="通知答复"
    )
    for_day = models.DateField("哪一天的催办")
    created_at = models.DateTimeField("催办时间", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="催办人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "通知催办"
        ordering = ["for_day", "pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "for_day"], name="circular_reminder_once_a_day")]

    def __str__(self) -> str:
        return f"{self.for_day:%m-%d}催办"
