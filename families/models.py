"""Honours of families, persons, courtyards, collectives, villages and teams: what exists, who has it, and how it came about."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from families.choices import PRIVATE_SUBJECTS, STANDING, HonourLevel, HonourStatus, SubjectType
from families.querysets import GradingQuerySet, HonourQuerySet
from fulian.core.acts import acted, actor
from fulian.core.choices import WorkArea
from fulian.core.masking import mask_name
from fulian.core.permissions import Holder, Permission
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord

CODE = RegexValidator(r"^[a-z0-9_]+$", "代码只用小写字母、数字和下划线。")


class HonourKind(models.Model):
    """An honour that can be won: 最美家庭, 巾帼文明岗, 精致农家 …"""

    code = models.CharField("代码", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("荣誉名称", max_length=40)
    subject_type = models.CharField("对象", max_length=12, choices=SubjectType)
    measure_word = models.CharField("量词", max_length=4, default="个")
    area = models.CharField("工作领域", max_length=20, choices=WorkArea)
    order = models.PositiveSmallIntegerField("排序", default=100)
    is_active = models.BooleanField("启用", default=True)

    not_personal: ClassVar = ("code", "name", "measure_word")

    class Meta:
        verbose_name = verbose_name_plural = "荣誉种类"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_private(self) -> bool:
        """Whether those who have it are private persons, whose names are masked."""
        return self.subject_type in PRIVATE_SUBJECTS


class HonourGrade(models.Model):
    """A grade (档次) of one kind. Who reaches a higher one has reached those below it: grades are never added up."""

    kind = models.ForeignKey(HonourKind, on_delete=models.CASCADE, related_name="grades", verbose_name="荣誉")
    code = models.CharField("代码", max_length=40, validators=[CODE])
    name = models.CharField("档次", max_length=20)
    rank = models.PositiveSmallIntegerField("高低", help_text="数字大的档次高。")

    not_personal: ClassVar = ("code", "name")

    class Meta:
        verbose_name = verbose_name_plural = "荣誉档次"
        ordering = ["kind", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="honour_grade_code_once"),
            models.UniqueConstraint(fields=["kind", "rank"], name="honour_grade_rank_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CourtyardFeature(models.Model):
    """What a courtyard is known for (特色庭院): several at once are possible."""

    code = models.CharField("代码", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("特色", max_length=20)
    order = models.PositiveSmallIntegerField("排序", default=100)
    is_active = models.BooleanField("启用", default=True)

    not_personal: ClassVar = ("code", "name")

    class Meta:
        verbose_name = verbose_name_plural = "庭院特色"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Honour(OrganizationRecord):
    """One honour of one household, person, collective … of an organization. Nominated is not named: the two have dates of
    their own, and are counted apart."""

    kind = models.ForeignKey(HonourKind, on_delete=models.PROTECT, related_name="honours", verbose_name="荣誉")
    name = models.CharField("名称", max_length=60, help_text="家庭和庭院写户主姓名，个人写姓名，集体写全称。")
    level = models.CharField("级别", max_length=10, choices=HonourLevel)
    grade = models.ForeignKey(
        HonourGrade, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="档次"
    )
    features = models.ManyToManyField(CourtyardFeature, blank=True, related_name="+", verbose_name="庭院特色")
    status = models.CharField("状态", max_length=12, choices=HonourStatus, editable=False)
    nominated_on = models.DateField("推荐日期", null=True, blank=True)
    named_on = models.DateField("命名日期", null=True, blank=True)
    ended_on = models.DateField("摘牌日期", null=True, blank=True, editable=False)
    standing_until = models.DateField(
        "有效至", null=True, blank=True, editable=False, help_text="摘牌的前一天：摘牌当天已不计入现有数。"
    )
    dated_on = models.DateField("最近进展", editable=False)
    note = models.CharField("备注", max_length=200, blank=True, help_text="事迹一句话，不写身份证号、手机号。")
    cancelled_at = models.DateTimeField("撤销时间", null=True, blank=True, editable=False)
    cancelled_by = actor("撤销人")
    cancel_reason = models.CharField("撤销原因", max_length=500, blank=True, editable=False)

    personal: ClassVar = {
        "name": Personal.IDENTIFYING,
        "note": Personal.FREE_TEXT,
        "cancel_reason": Personal.FREE_TEXT,
    }

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "荣誉"
        constraints = [
            models.CheckConstraint(
                condition=Q(nominated_on__isnull=False) | Q(named_on__isnull=False), name="honour_has_a_beginning"
            ),
            models.CheckConstraint(
                condition=Q(nominated_on__isnull=True) | Q(named_on__isnull=True) | Q(named_on__gte=F("nominated_on")),
                name="honour_named_after_nominated",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["named", "listed", "revoked"]) | Q(named_on__isnull=False),
                name="honour_named_has_a_date",
            ),
            models.CheckConstraint(
                condition=(Q(status="revoked") & Q(ended_on__gte=F("named_on")) & Q(standing_until__lt=F("ended_on")))
                | (~Q(status="revoked") & Q(ended_on__isnull=True) & Q(standing_until__isnull=True)),
                name="honour_revoked_has_an_end",
            ),
            models.CheckConstraint(
                condition=acted("cancelled"),
                name="honour_cancelled_at_and_by",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "dated_on"], name="honour_organization_dated"),
            models.Index(fields=["dated_on"], name="honour_dated"),
            models.Index(fields=["path_at", "named_on"], name="honour_path_named"),
            models.Index(fields=["path_at", "nominated_on"], name="honour_path_nominated"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}{self.kind}"  # never the name: this stands in messages and logs

    def get_absolute_url(self) -> str:
        return reverse("families:honour-detail", args=[self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_standing(self) -> bool:
        return self.status in STANDING and not self.is_cancelled

    @property
    def public_name(self) -> str:
        """What everybody inside may read."""
        return mask_name(self.name) if self.kind.is_private else self.name

    def name_for(self, user: Holder) -> str:
        """Full for those who keep this record, masked for those who only look."""
        return self.name if user.scope(Permission.FAMILIES_EDIT).covers(self.organization.path) else self.public_name

    @property
    def listed_name(self) -> str:
        """In a list that was asked with knowing_reach()."""
        return self.name if getattr(self, "in_reach", False) else self.public_name

    @property
    def state(self) -> str:
        return "已撤销" if self.is_cancelled else str(self.get_status_display())

    @property
    def feature_names(self) -> str:
        return "、".join(feature.name for feature in self.features.all())


class HonourStep(models.Model):
    """One step of an honour: what it became, when, by which document. Only ever added."""

    honour = models.ForeignKey(Honour, on_delete=models.CASCADE, related_name="steps", verbose_name="荣誉")
    status = models.CharField("状态", max_length=12, choices=HonourStatus)
    on = models.DateField("日期")
    document_number = models.CharField("文件文号", max_length=60, blank=True, help_text="如：锦妇〔2025〕12号。")
    reason = models.CharField("原因", max_length=500, blank=True)
    as_entered = models.BooleanField("登记时已有", default=False, editable=False)
    at = models.DateTimeField("登记时间", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登记人")

    personal: ClassVar = {"reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("document_number",)

    class Meta:
        verbose_name = verbose_name_plural = "荣誉进展"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.on}"


class HonourGrading(models.Model):
    """A grade held from a day on, until the next grade or the end. "Reached 示范户 this year" and "is 精品户 now" are both
    read from here, each for itself."""

    honour = models.ForeignKey(Honour, on_delete=models.CASCADE, related_name="gradings", verbose_name="荣誉")
    grade = models.ForeignKey(HonourGrade, on_delete=models.PROTECT, related_name="+", verbose_name="档次")
    since = models.DateField("定档日期")
    until = models.DateField("止于", null=True, blank=True, help_text="仍是这一档的最后一天。")
    document_number = models.CharField("文件文号", max_length=60, blank=True)
    at = models.DateTimeField("登记时间", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登记人")

    not_personal: ClassVar = ("document_number",)

    objects = GradingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "定档"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["honour"], condition=Q(until__isnull=True), name="honour_one_open_grade"),
            models.UniqueConstraint(fields=["honour", "grade"], name="honour_reaches_a_grade_once"),
        ]
        indexes = [models.Index(fields=["since"], name="honour_grading_since")]

    def __str__(self) -> str:
        return f"{self.grade} {self.since}"
