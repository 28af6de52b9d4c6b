"""督办: a notice in three degrees, to whom it goes, what they answer, and how they were reminded."""

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from fulian.core.acts import acted, actor
from fulian.core.paths import PathField
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from plans.models import Target
from plans.supervision.choices import (
    ANSWER_TONES,
    OPEN,
    STATUS_TONES,
    Answer,
    Degree,
    ReminderKind,
    Status,
    Verdict,
)
from plans.supervision.querysets import NoticeQuerySet, RecipientQuerySet, ReplyQuerySet


class Notice(OrganizationRecord):
    """工作提示, 提醒函 or 通报 of one organization. What was issued never changes; it is closed, or withdrawn with a reason."""

    degree = models.CharField("文种", max_length=10, choices=Degree, default=Degree.HINT)
    code_word = models.CharField(
        "机关代字",
        max_length=10,
        blank=True,
        help_text="如“锦妇函”，印在文号前面；没有就留空，文号印作“提醒函〔2026〕3号”。",
    )
    year = models.PositiveSmallIntegerField("发文年度", null=True, editable=False)
    number = models.PositiveIntegerField("发文顺序号", null=True, editable=False)
    title = models.CharField("标题", max_length=80, help_text="如“关于加快妇女微家建设”；文种会自动加在后面。")
    text = models.TextField("正文", max_length=4000)
    target = models.ForeignKey(
        Target,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="针对的目标",
    )
    escalates = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="raised_to", verbose_name="由哪份升级"
    )
    needs_reply = models.BooleanField("要求书面答复", default=True)
    due_on = models.DateField("答复期限", null=True, blank=True)
    figures = models.JSONField("发出时的进度", default=dict, blank=True, editable=False)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    issued_at = models.DateTimeField("发出时间", null=True, editable=False)
    issued_by = actor("发出人")
    closed_at = models.DateTimeField("办结时间", null=True, editable=False)
    closed_by = actor("办结人")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, editable=False)
    withdrawn_by = actor("撤回人")
    withdraw_reason = models.CharField("撤回原因", max_length=500, blank=True, editable=False)

    personal: ClassVar = {"text": Personal.FREE_TEXT, "withdraw_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("code_word", "title", "figures")
    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督办文件"
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "degree", "number"], name="notice_number_once"),
            models.CheckConstraint(
                condition=Q(status="draft", number__isnull=True, year__isnull=True, issued_at__isnull=True)
                | Q(~Q(status="draft"), number__isnull=False, year__isnull=False, issued_at__isnull=False),
                name="notice_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=Q(needs_reply=True, due_on__isnull=False) | Q(needs_reply=False, due_on__isnull=True),
                name="notice_due_when_answered",
            ),
            models.CheckConstraint(condition=Q(needs_reply=True) | Q(degree="circular"), name="notice_reply_waived"),
            models.CheckConstraint(condition=acted("issued"), name="notice_issued_at_by"),
            models.CheckConstraint(condition=acted("closed"), name="notice_closed_at_by"),
            models.CheckConstraint(condition=acted("withdrawn"), name="notice_withdrawn_at_by"),
        ]
        indexes = [
            models.Index(fields=["organization", "status"], name="notice_organization_status"),
            models.Index(fields=["created_at"], name="notice_created"),
        ]

    def __str__(self) -> str:
        return self.full_title

    def get_absolute_url(self) -> str:
        return reverse("supervision:notice-detail", args=[self.pk])

    @property
    def full_title(self) -> str:
        """关于加快妇女微家建设的提醒函."""
        return f"{self.title}的{self.get_degree_display()}"

    @property
    def number_text(self) -> str:
        """发文字号: six-angled brackets, four digits of the year, no 第, no idle zeros. Empty while it has none."""
        word = self.code_word or self.get_degree_display()
        return f"{word}〔{self.year}〕{self.number}号" if self.number else ""

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
    def may_be_raised(self) -> bool:
        return self.status in (Status.ISSUED, Status.CLOSED) and bool(Degree(self.degree).above)


