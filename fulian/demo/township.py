"""A township that carries a real summary's figures: made of its villages' records and what their months added by hand.

The figures come from a file (replay_….toml): one table for each thing that was done or is there. Here is only how a township's
year is spread over places and months, the same for every file. What a table may say stands at the methods below; `by` is
"villages" where the villages did it, otherwise the township itself.
"""

import datetime
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from fulian.core.periods import Month
from fulian.demo.entries import (
    ActivityEntry,
    AddedCell,
    ContactEntry,
    ElectionEntry,
    HonourPlan,
    MediationEntry,
    OfficerEntry,
    Plan,
    ProductEntry,
    ProjectEntry,
    RiskEntry,
    ScreeningEntry,
    TalentEntry,
    TeamEntry,
    UnitEntry,
    VenueEntry,
    VenueEventEntry,
)
from fulian.demo.people import Names
from fulian.demo.spreading import pick_spread, spread
from fulian.organizations.models import Organization

FIGURES = Path(__file__).with_name("replay_002_1.toml")
GROWTH = 1.04
FOUNDED = datetime.date(2022, 4, 15)
TOTALS = (
    "attendances",
    "people",
    "volunteers",
    "materials",
    "employed",
)  # of an activity; those that it names are shared out
COPIED = (
    "brand", "campaign", "themes", "role", "mode", "venue", "place", "partners", "purpose", "effect", "featured",
)  # fmt: skip

Item = dict[str, Any]
Slot = tuple[Organization, int]  # a place and a month


def figures(path: Path = FIGURES) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


