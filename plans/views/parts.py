"""Writing a plan, one part at a time. Every page here answers only for a plan of her own organization."""

from collections.abc import Callable
from typing import Any

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from plans import services
from plans.forms.document import ChapterForm, MoveForm, TaskForm
from plans.models import Chapter, Plan, Target, Task
from plans.views.support import DraftOnlyMixin

NAMES = {Chapter: "章", Task: "任务", Target: "目标"}


class PartMixin(DraftOnlyMixin):
    """`object` is the part; where one is added, what it is added to."""

    permission = Permission.PLANS_EDIT
    seen_with = Permission.PLANS_VIEW


class AddView(PartMixin, OnceMixin, views.ObjectFormView):
    template_name = "plans/part_form.html"
    new_part: Callable[[], Any]  # unsaved, under what it is added to

    @property
    def within(self) -> Any:
        """What it is added to, for her to see that she is at the right place."""
        return self.object

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.new_part(), "user": self.request.user, "plan": self.plan}


class ChangeView(PartMixin, OnceMixin, views.UpdateView):
    template_name = "plans/part_form.html"
    submit_label = "保存修改"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.plan}

    def perform(self, form: Any) -> Any:
        return services.change_part(part=form.instance, by=self.request.user)


class RemoveView(PartMixin, views.ActView):
    success_message = "已删除。"
    tone = "danger"

    def perform(self, form: Any) -> Plan:
        return services.remove_part(part=self.object, by=self.request.user)

    @property
    def submit_label(self) -> str:
        return f"删除{NAMES[type(self.object)]}"

    @property
    def page_title(self) -> str:
        return self.submit_label


class MoveView(PartMixin, views.ActView):
    """A press on an arrow of the plan's page; a GET asks which way."""

    form_class = MoveForm
    page_title = "调整次序"
    submit_label = "移动"
    success_message = ""

    def perform(self, form: MoveForm) -> Any:
        services.swap_part(part=self.object, up=form.cleaned_data["direction"] == "up", by=self.request.user)
        return self.object


# ---- chapters --------------------------------------------------------------------------------------------------------------


class ChapterCreate(AddView):
    queryset = Plan.objects.select_related("organization")
    form_class = ChapterForm
    page_title = "加一章"
    submit_label = "加上这一章"
    success_message = "已加上，接着写这一章的任务。"

    def new_part(self) -> Chapter:
        return Chapter(plan=self.object)

    def perform(self, form: ChapterForm) -> Chapter:
        return services.add_chapter(chapter=form.instance, by=self.request.user)


class SectionCreate(ChapterCreate):
    """A chapter inside another one."""

    queryset = Chapter.objects.placed()
    page_title = "加一节"
    submit_label = "加上这一节"
    success_message = "已加上，接着写这一节的任务。"

    def new_part(self) -> Chapter:
        around = self.object
        return Chapter(plan=around.plan, parent=around, area=around.area, depth=around.depth + 1)


class ChapterUpdate(ChangeView):
    queryset = Chapter.objects.placed()
    form_class = ChapterForm
    page_title = "修改章"
    remove_url = "plans:chapter-remove"
    place_url = "plans:chapter-place"


class ChapterRemove(RemoveView):
    queryset = Chapter.objects.placed()
    question = "这一章连同下面的各节、任务和目标一起删除，不能恢复。"


class ChapterMove(MoveView):
    queryset = Chapter.objects.placed()


# ---- tasks -----------------------------------------------------------------------------------------------------------------


class TaskCreate(AddView):
    queryset = Chapter.objects.placed()
    form_class = TaskForm
    template_name = "plans/task_form.html"
    page_title = "加任务"
    submit_label = "加上这项任务"
    success_message = "已加上，接着写这项任务的目标。"

    def new_part(self) -> Task:
        return Task(chapter=self.object)

    def perform(self, form: TaskForm) -> Task:
        return services.add_task(task=form.instance, by=self.request.user, **_links(form))


def _links(form: TaskForm) -> dict[str, Any]:
    return {name: form.cleaned_data.get(name, ()) for name in ("partners", "programmes")}


class TaskUpdate(ChangeView):
    queryset = Task.objects.placed()
    form_class = TaskForm
    template_name = "plans/task_form.html"
    page_title = "修改任务"
    remove_url = "plans:task-remove"
    place_url = "plans:task-place"

    def perform(self, form: TaskForm) -> Task:
        services.change_part(part=form.instance, by=self.request.user, **_links(form))
        return form.instance


class TaskRemove(RemoveView):
    queryset = Task.objects.placed()
    question = "这项任务连同下面的目标一起删除，不能恢复。"


class TaskMove(MoveView):
    queryset = Task.objects.placed()
