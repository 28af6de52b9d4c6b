"""Forms that take what people really type: full-width digits, 2026.3.8, 两百, 3.5万. Nothing typed is ever lost."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from fulian.core.chinese import typed_date, typed_number
from fulian.core.exceptions import Refused

DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


class NumberInput(forms.TextInput):
    """A text box with the phone's number keys: type=number would swallow full-width digits without a word."""

    def __init__(self, attrs: dict | None = None):
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class PortalFormMixin:
    """Widgets with the right keyboards, Chinese typing habits understood, and one helper for the page's template."""

    fields: dict[str, forms.Field]
    base_fields: dict[str, forms.Field]

    def __init__(self, data=None, *args: Any, **kwargs: Any):
        super().__init__(self._as_meant(data, kwargs.get("prefix")), *args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField | forms.DecimalField) and isinstance(
                field.widget, forms.NumberInput
            ):
                decimal = isinstance(field, forms.DecimalField)
                field.widget = NumberInput({**field.widget.attrs, "inputmode": "decimal" if decimal else "numeric"})
                field.widget.is_required = field.required
            elif isinstance(field, forms.DateField):
                field.input_formats = DATE_FORMATS
                if not isinstance(field.widget, forms.HiddenInput):
                    field.widget = DateInput({k: v for k, v in field.widget.attrs.items() if k != "type"})
                    field.widget.is_required = field.required
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def _as_meant(self, data, prefix: str | None):
        if data is None:
            return None
        data = data.copy()
        for name, field in self.base_fields.items():
            key = f"{prefix}-{name}" if prefix else name
            typed = data.get(key)
            if not isinstance(typed, str) or not typed:
                continue
            if isinstance(field, forms.IntegerField | forms.DecimalField):
                data[key] = typed_number(typed)
            elif isinstance(field, forms.DateField):
                data[key] = typed_date(typed)
        return data

    def add_refusal(self, refusal: Refused) -> None:
        """Show what a service refused, at its field when the form has it."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)


class PortalForm(PortalFormMixin, forms.Form):
    pass


class PortalModelForm(PortalFormMixin, forms.ModelForm):
    pass


class ServiceModelForm(PortalModelForm):
    """Of a row that a service judges as a whole."""

    def full_clean(self) -> None:
        """A browser's calendar shows nothing for a day that does not exist: such a day comes back as text."""
        super().full_clean()
        for name in self.errors:
            field = self.fields.get(name)
            if isinstance(field, forms.DateField):
                field.widget.input_type = "text"

    def _post_clean(self) -> None:
        """Constraints of the table are left to the service, which says them in words and at the field."""
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()


class ReasonForm(PortalForm):
    """Cancelling, returning and correcting always need a reason."""

    reason = forms.CharField(
        label="原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明原因，别人要据此知道发生了什么。"},
    )
