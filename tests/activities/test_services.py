import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from activities.choices import Status
from activities.models import Activity, Theme
from activities.services import cancel_activity, change_activity
from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month
from fulian.indicators.locks import close_all
from tests.factories.accounts import UserFactory
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import town, village

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


def close(organization, year, month):
    with transaction.atomic():
        close_all(organizations=[organization], month=Month(year, month), by=UserFactory())


def test_an_activity_belongs_to_its_organization_and_remembers_the_path():
    place, by = village(), UserFactory()
    activity = ActivityFactory(organization=place, by=by)
    assert (activity.organization, activity.path_at, activity.created_by, activity.status) == (
        place,
        place.path,
        by,
        Status.ACTIVE,
    )
    assert AuditEvent.objects.get(event="activities.recorded").organization_path == place.path


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": D(2025, 11, 16)}, "starts_on"),
        ({"ends_on": D(2025, 3, 7)}, "ends_on"),
        ({"ends_on": D(2025, 11, 16)}, "ends_on"),
        ({"people": 31, "attendances": 30}, "people"),
        ({"sessions": 0}, "sessions"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changes, field):
    with pytest.raises(Refused) as refused:
        ActivityFactory(**changes)
    assert refused.value.field == field
    assert Activity.objects.count() == 0


def test_people_without_counted_attendances_are_taken():
    assert ActivityFactory(kind="fire_patrol", sessions=6600, people=138).attendances is None


def test_an_organization_that_was_not_there_yet_held_nothing():
    with pytest.raises(Refused, match="才成立"):
        ActivityFactory(organization=village(opened_on=D(2025, 6, 1)), starts_on=D(2025, 5, 31))


def test_an_organization_that_was_gone_held_nothing():
    with pytest.raises(Refused, match="撤销"):
        ActivityFactory(organization=village(closed_on=D(2025, 6, 1)), starts_on=D(2025, 6, 2))


def test_a_closed_month_takes_no_activity():
    place = village()
    close(place, 2025, 3)
    with pytest.raises(Refused, match="已锁定") as refused:
        ActivityFactory(organization=place, starts_on=D(2025, 3, 8))
    assert refused.value.field == "starts_on"


def test_an_activity_moves_neither_out_of_a_closed_month_nor_into_one():
    place, by = village(), UserFactory()
    march, may = ActivityFactory(organization=place), ActivityFactory(organization=place, starts_on=D(2025, 5, 8))
    close(place, 2025, 3)
    march.starts_on = D(2025, 5, 1)
    may.starts_on = D(2025, 3, 1)
    for activity in (march, may):
        with pytest.raises(Refused, match="2025年3月已锁定"):
            change_activity(activity=activity, by=by)


def test_an_activity_given_to_another_organization_takes_that_path():
    place = town()
    activity = ActivityFactory(organization=village(place, "石桥村"))
    activity.organization = place
    change_activity(activity=activity, by=UserFactory())
    assert Activity.objects.get().path_at == place.path


def test_a_change_names_its_fields_and_no_values():
    activity = ActivityFactory()
    activity.effect = "张三很高兴"
    change_activity(activity=activity, by=UserFactory(), themes=[Theme.objects.get(code="womens_day")])
    assert AuditEvent.objects.get(event="activities.changed").detail == {"fields": ["effect", "themes"], "photos": 0}


def test_saving_without_a_change_writes_no_history():
    activity = ActivityFactory()
    change_activity(activity=activity, by=UserFactory(), themes=[])
    assert AuditEvent.objects.filter(event="activities.changed").count() == 0


def test_the_second_of_two_editors_is_told():
    activity = ActivityFactory()
    seen = activity.updated_at - datetime.timedelta(seconds=1)
    with pytest.raises(Conflict):
        change_activity(activity=activity, by=UserFactory(), version=seen)


def test_a_cancelled_activity_keeps_its_reason_and_is_not_changed_again():
    activity, by = ActivityFactory(), UserFactory()
    cancel_activity(activity=activity, by=by, reason="重复登记")
    activity.refresh_from_db()
    assert (activity.status, activity.cancel_reason, activity.cancelled_by) == (Status.CANCELLED, "重复登记", by)
    with pytest.raises(Refused):
        change_activity(activity=activity, by=by)
    with pytest.raises(Conflict):
        cancel_activity(activity=activity, by=by, reason="再撤一次")
    assert AuditEvent.objects.filter(event="activities.cancelled").count() == 1


def test_a_cancellation_in_a_closed_month_is_refused():
    place = village()
    activity = ActivityFactory(organization=place)
    close(place, 2025, 3)
    with pytest.raises(Refused, match="已锁定"):
        cancel_activity(activity=activity, by=UserFactory(), reason="重复登记")


def test_the_database_itself_refuses_more_people_than_attendances():
    activity = ActivityFactory(attendances=30)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(people=31)
