"""The forms of circulars. What a circular may say is judged by the services, at the field."""

import datetime
import re
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from fulian.calendar.days import add_workdays
from fulian.core.chinese import halfwidth
from fulian.core.exceptions import Refused
from fulian.core.forms import PortalForm, PortalModelForm
from fulian.core.permissions import Permission
from fulian.inbox.circulars.choices import AUDIENCES, Ask
from fulian.inbox.circulars.documents import ACCEPT, prepare_file
from fulian.inbox.circulars.models import SIGNUP_FIELDS, Circular, CircularRecipient
from fulian.organizations.choices import Level
from fulian.organizations.forms import OrganizationChoiceField, reachable
from fulian.organizations.models import Organization

WORKDAYS_TO_ANSWER = 5
MOST_ROWS = 200
SPARE_ROWS = 3
MOST_UNFOLDED = 12
PHONE = re.compile(r"^[0-9][0-9\-]{4,19}$")


class WordsField(forms.CharField):
    """Several short words with 、 between them: cleans to a list, each once."""

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        words = [word.strip() for word in re.split(r"[、，,;；\n]", super().clean(value)) if word.strip()]
        too_long = [word for word in words if len(word) > 40]
        if too_long:
            raise forms.ValidationError(f"“{too_long[0][:10]}…”太长了，每个最多40个字，几个之间用顿号分开。")
        return list(dict.fromkeys(words))

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self, attrs: dict | None = None):
        super().__init__({"multiple": True, "accept": ACCEPT, "data-shrink": "", **(attrs or {})})


