"""What the demo shows of what is still to come and belongs together, made through the services; no figure of before changes."""

import datetime

import pytest
import time_machine

from activities.models import Activity, Campaign, Series
from fulian.core.periods import Period
from fulian.demo.campaigns import make_campaigns
from fulian.indicators.figures import figures
from fulian.indicators.models import Indicator
from fulian.indicators.services import load_defaults
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db


def test_a_campaign_plans_and_a_series_stand_in_the_demo_and_leave_its_figures_as_they_are(cast):
    load_defaults()
    with time_machine.travel("2026-11-22 10:00+08:00", tick=False):
        for kind in ("visit", "volunteer_env", "law_talk"):
            ActivityFactory(organization=cast.village, kind=kind, starts_on=datetime.date(2026, 11, 8), attendances=20)
        known = list(Indicator.objects.filter(code__in=("activity.sessions", "activity.attendances", "care.visits")))

        def told():
            return {code: found.value for code, found in figures(known, cast.district, Period.year(2026)).items()}

        before = told()
        clerks = {
            cast.district.pk: cast.district_officer,
            cast.town.pk: cast.town_chair,
            cast.village.pk: cast.village_chair,
        }
        make_campaigns(
            district=cast.district, towns=[cast.town, cast.other_town], clerks=clerks | {
                cast.other_village.pk: cast.other_village_chair, cast.far_village.pk: cast.other_town_chair,
                cast.other_town.pk: cast.other_town_chair,
            }, today=datetime.date(2026, 11, 22),
        )  # fmt: skip
        assert told() == before
    assert Campaign.objects.get().activities.count() == 3
    assert Series.objects.get().activities.count() == 7
    assert Activity.objects.planned().count() == 13
