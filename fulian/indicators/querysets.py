from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q

from fulian.core.periods import Month
from fulian.core.querysets import ScopedQuerySet


class IndicatorQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(active=True)

    def for_organization(self, path: str) -> Self:
        """The default set, and what the organization or one above it has added."""
        keys = [int(key) for key in path.strip("/").split("/") if key]
        return self.filter(Q(organization__isnull=True) | Q(organization__in=keys))

    def for_posts(self, posts) -> Self:
        """The default set, and what organizations at or above these posts have added."""
        keys = {key for post in posts for key in post.organization.ancestor_ids}
        return self.filter(Q(organization__isnull=True) | Q(organization__in=keys))

    def widening(self) -> dict[str, tuple[str, ...]]:
        """{code: the codes of all indicators that it lies within}, for those that lie within another."""
        within = {code: wider for code, wider in self.values_list("code", "within__code") if wider}
        return {code: tuple(_chain(code, within)) for code in within}

    def monthly(self) -> Self:
        """Those with a cell in the month's report."""
        return self.active().filter(in_month=True, confidential=False).order_by("order", "code")


def _chain(code: str, within: dict[str, str]) -> list[str]:
    chain: list[str] = []
    while (code := within.get(code, "")) and code not in chain:
        chain.append(code)
    return chain


def in_months(months: Iterable[Month]) -> Q:
    condition = Q(pk__in=[])
    by_year: dict[int, list[int]] = {}
    for month in months:
        by_year.setdefault(month.year, []).append(month.month)
    for year, numbers in by_year.items():
        condition |= Q(year=year, month__in=numbers)
    return condition


class MonthQuerySet(ScopedQuerySet):
    def of_month(self, month: Month) -> Self:
        return self.filter(year=month.year, month=month.month)

    def of_months(self, months: Iterable[Month]) -> Self:
        return self.filter(in_months(months))

    def under(self, path: str) -> Self:
        return self.filter(path_at__under=path)
