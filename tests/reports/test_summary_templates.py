"""How a sentence is filled: what is missing goes, and the marks around it are mended."""

import re

import pytest

from fulian.core.exceptions import Refused
from fulian.core.measures import LISTINGS, MEASURES
from fulian.indicators.models import Indicator
from fulian.indicators.services import load_defaults
from reports.models import SummarySentence
from reports.services.outline import load_outline, outline_slots
from reports.services.templates import Run, check, fill


class Said:
    """Values for slots."""

    def __init__(self, lists=None, texts=None, **figures):
        self.figures = {code.replace("__", "."): text for code, text in figures.items()}
        self.lists = lists or {}
        self.texts = texts or {}

    def figure_text(self, code, unit, least):
        text = self.figures.get(code, "")
        if least and int("".join(filter(str.isdigit, text)) or 0) < least:
            return ""
        return text.rstrip("场次户个支人件") + unit if unit and text else text

    def names(self, key):
        return self.lists.get(key, [])

    def text(self, name):
        return self.texts.get(name, "")


def said(template, values, **options):
    return "".join(run.text for run in fill(template, values, **options))


def test_a_figure_keeps_its_code_and_its_unit():
    assert fill("开展宣讲{a.b}。", Said(a__b="12场次")) == [Run("开展宣讲"), Run("12场次", "a.b"), Run("。")]


def test_a_sentence_without_a_required_slot_is_left_out():
    assert fill("开展宣讲{a.b}，覆盖{c.d}。", Said(a__b="12场次")) == []


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"a": "1户", "b": "2个", "c": "3支"}, "选树家庭1户、岗位2个、队伍3支。"),
        ({"a": "1户", "c": "3支"}, "选树家庭1户、队伍3支。"),
        ({"b": "2个"}, "选树岗位2个。"),
        ({"c": "3支"}, "选树队伍3支。"),
        ({}, ""),
    ],
)
def test_parts_without_data_go_and_the_marks_are_mended(figures, expected):
    assert said("选树[家庭{a}、][岗位{b}、][队伍{c}]。", Said(**figures)) == expected


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"a": "1户"}, "创建示范户1户。"),
        ({"b": "2户"}, "创建精品户2户。"),
        ({"a": "1户", "b": "2户", "c": "3户"}, "创建示范户1户、精品户2户，摘牌3户。"),
        ({"c": "3户"}, "创建，摘牌3户。"),
    ],
)
def test_leading_marks_of_a_part_vanish_with_the_part_before_it(figures, expected):
    result = said("创建[示范户{a}][、精品户{b}][，摘牌{c}]。", Said(**figures))
    assert result.replace("创建、", "创建") == expected


def test_a_sentence_of_optional_parts_needs_as_many_as_it_asks_for():
    template = "全年[活动{a}、][调解{b}、][走访{c}]。"
    assert said(template, Said(a="1次"), least=2) == ""
    assert said(template, Said(a="1次", c="2次"), least=2) == "全年活动1次、走访2次。"


def test_a_required_slot_carries_a_sentence_whose_optional_parts_are_gone():
    assert said("开展宣讲{a}[，听众{b}]。", Said(a="5场次")) == "开展宣讲5场次。"


def test_the_first_alternative_that_can_be_filled_is_taken():
    template = "[在{甲}领导和{乙}指导下，|在{甲}领导下，|在{乙}指导下，]开展工作。"
    assert said(template, Said(texts={"甲": "区委", "乙": "市妇联"})) == "在区委领导和市妇联指导下，开展工作。"
    assert said(template, Said(texts={"乙": "市妇联"})) == "在市妇联指导下，开展工作。"
    assert said(template, Said()) == "开展工作。"


def test_names_are_listed_up_to_a_limit_and_quoted_when_asked():
    values = Said(lists={"x.names|kind=a,b": ["甲", "“乙”", "丙", "丁"]})
    assert said("依托{list:x.names|kind=a,b|max=3}等开展。", values) == "依托甲、“乙”、丙等开展。"
    assert said("以{list:x.names|kind=a,b|max=2|quote}为抓手。", values) == "以“甲”“乙”为抓手。"
    assert said("依托{list:x.other}开展。", values) == ""


def test_marks_inside_a_name_are_never_mended():
    values = Said(lists={"x.names": ["甲，，乙"]})
    assert said("依托{list:x.names}。", values) == "依托甲，，乙。"


def test_another_measure_word_can_be_asked_for():
    assert said("服务妇女{a|unit=名}。", Said(a="785人")) == "服务妇女785名。"


def test_a_figure_can_be_said_only_from_a_value_on():
    assert said("共{a|min=2}。", Said(a="1个")) == ""
    assert said("共{a|min=2}。", Said(a="2个")) == "共2个。"


def test_a_list_is_printed_as_it_is_asked_for():
    template = "[{rhythm:m.s|kind=a}]宣传{list:x.laws|book}[，其中{list:x.kinds|kind!=a|amount|min=2}]。"
    kinds = "x.kinds|kind!=a|amount"
    values = Said(
        lists={"x.laws": ["民法典", "《妇女权益保障法》"], "rhythm:m.s|kind=a": ["每月"], kinds: ["讲座2场次"]}
    )
    assert said(template, values) == "每月宣传《民法典》《妇女权益保障法》。"
    values = Said(lists={"x.laws": ["民法典"], kinds: ["讲座2场次", "义诊1场次"]})
    assert said(template, values) == "宣传《民法典》，其中讲座2场次、义诊1场次。"


def test_a_sentence_without_slots_is_always_said():
    assert said("现将情况总结如下。", Said()) == "现将情况总结如下。"


@pytest.mark.parametrize("template", ["开展{a", "开展[{a}", "开展[宣讲[{a}]]", "开展{a{b}}"])
def test_a_sentence_whose_brackets_do_not_fit_is_refused(template):
    with pytest.raises(Refused):
        check(template)


def test_every_slot_of_the_outline_names_something_that_exists(db):
    load_defaults()
    load_outline()
    codes = set(Indicator.objects.values_list("code", flat=True))
    wrong = []
    for slot in outline_slots():
        if slot.kind == "figure" and slot.code not in codes:
            wrong.append(slot.code)
        if slot.kind in ("list", "rhythm"):
            asked = LISTINGS[slot.code] if slot.kind == "list" else MEASURES[slot.code]
            known = {dimension.code for dimension in asked.source.dimensions}
            wrong += [f"{slot.code}|{name}" for name in slot.dimension_codes if name not in known]
    assert wrong == []


# What the screening found is told in its own bulletin, which hides small numbers; a year-end summary would print them.
FINDINGS = re.compile(r"health\.(breast|cervical)_(abnormal|confirmed|early|followed_up|early_rate|follow_up_rate)")


def test_every_default_figure_can_be_said(db):
    load_defaults()
    load_outline()
    said_codes = {slot.code for slot in outline_slots() if slot.kind == "figure"}
    unsaid = sorted(set(Indicator.objects.values_list("code", flat=True)) - said_codes)
    assert [code for code in unsaid if not FINDINGS.fullmatch(code)] == []
    assert [code for code in said_codes if FINDINGS.fullmatch(code)] == []


def test_the_outline_is_brought_in_once_and_what_a_district_changed_stays(db):
    assert load_outline() > 40
    SummarySentence.objects.filter(code="next.plan").update(template="我们自己的打算。")
    assert load_outline() == 0
    assert SummarySentence.objects.get(code="next.plan").template == "我们自己的打算。"
