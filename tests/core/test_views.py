"""What every page that changes something has from the views they share."""

import datetime

import pytest
from django.urls import reverse

from fulian.calendar.choices import DayKind
from fulian.calendar.services import set_working_day
from fulian.core import views
from fulian.core.permissions import Permission
from plans.monitoring.services import load_programmes
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db


def test_a_page_that_changes_something_leads_back_to_what_it_would_change(cast, as_user):
    activity = ActivityFactory(organization=cast.village, by=cast.village_chair)
    client = as_user(cast.village_chair)
    for name in ("activity-update", "activity-cancel"):
        page = client.get(reverse(f"activities:{name}", args=[activity.pk]))
        assert page.context["cancel_url"] == activity.get_absolute_url()


def test_or_to_where_it_says_itself(cast, as_user):
    page = as_user(cast.district_officer).get(reverse("monitoring:programme-load", args=[cast.district.pk]))
    assert page.context["cancel_url"] == f"{reverse('monitoring:overview')}?organization={cast.district.pk}"


def test_what_has_no_page_of_its_own_leads_nowhere_by_itself(cast):
    day = set_working_day(date=datetime.date(2031, 2, 1), kind=DayKind.FREE, by=cast.administrator)
    view = views.ActView(permission=Permission.CALENDAR_EDIT, queryset=type(day).objects.all())
    view.object = day
    assert view.get_cancel_url() == ""


def test_what_was_done_is_told_with_how_much_it_was(cast, as_user):
    client = as_user(cast.district_officer)
    address = reverse("monitoring:programme-load", args=[cast.district.pk])
    first, second = (client.post(address, follow=True) for _ in range(2))
    assert load_programmes(organization=cast.district, by=cast.district_officer) == 0
    told = [str(message) for answer in (first, second) for message in answer.context["messages"]]
    assert told[0].startswith("载入了")
    assert told[1] == "国家指标都已经有了，没有要载入的。"
