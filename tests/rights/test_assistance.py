import datetime

import pytest
from django.db import transaction

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month
from fulian.indicators.choices import MonthState
from fulian.indicators.locks import lock_month, set_state
from rights.models import Mediation, RiskHousehold
from rights.services import (
    cancel_assistance,
    close_household,
    update_check,
    update_household,
    update_mediation,
    visit_household,
)
from tests.factories.rights import DAY, NAME, check, household, mediation

pytestmark = pytest.mark.django_db
LATER = datetime.date(2025, 6, 2)


def close(organization, month, by):
    with transaction.atomic():
        lock_month(organization, month)
        set_state(organization=organization, month=month, state=MonthState.CLOSED, by=by)


def test_a_mediation_belongs_to_its_organization_on_that_day(cast):
    row = mediation(cast)
    assert (row.organization, row.path_at, row.created_by) == (cast.village, cast.village.path, cast.village_chair)
    assert Mediation.objects.get().parties == NAME


def test_the_audit_log_names_fields_and_no_values(cast):
    row = mediation(cast)
    row.outcome, row.summary = "referred", "改由司法所处理"
    update_mediation(mediation=row, by=cast.village_chair)
    event = AuditEvent.objects.get(event="rights.mediation_updated")
    assert event.detail == {"fields": ["outcome", "summary"]}


@pytest.mark.parametrize(
    "day", [datetime.date(2025, 12, 2), datetime.date(1940, 1, 1)], ids=["future", "before it was"]
)
def test_an_impossible_day_is_refused_at_its_field(cast, day):
    with pytest.raises(Refused) as refused:
        mediation(cast, happened_on=day)
    assert refused.value.field == "happened_on"


def test_a_closed_month_takes_nothing_and_gives_nothing_back(cast):
    row, household_row = mediation(cast), household(cast)
    close(cast.village, Month(2025, 3), cast.district_officer)
    row.happened_on = LATER
    acts = [
        lambda: mediation(cast),
        lambda: household(cast),
        lambda: check(cast),
        lambda: update_mediation(mediation=row, by=cast.village_chair),
        lambda: cancel_assistance(subject=household_row, reason="误登", by=cast.village_chair),
    ]
    for act in acts:
        with pytest.raises(Refused, match="已锁定"), transaction.atomic():
            act()


def test_a_cancelled_mediation_stays_and_counts_no_more(cast):
    row = cancel_assistance(subject=mediation(cast), reason="重复登记", by=cast.village_chair)
    assert (Mediation.objects.count(), Mediation.objects.live().count()) == (1, 0)
    with pytest.raises(Conflict):
        update_mediation(mediation=row, by=cast.village_chair)


def test_a_check_enters_its_households(cast):
    row = check(cast, households=3)
    assert list(row.households.values_list("found_on", "organization")) == [(DAY, cast.village.pk)] * 3


def test_a_check_cannot_find_more_households_than_it_looked_at(cast):
    with pytest.raises(Refused) as refused:
        check(cast, households=3, households_checked=2)
    assert refused.value.field == "households_checked"
    assert RiskHousehold.objects.count() == 0
    row = check(cast, households=3)
    row.households_checked = 2
    with pytest.raises(Refused):
        update_check(check=row, by=cast.village_chair)


def test_a_check_with_households_is_cancelled_after_them(cast):
    row = check(cast, households=1)
    with pytest.raises(Refused):
        cancel_assistance(subject=row, reason="误登", by=cast.village_chair)
    cancel_assistance(subject=row.households.get(), reason="误登", by=cast.village_chair)
    assert cancel_assistance(subject=row, reason="误登", by=cast.village_chair).is_cancelled


def test_the_next_visit_is_due_an_interval_after_the_last(cast):
    row = household(cast)
    assert row.visit_due_on == datetime.date(2025, 4, 9)
    visit_household(household=row, on=LATER, by=cast.village_chair)
    assert RiskHousehold.objects.get().visit_due_on == datetime.date(2025, 7, 2)


def test_a_household_struck_off_is_no_longer_watched_on_that_day(cast):
    row = close_household(household=household(cast), on=LATER, reason="矛盾已化解", by=cast.village_chair)
    assert (row.state, row.watched_until, row.visit_due_on) == ("已销号", datetime.date(2025, 6, 1), None)
    with pytest.raises(Conflict):
        close_household(household=row, on=LATER, reason="再销一次", by=cast.village_chair)
    with pytest.raises(Conflict):
        visit_household(household=row, on=LATER, by=cast.village_chair)


@pytest.mark.parametrize(
    ("on", "reason", "field"),
    [(datetime.date(2025, 3, 9), "已化解", "on"), (LATER, " ", "reason")],
    ids=["before it was found", "without a reason"],
)
def test_striking_off_wrongly_is_refused_at_its_field(cast, on, reason, field):
    with pytest.raises(Refused) as refused:
        close_household(household=household(cast), on=on, reason=reason, by=cast.village_chair)
    assert refused.value.field == field


def test_a_household_is_corrected(cast):
    row = household(cast)
    row.address = "新住址"
    update_household(household=row, by=cast.village_chair)
    assert RiskHousehold.objects.get().address == "新住址"


def test_persons_are_known_where_the_work_is_done_and_masked_above(cast):
    row = household(cast)
    known = [role for role in ("village_chair", "town_chair", "district_officer", "rights_officer", "village_aide")
             if row.persons_known_to(cast[role])]  # fmt: skip
    assert known == ["village_chair"]
    assert row.masked_name == "慕某某"
