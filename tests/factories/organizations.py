"""Organizations for tests: one at a time, or a small tree."""

from typing import Any

import factory

from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from fulian.organizations.services import plant

PREFIX = "990100000000"  # 99 is no province: an invented code never meets a real one


class OrganizationFactory(factory.django.DjangoModelFactory):
    """`OrganizationFactory(parent=town)`; the level follows from the parent's, the path from both."""

    class Meta:
        model = Organization

    parent: Any = None
    name = factory.Sequence(lambda n: f"第{n + 1}组织")
    level = factory.LazyAttribute(lambda o: BELOW[o.parent.level] if o.parent else Level.DISTRICT)
    code = factory.Sequence(lambda n: str(int(PREFIX) + n + 1))
    sort_key = factory.SelfAttribute("code")

    @classmethod
    def _create(cls, model_class: type[Organization], *args: Any, **kwargs: Any) -> Organization:
        return plant(model_class(*args, **kwargs))


BELOW = {
    Level.NATION: Level.PROVINCE,
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.DISTRICT,
    Level.DISTRICT: Level.TOWN,
    Level.TOWN: Level.VILLAGE,
    Level.VILLAGE: Level.GRID,
}


def district(name: str = "清和区", **fields: Any) -> Organization:
    return OrganizationFactory(name=name, level=Level.DISTRICT, **fields)


def town(parent: Organization | None = None, name: str = "柳溪镇", **fields: Any) -> Organization:
    return OrganizationFactory(parent=parent or district(), name=name, level=Level.TOWN, **fields)


def village(parent: Organization | None = None, name: str = "石桥村", **fields: Any) -> Organization:
    return OrganizationFactory(parent=parent or town(), name=name, level=Level.VILLAGE, **fields)
