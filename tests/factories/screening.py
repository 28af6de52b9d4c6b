"""Two-cancer screening for tests, made by the services."""

import datetime
from typing import Any

from activities.screening import services
from activities.screening.models import Person, Programme, Session
from fulian.core.identity import CHECK_DIGITS, WEIGHTS
from fulian.organizations.models import Organization

D = datetime.date
TODAY = D(2025, 9, 10)
STARTS, ENDS = D(2025, 4, 1), D(2026, 3, 31)
DAY = D(2025, 6, 12)


def programme_of(district: Organization, *, by: Any, **fields: Any) -> Programme:
    """1,000 women to be screened of 2,000, in the statistical year that holds DAY."""
    given = {
        "name": "2025年度两癌筛查", "starts_on": STARTS, "ends_on": ENDS, "base": 2000, "target": 1000, **fields,
    }  # fmt: skip
    return services.open_programme(programme=Programme(organization=district, **given), by=by)


def session_of(programme: Programme, organization: Organization, women: int = 60, *, by: Any, **fields: Any) -> Session:
    """All of the women had both examinations, unless the fields say otherwise."""
    given = {"day": DAY, "hospital": "区妇幼保健院", "cervical": women, "breast": women, **fields}
    anyway = given.pop("anyway", False)
    results = {name: given.pop(name) for name in list(given) if name.startswith(("cervical_", "breast_"))}
    session = Session(programme=programme, organization=organization, women=women, **given)
    session = services.record_session(session=session, by=by, anyway=anyway)
    if results:
        services.enter_results(session=session, results=results, results_on=TODAY, by=by)
    return session


def id_number(born: str = "19800515", serial: int = 2, area: str = "990101") -> str:
    """An invented number of somebody born on that day, its check digit right; an even serial is a woman."""
    body = f"{area}{born}{serial:03}"
    return body + CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def keeping(programme: Programme, *, by: Any) -> Programme:
    return services.keep_persons(
        programme=programme, legal_basis="区卫健局与区妇联合作协议第4条，本人签署单独同意书", agreed_by="区卫健局分管副局长",
        agreed_on=STARTS, retention_months=12, by=by,
    )  # fmt: skip


def person_in(session: Session, *, by: Any, **fields: Any) -> Person:
    given = {"name": "王小芳", "id_number": id_number(), "phone": "13812345678", **fields}
    anyway = given.pop("anyway", False)
    return services.add_person(person=Person(session=session, **given), by=by, anyway=anyway)
