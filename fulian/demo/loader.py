"""Loads the demo district once: tree, people, a year that carries a real summary's figures, and this year up to last month."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.models import Activity
from fulian.accounts.models import User
from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.core.periods import Month
from fulian.demo import ordinary
from fulian.demo.campaigns import make_campaigns
from fulian.demo.circulars import make_circulars
from fulian.demo.entries import Plan, UnitEntry
from fulian.demo.monitoring import make_monitoring
from fulian.demo.months import Months
from fulian.demo.places import DISTRICT_CODE, REPLAY_TOWN, TOWNS, Town, place_code
from fulian.demo.plans import make_plans
from fulian.demo.publicity import make_publicity
from fulian.demo.registers import Registers
from fulian.demo.screening import Screenings, town_sessions
from fulian.demo.signups import make_signups
from fulian.demo.supervision import make_notices
from fulian.demo.township import FOUNDED, Township
from fulian.demo.tree import appoint_people, plant_tree
from fulian.demo.writing import Writer, open_unit
from fulian.indicators.models import MonthGuard
from fulian.indicators.services import load_defaults
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization

REPLAY_YEAR = 2025
FIRST_MONTH = Month(REPLAY_YEAR, 1)
LOADED = "demo.loaded"
ELECTING_TOWN = "379901100000"  # its villages hold their elections this year


def demo_codes() -> set[str]:
    return {DISTRICT_CODE, *(t.code for t in TOWNS), *(place_code(t, i) for t in TOWNS for i in range(len(t.places)))}


def refuse_other_data() -> None:
    """The demo never mixes with anybody's real data."""
    if Organization.objects.exclude(code="").exclude(code__in=demo_codes()).exists():
        raise Refused("这个数据库里有别的组织，不能载入演示数据。请换一个空的数据库（DATABASE_URL）。")
    if User.objects.exists() and not Organization.objects.filter(code=DISTRICT_CODE).exists():
        raise Refused("这个数据库里已有账号，不能载入演示数据。请换一个空的数据库（DATABASE_URL）。")


def load(*, organizations_only: bool = False, log=lambda text: None) -> bool:
    """Load what is not there yet, all or nothing. False when everything was there already."""
    refuse_other_data()
    with transaction.atomic():
        district = plant_tree()
        appoint_people()
        load_defaults()
        if organizations_only:
            Demo(district, log).open_units()
            return False
        if MonthGuard.objects.exists():
            return False
        log("组织、人员、指标已建立，正在记录各月工作……")
        Demo(district, log).run()
        record(LOADED, by=None, subject=district)
    return True