class FilesField(forms.FileField):
    """Photos and office files together: cleans to what services.attach_files keeps."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # type: ignore[override]
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        found, problems = [], []
        for upload in uploads:
            try:
                found.append(prepare_file(upload))
            except Refused as refusal:
                problems.append(f"{upload.name[:30]}：{refusal.message}")
        if problems:
            raise forms.ValidationError(problems)
        return found


class TreeSelect(forms.SelectMultiple):
    """Organizations to tick, folded by the one above them (templates/circulars/tree_select.html)."""

    template_name = "circulars/tree_select.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        ticked = {str(key) for key in value or ()}
        branches = _branches(list(self.choices.queryset), ticked)  # type: ignore[attr-defined]
        single = [branch for branch in branches if not branch["leaves"]]
        context["branches"] = [branch for branch in branches if branch["leaves"]]
        context["single"] = single
        context["folded"] = len(single) > MOST_UNFOLDED and not any(one["checked"] for one in single)
        return context


def _branches(organizations: list[Organization], ticked: set[str]) -> list[dict[str, Any]]:
    """Each township with what is below it; what stands under none of them is a branch of its own without leaves."""
    branches: dict[int, dict[str, Any]] = {}
    roots = {one.pk for one in organizations} if organizations else set()
    for one in organizations:
        leaf = {"value": one.pk, "label": one.name, "checked": str(one.pk) in ticked}
        if one.parent_id in roots:
            top = next((key for key in one.ancestor_ids if key in branches), None)
            if top is not None:
                branches[top]["leaves"].append(leaf)
                branches[top]["ticked"] += leaf["checked"]
                continue
        branches[one.pk] = {**leaf, "leaves": [], "ticked": 0}
    return list(branches.values())


class AudienceForm(PortalModelForm):
    """To whom it goes, and what goes with it: what writing and passing on have in common."""

    permission = Permission.CIRCULARS_ISSUE
    levels = forms.MultipleChoiceField(
        label=Circular._meta.get_field("levels").verbose_name, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="按级别选的，发出那天有哪些组织就发给哪些。",
    )  # fmt: skip
    picked = forms.ModelMultipleChoiceField(
        label="一个一个挑", queryset=Organization.objects.none(), required=False, widget=TreeSelect
    )
    files = FilesField(
        label="附件", required=False, help_text="照片、PDF、Word、Excel、PPT都可以，一次可以选几个，每个最多20MB。"
    )

    class Meta:
        model = Circular
        fields = ("organization", "text", "due_on")

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self._offer_organizations()
        issuers = self.issuers()
        below = Organization.objects.none()
        for issuer in issuers:
            below |= Organization.objects.under(issuer.path).exclude(pk=issuer.pk)
        below = below.filter(closed_on__isnull=True).exclude(level=Level.GRID)
        self.fields["picked"].queryset = below.in_tree_order()
        there = set(below.order_by().values_list("level", flat=True).distinct())
        self.fields["levels"].choices = [(level.value, label) for level, label in AUDIENCES.items() if level in there]

    def issuers(self) -> list[Organization]:
        return list(reachable(self.user, self.permission))

    def _offer_organizations(self) -> None:
        """She who issues for one organization is not asked for which."""
        offered = reachable(self.user, self.permission)
        found = list(offered[:2])
        if self.instance.pk or len(found) == 1:
            if not self.instance.pk:
                self.instance.organization = found[0]
            del self.fields["organization"]
            return
        post = self.user.current_post
        self.fields["organization"] = OrganizationChoiceField(
            queryset=offered, label="发文组织", empty_label=None, initial=post.organization_id if post else None
        )

    def _post_clean(self) -> None:
        """Constraints of the table are left to the service, which says them in words and at the field."""
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()
        self.instance.levels = self.cleaned_data.get("levels", [])


class CircularForm(AudienceForm):
    options = WordsField(
        label=Circular._meta.get_field("options").verbose_name, required=False, max_length=300,
        help_text="下级点一个就行，几个之间用顿号分开，如“参加、不参加”。不填就由下级写一句话。",
    )  # fmt: skip
    columns = WordsField(
        label=Circular._meta.get_field("columns").verbose_name, required=False, max_length=300,
        help_text="姓名、职务、电话已经有了；还要别的用顿号分开，如“性别、是否住宿”。用不着的信息不要收。",
    )  # fmt: skip
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order: ClassVar = (
        "organization", "title", "text", "files", "levels", "picked", "ask", "question", "options", "columns",
        "most_people", "due_on", "delete_on", "number_text",
    )  # fmt: skip

    class Meta:
        model = Circular
        fields = (
            "organization", "title", "text", "ask", "question", "most_people", "due_on", "delete_on", "number_text",
            "follows", "follows_as",
        )  # fmt: skip
        widgets = {
            "ask": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 12}),
            "follows": forms.HiddenInput,
            "follows_as": forms.HiddenInput,
        }
        help_texts = {
            "text": "每段另起一行。落款和日期会自动加上。",
            "ask": "已阅、签收点一下就行；回执答一句话；报名表填人员名单。",
            "due_on": "过了这一天还可以答复，会标“逾期”。",
            "delete_on": "不填就在截止后60天自动删除姓名电话，人数保留。",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["ask"].choices = Ask.choices
        self.fields["follows"].queryset = Circular.objects.written_by(self.user)
        if self.instance.pk:
            self.fields["version"].initial = self.instance.updated_at.isoformat()
            for name in ("levels", "options", "columns"):
                self.fields[name].initial = getattr(self.instance, name)
            self.fields["picked"].initial = list(self.instance.picked.values_list("pk", flat=True))
        else:
            del self.fields["version"]
            self.fields["due_on"].initial = add_workdays(timezone.localdate(), WORKDAYS_TO_ANSWER)
        self.order_fields(self.field_order)

    def clean_version(self) -> datetime.datetime | None:
        try:
            return datetime.datetime.fromisoformat(self.cleaned_data["version"])
        except ValueError:  # somebody took it out: the last one wins, as without it
            return None

    def _post_clean(self) -> None:
        super()._post_clean()
        self.instance.options = self.cleaned_data.get("options", [])
        self.instance.columns = self.cleaned_data.get("columns", [])


class ForwardForm(AudienceForm):
    """Passing a circular on: one's own remark, and a day before the one above."""

    field_order: ClassVar = ("text", "levels", "picked", "due_on", "files")

    class Meta:
        model = Circular
        fields = ("text", "due_on")
        labels = {"text": "转发意见", "due_on": "请他们在哪天前答复"}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "text": "想交代的话，可以不写；上级的原文和附件会附在后面。",
            "due_on": "比上级要求的早一点，好留出汇总的时间。",
        }

    def __init__(self, *args: Any, issuer: Organization, earlier: Circular, **kwargs: Any):
        self.issuer, self.earlier = issuer, earlier
        super().__init__(*args, **kwargs)
        self.instance.organization = issuer
        self.fields["due_on"].required = earlier.due_on is not None
        self.fields["due_on"].initial = _day_before(earlier.due_on)
        if self.fields["levels"].choices:
            self.fields["levels"].initial = [self.fields["levels"].choices[0][0]]
        self.order_fields(self.field_order)

    def issuers(self) -> list[Organization]:
        return [self.issuer]

    def _offer_organizations(self) -> None:
        """Whoever got it passes it on."""


