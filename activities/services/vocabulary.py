"""The district's words: kinds, their families and fields, themes and their days. A code stays for ever; what is not wanted any
more is retired, so that what was said with it stays said."""

from typing import Any

from django.db import transaction

from activities.choices import FieldType
from activities.models import ActivityKind, FieldValue, GoodsLine, KindFamily, KindField, Theme, ThemeDate
from fulian.audit.services import record as audit
from fulian.core.exceptions import Conflict, Refused

Word = ActivityKind | KindFamily | KindField | Theme


@transaction.atomic
def add_word(*, word: Word, by: Any) -> Word:
    _check(word)
    if type(word)._default_manager.filter(code=word.code).exists():
        raise Refused("这个代码已经用过了，换一个。", field="code")
    word.save(force_insert=True)
    audit("activities.word_added", by=by, subject=word, path="", code=word.code)
    return word


@transaction.atomic
def change_word(*, word: Word, by: Any) -> Word:
    before: Any = type(word)._default_manager.select_for_update().get(pk=word.pk)
    if before.code != word.code:
        raise Refused("代码定了就不能改：指标按它取数。", field="code")
    _check(word)
    if isinstance(word, KindField):
        _check_answers_stay_true(before, word)
    word.save()
    audit("activities.word_changed", by=by, subject=word, path="", code=word.code)
    return word


@transaction.atomic
def set_word_active(*, word: ActivityKind | KindField | Theme, is_active: bool, by: Any) -> Any:
    """Retired, it is offered no more; records that have it keep it, and figures go on counting it."""
    rows = type(word)._default_manager.filter(pk=word.pk, is_active=not is_active)
    if not rows.update(is_active=is_active):
        raise Conflict
    word.is_active = is_active
    audit("activities.word_restored" if is_active else "activities.word_retired", by=by, subject=word, path="")
    return word


@transaction.atomic
def set_theme_days(*, days: ThemeDate, by: Any) -> ThemeDate:
    """The last word about a theme's days of a year: said again, it replaces what was there."""
    if days.ends_on < days.starts_on:
        raise Refused("结束日期不能早于开始日期。", field="ends_on")
    if days.year not in range(days.starts_on.year, days.ends_on.year + 1):
        raise Refused(f"日期不在{days.year}年。", field="starts_on")
    kept, _ = ThemeDate.objects.update_or_create(
        theme=days.theme, year=days.year, defaults={"starts_on": days.starts_on, "ends_on": days.ends_on}
    )
    audit("activities.theme_days_set", by=by, subject=days.theme, path="", year=days.year)
    return kept


def _check(word: Word) -> None:
    if not isinstance(word, KindField):
        return
    if word.type == FieldType.NUMBER and not word.unit:
        raise Refused("数字要有单位，如户、人、学时。", field="unit")
    if word.type == FieldType.CHOICE and len(word.choices) < 2:
        raise Refused("至少写两个可选的答案，一行一个。", field="options")
    if word.type == FieldType.CHOICE and any(len(text) > 60 for text in word.choices):
        raise Refused("答案写短一些，一行不超过60个字。", field="options")
    if word.counted and not word.is_numeric:
        raise Refused("只有数字和金额可以统计。", field="counted")
    if word.told and word.type not in (FieldType.TEXT, FieldType.CHOICE):
        raise Refused("只有文字和选项可以写进总结。", field="told")


def _check_answers_stay_true(before: KindField, word: KindField) -> None:
    """Answers that were given must go on meaning what they meant."""
    if (before.kind_id, before.family_id) != (word.kind_id, word.family_id):
        raise Refused("填写项属于哪个种类，定了就不再改；可以停用它，另加一项。")
    if before.type == word.type and before.unit == word.unit:
        return
    if FieldValue.objects.filter(field=word).exists() or GoodsLine.objects.filter(field=word).exists():
        name = "type" if before.type != word.type else "unit"
        raise Refused("已经有活动填过这一项，不能再改；可以停用它，另加一项。", field=name)
