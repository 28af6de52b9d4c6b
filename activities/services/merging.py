"""One activity noted twice becomes one record: what was typed again fills what the record left blank."""

import dataclasses
from typing import Any

from django.db import transaction

from activities.models import Activity
from activities.services.details import Details
from activities.services.recording import change_activity

# What the one who types again may know better than the record: filled in where the record is blank.
FILLED = (
    "ends_on", "venue_id", "place", "brand", "partners", "attendances", "people", "volunteers", "materials", "materials_note",
    "employed", "purpose", "effect", "campaign_id",
)  # fmt: skip
QUALIFIED = {"attendances": "people_qualifier", "people": "people_qualifier", "materials": "materials_qualifier"}


@transaction.atomic
def take_over(*, into: Activity, typed: Activity, by: Any, details: Details | None = None) -> list[str]:
    """It is the same: what the record left blank is filled with what was typed now. What both say stays as the record has it.

    Returns the labels of what was said differently.
    """
    details = details or Details()
    different = []
    for name in FILLED:
        mine, hers = getattr(into, name), getattr(typed, name)
        if hers in (None, ""):
            continue
        if mine in (None, ""):
            setattr(into, name, hers)
            if name in QUALIFIED and getattr(typed, QUALIFIED[name]):
                setattr(into, QUALIFIED[name], getattr(typed, QUALIFIED[name]))
        elif mine != hers:
            field: Any = Activity._meta.get_field(name.removesuffix("_id"))
            different.append(str(field.verbose_name))
    answered = set(into.field_values.values_list("field", flat=True))
    values = list(into.field_values.select_related("field")) + [
        value for value in details.values or () if value.field_id not in answered
    ]
    themes = {theme.pk: theme for theme in [*into.themes.all(), *(details.themes or ())]}
    goods = None if into.goods.exists() else details.goods
    same_kind = into.kind_id == typed.kind_id
    change_activity(
        activity=into, by=by,
        details=dataclasses.replace(
            details, themes=list(themes.values()), values=values if same_kind else None, goods=goods, partners=None, tasks=None
        ),
    )  # fmt: skip
    return different
