"""The demo's two-cancer screening: a programme for each statistical year, a few sessions, and the totals of their results. No
persons: the demo shows the portal as it comes, with the register of persons off."""

import datetime
import random
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from activities.models import Activity
from activities.screening import services
from activities.screening.models import Programme, Session
from fulian.core.periods import Month
from fulian.demo.entries import ActivityEntry, Plan, ScreeningEntry
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization

STARTS_IN = 4  # the month in which a statistical year begins
OF_AGE = 0.45  # of the women of a place: those between 35 and 64
TARGET = 1800
RESULTS_AFTER = datetime.timedelta(days=45)
HOSPITAL = "区妇幼保健院"


def town_sessions(plan: Plan, town: Organization, month: Month, *, last_day: int = 27) -> None:
    """Twice a year the hospital's car comes to an ordinary township."""
    if month.month not in (5, 9):
        return
    rng = random.Random(f"{town.code} screening {month}")
    women = rng.randint(35, 75)
    day = month.first.replace(day=rng.randint(1, last_day))
    activity = ActivityEntry(
        town, day, "two_cancers", "两癌免费筛查", attendances=women, place="镇卫生院", partners=HOSPITAL
    )
    plan.activities.append(activity)
    plan.screenings.append(ScreeningEntry(activity, women))


class Screenings:
    """Enters sessions; a statistical year is opened when its first session comes."""

    def __init__(self, district: Organization, officer: Any):
        self.district, self.officer = district, officer
        self.programmes: dict[datetime.date, Programme] = {}

    def enter(self, entry: ScreeningEntry, activity: Activity, *, by: Any) -> None:
        women, rng = entry.women, random.Random(f"{activity.organization.code} {activity.starts_on}")
        session = Session(
            programme=self.programme_on(activity.starts_on), organization=activity.organization, day=activity.starts_on,
            place=activity.place, hospital=HOSPITAL, women=women, cervical=women, breast=women - women // 10,
            mobilised=women + rng.randint(0, women // 5 + 1), activity=activity,
        )  # fmt: skip
        services.record_session(session=session, by=by, anyway=True)
        told_on = activity.starts_on + RESULTS_AFTER
        if told_on <= timezone.localdate():
            services.enter_results(session=session, results=_results(session, rng), results_on=told_on, by=by)

    def programme_on(self, day: datetime.date) -> Programme:
        year = day.year if day.month >= STARTS_IN else day.year - 1
        starts = datetime.date(year, STARTS_IN, 1)
        if starts not in self.programmes:
            self.programmes[starts] = self._open(starts)
        return self.programmes[starts]

    def _open(self, starts: datetime.date) -> Programme:
        villages = Organization.objects.filter(path__under=self.district.path, level=Level.VILLAGE).order_by()
        women = {row["parent"]: row["women"] for row in villages.values("parent").annotate(women=Sum("women_count"))}
        towns = list(Organization.objects.filter(parent=self.district, level=Level.TOWN).in_tree_order())
        bases = [round(women[town.pk] * OF_AGE) for town in towns]
        programme = services.open_programme(
            programme=Programme(
                organization=self.district, name=f"{starts.year}年度两癌筛查", starts_on=starts,
                ends_on=starts.replace(year=starts.year + 1) - datetime.timedelta(days=1), base=sum(bases), target=TARGET,
                base_source=f"区卫健局{starts.year}年3月底册", note=f"承担检查：{HOSPITAL}。",
            ),
            by=self.officer,
        )  # fmt: skip
        targets = services.shared(TARGET, bases)
        parts = [services.Part(*part) for part in zip(towns, bases, targets, strict=True)]
        return services.allot(programme=programme, parts=parts, by=self.officer)


def _results(session: Session, rng: random.Random) -> dict[str, int]:
    """About one woman in twenty is asked to come again."""
    found: dict[str, int] = {}
    for cancer, screened in (("cervical", session.cervical), ("breast", session.breast)):
        abnormal = sum(rng.random() < 0.05 for _ in range(screened))
        confirmed = sum(rng.random() < 0.15 for _ in range(abnormal))
        followed_up = max(confirmed, abnormal - (rng.random() < 0.2)) if abnormal else 0
        early = max(0, confirmed - (rng.random() < 0.1))
        parts = (abnormal, followed_up, followed_up, confirmed, early, confirmed)
        names = ("abnormal", "referred", "followed_up", "confirmed", "early", "treated")
        found |= {f"{cancer}_{name}": number for name, number in zip(names, parts, strict=True)}
    return found
