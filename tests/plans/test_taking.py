"""From a text to a plan: what is read, what is put right, and what of it becomes a draft."""

import time

import pytest
from django.urls import reverse

from fulian.core.exceptions import Conflict, Refused
from fulian.indicators.services import load_defaults
from plans import services
from plans.choices import Comparator, PlanKind, Repeat, Status, Timing
from plans.models import Chapter, Plan, Reading, Target, Task
from plans.services import taking
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db

TEXT = """清和区妇联2025年工作要点
2025年，全区妇联工作要把服务做到院落。
一、思想引领
（一）开展巾帼宣讲。组建宣讲队，全年开展主题宣讲不少于120场次，参加人次3000余人次。责任部室：组宣部。
（二）办好三八系列活动。三八期间举办文艺演出2-3场。
二、妇女发展
（一）抓好技能培训。每季度举办1期家政培训，年底前帮助200名妇女就业。
（二）建好阵地。每个村至少建成1个妇女微家，两癌筛查知识知晓率达到90%以上。
"""


def read(cast, text=TEXT, **given):
    load_defaults()
    return taking.read_in(
        text=text,
        **{"organization": cast.district, "year": 2025, "kind": PlanKind.POINTS, "by": cast.district_officer, **given},
    )


def targets(reading):
    return [entry for entry in reading.entries if entry["part"] == "target"]


def test_reading_keeps_proposals_and_makes_no_plan(cast):
    reading = read(cast)
    found = {
        (t["subject"], t["comparator"], t["low"], t["high"], t["unit"], t["repeat"], t["per_level"])
        for t in targets(reading)
    }
    numbers = sorted((t["low"], t["unit"]) for t in targets(reading))
    assert numbers == sorted(
        [("120", "场次"), ("3000", "人次"), ("2", "场"), ("1", "期"), ("200", "名"), ("1", "个"), ("90", "%")]
    ), found
    assert (Plan.objects.count(), Target.objects.count()) == (0, 0)


def test_each_target_carries_the_sentence_that_it_was_read_from(cast):
    assert [t["quote"] for t in targets(read(cast)) if t["quote"] not in TEXT] == []


def test_shapes_become_the_portal_s_own(cast):
    by_number = {t["low"]: t for t in targets(read(cast)) if t["low"] != "1"}
    assert by_number["120"]["comparator"] == Comparator.AT_LEAST
    assert (by_number["3000"]["comparator"], by_number["3000"]["qualifier"]) == (Comparator.ABOUT, "over")
    assert (by_number["2"]["comparator"], by_number["2"]["high"]) == (Comparator.BETWEEN, "3")
    assert by_number["2"]["timing"] in (Timing.WINDOW, Timing.FESTIVAL)
    ones = {(t["unit"], t["repeat"], t["per_level"]) for t in targets(read(cast)) if t["low"] == "1"}
    assert ones == {("期", Repeat.QUARTERLY, ""), ("个", "", "village")}


def test_a_percentage_without_a_base_is_not_ticked_and_says_what_it_lacks(cast):
    (rate,) = [t for t in targets(read(cast)) if t["unit"] == "%"]
    assert rate["kept"] is False
    assert rate["problem"] == "请填百分比按多少来算，例如全部28个村就填28。"


def test_what_is_ticked_becomes_a_draft_with_chapters_tasks_and_targets(cast):
    reading = read(cast)
    kept = {entry["id"] for entry in reading.entries if not entry.get("problem")}
    reading = taking.keep_entries(reading=reading, kept=kept, by=cast.district_officer)
    plan = taking.take_over(reading=reading, by=cast.district_officer)
    assert (plan.status, plan.year, plan.organization) == (Status.DRAFT, 2025, cast.district)
    assert [(c.number, c.title) for c in plan.chapters.all()] == [("一、", "思想引领"), ("二、", "妇女发展")]
    assert Task.objects.filter(chapter__plan=plan).count() == 4
    assert Target.objects.of_plan(plan).count() == 6
    assert Reading.objects.count() == 0


