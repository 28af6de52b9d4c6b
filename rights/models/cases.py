"""The confidential class: somebody sought help. What can identify her or tell her story is encrypted; the number, the
address of the page and the log say nothing."""

import datetime
import secrets
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fulian.core.fields import BlindIndexField, EncryptedTextField
from fulian.core.masking import mask_phone, surname_only
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from rights.choices import (
    CLOSED_STATUSES,
    CaseStatus,
    Channel,
    HandlingWay,
    Look,
    PersonRole,
    RevealReason,
    Sex,
    StepKind,
    next_statuses,
)
from rights.querysets import CaseDetailQuerySet, CaseLogQuerySet, CaseQuerySet

NUMBER_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misread or misheard on the telephone
NOTICE_DAYS = 15  # 信访工作条例: from receiving it to the written notice
HANDLING_DAYS = 60  # from 受理 to the reply; both only for 信访事项


def new_number() -> str:
    """Eight signs without meaning: neither how many cases there are nor when this one came can be read from it."""
    return "".join(secrets.choice(NUMBER_SIGNS) for _ in range(8))


class CaseCategory(models.Model):
    """The seven classes in which women's federations count what people ask about."""

    code = models.CharField("代码", max_length=30, unique=True, validators=[RegexValidator(r"^[a-z0-9_]+$")])
    name = models.CharField("类别", max_length=20)
    order = models.PositiveSmallIntegerField("排序", default=100)
    is_active = models.BooleanField("启用", default=True)

    not_personal: ClassVar = ("code", "name")

    class Meta:
        verbose_name = verbose_name_plural = "求助类别"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Case(OrganizationRecord):
    """One 件. Everybody but its handler and the rights officers above gets the same 404 as for a page that never existed."""

    number = models.CharField("编号", max_length=12, unique=True, default=new_number, editable=False)
    channel = models.CharField("来源", max_length=15, choices=Channel)
    received_on = models.DateField("接到日期")
    categories = models.ManyToManyField(CaseCategory, related_name="+", verbose_name="类别")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
    )
    people_count = models.PositiveSmallIntegerField(
        "来访人数",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text="集体来访请推选不超过5名代表。",
    )
    request = EncryptedTextField("求助请求", max_length=1000, help_text="她希望我们做什么。加密保存。")
    facts = EncryptedTextField("主要事实", blank=True, max_length=5000, help_text="加密保存。")
    way = models.CharField("办理方式", max_length=12, choices=HandlingWay, default=HandlingWay.ON_THE_SPOT)
    status = models.CharField("状态", max_length=12, choices=CaseStatus, default=CaseStatus.REGISTERED, editable=False)
    accepted_on = models.DateField("受理日期", null=True, blank=True, editable=False)
    closed_on = models.DateField("办结日期", null=True, blank=True, editable=False)

    personal: ClassVar = {"request": Personal.SENSITIVE, "facts": Personal.SENSITIVE}
    not_personal: ClassVar = ("number",)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "求助登记"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("received_on")),
                name="case_closes_after_received",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("received_on")),
                name="case_accepted_after_received",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "received_on"], name="case_organization_day"),
            models.Index(fields=["path_at", "received_on"], name="case_path_day"),
            models.Index(fields=["received_on"], name="case_day"),
            models.Index(fields=["handler", "status"], name="case_handler_status"),
        ]

    def __str__(self) -> str:
        return "求助登记"

    def get_absolute_url(self) -> str:
        return reverse("rights:case-detail", args=[self.number])

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED_STATUSES

    @property
    def is_archived(self) -> bool:
        return self.status == CaseStatus.ARCHIVED

    @property
    def next_statuses(self) -> list[CaseStatus]:
        return next_statuses(self.status, self.way)

    @property
    def notice_due_on(self) -> datetime.date | None:
        """受理告知: only 信访事项 have clocks, and only until it is decided."""
        if self.way != HandlingWay.PETITION or self.status != CaseStatus.REGISTERED:
            return None
        return self.received_on + datetime.timedelta(days=NOTICE_DAYS)

    @property
    def reply_due_on(self) -> datetime.date | None:
        if self.way != HandlingWay.PETITION or self.is_closed or not self.accepted_on:
            return None
        return self.accepted_on + datetime.timedelta(days=HANDLING_DAYS)

    @property
    def due_on(self) -> datetime.date | None:
        return self.notice_due_on or self.reply_due_on

    @property
    def masked_seeker(self) -> str:
        """For lists: the surname of who asks, from the persons already fetched."""
        by_role = {person.role: person for person in reversed(self.persons.all())}
        person = by_role.get(PersonRole.SEEKER) or by_role.get(PersonRole.VICTIM)
        return person.masked_name if person else "匿名"

    @property
    def category_names(self) -> str:
        return "、".join(category.name for category in self.categories.all())


class CasePerson(models.Model):
    """Somebody in a case. She may stay anonymous."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="persons", verbose_name="求助登记")
    role = models.CharField("身份", max_length=12, choices=PersonRole, default=PersonRole.SEEKER)
    name = EncryptedTextField("姓名", blank=True, max_length=40, help_text="可以不留姓名。")
    sex = models.CharField("性别", max_length=6, choices=Sex, blank=True)
    age = models.PositiveSmallIntegerField("年龄", null=True, blank=True, validators=[MaxValueValidator(120)])
    phone = EncryptedTextField("联系电话", blank=True, max_length=20)
    phone_index = BlindIndexField(source="phone", purpose="phone")
    address = EncryptedTextField("住址", blank=True, max_length=100)

    personal: ClassVar = {
        "name": Personal.SENSITIVE,
        "phone": Personal.SENSITIVE,
        "phone_index": Personal.SENSITIVE,
        "address": Personal.SENSITIVE,
        "age": Personal.SENSITIVE,
        "sex": Personal.SENSITIVE,
    }

    objects = CaseDetailQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "当事人"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_role_display())

    @property
    def masked_name(self) -> str:
        return surname_only(self.name) or "匿名"

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)


class CaseContact(models.Model):
    """One time that somebody came or called about a case (一件次), the first one included."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contacts", verbose_name="求助登记")
    on = models.DateField("日期")
    channel = models.CharField("方式", max_length=15, choices=Channel)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登记人"
    )

    objects = CaseDetailQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来访来电"
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["on"], name="case_contact_day")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.on}"


class CaseStep(models.Model):
    """What happened, in order. Only ever added."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps", verbose_name="求助登记")
    kind = models.CharField("事项", max_length=12, choices=StepKind)
    on = models.DateField("日期")
    text = EncryptedTextField("内容", blank=True)
    at = models.DateTimeField("登记时间", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登记人")

    personal: ClassVar = {"text": Personal.SENSITIVE}

    objects = CaseLogQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理经过"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class CaseLook(models.Model):
    """Somebody opened the case. Only ever added; whoever handles the case reads it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="looks", verbose_name="求助登记")
    what = models.CharField("看了什么", max_length=6, choices=Look)
    why = models.CharField("理由", max_length=10, choices=RevealReason, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="查看人")

    objects = CaseLogQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "查看记录"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.get_what_display())
