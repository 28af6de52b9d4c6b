"""A township of a test's own, with the year that a file of figures tells: entered as the demo's is, by the same code."""

from pathlib import Path

from fulian.accounts.roles import RoleCode
from fulian.demo.screening import Screenings
from fulian.demo.township import Township
from fulian.demo.writing import Writer
from fulian.organizations.models import Organization
from tests.factories.accounts import person
from tests.factories.organizations import district, town, village

YEAR = 2025


def entered(path: Path, villages: int = 6) -> Organization:
    above = district()
    place = town(above, "杨柳镇")
    below = [village(place, f"第{number}村") for number in range(1, villages + 1)]
    clerk = person(place, RoleCode.TOWN_CHAIR)
    clerks = dict.fromkeys((one.pk for one in (above, place, *below)), clerk)
    plan = Township(place, below, YEAR, path).make()
    assert not plan.added, "only the demo's township has months that were filed"
    writer = Writer(plan, clerks, Screenings(above, clerk))
    for month in sorted(writer.by_month):
        writer.write(month)
    return place
