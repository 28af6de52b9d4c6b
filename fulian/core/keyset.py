"""Paging by key: the page after this row, not page 4,000. Any depth costs the same, and nothing is counted beyond a cap."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404

COUNT_CAP = 1000


@dataclass
class KeysetPage:
    rows: list
    next_cursor: str
    previous_cursor: str
    count: int  # of all rows, at most COUNT_CAP
    count_capped: bool

    @property
    def count_text(self) -> str:
        return f"超过 {COUNT_CAP} 条" if self.count_capped else f"共 {self.count} 条"


def _encode(direction: str, values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps([direction, *map(str, values)]).encode()).decode().rstrip("=")


def _decode(cursor: str) -> tuple[str, list[str]]:
    try:
        direction, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if direction not in ("n", "p") or len(values) != 2:
            raise ValueError(cursor)
        return direction, values
    except (ValueError, TypeError) as error:
        raise Http404("no such page") from error


def paginate(rows: QuerySet, *, sort: str, cursor: str = "", size: int = 30) -> KeysetPage:
    """`sort` is a non-null column, "-" before it for descending; ties are broken by primary key in the same direction."""
    column, descending = sort.lstrip("-"), sort.startswith("-")
    count = rows.order_by()[: COUNT_CAP + 1].count()
    direction, values = _decode(cursor) if cursor else ("n", [])
    backwards = direction == "p"
    operator = "lt" if descending != backwards else "gt"
    if values:
        try:
            value, key = rows.model._meta.get_field(column).to_python(values[0]), int(values[1])
        except (ValidationError, ValueError, TypeError) as error:  # somebody edited the address
            raise Http404("no such page") from error
        rows = rows.filter(Q(**{f"{column}__{operator}": value}) | Q(**{column: value, f"pk__{operator}": key}))
    order = "-" if descending != backwards else ""
    found = list(rows.order_by(f"{order}{column}", f"{order}pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next, has_previous = (bool(values), more) if backwards else (more, bool(values))
    return KeysetPage(
        rows=found,
        next_cursor=_encode("n", (getattr(found[-1], column), found[-1].pk)) if found and has_next else "",
        previous_cursor=_encode("p", (getattr(found[0], column), found[0].pk)) if found and has_previous else "",
        count=min(count, COUNT_CAP),
        count_capped=count > COUNT_CAP,
    )
