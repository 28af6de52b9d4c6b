import io
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fulian.indicators.models import Indicator
from plans import services
from plans.choices import Comparator, Status
from plans.models import Chapter, Plan, Target, Task
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import town as new_town
from tests.factories.plans import PlanFactory, commitment_of, in_force, target_of, task_of


@pytest.fixture
def officer(cast, as_user):
    return as_user(cast.district_officer)


@pytest.fixture
def leader(cast, as_user):
    return as_user(cast.leader)


def messages_of(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def address(name, part):
    return reverse(f"plans:{name}", args=[part.pk])


# ---- writing ---------------------------------------------------------------------------------------------------------------


def test_an_officer_starts_the_plan_of_her_organization(cast, officer):
    sent = {"kind": "points", "year": "２０２５", "title": "2025年工作要点", "guiding_thought": "把工作做到院落里。"}
    response = officer.post("/plans/new/", sent)
    plan = Plan.objects.get()
    assert (response.status_code, response["Location"]) == (302, plan.get_absolute_url())
    assert (plan.organization, plan.year, plan.created_by, plan.status) == (
        cast.district,
        2025,
        cast.district_officer,
        Status.DRAFT,
    )


@pytest.mark.parametrize(("today", "year"), [("2025-07-02", 2025), ("2025-11-02", 2026)])
def test_in_the_autumn_the_form_means_the_next_year(cast, as_user, today, year):
    with time_machine.travel(f"{today} 10:00+08:00", tick=False):
        form = as_user(cast.district_officer).get("/plans/new/").context["form"]
    assert (form["year"].value(), form["title"].value()) == (year, f"{year}年工作要点")


def test_a_second_plan_for_a_year_is_refused_with_everything_typed_still_there(plan, officer):
    response = officer.post(
        "/plans/new/", {"kind": "points", "year": "2025", "title": "又一份要点", "guiding_thought": "稳中求进。"}
    )
    assert (response.status_code, messages_of(response)) == (
        422,
        {"year": ["清和区2025年的工作要点已经在写，请直接打开它。"]},
    )
    html = response.content.decode()
    assert 'value="又一份要点"' in html
    assert "稳中求进。" in html


def test_a_plan_is_written_chapter_by_chapter_and_target_by_target(cast, plan, officer):
    officer.post(address("chapter-create", plan), {"title": "思想引领", "role": "tasks", "area": "ideology"})
    chapter = Chapter.objects.get()
    officer.post(
        address("task-create", chapter), {"text": "宣讲到院落。", "department": "组宣部", "responsible": cast.town.pk}
    )
    task = Task.objects.get()
    response = officer.post(address("target-create", task), typed())
    target = Target.objects.get()
    assert response["Location"] == f"{plan.get_absolute_url()}#target-{target.pk}"
    assert (task.responsible, target.goal_text, target.unit) == (cast.town, "不少于1200场次", "场次")


def typed(**changes):
    plain = {
        "subject": "开展活动", "indicator": Indicator.objects.get(code="activity.sessions").pk, "comparator": "at_least",
        "low": "１２００", "high": "", "unit": "", "starts_on": "2025-01-01", "due_on": "2025.12.31",
    }  # fmt: skip
    return {**plain, "organization": Plan.objects.get().organization_id, **changes}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"subject": ""}, {"subject": ["这个字段是必填项。"]}),
        ({"low": ""}, {"low": ["请填写目标值；没有数的承诺请选“完成即可”。"]}),
        ({"low": "很多"}, {"low": ["请填数字，例如 5000。"]}),
        ({"low": "-5"}, {"low": ["不能小于 0。"]}),
        ({"comparator": "between", "low": "3", "high": "2"}, {"high": ["上限不能小于下限。"]}),
        ({"due_on": "2026-01-31"}, {"due_on": ["日期要在2025年以内；跨年度的目标，时间请选“跨年度”。"]}),
        ({"due_on": "2025-02-30"}, {"due_on": ["没有这一天，请按 2025-03-08 这样填。"]}),
        ({"starts_on": "2025-06-01", "due_on": "2025-05-01"}, {"due_on": ["完成时限不能早于开始日期。"]}),
        ({"unit": "户"}, {"unit": ["这个指标的单位是“场次”，和目标的单位不一致。"]}),
        ({"indicator": ""}, {"unit": ["请填写单位。"]}),
    ],
)
def test_wrong_input_is_answered_at_its_field_with_everything_typed_still_there(task, officer, changes, expected):
    sent = typed(**({"subject": "到院落的宣讲", "due_on": "2025-12-31"} | changes))
    response = officer.post(address("target-create", task), sent)
    assert (response.status_code, messages_of(response)) == (422, expected)
    html = response.content.decode()
    for name in ("subject", "high", "unit", "starts_on", "due_on"):
        if sent[name]:
            assert f'name="{name}" value="{sent[name]}"' in html
    assert Target.objects.count() == 0


