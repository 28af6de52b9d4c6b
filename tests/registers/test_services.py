import datetime

import pytest
import time_machine
from django.db import transaction

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month
from fulian.indicators.locks import close_all
from fulian.registers.choices import VenueStatus
from fulian.registers.models import Election, Officer, Venue
from fulian.registers.services import change, end, enter, hold_election, void
from tests.factories.accounts import UserFactory
from tests.factories.organizations import village
from tests.factories.registers import OfficerFactory, TeamFactory, VenueFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


def events(name):
    return AuditEvent.objects.filter(event=name).count()


def test_an_entry_belongs_to_the_organization_and_remembers_its_path():
    place = village()
    venue = VenueFactory(organization=place)
    assert (venue.organization, venue.path_at, venue.status) == (place, place.path, VenueStatus.IN_USE)
    assert events("registers.venue_entered") == 1


def test_a_venue_without_an_opening_day_is_being_built():
    assert VenueFactory(opened_on=None).status == VenueStatus.BUILDING


def test_a_day_that_has_not_come_is_refused_at_its_field():
    with pytest.raises(Refused) as refused:
        VenueFactory(opened_on=D(2025, 11, 16))
    assert refused.value.field == "opened_on"
    assert Venue.objects.count() == 0


def test_a_day_before_the_organization_existed_is_refused():
    with pytest.raises(Refused) as refused:
        TeamFactory(organization=village(opened_on=D(2025, 6, 1)), founded_on=D(2025, 5, 31))
    assert refused.value.field == "founded_on"


def test_a_closed_month_takes_no_new_venue():
    place, by = village(), UserFactory()

    with transaction.atomic():
        close_all(organizations=[place], month=Month(2025, 3), by=by)
    with pytest.raises(Refused, match="已锁定"):
        VenueFactory(organization=place, opened_on=D(2025, 3, 8))


def test_a_leader_may_be_put_right_after_the_month_was_closed_but_not_the_founding_day():
    place, by = village(), UserFactory()
    team = TeamFactory(organization=place, founded_on=D(2025, 3, 8), leader="王婳")

    with transaction.atomic():
        close_all(organizations=[place], month=Month(2025, 3), by=by)
    team.leader = "陈㛃"
    change(entry=team, by=by)
    team.refresh_from_db()
    assert team.leader == "陈㛃"
    team.founded_on = D(2025, 4, 1)
    with pytest.raises(Refused, match="已锁定"):
        change(entry=team, by=by)


def test_two_people_who_change_the_same_entry_do_not_overwrite_each_other():
    venue, by = VenueFactory(), UserFactory()
    seen = venue.updated_at - datetime.timedelta(seconds=5)
    venue.place = "村委会二楼"
    with pytest.raises(Conflict):
        change(entry=venue, by=by, version=seen)


def test_the_audit_row_names_fields_and_no_values():
    team, by = TeamFactory(), UserFactory()
    team.leader = "陈㛃"
    change(entry=team, by=by)
    assert AuditEvent.objects.get(event="registers.team_changed").detail == {"fields": ["leader"]}


def test_a_venue_ends_with_a_day_a_reason_and_a_state():
    venue, by = VenueFactory(), UserFactory()
    end(entry=venue, by=by, day=D(2025, 10, 31), reason="场地收回", status=VenueStatus.DELISTED)
    venue.refresh_from_db()
    assert (venue.status, venue.closed_on, venue.end_reason, venue.ended_by) == (
        "delisted",
        D(2025, 10, 31),
        "场地收回",
        by,
    )


def test_nothing_ends_before_it_began_or_twice():
    venue, by = VenueFactory(opened_on=D(2025, 5, 1)), UserFactory()
    with pytest.raises(Refused) as refused:
        end(entry=venue, by=by, day=D(2025, 4, 30), reason="填错")
    assert refused.value.field == "day"
    end(entry=venue, by=by, day=D(2025, 5, 1), reason="场地收回")
    with pytest.raises(Conflict):
        end(entry=venue, by=by, day=D(2025, 5, 2), reason="又收回")
    assert events("registers.venue_ended") == 1


def test_a_mistaken_entry_stays_but_is_counted_nowhere():
    venue, by = VenueFactory(), UserFactory()
    void(entry=venue, by=by, reason="登记重复")
    assert Venue.objects.get().is_void
    assert Venue.objects.counted().count() == 0
    with pytest.raises(Refused):
        change(entry=Venue.objects.get(), by=by)


def test_an_election_chooses_officers_and_ends_the_terms_before():
    place, by = village(), UserFactory()
    before = OfficerFactory(organization=place, position="president", since=D(2020, 1, 1))
    elected = [("president", "王婳"), ("vice_president", "周喆"), ("exec", "李秀兰"), ("exec", "陈㛃")]
    hold_election(election=Election(organization=place, held_on=D(2025, 9, 1)), by=by, elected=elected)
    before.refresh_from_db()
    assert before.until == D(2025, 8, 31)
    serving = Officer.objects.in_being_on(D(2025, 9, 1)).order_by("pk").values_list("position", "name")
    assert list(serving) == elected


def test_an_election_is_held_once_a_day():
    place, by = village(), UserFactory()
    for_day = {"organization": place, "held_on": D(2025, 9, 1)}
    hold_election(election=Election(**for_day), by=by, elected=[("exec", "王婳")])
    with pytest.raises(Refused) as refused:
        hold_election(election=Election(**for_day), by=by, elected=[("exec", "王婳")])
    assert refused.value.field == "held_on"


def test_a_void_election_takes_its_officers_along():
    place, by = village(), UserFactory()
    election = hold_election(
        election=Election(organization=place, held_on=D(2025, 9, 1)), by=by, elected=[("exec", "王婳")]
    )
    void(entry=election, by=by, reason="登记有误")
    assert Officer.objects.counted().count() == 0


def test_a_second_entry_of_the_same_kind_is_another_entry():
    place, by = village(), UserFactory()
    first = enter(entry=Officer(organization=place, name="张玥", position="exec", since=D(2025, 1, 1)), by=by)
    second = enter(entry=Officer(organization=place, name="张玥", position="liaison", since=D(2025, 1, 1)), by=by)
    assert first.pk != second.pk
