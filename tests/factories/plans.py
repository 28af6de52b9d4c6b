"""Plans for tests, made by the services that make real ones."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

import factory

from fulian.indicators.models import Indicator
from plans import services
from plans.choices import Comparator
from plans.models import Chapter, Plan, Target, Task
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory


class PlanFactory(factory.django.DjangoModelFactory):
    """An empty draft: `PlanFactory(organization=district, year=2025, by=officer)`."""

    class Meta:
        model = Plan

    organization = factory.SubFactory(OrganizationFactory)
    year = 2025
    title = factory.LazyAttribute(lambda o: f"{o.year}年工作要点")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Plan:
        by = kwargs.pop("by", None) or UserFactory()
        return services.start_plan(plan=Plan(*args, **kwargs), by=by)


def task_of(plan: Plan, text: str = "把宣讲办到院落里。", **fields: Any) -> Task:
    """A task in a chapter of its own."""
    by = plan.created_by
    chapter = services.add_chapter(chapter=Chapter(plan=plan, title="思想引领"), by=by)
    return services.add_task(task=Task(chapter=chapter, text=text, **fields), by=by)


def target_of(task: Task, indicator: str | None = "activity.sessions", low: Any = 100, **fields: Any) -> Target:
    """The whole year, at least `low`, unless the fields say otherwise; without an indicator and a number, a commitment."""
    plan = task.chapter.plan
    if indicator is None and low is None:
        fields.setdefault("comparator", Comparator.DONE)
    given = {
        "subject": "开展活动",
        "comparator": Comparator.AT_LEAST,
        "starts_on": datetime.date(plan.year, 1, 1),
        "due_on": datetime.date(plan.year, 12, 31),
        "organization": plan.organization,
        **fields,
    }
    found = Indicator.objects.get(code=indicator) if indicator else None
    number = Decimal(low) if low is not None else None
    if given.get("high") is not None:
        given["high"] = Decimal(given["high"])
    return services.add_target(target=Target(task=task, indicator=found, low=number, **given), by=plan.created_by)


def commitment_of(task: Task, **fields: Any) -> Target:
    return target_of(task, None, None, subject=fields.pop("subject", "召开执委会议"), **fields)


def in_force(plan: Plan, *, by: Any) -> Plan:
    """Submitted, approved by `by`, published on the first day of its year."""
    services.submit_plan(plan=plan, by=plan.created_by)
    services.approve_plan(plan=plan, by=by)
    return services.publish_plan(plan=plan, by=plan.created_by, on=datetime.date(plan.year, 1, 1))


def repeated(target: Target, number: int) -> list[Target]:
    """So many more like it beside it, whatever its plan's state: for counting queries."""
    more = []
    for place in range(number):
        copy = Target.objects.get(pk=target.pk)
        copy.pk, copy.key, copy.order = None, uuid.uuid4(), target.order + 1 + place
        more.append(copy)
    return Target.objects.bulk_create(more)
