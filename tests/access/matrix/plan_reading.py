"""Reading a text in is writing a plan: who writes the organization's plans does it, and nobody else sees what was read."""

from plans.choices import PlanKind
from plans.services.taking import read_in
from tests.access.matrix import Row
from tests.access.matrix.plans import NO_BUSINESS, draft

TEXT = "一、思想引领\n（一）开展巾帼宣讲。全年开展主题宣讲不少于120场次。\n"
ALL_WRITERS = (
    "village_chair",
    "other_village_chair",
    "town_chair",
    "town_officer",
    "other_town_chair",
    "district_officer",
    "outsider",
)
NOT_WRITERS = NO_BUSINESS | {"leader": 403, "village_aide": 403}


def reading(cast, into=None):
    return read_in(
        text=TEXT, organization=cast.district, year=2025, kind=PlanKind.POINTS, by=cast.district_officer, into=into
    )


def pk(cast):
    return {"pk": reading(cast).pk}


def entry(part):
    def kwargs(cast):
        found = reading(cast)
        return {"pk": found.pk, "entry": next(e["id"] for e in found.entries if e["part"] == part)}

    return kwargs


ROLE_MATRIX = [
    Row("plans:reading-create", expect=dict.fromkeys(ALL_WRITERS, 200), others=403),
    Row("plans:reading-detail", pk, expect=NOT_WRITERS | {"district_officer": 200}, others=404),
    Row("plans:reading-chapter", entry("chapter"), expect=NOT_WRITERS | {"district_officer": 200}, others=404),
    Row("plans:reading-task", entry("task"), expect=NOT_WRITERS | {"district_officer": 200}, others=404),
    Row("plans:reading-target", entry("target"), expect=NOT_WRITERS | {"district_officer": 200}, others=404),
    Row("plans:reading-drop", pk, expect=NOT_WRITERS | {"district_officer": 200}, others=404),
    Row("plans:reading-drop", pk, method="post", data=lambda cast: {}, expect=NOT_WRITERS | {"district_officer": 302}, others=404),
    Row(
        "plans:reading-detail", pk, method="post", data=lambda cast: {"kept": ["1"]},
        expect=NOT_WRITERS | {"district_officer": 302}, others=404,
    ),
    Row("plans:reading-add", lambda cast: {"pk": draft(cast).pk}, expect=NOT_WRITERS | {"district_officer": 200}, others=404),
]  # fmt: skip
