"""Days that the office works or not, where that differs from what the calendar library knows."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from fulian.calendar.choices import DayKind
from fulian.calendar.querysets import WorkingDayQuerySet


class WorkingDay(models.Model):
    """One day as the State Council's notice has it. It wins over the library, whose years end."""

    date = models.DateField("日期", unique=True)
    kind = models.CharField("上班还是放假", max_length=10, choices=DayKind)
    note = models.CharField("说明", max_length=60, blank=True, help_text="如：春节调休。")
    set_at = models.DateTimeField("登记时间", auto_now=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登记人"
    )

    not_personal: ClassVar = ("note",)

    objects = WorkingDayQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作日安排"

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"
