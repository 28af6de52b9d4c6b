"""What the demo's registers have beside venues and teams: a round of elections, officers with their rosters and duties, a
checked 妇女微家, volunteers, calls on women. All of this month and this year: the figures of the replay stay as they are."""

import datetime
from collections.abc import Mapping
from typing import Any

from activities.models import Activity
from fulian.demo.people import Names
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from fulian.registers.models import (
    Appraisal,
    Assignment,
    Contact,
    Duty,
    Election,
    ElectionRound,
    Officer,
    Project,
    StandardItem,
    Talent,
    TalentKind,
    Team,
    Venue,
    VenueEvent,
    VenueOfficer,
    VenueRoom,
    VenueType,
    Volunteer,
)
from fulian.registers.services import (
    Finding,
    add_part,
    change,
    check_standard,
    count_members,
    enter,
    hold_election,
    keep_round,
)

EDUCATION = ("college", "bachelor", "senior", "college", "junior")
PARTY = ("member", "masses", "member", "masses", "masses")


class Registers:
    """`town`: the township whose villages elect this year; `replay`: the one that carries the replay."""

    def __init__(
        self,
        *,
        district: Organization,
        town: Organization,
        replay: Organization,
        clerks: Mapping[int, Any],
        today: datetime.date,
    ):
        self.district, self.town, self.replay = district, town, replay
        self.clerks, self.today = clerks, today
        self.names = Names(20_260)
        self.phones = iter(range(19_900_010_001, 19_900_019_999))

    def day(self, ago: int) -> datetime.date:
        """So many days ago, but in this month, which is open."""
        return max(self.today - datetime.timedelta(days=ago), self.today.replace(day=1))

    def clerk(self, organization: Organization) -> Any:
        return self.clerks[organization.pk]

    def make(self) -> None:
        self.use_venues()
        self.rosters()
        self.elections()
        self.micro_homes()
        self.village_records()

    def use_venues(self) -> None:
        """This year's activities take place in the village's 妇女之家; in every seventh village nobody says where."""
        homes = Venue.objects.usable().filter(kind__code="womens_home", organization__in=self.clerks).order_by("pk")
        for number, home in enumerate(homes):
            if number % 7:
                held = Activity.objects.filter(organization=home.organization_id, starts_on__year=self.today.year)
                held.filter(venue__isnull=True).update(venue=home)

    def rosters(self) -> None:
        """Whom the township's congress chose last year, as its roster has them."""
        officers = list(Officer.objects.counted().filter(organization=self.replay).order_by("pk"))
        for number, officer in enumerate(officers):
            self._describe(officer, number)
        if len(officers) > 2:
            self._duties(officers[1], officers[2])

    def _describe(self, officer: Officer, number: int) -> None:
        officer.phone = str(next(self.phones))
        officer.birth = f"{1968 + number * 3 % 27}-{number % 12 + 1:02}"
        officer.party, officer.education = PARTY[number % 5], EDUCATION[number % 5]
        officer.employment = "full_time" if officer.position == "president" else "part_time"
        change(entry=officer, by=self.clerk(officer.organization))

    def _duties(self, vice: Officer, member: Officer) -> None:
        by, year = self.clerk(self.replay), self.today.year
        lines = [
            Assignment(officer=vice, area="集镇片区", households=36, since=self.day(20)),
            Assignment(officer=member, area="第二网格", households=24, since=self.day(20)),
            Project(officer=vice, name="“柳泉巧姐”直播课堂", year=year, status="running", result="已开课6期"),
            Appraisal(officer=vice, year=year - 1, result="excellent"),
            *(Duty(officer=vice, year=year, month=month, task="妇女之家值班接待") for month in (3, 9)),
            Duty(officer=member, year=year, month=6, task="妇女之家值班接待"),
        ]
        for line in lines:
            add_part(part=line, by=by)

    def elections(self) -> None:
        """The villages of one township elect: most have, two have not yet."""
        year = self.today.year
        begun = ElectionRound(
            organization=self.district, name=f"{year}年村（社区）妇联换届", level=Level.VILLAGE,
            starts_on=datetime.date(year, 1, 1), due_on=datetime.date(year, 12, 31),
        )  # fmt: skip
        keep_round(election_round=begun, by=self.clerk(self.district))
        villages = list(Organization.objects.filter(parent=self.town, level=Level.VILLAGE).order_by("path"))
        for number, village in enumerate(villages[:-2]):
            elected = [("president", self.names.draw()), ("vice_president", self.names.draw())]
            elected += [("exec", self.names.draw()) for _ in range(3)]
            election = Election(
                organization=village, held_on=self.day(12 - number), congress="第三次妇女代表大会", term=3
            )
            hold_election(election=election, by=self.clerk(village), elected=elected)
            for order, officer in enumerate(election.officers.order_by("pk")):
                officer.committee = ("party", "village", "none")[number % 3] if order == 0 else "none"
                self._describe(officer, number * 5 + order)

    def micro_homes(self) -> None:
        types = list(VenueType.objects.filter(kind__code="micro_home"))
        homes = Venue.objects.usable().filter(kind__code="micro_home").select_related("organization", "kind")
        for number, venue in enumerate(homes.order_by("pk")):
            by = self.clerk(venue.organization)
            venue.type, venue.build_mode = types[number % len(types)], ("new", "upgrade", "integrate")[number % 3]
            venue.host_kind, venue.host, venue.manager = "family", "最美家庭户", self.names.draw()
            venue.opening_hours = "每周三、周六下午"
            change(entry=venue, by=by)
            items = StandardItem.objects.filter(kind=venue.kind, is_active=True)
            findings = [Finding(item, number == 0 or item.code != "show") for item in items]
            check_standard(venue=venue, findings=findings, day=self.day(9), by=by)
            add_part(part=VenueRoom(venue=venue, name="巾帼书屋", use="亲子阅读、读书会"), by=by)
            if number == 0:
                event = VenueEvent(venue=venue, kind="upgraded", happened_on=self.day(10), note="增设儿童角和书架")
                add_part(part=event, by=by)

    def village_records(self) -> None:
        village = Organization.objects.filter(parent=self.town, level=Level.VILLAGE).order_by("path").first()
        if village is None:
            return
        by = self.clerk(village)
        officer = Officer.objects.counted().filter(organization=village).order_by("pk").first()
        home = Venue.objects.usable().filter(organization=village, kind__code="womens_home").first()
        if home is not None and officer is not None:
            add_part(part=VenueOfficer(venue=home, officer=officer, since=self.day(8)), by=by)
        team = Team.objects.counted().filter(organization__parent=self.town, ended_on__isnull=True).first()
        if team is not None:
            count_members(team=team, year=self.today.year, members=18, qualifier="", by=self.clerk(team.organization))
            for skills in ("调解", "讲课", "理发"):
                volunteer = Volunteer(
                    organization=team.organization, name=self.names.draw(), team=team, skills=skills, since=self.day(6),
                    consented_on=self.day(6),
                )  # fmt: skip
                enter(entry=volunteer, by=self.clerk(team.organization))
        for mode, group, households, opinion in (
            ("visit", "留守妇女", 6, "希望晚上开一个家政技能班。"),
            ("phone", "外出务工女性", 12, ""),
            ("meeting", "新就业女性", 9, "希望村里延长儿童之家开放时间。"),
        ):
            contact = Contact(
                organization=village, officer=officer, made_on=self.day(5), mode=mode, group=group, households=households,
                opinion=opinion,
            )  # fmt: skip
            if mode == "meeting":
                contact.resolved_on, contact.result = self.day(2), "周末延长到晚上八点。"
            enter(entry=contact, by=by)
        talent = Talent(
            organization=self.town, kind=TalentKind.objects.get(code="entrepreneur"), name=self.names.draw(),
            since=self.day(4), employer="清溪茶业合作社理事长", field="茶叶种植",
        )  # fmt: skip
        enter(entry=talent, by=self.clerk(self.town))
