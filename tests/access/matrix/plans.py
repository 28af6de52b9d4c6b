"""The rows' plan is the district's; whoever's posts lie below it does not see it. Some rows are of a township's plan.

Every chair writes and approves plans, but of her own organization: of the district's she finds nothing.
"""

from fulian.documents.keeping import media_path, write_whole
from fulian.indicators.services import load_defaults
from plans.models import Chapter, Plan, PlanFile, Programme, Task
from plans.services import add_chapter, approve_plan, revise_plan, submit_plan
from tests.access.matrix import Row
from tests.factories.plans import PlanFactory, commitment_of, in_force, target_of, task_of

BELOW = dict.fromkeys(
    ("village_chair", "other_village_chair", "village_aide", "town_chair", "town_officer", "other_town_chair"), 404
)
NO_BUSINESS = {"rights_officer": 403, "administrator": 403}
NOT_HERS = BELOW | NO_BUSINESS | {"village_aide": 403, "outsider": 404}  # who writes plans of her own
NOT_APPROVED_BY_HER = NOT_HERS | {"town_officer": 403}
WRITERS = (
    "village_chair",
    "other_village_chair",
    "town_chair",
    "town_officer",
    "other_town_chair",
    "district_officer",
    "outsider",
)


def draft(cast) -> Plan:
    """For a year that has none yet: a walk through all pages makes many."""
    year = 2024 - Plan.objects.filter(organization=cast.district).count()
    return PlanFactory(organization=cast.district, by=cast.district_officer, year=year)


def task(cast):
    return task_of(draft(cast))


def target(cast):
    load_defaults()
    return target_of(task(cast))


def submitted(cast) -> Plan:
    return submit_plan(plan=target(cast).plan, by=cast.district_officer)


def approved(cast) -> Plan:
    return approve_plan(plan=submitted(cast), by=cast.leader)


def published(cast) -> Plan:
    return in_force(target(cast).plan, by=cast.leader)


def revised(cast) -> Plan:
    return revise_plan(plan=published(cast), by=cast.district_officer, reason="目标提高")


def printed(cast) -> PlanFile:
    """A file as a job leaves it."""
    plan, by = draft(cast), cast.district_officer
    job = 1 + PlanFile.objects.count()
    name = f"plans/{plan.pk}/{job}.pdf"
    write_whole(media_path(name), b"%PDF-")
    return PlanFile.objects.create(plan=plan, job=job, suffix=".pdf", name=name, size=5, made_by=by)


def programme(cast) -> Programme:
    return Programme.objects.create(organization=cast.district, name=f"巾帼宣讲{Programme.objects.count()}")


def promised(cast):
    load_defaults()
    commitment = commitment_of(task(cast))
    in_force(commitment.plan, by=cast.leader)
    return commitment


def section(cast) -> Chapter:
    around = task(cast).chapter
    return add_chapter(chapter=Chapter(plan=around.plan, parent=around, title="阵地"), by=cast.district_officer)


def only(model, **narrow):
    """The order of the one part that there is: of the newest plan, which the row has just made."""

    def data(cast):
        key = str(model.objects.filter(**narrow).latest("pk").pk)
        return {"seen": key, "order": key}

    return data


only_chapter, only_section, only_task = only(Chapter), only(Chapter, depth=1), only(Task)


def pk_of(make):
    return lambda cast: {"pk": make(cast).pk}


def of_the_township(cast):
    return {"pk": PlanFactory(organization=cast.town, by=cast.town_chair).pk}


def written_by_the_township(cast):
    """A plan of a township's, ready for its chair to approve."""
    load_defaults()
    year = 2024 - Plan.objects.filter(organization=cast.town).count()
    plan = PlanFactory(organization=cast.town, by=cast.town_officer, year=year)
    return {"pk": submit_plan(plan=target_of(task_of(plan)).plan, by=cast.town_officer).pk}


def written(make, *names):
    """The pages that only the district's officer opens; a leader sees the plan and is told that it is not hers to write."""
    return [
        Row(f"plans:{name}", pk_of(make), expect=NOT_HERS | {"district_officer": 200, "leader": 403}) for name in names
    ]


def posted(name, make, data=None, *, who="district_officer", expect=NOT_HERS, status=302):
    expect = expect | {"district_officer": 403, "leader": 403} | {who: status}
    return Row(f"plans:{name}", pk_of(make), method="post", data=data or (lambda cast: {}), expect=expect)


