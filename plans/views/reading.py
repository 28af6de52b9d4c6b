"""From text to plan: read it in, go through what was found, take over what is meant. Nothing counts before that."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fulian.core import views
from fulian.core.exceptions import Conflict
from fulian.core.forms import PortalForm
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from plans import proposals
from plans.forms import reading as reading_forms
from plans.forms.targets import TargetForm
from plans.models import Chapter, Plan, Reading, Task
from plans.services import taking
from plans.views.support import DraftOnlyMixin
from plans.views.targets import TargetFormMixin


class ReadingCreate(OnceMixin, views.FormView):
    """A text that becomes a plan of its own."""

    permission = Permission.PLANS_EDIT
    form_class = reading_forms.NewReadForm
    template_name = "plans/reading_form.html"
    page_title = "从现成的文件读入"
    submit_label = "读一读"
    success_message = ""

    def perform(self, form: Any) -> Reading:
        data = form.cleaned_data
        return taking.read_in(
            text=data["text"],
            organization=data["organization"],
            year=data["year"],
            kind=data["kind"],
            by=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = Reading.objects.visible_to(self.request.user, Permission.PLANS_EDIT).placed()
        return super().get_context_data(cancel_url=reverse("plans:plan-list"), waiting=waiting, **kwargs)


class ReadingAdd(DraftOnlyMixin, OnceMixin, views.ObjectFormView):
    """A text that goes into a draft which exists."""

    permission = Permission.PLANS_EDIT
    seen_with = Permission.PLANS_VIEW
    queryset = Plan.objects.select_related("organization")
    form_class = reading_forms.ReadForm
    template_name = "plans/reading_form.html"
    page_title = "读入到这份计划"
    submit_label = "读一读"
    success_message = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def perform(self, form: Any) -> Reading:
        plan = self.object
        return taking.read_in(
            text=form.cleaned_data["text"], organization=plan.organization, year=plan.year, kind=plan.kind, into=plan,
            by=self.request.user,
        )  # fmt: skip


class TickForm(PortalForm):
    """Which entries are ticked; `edit` is the entry whose button was pressed, if it was not the form's own."""

    edit = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kept"] = forms.TypedMultipleChoiceField(
            coerce=int, required=False, choices=[(entry["id"], entry["id"]) for entry in reading.entries]
        )


class ReadingDetail(OnceMixin, views.ObjectFormView):
    permission = Permission.PLANS_EDIT
    queryset = Reading.objects.placed()
    form_class = TickForm
    template_name = "plans/reading_detail.html"
    submit_label = "把勾选的收进计划"
    success_message = "已收进计划草稿，请再看一遍，没有问题就送审。"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "reading": self.object}

    def form_valid(self, form: Any) -> HttpResponse:
        """What is ticked is kept in any case: she may only want to put one thing right first."""
        wanted = form.cleaned_data["edit"]
        try:
            self.object = taking.keep_entries(
                reading=self.object, kept=set(form.cleaned_data["kept"]), by=self.request.user
            )
            part = taking.entry_in(self.object, wanted)["part"] if wanted else ""
        except Conflict as gone:
            form.add_refusal(gone)
            return self.form_invalid(form)
        if wanted:
            return HttpResponseRedirect(reverse(f"plans:reading-{part}", args=[self.object.pk, wanted]))
        return super().form_valid(form)

    def perform(self, form: Any) -> Plan:
        return taking.take_over(reading=self.object, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tree = Tree(self.object)
        top = tree.top()
        return super().get_context_data(
            tree=top,
            found=tree.targets,
            target_count=len(tree.targets),
            problem_count=sum(bool(node["entry"].get("problem")) for node in tree.targets),
            cancel_url=reverse("plans:plan-list"),
            **kwargs,
        )


class Tree:
    """The entries as the page nests them; each target with its goal in words and the name of its indicator."""

    def __init__(self, reading: Reading):
        self.known = taking.known_to(reading)
        self.targets: list[dict[str, Any]] = []  # in the order of the text
        self.under: dict[int | None, list[proposals.Entry]] = {}
        for entry in reading.entries:
            self.under.setdefault(entry["within"], []).append(entry)

    def top(self) -> list[dict[str, Any]]:
        return [self._node(entry) for entry in self.under.get(None, [])]

    def _node(self, entry: proposals.Entry) -> dict[str, Any]:
        inner = [self._node(child) for child in self.under.get(entry["id"], [])]
        parts = {
            part: [node for node in inner if node["entry"]["part"] == part] for part in ("chapter", "task", "target")
        }
        target = None
        if entry["part"] == "target":
            target = proposals.as_target(entry, self.known)
        node = {"entry": entry, "target": target, **{f"{part}s": nodes for part, nodes in parts.items()}}
        if target is not None:
            self.targets.append(node)
        return node


class EntryMixin(OnceMixin):
    """Put one thing right that was read."""

    permission = Permission.PLANS_EDIT
    queryset = Reading.objects.placed()
    template_name = "plans/reading_entry.html"
    submit_label = "改好了，收下"
    part = ""

    @property
    def entry(self) -> proposals.Entry:
        try:
            entry = taking.entry_in(self.object, self.kwargs["entry"])
        except Conflict:
            raise Http404 from None
        if entry["part"] != self.part:
            raise Http404
        return entry

    def correct(self, values: proposals.Entry) -> Reading:
        return taking.correct_entry(reading=self.object, entry_id=self.entry["id"], values=values, by=self.request.user)

    def get_success_url(self) -> str:
        return f"{self.object.get_absolute_url()}#entry-{self.kwargs['entry']}"

    get_cancel_url = get_success_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(entry=self.entry, **kwargs)


class WordsMixin(EntryMixin):
    """A chapter or a task: its words."""

    success_message = "已改好。"
    model: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        names = self.form_class._meta.fields
        return {**super().get_form_kwargs(), "instance": self.model(**{name: self.entry[name] for name in names})}

    def perform(self, form: Any) -> Reading:
        return self.correct({name: form.cleaned_data[name] for name in form._meta.fields})


class ReadingChapter(WordsMixin, views.ObjectFormView):
    part, model, form_class, page_title = "chapter", Chapter, reading_forms.ChapterEntryForm, "改标题"


class ReadingTask(WordsMixin, views.ObjectFormView):
    part, model, form_class, page_title = "task", Task, reading_forms.TaskEntryForm, "改任务"


class ReadingTarget(TargetFormMixin, EntryMixin, views.ObjectFormView):
    """The form of every target, filled with what was read."""

    part, page_title = "target", "改目标"
    template_name = "plans/reading_target.html"

    @property
    def plan(self) -> Plan:
        return taking.plan_for(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        target = proposals.as_target(self.entry, taking.known_to(self.object))
        return {**super().get_form_kwargs(), "instance": target, "user": self.request.user, "plan": self.plan}

    def perform(self, form: TargetForm) -> Reading:
        return self.correct(proposals.values_of(form.instance, form.shape))


class ReadingDrop(views.ActView):
    permission = Permission.PLANS_EDIT
    queryset = Reading.objects.placed()
    page_title = "不要读入的内容"
    question = "读出的内容全部删掉，计划不变。"
    submit_label = "全部不要"
    success_message = "已删掉。"
    tone = "danger"

    def perform(self, form: Any) -> Plan | None:
        return taking.drop_reading(reading=self.object, by=self.request.user)

    def get_success_url(self) -> str:
        return self.result.get_absolute_url() if self.result else reverse("plans:plan-list")