def test_what_stands_under_something_dropped_goes_with_it(cast):
    reading = read(cast)
    first = reading.entries[0]
    kept = {entry["id"] for entry in reading.entries if not entry.get("problem")} - {first["id"]}
    plan = taking.take_over(
        reading=taking.keep_entries(reading=reading, kept=kept, by=cast.district_officer), by=cast.district_officer
    )
    assert [c.title for c in plan.chapters.all()] == ["妇女发展"]


def test_a_repeated_target_that_is_taken_over_has_its_dated_times(cast):
    plan = taking.take_over(reading=read(cast), by=cast.district_officer)
    quarterly = Target.objects.of_plan(plan).get(repeat=Repeat.QUARTERLY)
    assert [o.due_on.month for o in quarterly.occurrences.all()] == [3, 6, 9, 12]


def test_nothing_is_taken_over_when_one_of_them_cannot_stand(cast):
    reading = read(cast)
    everything = {entry["id"] for entry in reading.entries}
    reading = taking.keep_entries(reading=reading, kept=everything, by=cast.district_officer)
    with pytest.raises(Refused, match="还不能收"):
        taking.take_over(reading=reading, by=cast.district_officer)
    assert (Plan.objects.count(), Reading.objects.count()) == (0, 1)


def test_a_corrected_target_can_be_taken_over(cast):
    reading = read(cast)
    (rate,) = [t for t in targets(reading) if t["unit"] == "%"]
    reading = taking.correct_entry(
        reading=reading, entry_id=rate["id"], values={"base": "28", "base_name": "全部村"}, by=cast.district_officer
    )
    (rate,) = [t for t in targets(reading) if t["unit"] == "%"]
    assert (rate["problem"], rate["kept"]) == ("", True)
    plan = taking.take_over(reading=reading, by=cast.district_officer)
    assert Target.objects.of_plan(plan).get(unit="%").base == 28


def test_a_target_that_was_put_right_by_its_form_keeps_its_quarters(cast, as_user):
    reading = read(cast)
    talks = next(t for t in targets(reading) if t["low"] == "120")
    given = {
        "subject": "主题宣讲", "comparator": "at_least", "low": "160", "unit": "场次", "timing": "year", "curve": "quarters",
        "quarter_1": "10", "quarter_2": "40", "quarter_3": "80", "quarter_4": "100", "organization": cast.district.pk,
        "contribution": "own",
    }  # fmt: skip
    response = as_user(cast.district_officer).post(
        reverse("plans:reading-target", args=[reading.pk, talks["id"]]), given
    )
    assert response.status_code == 302
    plan = taking.take_over(reading=Reading.objects.get(), by=cast.district_officer)
    target = Target.objects.of_plan(plan).get(subject="主题宣讲")
    assert (target.low, [share.percent for share in target.quarter_shares.all()]) == (160, [10, 40, 80, 100])


def test_a_text_can_go_into_a_draft_that_exists(cast):
    plan = PlanFactory(organization=cast.district, year=2025, by=cast.district_officer)
    services.add_chapter(chapter=Chapter(plan=plan, title="先写好的一章"), by=cast.district_officer)
    taken = taking.take_over(reading=read(cast, into=plan), by=cast.district_officer)
    assert taken == plan
    assert [(c.order, c.title) for c in plan.chapters.filter(parent=None)] == [
        (1, "先写好的一章"),
        (2, "思想引领"),
        (3, "妇女发展"),
    ]


def test_a_reading_that_somebody_has_taken_over_meanwhile_says_so(cast):
    reading = read(cast)
    taking.take_over(reading=reading, by=cast.district_officer)
    with pytest.raises(Conflict):
        taking.take_over(reading=reading, by=cast.district_officer)


def test_a_text_without_a_plan_in_it_is_refused(cast):
    with pytest.raises(Refused, match="没有从这段文字里读出"):
        read(cast, text="　\n。")


# ---- the pages --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def officer(cast, as_user):
    load_defaults()
    return as_user(cast.district_officer)