def test_indicators_are_offered_by_area_with_their_units_and_none_that_is_confidential(task, officer):
    choices = officer.get(address("target-create", task)).context["form"].fields["indicator"].choices
    groups = {label: [name for _, name in options] for label, options in choices if isinstance(options, list)}
    assert "主题宣讲（场次）" in groups["思想政治引领"]
    assert "受理求助（件）" not in [name for names in groups.values() for name in names]


def test_organizations_of_her_own_and_straight_below_are_offered(cast, task, officer):
    offered = officer.get(address("target-create", task)).context["form"].fields["organization"].queryset
    assert set(offered) == {cast.district, cast.town, cast.other_town}


def test_a_target_opens_for_change_with_its_number_as_it_was_typed(target, officer):
    form = officer.get(address("target-update", target)).context["form"]
    assert (form["low"].value(), form["unit"].value()) == ("100", "场次")


def test_a_double_click_adds_once(task, officer):
    key = str(uuid.uuid4())
    first = officer.post(address("target-create", task), typed(submission_key=key))
    second = officer.post(address("target-create", task), typed(submission_key=key))
    assert first["Location"] == second["Location"]
    assert Target.objects.count() == 1


def test_an_arrow_moves_a_target_and_leads_back_to_it(task, officer):
    first, second = target_of(task, subject="甲"), target_of(task, subject="乙")
    response = officer.post(address("target-move", second), {"direction": "up"})
    assert response["Location"] == f"{task.chapter.plan.get_absolute_url()}#target-{second.pk}"
    assert list(task.targets.all()) == [second, first]


def test_taking_out_a_task_asks_first(task, target, officer):
    assert "连同下面的目标一起删除" in officer.get(address("task-remove", task)).content.decode()
    assert Task.objects.count() == 1
    officer.post(address("task-remove", task))
    assert (Task.objects.count(), Target.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["plan-update", "chapter-create"])
def test_a_plan_in_force_has_no_forms(cast, plan, target, officer, name):
    in_force(plan, by=cast.leader)
    response = officer.get(address(name, plan), follow=True)
    assert response.redirect_chain == [(plan.get_absolute_url(), 302)]
    assert "不能直接改" in response.content.decode()


def test_who_was_still_typing_when_it_was_submitted_loses_nothing(cast, plan, task, target, officer):
    services.submit_plan(plan=plan, by=cast.district_officer)
    response = officer.post(address("target-create", task), typed(subject="到院落的宣讲"))
    assert (response.status_code, list(messages_of(response))) == (422, ["__all__"])
    assert 'value="到院落的宣讲"' in response.content.decode()


# ---- submitting, approving, noting -----------------------------------------------------------------------------------------


def test_a_plan_is_submitted_returned_with_a_reason_and_approved(plan, target, officer, leader):
    officer.post(address("plan-submit", plan))
    assert leader.post(address("plan-return", plan), {"reason": " "}).status_code == 422
    leader.post(address("plan-return", plan), {"reason": "目标偏低，请再议。"})
    assert "目标偏低，请再议。" in officer.get(plan.get_absolute_url()).content.decode()
    officer.post(address("plan-submit", plan))
    leader.post(address("plan-approve", plan))
    plan.refresh_from_db()
    assert (plan.status, plan.return_reason) == (Status.APPROVED, "")
    history = [event["what"] for event in officer.get(plan.get_absolute_url()).context["timeline"]]
    assert history == ["批准", "送审", "退回修改", "送审", "起草"]


