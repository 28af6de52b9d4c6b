"""The words of activities, kept by the district: kinds with what they ask for, and themes with their days."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import generic

from activities.festivals import windows_of
from activities.forms.vocabulary import FamilyForm, FieldForm, KindForm, ThemeDateForm, ThemeForm, WordForm
from activities.models import ActivityKind, KindFamily, KindField, Theme, ThemeDate
from activities.services import vocabulary
from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin

MODELS: dict[str, tuple[Any, type[WordForm], str]] = {
    "kinds": (ActivityKind, KindForm, "activities:kind-list"),
    "families": (KindFamily, FamilyForm, "activities:kind-list"),
    "fields": (KindField, FieldForm, "activities:kind-list"),
    "themes": (Theme, ThemeForm, "activities:theme-list"),
}


class KindList(views.PermissionMixin, generic.TemplateView):
    """All of it on one page: the families, their kinds, and what is asked. Constant queries."""

    permission = Permission.ACTIVITIES_DEFINE
    template_name = "activities/kind_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = ActivityKind.objects.prefetch_related("fields")
        families = KindFamily.objects.prefetch_related(Prefetch("kinds", kinds), "fields")
        return super().get_context_data(families=families, others=kinds.filter(family=None), **kwargs)


class ThemeList(views.PermissionMixin, generic.TemplateView):
    permission = Permission.ACTIVITIES_DEFINE
    template_name = "activities/theme_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        this_year = timezone.localdate().year
        years = [this_year, this_year + 1]
        themes = list(Theme.objects.all())
        windows = windows_of(themes, years)
        return super().get_context_data(years=years, rows=[(theme, windows[theme.pk]) for theme in themes], **kwargs)


class WordMixin(OnceMixin):
    """What is kept follows from the address: kinds, families, fields or themes."""

    permission = Permission.ACTIVITIES_DEFINE
    success_message = "已保存。"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        if kwargs["what"] not in MODELS:
            raise Http404
        self.model, self.form_class, self.list_url = MODELS[kwargs["what"]]
        self.queryset = self.model.objects.all()

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name)

    def get_success_url(self) -> str:
        return self.result.get_absolute_url()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse(self.list_url), **kwargs)


class WordCreate(WordMixin, views.FormView):
    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "instance": self._new()}

    def _new(self) -> Any:
        """A field belongs to the kind or the family from whose line she came."""
        if self.model is not KindField:
            return self.model()
        for name, owner in (("family", KindFamily), ("kind", ActivityKind)):
            if code := self.request.GET.get(name):
                return KindField(**{name: get_object_or_404(owner, code=code)})
        raise Http404

    @property
    def page_title(self) -> str:
        return f"增加{self.name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(page_title=self.page_title, submit_label="加上", **kwargs)
        instance = context["form"].instance
        if isinstance(instance, KindField):
            context["intro"] = f"“{instance.kind or instance.family}”的活动会多问这一项。"
        return context

    def perform(self, form: WordForm) -> Any:
        return vocabulary.add_word(word=form.instance, by=self.request.user)


class WordUpdate(WordMixin, views.UpdateView):
    queryset = ActivityKind.objects.all()  # of the address, see setup()
    template_name = "activities/word_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=f"修改{self.name}", submit_label="保存修改", what=self.kwargs["what"], **kwargs
        )

    def perform(self, form: WordForm) -> Any:
        return vocabulary.change_word(word=form.instance, by=self.request.user)


class WordRetire(WordMixin, views.ActView):
    """Retires one that is in use, and takes one up again that was retired."""

    queryset = ActivityKind.objects.all()  # of the address, see setup()
    success_message = "已改好。"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.model is KindFamily:
            raise Http404
        self.form_class = views.ActView.form_class

    @property
    def submit_label(self) -> str:
        return "停用" if self.object.is_active else "重新启用"

    @property
    def page_title(self) -> str:
        return f"{self.submit_label}{self.name}"

    @property
    def question(self) -> str:
        if self.object.is_active:
            return "停用以后不再让人选、让人填。已经记下的都还在，数字照样算。"
        return "重新启用以后，又可以选、可以填。"

    def perform(self, form: Any) -> Any:
        return vocabulary.set_word_active(word=self.object, is_active=not self.object.is_active, by=self.request.user)


class ThemeDays(OnceMixin, views.ObjectFormView):
    """When a theme is in a year that the calendar does not know, or is other than it thinks."""

    permission = Permission.ACTIVITIES_DEFINE
    queryset = Theme.objects.all()
    form_class = ThemeDateForm
    submit_label = "记下日期"
    success_message = "已记下。"

    @property
    def page_title(self) -> str:
        return f"{self.object.label}的日期"

    def get_initial(self) -> dict[str, Any]:
        return {"year": self.request.GET.get("year", "") or timezone.localdate().year}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": ThemeDate(theme=self.object)}

    def perform(self, form: ThemeDateForm) -> ThemeDate:
        return vocabulary.set_theme_days(days=form.instance, by=self.request.user)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=reverse("activities:theme-list"), page_title=self.page_title,
            intro="没有写日期的年份，按节日自动推算；写了的，以这里为准。", **kwargs,
        )  # fmt: skip
