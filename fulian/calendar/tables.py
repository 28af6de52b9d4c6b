import django_tables2 as tables
from django.urls import reverse

from fulian.calendar.models import WorkingDay


class WorkingDayTable(tables.Table):
    date = tables.DateColumn(
        verbose_name=WorkingDay._meta.get_field("date").verbose_name,
        format="Y年n月j日 l",
        linkify=lambda record: reverse("calendar:working-day-delete", args=[record.pk]),
    )

    class Meta:
        model = WorkingDay
        fields = ("date", "kind", "note", "set_by")
        orderable = False
        attrs = {"caption": "工作日安排"}
