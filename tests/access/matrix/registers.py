import datetime
from collections.abc import Callable
from typing import Any

from fulian.registers.models import ElectionRound, VenueKind
from fulian.registers.parts import LINES, Line
from fulian.registers.services import add_part, end, keep_round
from tests.access.matrix import Row
from tests.factories.registers import (
    ContactFactory,
    ElectionFactory,
    OfficerFactory,
    ProductFactory,
    TalentFactory,
    TeamFactory,
    VenueFactory,
    VolunteerFactory,
)

FACTORIES = {
    "venue": VenueFactory,
    "team": TeamFactory,
    "officer": OfficerFactory,
    "election": ElectionFactory,
    "talent": TalentFactory,
    "product": ProductFactory,
    "volunteer": VolunteerFactory,
    "contact": ContactFactory,
}
ENDLESS = ("election", "contact")
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
    if slug not in ENDLESS:
        rows.append(Row(f"registers:{slug}-end", entry, expect=keep | LOOK_ONLY, others=404))
    return rows


def _line(slug: str) -> Callable[[Any], dict[str, Any]]:
    """A line of an entry of the village."""

    def made(cast: Any) -> dict[str, Any]:
        line = next(line for line in LINES if line.slug == slug)
        entry = FACTORIES[line.page.slug](organization=cast.village, by=cast.village_chair)
        fields = LINE_FIELDS[slug]
        if slug == "venue-officer":
            fields = fields | {"officer": OfficerFactory(organization=cast.village, by=cast.village_chair)}
        return {"pk": add_part(part=line.model(**{line.model.entry_field: entry}, **fields), by=cast.village_chair).pk}

    return made


DAY = datetime.date(2024, 5, 1)
LINE_FIELDS: dict[str, dict[str, Any]] = {
    "venue-officer": {"since": DAY},
    "venue-room": {"name": "巾帼书屋"},
    "venue-event": {"kind": "upgraded", "happened_on": DAY},
    "venue-assessment": {"year": 2024, "grade": "good", "assessor": "区妇联"},
    "headcount": {"year": 2024, "members": 12},
    "assignment": {"area": "第三网格", "since": DAY},
    "duty": {"year": 2024, "month": 5},
    "project": {"name": "巾帼书屋", "year": 2024},
    "appraisal": {"year": 2024, "result": "competent"},
}


def _line_rows(line: Line) -> list[Row]:
    entry = _entry(line.page.slug)
    keep = dict.fromkeys(KEEPERS, 200)
    return [
        Row(f"registers:{line.slug}-create", entry, expect=keep | LOOK_ONLY, others=404),
        Row(f"registers:{line.slug}-update", _line(line.slug), expect=keep | LOOK_ONLY, others=404),
        Row(f"registers:{line.slug}-remove", _line(line.slug), expect=keep | LOOK_ONLY, others=404),
    ]


def _round(cast: Any) -> dict[str, Any]:
    """Of the district: whoever is in it sees how far it has come."""
    days = {"starts_on": datetime.date(2024, 1, 1), "due_on": datetime.date(2024, 12, 31)}
    begun = ElectionRound(organization=cast.district, name="村（社区）妇联换届", level="village", **days)
    return {"pk": keep_round(election_round=begun, by=cast.district_officer).pk}


def _kind(cast: Any) -> dict[str, Any]:
    return {"which": "venues", "pk": VenueKind.objects.get(code="womens_home").pk}


def _closed(cast: Any) -> dict[str, Any]:
    venue = VenueFactory(organization=cast.village, by=cast.village_chair)
    return {"pk": end(entry=venue, by=cast.village_chair, day=DAY, reason="场地收回").pk}


SET_UP = {"district_officer": 200}
IN_DISTRICT = dict.fromkeys(
    ("village_chair", "village_aide", "town_chair", "town_officer", "district_officer", "leader", "other_village_chair",
     "other_town_chair"), 200
)  # fmt: skip
ROLE_MATRIX = [
    Row("registers:register-home", expect=NO_BUSINESS, others=302),
    *(row for slug in FACTORIES for row in _rows(slug)),
    *(row for line in LINES for row in _line_rows(line)),
    Row("registers:venue-quiet", expect=NO_BUSINESS, others=200),
    Row("registers:venue-standard", _entry("venue"), expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row("registers:venue-reopen", _closed, expect=dict.fromkeys(KEEPERS, 200) | LOOK_ONLY, others=404),
    Row("registers:directory", expect=NO_BUSINESS, others=200),
    Row("registers:rota", expect=NO_BUSINESS, others=200),
    Row("registers:roster", expect=NO_BUSINESS, others=200),
    Row("registers:roster-export", expect=NO_BUSINESS, others=200),
    Row("registers:election-round-list", expect=NO_BUSINESS, others=200),
    Row("registers:election-round-create", expect=SET_UP, others=403),
    # of the whole district, so of the other village as well
    Row("registers:election-round-detail", _round, expect=IN_DISTRICT | NO_BUSINESS, others=404, everybody=True),
    Row("registers:election-round-update", _round, expect=SET_UP, others=403),
    Row("registers:vocabulary-list", expect=SET_UP, others=403),
    Row("registers:vocabulary-create", lambda cast: {"which": "venues"}, expect=SET_UP, others=403),
    Row("registers:vocabulary-update", _kind, expect=SET_UP, others=403),
]
