"""The demo district's programmes: the national outlines loaded, some years filled in, one thing of each kind to look at."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from fulian.organizations.models import Organization
from plans.monitoring import services
from plans.monitoring.choices import Datum
from plans.monitoring.models import MonitoredIndicator, YearValue
from plans.monitoring.services import Entry

BASELINE_YEAR = 2020
HEALTH, SCHOOLS, CIVIL = "卫生健康部门", "教育部门", "民政部门"
SOURCES = {HEALTH: "妇幼卫生年报", SCHOOLS: "教育事业统计", CIVIL: "民政统计"}
# code: the baseline of 2020, then 2021, 2022 …: the last number goes to the year before this one
NUMBERS: dict[str, tuple[str, ...]] = {
    "W0101": ("14.6", "13.9", "13.2", "12.4", "11.8", "11.2"),  # reached
    "W0102": ("91.3", "92.0", "92.8", "93.5", "94.1", "94.6"),
    "W0103": ("48.0", "50.6", "53.1", "55.0", "56.2", "57.1"),  # behind
    "W0104": ("3.6", "3.4", "3.1", "2.9", "2.7", "2.5"),  # on its way
    "W0105": ("61.5", "63.0", "64.8", "66.0", "67.1", "68.3"),
    "W0401": ("22.4", "27.6", "27.6", "27.6", "27.6", "27.9"),
    "W0402": ("47.1", "48.9", "48.9", "49.2", "49.2", "49.6"),
    "W0601": ("", "71.0", "74.5", "77.2", "80.1", "82.0"),  # only its way is looked at
    "C0101": ("2.9", "2.8", "2.6", "2.7", "2.4", "2.3"),
    "C0102": ("4.4", "4.2", "4.1", "3.9", "3.8", "3.6"),
    "C0104": ("88.2", "88.9", "89.3", "89.9", "90.6", "91.2"),
    "C0107": ("50.2", "51.0", "51.9", "52.3", "52.8", "53.0"),  # behind
    "C0108": ("41.2", "40.7", "40.1", "39.6", "39.5", "39.2"),
    "C0109": ("64.0", "63.5", "63.3", "63.1", "63.4", "63.6"),  # behind, and going the wrong way
    "C0301": ("93.5", "95.2", "97.1", "99.0", "101.6", "102.3"),  # over 100: a question, no error
    "C0401": ("2.1", "2.4", "2.9", "3.3", "3.8", "4.2"),
    "C0602": ("", "12", "17", "21", "36", "39"),
}
WAITING = {"C0302": "96.4", "C0303": "93.8"}  # handed in by the schools' office, not yet looked at
OFFICE = "基础教育科"


def make_monitoring(*, district: Organization, officer: Any, today: datetime.date) -> int:
    """Load and fill in up to last year; one department has handed in by its link, another has
    been sent its own. How many values there are."""
    services.load_programmes(organization=district, by=officer)
    indicators = {i.code: i for i in MonitoredIndicator.objects.of(district).select_related("programme", "domain")}
    for code, numbers in NUMBERS.items():
        _set_baseline(indicators[code], numbers[0], officer)
    last = min(today.year - 1, BASELINE_YEAR + len(NUMBERS["W0101"]) - 1)
    for year in range(BASELINE_YEAR + 1, last + 1):
        _fill(district, officer, indicators, year)
    if today.year - 1 == last:
        _say_there_is_none(district, officer, indicators, last)
        _hand_in(district, officer, indicators, last, today)
    return YearValue.objects.filter(organization=district).count()


def _set_baseline(indicator: MonitoredIndicator, number: str, officer: Any) -> None:
    if number and indicator.baseline_value is None:
        indicator.baseline_year, indicator.baseline_value = BASELINE_YEAR, Decimal(number)
        services.change_indicator(indicator=indicator, by=officer)


def _fill(district: Organization, officer: Any, indicators: dict[str, MonitoredIndicator], year: int) -> None:
    place = year - BASELINE_YEAR
    by_department: dict[str, list[Entry]] = {}
    for code, numbers in NUMBERS.items():
        indicator = indicators[code]
        entry = Entry(
            indicator, value=Decimal(numbers[place]), source=SOURCES.get(indicator.department, "部门统计"),
            three_year_average=code == "W0101",
        )  # fmt: skip
        by_department.setdefault(indicator.department, []).append(entry)
    for department, entries in by_department.items():
        _keep(district, officer, department, year, entries)


def _keep(district: Organization, officer: Any, department: str, year: int, entries: Sequence[Entry]) -> None:
    services.keep_values(organization=district, year=year, entries=entries, office=department, by=officer)


def _say_there_is_none(
    district: Organization, officer: Any, indicators: dict[str, MonitoredIndicator], year: int
) -> None:
    reason = "本区没有开展专项调查，明年列入计划"
    entry = Entry(indicators["W0701"], Datum.NO_DATA, reason=reason)
    _keep(district, officer, indicators["W0701"].department, year, [entry])


def _hand_in(
    district: Organization, officer: Any, indicators: dict[str, MonitoredIndicator], year: int, today: datetime.date
) -> None:
    """The schools' office by its link: what is left of its indicators; the civil affairs' link has been sent."""
    due, end = today + datetime.timedelta(days=10), today + datetime.timedelta(days=40)
    link, _ = services.make_link(
        organization=district, department=SCHOOLS, year=year, due_on=due, expires_on=end, by=officer
    )
    entries = [
        Entry(indicators[code], value=Decimal(number), source="教育事业统计") for code, number in WAITING.items()
    ]
    reason = "高中在校生性别统计正在核对"
    entries.append(Entry(indicators["W0201"], Datum.NO_DATA, reason=reason))
    entries.append(Entry(indicators["C0110"], Datum.NO_DATA, reason="今年没有安排高中筛查"))
    services.fill_by_link(link=link, entries=entries, office=OFFICE, submit=True)
    services.make_link(organization=district, department=CIVIL, year=year, due_on=due, expires_on=end, by=officer)