def test_who_approves_what_was_approved_already_is_told(cast, plan, target, leader):
    in_force(plan, by=cast.leader)
    response = leader.post(address("plan-approve", plan))
    assert response.status_code == 422
    assert "刚刚被别人处理过" in response.content.decode()


def test_submitting_names_the_targets_that_nothing_counts(plan, task, officer):
    target_of(task, None, low=5, unit="个", subject="培育品牌")
    commitment_of(task, subject="召开会议")
    html = officer.get(address("plan-submit", plan)).content.decode()
    assert ("培育品牌" in html, "召开会议" in html) == (True, False)


def test_the_outcome_of_a_commitment_is_noted_and_put_right(cast, plan, task, officer):
    target = commitment_of(task)
    in_force(plan, by=cast.leader)
    note = address("target-note", target)
    assert messages_of(officer.post(note, {"outcome": "done", "done_on": "2025-07-03", "evidence": "见纪要。"})) == {
        "done_on": ["完成日期不能晚于今天。"]
    }
    officer.post(note, {"outcome": "done", "done_on": "2025.6.10", "evidence": "见纪要第1期。"})
    form = officer.get(note).context["form"]
    assert form["evidence"].value() == "见纪要第1期。"
    put_right = {"outcome": "done", "done_on": "2025-06-11", "evidence": "见纪要第2期。", "seen": form["seen"].value()}
    officer.post(note, put_right)
    target.refresh_from_db()
    assert (str(target.done_on), target.evidence) == ("2025-06-11", "见纪要第2期。")
    assert messages_of(officer.post(note, {"outcome": "done", "done_on": "2025-06-12", "evidence": "晚了一步。"})) == {
        "__all__": ["已经登记过完成情况，请刷新页面查看。"]
    }


# ---- looking ---------------------------------------------------------------------------------------------------------------


def lights(response):
    return {part.label: part.number for part in response.context["outline"].parts}


def test_the_page_says_how_many_stand_where_and_leads_to_the_records(cast, plan, task, leader):
    target = target_of(task, low=200)
    target_of(task, low=90, subject="节庆活动", indicator="culture.sessions")
    commitment_of(task)
    ActivityFactory(organization=cast.village, sessions=80)
    in_force(plan, by=cast.leader)
    response = leader.get(plan.get_absolute_url())
    html = response.content.decode()
    assert lights(response) == {"偏慢": 1, "滞后": 1, "未到期": 1}
    assert f"/indicators/activity.sessions/{cast.district.pk}/2025-01-01_2025-07-02/" in html
    assert '<b>40%</b> 80/200场次 <span class="nowrap">· 序时 50%</span>' in html
    slow = leader.get(f"{plan.get_absolute_url()}?light=slow").context["outline"]
    assert [line.target for chapter in slow.chapters for part in chapter.tasks for line in part.lines] == [target]


def test_a_light_that_does_not_exist_narrows_nothing(cast, plan, target, leader):
    in_force(plan, by=cast.leader)
    outline = leader.get(f"{plan.get_absolute_url()}?light=purple").context["outline"]
    assert (outline.light, len(outline.chapters)) == (None, 1)


