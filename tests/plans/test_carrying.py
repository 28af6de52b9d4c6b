import datetime
from decimal import Decimal

import pytest
import time_machine

from fulian.core.exceptions import Refused
from plans import services
from plans.choices import Comparator, Repeat, Status, Timing
from plans.models import Plan, Share, Target, Task
from plans.services.carrying import moved_day, moved_text, proposals
from tests.factories.activities import ActivityFactory
from tests.factories.plans import commitment_of, in_force, target_of, task_of

D = datetime.date
TODAY = D(2025, 12, 20)


@pytest.fixture(autouse=True)
def _december(_today):
    with time_machine.travel("2025-12-20 10:00+08:00", tick=False):
        yield


def copy(cast, plan, kept=None, year=2026, **fields):
    offered = proposals(plan, TODAY)
    keys = [one.target.pk for one in offered if one.keep] if kept is None else kept
    into = Plan(organization=plan.organization, kind=plan.kind, year=year, title=f"{year}年工作要点", **fields)
    return services.copy_plan(plan=plan, into=into, kept=keys, by=cast.district_officer, today=TODAY)


def offered(plan):
    return [(one.target.subject, one.keep, one.why) for one in proposals(plan, TODAY)]


def test_what_is_done_is_left_out_and_what_is_not_goes_on_with_where_it_stood(cast, plan, task):
    target_of(task, low=80, subject="院落宣讲")
    target_of(task, low=200, subject="巾帼讲堂")
    commitment_of(task, subject="召开执委会议")
    done = commitment_of(task, subject="换届")
    ActivityFactory(organization=cast.village, sessions=80)
    in_force(plan, by=cast.leader)
    services.note_outcome(
        target=Target.objects.placed().get(pk=done.pk),
        done_on=D(2025, 6, 1),
        evidence="见纪要。",
        by=cast.district_officer,
    )
    assert offered(plan) == [
        ("院落宣讲", False, "已经完成：80场次（不少于80场次）"),
        ("巾帼讲堂", True, "没有完成：完成80场次（不少于200场次）"),
        ("召开执委会议", True, "没有登记完成"),
        ("换届", False, "已经办完"),
    ]
    draft = copy(cast, plan)
    assert (draft.status, draft.copied_from, draft.version, draft.key == plan.key) == (Status.DRAFT, plan, 1, False)
    assert list(Target.objects.of_plan(draft).values_list("subject", "carried_over", "order")) == [
        ("巾帼讲堂", "2025年完成80场次（不少于200场次）", 1), ("召开执委会议", "2025年没有办完", 2),
    ]  # fmt: skip


def test_what_repeats_goes_on_even_when_it_is_done(cast, plan):
    task = task_of(plan, "办好三八活动。", repeats=True)
    target_of(task, low=80, subject="三八活动")
    target_of(task_of(plan, "每季度开会。"), low=1, subject="例会", repeat=Repeat.QUARTERLY)
    target_of(task_of(plan, "守住底线。"), low=0, subject="极端案件", comparator=Comparator.AT_MOST)
    ActivityFactory(organization=cast.village, sessions=80)
    in_force(plan, by=cast.leader)
    assert [keep for _, keep, _ in offered(plan)] == [True, True, True]
    draft = copy(cast, plan)
    quarterly = Target.objects.of_plan(draft).get(repeat=Repeat.QUARTERLY)
    first = quarterly.occurrences.first()
    assert (first.starts_on, first.due_on) == (D(2026, 1, 1), D(2026, 3, 31))
    assert quarterly.occurrences.count() == 4


def test_she_may_take_back_what_was_left_out_and_leave_out_what_was_kept(cast, plan, task):
    done = target_of(task, low=80, subject="院落宣讲")
    target_of(task, low=200, subject="巾帼讲堂")
    ActivityFactory(organization=cast.village, sessions=80)
    in_force(plan, by=cast.leader)
    draft = copy(cast, plan, kept=[done.pk])
    assert list(Target.objects.of_plan(draft).values_list("subject", "carried_over")) == [("院落宣讲", "")]


def test_a_task_goes_with_its_last_target_but_stays_when_it_never_had_one(cast, plan, task):
    target_of(task, low=80)
    task_of(plan, "加强学习。")
    ActivityFactory(organization=cast.village, sessions=80)
    in_force(plan, by=cast.leader)
    assert list(Task.objects.filter(chapter__plan=copy(cast, plan)).values_list("text", flat=True)) == ["加强学习。"]


