"""Records kept by hand and parts of targets. The plan is the district's, the part is given to the township or to the village."""

from decimal import Decimal

from fulian.indicators.services import load_defaults
from plans.models import LogEntry, Plan, Share
from plans.services import log_work, object_to_share, share_out
from plans.services.sharing import Part
from tests.access.matrix import Row
from tests.factories.plans import PlanFactory, commitment_of, in_force, target_of, task_of

NO_BUSINESS = {"rights_officer": 403, "administrator": 403}
TOWN = ("town_chair", "town_officer")
ABOVE = ("district_officer", "leader")


def task(cast):
    """In a draft of its own, for a year that has none yet."""
    year = 2024 - Plan.objects.filter(organization=cast.district).count()
    return task_of(PlanFactory(organization=cast.district, by=cast.district_officer, year=year))


def kept(cast, organization=None):
    """A target kept by hand, in force, its part given to the township."""
    load_defaults()
    target = target_of(task(cast), None, 100, unit="户")
    given(cast, target, organization or cast.town)
    return target


def given(cast, target, organization):
    parts = [Part(organization, Decimal(60) if target.low else None)]
    share_out(target=target, parts=parts, method="hand", by=cast.district_officer, anyway=True)
    in_force(target.plan, by=cast.leader)
    target.refresh_from_db()


def target(cast):
    return {"pk": kept(cast).pk}


def share_of(cast, made=None) -> Share:
    made = made or kept(cast)
    return Share.objects.answered_for_her().get(target=made)


def share(cast):
    return {"pk": share_of(cast).pk}


def of_the_village(cast):
    return {"pk": share_of(cast, kept(cast, cast.village)).pk}


def promised(cast):
    load_defaults()
    made = commitment_of(task(cast))
    given(cast, made, cast.town)
    return {"pk": share_of(cast, made).pk}


def objected(cast):
    found = share_of(cast)
    object_to_share(share=found, seen=found.low, reason="太多", by=cast.town_chair)
    return {"pk": found.pk}


def entry(cast):
    made = kept(cast)
    logged: LogEntry = log_work(
        target=made,
        day=made.starts_on,
        quantity=Decimal(3),
        organization=cast.town,
        note="见通报。",
        by=cast.town_chair,
    )
    return {"pk": logged.pk}


def who(*names: str, answer: int = 200, **more: int) -> dict[str, int]:
    return dict.fromkeys(names, answer) | NO_BUSINESS | more


# Who may not answer at all (a leader, an aide) is told so before anything is looked up.
LOOK_ONLY = {"leader": 403, "village_aide": 403}
NOBODY_BELOW = dict.fromkeys(
    ("village_chair", "other_village_chair", "town_chair", "town_officer", "other_town_chair", "outsider"), 404
)


def answers(name, make=share, *, posted=None, answer=302):
    """Opened and sent by the township; the district sees the part and is told that it is not hers to answer."""
    rows = [Row(f"plans:{name}", make, expect=who(*TOWN, district_officer=403, **LOOK_ONLY), others=404)]
    if posted is not None:
        data = (lambda cast: posted) if isinstance(posted, dict) else posted
        rows.append(
            Row(
                f"plans:{name}", make, method="post", data=data,
                expect=who(*TOWN, answer=answer, district_officer=403, **LOOK_ONLY), others=404,
            )
        )  # fmt: skip
    return rows


ROLE_MATRIX = [
    Row("plans:share-list", expect=NO_BUSINESS, others=200),
    Row("plans:share-detail", share, expect=who(*TOWN, *ABOVE), others=404),
    Row(
        "plans:share-detail", of_the_village, as_role="of the village",
        expect=who("village_chair", "village_aide", *TOWN, *ABOVE), others=404,
    ),
    *answers("share-confirm", posted={"seen": "60"}),
    *answers("share-object", posted={"seen": "60", "reason": "太多"}),
    *answers("share-note", promised, posted={"done_on": "2024-06-01", "evidence": "见纪要。"}),
    *answers("share-pass-on", posted={}),
    Row("plans:share-keep", objected, expect=who("district_officer", town_chair=403, town_officer=403, **LOOK_ONLY), others=404),
    Row(
        "plans:share-keep", objected, method="post", data=lambda cast: {"reason": "按妇女人数算的"},
        expect=who("district_officer", answer=302, town_chair=403, town_officer=403, **LOOK_ONLY), others=404,
    ),
    Row("plans:target-shares", target, expect=who(*ABOVE), others=404),
    Row("plans:target-share", target, expect=who("district_officer", **NOBODY_BELOW, **LOOK_ONLY)),
    Row("plans:target-log", target, expect=who(*TOWN, *ABOVE), others=404),
    Row("plans:log-create", target, expect=who(*TOWN, "district_officer", **LOOK_ONLY), others=404),
    Row("plans:log-void", entry, expect=who(*TOWN, "district_officer", **LOOK_ONLY), others=404),
    Row(
        "plans:log-void", entry, method="post", data=lambda cast: {"reason": "重复"},
        expect=who(*TOWN, "district_officer", answer=302, **LOOK_ONLY), others=404,
    ),
]  # fmt: skip