def test_she_pastes_a_plan_goes_through_it_and_has_a_draft(cast, officer):
    response = officer.post(
        reverse("plans:reading-create"),
        {"text": TEXT, "year": "2025", "kind": "points", "organization": cast.district.pk},
    )
    reading = Reading.objects.get()
    assert (response.status_code, response["Location"]) == (302, reading.get_absolute_url())
    page = officer.get(reading.get_absolute_url())
    assert page.context["target_count"] == 7
    kept = [entry["id"] for entry in reading.entries if entry["kept"]]
    response = officer.post(reading.get_absolute_url(), {"kept": kept})
    plan = Plan.objects.get()
    assert (response.status_code, response["Location"]) == (302, plan.get_absolute_url())
    assert officer.get(plan.get_absolute_url()).status_code == 200


def test_pressing_correct_keeps_what_was_ticked_and_opens_the_entry(cast, officer):
    reading = read(cast)
    one = targets(reading)[0]
    response = officer.post(reading.get_absolute_url(), {"kept": [one["id"]], "edit": one["id"]})
    assert response["Location"] == reverse("plans:reading-target", args=[reading.pk, one["id"]])
    reading.refresh_from_db()
    assert [entry["id"] for entry in reading.entries if entry["kept"]] == [one["id"]]
    assert one["quote"] in officer.get(response["Location"]).content.decode()


def test_a_file_that_cannot_be_read_says_at_its_field_what_to_do(cast, officer):
    from django.core.files.uploadedfile import SimpleUploadedFile

    old = SimpleUploadedFile("计划.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    response = officer.post(
        reverse("plans:reading-create"),
        {"upload": old, "year": "2025", "kind": "points", "organization": cast.district.pk},
    )
    assert response.status_code == 422
    assert ".docx" in response.context["form"].errors["upload"][0]


def test_a_pasted_text_that_is_too_long_is_refused_whole_and_not_cut(cast, officer):
    page = officer.get(reverse("plans:reading-create"))
    assert "maxlength" not in str(page.context["form"]["text"])
    response = officer.post(
        reverse("plans:reading-create"),
        {"text": "字" * 50_001, "year": "2025", "kind": "points", "organization": cast.district.pk},
    )
    assert response.status_code == 422
    assert "5 万字" in response.context["form"].errors["text"][0]


def test_a_text_of_too_many_targets_is_refused(cast):
    with pytest.raises(Refused, match="分几次读入"):
        read(cast, text="2025年工作要点\n" + "评选最美家庭20户。" * 1501)


def test_a_plan_of_thirty_pages_is_read_in_within_three_seconds(cast):
    hundreds = [
        f"（{two}）抓好第{one}{two}件事。引导广大妇女积极投身乡村振兴，发挥妇女在社会生活和家庭生活中的独特作用，深化志愿服务，推动"
        "工作落实，让更多妇女就近学到手艺、找到活干。每季度举办2期家政培训，年底前帮助30名妇女就业，每个村至少建成1个妇女微家，两癌筛查"
        "知识知晓率达到90%以上，三八期间举办文艺演出2-3场，评选最美家庭15户。责任部室：发展部；完成时限：12月底。\n"
        for one in "一二三四五六七八九十"
        for two in "一二三四五六七八九十"
    ]
    chapters = (
        f"{one}、妇女发展\n" + "".join(hundreds[10 * place : 10 * place + 10])
        for place, one in enumerate("一二三四五六七八九十")
    )
    text = "2025年工作要点\n" + "".join(chapters)
    assert len(text) > 17_000  # 600 characters a page
    began = time.process_time()
    reading = read(cast, text=text)
    assert time.process_time() - began < 3
    assert len(targets(reading)) == 600


def test_going_through_a_long_plan_costs_no_more_queries_than_a_short_one(cast, officer, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    short, long = (
        read(cast),
        read(cast, text=TEXT + "".join(f"（{n}）开展第{n}类走访，全年走访{n}0户。\n" for n in "三四五六七八九")),
    )
    costs = []
    for reading in (short, long):
        with CaptureQueriesContext(connection) as queries:
            officer.get(reading.get_absolute_url())
        costs.append(len(queries))
    assert costs[0] == costs[1]
