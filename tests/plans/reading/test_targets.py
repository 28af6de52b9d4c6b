"""Sentences of our own for each rule of the grammar: what is promised, what only looks like it."""

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.reading.document import Found
from plans.reading.targets import targets_in


def read(text, **options):
    return [(f.low, f.high, f.unit) for f in targets_in(text, **options)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("全年开办编织课堂18期。", 18, 18, "期"),
        ("开办两场编织课堂。", 2, 2, "场"),
        ("重阳节举办一场敬老茶会。", 1, 1, "场"),
        ("设立议事角一处。", 1, 1, "处"),
        ("组建一支河道巡护队。", 1, 1, "支"),
        ("看望百名高龄老人。", 100, 100, "名"),
        ("把“书香小屋”增加到16间。", 16, None, "间"),
        ("力争调解成功率达97%。", 97, None, "%"),
        ("女代表比例不低于三成。", 30, None, "%"),
        ("居民知晓率较去年提高6个百分点。", 6, 6, "个百分点"),
        ("发放互助金3.5万元。", 35_000, 35_000, "元"),
        ("每位干部下沉网格不少于12天。", 12, None, "天"),
        ("辖区儿童之家100%开放。", 100, 100, "%"),
        ("争取全年零投诉，来访答复不超过3天，重复来信控制在2件以内。", None, 2, "件"),
        ("让9000名女职工得到体检。", 9000, 9000, "名"),
        ("困难家庭走访做到“四必到”。", 4, 4, "类"),
    ],
)
def test_a_promise_is_found(text, low, high, unit):
    assert read(text) == [(low, high, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "迎接第九次妇女代表大会。",
        "学习《反家庭暴力法》第二十三条。",
        "做好三八节、六一节的宣传。",
        "庆祝建区40周年。",
        "面向20-45岁女性开展宣传。",
        "拨打12345热线或0571-88886666咨询。",
        "推进“千村万户行动”。",
        "抓住三个关键环节。",
        "实施五大工程。",
        "壮大女干部、女教师、女工匠三支队伍。",
        "这是一次难得的机会。",
        "走出一条新路子。",
        "形成一级带一级的局面。",
        "把关爱送进千家万户。",
        "建立一户一档。",
        "全县16个乡镇的妇联都要重视。",
        "辖区居民4200户、妇女5100人。",
        "我街现有执委27名。",
        "女职工占职工总数的43%。",
        "在50人以上的企业推广。",
        "活动分三个阶段进行。",
        "附件2：名单。",
        "1、加强领导 2、落实责任",
        "取得前3名的好成绩。",
        "定期召开例会。",
        "会议时间：3月6日上午9:30。",
    ],
)
def test_what_only_looks_like_a_promise_is_left_alone(text):
    assert read(text, year=2026) == []


@pytest.mark.parametrize(
    "text",
    [
        "去年开办课堂30期，参加900人次。",
        "今年以来已走访老人60户。",
        "截至目前，共建成微家12家。",
        "一年来，我们先后慰问了80户家庭。",
        "2024年共培训妇女700人次。",
    ],
)
def test_what_is_reported_is_no_promise(text):
    assert read(text, year=2026) == []


def test_a_sentence_may_report_first_and_promise_then():
    assert read("去年建成微家12家，今年要新建微家20家。", year=2026) == [(20, 20, "家")]


def test_a_summary_promises_nothing_until_it_looks_ahead():
    assert read("开办课堂30期。下一步，将开办课堂40期。", past=True) == [(40, 40, "期")]


@pytest.mark.parametrize(
    ("text", "recurring", "every", "times", "low", "unit"),
    [
        ("每季度开一次碰头会，组织女工读书会2次。", "quarterly", 1, 1, 1, "次"),
        ("每两月举办女工读书会1次。", "monthly", 2, 1, 1, "次"),
        ("一年组织两次体检。", "", 1, 0, 2, "次"),
        ("女工体检一年两次。", "yearly", 1, 2, 2, "次"),
        ("读书会每月不少于3场。", "monthly", 1, 3, 3, "场"),
        ("每半年评选巧手达人。", "half-yearly", 1, 1, 1, "次"),
        ("每年资助学生25名。", "yearly", 1, 1, 25, "名"),
        ("坚持每周一主题，开展阅读活动。", "weekly", 1, 1, 1, "次"),
    ],
)
def test_a_rhythm_goes_with_its_number(text, recurring, every, times, low, unit):
    first = targets_in(text)[0]
    assert (first.recurring, first.every, first.times, first.low, first.unit) == (recurring, every, times, low, unit)


