"""The registers in the exchange workbook: out of one portal, into another, and out again the same, lines and all."""

import datetime
import io

import pytest
import time_machine

from fulian.ledgers.models import LedgerKey, PortalSign
from fulian.ledgers.services.exchange import export_exchange, import_now
from fulian.registers.models import (
    Appraisal,
    Assignment,
    Contact,
    Duty,
    Officer,
    Project,
    StandardItem,
    Talent,
    Team,
    TeamHeadcount,
    UsePeriod,
    Venue,
    VenueAssessment,
    VenueCheck,
    VenueClosure,
    VenueEvent,
    VenueKind,
    VenueOfficer,
    VenueRoom,
    VenueType,
    Volunteer,
)
from fulian.registers.services import Finding, add_part, check_standard, count_members, end, reopen
from tests.factories import registers as factories
from tests.ledgers.books import cells, sheets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


def book(organization) -> bytes:
    out = io.BytesIO()
    export_exchange(organization=organization, year=None, target=out, confidential=False, reason="")
    return out.getvalue()


def rows(content):
    return {name: cells(content, name) for name in sheets(content) if name != "说明"}


def a_village_at_work(cast) -> None:
    by = cast.village_chair
    home = factories.VenueFactory(
        organization=cast.village, by=by, kind=VenueKind.objects.get(code="micro_home"),
        type=VenueType.objects.get(code="grid"), host="最美家庭户", manager="张玥", manager_phone="13800006666",
    )  # fmt: skip
    end(entry=home, by=by, day=D(2024, 5, 31), reason="场地收回", status="delisted")
    home = reopen(venue=home, by=by, day=D(2024, 7, 1), reason="换了一间｜又能用了")
    items = StandardItem.objects.filter(kind=home.kind)
    for day, missing in ((D(2025, 3, 1), "show"), (D(2025, 6, 1), "")):
        findings = [Finding(item, item.code != missing, "看过") for item in items]
        check_standard(venue=home, findings=findings, day=day, by=by)
    officer = factories.OfficerFactory(
        organization=cast.village, by=by, phone="13800006667", birth="1975-03", party="member", committee="both", term=5
    )
    team = factories.TeamFactory(organization=cast.village, by=by, founded_on=D(2022, 3, 1), members=20)
    for line in (
        VenueEvent(venue=home, kind="upgraded", happened_on=D(2025, 5, 1), cost="20000.50", note="增设｜书架"),
        VenueRoom(venue=home, name="巾帼书屋", use="读书会"),
        VenueAssessment(venue=home, year=2024, grade="good", assessor="区妇联"),
        VenueOfficer(venue=home, officer=officer, since=D(2025, 1, 1)),
        Assignment(officer=officer, area="第三网格", households=30, since=D(2025, 1, 1), until=D(2025, 6, 30)),
        Duty(officer=officer, year=2025, month=11),
        Project(officer=officer, name="直播课堂", year=2025, status="done", done_on=D(2025, 6, 2), result="6期"),
        Appraisal(officer=officer, year=2024, result="excellent"),
    ):
        add_part(part=line, by=by)
    count_members(team=team, year=2023, members=12, qualifier="over", by=by)
    ended = factories.TeamFactory(organization=cast.village, by=by, founded_on=D(2020, 1, 1), members=9)
    end(entry=ended, by=by, day=D(2021, 5, 31), reason="并入志愿服务队")
    factories.VolunteerFactory(organization=cast.village, by=by, team=team, skills="调解")
    factories.ContactFactory(
        organization=cast.village,
        by=by,
        officer=officer,
        opinion="想学家政。",
        resolved_on=D(2024, 4, 1),
        result="已开班。",
    )
    factories.TalentFactory(organization=cast.village, by=by, employer="茶叶合作社", field="茶叶")


LINES = (
    VenueCheck,
    VenueClosure,
    UsePeriod,
    VenueEvent,
    VenueRoom,
    VenueAssessment,
    VenueOfficer,
    Assignment,
    Duty,
    Project,
    Appraisal,
    TeamHeadcount,
)


def test_a_village_moves_to_another_portal_with_all_its_lines_and_comes_out_the_same(cast):
    a_village_at_work(cast)
    before, lines = book(cast.district), [model.objects.count() for model in LINES]
    for model in (Contact, Volunteer, Talent, Venue, Officer, Team, LedgerKey, PortalSign):
        model.objects.all().delete()
    assert [model.objects.count() for model in LINES] == [0] * len(LINES)
    result, _ = import_now(content=before, by=cast.town_chair)
    assert [str(problem) for _, problem in result.problems] == []
    assert rows(book(cast.district)) == rows(before)
    assert [model.objects.count() for model in LINES] == lines
    assert list(Venue.objects.get().standard_periods.values_list("since", "until")) == [(D(2025, 6, 1), None)]
    again, _ = import_now(content=before, by=cast.town_chair)
    assert (again.total("new"), again.total("changed"), again.total("wrong")) == (0, 0, 0)