class Demo:
    """`towns`: a part of the district is enough for a test of the figures that one township carries."""

    def __init__(self, district: Organization, log, today: datetime.date | None = None, towns: Sequence[Town] = TOWNS):
        self.district, self.log, self.towns = district, log, towns
        self.today = today or timezone.localdate()
        self.organizations = {o.code: o for o in Organization.objects.all()}
        self.clerks = self._clerks()

    def _clerks(self) -> dict[int, Any]:
        """Who types for each organization: its chair; for the district, an officer."""
        users = {user.username: user for user in User.objects.all()}
        clerks = {self.district.pk: users["qu.bangong"]}
        for town in self.towns:
            clerks[self.organizations[town.code].pk] = users[f"{town.prefix}.zhuxi"]
            for index in range(len(town.places)):
                clerks[self.organizations[place_code(town, index)].pk] = users[f"{town.prefix}{index + 1:02}"]
        return clerks

    @property
    def open_month(self) -> Month:
        """Last month: reported, not closed."""
        return Month.of(self.today).plus(-1)

    def plan(self) -> Plan:
        replay_town = self.organizations[REPLAY_TOWN.code]
        villages = [self.organizations[place_code(REPLAY_TOWN, i)] for i in range(len(REPLAY_TOWN.places))]
        plan = Township(replay_town, villages, REPLAY_YEAR).make()
        for year in range(REPLAY_YEAR + 1, self.today.year + 1):
            later = Township(replay_town, villages, year).go_on(self.today)
            plan.activities += later.activities
            plan.screenings += later.screenings
            plan.added += later.added
        carried = {replay_town.pk, *(village.pk for village in villages)}
        month = FIRST_MONTH
        while month <= Month.of(self.today):
            last_day = min(27, self.today.day) if month == Month.of(self.today) else 27
            for town in self.towns:
                for code in (town.code, *(place_code(town, i) for i in range(len(town.places)))):
                    organization = self.organizations[code]
                    if month.year == REPLAY_YEAR and organization.pk in carried:
                        continue
                    make = ordinary.office_month if code == town.code else ordinary.village_month
                    make(plan, organization, month, last_day=last_day)
                if town is not REPLAY_TOWN:
                    town_sessions(plan, self.organizations[town.code], month, last_day=last_day)
            ordinary.office_month(plan, self.district, month, last_day=last_day)
            month = month.plus(1)
        for organization in self.organizations.values():
            if (
                organization.pk in self.clerks
                and organization.pk not in carried
                and organization.level == Level.VILLAGE
            ):
                ordinary.registers(plan, organization, FOUNDED)
                ordinary.honours(plan, organization, REPLAY_YEAR)
        return plan

    def open_units(self) -> None:
        """The organizations that the demo's years bring, too: what is imported into this tree later may name them."""
        for entry in self.plan().registers:
            if isinstance(entry, UnitEntry):
                open_unit(entry)

    def run(self) -> None:
        plan = self.plan()
        writer = Writer(plan, self.clerks, Screenings(self.district, self.clerks[self.district.pk]))
        months = Months(self.district, self.clerks, plan.added, [self.organizations[town.code] for town in self.towns])
        writer.write_before(FIRST_MONTH)
        month = FIRST_MONTH
        while month < self.open_month:
            writer.write(month)
            months.close(month)
            self.log(f"{month.label}：已记录、报送、审核、关账")
            month = month.plus(1)
        writer.write(self.open_month)
        months.leave_open(self.open_month)
        writer.write(Month.of(self.today))
        self.log(f"{self.open_month.label}：已记录，部分报送；本月：已记录")
        _noted_at_the_time()
        leader = User.objects.get(username="qu.zhuxi")
        officer = self.clerks[self.district.pk]
        plans = make_plans(district=self.district, officer=officer, leader=leader, today=self.today, clerks=self.clerks)
        towns = [self.organizations[town.code] for town in self.towns]
        this_year = next(plan for plan in plans if plan.year == self.today.year)
        make_notices(district=self.district, clerks=self.clerks, towns=towns, plan=this_year, today=self.today)
        make_publicity(towns=towns, clerks=self.clerks, today=self.today)
        make_campaigns(district=self.district, towns=towns, clerks=self.clerks, today=self.today)
        shown = self.organizations.get(place_code(REPLAY_TOWN, 0))  # where the chair of `demo_info` sits
        if shown is not None:
            make_signups(village=shown, by=self.clerks[shown.pk], today=self.today)
        make_circulars(district=self.district, clerks=self.clerks, towns=towns, today=self.today)
        make_monitoring(district=self.district, officer=officer, today=self.today)
        electing = self.organizations.get(ELECTING_TOWN)
        replay = self.organizations[REPLAY_TOWN.code]
        if electing in towns:
            Registers(district=self.district, town=electing, replay=replay, clerks=self.clerks, today=self.today).make()


def _noted_at_the_time() -> None:
    """As if each activity had been noted in the evening of its day, so that "近7天新记" is a week's work and not all of it."""
    for day in Activity.objects.dates("starts_on", "day"):
        evening = timezone.make_aware(datetime.datetime.combine(day, datetime.time(19, 0)))
        Activity.objects.filter(starts_on=day).update(created_at=evening)
