"""Rolls and those on them, made by the services that make real ones."""

from typing import Any

import factory

from activities.attendance.models import Entry, Roll
from activities.attendance.services import open_roll, sign_up
from tests.factories.accounts import UserFactory
from tests.factories.activities import ActivityFactory


class RollFactory(factory.django.DjangoModelFactory):
    """`RollFactory(activity=activity, capacity=20, by=chair)`."""

    class Meta:
        model = Roll

    activity = factory.SubFactory(ActivityFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Roll:
        by = kwargs.pop("by", None) or UserFactory()
        return open_roll(roll=Roll(*args, **kwargs), by=by)


class EntryFactory(factory.django.DjangoModelFactory):
    """`EntryFactory(roll=roll, people=2)`; each has a phone of her own."""

    class Meta:
        model = Entry

    name = factory.Sequence(lambda n: f"李{n}")
    phone = factory.Sequence(lambda n: f"199{n:08}")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Entry:
        roll = kwargs.pop("roll")
        return sign_up(roll=roll, entry=Entry(*args, **kwargs))
