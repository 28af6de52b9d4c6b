from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "fulian.calendar"
    label = "working_calendar"
    verbose_name = "工作日历"
