"""Two fillings of the same form side by side, in the words that the form shows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

YES_NO = {True: "是", False: "否"}


@dataclass(frozen=True)
class Difference:
    """One field that says something else in the two; an empty text means that nothing was filled in."""

    name: str
    label: str
    mine: str
    theirs: str


def differences(mine: forms.BaseForm, theirs: forms.BaseForm) -> list[Difference]:
    """`mine` is bound; `theirs` is bound (another device's draft) or not (the record as it is stored).

    A form names in `not_compared` what only serves its buttons.
    """
    left_out = getattr(mine, "not_compared", ())
    found = []
    for name, field in mine.fields.items():
        passed_by = field.widget.is_hidden or isinstance(field, forms.FileField) or name in left_out
        if passed_by or name not in theirs.fields:
            continue
        here, there = filled_in(mine, name), filled_in(theirs, name)
        texts = text_of(field, here), text_of(theirs.fields[name], there)
        if texts[0] != texts[1] and (theirs.is_bound or field.has_changed(_one_line_end(there), _one_line_end(here))):
            found.append(Difference(name, str(mine[name].label), *texts))
    return found


def filled_in(form: forms.BaseForm, name: str) -> Any:
    """As it was typed in a bound form; what an unbound one begins with."""
    field = form.fields[name]
    if form.is_bound:
        return field.widget.value_from_datadict(form.data, {}, form.add_prefix(name))
    return form.get_initial_for_field(field, name)


def _one_line_end(value: Any) -> Any:
    """A browser sends its line ends as two characters."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def text_of(field: forms.Field, value: Any) -> str:
    widget = field.widget
    if hasattr(widget, "as_text"):
        return widget.as_text(value)
    if isinstance(widget, forms.CheckboxInput):
        return YES_NO[bool(value)]
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list | tuple) else widget.decompress(value) or ()
        return "".join(text_in(part, one) for part, one in zip(widget.widgets, parts, strict=False))
    return text_in(widget, field.prepare_value(value))


def text_in(widget: forms.Widget, value: Any) -> str:
    """What a widget would show for it."""
    if value is None or value == "":
        return ""
    values = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    if isinstance(widget, forms.widgets.ChoiceWidget):
        labels = {str(key): str(label).strip() for key, label in _flat(widget.choices)}
        return "、".join(labels.get(str(one), str(one)) for one in values if one not in ("", None))
    return "、".join(_one_line_end(str(widget.format_value(one) or "")) for one in values)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield key, label


def merged(form: forms.BaseForm, mine: QueryDict, theirs: dict[str, list[str]], names: Iterable[str]) -> QueryDict:
    """What was typed here, with the fields `names` as the other one has them."""
    data = mine.copy()
    together = getattr(form, "taken_together", {})
    wanted = {one for name in names for one in (name, *together.get(name, ()))}
    for name in wanted:
        inputs = re.compile(
            rf"{re.escape(form.add_prefix(name))}(_\d+|-\d+-\w+)?"
        )  # a field of several parts, or of lines
        for key in [key for key in data if inputs.fullmatch(key)]:
            del data[key]
        for key, values in theirs.items():
            if inputs.fullmatch(key):
                data.setlist(key, values)
    return data
