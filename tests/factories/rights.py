"""Mediations, risk households and cases, entered through the services. Names planted here must never be found elsewhere."""

import datetime
import importlib
from typing import Any

from rights.choices import Channel, HandlingWay, PersonRole
from rights.models import Case, CaseCategory, CasePerson, Mediation, RiskCheck, RiskHousehold, RiskLevel
from rights.services import record_check, record_household, record_mediation, register_case
from tests.factories.cast import Cast

DAY = datetime.date(2025, 3, 10)
NAME = "慕容秋婳"
PHONE = "13971234567"
ADDRESS = "槐树巷九十九号"
REQUEST = "丈夫酒后动手希望有人劝阻"
FACTS = "上个月以来已有三次"
PLANTED = (NAME, PHONE, ADDRESS, REQUEST, FACTS)


SEEDS = importlib.import_module("rights.migrations.0002_seed_rights")  # for tests that come after an emptied database


def level(code: str = "yellow") -> RiskLevel:
    name, order, days, tone = {row[0]: row[1:] for row in SEEDS.LEVELS}[code]
    defaults = {"name": name, "order": order, "visit_days": days, "tone": tone}
    return RiskLevel.objects.get_or_create(code=code, defaults=defaults)[0]


def category(code: str = "marriage_family") -> CaseCategory:
    return CaseCategory.objects.get_or_create(code=code, defaults={"name": dict(SEEDS.CATEGORIES)[code]})[0]


def mediation(cast: Cast, *, by: Any = None, **fields: Any) -> Mediation:
    usual = {
        "organization": cast.village, "happened_on": DAY, "kind": "in_law", "outcome": "settled", "mediators": "张玥",
        "parties": NAME, "summary": REQUEST,
    }  # fmt: skip
    return record_mediation(mediation=Mediation(**{**usual, **fields}), by=by or cast.village_chair)


def household(cast: Cast, *, by: Any = None, **fields: Any) -> RiskHousehold:
    usual = {
        "organization": cast.village, "found_on": DAY, "level": level(), "name": NAME, "address": ADDRESS, "situation": FACTS,
    }  # fmt: skip
    return record_household(household=RiskHousehold(**{**usual, **fields}), by=by or cast.village_chair)


def check(cast: Cast, *, by: Any = None, households: int = 0, **fields: Any) -> RiskCheck:
    found = [RiskHousehold(level=level(), name=NAME, address=ADDRESS) for _ in range(households)]
    usual = {"organization": cast.village, "happened_on": DAY, "households_checked": 40}
    return record_check(check=RiskCheck(**{**usual, **fields}), households=found, by=by or cast.village_chair)


def case(cast: Cast, *, by: Any = None, answer: str = "", persons: Any = None, **fields: Any) -> Case:
    """In the township of most tests, registered by its own rights officer."""
    usual = {
        "organization": cast.town, "channel": Channel.VISIT, "received_on": DAY, "request": REQUEST, "facts": FACTS,
        "way": HandlingWay.ON_THE_SPOT,
    }  # fmt: skip
    if persons is None:
        persons = [CasePerson(role=PersonRole.SEEKER, name=NAME, phone=PHONE, address=ADDRESS)]
    return register_case(
        case=Case(**{**usual, **fields}),
        categories=[category()],
        persons=persons,
        by=by or cast.town_rights_officer,
        answer=answer,
    )
