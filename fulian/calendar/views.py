from typing import Any

from django.urls import reverse

from fulian.calendar import services
from fulian.calendar.days import known_years
from fulian.calendar.forms import WorkingDayForm
from fulian.calendar.models import WorkingDay
from fulian.calendar.tables import WorkingDayTable
from fulian.core import views
from fulian.core.permissions import Permission


class WorkingDayList(views.ListView):
    permission = Permission.CALENDAR_EDIT
    queryset = WorkingDay.objects.select_related("set_by")
    table_class = WorkingDayTable
    sorts = {"newest": ("日期，新的在前", "-date"), "oldest": ("日期，早的在前", "date")}
    page_title = "工作日历"
    create_url = "calendar:working-day-create"
    create_label = "登记一天"
    empty_title = "还没有另外登记的日子"
    empty_text = "国务院公布新一年的放假安排以后，把调休上班和放假的日子登记在这里。"

    @property
    def page_intro(self) -> str:
        years = known_years()
        return (
            f"{years.start}到{years[-1]}年的法定放假和调休系统已经知道。以后的年份暂按星期一到星期五上班推算，"
            "登记在这里的日子优先。"
        )


class WorkingDayCreate(views.FormView):
    permission = Permission.CALENDAR_EDIT
    form_class = WorkingDayForm
    page_title = "登记一天"
    submit_label = "登记"

    def get_success_url(self) -> str:
        return reverse("calendar:working-day-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("calendar:working-day-list"), **kwargs)

    def perform(self, form: WorkingDayForm) -> WorkingDay:
        return services.set_working_day(**form.cleaned_data, by=self.request.user)


class WorkingDayDelete(views.ActView):
    permission = Permission.CALENDAR_EDIT
    queryset = WorkingDay.objects.all()
    page_title = "删去这一天的安排"
    question = "删去以后，这一天按系统原有的安排计算。"
    submit_label = "删去"
    success_message = "已删去。"

    def get_success_url(self) -> str:
        return reverse("calendar:working-day-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("calendar:working-day-list"), tone="danger", **kwargs)

    def perform(self, form) -> None:
        services.remove_working_day(day=self.object, by=self.request.user)
