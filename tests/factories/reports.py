"""Months of reports: indicators with cells, records behind them, and reports at every status."""

from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from fulian.core.choices import WorkArea
from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from fulian.indicators.choices import Basis
from fulian.indicators.models import Indicator
from fulian.organizations.models import Organization
from reports.models import MonthlyReport
from reports.services.filing import Entry, Texts, file_report

OCTOBER = Month(2026, 10)
# For tests that run on today's date: the month before this one, and one that is long past its lock.
BEFORE = Month.of(timezone.localdate()).plus(-1)
CLOSED = BEFORE.plus(-3)


class IndicatorFactory(factory.django.DjangoModelFactory):
    """A cell of the month's report; counts the sessions of the organization's activities unless told otherwise."""

    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"test.sessions_{n}")
    name = factory.Sequence(lambda n: f"开展活动{n}")
    unit = "场次"
    area = WorkArea.IDEOLOGY
    definition = "本组织举办的活动，按场次计。"
    basis = Basis.MEASURE
    measure_code = "activities.sessions"
    in_month = True


class ManualIndicatorFactory(IndicatorFactory):
    code = factory.Sequence(lambda n: f"test.manual_{n}")
    name = factory.Sequence(lambda n: f"入户走访{n}")
    unit = "户"
    basis = Basis.MANUAL
    measure_code = ""


def added(number: int | str, note: str = "入户走访登记本") -> Entry:
    return Entry(Quantity(Decimal(number)), note)


def submitted(
    organization: Organization, by: Any, indicator: Indicator, number: int = 5, month: Month = OCTOBER, **fields: Any
) -> MonthlyReport:
    """A report with one number added by hand, handed in."""
    texts = Texts(highlights="办了一场亲子阅读。")
    return file_report(
        organization=organization, month=month, by=by, entries={indicator.code: added(number)}, texts=texts, **fields
    )