ROLE_MATRIX = [
    Row("plans:plan-list", expect=NO_BUSINESS, others=200),
    Row("plans:plan-export", expect=NO_BUSINESS, others=200),
    Row("plans:plan-create", expect=dict.fromkeys(WRITERS, 200)),
    Row(
        "plans:plan-create", method="post", data=lambda cast: {"kind": "points", "year": "2024", "title": "要点"},
        expect=dict.fromkeys(WRITERS, 302),
    ),
    Row("plans:plan-detail", pk_of(draft), expect=NO_BUSINESS | {"district_officer": 200, "leader": 200}, others=404),
    Row(
        "plans:plan-detail", of_the_township, as_role="of the township",
        expect=NO_BUSINESS | dict.fromkeys(("town_chair", "town_officer", "district_officer", "leader"), 200), others=404,
    ),
    Row(
        "plans:plan-detail", pk_of(published), as_role="in force",
        expect=NO_BUSINESS | {"outsider": 404}, others=200, everybody=True,  # published: it is read by all below
    ),
    *written(draft, "plan-update", "plan-submit", "plan-cancel", "chapter-create"),
    *written(approved, "plan-publish"),
    *written(published, "plan-close", "plan-revise", "plan-copy"),
    Row("plans:plan-versions", pk_of(revised), expect=NO_BUSINESS | {"district_officer": 200, "leader": 200}, others=404),
    *(
        Row(f"plans:{name}", pk_of(draft), expect=NO_BUSINESS | {"district_officer": 200, "leader": 200}, others=404)
        for name in ("plan-files", "plan-print")
    ),
    Row("plans:programme-list", expect=NO_BUSINESS, others=200),
    Row("plans:programme-create", expect=dict.fromkeys(WRITERS, 200)),
    Row("plans:programme-detail", pk_of(programme), expect=NO_BUSINESS | {"district_officer": 200, "leader": 200}, others=404),
    *written(programme, "programme-update", "programme-stop"),
    posted("programme-stop", programme),
    Row("plans:plan-download", pk_of(printed), expect=NO_BUSINESS | {"district_officer": 200, "leader": 200}, others=404),
    Row("plans:plan-compare", pk_of(revised), expect=NO_BUSINESS | {"district_officer": 200, "leader": 200}, others=404),
    *written(
        lambda cast: task(cast).chapter,
        "chapter-update", "chapter-remove", "chapter-move", "section-create", "chapter-place", "task-create",
    ),
    *written(task, "task-place", "task-update", "task-remove", "task-move", "target-create"),
    *written(target, "target-update", "target-remove", "target-move"),
    *written(promised, "target-note"),
    Row("plans:plan-approve", pk_of(submitted), expect=NOT_APPROVED_BY_HER | {"district_officer": 403, "leader": 200}),
    Row("plans:plan-return", pk_of(submitted), expect=NOT_APPROVED_BY_HER | {"district_officer": 403, "leader": 200}),
    Row(
        "plans:plan-approve", written_by_the_township, as_role="of the township",
        expect=NO_BUSINESS | {"town_chair": 200, "town_officer": 403, "village_aide": 403, "district_officer": 403, "leader": 403},
        others=404,
    ),
    posted("plan-submit", lambda cast: target(cast).plan),
    posted("plan-publish", approved, lambda cast: {"on": "2025-01-02"}),
    posted("plan-close", published),
    posted("plan-revise", published, lambda cast: {"reason": "目标提高"}),
    posted("plan-cancel", draft, lambda cast: {"reason": "重写"}),
    posted("plan-order", lambda cast: task(cast).chapter.plan, only_chapter, status=200),
    posted("section-order", lambda cast: section(cast).parent, only_section, status=200),
    posted("task-order", lambda cast: task(cast).chapter, only_task, status=200),
    posted("chapter-remove", lambda cast: task(cast).chapter),
    posted("target-move", target, lambda cast: {"direction": "down"}),
    posted("target-note", promised, lambda cast: {"outcome": "done", "done_on": "2024-06-01", "evidence": "见纪要。"}),
    posted("plan-approve", submitted, who="leader", expect=NOT_APPROVED_BY_HER),
    posted("plan-return", submitted, lambda cast: {"reason": "目标偏低"}, who="leader", expect=NOT_APPROVED_BY_HER),
]  # fmt: skip
