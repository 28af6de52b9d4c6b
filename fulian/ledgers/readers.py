"""How a column is read that declares no reader of its own: its model field says so."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from fulian.core import cells
from fulian.core.cells import BadCell, Reader
from fulian.core.columns import Column, Ledger

LONGEST = 2000  # of a text without a limit of its own


def model_of(ledger: Ledger) -> type[models.Model]:
    return ledger.rows().model


def model_field(ledger: Ledger, column: Column) -> Any:
    try:
        return model_of(ledger)._meta.get_field(column.field)
    except (FieldDoesNotExist, AttributeError):
        return None


_readers: dict[tuple[str, str], Reader] = {}


def reader_of(ledger: Ledger, column: Column) -> Reader:
    if column.reader is not None:
        return column.reader
    key = (ledger.code, column.field)
    if key not in _readers:
        field = model_field(ledger, column)
        if field is None:
            raise LookupError(f"{ledger.code}: column {column.label} has no reader and no model field {column.field}")
        _readers[key] = _checked(_derived(field), field)
    return _readers[key]


def _derived(field: Any) -> Reader:  # noqa: PLR0911
    empty = "" if isinstance(field, models.CharField | models.TextField) and not field.null else None
    if field.many_to_many:
        return cells.many_of(_all_of(field))
    if isinstance(field, models.ForeignKey):
        return cells.one_of(_all_of(field))
    if field.choices:
        default = field.get_default()
        return cells.choice(field.flatchoices, empty=default if default is not None else empty)
    if isinstance(field, models.BooleanField):
        return cells.yes_no(empty=bool(field.default) if field.has_default() else False)
    if isinstance(field, models.DecimalField):
        return cells.decimal(field.decimal_places)
    if isinstance(field, models.IntegerField):
        return cells.whole()
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return cells.day()
    if isinstance(field, models.TextField):
        return cells.text(field.max_length or LONGEST, lines=True)
    if isinstance(field, models.CharField):
        return cells.text(field.max_length)
    raise LookupError(f"say how {field} is read")


def _all_of(field: Any) -> Callable[[], models.QuerySet]:
    return field.related_model._default_manager.all


def _checked(reader: Reader, field: Any) -> Reader:
    """With the field's own validators behind it, said as the field says it."""
    if field.many_to_many or field.is_relation or not field.validators:
        return reader

    def read(raw: Any, exact: bool) -> Any:
        value = reader.read(raw, exact)
        if value not in (None, ""):
            try:
                field.run_validators(value)
            except ValidationError as error:
                raise BadCell("".join(error.messages)) from error
        return value

    return replace(reader, read=read)


def is_required(ledger: Ledger, column: Column) -> bool:
    """A new row cannot do without it."""
    if column.required:
        return True
    field = model_field(ledger, column)
    if field is None or field.many_to_many or not field.concrete:
        return False
    return not (field.null or field.blank or field.has_default())


def choices_of(ledger: Ledger, column: Column) -> list[str]:
    """What may be chosen, for a drop-down list; empty where anything may be written."""
    reader = reader_of(ledger, column)
    if reader.options is None:
        return list(reader.choices)
    return [str(entry) for entry in reader.options() if getattr(entry, "is_active", True)]


def words_of(ledger: Ledger, column: Column) -> str:
    reader = reader_of(ledger, column)
    if reader.words:
        return reader.words
    several = "，可以填几个，用顿号分开" if reader.empty == () else ""
    return f"从下拉的名称里选{several}"


def help_of(ledger: Ledger, column: Column) -> str:
    field = model_field(ledger, column)
    return column.help or str(getattr(field, "help_text", ""))
