"""A small federation with a year and a half of made-up work: towns that moved, months half closed, statements of every stage."""

import datetime
from random import Random

from django.utils import timezone

from activities.choices import Role
from activities.models import Activity, ActivityKind, Theme
from families.choices import HonourLevel, HonourStatus
from families.models import Honour
from fulian.accounts.models import User
from fulian.core.periods import Month, Period
from fulian.core.quantities import Qualifier
from fulian.indicators.choices import Basis, MonthState, Stage
from fulian.indicators.models import Indicator, MonthGuard, MonthlyCoverage, MonthlyStatement, MonthlyTotal, Release
from fulian.organizations.choices import ChangeKind
from fulian.organizations.models import Organization, OrganizationChange
from fulian.registers.models import Team, TeamKind
from rights.choices import MediationKind, MediationOutcome
from rights.models import Mediation
from tests.factories import families
from tests.factories.accounts import UserFactory
from tests.factories.organizations import district, town, village

FIRST, LAST = datetime.date(2024, 6, 1), datetime.date(2026, 2, 28)
MONTHS = list(Period(FIRST, LAST).months())
DAY = datetime.timedelta(days=1)
RICH = ("own.", "activity.", "ideology.", "rights.", "family.named", "organization.base")


class World:
    """`World(Random(7))`: the same seed gives the same world."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.by: User = UserFactory()
        self.organizations = self._tree()
        self.moved = self._move()
        self.indicators = self._indicators()
        self._activities()
        self._honours()
        self._teams()
        self._mediations()
        self._months()
        self._releases()

    def day(self) -> datetime.date:
        return FIRST + self.random.randrange((LAST - FIRST).days + 1) * DAY

    def period(self) -> Period:
        month = self.random.choice(MONTHS)
        return self.random.choice(
            [
                month.period,
                Period.year(2025),
                Period.quarter(2025, self.random.randint(1, 4)),
                Period.year(2025, datetime.date(2025, self.random.randint(2, 12), self.random.randint(1, 28))),
                Period(*sorted([self.day(), self.day()])),
            ]
        )

    def ask(self) -> tuple[Indicator, Organization, Period]:
        """Those that something is made up for more often than the others."""
        rich = [i for i in self.indicators if i.code.startswith(RICH)]
        indicator = self.random.choice(self.random.choice([rich, self.indicators]))
        return indicator, self.random.choice(self.organizations), self.period()

    # ---- the tree -------------------------------------------------------------------------------------------------------

    def _tree(self) -> list[Organization]:
        top, other = district("清和区"), district("岭北区")
        towns = [town(top, f"第{n}镇") for n in range(3)] + [town(other, "白沙镇")]
        villages = [village(one, f"第{n}村") for one in towns for n in range(self.random.randint(1, 3))]
        return [top, other, *towns, *villages]

    def _move(self) -> dict[int, str]:
        """A village has come from another township, and a township from the other district. {organization: its old path}."""
        other, first, second = self.organizations[1:4]
        moves = {second: f"{other.path}{second.pk}/"}
        for one in self.organizations:
            if one.parent_id == first.pk:
                moves[one] = f"{second.path}{one.pk}/"
        OrganizationChange.objects.bulk_create(
            OrganizationChange(organization=one, kind=ChangeKind.MOVED, effective_on=FIRST, old_path=path, created_by=self.by)
            for one, path in moves.items()
        )  # fmt: skip
        return {one.pk: path for one, path in moves.items()}

    def path_at(self, organization: Organization) -> str:
        old = self.moved.get(organization.pk)
        return old if old and self.random.random() < 0.4 else organization.path

    # ---- what is counted ------------------------------------------------------------------------------------------------

    def _indicators(self) -> list[Indicator]:
        def own(code: str, measure: str, **fields) -> Indicator:
            return Indicator.objects.create(
                code=code, name=code, unit="次", area="ideology", definition="试", measure_code=measure, **fields
            )

        own("own.distinct", "activities.people", additive=False)
        own(
            "own.themed",
            "activities.sessions",
            dimensions={"theme": list(Theme.objects.values_list("code", flat=True)[:3])},
        )
        own(
            "own.young", "activities.attendances", dimensions={"kind": ["theory_talk", "law_talk"], "mode": ["offline"]}
        )
        own("own.young_records", "activities.records")
        own("own.local", "activities.records", dimensions={"level": ["village"], "role": ["host"]})
        own("own.broken", "gone.measure")
        own("own.members", "registers.team_members")
        own("own.typed_people", "", basis=Basis.MANUAL, additive=False)
        Indicator.objects.filter(code__startswith="own.young").update(created_at=timezone.now())
        Indicator.objects.exclude(code__startswith="own.young").update(
            created_at=timezone.make_aware(datetime.datetime(2024, 1, 1))
        )
        return list(Indicator.objects.all())

    def _activities(self) -> None:
        kinds, themes = list(ActivityKind.objects.all()[:12]), list(Theme.objects.all()[:5])
        qualifiers = [*Qualifier.values, "", "", ""]

        def maybe(most: int) -> int | None:
            return self.random.choice([None, 0, self.random.randint(1, most)])

        rows = []
        for _ in range(400):
            organization = self.random.choice(self.organizations)
            people = maybe(40)
            rows.append(
                Activity(
                    organization=organization, path_at=self.path_at(organization), created_by=self.by, updated_by=self.by, title="活动",
                    kind=self.random.choice(kinds), role=self.random.choice(Role.values), starts_on=self.day(),
                    sessions=self.random.randint(1, 5), sessions_qualifier=self.random.choice(qualifiers), people=people,
                    attendances=self.random.choice([None, (people or 0) + self.random.randint(0, 9)]),
                    people_qualifier=self.random.choice(qualifiers), volunteers=maybe(9), materials=maybe(300),
                    materials_qualifier=self.random.choice(qualifiers), employed=maybe(4),
                )
            )  # fmt: skip
        made = Activity.objects.bulk_create(rows)
        linked = Activity.themes.through
        linked.objects.bulk_create(
            linked(activity_id=one.pk, theme_id=theme.pk) for one in made for theme in self.random.sample(themes, 2)
        )

    def _honours(self) -> None:
        rows = []
        for _ in range(60):
            organization, named = self.random.choice(self.organizations), self.day()
            ended = self.random.choice([None, named, named + self.random.randint(1, 300) * DAY])
            rows.append(
                Honour(
                    organization=organization, path_at=self.path_at(organization), created_by=self.by, updated_by=self.by,
                    kind=families.kind(), name="李家", level=self.random.choice(HonourLevel.values), named_on=named, dated_on=named,
                    status=HonourStatus.REVOKED if ended else HonourStatus.NAMED, ended_on=ended,
                    standing_until=ended - DAY if ended else None,
                )
            )  # fmt: skip
        Honour.objects.bulk_create(rows)

    def _teams(self) -> None:
        kinds = list(TeamKind.objects.all())
        rows = []
        for _ in range(60):
            organization, founded = self.random.choice(self.organizations), self.day()
            ended = self.random.choice([None, None, founded + self.random.randint(0, 400) * DAY])
            entered = {"ended_at": timezone.now(), "ended_by": self.by, "end_reason": "并入"} if ended else {}
            rows.append(
                Team(
                    organization=organization, path_at=self.path_at(organization), created_by=self.by, updated_by=self.by,
                    kind=self.random.choice(kinds), name="队", founded_on=founded, ended_on=ended,
                    members=self.random.choice([None, 0, 12, 30]), members_qualifier=self.random.choice(Qualifier.values), **entered,
                )
            )  # fmt: skip
        Team.objects.bulk_create(rows)

    def _mediations(self) -> None:
        rows = []
        for _ in range(60):
            organization = self.random.choice(self.organizations)
            rows.append(
                Mediation(
                    organization=organization, path_at=self.path_at(organization), created_by=self.by, updated_by=self.by,
                    happened_on=self.day(), kind=self.random.choice(MediationKind.values),
                    outcome=self.random.choice(MediationOutcome.values),
                )
            )  # fmt: skip
        Mediation.objects.bulk_create(rows)

    # ---- the months -----------------------------------------------------------------------------------------------------

    def _months(self) -> None:
        codes = [indicator.code for indicator in self.indicators if indicator.in_totals]
        for organization in self.organizations:
            for month in MONTHS:
                self._month(organization, month, codes)

    def _month(self, organization: Organization, month: Month, codes: list[str]) -> None:
        of = {"organization": organization, "year": month.year, "month": month.month}
        if self.random.random() < 0.6:
            MonthlyStatement.objects.create(
                **of, path_at=self.path_at(organization), stage=self.random.choice(Stage.values),
                cells={code: self._cell() for code in self.random.sample(codes, 20)},
            )  # fmt: skip
        state = self.random.choice([*MonthState.values, MonthState.CLOSED])
        if self.random.random() < 0.8:
            at = timezone.now() + self.random.choice([-30, 30]) * DAY
            MonthGuard.objects.create(**of, path_at=organization.path, state=state, changed_at=at, changed_by=self.by)
        if self.random.random() < 0.7:
            MonthlyCoverage.objects.create(**of, due=self.random.randint(0, 9), filed=self.random.randint(0, 9))
            flows = [indicator for indicator in self.indicators if indicator.in_totals]
            MonthlyTotal.objects.bulk_create(
                MonthlyTotal(
                    **of, indicator=indicator, recorded=self.random.choice([0, 3, 40]), added=self.random.choice([0, 0, 2]),
                    qualifier=self.random.choice(Qualifier.values),
                )
                for indicator in self.random.sample(flows, 25)
            )  # fmt: skip

    def _cell(self) -> dict:
        cell: dict = {}
        for part in ("recorded", "added"):
            if self.random.random() < 0.6:
                cell[part] = self.random.choice(["0", "3", "20"])
                if self.random.random() < 0.3:
                    cell[f"{part}_as"] = self.random.choice(["over", "at_least", "about"])
        if self.random.random() < 0.1:
            cell["na"] = True
        return cell

    def _releases(self) -> None:
        for indicator in self.indicators:
            if indicator.confidential:
                for period in (Period.year(2025), Period.quarter(2025, 2)):
                    Release.objects.create(
                        indicator=indicator, organization=self.organizations[0], start=period.start, end=period.end,
                        value=self.random.choice([None, 0, 17]), released_by=self.by,
                    )  # fmt: skip
