"""A district adds kinds and what they ask for, without code; nothing that was said with a word is lost."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Activity, ActivityKind, KindField, Partner, Theme
from activities.services import Details
from fulian.indicators.models import Indicator
from fulian.indicators.services import load_defaults
from tests.factories.activities import ActivityFactory
from tests.factories.plans import PlanFactory, in_force, target_of, task_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
NEW = "/activities/new/"


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


@pytest.fixture
def chair(cast, as_user):
    return as_user(cast.village_chair)


@pytest.fixture
def officer(cast, as_user):
    return as_user(cast.district_officer)


def key_of(code):
    return ActivityKind.objects.get(code=code).pk


def typed(kind="visit", **changes):
    plain = {"kind": key_of(kind), "starts_on": "2025-11-08", "sessions": "1", "role": "host", "mode": "offline"}
    return plain | changes


ANSWERS = {
    "field_households_0": "35余", "field_relief_money_0": "1.2万", "field_fund_source": "春蕾计划", "field_donor": "巾帼商会",
    "field_relief_goods-0-item": "大米", "field_relief_goods-0-quantity": "２０", "field_relief_goods-0-unit": "袋",
    "field_relief_goods-0-value": "1600", "field_relief_goods-1-item": "服饰",
}  # fmt: skip


def said(activity):
    return {value.field.code: value.shown for value in activity.field_values.all()}


# ---- the form -----------------------------------------------------------------------------------------------------------


@pytest.mark.main_flow
def test_a_visit_keeps_its_households_money_goods_donor_and_source(chair):
    chair.post(NEW, typed(**ANSWERS))
    activity = Activity.objects.get()
    assert said(activity) == {
        "households": "35余户", "relief_money": "1.2万元", "fund_source": "春蕾计划", "donor": "巾帼商会",
    }  # fmt: skip
    assert [str(line) for line in activity.goods.all()] == ["大米20袋（1600元）", "服饰"]
    page = chair.get(activity.get_absolute_url()).content.decode()
    assert [text in page for text in ("35余", "巾帼商会", "大米20袋（1600元）")] == [True] * 3


def test_what_is_kept_comes_back_in_the_form_and_saving_it_unchanged_changes_nothing(chair):
    chair.post(NEW, typed(**ANSWERS))
    activity = Activity.objects.get()
    form = chair.get(f"/activities/{activity.pk}/edit/").context["form"]
    assert form["field_relief_goods"].value()[0] == {"item": "大米", "quantity": "20", "unit": "袋", "value": "1600"}
    before = said(activity)
    chair.post(f"/activities/{activity.pk}/edit/", typed(**ANSWERS))
    assert said(Activity.objects.get()) == before


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"field_households_0": "很多"}, "field_households", "请填数字，例如 30；不准确的可以写“30余”。"),
        ({"field_relief_money_0": "1.234"}, "field_relief_money", "最多两位小数。"),
        (
            {"field_relief_goods-0-quantity": "几袋", "field_relief_goods-0-item": "大米"},
            "field_relief_goods",
            "第1行的“几袋”不是数字。",
        ),
        ({"field_relief_goods-0-value": "100"}, "field_relief_goods", "每一行请写是什么东西。"),
    ],
)
def test_a_bad_value_is_said_at_its_field_and_nothing_typed_is_lost(chair, wrong, field, message):
    response = chair.post(NEW, typed(field_donor="巾帼商会", **wrong))
    form = response.context["form"]
    assert (response.status_code, dict(form.errors)) == (422, {field: [message]})
    assert (form["field_donor"].value(), Activity.objects.count()) == ("巾帼商会", 0)


def test_without_a_script_the_next_step_shows_the_kinds_fields_and_judges_nothing(chair):
    response = chair.post(NEW, typed("skill_training", starts_on="", step="kind", field_households_0="35余"))
    form = response.context["form"]
    assert (response.status_code, [group.label for group in form.detail_groups if group.shown]) == (200, ["培训"])
    assert (form.errors, form["field_households"].value()) == ({}, ["35余", None])
    assert form.numbers_in_sight == ["people", "employed"]


def test_only_the_chosen_kinds_answers_are_judged_and_kept(chair):
    chair.post(
        NEW, typed("skill_training", field_households_0="很多", field_course_hours_0="16", field_teacher="农技站")
    )
    assert said(Activity.objects.get()) == {"course_hours": "16学时", "teacher": "农技站"}


def test_a_required_field_is_asked_in_the_form_of_its_kind_and_never_in_the_quick_entry(cast, chair):
    KindField.objects.filter(code="households").update(required=True)
    refused = chair.post(NEW, typed())
    assert list(refused.context["form"].errors) == ["field_households"]
    chair.post(
        "/activities/quick/", {"kind": key_of("visit"), "day": "2025-11-08", "sessions": "1", "attendances": "8"}
    )
    assert chair.post(NEW, typed("law_talk")).status_code == 302
    assert Activity.objects.count() == 2


def test_another_of_the_same_takes_over_words_and_partners_and_no_figure(cast, chair):
    chair.post(NEW, typed(**ANSWERS))
    pattern = Activity.objects.get()
    Partner.objects.create(activity=pattern, organization=cast.town, role="funder")
    form = chair.get(f"{NEW}?like={pattern.pk}").context["form"]
    assert (form["field_donor"].value(), form["field_households"].value()) == ("巾帼商会", None)
    assert form["partner_organizations"].value() == [{"organization": str(cast.town.pk), "role": "funder"}]


def test_a_month_of_patrols_is_one_record_from_the_quick_entry(chair):
    sent = {"kind": key_of("fire_patrol"), "day": "2025-11-15", "place": "后山", "sessions": "30", "attendances": "60"}
    chair.post("/activities/quick/", sent)
    assert Activity.objects.get().sessions_text == "30次"


# ---- plans ----------------------------------------------------------------------------------------------------------------


def test_an_activity_names_tasks_of_plans_in_force_and_its_page_the_targets_that_count_it(cast, chair):
    load_defaults()
    plan = PlanFactory(organization=cast.district, by=cast.district_officer)
    task = task_of(plan)
    target = target_of(task)
    unpublished = task_of(PlanFactory(organization=cast.town, by=cast.town_chair))
    in_force(plan, by=cast.leader)
    offered = [value for _, group in chair.get(NEW).context["form"].fields["tasks"].choices for value, _ in group]
    assert (offered, str(unpublished.key) in offered) == ([str(task.key)], False)
    chair.post(NEW, typed(tasks=[str(task.key)]))
    page = chair.get(Activity.objects.get().get_absolute_url()).context
    assert (page["tasks"], page["targets"]) == ([task], [target])


# ---- the district's words -------------------------------------------------------------------------------------------------


def test_a_district_adds_a_kind_and_a_field_and_counts_it_without_code(cast, chair, officer):
    officer.post(
        "/activities/words/kinds/new/",
        {"label": "巾帼夜校", "code": "night_school", "category": "women_training", "session_unit": "期", "order": "5"},
    )
    officer.post(
        "/activities/words/fields/new/?kind=night_school",
        {"label": "结对帮学", "code": "paired", "type": "number", "unit": "对", "counted": "on", "order": "1"},
    )
    chair.post(NEW, typed("night_school", field_paired_0="12"))
    assert said(Activity.objects.get()) == {"paired": "12对"}
    response = officer.post(
        "/indicators/new/",
        {"name": "帮学对数", "code": "x.paired", "unit": "对", "area": "women_training", "definition": "帮学的对数。",
         "basis": "measure", "measure_code": "activities.field_numbers", "dimensions": "field: paired", "active": "on", "additive": "on"},
    )  # fmt: skip
    assert (response.status_code, Indicator.objects.get().dimensions) == (302, {"field": ["paired"]})


def test_a_code_is_never_changed_nor_given_twice(officer):
    kind = ActivityKind.objects.get(code="law_talk")
    page = f"/activities/words/kinds/{kind.pk}/edit/"
    sent = {"label": "法治宣讲", "code": "other", "category": "law_publicity", "session_unit": "场次", "order": "10"}
    officer.post(page, sent)
    kind.refresh_from_db()
    assert (kind.label, kind.code) == ("法治宣讲", "law_talk")
    again = officer.post("/activities/words/kinds/new/", {**sent, "code": "law_talk"})
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["code"])


def test_a_retired_word_is_offered_no_more_and_stays_where_it_was_said(cast, chair, officer):
    chair.post(NEW, typed(**ANSWERS))
    activity = Activity.objects.get()
    field = KindField.objects.get(code="households")
    officer.post(f"/activities/words/fields/{field.pk}/retire/")
    officer.post(f"/activities/words/kinds/{activity.kind_id}/retire/")
    form = chair.get(NEW).context["form"]
    assert "field_households" not in form.fields
    assert activity.kind_id not in {key for _, group in form.fields["kind"].choices for key, _ in group}
    chair.post(f"/activities/{activity.pk}/edit/", typed(field_donor="巾帼商会"))
    assert said(activity) == {"donor": "巾帼商会", "households": "35余户"}


def test_the_unit_and_the_type_of_a_field_that_was_answered_stay(chair, officer):
    chair.post(NEW, typed(field_households_0="3"))
    field = KindField.objects.get(code="households")
    sent = {"label": "走访家庭", "type": "number", "unit": "家", "order": "10", "counted": "on"}
    refused = officer.post(f"/activities/words/fields/{field.pk}/edit/", sent)
    assert refused.context["form"].errors == {"unit": ["已经有活动填过这一项，不能再改；可以停用它，另加一项。"]}
    assert officer.post(f"/activities/words/fields/{field.pk}/edit/", {**sent, "unit": "户"}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"type": "number"}, "unit"),
        ({"type": "choice", "options": "只有一个"}, "options"),
        ({"type": "text", "counted": "on"}, "counted"),
        ({"type": "number", "unit": "户", "code": "Households"}, "code"),
    ],
)
def test_a_field_that_could_not_work_is_refused_where_it_is_wrong(officer, sent, field):
    plain = {"label": "新的一项", "code": "something_new", "order": "1"}
    response = officer.post("/activities/words/fields/new/?family=training", plain | sent)
    assert list(response.context["form"].errors) == [field]


def test_the_page_of_the_words_asks_the_same_whatever_there_is(officer, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        page = officer.get("/activities/kinds/")
    assert "走访户数（户）" in page.content.decode()
    assert Theme.objects.first().label in officer.get("/activities/themes/").content.decode()


def test_the_form_asks_the_same_whatever_hangs_on_the_activity(cast, chair, django_assert_num_queries):
    def visit(*partners):
        details = Details(partners=[Partner(organization=one, role="host") for one in partners])
        return ActivityFactory(organization=cast.village, kind="visit", details=details)

    bare, full = visit(cast.town), visit(cast.town, cast.district, cast.other_village)
    with CaptureQueriesContext(connection) as asked:
        chair.get(f"/activities/{bare.pk}/edit/")
    with django_assert_num_queries(len(asked)):
        chair.get(f"/activities/{full.pk}/edit/")