class Recipient(models.Model):
    """An organization below the issuer, or a 部室 of the issuer's own: then `organization` is the issuer itself."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="recipients", verbose_name="督办文件")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="主送组织"
    )
    path_at = PathField("当时路径", editable=False)
    department = models.CharField("主送部室", max_length=40, blank=True)
    status = models.CharField("答复情况", max_length=10, choices=Answer, default=Answer.WAITING, editable=False)
    due_on = models.DateField("答复期限", null=True, editable=False)
    asked_on = models.DateField("要求答复的日期", null=True, editable=False)  # issued, or sent back
    opened_at = models.DateTimeField("签收时间", null=True, editable=False)
    opened_by = actor("签收人")

    not_personal: ClassVar = ("department",)
    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "主送"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "organization", "department"], name="supervision_recipient_once"),
            models.CheckConstraint(condition=acted("opened"), name="recipient_opened_at_by"),
        ]
        indexes = [
            models.Index(fields=["organization", "status"], name="recipient_organization_status"),
            models.Index(fields=["status", "due_on"], name="recipient_status_due"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('supervision:notice-detail', args=[self.notice_id])}#recipient-{self.pk}"

    @property
    def name(self) -> str:
        return self.department or self.organization.name

    @property
    def official_name(self) -> str:
        """As a letter addresses it."""
        return self.department or self.organization.official_name

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def may_be_answered(self) -> bool:
        """It is their turn, or what they said may still be supplemented."""
        return self.is_open or self.status == Answer.REPLIED

    @property
    def tone(self) -> str:
        return ANSWER_TONES[Answer(self.status)]

    def days_late(self, today: datetime.date) -> int:
        """0 while there is time, and when nothing is asked any more."""
        if not self.is_open or self.due_on is None:
            return 0
        return max((today - self.due_on).days, 0)


class Reply(models.Model):
    """One version of an answer. It is never changed: what is added, or asked for again, is the next version."""

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="replies", verbose_name="主送")
    number = models.PositiveSmallIntegerField("第几次")
    text = models.TextField("答复内容", max_length=4000)
    done_on = models.DateField("办理完成日期", null=True, blank=True)
    created_at = models.DateTimeField("答复时间", default=timezone.now, editable=False)
    created_by = actor("答复人", null=False)
    verdict = models.CharField("审核结果", max_length=10, choices=Verdict, blank=True, editable=False)
    verdict_reason = models.CharField("审核意见", max_length=500, blank=True, editable=False)
    judged_at = models.DateTimeField("审核时间", null=True, editable=False)
    judged_by = actor("审核人")

    personal: ClassVar = {"text": Personal.FREE_TEXT, "verdict_reason": Personal.FREE_TEXT}
    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "number"], name="supervision_reply_number_once"),
            models.CheckConstraint(condition=acted("judged"), name="supervision_reply_judged_at_by"),
            models.CheckConstraint(
                condition=Q(verdict="", judged_at__isnull=True) | Q(~Q(verdict=""), judged_at__isnull=False),
                name="supervision_reply_verdict_is_judged",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}次答复"

    @property
    def path_at(self) -> str:
        """Whose it was on that day: what is attached to it is filed there."""
        return self.recipient.path_at


class Reminder(models.Model):
    """One recipient, reminded on one day. The two constraints are why nobody is ever reminded twice."""

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="reminders", verbose_name="主送")
    kind = models.CharField("提醒", max_length=10, choices=ReminderKind)
    days = models.PositiveSmallIntegerField("天数")  # before the day, or late by
    due_on = models.DateField("答复期限")
    for_day = models.DateField("哪一天的提醒")
    created_at = models.DateTimeField("提醒时间", default=timezone.now)
    read_at = models.DateTimeField("阅读时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办提醒"
        ordering = ["for_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "for_day"], name="supervision_reminder_once_a_day"),
            models.UniqueConstraint(
                fields=["recipient", "due_on", "kind", "days"], name="supervision_reminder_once_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.days}天"
