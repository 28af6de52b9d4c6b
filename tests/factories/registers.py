"""Venues, teams, officers, elections, people in pools and products for tests, made by the services that make real ones."""

import datetime
from typing import Any

import factory

from fulian.registers.models import (
    Contact,
    Election,
    Officer,
    Product,
    Talent,
    TalentKind,
    Team,
    TeamKind,
    Venue,
    VenueKind,
    Volunteer,
)
from fulian.registers.services import enter
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory


class EntryFactory(factory.django.DjangoModelFactory):
    """`by` is who enters it; dates lie in the past of every test."""

    class Meta:
        abstract = True

    organization = factory.SubFactory(OrganizationFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        by = kwargs.pop("by", None) or UserFactory()
        return enter(entry=model_class(*args, **kwargs), by=by)


class VenueFactory(EntryFactory):
    class Meta:
        model = Venue

    kind = factory.LazyFunction(lambda: VenueKind.objects.get(code="womens_home"))
    name = factory.Sequence(lambda n: f"妇女之家{n + 1}号")
    opened_on = datetime.date(2024, 3, 1)


class TeamFactory(EntryFactory):
    class Meta:
        model = Team

    kind = factory.LazyFunction(lambda: TeamKind.objects.get(code="talk_team"))
    name = factory.Sequence(lambda n: f"宣讲队{n + 1}")
    founded_on = datetime.date(2024, 3, 1)


class OfficerFactory(EntryFactory):
    class Meta:
        model = Officer

    name = "张玥"
    position = "exec"
    since = datetime.date(2024, 3, 1)


class ElectionFactory(EntryFactory):
    class Meta:
        model = Election

    held_on = factory.Sequence(lambda n: datetime.date(2024, 3, 1) + datetime.timedelta(days=n % 300))


class TalentFactory(EntryFactory):
    class Meta:
        model = Talent

    kind = factory.LazyFunction(lambda: TalentKind.objects.get(code="endorser"))
    name = "李婳"
    since = datetime.date(2024, 3, 1)


class ProductFactory(EntryFactory):
    class Meta:
        model = Product

    name = factory.Sequence(lambda n: f"山货{n + 1}号")
    since = datetime.date(2024, 3, 1)


class VolunteerFactory(EntryFactory):
    class Meta:
        model = Volunteer

    name = "周喆"
    since = consented_on = datetime.date(2024, 3, 1)


class ContactFactory(EntryFactory):
    class Meta:
        model = Contact

    made_on = datetime.date(2024, 3, 1)
    mode = "visit"
    group = "留守妇女"
