from collections.abc import Callable
from typing import Any

from tests.access.matrix import Row
from tests.factories.registers import (
    ElectionFactory,
    OfficerFactory,
    ProductFactory,
    TalentFactory,
    TeamFactory,
    VenueFactory,
)

FACTORIES = {
    "venue": VenueFactory,
    "team": TeamFactory,
    "officer": OfficerFactory,
    "election": ElectionFactory,
    "talent": TalentFactory,
    "product": ProductFactory,
}
KEEPERS = ("village_chair", "village_aide", "town_chair", "town_officer")
SEE_IT = dict.fromkeys((*KEEPERS, "district_officer", "leader"), 200)
NO_BUSINESS = {"rights_officer": 403, "administrator": 403}
LOOK_ONLY = {"district_officer": 403, "leader": 403} | NO_BUSINESS
CREATE = dict.fromkeys((*KEEPERS, "other_village_chair", "other_town_chair", "outsider", "district_officer"), 200)
REASON = {"reason": "登记重复", "day": "2025-03-01"}


def _entry(slug: str) -> Callable[[Any], dict[str, Any]]:
    return lambda cast: {"pk": FACTORIES[slug](organization=cast.village, by=cast.village_chair).pk}


def _rows(slug: str) -> list[Row]:
    entry = _entry(slug)
    keep, done = dict.fromkeys(KEEPERS, 200), dict.fromkeys(KEEPERS, 302)
    rows = [
        Row(f"registers:{slug}-list", expect=NO_BUSINESS, others=200),
        Row(f"registers:{slug}-export", expect=NO_BUSINESS, others=200),
        Row(f"registers:{slug}-create", expect=CREATE),
        Row(f"registers:{slug}-detail", entry, expect=SEE_IT | NO_BUSINESS, others=404),
        Row(f"registers:{slug}-update", entry, expect=keep | LOOK_ONLY, others=404),
        Row(f"registers:{slug}-void", entry, expect=keep | LOOK_ONLY, others=404),
        Row(
            f"registers:{slug}-void",
            entry,
            method="post",
            data=lambda cast: REASON,
            expect=done | LOOK_ONLY,
            others=404,
        ),
    ]
    if slug != "election":
        rows.append(Row(f"registers:{slug}-end", entry, expect=keep | LOOK_ONLY, others=404))
    return rows


ROLE_MATRIX = [
    Row("registers:register-home", expect=NO_BUSINESS, others=302),
    *(row for slug in FACTORIES for row in _rows(slug)),
]
