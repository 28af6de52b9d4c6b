"""Honours. They are entered through the service, as everywhere; kinds come from the migration that seeds them."""

import datetime
from typing import Any

from families.choices import SubjectType
from families.models import CourtyardFeature, Honour, HonourGrade, HonourKind
from families.services import HonourEntry, record_honour
from fulian.core.choices import WorkArea
from tests.factories.cast import Cast

DAY = datetime.date(2025, 3, 8)


def kind(code: str = "most_beautiful_family", **fields: Any) -> HonourKind:
    """A seeded kind; made anew where a test emptied the tables."""
    defaults = {"name": "最美家庭", "subject_type": SubjectType.FAMILY, "measure_word": "户", "area": WorkArea.FAMILY}
    return HonourKind.objects.get_or_create(code=code, defaults={**defaults, **fields})[0]


def courtyard() -> HonourKind:
    return kind("refined_farm", name="精致农家", subject_type=SubjectType.COURTYARD, area=WorkArea.COURTYARD)


def grade(code: str = "demo_household") -> HonourGrade:
    names = {"demo_household": ("示范户", 1), "premium_household": ("精品户", 2)}
    name, rank = names[code]
    return HonourGrade.objects.get_or_create(kind=courtyard(), code=code, defaults={"name": name, "rank": rank})[0]


def feature(code: str = "green") -> CourtyardFeature:
    return CourtyardFeature.objects.get_or_create(code=code, defaults={"name": code})[0]


def entry(cast: Cast, **fields: Any) -> HonourEntry:
    """A village's family named by the village itself."""
    usual = {"organization": cast.village, "kind": kind(), "name": "王小芳", "level": "village", "named_on": DAY}
    return HonourEntry(**{**usual, **fields})


def honour(cast: Cast, *, by: Any = None, **fields: Any) -> Honour:
    return record_honour(entry=entry(cast, **fields), by=by or cast.village_chair)


def nominated(cast: Cast, **fields: Any) -> Honour:
    """A village's family that its chair proposed to the city."""
    return honour(cast, **{"level": "city", "nominated_on": DAY, "named_on": None, **fields})
