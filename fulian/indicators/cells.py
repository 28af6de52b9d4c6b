"""One cell of a monthly statement: what the records said, what was added by hand with its note, or 不适用."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fulian.core.quantities import Qualifier, Quantity, total
from fulian.indicators.choices import CellState


@dataclass(frozen=True)
class Cell:
    """`recorded` is None when no record exists, `added` when nothing was typed; a typed 0 is not nothing."""

    recorded: Quantity | None = None
    added: Quantity | None = None
    note: str = ""
    not_applicable: bool = False

    @property
    def state(self) -> CellState:
        if self.not_applicable:
            return CellState.NOT_APPLICABLE
        return CellState.BLANK if self.recorded is None and self.added is None else CellState.VALUE

    @property
    def value(self) -> Quantity | None:
        parts = [part for part in (self.recorded, self.added) if part is not None]
        return total(parts) if parts and not self.not_applicable else None

    def to_json(self) -> dict[str, Any]:
        """Only what is there: {"recorded": "12", "added": "200", "added_as": "over", "note": "…", "na": true}."""
        out: dict[str, Any] = {}
        for name in ("recorded", "added"):
            quantity: Quantity | None = getattr(self, name)
            if quantity is not None:
                out[name] = str(quantity.value)
                if quantity.approximate:
                    out[f"{name}_as"] = quantity.qualifier.value
        if self.note:
            out["note"] = self.note
        if self.not_applicable:
            out["na"] = True
        return out

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Cell":
        def quantity(name: str) -> Quantity | None:
            if name not in data:
                return None
            return Quantity(Decimal(data[name]), Qualifier(data.get(f"{name}_as", "")))

        return cls(quantity("recorded"), quantity("added"), data.get("note", ""), bool(data.get("na")))
