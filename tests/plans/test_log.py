"""记完成: what no indicator counts is noted entry by entry, with evidence; the actual is their sum."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.core.quantities import Qualifier, Quantity
from plans import services
from plans.models import LogEntry
from plans.progress import progress_of
from plans.services.sharing import Part
from tests.attachments.photos import image
from tests.factories.plans import commitment_of, in_force, target_of

D = datetime.date
TODAY = D(2025, 7, 2)


@pytest.fixture
def kept(cast, plan, task):
    """A target kept by hand, in force until 30 November, its part given to the township."""
    target = target_of(task, None, 100, unit="户", subject="清洁户评比", due_on=D(2025, 11, 30))
    services.share_out(
        target=target, parts=[Part(cast.town, Decimal(60))], method="hand", by=cast.district_officer, anyway=True
    )
    in_force(plan, by=cast.leader)
    target.refresh_from_db()
    return target


def log(target, organization, by, **fields):
    given = {"day": TODAY, "quantity": Decimal(12), "note": "见评比通报。", **fields}
    return services.log_work(target=target, organization=organization, by=by, **given)


def test_the_actual_is_the_sum_of_what_was_noted_and_stays_approximate(cast, kept):
    log(kept, cast.district, cast.district_officer, quantity=Decimal(5))
    entry = log(kept, cast.village, cast.village_chair, qualifier=Qualifier.OVER)
    assert LogEntry.objects.counted(kept).sum() == Quantity(Decimal(17), Qualifier.OVER)
    (progress,) = progress_of([kept], TODAY)
    assert (progress.actual, progress.actual_text) == (Decimal(17), "17余户")
    services.void_entry(entry=entry, reason="重复", by=cast.district_officer)
    assert LogEntry.objects.counted(kept).sum() == Quantity(Decimal(5))
    assert list(AuditEvent.objects.filter(event__startswith="plans.").order_by("-pk").values_list("event", flat=True)[:3]) == [
        "plans.entry_voided", "plans.work_logged", "plans.work_logged",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"day": D(2025, 7, 3)}, "day", "日期不能晚于今天"),
        ({"day": D(2024, 12, 31)}, "day", "从2025年1月1日算起"),
        ({"quantity": Decimal(0)}, "quantity", "要大于 0"),
        ({"quantity": Decimal("1.5")}, "quantity", "请填整数"),
        ({"note": "  "}, "note", "请写明"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast, kept, fields, field, says):
    with pytest.raises(Refused, match=says) as refused:
        log(kept, cast.town, cast.town_chair, **fields)
    assert (refused.value.field, LogEntry.objects.count()) == (field, 0)


def test_after_its_time_nothing_is_added(cast, kept):
    with time_machine.travel("2025-12-05 10:00+08:00", tick=False):
        log(kept, cast.town, cast.town_chair, day=D(2025, 11, 30))
        with pytest.raises(Refused, match="到2025年11月30日为止"):
            log(kept, cast.town, cast.town_chair, day=D(2025, 12, 1))


def test_only_those_below_did_it_and_only_while_the_plan_is_carried_out(cast, plan, kept):
    with pytest.raises(Refused, match="它的下级") as refused:
        log(kept, cast.outside_town, cast.district_officer)
    assert refused.value.field == "organization"
    entry = log(kept, cast.town, cast.town_chair)
    with time_machine.travel("2026-01-10 10:00+08:00", tick=False):
        services.close_plan(plan=plan, by=cast.district_officer)
    for attempt in (
        lambda: log(kept, cast.town, cast.town_chair),
        lambda: services.void_entry(entry=entry, reason="错", by=cast.town_chair),
    ):
        with pytest.raises(Refused, match="发布以后、归档以前"):
            attempt()


def test_neither_an_indicator_nor_a_commitment_has_a_log(cast, plan, task):
    counted, promised = target_of(task), commitment_of(task)
    in_force(plan, by=cast.leader)
    with pytest.raises(Refused, match="不用另外记"):
        log(counted, cast.district, cast.district_officer)
    with pytest.raises(Refused, match="请登记完成情况"):
        log(promised, cast.district, cast.district_officer)


def test_who_voids_what_was_voided_already_is_told(cast, kept):
    entry = log(kept, cast.town, cast.town_chair)
    seen_by_another = LogEntry.objects.get(pk=entry.pk)
    services.void_entry(entry=entry, reason="重复", by=cast.town_chair)
    with pytest.raises(Conflict, match="已经作废"):
        services.void_entry(entry=seen_by_another, reason="记错", by=cast.district_officer)


# ---- pages -----------------------------------------------------------------------------------------------------------------


def page(client, name, key, **data):
    address = reverse(f"plans:{name}", args=[key])
    return client.post(address, data) if data else client.get(address)


def test_an_entry_is_typed_with_its_photo_once_however_often_the_button_is_pressed(cast, kept, as_user):
    chair = as_user(cast.town_chair)
    key = page(chair, "log-create", kept.pk).context["form"]["submission_key"].value()
    for _ in range(2):
        response = page(
            chair, "log-create", kept.pk, day="2025-06-30", quantity="２００余", organization=cast.village.pk, note="见通报。",
            photos=image(), submission_key=str(key),
        )  # fmt: skip
        assert response["Location"] == reverse("plans:target-log", args=[kept.pk])
    entry = LogEntry.objects.get()
    assert (entry.quantity, entry.qualifier, entry.organization, entry.noted_by) == (
        200,
        Qualifier.OVER,
        cast.village,
        cast.town_chair,
    )
    (line,) = page(chair, "target-log", kept.pk).context["lines"]
    assert (line["amount"], len(line["photos"]), line["may_void"]) == ("200余户", 1, False)
    assert chair.get(line["photos"][0].url).status_code == 200
    assert as_user(cast.other_village_chair).get(line["photos"][0].url).status_code == 404


def test_each_reads_the_records_of_her_own_and_of_those_below(cast, kept, as_user):
    log(kept, cast.district, cast.district_officer, note="区里")
    log(kept, cast.town, cast.town_chair, note="镇里")
    log(kept, cast.village, cast.town_chair, note="村里")

    def notes(user):
        return [line["entry"].note for line in page(as_user(user), "target-log", kept.pk).context["lines"]]

    assert notes(cast.district_officer) == ["村里", "镇里", "区里"]
    assert notes(cast.town_chair) == ["村里", "镇里"]
    assert page(as_user(cast.town_chair), "target-log", kept.pk).context["progress"].goal_text == "不少于60户"
    assert page(as_user(cast.village_chair), "target-log", kept.pk).status_code == 404
    assert page(as_user(cast.other_town_chair), "target-log", kept.pk).status_code == 404


def test_a_voided_entry_stays_on_the_page_with_its_reason(cast, kept, as_user):
    entry = log(kept, cast.town, cast.town_chair)
    chair = as_user(cast.town_chair)
    assert page(chair, "log-void", entry.pk, reason="和上一笔重复").status_code == 302
    shown = page(chair, "target-log", kept.pk).content.decode()
    assert "作废：和上一笔重复" in shown
    assert page(chair, "log-void", entry.pk, reason="再来一次").status_code == 422


def test_a_commitment_shows_what_it_rests_on(cast, plan, task, as_user):
    target = commitment_of(task)
    in_force(plan, by=cast.leader)
    officer = as_user(cast.district_officer)
    sent = {"outcome": "failed", "evidence": "会期推迟到下月。", "photos": image()}
    assert page(officer, "target-note", target.pk, **sent).status_code == 302
    shown = page(officer, "target-log", target.pk)
    assert (len(shown.context["photos"]), shown.context["progress"].actual_text) == (1, "没有完成")
    assert "会期推迟到下月。" in shown.content.decode()


def test_the_records_cost_the_same_for_one_and_for_thirty(cast, kept, as_user):
    officer = as_user(cast.district_officer)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert page(officer, "target-log", kept.pk).status_code == 200
        return len(captured)

    log(kept, cast.town, cast.town_chair, photos=[image()])
    queries()
    one = queries()
    for number in range(29):
        log(kept, cast.village, cast.town_chair, day=D(2025, 6, number + 1))
    assert queries() == one
