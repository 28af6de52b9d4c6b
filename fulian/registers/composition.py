"""Who the officers are, in shares: what a roster says at its head. A share never stands without its n of N."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from fulian.registers.choices import COLLEGE_AND_ABOVE, IN_COMMITTEE, PARTY_MEMBERS, Employment, Position
from fulian.registers.models import Officer

YOUNG, MIDDLE, OLDER = 35, 45, 55  # the ages at which 换届 rosters draw their lines


@dataclass(frozen=True)
class Share:
    """`unknown`: of how many among the total nobody filled it in."""

    label: str
    n: int
    total: int
    unknown: int = 0

    @property
    def percent(self) -> str:
        """None of nothing known is not 0%."""
        return f"{self.n * 100 / self.total:.1f}%" if self.total > self.unknown else "—"

    @property
    def note(self) -> str:
        return f"{self.unknown}人没填" if self.unknown else ""


def born_after(age: int, day: datetime.date) -> str:
    """Whose birth is later than this is at most so old on that day. Compared as text: "1975" comes before "1975-03"."""
    return f"{day.year - age - 1}-{day.month:02}"


def composition(officers: QuerySet[Officer], day: datetime.date) -> list[Share]:
    """One query, whatever the number of officers."""
    president, known = Q(position=Position.PRESIDENT), ~Q(birth="")
    young, middle, older = (Q(birth__gt=born_after(age, day)) for age in (YOUNG, MIDDLE, OLDER))
    conditions = {
        "presidents": president,
        "presidents_in": president & Q(committee__in=IN_COMMITTEE),
        "presidents_unknown": president & Q(committee=""),
        "party": Q(party__in=PARTY_MEMBERS),
        "party_unknown": Q(party=""),
        "college": Q(education__in=COLLEGE_AND_ABOVE),
        "college_unknown": Q(education=""),
        "young": known & young,
        "middle": known & middle & ~young,
        "older": known & older & ~middle,
        "oldest": known & ~older,
        "birth_unknown": ~known,
        "employment_unknown": Q(employment=""),
        **{f"employment_{code}": Q(employment=code) for code in Employment.values},
    }
    counts = {f"n_{name}": Count("pk", filter=condition) for name, condition in conditions.items()}
    counted = officers.order_by().aggregate(n_total=Count("pk"), **counts)
    n = {name.removeprefix("n_"): number for name, number in counted.items()}  # an alias may not be a column's name
    total = n["total"]
    shares = [
        Share("主席进“两委”", n["presidents_in"], n["presidents"], n["presidents_unknown"]),
        Share("党员", n["party"], total, n["party_unknown"]),
        Share("大专以上", n["college"], total, n["college_unknown"]),
        Share(f"{YOUNG}岁以下", n["young"], total, n["birth_unknown"]),
        Share(f"{YOUNG + 1}—{MIDDLE}岁", n["middle"], total, n["birth_unknown"]),
        Share(f"{MIDDLE + 1}—{OLDER}岁", n["older"], total, n["birth_unknown"]),
        Share(f"{OLDER + 1}岁以上", n["oldest"], total, n["birth_unknown"]),
    ]
    shares += [
        Share(employment.label, n[f"employment_{employment.value}"], total, n["employment_unknown"])
        for employment in Employment
    ]
    return [share for share in shares if share.total]
