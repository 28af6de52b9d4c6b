"""A year's plan: a document that people sign, in versions, of chapters in chapters with tasks under them."""

import datetime
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from fulian.core.acts import acted, actor
from fulian.core.chinese import long_date
from fulian.core.choices import WorkArea
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from plans.choices import IN_FORCE, IN_WRITING, ONCE_IN_FORCE, STATUS_TONES, ChapterRole, NumberStyle, PlanKind, Status
from plans.models import columns
from plans.numbering import numbered
from plans.querysets import ChapterQuerySet, PlanQuerySet, ProgrammeQuerySet, TaskQuerySet


class Plan(OrganizationRecord):
    """One version of a plan of one organization. A published one is never edited: its successor `replaces` it."""

    kind = models.CharField("种类", max_length=16, choices=PlanKind, default=PlanKind.POINTS)
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000)])
    title = models.CharField("标题", max_length=80)
    guiding_thought = models.TextField("总体思路", blank=True, max_length=5000)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    key = columns.key()
    version = models.PositiveSmallIntegerField("版次", default=1, editable=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors", verbose_name="代替哪一版",
        editable=False,
    )  # fmt: skip
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="以哪份计划为底稿",
        editable=False,
    )  # fmt: skip
    in_force_from = models.DateField("执行自", null=True, editable=False)
    in_force_until = models.DateField("执行至", null=True, editable=False)
    submitted_at = models.DateTimeField("送审时间", null=True, editable=False)
    submitted_by = actor("送审人")
    approved_at = models.DateTimeField("批准时间", null=True, editable=False)
    approved_by = actor("批准人")
    published_at = models.DateTimeField("发布时间", null=True, editable=False)
    published_by = actor("发布人")
    cancelled_at = models.DateTimeField("作废时间", null=True, editable=False)
    cancelled_by = actor("作废人")
    cancel_reason = models.CharField("作废原因", max_length=500, blank=True, editable=False)
    return_reason = models.CharField("退回原因", max_length=500, blank=True, editable=False)
    revise_reason = models.CharField("调整原因", max_length=500, blank=True, editable=False)

    personal: ClassVar = {
        "cancel_reason": Personal.FREE_TEXT, "return_reason": Personal.FREE_TEXT, "revise_reason": Personal.FREE_TEXT,
    }  # fmt: skip
    not_personal: ClassVar = ("title", "guiding_thought")
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作计划"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "year", "kind"], condition=Q(status__in=IN_FORCE), name="plan_once_in_force"
            ),
            models.UniqueConstraint(
                fields=["organization", "year", "kind"], condition=Q(status__in=IN_WRITING), name="plan_once_in_writing"
            ),
            models.CheckConstraint(condition=acted("submitted"), name="plan_submitted_at_by"),
            models.CheckConstraint(condition=acted("approved"), name="plan_approved_at_by"),
            models.CheckConstraint(condition=acted("published"), name="plan_published_at_by"),
            models.CheckConstraint(condition=acted("cancelled"), name="plan_cancelled_at_by"),
        ]
        indexes = [models.Index(fields=["year", "organization"], name="plan_year_organization")]

    def __str__(self) -> str:
        return self.title if self.version == 1 else f"{self.title}（第{self.version}版）"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan-detail", args=[self.pk])

    @property
    def editable(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def in_force(self) -> bool:
        """It counts now."""
        return self.status in IN_FORCE

    @property
    def has_progress(self) -> bool:
        """It counts, or did until another version took its place."""
        return self.status in ONCE_IN_FORCE

    def as_at(self, today: datetime.date) -> datetime.date:
        """The day that its progress is shown for: a version that was replaced stands still."""
        return min(today, self.in_force_until) if self.in_force_until else today

    @property
    def in_force_text(self) -> str:
        """2025年3月1日起执行, or both days; a version that was replaced on its first day counted on no day."""
        if self.in_force_from is None:
            return ""
        if self.in_force_until is None:
            return f"{long_date(self.in_force_from)}起执行"
        if self.in_force_until < self.in_force_from:
            return f"{long_date(self.in_force_from)}发布，当天由新版代替"
        return f"{long_date(self.in_force_from)}至{long_date(self.in_force_until)}执行"

    @property
    def tone(self) -> str:
        return STATUS_TONES[Status(self.status)]


class Chapter(models.Model):
    """A part of the document under one heading: its own words, then its tasks, then the chapters inside it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="chapters", verbose_name="计划")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name="上级标题"
    )
    key = columns.key()
    depth = models.PositiveSmallIntegerField("层级", default=0, editable=False)  # 0: 一、  1: （一）  2: 1.  3: （1）
    order = models.PositiveSmallIntegerField("次序", default=1)
    label = models.CharField("原文编号", max_length=12, blank=True, help_text="从原文读入时的编号，只作对照。")
    title = models.CharField("标题", max_length=80)
    text = models.TextField("引导语", blank=True, max_length=5000)
    role = models.CharField("用途", max_length=16, choices=ChapterRole, default=ChapterRole.TASKS)
    area = models.CharField("工作领域", max_length=20, choices=WorkArea, blank=True)
    style = models.CharField("下面怎样编号", max_length=12, choices=NumberStyle, default=NumberStyle.USUAL, blank=True)

    not_personal: ClassVar = ("label", "title", "text")
    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "章"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return columns.place(self.plan_id, self)

    @property
    def number(self) -> str:
        """一、 （一） 1. as its place says; nothing where its parent does not number."""
        return numbered(self.parent.style if self.parent else NumberStyle.USUAL, self.depth, self.order)


class Programme(models.Model):
    """工作品牌: a name under which work is known (巾帼志愿服务 …), with the other names that people give it."""

    organization = columns.organization("所属组织")
    name = models.CharField("品牌名称", max_length=40)
    aliases = models.CharField("别名", max_length=200, blank=True, help_text="几个别名之间用顿号分开。")
    active = models.BooleanField("在用", default=True)

    not_personal: ClassVar = ("name", "aliases")
    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作品牌"
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="programme_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:programme-detail", args=[self.pk])

    @property
    def names(self) -> list[str]:
        """Its name and the others that people give it."""
        return [self.name, *(alias for alias in self.aliases.split("、") if alias)]


class Task(models.Model):
    """What is to be done, in the plan's own words, and who answers for it. Its targets are counted; itself it is not."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="tasks", verbose_name="章")
    key = columns.key()
    order = models.PositiveSmallIntegerField("次序", default=1)
    label = models.CharField("原文编号", max_length=12, blank=True, help_text="从原文读入时的编号，只作对照。")
    text = models.TextField("任务", max_length=3000)
    leader = models.CharField("责任领导", max_length=40, blank=True, help_text="写职务或分工，例如：分管副主席。")
    department = models.CharField("责任部室", max_length=40, blank=True)
    responsible = columns.organization("责任组织", null=True, blank=True)
    partners = models.ManyToManyField(
        "organizations.Organization", blank=True, related_name="+", verbose_name="配合的下级组织"
    )
    partner_units = models.CharField(
        "配合单位", max_length=200, blank=True, help_text="妇联以外的单位，之间用顿号分开。"
    )
    deadline = models.CharField("完成时限", max_length=40, blank=True, help_text="照文件的写法；不填就按目标的时限写。")
    programmes = models.ManyToManyField(Programme, blank=True, related_name="tasks", verbose_name="工作品牌")
    repeats = models.BooleanField("每年都做", default=False, help_text="以这份计划为底稿写下一年时照抄。")

    personal: ClassVar = {"leader": Personal.OFFICIAL}
    not_personal: ClassVar = ("label", "text", "department", "partner_units", "deadline")
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text[:30]

    def get_absolute_url(self) -> str:
        return columns.place(self.chapter.plan_id, self)

    @property
    def number(self) -> str:
        return numbered(self.chapter.style, self.chapter.depth + 1, self.order)
