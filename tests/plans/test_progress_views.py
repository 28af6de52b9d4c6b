"""序时进度 as three pages and one sheet."""

import datetime
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from plans.choices import Repeat, Timing
from plans.models import Share, Target
from plans.progress.board import Board, Narrowing
from tests.factories.activities import ActivityFactory
from tests.factories.plans import commitment_of, in_force, repeated, target_of, task_of

D = datetime.date
TODAY = D(2025, 7, 2)


@pytest.fixture
def carried_out(cast, plan):
    """Two departments: one is behind with something, one is done."""
    ActivityFactory(organization=cast.village, sessions=80, starts_on=D(2025, 3, 8))
    first = task_of(plan, department="组宣部")
    target_of(first, low=80, subject="已经够数")
    target_of(first, low=2, subject="每季度活动", repeat=Repeat.QUARTERLY)
    second = task_of(plan, "把维权送到家门口。", department="权益部", responsible=cast.town)
    target_of(second, "culture.sessions", low=50, subject="节庆活动", due_on=D(2025, 9, 30), timing=Timing.BY_DATE)
    commitment_of(second, due_on=D(2025, 8, 31))
    return in_force(plan, by=cast.leader)


def page(client, plan, query=""):
    response = client.get(reverse("plans:plan-progress", args=[plan.pk]) + query)
    assert response.status_code == 200
    return response


def subjects(response):
    return [one.target.subject for one in response.context["board"].lines]


def test_the_table_says_what_is_due_and_leads_to_the_records(cast, carried_out, as_user):
    response = page(as_user(cast.leader), carried_out)
    text = response.content.decode()
    assert subjects(response) == ["已经够数", "每季度活动", "节庆活动", "召开执委会议"]
    assert "计划第1版，2025年1月1日起执行" in text
    assert "怎么判断的" in text
    one = response.context["board"].lines[0]
    assert f'href="{one.records_url}">80场次</a>' in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?light=met", ["已经够数"]),
        ("?department=组宣部", ["已经够数", "每季度活动"]),
        ("?department=组宣部&light=behind", ["每季度活动"]),
        ("?light=nonsense&organization=x", ["已经够数", "每季度活动", "节庆活动", "召开执委会议"]),
    ],
)
def test_the_table_is_narrowed_by_light_and_department(cast, carried_out, as_user, query, found):
    assert subjects(page(as_user(cast.leader), carried_out, query)) == found


def test_the_table_is_narrowed_by_the_organization_that_answers(cast, carried_out, as_user):
    response = page(as_user(cast.leader), carried_out, f"?organization={cast.town.pk}")
    assert subjects(response) == ["节庆活动", "召开执委会议"]


def test_nothing_found_says_so(cast, carried_out, as_user):
    text = page(as_user(cast.leader), carried_out, "?department=权益部&light=met").content.decode()
    assert "没有这样的目标" in text


def test_those_who_lag_most_stand_first(cast, carried_out, as_user):
    groups = page(as_user(cast.leader), carried_out, "?tab=who").context["groups"]
    assert [(group.name, [(part.label, part.number) for part in group.parts]) for group in groups] == [
        ("组宣部", [("完成", 1), ("滞后", 1)]),
        ("权益部", [("滞后", 1), ("未到期", 1)]),
    ]
    assert [one.target.subject for one in groups[0].asked] == ["每季度活动"]


def test_what_those_below_were_given_stands_in_the_order_of_the_tree(cast, carried_out, as_user):
    target = Target.objects.of_plan(carried_out).get(subject="已经够数")
    for town, low in ((cast.other_town, 100), (cast.town, 40)):
        Share.objects.create(target=target, organization=town, low=low)
    response = page(as_user(cast.leader), carried_out, "?tab=who")
    found = {group.name: [one.light.label for one in group.lines] for group in response.context["receivers"]}
    assert found == {cast.town.name: ["完成"], cast.other_town.name: ["滞后"]}
    assert f'href="{reverse("plans:target-shares", args=[target.pk])}"' in response.content.decode()


def test_the_calendar_has_the_days_on_which_something_is_due(cast, carried_out, as_user):
    months = page(as_user(cast.leader), carried_out, "?tab=calendar").context["months"]
    due = {
        (node.day.month, node.day.day): node.text for item in months for node in item.nodes if node.progress or "到期" in node.text
    }  # fmt: skip
    assert due == {
        (3, 31): "每季度活动", (6, 30): "每季度活动", (9, 30): "节庆活动", (12, 31): "全年目标1项到期", (8, 31): "召开执委会议",
    }  # fmt: skip
    assert [item.state for item in months][5:8] == ["past", "now", ""]
    assert "“三八”国际妇女节" in {node.text for node in months[2].nodes}


def test_a_plan_that_is_not_in_force_has_no_progress_page(cast, plan, target, as_user):
    for name in ("plan-progress", "plan-sheet"):
        assert as_user(cast.leader).get(reverse(f"plans:{name}", args=[plan.pk])).status_code == 404


def test_the_sheet_is_one_page_and_says_the_version(cast, carried_out, as_user):
    response = as_user(cast.leader).get(reverse("plans:plan-sheet", args=[carried_out.pk]))
    pdf = PdfReader(io.BytesIO(response.content))
    text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    assert (response["Content-Type"], len(pdf.pages)) == ("application/pdf", 1)
    assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height
    assert "计划第1版" in text
    assert "每季度活动" in text


def test_the_parts_of_a_narrowing_hold_together(cast, carried_out):
    board = Board(carried_out, today=TODAY)
    board.narrow(Narrowing(department="权益部", organization=cast.town.pk))
    assert [one.target.subject for one in board.lines] == ["节庆活动", "召开执委会议"]
    assert sum(part.number for part in board.parts) == 4


@pytest.mark.parametrize("query", ["", "?tab=who", "?tab=calendar"])
def test_two_hundred_targets_cost_as_many_queries_as_four(cast, carried_out, as_user, query):
    def queries():
        client = as_user(cast.leader)
        with CaptureQueriesContext(connection) as captured:
            page(client, carried_out, query)
        return len(captured)

    queries()
    few = queries()
    for target in Target.objects.of_plan(carried_out):
        repeated(target, 49)
    assert queries() == few


def test_the_export_and_the_sheet_cost_the_same_for_two_hundred_too(cast, carried_out, as_user):
    def queries(name, *args):
        client = as_user(cast.leader)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(reverse(f"plans:{name}", args=args))
            assert response.status_code == 200
            b"".join(response.streaming_content if response.streaming else [response.content])
        return len(captured)

    def both():
        return queries("plan-export"), queries("plan-sheet", carried_out.pk)

    both()
    few = both()
    for target in Target.objects.of_plan(carried_out):
        repeated(target, 49)
    assert both() == few


def test_a_page_of_last_year_reads_as_it_stood(cast, carried_out, as_user):
    with time_machine.travel("2026-01-05 10:00+08:00", tick=False):
        response = page(as_user(cast.leader), carried_out)
    assert response.context["board"].lines[1].light.label == "滞后"


def test_what_is_kept_by_hand_leads_to_its_records(cast, plan, task, as_user):
    target = target_of(task, None, low=5, unit="个", subject="建立示范点")
    in_force(plan, by=cast.leader)
    text = page(as_user(cast.leader), plan).content.decode()
    assert f'href="{reverse("plans:target-log", args=[target.pk])}">—</a>' in text
