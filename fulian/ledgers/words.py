"""词表: the words that a district has added to the portal's own (kinds of activities and what they ask for, themes, kinds of venues,
platforms …), as rows of ONE ledger. Without them the rows that use them could not be read in another portal.

Each app says in its intake.py which of its tables are words, and by which service one is kept:

    register_words(ActivityKind, permission=Permission.ACTIVITIES_DEFINE, keep=keep_word)
"""

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.deletion import ProtectedError

from fulian.core import cells
from fulian.core.cells import BadCell
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.ledgers.intake import Row
from fulian.ledgers.models import PortalSign

BAR, COLON = "｜", "："
WORDS_A_TABLE = 1_000_000_000
NO_PERMISSION = "平台里没有这个词，或者和这里写的不一样。词表由区妇联管设置的人导入。"


@dataclass(frozen=True)
class Words:
    """One table of words. `code`: the field that names a word for ever, or several that do together."""

    model: type[models.Model]
    permission: Permission
    keep: Callable[..., Any]  # keep(word=…, by=…) writes a new word, or a changed one
    code: tuple[str, ...] = ("code",)

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def fields(self) -> list[models.Field]:
        """What else there is to say of a word."""
        return [field for field in self.model._meta.concrete_fields if not field.primary_key and field.name != "code"]

    def rows(self) -> Any:
        joined = [field.name for field in self.fields if field.is_relation]
        return self.model._base_manager.select_related(*joined).order_by("pk")


WORDS: dict[type[models.Model], Words] = {}


def register_words(
    model: type[models.Model], *, permission: Permission, keep: Callable[..., Any], code: tuple[str, ...] = ("code",)
) -> None:
    WORDS[model] = Words(model, permission, keep, code)


@dataclass(frozen=True)
class WordRow:
    words: Words
    word: Any

    @property
    def table(self) -> str:
        return self.words.label

    @property
    def code(self) -> str:
        return code_of(self.word)

    @cached_property
    def number(self) -> str:
        return f"{self.table}/{self.code}"

    @property
    def pk(self) -> str:
        return self.number

    @property
    def content(self) -> str:
        """名称：宣讲｜次序：10, one line for each thing that is said."""
        said = ((field, _said(field, self.word)) for field in self.words.fields)
        return "\n".join(f"{field.verbose_name}{COLON}{text}" for field, text in said if text)

    def __str__(self) -> str:
        return f"{self.table}“{self.word}”"


def code_of(word: Any) -> str:
    parts = [_value(word, name) for name in WORDS[type(word)].code]
    return "-".join(str(part) for part in parts)


def _value(word: Any, name: str) -> Any:
    value = getattr(word, name)
    return code_of(value) if isinstance(value, models.Model) else value


class WordRows:
    """Answers the few questions that a ledger asks of its rows. Words belong to no organization and to no year."""

    model = PortalSign

    def visible_to(self, user: Any, permission: Permission) -> "WordRows":
        return self

    def filter(self, **conditions: Any) -> "WordRows":
        return self

    def order_by(self, *_: str) -> "WordRows":
        return self

    def iterator(self, chunk_size: int = 500) -> Iterator[WordRow]:
        for words in WORDS.values():
            for word in words.rows().iterator(chunk_size=chunk_size):
                yield WordRow(words, word)


def find(numbers: list[str]) -> dict[str, WordRow]:
    """{编号: word} of those that are here."""
    wanted = set(numbers)
    return {row.number: row for row in WordRows().iterator() if row.number in wanted}


# ---- A word in a cell, and back ---------------------------------------------------------------------------------------------


def _said(field: Any, word: Any) -> str:
    value = getattr(word, field.name)
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None or value == "":
        return ""
    if field.is_relation:
        return code_of(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value).replace("\r\n", "\n").replace("\n", BAR)


def read_content(raw: Any, exact: bool) -> tuple[tuple[str, str], ...]:
    found = []
    for line in cells.as_text(raw).split("\n"):
        label, colon, text = line.partition(COLON)
        if not colon:
            raise BadCell("一行写一项：名称：内容。")
        found.append((label.strip(), text.strip()))
    return tuple(sorted(found))


def _understood(field: Any, text: str) -> Any:  # noqa: PLR0911
    if isinstance(field, models.JSONField):
        return json.loads(text)
    if isinstance(field, models.BooleanField):
        return text == "是"
    if field.is_relation:
        words = WORDS[field.related_model]
        word = next((word for word in words.rows() if code_of(word) == text), None)
        if word is None:
            raise Refused(f"没有代码是“{text}”的{field.verbose_name}。", field="content")
        return word
    if field.choices:
        labels = {str(label): value for value, label in field.flatchoices}
        if text not in labels:
            raise Refused(f"{field.verbose_name}没有“{text}”，应当是：{'、'.join(labels)}。", field="content")
        return labels[text]
    if isinstance(field, models.DateField):
        return datetime.date.fromisoformat(text)
    if isinstance(field, models.IntegerField):
        return int(text)
    return text.replace(BAR, "\n")


# ---- Taking a row -----------------------------------------------------------------------------------------------------------


def take_word(row: Row, *, by: Any) -> WordRow:
    words = next((words for words in WORDS.values() if words.label == row.get("table")), None)
    if words is None:
        raise Refused(f"没有“{row.get('table')}”这个词表。", field="table")
    if not by.may(words.permission):
        raise Refused(NO_PERMISSION)
    code = row.get("code")
    stored = row.stored or next((r for r in find([f"{words.label}/{code}"]).values()), None)
    word: Any = words.model._base_manager.get(pk=stored.word.pk) if stored is not None else words.model()
    if stored is not None and stored.code != code:
        raise Refused("代码定了就不能改。", field="code")
    if stored is None and words.code == ("code",):
        word.code = code
    said = dict(row.get("content") or ())
    for field in words.fields:
        text = said.get(str(field.verbose_name), "")
        setattr(word, field.name, _read(field, text) if text else field.get_default())
    words.keep(word=word, by=by)
    return WordRow(words, words.model._base_manager.get(**{name: getattr(word, name) for name in words.code}))


def _read(field: Any, text: str) -> Any:
    try:
        return _understood(field, text)
    except ValueError:
        raise Refused(f"{field.verbose_name}的“{text[:20]}”不对。", field="content") from None


def keep_word(row: Row, taken: WordRow) -> tuple[int, str]:
    """Under the table and the key; what the word was before, or nothing of a new one."""
    table = ContentType.objects.get_for_model(taken.words.model).pk
    before = dict(read_content(row.stored.content, True)) if row.stored is not None else None
    return table * WORDS_A_TABLE + taken.word.pk, json.dumps(before, ensure_ascii=False)


def put_back_word(object_id: int, before: str, *, by: Any) -> None:
    table, key = divmod(object_id, WORDS_A_TABLE)
    model = ContentType.objects.get_for_id(table).model_class()
    words, was = WORDS[model], json.loads(before)  # type: ignore[index]
    word = words.model._base_manager.get(pk=key)
    if was is None:
        try:
            word.delete()
        except ProtectedError as error:
            raise Refused(f"导入的“{word}”已经被别的记录用到，不能整批撤回。") from error
        return
    for field in words.fields:
        text = was.get(str(field.verbose_name), "")
        setattr(word, field.name, _understood(field, text) if text else field.get_default())
    words.keep(word=word, by=by)
