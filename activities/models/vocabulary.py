"""The words of activities that a district edits: kinds, their families, the fields they ask for, and themes."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from activities.choices import FieldType, SessionUnit
from activities.querysets import ActivityKindQuerySet, KindFieldQuerySet, VocabularyQuerySet
from fulian.core.choices import WorkArea

CODE = RegexValidator(r"^[a-z][a-z0-9_]*$", "代码用小写英文字母开头，只用小写字母、数字和下划线，如 job_fair。")
CODE_HELP = "指标按它取数，定了就不再改。小写英文，如 job_fair。"


class KindFamily(models.Model):
    """Kinds that ask for the same things: all trainings, all talks."""

    code = models.CharField("代码", max_length=40, unique=True, validators=[CODE], help_text=CODE_HELP)
    label = models.CharField("名称", max_length=40)
    shows = models.JSONField(
        "常用的数", default=list, blank=True, help_text="这一类常填的数，选了种类就直接摆出来，其余的收在“更多内容”里。"
    )
    order = models.PositiveSmallIntegerField("次序", default=100)

    not_personal: ClassVar = ("code", "label", "shows")

    objects = VocabularyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "种类大类"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return f"{reverse('activities:kind-list')}#family-{self.code}"


class ActivityKind(models.Model):
    """What an activity mainly is: it is counted once, under this. A code never changes: indicators name it."""

    code = models.SlugField("代码", max_length=40, unique=True, validators=[CODE], help_text=CODE_HELP)
    label = models.CharField("名称", max_length=40)
    category = models.CharField("工作领域", max_length=20, choices=WorkArea)
    family = models.ForeignKey(
        KindFamily, on_delete=models.PROTECT, null=True, blank=True, related_name="kinds", verbose_name="大类",
        help_text="同一大类填同样的内容；不属于哪一类就留空。",
    )  # fmt: skip
    session_unit = models.CharField("场次的说法", max_length=2, choices=SessionUnit, default=SessionUnit.SESSION_TIME)
    order = models.PositiveSmallIntegerField("次序", default=100)
    is_active = models.BooleanField("可选", default=True, editable=False)

    not_personal: ClassVar = ("code", "label")

    objects = ActivityKindQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动种类"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return f"{reverse('activities:kind-list')}#kind-{self.code}"


class KindField(models.Model):
    """One thing that activities of a kind, or of a whole family of kinds, are asked beside what all are asked."""

    code = models.CharField("代码", max_length=40, unique=True, validators=[CODE], help_text=CODE_HELP)
    label = models.CharField("名称", max_length=30)
    kind = models.ForeignKey(
        ActivityKind, on_delete=models.PROTECT, null=True, blank=True, related_name="fields", verbose_name="种类"
    )
    family = models.ForeignKey(
        KindFamily, on_delete=models.PROTECT, null=True, blank=True, related_name="fields", verbose_name="大类"
    )
    type = models.CharField("填什么", max_length=10, choices=FieldType, default=FieldType.NUMBER)
    unit = models.CharField("单位", max_length=10, blank=True, help_text="数字的单位，如户、学时；金额总是元。")
    options = models.TextField("可选的答案", blank=True, max_length=1000, help_text="“选一个”时填写，一行一个。")
    help_text = models.CharField("填写说明", max_length=100, blank=True)
    required = models.BooleanField("必填", default=False, help_text="能不必填就不必填；快记不问，补充内容时才问。")
    counted = models.BooleanField("可以统计", default=False, help_text="数字和金额可以做成指标，逐级汇总。")
    told = models.BooleanField(
        "可以写进总结", default=False, help_text="填的文字可以印出来，如讲什么、讲了哪些法；会填到姓名的不要选。"
    )
    order = models.PositiveSmallIntegerField("次序", default=100)
    is_active = models.BooleanField("在用", default=True, editable=False)

    not_personal: ClassVar = ("code", "label", "unit", "options", "help_text")

    objects = KindFieldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "种类的填写项"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="kind_field_has_one_owner",
                condition=Q(kind__isnull=True, family__isnull=False) | Q(kind__isnull=False, family__isnull=True),
            ),
            models.CheckConstraint(
                name="kind_field_counts_numbers", condition=Q(counted=False) | Q(type__in=FieldType.numeric())
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return f"{reverse('activities:kind-list')}#field-{self.code}"

    @property
    def is_numeric(self) -> bool:
        return self.type in FieldType.numeric()

    @property
    def unit_text(self) -> str:
        return "元" if self.type == FieldType.MONEY else self.unit

    @property
    def choices(self) -> list[str]:
        return [line.strip() for line in self.options.splitlines() if line.strip()]

    @property
    def form_name(self) -> str:
        """Its name in a form: a code is unique, and never changes."""
        return f"field_{self.code}"


class Theme(models.Model):
    """A festival, a campaign week or month that an activity served. It may serve several; that multiplies nothing."""

    code = models.SlugField("代码", max_length=40, unique=True, validators=[CODE], help_text=CODE_HELP)
    label = models.CharField("名称", max_length=40)
    order = models.PositiveSmallIntegerField("次序", default=100)
    is_active = models.BooleanField("可选", default=True, editable=False)

    not_personal: ClassVar = ("code", "label")

    objects = VocabularyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动主题"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return f"{reverse('activities:theme-list')}#theme-{self.code}"
