"""五有: when a venue counts as up to its standard, as at any day."""

import datetime

import pytest
import time_machine

from fulian.attachments.images import prepare_photo
from fulian.attachments.services import attachments_of
from fulian.core.exceptions import Refused
from fulian.core.measures import MEASURES, Question, answer
from fulian.core.periods import Period
from fulian.registers.models import StandardItem, Venue, VenueCheck, VenueKind
from fulian.registers.services import Finding, check_standard, end, void
from tests.attachments.photos import image
from tests.factories.accounts import UserFactory
from tests.factories.organizations import village
from tests.factories.registers import VenueFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


@pytest.fixture
def micro_home():
    return VenueFactory(organization=village(), kind=VenueKind.objects.get(code="micro_home"), opened_on=D(2024, 3, 1))


def check(venue, day, *, missing=(), photos=()):
    items = StandardItem.objects.filter(kind=venue.kind)
    findings = [Finding(item, item.code not in missing, photos=photos) for item in items]
    return check_standard(venue=venue, findings=findings, day=day, by=UserFactory())


def reached(venue, day, code="registers.venues_standard"):
    question = Question("n", MEASURES[code], {"kind": ["micro_home"]})
    period = Period(D(day.year, 1, 1), day)
    found = answer([question], paths=[venue.organization.path], period=period)["n"].get(())
    return int(found.value) if found else 0


def test_a_venue_counts_from_the_day_on_which_all_was_there(micro_home):
    check(micro_home, D(2025, 3, 1), missing=["show"])
    assert reached(micro_home, D(2025, 11, 15)) == 0
    check(micro_home, D(2025, 5, 1))
    assert [reached(micro_home, day) for day in (D(2025, 4, 30), D(2025, 5, 1), D(2025, 11, 15))] == [0, 1, 1]


def test_what_was_lost_later_still_counts_for_the_time_before(micro_home):
    check(micro_home, D(2025, 3, 1))
    check(micro_home, D(2025, 6, 1), missing=["activity"])
    assert [reached(micro_home, day) for day in (D(2025, 5, 31), D(2025, 6, 1))] == [1, 0]
    check(micro_home, D(2025, 9, 1))
    assert [reached(micro_home, day) for day in (D(2025, 8, 31), D(2025, 9, 1))] == [0, 1]


def test_a_check_put_right_on_the_same_day_leaves_no_gap(micro_home):
    check(micro_home, D(2025, 3, 1))
    check(micro_home, D(2025, 3, 1), missing=["rule"])
    check(micro_home, D(2025, 3, 1))
    assert list(micro_home.standard_periods.values_list("since", "until")) == [(D(2025, 3, 1), None)]


def test_a_closed_venue_is_up_to_standard_no_longer(micro_home):
    check(micro_home, D(2025, 3, 1))
    end(entry=micro_home, by=UserFactory(), day=D(2025, 8, 31), reason="场地收回")
    assert [reached(micro_home, day) for day in (D(2025, 8, 31), D(2025, 9, 1))] == [1, 0]


def test_a_venue_entered_by_mistake_never_was_up_to_standard(micro_home):
    check(micro_home, D(2025, 3, 1))
    void(entry=Venue.objects.get(pk=micro_home.pk), by=UserFactory(), reason="登记重复")
    assert reached(micro_home, D(2025, 11, 15)) == 0


def test_reaching_it_is_a_flow_and_having_it_a_stock(micro_home):
    check(micro_home, D(2024, 12, 1))
    code = "registers.venues_standard_reached"
    assert (reached(micro_home, D(2024, 12, 31), code), reached(micro_home, D(2025, 11, 15), code)) == (1, 0)


def test_evidence_stays_with_the_condition_that_it_shows(micro_home):
    check(micro_home, D(2025, 3, 1), photos=[prepare_photo(image())])
    checks = VenueCheck.objects.filter(venue=micro_home)
    assert [attachments_of(one).count() for one in checks] == [1] * 5


@pytest.mark.parametrize("day", [D(2024, 2, 29), D(2025, 11, 16)])
def test_nobody_checks_before_it_opened_or_tomorrow(micro_home, day):
    with pytest.raises(Refused) as refused:
        check(micro_home, day)
    assert refused.value.field == "checked_on"


def test_a_kind_without_conditions_is_never_up_to_a_standard():
    dining = VenueFactory(organization=village(), kind=VenueKind.objects.get(code="dining"))
    check(dining, D(2025, 3, 1))
    assert dining.standard_periods.count() == 0
