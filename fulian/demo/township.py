"""The township that carries a real summary's figures: made of its villages' records and what their months added by hand.

The figures come from replay_002_1.toml alone; here is only how a township's year is spread over places and months.
"""

import datetime
import random
import tomllib
from pathlib import Path
from typing import Any

from fulian.core.periods import Month
from fulian.demo.entries import (
    ActivityEntry,
    AddedCell,
    ElectionEntry,
    HonourPlan,
    MediationEntry,
    Plan,
    ProductEntry,
    RiskEntry,
    ScreeningEntry,
    TalentEntry,
    TeamEntry,
    UnitEntry,
    VenueEntry,
)
from fulian.demo.people import Names
from fulian.demo.spreading import pick_spread, spread
from fulian.organizations.models import Organization

FIGURES = Path(__file__).with_name("replay_002_1.toml")
FIRE_SEASON = (1, 2, 3, 4, 5, 10, 11, 12)
GROWTH = 1.04
FOUNDED = datetime.date(2022, 4, 15)


def figures() -> dict[str, Any]:
    return tomllib.loads(FIGURES.read_text(encoding="utf-8"))


class Township:
    def __init__(self, town: Organization, villages: list[Organization], year: int):
        self.town, self.villages, self.year = town, villages, year
        self.figures = figures()
        self.random = random.Random(f"{town.code} {year}")
        self.names = Names(seed=year)
        self.plan = Plan()

    def day(self, month: int, day: int | None = None) -> datetime.date:
        return datetime.date(self.year, month, day or self.random.randint(2, 27))

    def slots(self, months=range(1, 13), places: list[Organization] | None = None) -> list[tuple[Organization, int]]:
        return [(place, month) for month in months for place in places or self.villages]

    def make(self) -> Plan:
        for part in (
            self.talks, self.law_talks, self.story_talks, self.environment, self.patrols, self.cadres, self.festival,
            self.employment, self.children, self.health, self.rights, self.care, self.registers, self.courtyards, self.honours,
        ):  # fmt: skip
            part()
        return self.plan

    def go_on(self, until: datetime.date) -> Plan:
        """A later year: the same everyday work, a little more of it, up to a day; nothing that exists already."""
        for section in ("talks", "law_talks", "story_talks", "environment", "patrols", "health"):
            self.figures[section] = {
                key: round(value * GROWTH) if isinstance(value, int) else value
                for key, value in self.figures[section].items()
            }
        for part in (self.talks, self.law_talks, self.story_talks, self.environment, self.patrols, self.health):
            part()
        self.plan.activities = [entry for entry in self.plan.activities if entry.day <= until]
        self.plan.screenings = [entry for entry in self.plan.screenings if entry.activity.day <= until]
        return self.plan

    # ---- talks -----------------------------------------------------------------------------------------------------------

    def talks(self) -> None:
        figure = self.figures["talks"]
        for (place, month), sessions in pick_spread(figure["sessions"] - figure["added"], self.slots(), self.random):
            self.activity(
                place, self.day(month), "theory_talk", f"{month}月主题宣讲", sessions=sessions, brand=figure["brand"],
                attendances=sessions * self.random.randint(14, 32), themes=("big_talk",),
            )  # fmt: skip
        self.add(figure, "ideology.talks", "小组院落里的零散宣讲，没有逐场登记")

    def law_talks(self) -> None:
        figure = self.figures["law_talks"]
        kinds = {"集市妇女维权咨询": "law_consult", "入户志愿活动": "home_visit_law"}
        festival = 1  # one is the township's own before 8 March
        total = figure["sessions"] - figure["added"] - festival
        for (place, month), sessions in pick_spread(total, self.slots(), self.random):
            way = figure["ways"][(month + place.pk) % len(figure["ways"])]
            self.activity(
                place, self.day(month), kinds.get(way, "law_talk"), f"普法宣讲（{way}）", sessions=sessions, partners="司法所",
                attendances=sessions * self.random.randint(8, 22), materials=sessions * self.random.randint(6, 15),
            )  # fmt: skip
        self.add(figure, "rights.law_talks", "赶集日流动宣讲，按志愿者记录补充")

    def story_talks(self) -> None:
        figure = self.figures["story_talks"]
        kinds = ("story_sharing", "practice_forum", "meal_talk")
        places = self.random.sample(self.villages, 18)
        for (place, month), sessions in pick_spread(
            figure["sessions"] - figure["added"], self.slots((3, 6, 9), places), self.random
        ):
            number = (place.pk + month) % len(kinds)
            self.activity(
                place, self.day(month), kinds[number], figure["titles"][number], sessions=sessions,
                attendances=sessions * self.random.randint(20, 45), effect="讲孝老爱亲、邻里和睦的身边事，听的人多，议的人也多。",
            )  # fmt: skip
        self.add(figure, "ideology.story_talks", "暖心食堂开饭前临时加讲")

    # ---- volunteers ----------------------------------------------------------------------------------------------------

    def environment(self) -> None:
        figure = self.figures["environment"]
        for (place, month), sessions in pick_spread(
            figure["sessions"] - figure["added"], self.slots((3, 4, 6, 9, 11)), self.random
        ):
            people = sessions * self.random.randint(10, 24)
            self.activity(
                place,
                self.day(month),
                "volunteer_env",
                "村居环境整治志愿服务",
                sessions=sessions,
                attendances=people,
                volunteers=people,
            )
        self.add(figure, "volunteer.environment", "雨后突击清扫，组长记的次数")

    def patrols(self) -> None:
        figure = self.figures["patrols"]
        for (place, month), sessions in pick_spread(
            figure["sessions"] - figure["added"], self.slots(FIRE_SEASON), self.random
        ):
            self.activity(
                place,
                self.day(month),
                "fire_patrol",
                f"{month}月护林防火巡查",
                sessions=sessions,
                attendances=sessions * 3,
                themes=("fire_season",),
            )
        self.add(figure, "volunteer.patrols", "清明、大风天加密巡查，按巡查日志补充", months=(4,))

    # ---- the township's own ----------------------------------------------------------------------------------------------

    def cadres(self) -> None:
        figure = self.figures["cadres"]
        for month in (5, 10)[: figure["study_tours"]]:
            self.activity(
                self.town, self.day(month), "observation", "乡村振兴专题观摩研学", attendances=46, people=46, themes=("rural_action",),
                featured=True, purpose="看邻镇的庭院经济和合作社，回来各村议一件能做的事。",
            )  # fmt: skip
        for month in (4, 8)[: figure["trainings"]]:
            self.activity(
                self.town, self.day(month), "cadre_training", "妇女干部素质提升培训班", attendances=52, people=52
            )
        for month in (1, 4, 7, 10):
            self.activity(self.town, self.day(month), "work_meeting", "镇村妇联工作例会", attendances=48)

    def festival(self) -> None:
        figure = self.figures["festival"]
        for title, day in zip(figure["titles"], (4, 5, 6), strict=True):
            kind = "law_talk" if title.startswith("普法") else "recreation"
            self.activity(
                self.town, self.day(3, day), kind, title, attendances=self.random.randint(90, 160), themes=("womens_day",), featured=True,
                purpose="“三八”节前办在镇文化广场，让更多妇女走得开、来得了。",
            )  # fmt: skip
        for month in (2, 5, 8, 11):
            self.activity(
                self.town,
                self.day(month),
                "theory_study",
                "理论学习",
                brand=figure["study_brand"],
                attendances=47,
                themes=("big_study",),
            )

    def employment(self) -> None:
        figure = self.figures["employment"]
        kinds = {"电商培训": "ecommerce_training", "直播带货": "live_commerce", "家乡好物代言": "hometown_endorsement"}
        count = figure["trainings"]
        for number, attendances in enumerate(spread(figure["attendances"], count, self.random)):
            title = figure["titles"][number % len(figure["titles"])]
            self.activity(
                self.town, self.day(number % 12 + 1), kinds[title], title, attendances=attendances, venue="柳泉镇农创梦想之家",
                people_qualifier=figure["attendances_qualifier"] if number == 0 else "", effect="学员回村开了网店，互相带着卖。",
            )  # fmt: skip
        for number in range(figure["endorsers"]):
            self.plan.registers.append(TalentEntry(self.town, self.day(4 + number), "endorser", self.names.draw()))
        for number, product in enumerate(figure["products"]):
            self.plan.registers.append(ProductEntry(self.town, self.day(3 + number), product, "镇巾帼合作社"))

    def children(self) -> None:
        figure = self.figures["children"]
        bases = ("将军纪念碑廊", "老政府旧址", "抗战文化馆")[: figure["red_bases"]]
        for name in bases:
            self.plan.registers.append(
                VenueEntry(self.town, FOUNDED, "red_base", name, external=True, builder="镇政府")
            )
        farms = ("柳泉薯光产业园", "泉乡牧业研学园", "麦香农耕园")
        for name in farms:
            self.plan.registers.append(
                VenueEntry(self.town, FOUNDED, "study_base", name, external=True, builder="本地企业")
            )
        self.plan.registers.append(VenueEntry(self.town, FOUNDED, "dream_home", "柳泉镇农创梦想之家"))
        for number in range(figure["study_trips"]):
            self.activity(
                self.town, self.day(number + 1), "study_trip_children", "儿童友好研学", venue=(*farms, *bases)[number % 6],
                attendances=self.random.randint(25, 40), themes=("child_friendly",),
            )  # fmt: skip
        for month in (4, 9)[: figure["hero_talks"]]:
            self.activity(
                self.town,
                self.day(month),
                "hero_talk",
                "烈士事迹宣讲",
                attendances=80,
                place="新时代文明实践站",
                partners="老战士宣讲团",
            )

    def health(self) -> None:
        figure = self.figures["health"]
        slots = [(village, 4 + number % 6) for number, village in enumerate(self.villages)]
        for (place, month), people in pick_spread(figure["screened"], slots, self.random):
            self.activity(
                place, self.day(month), "two_cancers", "两癌免费筛查", attendances=people, partners="镇卫生院"
            )
            self.plan.screenings.append(ScreeningEntry(self.plan.activities[-1], people))

    def rights(self) -> None:
        figure = self.figures["rights"]
        for (place, month), count in pick_spread(figure["mediations"], self.slots(), self.random):
            for _ in range(count):
                category = self.random.choice(("marriage_family", "marriage_family", "in_law", "neighbour"))
                self.plan.mediations.append(
                    MediationEntry(place, self.day(month), category, self.random.random() < 0.9)
                )
        for (place, month), count in pick_spread(figure["risk_households"], self.slots(), self.random):
            for _ in range(count):
                self.plan.risks.append(
                    RiskEntry(
                        place, self.day(month), self.random.choice(("red", "yellow", "blue", "blue")), self.names.draw()
                    )
                )
        self.plan.registers.append(
            VenueEntry(self.town, FOUNDED, "mediation_station", f"{self.town.name}{figure['station']}")
        )

    def care(self) -> None:
        """Receipts are kept by the township; the month's report states them."""
        figure = self.figures["care"]
        months = (3, 6, 9, 12)
        for code, total, note in (
            ("care.self_raised", figure["self_raised"], "执委和志愿者当月捐款，凭收据"),
            ("care.donations", figure["donated"], "当月到账善款合计，含自筹，凭收据"),
            ("care.assisted_students", figure["students"], "当月首次发放助学金的学生，凭发放表"),
        ):
            for month, value in zip(months, spread(total, len(months), self.random), strict=True):
                self.plan.added.append(AddedCell(self.town, Month(self.year, month), code, value, note=note))
        self.activity(self.town, self.day(2), "care_survey", "困难学生和儿童摸排", attendances=60)

    # ---- registers and honours -----------------------------------------------------------------------------------------

    def registers(self) -> None:
        teams, venues, election = self.figures["teams"], self.figures["venues"], self.figures["election"]
        for village in self.villages[: teams["talk"]]:
            self.plan.registers.append(
                TeamEntry(village, FOUNDED, "talk_team", f"{village.name}巾帼宣讲队", self.random.randint(4, 9))
            )
        for village, members in zip(
            self.villages, spread(teams["forest_members"], teams["forest"], random.Random(0)), strict=False
        ):
            self.plan.registers.append(
                TeamEntry(village, FOUNDED, "forest_team", f"{village.name}巾帼林长护林队", members)
            )
        self.plan.registers.append(
            TeamEntry(
                self.town,
                FOUNDED,
                "mediation_team",
                f"{self.town.name}巾帼调解队",
                teams["mediators"],
                teams["mediators_qualifier"],
            )
        )
        for village in self.villages:
            self.plan.registers.append(VenueEntry(village, FOUNDED, "womens_home", f"{village.name}妇女之家"))
        for village, month in zip(self.random.sample(self.villages, venues["micro_homes"]), (3, 6, 9), strict=True):
            self.plan.registers.append(VenueEntry(village, self.day(month), "micro_home", f"{village.name}妇女微家"))
        for number in range(venues["workshops"]):
            self.plan.registers.append(
                VenueEntry(
                    self.town, self.day(5 + number), "coop_workshop", "泉乡牧业巾帼共富工坊", builder="泉乡牧业有限公司"
                )
            )
        for number, name in zip(
            range(venues["two_new_organizations"]), ("泉乡牧业妇联", "柳泉电商协会妇联"), strict=True
        ):
            self.plan.registers.append(UnitEntry(self.town, self.day(6 + number), "two_new", name))
        elected = [
            ("president", election["presidents"]),
            ("vice_president", election["vice_presidents"]),
            ("exec", election["execs"]),
        ]
        people = [(position, self.names.draw()) for position, count in elected for _ in range(count)]
        self.plan.registers.append(ElectionEntry(self.town, self.day(3, 18), "第六次妇女代表大会", people))

    def courtyards(self) -> None:
        """Every 精品户 was a 示范户 first: two grades of the same households, never added."""
        figure = self.figures["courtyards"]
        premium = figure["premium"]
        demo = [
            place
            for place, count in zip(self.villages, spread(figure["demo"], len(self.villages), self.random), strict=True)
            for _ in range(count)
        ]
        promoted = set(self.random.sample(range(len(demo)), premium))
        for number, place in enumerate(demo):
            month = 2 + number % 6
            self.plan.honours.append(
                HonourPlan(
                    place, self.day(month), "refined_farm", self.names.draw(), "town", grade="demo_household",
                    premium_on=self.day(month + 3) if number in promoted else None,
                )
            )  # fmt: skip

    def honours(self) -> None:
        for kind, count in self.figures["recommended"].items():
            for number in range(count):
                name = "柳泉镇便民服务中心" if kind == "women_civilized_post" else self.names.draw()
                self.plan.honours.append(HonourPlan(self.town, self.day(4 + number), kind, name, "city", named=False))

    # ---- helpers ---------------------------------------------------------------------------------------------------------

    def activity(self, organization: Organization, day: datetime.date, kind: str, title: str, **details: Any) -> None:
        self.plan.activities.append(ActivityEntry(organization, day, kind, title, **details))

    def add(self, figure: dict[str, Any], indicator: str, note: str, months=(3, 6, 9)) -> None:
        """Spread what months added by hand over a few villages; one of the cells is approximate, so the figure is."""
        slots = [(village, month) for month in months for village in self.random.sample(self.villages, 2)]
        for number, ((village, month), value) in enumerate(pick_spread(figure["added"], slots, self.random)):
            qualifier = figure["qualifier"] if number == 0 else ""
            self.plan.added.append(AddedCell(village, Month(self.year, month), indicator, value, qualifier, note))