def _day_before(due_on: datetime.date | None) -> datetime.date | None:
    today = timezone.localdate()
    return max(due_on - datetime.timedelta(days=1), today) if due_on else None


class AnswerForm(PortalForm):
    """签收 and 已阅 need no more; the others say which state of the answer they were filled in upon."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, recipient: CircularRecipient, **kwargs: Any):
        self.recipient, self.circular = recipient, recipient.circular
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = recipient.seen

    def answer(self) -> dict[str, Any]:
        return {"seen": self.cleaned_data["seen"]}


class ReceiptForm(AnswerForm):
    option = forms.ChoiceField(
        label="请选一个", widget=forms.RadioSelect, error_messages={"required": "请选一个答复。"}
    )
    text = forms.CharField(
        label="回执内容", max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请填写回执内容。"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        options = self.circular.options
        self.fields["text"].initial = self.recipient.text
        if options:
            self.fields["option"].choices = [(option, option) for option in options]
            self.fields["option"].initial = self.recipient.option
            self.fields["text"].required = False
            self.fields["text"].label = "补充一句"
        else:
            del self.fields["option"]

    def answer(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**super().answer(), "option": data.get("option", ""), "text": data["text"]}


class SignupForm(AnswerForm):
    """As many people as there are rows: fields `p0_0`, `p0_1` …, person by person and column by column."""

    nobody = forms.BooleanField(label="本单位没有人报名", required=False)
    rows = forms.IntegerField(required=False, min_value=1, max_value=MOST_ROWS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: list[dict[str, str]] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        known = [row.values for row in self.recipient.signups.all()] or offered or []
        self.fields["nobody"].initial = self.recipient.people == 0
        self.number = self._number(len(known))
        self.fields["rows"].initial = self.number
        self.initial["rows"] = self.number
        for row in range(self.number):
            for place, label in enumerate(self.circular.signup_columns):
                field = forms.CharField(label=label, required=False, max_length=60, label_suffix="")
                if label == SIGNUP_FIELDS[2]:
                    field.widget.attrs["inputmode"] = "tel"
                field.widget.attrs["autocomplete"] = "off"
                field.initial = known[row].get(label, "") if row < len(known) else ""
                self.fields[f"p{row}_{place}"] = field

    def _number(self, known: int) -> int:
        most = self.circular.most_people or MOST_ROWS
        if self.is_bound:
            typed = halfwidth(str(self.data.get("rows", "")))
            wanted = int(typed) if typed.isascii() and typed.isdigit() else SPARE_ROWS
            return max(1, min(wanted, MOST_ROWS))
        return max(1, min(known + SPARE_ROWS, most))

    @property
    def people_rows(self) -> list[list[Any]]:
        places = range(len(self.circular.signup_columns))
        return [[self[f"p{row}_{place}"] for place in places] for row in range(self.number)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.people: list[dict[str, str]] = []
        for row in range(self.number):
            person = {
                label: halfwidth(data.get(f"p{row}_{place}") or "") if label == SIGNUP_FIELDS[2] else data.get(f"p{row}_{place}") or ""
                for place, label in enumerate(self.circular.signup_columns)
            }  # fmt: skip
            if not any(person.values()):
                continue
            self.people.append(person)
            if not person[SIGNUP_FIELDS[0]]:
                self.add_error(f"p{row}_0", f"第{row + 1}人还没有填姓名。")
            if person[SIGNUP_FIELDS[2]] and not PHONE.match(person[SIGNUP_FIELDS[2]]):
                self.add_error(f"p{row}_2", "电话请填数字，如13800000000或0571-88880000。")
        if data.get("nobody") and self.people:
            self.add_error("nobody", "上面填了人，就不要勾“没有人报名”。")
        if not data.get("nobody") and not self.people and not self.errors:
            self.add_error("p0_0", "请填报名的人；没有人报名就勾上最下面的“本单位没有人报名”。")
        return data

    def answer(self) -> dict[str, Any]:
        return {**super().answer(), "people": self.people}


ANSWER_FORMS: dict[str, type[AnswerForm]] = {
    Ask.READ: AnswerForm, Ask.SIGN: AnswerForm, Ask.RECEIPT: ReceiptForm, Ask.SIGNUP: SignupForm,
}  # fmt: skip
