"""The open class: mediations and risk checks belong to the organization that does them. Those above it see how many, of what
kind and with what result; the persons are known only where the work is done."""

import datetime
from typing import ClassVar

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fulian.core.acts import acted, actor
from fulian.core.fields import EncryptedTextField
from fulian.core.masking import surname_only
from fulian.core.permissions import Holder, Permission
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from rights.choices import MediationKind, MediationOutcome
from rights.querysets import LiveQuerySet, RiskCheckQuerySet, RiskHouseholdQuerySet

CANCELLED_TOGETHER = acted("cancelled")


class AssistanceRecord(OrganizationRecord):
    """What mediations and risk checks share: they can be cancelled, and their persons are known to their own people only."""

    cancelled_at = models.DateTimeField("撤销时间", null=True, blank=True, editable=False)
    cancelled_by = actor("撤销人")
    cancel_reason = models.CharField("撤销原因", max_length=500, blank=True, editable=False)

    objects = LiveQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def persons_known_to(self, user: Holder) -> bool:
        """Whoever keeps the records of this very organization; not those above it, though they see the record."""
        keeps = user.scope(Permission.ASSISTANCE_EDIT).covers(self.organization.path)
        return keeps and any(post.organization_id == self.organization_id for post in user.active_posts)  # type: ignore[attr-defined]


class Mediation(AssistanceRecord):
    """One dispute that was mediated (一起)."""

    happened_on = models.DateField("调解日期")
    kind = models.CharField("纠纷类别", max_length=20, choices=MediationKind)
    outcome = models.CharField("调解结果", max_length=12, choices=MediationOutcome)
    parties_count = models.PositiveSmallIntegerField("当事人数", default=2, validators=[MinValueValidator(2)])
    has_agreement = models.BooleanField("签了调解协议书", default=False)
    mediators = models.CharField("调解员", max_length=60, blank=True, help_text="谁去调解的，可以写几个人。")
    parties = EncryptedTextField(
        "当事人", blank=True, max_length=100, help_text="可以不写。加密保存，只有本组织看得到。"
    )
    summary = EncryptedTextField("简要经过", blank=True, max_length=2000, help_text="加密保存，只有本组织看得到。")

    personal: ClassVar = {
        "mediators": Personal.OFFICIAL,
        "parties": Personal.SENSITIVE,
        "summary": Personal.SENSITIVE,
        "cancel_reason": Personal.FREE_TEXT,
    }

    class Meta:
        verbose_name = verbose_name_plural = "矛盾调解"
        constraints = [models.CheckConstraint(condition=CANCELLED_TOGETHER, name="mediation_cancelled_at_and_by")]
        indexes = [
            models.Index(fields=["path_at", "happened_on"], name="mediation_path_day"),
            models.Index(fields=["organization", "happened_on"], name="mediation_organization_day"),
            models.Index(fields=["happened_on"], name="mediation_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}纠纷"

    def get_absolute_url(self) -> str:
        return reverse("rights:mediation-detail", args=[self.pk])


class RiskLevel(models.Model):
    """红黄蓝: how often a household of this level is called on. Editable; other districts have other colours."""

    TONES = (("late", "红"), ("slow", "黄"), ("good", "蓝"), ("none", "灰"))

    code = models.CharField("代码", max_length=20, unique=True, validators=[RegexValidator(r"^[a-z0-9_]+$")])
    name = models.CharField("等级", max_length=12)
    order = models.PositiveSmallIntegerField("轻重", help_text="数字小的更紧急。")
    visit_days = models.PositiveSmallIntegerField("多少天走访一次", validators=[MinValueValidator(1)])
    tone = models.CharField("显示", max_length=6, choices=TONES, default="none")
    is_active = models.BooleanField("启用", default=True)

    not_personal: ClassVar = ("code", "name")

    class Meta:
        verbose_name = verbose_name_plural = "风险等级"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class RiskCheck(AssistanceRecord):
    """One round of looking into households (排查): how many were looked at. What was found are RiskHouseholds."""

    happened_on = models.DateField("排查日期")
    households_checked = models.PositiveIntegerField("排查户数", validators=[MinValueValidator(1)])
    note = models.CharField("说明", max_length=200, blank=True, help_text="如：重点排查了哪类家庭。不写姓名。")

    personal: ClassVar = {"note": Personal.FREE_TEXT, "cancel_reason": Personal.FREE_TEXT}

    objects = RiskCheckQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "风险排查"
        constraints = [models.CheckConstraint(condition=CANCELLED_TOGETHER, name="risk_check_cancelled_at_and_by")]
        indexes = [
            models.Index(fields=["path_at", "happened_on"], name="risk_check_path_day"),
            models.Index(fields=["happened_on"], name="risk_check_day"),
        ]

    def __str__(self) -> str:
        return "风险排查"

    def get_absolute_url(self) -> str:
        return reverse("rights:risk-check-detail", args=[self.pk])


class RiskHousehold(AssistanceRecord):
    """A person or household that needs watching (一户一档): from the day it was found to the day it is struck off (销号)."""

    check_round = models.ForeignKey(
        RiskCheck,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="households",
        verbose_name="哪次排查发现",
    )
    found_on = models.DateField("发现日期")
    level = models.ForeignKey(RiskLevel, on_delete=models.PROTECT, related_name="+", verbose_name="风险等级")
    name = EncryptedTextField("户主或本人姓名", max_length=40, help_text="加密保存，上级只看到姓。")
    address = EncryptedTextField("住址", blank=True, max_length=100, help_text="加密保存，只有本组织看得到。")
    situation = EncryptedTextField(
        "风险情况和措施", blank=True, max_length=2000, help_text="加密保存，只有本组织看得到。"
    )
    visited_on = models.DateField("最近走访", null=True, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True, editable=False)
    watched_until = models.DateField("关注至", null=True, blank=True, editable=False, help_text="销号的前一天。")
    close_reason = EncryptedTextField("销号原因", blank=True, editable=False)

    personal: ClassVar = {
        "name": Personal.SENSITIVE,
        "address": Personal.SENSITIVE,
        "situation": Personal.SENSITIVE,
        "close_reason": Personal.SENSITIVE,
        "cancel_reason": Personal.FREE_TEXT,
    }

    objects = RiskHouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重点关注家庭"
        constraints = [
            models.CheckConstraint(condition=CANCELLED_TOGETHER, name="risk_household_cancelled_at_and_by"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, watched_until__isnull=True)
                | Q(closed_on__gte=F("found_on"), watched_until__lt=F("closed_on")),
                name="risk_household_closes_after_found",
            ),
        ]
        indexes = [
            models.Index(fields=["path_at", "found_on"], name="risk_household_path_day"),
            models.Index(fields=["organization", "found_on"], name="risk_household_organization"),
            models.Index(fields=["found_on"], name="risk_household_day"),
        ]

    def __str__(self) -> str:
        return f"{self.level}级关注家庭"

    def get_absolute_url(self) -> str:
        return reverse("rights:risk-household-detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    @property
    def state(self) -> str:
        return "已撤销" if self.is_cancelled else "已销号" if self.is_closed else "关注中"

    @property
    def masked_name(self) -> str:
        return surname_only(self.name)

    @property
    def visit_due_on(self) -> datetime.date | None:
        """When somebody should call again; nothing for a household that was struck off."""
        if self.is_closed:
            return None
        return (self.visited_on or self.found_on) + datetime.timedelta(days=self.level.visit_days)
