"""Activities for tests, recorded by the service that records real ones."""

import datetime
from typing import Any

import factory

from activities.models import Activity, ActivityKind, Campaign
from activities.services import record_activity
from activities.services.campaigns import start_campaign
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory


class ActivityFactory(factory.django.DjangoModelFactory):
    """`ActivityFactory(organization=village, kind="law_talk", sessions=3, by=chair)`."""

    class Meta:
        model = Activity

    organization = factory.SubFactory(OrganizationFactory)
    kind = "theory_talk"
    title = factory.Sequence(lambda n: f"第{n + 1}场宣讲")
    starts_on = datetime.date(2025, 3, 8)
    sessions = 1

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Activity:
        by = kwargs.pop("by", None) or UserFactory()
        given = {name: kwargs.pop(name) for name in ("themes", "details", "apart") if name in kwargs}
        if isinstance(kwargs["kind"], str):
            kwargs["kind"] = ActivityKind.objects.get(code=kwargs["kind"])
        return record_activity(activity=Activity(*args, **kwargs), by=by, **given)


class CampaignFactory(factory.django.DjangoModelFactory):
    """`CampaignFactory(organization=district, year=2025, by=officer)`."""

    class Meta:
        model = Campaign

    organization = factory.SubFactory(OrganizationFactory)
    title = factory.Sequence(lambda n: f"第{n + 1}个系列活动")
    year = 2025
    starts_on = datetime.date(2025, 3, 1)
    ends_on = datetime.date(2025, 3, 15)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Campaign:
        by = kwargs.pop("by", None) or UserFactory()
        named = kwargs.pop("organizations", ())
        return start_campaign(campaign=Campaign(*args, **kwargs), organizations=named, by=by)