def test_dates_move_by_a_year_and_festivals_with_their_calendar(cast, plan, task):
    target_of(
        task, subject="三八", timing=Timing.FESTIVAL, festival="women", starts_on=D(2025, 3, 1), due_on=D(2025, 3, 15)
    )
    target_of(
        task,
        subject="母亲节",
        timing=Timing.FESTIVAL,
        festival="mothers",
        starts_on=D(2025, 5, 4),
        due_on=D(2025, 5, 18),
    )
    target_of(task, subject="上半年", timing=Timing.BY_DATE, due_on=D(2025, 6, 20))
    target_of(task, subject="两年", timing=Timing.YEARS, starts_on=D(2025, 1, 1), due_on=D(2026, 12, 31))
    in_force(plan, by=cast.leader)
    dates = Target.objects.of_plan(copy(cast, plan)).values_list("subject", "starts_on", "due_on")
    assert list(dates) == [
        ("三八", D(2026, 3, 1), D(2026, 3, 15)),
        ("母亲节", D(2026, 5, 3), D(2026, 5, 17)),  # the second Sunday of May
        ("上半年", D(2026, 1, 1), D(2026, 6, 20)),
        ("两年", D(2025, 1, 1), D(2026, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (D(2024, 2, 29), 1, D(2025, 2, 28)), (D(2027, 2, 28), 1, D(2028, 2, 29)), (D(2025, 3, 8), 1, D(2026, 3, 8)),
        (D(2025, 12, 31), 2, D(2027, 12, 31)),
    ],
)  # fmt: skip
def test_the_end_of_february_stays_the_end_of_february(day, years, expected):
    assert moved_day(day, years) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年工作要点", "2026年工作要点"), ("到2025年底建成30个", "到2026年底建成30个"), ("发放2025份手册", "发放2025份手册"),
        ("按〔2025〕12号文件", "按〔2025〕12号文件"), ("2024年获奖家庭", "2024年获奖家庭"), ("2025年以来的经验", "2025年以来的经验"),
        ("编号12025年", "编号12025年"),
    ],
)  # fmt: skip
def test_the_year_moves_where_it_stands_as_the_plan_s_year(text, expected):
    assert moved_text(text, 2025, 2026) == expected


def test_parts_given_out_are_asked_again(cast, plan, task):
    target = target_of(task, low=200)
    now = datetime.datetime(2025, 2, 1, tzinfo=datetime.UTC)
    Share.objects.create(
        target=target,
        organization=cast.town,
        low=Decimal(90),
        status="confirmed",
        answered_at=now,
        answered_by=cast.town_chair,
    )
    in_force(plan, by=cast.leader)
    share = Share.objects.get(target__task__chapter__plan=copy(cast, plan))
    assert (share.low, share.status, share.answered_by) == (90, "waiting", None)


def test_a_draft_is_no_base_and_the_new_year_is_later(cast, plan, target):
    with pytest.raises(Refused, match="只能以发布过的计划为底稿"):
        copy(cast, plan)
    in_force(plan, by=cast.leader)
    with pytest.raises(Refused, match="要晚于2025年") as refused:
        copy(cast, plan, year=2025)
    assert refused.value.field == "year"


def test_the_page_says_what_and_why_and_saves_nothing_before_she_confirms(cast, plan, task, as_user):
    target_of(task, low=80, subject="院落宣讲")
    kept = target_of(task, low=200, subject="巾帼讲堂")
    ActivityFactory(organization=cast.village, sessions=80)
    in_force(plan, by=cast.leader)
    officer = as_user(cast.district_officer)
    page = officer.get(f"/plans/{plan.pk}/copy/")
    html = page.content.decode()
    assert ("建议带过去（1项）" in html, "建议不带（1项）" in html, "已经完成：80场次" in html) == (True, True, True)
    assert (page.context["form"]["year"].value(), page.context["form"]["title"].value()) == (2026, "2026年工作要点")
    assert Plan.objects.count() == 1
    response = officer.post(f"/plans/{plan.pk}/copy/", {"year": "2026", "title": "2026年工作要点", "kept": [kept.pk]})
    draft = Plan.objects.get(year=2026)
    assert response["Location"] == draft.get_absolute_url()
    again = officer.post(f"/plans/{plan.pk}/copy/", {"year": "2026", "title": "2026年工作要点", "kept": [kept.pk]})
    assert (again.status_code, "已经在写" in again.content.decode()) == (422, True)
    assert "以上年计划为底稿" in officer.get("/plans/new/").content.decode()
