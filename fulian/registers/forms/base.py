"""Forms for records: whose it is, what people really type, and messages that say what to do. Other apps use them too."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from fulian.core.chinese import plain
from fulian.core.forms import ServiceModelForm
from fulian.core.permissions import Permission
from fulian.indicators.forms import parse_quantity
from fulian.organizations.forms import OrganizationChoiceField, reachable
from fulian.organizations.models import Organization

LARGEST = 10_000_000
MESSAGES = {
    forms.IntegerField: {
        "invalid": "请填整数，例如 30。",
        "min_value": "不能小于 %(limit_value)s。",
        "max_value": "这个数太大了，请核对是不是多打了几位。",
    },
    forms.DecimalField: {
        "invalid": "请填数字，例如 5000。",
        "min_value": "不能小于 %(limit_value)s。",
        "max_digits": "这个数太大了，请核对是不是多打了几位。",
        "max_decimal_places": "最多两位小数。",
    },
    forms.DateField: {"invalid": "没有这一天，请按 2025-03-08 这样填。"},
}


def speak_plainly(fields: dict[str, forms.Field]) -> None:
    """Messages for people, in place of the framework's."""
    for field in fields.values():
        for kind, messages in MESSAGES.items():
            if type(field) is kind:
                field.error_messages = {**field.error_messages, **messages}
                for validator in field.validators:
                    if getattr(validator, "code", "") in messages:
                        validator.message = messages[validator.code]


class RecordForm(ServiceModelForm):
    """A record of an organization. She who has one organization is not asked which; the service judges the whole."""

    permission: Permission
    approximate: ClassVar[dict[str, str]] = {}  # number field → the field that says 余, 以上 or 约
    version = forms.CharField(required=False, widget=forms.HiddenInput)  # which state of the record she is looking at

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self._understand_approximate_numbers()
        self._offer_organizations()
        if self.instance.pk:
            self.fields["version"].initial = self.instance.updated_at.isoformat()
        else:
            del self.fields["version"]
        for field in self.fields.values():
            if isinstance(field, forms.DecimalField):
                field.validators = [*field.validators, MinValueValidator(0)]
            elif isinstance(field, forms.IntegerField):
                _limit(field)
        speak_plainly(self.fields)

    def _offer_organizations(self) -> None:
        offered = reachable(self.user, self.permission)
        if self.instance.organization_id:
            offered |= Organization.objects.filter(pk=self.instance.organization_id)
        found = list(offered[:2])
        if len(found) == 1 and self.instance.organization_id in (None, found[0].pk):
            self.instance.organization = found[0]
            del self.fields["organization"]
            return
        field = OrganizationChoiceField(
            queryset=offered, label=self.fields["organization"].label, empty_label=None, widget=forms.Select
        )
        post = self.user.current_post
        field.initial = self.instance.organization_id or (post.organization_id if post else None)
        self.fields["organization"] = field

    def _understand_approximate_numbers(self) -> None:
        """“200余” typed into a number: the number and its 余, each in its field."""
        for number, qualifier in self.approximate.items() if self.is_bound else ():
            try:
                quantity = parse_quantity(self.data.get(number, ""))
            except ValueError:  # the field says what is wrong
                continue
            if quantity.approximate:
                self.data[number] = plain(quantity.value)
                self.data[qualifier] = quantity.qualifier.value

    def clean_version(self) -> datetime.datetime | None:
        try:
            return datetime.datetime.fromisoformat(self.cleaned_data["version"])
        except ValueError:  # somebody took it out: the last one wins, as without it
            return None


def _limit(field: forms.IntegerField) -> None:
    field.max_value = LARGEST
    field.validators = [v for v in field.validators if getattr(v, "code", "") != "max_value"] + [
        MaxValueValidator(LARGEST)
    ]


class FoldedMixin:
    """What nearly everybody fills in comes first; the rest is folded away, open where something in it is filled in or wrong."""

    folded: ClassVar[tuple[str, ...]] = ()
    more_label: ClassVar[str] = "更多内容（没有就不填）"

    @property
    def essential(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.folded]  # type: ignore[attr-defined]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.folded if name in self.fields]  # type: ignore[attr-defined, index]

    @property
    def more_open(self) -> bool:
        names = [field.name for field in self.more]
        if self.is_bound:  # type: ignore[attr-defined]
            return any(name in self.errors or name in self.changed_data for name in names)  # type: ignore[attr-defined]
        return any(self.initial.get(name) not in (None, "", False, []) for name in names)  # type: ignore[attr-defined]


class EntryForm(FoldedMixin, RecordForm):
    permission = Permission.REGISTERS_EDIT


class NamesField(forms.CharField):
    """Several people in one box, with 、 or a new line between them."""

    def __init__(self, **kwargs: Any):
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        for mark in "，,；;\r\n":
            text = text.replace(mark, "、")
        names = ["".join(name.split()) for name in text.split("、")]  # 张　玥 is 张玥
        names = [name for name in names if name]
        if too_long := [name for name in names if len(name) > 40]:
            raise forms.ValidationError(f"“{too_long[0][:10]}…”太长了，人名之间请用顿号或换行分开。")
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise forms.ValidationError(f"“{twice}”写了两次，请核对。")
        return names


def only_active(field: Any, chosen: int | None) -> None:
    """Kinds that may still be chosen, and the one that was."""
    field.queryset = field.queryset.filter(is_active=True) | field.queryset.filter(pk=chosen)
