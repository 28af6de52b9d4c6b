"""The sentences that summaries are made of: the district says them in its own words."""

from itertools import groupby
from typing import Any

from django.urls import reverse
from django.views import generic

from fulian.core.permissions import Permission
from fulian.core.views import PermissionMixin, ServiceFormMixin
from reports.forms.summaries import SentenceForm
from reports.models import SummaryChapter, SummarySentence
from reports.services.outline import load_outline, rewrite_sentence


class OutlineList(PermissionMixin, generic.TemplateView):
    permission = Permission.INDICATORS_EDIT
    template_name = "reports/summary_outline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not SummaryChapter.objects.exists():
            load_outline()
        sentences = SummarySentence.objects.select_related("chapter").order_by("chapter__order", "order", "code")
        chapters = [(chapter, list(group)) for chapter, group in groupby(sentences, key=lambda one: one.chapter)]
        return super().get_context_data(chapters=chapters, **kwargs)


class SentenceUpdate(PermissionMixin, ServiceFormMixin, generic.UpdateView):
    """One sentence; it changes the next summaries, not those that are made."""

    permission = Permission.INDICATORS_EDIT
    model = SummarySentence
    form_class = SentenceForm
    template_name = "generic/form.html"
    success_message = "已保存，下一次生成或重新取数时用新的句式。"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def perform(self, form: SentenceForm) -> SummarySentence:
        sentence = SummarySentence.objects.get(pk=self.object.pk)
        rewrite_sentence(sentence=sentence, **form.cleaned_data, by=self.request.user)
        return sentence

    def get_success_url(self) -> str:
        return reverse("reports:summary-outline")

    get_cancel_url = get_success_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = "{ } 里是指标代码或名单，生成时换成数字或名称；[ ] 里的内容，数字没有或为零时整段略去。"
        title = f"{self.object.chapter}：修改句式"
        return super().get_context_data(page_title=title, intro=intro, **kwargs)
