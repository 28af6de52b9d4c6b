"""Dragging parts into another order (by script; without one the arrows do it), and moving one to another chapter (by form)."""

from typing import Any

from django.http import HttpResponse, JsonResponse

from fulian.core import views
from fulian.core.exceptions import Conflict, Refused
from fulian.core.permissions import Permission
from plans import services
from plans.forms.arranging import ChapterPlaceForm, OrderForm, TaskPlaceForm
from plans.models import Chapter, Plan, Task
from plans.views.parts import PartMixin


class OrderView(views.ObjectFormView):
    """A new order of siblings, as the script sends it."""

    permission = Permission.PLANS_EDIT
    seen_with = Permission.PLANS_VIEW
    form_class = OrderForm
    http_method_names = ["post"]

    def form_valid(self, form: OrderForm) -> HttpResponse:
        try:
            self.perform(form)
        except Refused as refusal:
            return JsonResponse({"message": refusal.message}, status=409 if isinstance(refusal, Conflict) else 422)
        return JsonResponse({"message": "次序已保存。"})

    def form_invalid(self, form: OrderForm) -> HttpResponse:
        return JsonResponse({"message": "次序没有读懂，请刷新页面再排。"}, status=422)


class PlanOrder(OrderView):
    queryset = Plan.objects.select_related("organization")

    def perform(self, form: OrderForm) -> Plan:
        return services.reorder_chapters(plan=self.object, **form.cleaned_data, by=self.request.user)


class SectionOrder(OrderView):
    queryset = Chapter.objects.placed()

    def perform(self, form: OrderForm) -> Plan:
        chapter = self.object
        return services.reorder_chapters(plan=chapter.plan, within=chapter, **form.cleaned_data, by=self.request.user)


class TaskOrder(OrderView):
    queryset = Chapter.objects.placed()

    def perform(self, form: OrderForm) -> Plan:
        return services.reorder_tasks(chapter=self.object, **form.cleaned_data, by=self.request.user)


class PlaceView(PartMixin, views.ObjectFormView):
    template_name = "plans/part_form.html"
    submit_label = "移过去"
    success_message = "已移过去，排在最后；要换次序请用箭头。"

    @property
    def within(self) -> str:
        return str(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "part": self.object}


class ChapterPlace(PlaceView):
    queryset = Chapter.objects.placed()
    form_class = ChapterPlaceForm
    page_title = "把这一章移到"

    def perform(self, form: ChapterPlaceForm) -> Chapter:
        return services.relocate_chapter(chapter=self.object, to=form.cleaned_data["to"], by=self.request.user)


class TaskPlace(PlaceView):
    queryset = Task.objects.placed()
    form_class = TaskPlaceForm
    page_title = "把这项任务移到"

    def perform(self, form: TaskPlaceForm) -> Task:
        return services.relocate_task(task=self.object, to=form.cleaned_data["to"], by=self.request.user)