class Township:
    def __init__(self, town: Organization, villages: Sequence[Organization], year: int, path: Path = FIGURES):
        self.town, self.villages, self.year = town, list(villages), year
        self.figures = figures(path)
        self.random = random.Random(f"{town.code} {year}")
        self.names = Names(seed=year)
        self.plan = Plan()
        self.readers: dict[str, Callable[[Item], None]] = {
            "activity": self.activity, "team": self.team, "venue": self.venue, "venue_event": self.venue_event,
            "unit": self.unit, "election": self.election, "talent": self.talent, "product": self.product,
            "officer": self.officer, "project": self.project, "contact": self.contact, "honour": self.honour,
            "mediation": self.mediation, "risk": self.risk, "added": self.added,
        }  # fmt: skip

    def make(self) -> Plan:
        for table, read in self.readers.items():
            for item in self.figures.get(table, ()):
                read(item)
        return self.plan

    def go_on(self, until: datetime.date) -> Plan:
        """A later year: the same everyday work, a little more of it, up to a day; nothing that exists already."""
        for item in self.figures["activity"]:
            if item.get("goes_on"):
                self.activity(
                    item | {key: round(item[key] * GROWTH) for key in ("sessions", "added", "people") if key in item}
                )
        self.plan.activities = [entry for entry in self.plan.activities if entry.day <= until]
        self.plan.screenings = [entry for entry in self.plan.screenings if entry.activity.day <= until]
        return self.plan

    # ---- where and when ----------------------------------------------------------------------------------------------

    def day(self, month: int, day: int | None = None) -> datetime.date:
        return datetime.date(self.year, month, day or self.random.randint(2, 27))

    def places(self, item: Item) -> list[Organization]:
        """`places`: only so many of the villages."""
        if item.get("by") != "villages":
            return [self.town]
        return self.random.sample(self.villages, item["places"]) if "places" in item else self.villages

    def slots(self, item: Item) -> list[Slot]:
        """The places in each of the `months`; with `spread` = "places", each place once, in one month after the other."""
        places, months = self.places(item), item.get("months") or list(range(1, 13))
        if item.get("spread") == "places":
            return [(place, months[number % len(months)]) for number, place in enumerate(places)]
        return [(place, month) for month in months for place in places]

    def one_each(self, item: Item) -> Iterator[tuple[int, Organization]]:
        """`count` things, one after the other over the places."""
        places = self.places(item)
        for number in range(item.get("count", len(places))):
            yield number, places[number % len(places)]

    def since(self, item: Item, number: int = 0) -> datetime.date:
        """New in one of the year's `months`; without them it was there before."""
        months = item.get("months")
        return self.day(months[number % len(months)]) if months else FOUNDED

    # ---- activities --------------------------------------------------------------------------------------------------

    def activity(self, item: Item) -> None:
        """`sessions` in all (without: one in each slot), of which `added` by the months of some villages; `each`: from … to …
        of something per session; a total (attendances, people …) is shared out. `ways`: pairs of kind and title in turn. The
        numbers among the `answers` go with the first."""
        slots = self.slots(item)
        recorded = item.get("sessions", len(slots)) - item.get("added", 0)
        one_each = [(slot, 1) for slot in slots]
        shares = one_each if recorded == len(slots) else pick_spread(recorded, slots, self.random)
        totals = {name: spread(item[name], len(shares), self.random) for name in TOTALS if name in item}
        answers = item.get("answers", {})
        ways = item.get("ways") or [[item["kind"], item["title"]]]
        qualifier = item.get("qualifier", "")
        for number, ((place, month), sessions) in enumerate(shares):
            kind, title = ways[number % len(ways)]
            numbers: dict[str, Any] = {name: values[number] for name, values in totals.items()}
            for name, (low, high) in item.get("each", {}).items():
                numbers[name] = sessions * self.random.randint(low, high)
            if item.get("all_volunteers"):
                numbers["volunteers"] = numbers["attendances"]
            first = number == 0
            entry = ActivityEntry(
                place, self.day(month, item.get("day")), kind, title, sessions=sessions,
                sessions_qualifier=qualifier if first and not item.get("added") else "",
                people_qualifier=item.get("people_qualifier", "") if first else "",
                answers={name: said for name, said in answers.items() if first or isinstance(said, str)}, **numbers,
                **{name: item[name] for name in COPIED if name in item},
            )  # fmt: skip
            self.plan.activities.append(entry)
            if item.get("screening"):
                entry.attendances = entry.people
                self.plan.screenings.append(ScreeningEntry(entry, numbers["people"]))
        if item.get("added"):
            self._add(item, qualifier)

    def _add(self, item: Item, qualifier: str) -> None:
        """Spread what months added by hand over a few villages; one of the cells is approximate, so the figure is."""
        slots = [
            (village, month)
            for month in item.get("added_months", (3, 6, 9))
            for village in self.random.sample(self.villages, 2)
        ]
        for number, ((village, month), value) in enumerate(pick_spread(item["added"], slots, self.random)):
            self.plan.added.append(
                AddedCell(
                    village,
                    Month(self.year, month),
                    item["indicator"],
                    value,
                    qualifier if number == 0 else "",
                    item["note"],
                )
            )

    def added(self, item: Item) -> None:
        """What the township's own months state alone."""
        months = item["months"]
        for month, value in zip(months, spread(item["total"], len(months), self.random), strict=True):
            self.plan.added.append(
                AddedCell(self.town, Month(self.year, month), item["indicator"], value, note=item["note"])
            )

    # ---- registers ---------------------------------------------------------------------------------------------------

    def team(self, item: Item) -> None:
        """`members` in all of them."""
        things = list(self.one_each(item))
        members = spread(item["members"], len(things), random.Random(0)) if "members" in item else [None] * len(things)
        for (number, place), many in zip(things, members, strict=True):
            name = item["name"].format(place=place.name, number=number + 1)
            self.plan.registers.append(
                TeamEntry(place, self.since(item, number), item["kind"], name, many, item.get("qualifier", ""))
            )

    def venue(self, item: Item) -> None:
        """`names`, or one `name` for each place."""
        for number, place in self.one_each(item | {"count": item.get("count", len(item.get("names", ())) or 1)}):
            name = item["names"][number] if "names" in item else item["name"].format(place=place.name)
            self.plan.registers.append(
                VenueEntry(
                    place, self.since(item, number), item["kind"], name, external=item.get("external", False),
                    builder=item.get("builder", ""),
                )
            )  # fmt: skip

    def venue_event(self, item: Item) -> None:
        for number, place in self.one_each(item):
            name = item["venue"].format(place=place.name)
            self.plan.registers.append(VenueEventEntry(place, self.since(item, number), item["kind"], name))

    def unit(self, item: Item) -> None:
        """Women's organizations below the township; `women` are shared out among them."""
        count = item.get("count", len(item.get("names", ())))
        women = spread(item["women"], count, self.random) if "women" in item else [None] * count
        for number in range(count):
            name = item["names"][number] if "names" in item else item["name"].format(number=number + 1)
            self.plan.registers.append(
                UnitEntry(
                    self.town, self.since(item, number), item["kind"], name, item.get("level", "unit"), women[number]
                )
            )

    def election(self, item: Item) -> None:
        people = [(position, self.names.draw()) for position, count in item["elected"].items() for _ in range(count)]
        self.plan.registers.append(
            ElectionEntry(self.town, self.day(item["months"][0], item.get("day")), item["congress"], people)
        )

    def talent(self, item: Item) -> None:
        for number in range(item["count"]):
            self.plan.registers.append(
                TalentEntry(self.town, self.since(item, number), item["kind"], self.names.draw())
            )

    def product(self, item: Item) -> None:
        for number, name in enumerate(item["names"]):
            self.plan.registers.append(ProductEntry(self.town, self.since(item, number), name, item["producer"]))

    def officer(self, item: Item) -> None:
        for _ in range(item["count"]):
            self.plan.registers.append(OfficerEntry(self.town, self.since(item), item["position"], self.names.draw()))

    def project(self, item: Item) -> None:
        for number, name in enumerate(item["names"]):
            self.plan.registers.append(ProjectEntry(self.town, self.since(item, number), name))

    def contact(self, item: Item) -> None:
        """One in each of the months."""
        for month in item["months"]:
            self.plan.registers.append(
                ContactEntry(
                    self.town, self.day(month), item["mode"], item["group"], item["households"], item.get("opinion", "")
                )
            )

    # ---- honours and rights ------------------------------------------------------------------------------------------

    def honour(self, item: Item) -> None:
        """`count` are named, or only recommended; of those with a grade, `promoted` reach 精品户 three months later: two
        grades of the same households, never added. With `by` = "villages" they are shared out unevenly."""
        if item.get("by") == "villages":
            shares = spread(item["count"], len(self.villages), self.random)
            places = [place for place, many in zip(self.villages, shares, strict=True) for _ in range(many)]
        else:
            places = [self.town] * item["count"]
        promoted = set(self.random.sample(range(len(places)), item.get("promoted", 0)))
        months = item["months"]
        for number, place in enumerate(places):
            month = months[number % len(months)]
            self.plan.honours.append(
                HonourPlan(
                    place, self.day(month), item["kind"], item.get("name") or self.names.draw(), item["level"],
                    named=item.get("named", True), grade=item.get("grade", ""),
                    promoted_on=self.day(month + 3) if number in promoted else None,
                )
            )  # fmt: skip

    def mediation(self, item: Item) -> None:
        for (place, month), count in pick_spread(item["count"], self.slots(item), self.random):
            for _ in range(count):
                kind = self.random.choice(item["kinds"])
                self.plan.mediations.append(MediationEntry(place, self.day(month), kind, self.random.random() < 0.9))

    def risk(self, item: Item) -> None:
        for (place, month), count in pick_spread(item["count"], self.slots(item), self.random):
            for _ in range(count):
                level = self.random.choice(("red", "yellow", "blue", "blue"))
                self.plan.risks.append(RiskEntry(place, self.day(month), level, self.names.draw()))
