"""The calendar: a month or a week of activities, with the days that a federation's year turns on."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.views import generic

from activities.calendar import week_of, weeks_of
from activities.filters import CalendarFilter
from activities.models import Activity, Campaign
from fulian.core import views
from fulian.core.chinese import long_date, short_date
from fulian.core.periods import Month, Period
from fulian.core.permissions import Permission

WEEK = datetime.timedelta(days=7)
WEEKDAYS = "一二三四五六日"
LISTED = 30  # of one day, below the squares; the list shows the rest
YEARS = range(2000, 2100)


class ActivityCalendar(views.ScopedMixin, generic.TemplateView):
    """`?day=2026-11-08` is the day looked at; `?view=week` shows its week, anything else its month."""

    permission = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.standing()
    template_name = "activities/activity_calendar.html"

    @cached_property
    def today(self) -> datetime.date:
        return timezone.localdate()

    @cached_property
    def day(self) -> datetime.date:
        """An address with a day that does not exist shows today."""
        try:
            asked = parse_date(self.request.GET.get("day", ""))
        except ValueError:
            asked = None
        return asked if asked and asked.year in YEARS else self.today

    @property
    def by_week(self) -> bool:
        return self.request.GET.get("view") == "week"

    @cached_property
    def filterset(self) -> CalendarFilter:
        return CalendarFilter(self.request.GET or None, queryset=self.get_queryset(), request=self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.filterset.qs
        span = self._week(rows) if self.by_week else self._month(rows)
        return super().get_context_data(
            filterset=self.filterset,
            weekdays=WEEKDAYS,
            today_url="" if self.day == self.today else self._url(self.today),
            campaigns=self._campaigns(span.pop("span")),
            way="week" if self.by_week else "month",
            month_url=self._url(self.day, view=""),
            week_url=self._url(self.day, view="week"),
            **span,
            **kwargs,
        )

    def _month(self, rows: Any) -> dict[str, Any]:
        month = Month.of(self.day)
        weeks = weeks_of(month, rows, self.today)
        chosen = next(day for week in weeks for day in week.days if day.date == self.day)
        listed = rows.on(Period(self.day, self.day)).select_related("organization", "kind").order_by("pk")[:LISTED]
        return {
            "span": month.period,
            "label": month.label,
            "previous_url": self._url(month.plus(-1).first),
            "next_url": self._url(month.plus(1).first),
            "weeks": [[(day, self._url(day.date)) for day in week.days] for week in weeks],
            "chosen": chosen,
            "chosen_label": _day_label(self.day),
            "chosen_rows": listed if chosen.number else [],
            "chosen_url": self._list_url(self.day) if chosen.number > LISTED else "",
            "number": sum(day.number for week in weeks for day in week.days if day.inside),
        }

    def _week(self, rows: Any) -> dict[str, Any]:
        week = week_of(self.day, rows, self.today)
        first, last = week.days[0].date, week.days[-1].date
        return {
            "span": Period(first, last),
            "label": f"{long_date(first)}至{short_date(last)}",
            "previous_url": self._url(first - WEEK),
            "next_url": self._url(first + WEEK),
            "week": [(day, _day_label(day.date), self._list_url(day.date)) for day in week.days],
            "number": sum(day.number for day in week.days),
        }

    def _campaigns(self, span: Period) -> list[tuple[Campaign, str]]:
        """主题活动 that go on in the span, and their days."""
        rows = Campaign.objects.visible_to(self.request.user, self.permission).during(span).listed()
        return [
            (row, f"{short_date(row.starts_on)}至{short_date(row.ends_on)}") for row in rows.order_by("starts_on", "pk")
        ]

    def _url(self, day: datetime.date, **changes: str) -> str:
        query = self.request.GET.copy()
        query["day"] = day.isoformat()
        for key, value in changes.items():
            query.pop(key, None)
            if value:
                query[key] = value
        return f"{self.request.path}?{query.urlencode()}"

    def _list_url(self, day: datetime.date) -> str:
        """The list of that day, narrowed in the same way."""
        asked = {key: value for key, value in self.request.GET.items() if key in self.filterset.filters and value}
        return f"{reverse('activities:activity-list')}?{urlencode({**asked, 'since': day, 'until': day})}"


def _day_label(day: datetime.date) -> str:
    return f"{short_date(day)} 星期{WEEKDAYS[day.weekday()]}"