@pytest.mark.parametrize(
    ("text", "per", "low", "unit"),
    [
        ("每个社区至少建1处母婴角。", "社区", 1, "处"),
        ("每村推荐不少于2户。", "村", 2, "户"),
        ("各镇街举办专场1次。", "镇街", 1, "次"),
        ("每名执委联系一户困难家庭。", "执委", 1, "户"),
        ("人均阅读3本书。", "人", 3, "本"),
        ("每个“小家”都要配一名管理员。", "小家", 1, "名"),
        ("每位巧手大姐带3名徒弟。", "巧手大姐", 3, "名"),
    ],
)
def test_a_norm_names_whom_it_holds_for(text, per, low, unit):
    assert [(f.per, f.low, f.unit) for f in targets_in(text)] == [(per, low, unit)]


def test_a_list_of_ones_is_counted_one_by_one():
    found = targets_in("落实“三个一”：开一次恳谈会、办一期墙报、交一份建议。")
    assert [(f.low, f.unit) for f in found] == [(1, "次"), (1, "期"), (1, "份")]


def test_each_number_of_a_list_has_its_own_subject():
    found = targets_in("评选“巧手能人”8名、“书香门第”12户、最美阳台30个。")
    assert [(f.subject, f.low) for f in found] == [("“巧手能人”", 8), ("“书香门第”", 12), ("最美阳台", 30)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("建成议事角60处以上。", "议事角"),
        ("建成60处议事角。", "议事角"),
        ("力争纠纷化解率达到96%。", "纠纷化解率"),
        ("走访慰问45户困难家庭。", "走访慰问困难家庭"),
        ("召开联席会议，每季度一次。", "联席会议"),
        ("举办巾帼宣讲员培训班2期。", "巾帼宣讲员培训班"),  # a verb inside a word is no verb
        ("举办妇联组织员培训班2期。", "妇联组织员培训班"),
        ("建立人民调解室5个。", "人民调解室"),
        ("组建为民服务队3支。", "为民服务队"),
        ("编印会议纪要12份。", "会议纪要"),
        ("慰问员工30名。", "员工"),
        ("组建队伍5支。", "队伍"),
        ("做好女工一年一次的口腔检查。", "口腔检查"),
    ],
)
def test_the_subject_is_short_and_in_the_words_of_the_plan(text, subject):
    assert [f.subject for f in targets_in(text)] == [subject]


def test_what_two_numbers_share_is_not_cut_at_the_joining_word():
    found = targets_in("走访慰问35户困难家庭和60名女童。")
    assert [(f.subject, f.low) for f in found] == [("走访慰问困难家庭", 35), ("女童", 60)]


@pytest.mark.parametrize("piece", ["100%", "10万元、", "六必访，", "1月"])
def test_a_text_of_one_piece_over_and_over_is_read_as_quickly_as_any(piece):
    """Half of this took 10 s when each number was held against all others."""
    text = piece * (40_000 // len(piece))
    began = time.process_time()
    targets_in(text, year=2026)
    assert time.process_time() - began < 8


def test_a_window_is_carried_on_in_its_sentence_and_placed_in_the_year():
    found = targets_in("6月底前建成议事角5处、书屋3间。", year=2026)
    assert [(f.window, f.starts_on, f.due_on) for f in found] == [
        ("6月底前", datetime.date(2026, 1, 1), datetime.date(2026, 6, 30))
    ] * 2


def test_a_goal_of_two_years_keeps_both_its_numbers():
    found = targets_in("到今年底建成书屋40间，到2027年底建成书屋90间。", year=2026)
    assert [(f.low, f.due_on) for f in found] == [(40, datetime.date(2026, 12, 31)), (90, datetime.date(2027, 12, 31))]


def test_the_quote_is_the_sentence():
    found = targets_in("先说别的事。全年开办课堂18期，参加500人次。再说别的事。")
    assert [f.quote for f in found] == ["全年开办课堂18期，参加500人次。"] * 2


def test_a_target_survives_json():
    for found in targets_in("每个社区6月底前建成议事角2-3处。", year=2026):
        assert Found.from_json(found.to_json()) == found


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_can_be_read(text):
    targets_in(text, year=2026)


_PIECES = (
    "每 个 村 至少 不少于 建成 举办 一 两 10 3-5 百 场 户 % 次 以上 去年 今年 已 了 将 ， 。 、 （ ） “ ” 《 》 ： ； "
    "第 届 三八 期间 6月 底前 率 达到 其中 一是 二是 共 的"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*_PIECES.split(), "\n"]), max_size=40).map("".join))
def test_any_heap_of_words_of_plans_can_be_read(text):
    for found in targets_in(text, year=2026):
        assert found.quote
        assert found.subject
        assert found.low is not None or found.high is not None
