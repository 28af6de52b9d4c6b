"""What every register's rows have: a vocabulary's shape, and how a thing came to its end."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from fulian.core.acts import actor

PHONE = RegexValidator(r"^(1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8})$", "请填11位手机号，或座机号，如 0571-88886666。")


class Vocabulary(models.Model):
    """A kind that a district may add to. A code never changes once it is used: indicators name it."""

    code = models.SlugField("代码", max_length=40, unique=True)
    label = models.CharField("名称", max_length=40)
    order = models.PositiveSmallIntegerField("次序", default=100)
    is_active = models.BooleanField("可选", default=True)

    not_personal: ClassVar[tuple[str, ...]] = ("code", "label")

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label


class Ending(models.Model):
    """How a thing came to its end: when that was entered, by whom and why. `is_void`: it was entered by mistake, and never
    counted at all."""

    is_void = models.BooleanField("已作废", default=False, editable=False)
    ended_at = models.DateTimeField("终止登记时间", null=True, blank=True, editable=False)
    ended_by = actor("终止登记人")
    end_reason = models.CharField("终止原因", max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def state_label(self) -> str:
        if self.is_void:
            return "已作废"
        return "已终止" if self.is_over else "在册"


def ending_constraint(name: str, day: str = "") -> models.CheckConstraint:
    """A last day (or being void), who entered it and why belong together."""
    last_day_known = Q(is_void=True) | (Q(**{f"{day}__isnull": False}) if day else Q())
    going_on = Q(is_void=False, ended_at__isnull=True, ended_by__isnull=True, end_reason="")
    over = last_day_known & Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")
    return models.CheckConstraint(name=name, condition=(going_on & Q(**{f"{day}__isnull": True} if day else {})) | over)


def order_constraint(name: str, first: str, last: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": F(first)}))


class Part(models.Model):
    """A line that belongs to an entry: an event of a venue, a year of a team … It is put right or taken away, and the audit
    log says by whom; the entry itself stays."""

    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    created_by = actor("登记人", null=False)
    updated_at = models.DateTimeField("最后修改时间", auto_now=True)
    updated_by = actor("最后修改人", null=False)

    entry_field: ClassVar[str] = ""  # the foreign key to the entry

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        url: str = self.entry.get_absolute_url()
        return url

    @property
    def entry(self) -> Any:
        return getattr(self, self.entry_field)

    @property
    def organization(self) -> Any:
        return self.entry.organization
