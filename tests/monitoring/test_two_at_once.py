"""A department presses twice, and an officer sends a new link while the old one is used: on two real connections."""

from decimal import Decimal

import pytest

from plans.monitoring import services
from plans.monitoring.models import FillLink, MonitoringReport, ValueVersion
from plans.monitoring.services import Entry
from tests.factories.cast import make_cast
from tests.factories.monitoring import indicator_of, link_of
from tests.services.together import at_once, done_or_told

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_handed_in_twice_is_kept_once(postgres):
    cast = make_cast()
    indicator = indicator_of(cast.district, by=cast.district_officer)
    link, _ = link_of(cast.district, by=cast.district_officer)

    def hand_in() -> None:
        entries = [Entry(indicator, value=Decimal(84), seen=0)]
        services.fill_by_link(link=link, entries=entries, office="妇幼健康科", submit=True)

    assert done_or_told(at_once(hand_in, hand_in)) == ["done", "told"]
    assert ValueVersion.objects.count() == 1


def test_two_officers_send_a_link_and_one_stays_in_use(postgres):
    cast = make_cast()
    indicator_of(cast.district, by=cast.district_officer)

    def send() -> None:
        link_of(cast.district, by=cast.district_officer)

    assert done_or_told(at_once(send, send)) == ["done", "done"]
    assert FillLink.objects.filter(revoked_at__isnull=True).count() == 1


def test_two_officers_ask_for_the_report_and_it_is_made_once(postgres):
    cast = make_cast()
    indicator_of(cast.district, by=cast.district_officer)

    def ask() -> None:
        services.request_report(organization=cast.district, year=2024, by=cast.district_officer)

    assert done_or_told(at_once(ask, ask)) == ["done", "done"]
    assert MonitoringReport.objects.count() == 1
