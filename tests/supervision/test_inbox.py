import datetime

import pytest

from plans.supervision import services
from plans.supervision.inbox import issuer_section, supervision_section, to_answer, to_judge
from tests.factories.supervision import issued, overdue, recipient_of, replied

TODAY = datetime.date(2025, 7, 2)


def at(day):
    return datetime.datetime.fromisoformat(f"2025-07-{day}T10:00:00+08:00")


@pytest.fixture
def notice(cast):
    return issued(cast.district, cast.town, by=cast.district_officer)


def said(todos):
    return [(todo.title, todo.text, todo.tone, todo.count) for todo in todos]


def test_what_is_asked_stands_on_the_recipients_home_page_and_on_no_other(cast, notice):
    title = "答复工作提示：关于加快妇女微家建设"
    assert said(to_answer(cast.town_chair, TODAY)) == [(title, "清和区 工作提示〔2025〕1号，还有10天。", "mine", None)]
    assert to_answer(cast.other_town_chair, TODAY) == []
    assert to_answer(cast.district_officer, TODAY) == []


def test_reminders_are_counted_there_and_lateness_changes_the_tone(cast, notice):
    for day in ("04", "09", "11", "14"):
        services.make_reminders(now=at(day))
    (todo,) = said(to_answer(cast.town_chair, datetime.date(2025, 7, 14)))
    assert todo[1:] == ("清和区 工作提示〔2025〕1号，逾期2天，已提醒4次。", "late", 4)


def test_an_answer_waits_for_the_issuer_and_a_returned_one_for_the_recipient(cast, notice):
    row = replied(notice, by=cast.town_chair).recipient
    assert to_answer(cast.town_chair, TODAY) == []
    (todo,) = to_judge(cast.district_officer, TODAY)
    assert (todo.title, todo.url) == ("1份答复待审核", notice.get_absolute_url())
    services.send_back_reply(recipient=row, by=cast.district_officer, reason="补充时限")
    assert to_judge(cast.district_officer, TODAY) == []
    assert [(title, tone) for title, _, tone, _ in said(to_answer(cast.town_chair, TODAY))] == [
        ("补充答复工作提示：关于加快妇女微家建设", "stop")
    ]


def test_a_long_queue_is_cut_with_the_most_urgent_first(cast):
    for days in (12, 9, 20, 8, 30, 15, 40):
        due_on = TODAY + datetime.timedelta(days=days)
        issued(cast.district, cast.town, by=cast.district_officer, due_on=due_on)
    todos = to_answer(cast.town_chair, TODAY)
    assert [(todo.due - TODAY).days for todo in todos[:-1]] == [8, 9, 12, 15, 20]
    assert (todos[-1].title, todos[-1].url) == (
        "还有别的工作提示、提醒函待答复", "/supervision/?side=mine&status=issued",
    )  # fmt: skip


def test_the_district_sees_its_overdue_ones_and_so_does_the_leader(cast, as_user):
    late = overdue(issued(cast.district, cast.town, cast.other_town, by=cast.district_officer), days=3)
    replied(late, cast.other_town, by=cast.other_town_chair)
    issued(cast.district, cast.town, by=cast.district_officer)
    services.make_reminders(now=at("02"))
    for user in (cast.district_officer, cast.leader):
        section = supervision_section(user, TODAY)
        assert (section["total"], [(part["label"], part["number"]) for part in section["parts"]]) == (
            3, [("逾期未答复", 1), ("待答复", 1), ("待审核", 1)],
        )  # fmt: skip
        assert [(one["row"].name, one["note"]) for one in section["overdue"]] == [
            ("柳溪镇", "工作提示〔2025〕1号 · 6月29日到期，逾期3天 · 已提醒1次")
        ]
        html = as_user(user).get("/").content.decode()
        assert html.count("未办结 <b>3</b> 项") == 1
        for part in section["parts"]:
            assert len(as_user(user).get(part["url"]).context["page"].rows) == 1
    assert issuer_section(cast.leader, TODAY) is None


def test_a_township_sees_its_own_and_not_the_districts(cast, notice):
    assert supervision_section(cast.town_chair, TODAY) is None
    overdue(issued(cast.town, cast.village, by=cast.town_chair))
    assert supervision_section(cast.town_chair, TODAY)["total"] == 1
    assert supervision_section(cast.district_officer, TODAY)["total"] == 1
    assert recipient_of(notice).organization == cast.town
