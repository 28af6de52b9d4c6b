"""Two people at the same plan, on two real connections."""

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from fulian.core.exceptions import Conflict, Refused
from plans import services
from plans.choices import Outcome, PlanKind, ShareStatus, Status
from plans.models import Plan, Reading, Share, Target, Task
from plans.services import taking
from tests.factories.plan_shares import share_out
from tests.factories.plans import commitment_of, in_force, target_of
from tests.services.support import PATIENCE
from tests.services.together import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.usefixtures("postgres")]

DAY = datetime.date(2025, 6, 20)
TEXT = "一、思想引领\n（一）全年开展主题宣讲不少于120场次。\n（二）评选最美家庭20户。\n"


def while_it_lasts(first: Callable[[], Any], *others: Callable[[], Any]) -> list[Any]:
    """What came of the others, which begin when `first` is done but not committed and have to wait for it: no luck of timing."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.extend(at_once(*others)))
    with transaction.atomic():
        first()
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "they did not wait"
    thread.join(PATIENCE)
    return found


@pytest.fixture
def reading(cast):
    return taking.read_in(
        text=TEXT, organization=cast.district, year=2025, kind=PlanKind.POINTS, by=cast.district_officer
    )


@pytest.fixture
def version(cast, plan, task):
    """The approved next version of a plan in force with a commitment, and a target of which the township has its part."""
    commitment_of(task)
    share_out(target_of(task), cast.district_officer, (cast.town, 60), (cast.other_town, 40))
    in_force(plan, by=cast.leader)
    found = services.revise_plan(plan=plan, by=cast.district_officer, reason="上级下达了新任务")
    services.submit_plan(plan=found, by=cast.district_officer)
    return services.approve_plan(plan=found, by=cast.leader)


def target_in(plan, **which):
    return Target.objects.placed().get(task__chapter__plan=plan, **which)


def share_in(plan, organization):
    return Share.objects.answered_for_her().get(target__task__chapter__plan=plan, organization=organization)


def test_of_two_who_take_over_one_text_one_makes_a_plan_and_the_other_is_told(cast, reading):
    for_both = [
        lambda by=by: taking.take_over(reading=Reading.objects.get(pk=reading.pk), by=by)
        for by in (cast.district_officer, cast.leader)
    ]
    outcomes = at_once(*for_both)
    assert {type(outcome) for outcome in outcomes} == {Plan, Conflict}
    assert (Plan.objects.count(), Task.objects.count(), Target.objects.count()) == (1, 2, 2)


def test_who_corrects_an_entry_while_the_text_is_taken_over_is_told(cast, reading):
    entry = next(entry for entry in reading.entries if entry["part"] == "task")
    (outcome,) = while_it_lasts(
        lambda: taking.take_over(reading=reading, by=cast.district_officer),
        lambda: taking.correct_entry(
            reading=Reading.objects.get(), entry_id=entry["id"], values={"text": "别的话"}, by=cast.leader
        ),
    )
    assert (type(outcome), Task.objects.filter(text="别的话").count()) == (Conflict, 0)


def test_what_is_said_while_a_new_version_is_published_is_refused_and_sent_there(cast, plan, version):
    target, share = target_in(plan, unit=""), share_in(plan, cast.town)
    outcomes = while_it_lasts(
        lambda: services.publish_plan(plan=version, by=cast.district_officer),
        lambda: services.note_outcome(target=target, done_on=DAY, evidence="见纪要。", by=cast.district_officer),
        lambda: services.confirm_share(share=share, seen=share.low, by=cast.town_chair),
    )
    assert [(type(outcome), "新版" in str(outcome)) for outcome in outcomes] == [(Refused, True)] * 2
    assert target_in(version, key=target.key).outcome == Outcome.NONE


def test_a_version_published_while_something_is_said_waits_and_takes_it_along(cast, plan, version):
    target, share = target_in(plan, unit=""), share_in(plan, cast.town)

    def say() -> None:
        services.note_outcome(target=target, done_on=DAY, evidence="见纪要。", by=cast.district_officer)
        services.confirm_share(share=share, seen=share.low, by=cast.town_chair)

    assert while_it_lasts(say, lambda: services.publish_plan(plan=version, by=cast.district_officer)) == [version]
    assert target_in(version, key=target.key).done_on == DAY
    carried = share_in(version, cast.town)
    assert (carried.status, carried.answered_by) == (ShareStatus.CONFIRMED, cast.town_chair)


def test_an_answer_alone_holds_back_a_version_that_is_published(cast, plan, version):
    share = share_in(plan, cast.town)
    while_it_lasts(
        lambda: services.confirm_share(share=share, seen=share.low, by=cast.town_chair),
        lambda: services.publish_plan(plan=version, by=cast.district_officer),
    )
    assert share_in(version, cast.town).status == ShareStatus.CONFIRMED


def test_a_version_that_is_published_and_returned_at_once_is_one_or_the_other(cast, plan, version):
    outcomes = at_once(
        lambda: services.publish_plan(plan=Plan.objects.get(pk=version.pk), by=cast.district_officer),
        lambda: services.return_plan(plan=Plan.objects.get(pk=version.pk), by=cast.leader, reason="再改改"),
    )
    assert {type(outcome) for outcome in outcomes} == {Plan, Conflict}
    published = isinstance(outcomes[0], Plan)
    plan.refresh_from_db()
    version.refresh_from_db()
    assert (plan.status, version.status) == (
        (Status.SUPERSEDED, Status.PUBLISHED) if published else (Status.PUBLISHED, Status.DRAFT)
    )


def test_a_plan_begun_while_another_of_its_kind_is_published_is_refused(cast, plan, task, target):
    services.submit_plan(plan=plan, by=cast.district_officer)
    services.approve_plan(plan=plan, by=cast.leader)
    (outcome,) = while_it_lasts(
        lambda: services.publish_plan(plan=plan, by=cast.district_officer),
        lambda: services.start_plan(
            plan=Plan(organization=cast.district, year=2025, kind=plan.kind, title="又一份"), by=cast.leader
        ),
    )
    assert (type(outcome), Plan.objects.count()) == (Refused, 1)
