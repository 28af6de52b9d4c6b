"""Drives the months: every organization files, the one above approves, the district closes. The last month is left as a
month's first days look: some approved, some waiting, one returned, some not begun."""

import datetime
import random
from collections import defaultdict
from typing import Any

from django.utils import timezone

from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from fulian.demo.entries import AddedCell
from fulian.indicators.statements import Counted, recorded_below
from fulian.indicators.totals import made_at_the_end
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from reports.services.closing import close_month
from reports.services.filing import Entry, Texts, file_report
from reports.services.reviewing import approve, return_report

HIGHLIGHTS = (
    "宣讲队进了小组院落，老人孩子都来听。",
    "志愿者把村口臭水沟清了出来。",
    "家庭教育讲座坐不下，加了一场。",
    "调解员上门三次，小两口和好了。",
    "",
)
NEXT_STEPS = ("继续做好走访，把困难家庭摸清。", "筹备下月讲座，联系老师。", "准备庭院评比。", "")


class Months:
    def __init__(
        self, district: Organization, clerks: dict[int, Any], added: list[AddedCell], towns: list[Organization]
    ):
        self.district = district
        self.clerks = clerks
        self.towns = towns
        self.villages = {
            t.pk: list(Organization.objects.filter(parent=t, level=Level.VILLAGE).in_tree_order()) for t in self.towns
        }
        self.counted = Counted([])
        self.entries: dict[tuple[int, Month], dict[str, Entry]] = defaultdict(dict)
        for cell in added:
            entry = Entry(Quantity.of(cell.value, cell.qualifier), cell.note)
            self.entries[cell.organization.pk, cell.month][cell.indicator] = entry

    def close(self, month: Month) -> None:
        """A month as it should be: everybody filed, everything approved, closed."""
        filed_at, reviewed_at, closed_at = (_morning(month.plus(1).first, days) for days in (1, 4, 9))
        self.counted = recorded_below(self.district, month)  # nothing writes records between here and the closing
        with made_at_the_end():
            for town in self.towns:
                for village in self.villages[town.pk]:
                    report = self._file(village, month, filed_at)
                    approve(report=report, by=self.clerks[town.pk], at=reviewed_at, counted=self.counted)
                report = self._file(town, month, reviewed_at)
                approve(report=report, by=self.clerks[self.district.pk], at=reviewed_at, counted=self.counted)
            self._file(self.district, month, reviewed_at)
        close_month(district=self.district, month=month, by=self.clerks[self.district.pk], at=closed_at)

    def leave_open(self, month: Month) -> None:
        """Of each township's villages: most approved, some waiting, one returned, some not reported yet."""
        at = min(_morning(month.plus(1).first, 1), timezone.now())
        self.counted = recorded_below(self.district, month)
        with made_at_the_end():
            self._as_in_its_first_days(month, at)

    def _as_in_its_first_days(self, month: Month, at: datetime.datetime) -> None:
        for number, town in enumerate(self.towns):
            villages = self.villages[town.pk]
            for index, village in enumerate(villages):
                if index % 9 == 7:
                    continue
                report = self._file(village, month, at)
                if index % 9 == 8 or (number % 2 and index == 2):
                    continue
                if index == 4:
                    reason = "请核对参加人次，和照片上的人数差得多。"
                    comments = {"activity.attendances": "比上月多出许多，请核对。"}
                    return_report(report=report, by=self.clerks[town.pk], reason=reason, comments=comments, at=at)
                else:
                    approve(report=report, by=self.clerks[town.pk], at=at, counted=self.counted)
            if number in (0, 4):
                self._file(town, month, at)

    def _file(self, organization: Organization, month: Month, at: datetime.datetime) -> Any:
        rng = random.Random(f"{organization.code} {month} report")
        by = self.clerks[organization.pk]
        texts = Texts(highlights=rng.choice(HIGHLIGHTS), next_steps=rng.choice(NEXT_STEPS))
        entries = self.entries.get((organization.pk, month), {})
        return file_report(
            organization=organization, month=month, by=by, entries=entries, texts=texts, at=at, counted=self.counted
        )


def _morning(day: datetime.date, days: int) -> datetime.datetime:
    moment = datetime.datetime.combine(day + datetime.timedelta(days=days), datetime.time(9, 30))
    return timezone.make_aware(moment)
