import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.reading import ReadPlan, read_plan

PLAN = """2026年东街社区妇联工作计划
围绕社区中心工作，现制定计划如下：
一、指导思想
服务大局，服务妇女。
二、主要任务
（一）建阵地。新建书香角5处。
（二）办活动。
1.举办茶会3场。
2.慰问老人20户。
三、工作要求
一是压实责任。二是加强督导。
"""


def outline(chapters):
    return [
        (c.label, c.title, [(t.label, t.text, len(t.targets)) for t in c.tasks], outline(c.chapters)) for c in chapters
    ]


def test_a_plan_is_read_as_its_headings_say():
    plan = read_plan(PLAN)
    assert (plan.title, plan.year) == ("2026年东街社区妇联工作计划", 2026)
    assert plan.guiding == "围绕社区中心工作，现制定计划如下：\n服务大局，服务妇女。"
    assert outline(plan.chapters) == [
        (
            "二、",
            "主要任务",
            [],
            [
                ("（一）", "建阵地", [("", "新建书香角5处。", 1)], []),
                ("（二）", "办活动", [("1.", "举办茶会3场。", 1), ("2.", "慰问老人20户。", 1)], []),
            ],
        ),
        ("三、", "工作要求", [("一是", "压实责任。", 0), ("二是", "加强督导。", 0)], []),
    ]


def test_line_breaks_that_were_lost_are_put_back():
    title, *rest = PLAN.splitlines()
    joined = read_plan(title + "\n" + "".join(rest))
    assert [f.quote for f in joined.targets()] == [f.quote for f in read_plan(PLAN).targets()]
    assert [c.label for c in joined.chapters] == ["二、", "三、"]


def test_full_and_half_width_read_the_same():
    half = PLAN.replace("（", "(").replace("）", ")").replace("，", ",").replace("：", ":")
    assert [(f.low, f.unit) for f in read_plan(half).targets()] == [(5, "处"), (3, "场"), (20, "户")]


def test_points_keep_their_numbers_though_they_do_not_run_straight():
    plan = read_plan("2026年计划\n一、任务\n四是抓家教；一是办讲堂。二是评家庭。五是抓信访。六是抓宣传。六是抓总结。")
    assert [t.label for t in plan.all_tasks()] == ["四是", "一是", "二是", "五是", "六是", "六是"]


@pytest.mark.parametrize("label", ["1.", "1、", "(1)", "（1）", "①", "（一）", "(一)", "第一、"])
def test_the_label_stays_as_it_was_printed(label):
    second = label.replace("1", "2").replace("一", "二").replace("①", "②")
    plan = read_plan(f"2026年计划\n一、任务\n{label}办茶会。\n{second}访老人。")
    assert [(t.label, t.text) for t in plan.all_tasks()] == [(label, "办茶会。"), (second, "访老人。")]


def test_who_answers_and_by_when_is_taken_from_the_text():
    plan = read_plan(
        "2026年要点\n一、阵地\n1.新建书香角5处。（责任领导：分管副主席；责任部室：组宣部；配合单位：文旅局、教育局；完成时限：9月底）\n"
        "2.评选书香家庭10户。\n责任单位：家儿部"
    )
    first, second = plan.all_tasks()
    assert (first.text, first.leader, first.department, first.partners, first.deadline_text) == (
        "新建书香角5处。", "分管副主席", "组宣部", ("文旅局", "教育局"), "9月底",
    )  # fmt: skip
    assert [(f.window, f.due_on) for f in first.targets] == [("9月底", datetime.date(2026, 9, 30))]
    assert (second.text, second.department) == ("评选书香家庭10户。", "家儿部")


def test_what_a_heading_says_holds_for_the_tasks_under_it():
    plan = read_plan(
        "2026年要点\n一、阵地（责任部室：组宣部）\n1.新建书香角5处。\n2.改建议事角3处。（责任部室：发展部）"
    )
    assert [(c.title, [t.department for t in c.tasks]) for c in plan.chapters] == [("阵地", ["组宣部", "发展部"])]


def test_a_table_of_tasks_gives_a_task_for_each_row():
    plan = read_plan(
        "2026年工作要点\n任务分解表\n序号\t工作任务\t责任领导\t责任部室\t完成时限\n1\t举办茶会8场\t副主席\t发展部\t6月底前\n2\t走访老人60户\t主席\t权益部、家儿部\t全年"
    )
    tasks = [(t.label, t.text, t.leader, t.department, t.partners, t.deadline_text) for t in plan.all_tasks()]
    assert tasks[-2:] == [
        ("1", "举办茶会8场", "副主席", "发展部", (), "6月底前"),
        ("2", "走访老人60户", "主席", "权益部", ("家儿部",), "全年"),
    ]
    assert [(f.low, f.unit, f.window) for f in plan.targets()] == [(8, "场", "6月底前"), (60, "户", "全年")]


def test_months_as_headings_are_the_windows_of_what_stands_under_them():
    plan = read_plan("2026年安排\n一、安排\n3月份：办茶会2场。\n9月份：访老人30户。")
    assert [(f.low, f.window, f.starts_on) for f in plan.targets()] == [
        (2, "3月份", datetime.date(2026, 3, 1)),
        (30, "9月份", datetime.date(2026, 9, 1)),
    ]


def test_of_a_summary_with_a_plan_only_the_plan_promises():
    plan = read_plan(
        "2025年工作总结暨2026年工作计划\n一、2025年工作回顾\n办茶会50场，访老人90户。\n二、2026年工作打算\n办茶会60场。"
    )
    assert plan.year == 2026
    assert [f.low for f in plan.targets()] == [60]


def test_a_summary_alone_promises_nothing():
    assert list(read_plan("2025年妇联工作总结\n一、抓活动\n举办茶会50场，合格率达到100%。").targets()) == []


def test_the_year_that_the_user_knows_goes_before_that_of_the_text():
    assert read_plan("2025年计划\n办茶会5场。", year=2026).year == 2026


def test_a_plan_survives_json():
    plan = read_plan(PLAN)
    assert ReadPlan.from_json(plan.to_json()) == plan


def test_nothing_of_the_text_is_lost_but_labels():
    plan = read_plan(PLAN)
    words = "".join(t.text for t in plan.all_tasks())
    assert all(part in words for part in ("新建书香角5处", "举办茶会3场", "慰问老人20户", "压实责任", "加强督导"))


@pytest.mark.parametrize("text", ["", "\n\n", "计划", "一、", "（一）\n（一）\n1.\n一是", "\t\t\n\t", "二、\n一、\n1."])
def test_a_text_without_a_plan_in_it_is_no_error(text):
    read_plan(text)


_PARTS = "一、 二、 （一） 1. (2) 一是 二要 ① 3月份： 责任单位： 任务\t时限\n 2026年 工作总结 计划 办 5场 。 ； \n"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PARTS.split(" ")), max_size=40).map("".join))
def test_any_heap_of_headings_can_be_read(text):
    plan = read_plan(text)
    assert ReadPlan.from_json(plan.to_json()) == plan


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_any_text_is_read_as_some_plan(text):
    read_plan(text)