@pytest.mark.parametrize(
    ("step", "officer_may", "leader_may"),
    [
        (None, {"submit", "cancel"}, set()),
        ("submit", {"cancel"}, {"approve", "return"}),
        ("approve", {"publish", "cancel"}, {"return"}),
        ("publish", {"revise", "copy"}, set()),
    ],
)
def test_each_is_offered_what_she_may_do_now(cast, plan, target, officer, leader, step, officer_may, leader_may):
    if step:
        services.submit_plan(plan=plan, by=cast.district_officer)
    if step in ("approve", "publish"):
        services.approve_plan(plan=plan, by=cast.leader)
    if step == "publish":
        services.publish_plan(plan=plan, by=cast.district_officer)
    found = [client.get(plan.get_absolute_url()).context["acts"] for client in (officer, leader)]
    assert found == [officer_may, leader_may]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["2026年工作要点", "2025年工作要点", "2024年工作要点"]),
        ("?sort=oldest", ["2024年工作要点", "2025年工作要点", "2026年工作要点"]),
        ("?year=2025", ["2025年工作要点"]),
        ("?status=cancelled", ["2024年工作要点"]),
        ("?year=abc", ["2026年工作要点", "2025年工作要点", "2024年工作要点"]),
    ],
)
def test_the_list_narrows_and_sorts(cast, officer, query, expected):
    plans = [
        PlanFactory(organization=cast.district, year=year, by=cast.district_officer) for year in (2024, 2025, 2026)
    ]
    services.cancel_plan(plan=plans[0], by=cast.district_officer, reason="重写")
    PlanFactory(organization=cast.other_district)
    assert [row.title for row in officer.get(f"/plans/{query}").context["page"].rows] == expected


def test_the_export_has_one_row_a_target_with_its_progress(cast, plan, task, officer):
    target_of(task, low=200)
    commitment_of(task)
    ActivityFactory(organization=cast.village, sessions=80)
    in_force(plan, by=cast.leader)
    target_of(task_of(PlanFactory(organization=cast.district, year=2024, by=cast.district_officer)))
    response = officer.get("/plans/export/?year=2025")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    head, *rows = book.get_sheet_by_index(0).to_python()
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    shown = [
        tuple(row[name] for name in ("章", "目标", "要求", "完成", "n/N", "完成率", "序时", "进度")) for row in cells
    ]
    assert shown == [
        ("一、思想引领", "开展活动", "不少于200场次", "80场次", "80/200", "40%", "50%", "偏慢"),
        ("一、思想引领", "召开执委会议", "12月31日前完成", "未完成", "", "", "50%", "未到期"),
    ]


def cost(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.APPROVED])
def test_the_page_costs_the_same_for_five_targets_and_for_thirty(cast, plan, task, as_user, status):
    def queries():
        Plan.objects.filter(pk=plan.pk).update(status=status)
        found = cost(as_user(cast.district_officer), plan.get_absolute_url())
        Plan.objects.filter(pk=plan.pk).update(status=Status.DRAFT)
        return found

    def add(number):
        target_of(task, ("activity.sessions", "culture.sessions", "care.visits")[number % 3])

    for number in range(5):
        add(number)
    queries()  # what a process remembers after its first page
    few = queries()
    for number in range(24):
        add(number)
    commitment_of(task)
    assert queries() == few


def test_the_page_costs_the_same_however_many_chapters_there_are_and_however_deep(cast, plan, task, target, as_user):
    def chapter(parent=None):
        part = services.add_chapter(
            chapter=Chapter(plan=plan, parent=parent, title="阵地建设"), by=cast.district_officer
        )
        target_of(services.add_task(task=Task(chapter=part, text="办好讲堂。"), by=cast.district_officer))
        return part

    client = as_user(cast.district_officer)
    cost(client, plan.get_absolute_url())
    one = cost(client, plan.get_absolute_url())
    for _ in range(3):
        chapter(chapter(chapter(chapter())))
    assert cost(client, plan.get_absolute_url()) == one


def test_the_list_costs_the_same_for_one_and_for_thirty(cast, as_user):
    def queries():
        return cost(as_user(cast.leader), "/plans/")

    PlanFactory(organization=cast.district, by=cast.district_officer)
    queries()
    one = queries()
    for _ in range(29):
        target_of(task_of(PlanFactory(organization=new_town(cast.district), by=cast.district_officer)))
    assert queries() == one


def test_a_between_goal_shows_both_ends(cast, plan, task, officer):
    target_of(task, low=2, high=3, comparator=Comparator.BETWEEN)
    assert "2—3场次" in officer.get(plan.get_absolute_url()).content.decode()
