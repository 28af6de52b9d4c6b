import io
import json

import pytest
from django.core.management import CommandError, call_command

PLAN = "2026年妇联工作计划\n一、阵地\n6月底前建成书香角2-3处，力争使用率达到90%以上。"


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "计划.txt"
    path.write_bytes(PLAN.encode("gbk"))
    return str(path)


def printed(*arguments):
    out = io.StringIO()
    call_command("extract_targets", *arguments, stdout=out)
    return out.getvalue()


def test_each_target_is_one_json_line_and_nothing_else_is_printed(plan):
    lines = [json.loads(line) for line in printed(plan, "--json").splitlines()]
    sentence = "6月底前建成书香角2-3处，力争使用率达到90%以上。"
    assert lines == [
        {"quote": sentence, "subject": "书香角", "low": 2, "high": 3, "comparator": "between", "unit": "处", "window": "6月底前"},
        {"quote": sentence, "subject": "使用率", "low": 90, "high": None, "comparator": ">=", "unit": "%", "window": "6月底前"},
    ]  # fmt: skip


def test_a_plan_without_targets_prints_no_line(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("2026年计划\n加强学习。", encoding="utf-8")
    assert printed(str(path), "--json") == ""


def test_for_people_it_prints_a_table(plan):
    lines = printed(plan).splitlines()
    assert lines[0] == "2026年妇联工作计划：2 个量化目标"
    assert lines[1].split() == ["1", "2—3处", "书香角", "6月底前"]


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="读不到文件"):
        printed(str(tmp_path / "none.txt"))


def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="复制粘贴"):
        printed(str(path), "--json")
