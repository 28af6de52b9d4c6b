"""What activities of a kind say beside what all of them say: one row for each answer, so that numbers can be added."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from activities.choices import FieldType
from activities.models.activities import Activity
from activities.models.vocabulary import KindField
from activities.querysets import LineQuerySet
from fulian.core.chinese import long_date
from fulian.core.personal import Personal
from fulian.core.quantities import Qualifier, Quantity

NOT_NEGATIVE = [MinValueValidator(Decimal(0))]


def amount(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=14, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE)


class FieldValue(models.Model):
    """The answer to one field. Which of the columns holds it follows from the field's type; a blank answer has no row."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="field_values", verbose_name="活动")
    field = models.ForeignKey(KindField, on_delete=models.PROTECT, related_name="+", verbose_name="填写项")
    number = amount("数")
    qualifier = models.CharField("约数", max_length=10, choices=Qualifier, default=Qualifier.EXACT, blank=True)
    text = models.CharField("文字", max_length=200, blank=True)
    day = models.DateField("日期", null=True, blank=True)
    flag = models.BooleanField("是或否", null=True, blank=True)
    team = models.ForeignKey(
        "registers.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="队伍"
    )

    personal: ClassVar = {"text": Personal.FREE_TEXT}

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "种类内容"
        ordering = ["field__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "field"], name="field_value_once"),
            models.CheckConstraint(
                name="field_value_not_negative", condition=Q(number__isnull=True) | Q(number__gte=0)
            ),
        ]
        indexes = [models.Index(fields=["field", "activity"], name="field_value_field")]

    def __str__(self) -> str:
        return f"{self.field.label}：{self.shown}"

    @property
    def shown(self) -> str:
        """As a page prints it: 200余户, 5.6万元, 是."""
        if self.field.is_numeric:
            return "" if self.number is None else Quantity.of(self.number, self.qualifier).text(self.field.unit_text)
        if self.field.type == FieldType.DATE:
            return long_date(self.day) if self.day else ""
        if self.field.type == FieldType.YES_NO:
            return "" if self.flag is None else "是" if self.flag else "否"
        if self.field.type == FieldType.TEAM:
            return self.team.name if self.team else ""
        return self.text

    @property
    def raw(self) -> object:
        """As a form and an exchange file hold it."""
        if self.field.is_numeric:
            return None if self.number is None else Quantity.of(self.number, self.qualifier)
        if self.field.type == FieldType.DATE:
            return self.day
        if self.field.type == FieldType.YES_NO:
            return self.flag
        return self.team if self.field.type == FieldType.TEAM else self.text


class GoodsLine(models.Model):
    """One kind of goods that was given. Goods and money are added apart; a quantity or a value that nobody knows stays blank."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="goods", verbose_name="活动")
    field = models.ForeignKey(KindField, on_delete=models.PROTECT, related_name="+", verbose_name="填写项")
    item = models.CharField("物资名称", max_length=40)
    quantity = amount("数量")
    unit = models.CharField("单位", max_length=10, blank=True)
    value = amount("估价（元）")
    order = models.PositiveSmallIntegerField("次序", default=1)

    not_personal: ClassVar = ("item", "unit")

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "物资"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="goods_line_not_negative",
                condition=(Q(quantity__isnull=True) | Q(quantity__gte=0)) & (Q(value__isnull=True) | Q(value__gte=0)),
            )
        ]

    def __str__(self) -> str:
        quantity = "" if self.quantity is None else Quantity.of(self.quantity).text(self.unit)
        value = "" if self.value is None else f"（{Quantity.of(self.value).text('元')}）"
        return f"{self.item}{quantity}{value}"
