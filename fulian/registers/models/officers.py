"""任职人员, and what an officer took upon her: 包联, 轮值, 领办项目, 述职."""

import datetime
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from fulian.registers.choices import (
    AppraisalResult,
    Committee,
    DutyMonth,
    Education,
    Employment,
    Party,
    Position,
    ProjectStatus,
)
from fulian.registers.models.base import PHONE, Ending, Part, ending_constraint, order_constraint
from fulian.registers.models.elections import Election, term_text
from fulian.registers.querysets import OfficerPartQuerySet, OfficerQuerySet

BIRTH = RegexValidator(r"^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$", "请按 1975-03 这样填，只知道年份就填 1975。")


class Officer(OrganizationRecord, Ending):
    """执委、主席 … : who holds which office, and from when to when."""

    name = models.CharField("姓名", max_length=40)
    position = models.CharField("职务", max_length=24, choices=Position)
    employment = models.CharField("专兼职", max_length=10, choices=Employment, blank=True)
    since = models.DateField("任职起")
    until = models.DateField("任职止", null=True, blank=True, editable=False)
    election = models.ForeignKey(
        Election,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="officers",
        verbose_name="换届选出",
        editable=False,
    )
    term = models.PositiveSmallIntegerField(
        "届次", null=True, blank=True, help_text="第几届，填数字。换届里登记的不用填。"
    )
    phone = models.CharField(
        "电话", max_length=20, blank=True, validators=[PHONE], help_text="能修改的人看得到全号，别人只看到后四位。"
    )
    birth = models.CharField(
        "出生年月", max_length=7, blank=True, validators=[BIRTH], help_text="如：1975-03；只知道年份就填年份。"
    )
    party = models.CharField("政治面貌", max_length=15, choices=Party, blank=True)
    education = models.CharField("学历", max_length=10, choices=Education, blank=True)
    committee = models.CharField("进“两委”", max_length=10, choices=Committee, blank=True)
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {
        "name": Personal.OFFICIAL,
        "phone": Personal.CONTACT,
        "birth": Personal.IDENTIFYING,
        "party": Personal.IDENTIFYING,
        "education": Personal.IDENTIFYING,
        "note": Personal.FREE_TEXT,
        "end_reason": Personal.FREE_TEXT,
    }

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职人员"
        constraints = [
            ending_constraint("officer_ending_whole", "until"),
            order_constraint("officer_ends_after_beginning", "since", "until"),
        ]
        indexes = [
            models.Index(fields=["path_at", "since"], name="officer_path_since"),
            models.Index(fields=["organization", "position"], name="officer_organization_position"),
        ]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.get_position_display()}"

    def get_absolute_url(self) -> str:
        return reverse("registers:officer-detail", args=[self.pk])

    @property
    def term_text(self) -> str:
        """The term that the election began, where one chose her."""
        return term_text((self.election.term if self.election else None) or self.term)

    @property
    def masked_phone(self) -> str:
        return masked(self.phone)

    def age_on(self, day: datetime.date) -> int | None:
        """In full years; by the year alone where the month is not known."""
        if not self.birth:
            return None
        year, _, month = self.birth.partition("-")
        return day.year - int(year) - (1 if month and day.month < int(month) else 0)


def masked(phone: str) -> str:
    """138****6666: enough to tell two numbers apart."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "****" if phone else ""


class OfficerPart(Part):
    entry_field = "officer"
    objects = OfficerPartQuerySet.as_manager()

    class Meta:
        abstract = True


class Assignment(OfficerPart):
    """包联: which village, grid or group of households an officer looks after."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="assignments", verbose_name="任职人员")
    area = models.CharField("包联的村、网格或片区", max_length=60, help_text="如：第三网格。不写户主姓名。")
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    since = models.DateField("开始")
    until = models.DateField("结束", null=True, blank=True, help_text="还在包联就留空。")

    not_personal: ClassVar = ("area",)

    class Meta:
        verbose_name = verbose_name_plural = "包联"
        ordering = ["-since", "-pk"]
        constraints = [order_constraint("assignment_ends_after_beginning", "since", "until")]

    def __str__(self) -> str:
        return self.area


class Duty(OfficerPart):
    """轮值: an officer's month of duty."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="duties", verbose_name="任职人员")
    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("月份", choices=DutyMonth)
    task = models.CharField("值班做什么", max_length=100, blank=True)

    not_personal: ClassVar = ("task",)

    class Meta:
        verbose_name = verbose_name_plural = "轮值"
        ordering = ["-year", "-month"]
        constraints = [models.UniqueConstraint(fields=["officer", "year", "month"], name="duty_once_a_month")]

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月"


class Project(OfficerPart):
    """领办项目: something an officer took upon her to bring about."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="projects", verbose_name="任职人员")
    name = models.CharField("项目", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    status = models.CharField("进展", max_length=10, choices=ProjectStatus, default=ProjectStatus.RUNNING)
    done_on = models.DateField("办成日期", null=True, blank=True, help_text="已完成的填，填了才计入办成的项目。")
    result = models.CharField("成效", max_length=200, blank=True)

    personal: ClassVar = {"result": Personal.FREE_TEXT}
    not_personal: ClassVar = ("name",)

    class Meta:
        verbose_name = verbose_name_plural = "领办项目"
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return self.name


class Appraisal(OfficerPart):
    """述职考核 of a year."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="appraisals", verbose_name="任职人员")
    year = models.PositiveSmallIntegerField("年度")
    reported_on = models.DateField("述职日期", null=True, blank=True)
    result = models.CharField("结果", max_length=15, choices=AppraisalResult)

    class Meta:
        verbose_name = verbose_name_plural = "述职"
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["officer", "year"], name="appraisal_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year}年述职"
