"""Forms of the year's summary."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from fulian.core.forms import PortalForm, PortalModelForm
from fulian.core.permissions import Permission
from fulian.organizations.models import Organization
from reports.models import AnnualSummary, SummaryParagraph, SummarySentence


class RefreshForm(PortalModelForm):
    """Take the figures anew."""

    class Meta:
        model = AnnualSummary
        fields = ("until", "guiding_thought")
        widgets = {"guiding_thought": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = "年底前总结可以提前截止，如11月30日；还没有锁定的月份会注明“暂计”。"


class RequestForm(PortalForm):
    """Whose year, which year, up to which day."""

    organization = forms.ModelChoiceField(label="单位", queryset=Organization.objects.none())
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    until = forms.DateField(
        label="数据截止日",
        required=False,
        help_text="不填就到年底（今年的到今天）。提前总结很平常，如11月30日；没有锁定的月份会注明“暂计”。",
    )
    guiding_thought = forms.CharField(
        label=AnnualSummary._meta.get_field("guiding_thought").verbose_name,
        help_text=AnnualSummary._meta.get_field("guiding_thought").help_text,
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = Organization.objects.visible_to(user, Permission.SUMMARIES_EDIT).reporting()
        self.fields["organization"].queryset = offered.order_by("path")
        self.fields["organization"].initial = offered.order_by("path").values_list("pk", flat=True).first()
        today = timezone.localdate()
        self.fields["year"].initial = today.year if today.month >= 10 else today.year - 1

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        year = cleaned.get("year")
        if year and not cleaned.get("until"):
            cleaned["until"] = min(datetime.date(year, 12, 31), max(timezone.localdate(), datetime.date(year, 1, 1)))
        return cleaned


class ProseForm(PortalForm):
    """One box for each paragraph, named after it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    required_marks = False

    def __init__(self, *args: Any, summary: AnnualSummary, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = summary.version
        self.paragraphs = list(summary.paragraphs.all())
        for number, paragraph in enumerate(self.paragraphs, start=1):
            self.fields[self.name_of(paragraph)] = forms.CharField(
                label=f"{paragraph.chapter_title or '开头'}·第{number}段",
                initial=paragraph.text,
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": min(3 + len(paragraph.text) // 60, 10)}),
                help_text=f"按数据生成的原文：{paragraph.generated_text}" if paragraph.changed else "",
            )

    @staticmethod
    def name_of(paragraph: SummaryParagraph) -> str:
        return f"paragraph_{paragraph.pk}"

    @property
    def texts(self) -> dict[int, str]:
        return {p.pk: self.cleaned_data[self.name_of(p)] for p in self.paragraphs}


class SignForm(PortalForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class SentenceForm(PortalModelForm):
    class Meta:
        model = SummarySentence
        fields = ("template", "new_paragraph", "active")
        widgets = {"template": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "template": "{指标代码}、{list:名单代码|max=3}，名单加 amount 连数一起说；[…]里缺数就整段略去。写法见使用手册。"
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)


class CompareForm(PortalForm):
    file = forms.FileField(
        label="改过的Word文件",
        help_text="在WPS里改好的.docx。只核对数字，不保存文件。",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


class CorrectionForm(PortalForm):
    paragraph = forms.ModelChoiceField(label="哪一段", queryset=SummaryParagraph.objects.none())
    text = forms.CharField(
        label="更正后的整段文字",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写出整段，不只写改的几个字。",
    )
    reason = forms.CharField(
        label="更正原因", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="会印在文件上。"
    )

    def __init__(self, *args: Any, summary: AnnualSummary, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["paragraph"]
        field.queryset = summary.paragraphs.all()
        field.label_from_instance = lambda paragraph: f"{paragraph.chapter_title or '开头'}：{paragraph.text[:30]}…"
