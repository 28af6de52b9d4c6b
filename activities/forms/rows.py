"""A field of several lines with the same few inputs each: goods, partners. Blank lines at the end say nothing."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.template.loader import render_to_string

from fulian.drafts.comparing import text_in

MOST = 30
BLANK = 2  # lines offered for more; a script adds others


class RowsWidget(forms.Widget):
    """`columns`: (name, label, widget). A line's input is called `<field>-<number>-<name>`."""

    use_fieldset = True
    needs_multipart_form = False

    def __init__(self, columns: Sequence[tuple[str, str, forms.Widget]], blank: int = BLANK):
        super().__init__()
        self.columns = list(columns)
        self.blank = blank

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        found = []
        for number in range(MOST):
            line = {column: data.get(f"{name}-{number}-{column}", "").strip() for column, _, _ in self.columns}
            if any(f"{name}-{number}-{column}" in data for column in line):
                found.append(line)
        return found

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-0-") for key in data)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-{self.columns[0][0]}"

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        lines = [line for line in value or [] if self._said(line)]
        shown = []
        blank = 1 if lines else self.blank
        for number, line in enumerate([*lines, *({} for _ in range(blank))]):
            inputs = [
                widget.render(
                    f"{name}-{number}-{column}", line.get(column, ""),
                    {"id": f"id_{name}-{number}-{column}", "aria-label": f"{label}，第{number + 1}行"},
                )
                for column, label, widget in self.columns
            ]  # fmt: skip
            shown.append(list(zip([label for _, label, _ in self.columns], inputs, strict=True)))
        return render_to_string("activities/_rows.html", {"name": name, "lines": shown})

    def as_text(self, value: Any) -> str:
        """One line after the other, for a comparison; a line without its first column says nothing."""
        first = self.columns[0][0]
        said = [line for line in value or [] if line.get(first)]
        return "\n".join(" ".join(filter(None, (text_in(w, line.get(c)) for c, _, w in self.columns))) for line in said)

    def _said(self, line: dict[str, str]) -> bool:
        return any(line.values())


class RowsField(forms.Field):
    """Cleans to a list of unsaved rows."""

    first: ClassVar[str]  # the column without which a line says nothing

    def clean(self, value: Any) -> list[Any]:
        lines = [line for line in value or [] if line.get(self.first)]
        lost = [line for line in value or [] if not line.get(self.first) and self.says(line)]
        if lost:
            raise forms.ValidationError(self.error_messages["first"])
        return [self.row(line, number) for number, line in enumerate(lines, start=1)]

    def says(self, line: dict[str, str]) -> bool:
        return any(line.values())

    def row(self, line: dict[str, str], number: int) -> Any:
        raise NotImplementedError

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [line for line in initial or [] if any(line.values())] != [
            line for line in data or [] if line.get(self.first)
        ]
