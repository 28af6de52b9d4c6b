"""A venue that was closed is put in use again: it counts from that day, and nothing that was counted changes."""

import datetime

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month, Period
from fulian.indicators.locks import close_all
from fulian.registers.models import VenueKind
from fulian.registers.services import Finding, change, check_standard, end, reopen, void
from tests.factories.accounts import UserFactory
from tests.factories.registers import VenueFactory
from tests.registers.test_measures import ask, exactly

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


@pytest.fixture
def by():
    return UserFactory()


def closed(by, **made):
    venue = VenueFactory(opened_on=D(2024, 3, 1), by=by, **made)
    return end(entry=venue, by=by, day=D(2025, 5, 31), reason="场地收回", status="delisted")


def in_use(venue, *days):
    return [
        ask("registers.venues", venue.organization, period=Period(D(2024, 1, 1), day)) == exactly(1) for day in days
    ]


def test_it_counts_up_to_its_closing_and_again_from_the_day_of_reopening(by):
    venue = closed(by)
    days = (D(2025, 5, 31), D(2025, 6, 1), D(2025, 9, 30), D(2025, 10, 1), D(2025, 11, 15))
    assert in_use(venue, *days) == [True, False, False, False, False]
    venue = reopen(venue=venue, by=by, day=D(2025, 10, 1), reason="场地又给用了")
    assert (venue.status, venue.closed_on, venue.is_over, venue.end_reason) == ("in_use", None, False, "")
    assert in_use(venue, *days) == [True, False, False, True, True]
    assert ask("registers.venues_opened", venue.organization) is None  # nothing new in 2025
    again = end(entry=venue, by=by, day=D(2025, 11, 10), reason="真的不用了")
    assert in_use(again, *days) == [True, False, False, True, False]
    event = AuditEvent.objects.get(event="registers.venue_reopened")
    assert event.detail == {"day": "2025-10-01"}


def test_closed_by_mistake_it_is_as_if_nothing_had_been(by):
    venue = reopen(venue=closed(by), by=by, day=D(2025, 6, 1), reason="登记错了")
    assert in_use(venue, D(2025, 5, 31), D(2025, 6, 1)) == [True, True]


@pytest.mark.parametrize(
    ("day", "why"),
    [(D(2025, 5, 31), "要晚于停用的那一天"), (D(2025, 11, 16), "不能晚于今天"), (D(2025, 7, 1), "锁定")],
)
def test_what_was_counted_is_not_touched(by, day, why):
    venue = closed(by)
    with transaction.atomic():
        close_all(organizations=[venue.organization], month=Month(2025, 7), by=by)
    with pytest.raises(Refused, match=why) as refused:
        reopen(venue=venue, by=by, day=day, reason="场地又给用了")
    assert refused.value.field == "day"


def test_only_what_was_closed_is_reopened_and_its_dates_stay_in_order(by):
    open_one = VenueFactory(by=by)
    with pytest.raises(Conflict):
        reopen(venue=open_one, by=by, day=D(2025, 10, 1), reason="误点")
    with pytest.raises(Refused, match="已经作废"):
        reopen(venue=void(entry=open_one, by=by, reason="重复"), by=by, day=D(2025, 10, 1), reason="误点")
    venue = reopen(venue=closed(by), by=by, day=D(2025, 10, 1), reason="场地又给用了")
    with pytest.raises(Refused, match="对不上") as refused, transaction.atomic():
        end(entry=venue, by=by, day=D(2025, 9, 30), reason="又停了")
    assert refused.value.field == "day"
    venue.refresh_from_db()
    venue.opened_on = D(2025, 6, 1)
    with pytest.raises(Refused, match="对不上") as refused, transaction.atomic():
        change(entry=venue, by=by)
    assert refused.value.field == "opened_on"


def test_the_standard_holds_again_from_the_reopening_and_not_in_between(by):
    kind = VenueKind.objects.get(code="micro_home")
    venue = VenueFactory(opened_on=D(2024, 3, 1), kind=kind, by=by)
    findings = [Finding(item, is_reached=True) for item in kind.standard.filter(is_active=True)]
    check_standard(venue=venue, findings=findings, day=D(2025, 2, 1), by=by)
    venue.refresh_from_db()
    venue = end(entry=venue, by=by, day=D(2025, 5, 31), reason="场地收回")
    reopen(venue=venue, by=by, day=D(2025, 10, 1), reason="场地又给用了")
    assert list(venue.standard_periods.order_by("since").values_list("since", "until")) == [
        (D(2025, 2, 1), D(2025, 5, 31)), (D(2025, 10, 1), None),
    ]  # fmt: skip


def test_she_reopens_it_from_its_page_with_a_reason(cast, as_user):
    chair = as_user(cast.village_chair)
    venue = closed(cast.village_chair, organization=cast.village)
    url = reverse("registers:venue-reopen", args=[venue.pk])
    assert chair.get(venue.get_absolute_url()).context["actions"] == [{"label": "重新启用", "url": url, "icon": "undo"}]
    refused = chair.post(url, {"day": "2025-10-01", "reason": ""})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    assert chair.post(url, {"day": "2025-10-01", "reason": "场地又给用了"}).url == venue.get_absolute_url()
    page = chair.get(venue.get_absolute_url())
    assert "2025年5月31日摘牌，2025年10月1日重新启用" in page.content.decode()
    assert [event["what"] for event in page.context["timeline"]] == ["重新启用", "停用或摘牌", "登记"]
    void(entry=type(venue).objects.get(), by=cast.village_chair, reason="登记重复")
    assert chair.get(venue.get_absolute_url()).context["actions"] == []
