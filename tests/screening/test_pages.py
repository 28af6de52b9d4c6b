"""The pages: what a village chair enters on her phone, what each sees, at the same cost for one session and for thirty."""

import datetime
import io

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.screening import services
from activities.screening.inbox import results_waiting, untold
from activities.screening.ledgers import SESSIONS
from activities.screening.models import Session
from fulian.organizations.choices import Level
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import OrganizationFactory, village
from tests.factories.screening import DAY, TODAY, programme_of, session_of

pytestmark = pytest.mark.django_db
D = datetime.date
DAYS = [D(2025, 4, 1) + datetime.timedelta(2 * number) for number in range(30)]


def of(name, *args):
    return reverse(f"screening:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    return response.context["form"].errors


# ---- entering


def test_four_things_on_a_phone_make_a_session(cast, programme, as_user):
    browser = as_user(cast.village_chair)
    url = of("session-create", programme.pk)
    form = browser.get(url).context["form"]
    assert "organization" not in form.fields
    assert (form["day"].value(), form["cervical"].value()) == (TODAY, None)
    answer = browser.post(url, {"day": "2025.6.12", "women": "六十", "cervical": "", "breast": "４０"})
    session = Session.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, session.get_absolute_url())
    assert (session.day, session.women, session.cervical, session.breast) == (DAY, 60, 60, 40)
    assert (session.organization, session.path_at, session.created_by) == (
        cast.village, cast.village.path, cast.village_chair,
    )  # fmt: skip


def test_what_does_not_fit_is_said_at_its_field_and_a_second_session_of_a_day_is_asked_about(cast, programme, as_user):
    browser = as_user(cast.village_chair)
    url = of("session-create", programme.pk)
    wrong = browser.post(url, {"day": "2025-06-12", "women": "20", "cervical": "30", "breast": "0"})
    assert errors(wrong) == {"cervical": ["宫颈癌筛查人数（30）不能大于参加筛查人数（20）。"]}
    right = {"day": "2025-06-12", "women": "20"}
    assert browser.post(url, right).status_code == 302
    asked = browser.post(url, right)
    assert list(errors(asked)) == ["anyway"]
    assert 'type="checkbox" name="anyway"' in text(asked)
    assert browser.post(url, {**right, "anyway": "on"}).status_code == 302
    assert Session.objects.count() == 2


def test_results_are_entered_by_kind_of_cancer_and_refused_at_the_field(cast, programme, as_user):
    session = session_of(programme, cast.village, 60, by=cast.village_chair, breast=0)
    browser, url = as_user(cast.district_officer), of("session-results", session.pk)
    assert "breast_abnormal" not in text(browser.get(url))
    refused = browser.post(url, {"results_on": "2025-08-01", "cervical_abnormal": "6", "cervical_confirmed": "7"})
    assert errors(refused) == {"cervical_confirmed": ["宫颈癌确诊（7）不能大于宫颈癌初筛异常（6）。"]}
    given = {"results_on": "2025-08-01", "cervical_abnormal": "6", "cervical_confirmed": "两", "cervical_early": "1"}
    assert browser.post(url, given).status_code == 302
    kept = Session.objects.get()
    assert (kept.cervical_abnormal, kept.cervical_confirmed, kept.cervical_referred) == (6, 2, None)
    page = text(as_user(cast.leader).get(session.get_absolute_url()))
    assert "结果已登记。人数少" in page
    assert "确诊" not in page.partition("<h2>结果</h2>")[2].partition("</section>")[0]


def test_an_activity_that_nobody_counted_is_a_todo_that_leads_to_a_filled_in_form(cast, programme, as_user):
    told = ActivityFactory(
        organization=cast.village,
        kind="two_cancers",
        starts_on=DAY,
        attendances=33,
        by=cast.village_chair,
        title="集中筛查",
    )
    (todo,) = untold(cast.village_chair, TODAY)
    page = text(as_user(cast.village_chair).get(todo.url))
    assert 'value="33"' in page
    assert 'value="2025-06-12"' in page
    assert f'value="{told.pk}" selected' in page
    session = session_of(programme, cast.village, 33, by=cast.village_chair, activity=told)
    assert list(untold(cast.village_chair, TODAY)) == []
    assert [todo.count for todo in results_waiting(cast.village_chair, TODAY)] == [1]
    services.enter_results(session=session, results={"cervical_abnormal": 0}, results_on=TODAY, by=cast.village_chair)
    assert list(results_waiting(cast.village_chair, TODAY)) == []


# ---- looking


def test_the_district_sees_its_townships_and_a_village_sees_itself(cast, programme, as_user):
    services.allot(
        programme=programme,
        parts=[services.Part(cast.village, 300, 100), services.Part(cast.other_village, 200, 80)],
        by=cast.district_officer,
    )
    session_of(programme, cast.village, 60, by=cast.village_chair)
    session_of(programme, cast.far_village, 10, by=cast.other_town_chair)
    standing = as_user(cast.district_officer).get(programme.get_absolute_url()).context["standing"]
    assert [(line.organization.name, line.women, line.target, line.base) for line in standing.below] == [
        ("柳溪镇", 60, 180, 500), ("东渡街道", 10, None, None),
    ]  # fmt: skip
    assert (standing.here.women, standing.here.target) == (70, 1000)
    assert standing.gap_text == "下面各单位的任务合计180人，比清和区的任务1000人少820人。"
    page = as_user(cast.village_chair).get(programme.get_absolute_url())
    assert (page.context["standing"].here.organization, page.context["standing"].here.women) == (cast.village, 60)
    assert (page.context["standing"].here.light.label, page.context["results"]) == ("正常", [])
    assert "荷塘社区" not in text(page)
    elsewhere = f"{programme.get_absolute_url()}?organization={cast.far_village.pk}"
    assert as_user(cast.village_chair).get(elsewhere).status_code == 404


def cost(browser, url) -> int:
    """Of the second time: what is remembered for good is remembered."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            response = browser.get(url)
            assert response.status_code == 200
            if response.streaming:
                list(response.streaming_content)
    return len(queries)


def test_one_session_and_thirty_villages_cost_the_same(cast, programme, as_user):
    browser = as_user(cast.district_officer)
    urls = [
        programme.get_absolute_url(), of("bulletin-detail", programme.pk), of("session-list"), of("programme-list"),
        f"{programme.get_absolute_url()}?organization={cast.town.pk}", of("session-export"),
    ]  # fmt: skip
    session_of(programme, cast.village, by=cast.village_chair, cervical_abnormal=3)
    few = [cost(browser, url) for url in urls]
    for number, day in enumerate(DAYS):
        place = village(cast.town, f"第{number}村")
        session_of(programme, place, 20, by=cast.town_chair, day=day, cervical_abnormal=1)
        services.allot(programme=programme, parts=[services.Part(place, 100, 50)], by=cast.district_officer)
    assert [cost(browser, url) for url in urls] == few


def test_the_ledger_of_sessions_has_no_person(cast, programme, as_user):
    session_of(programme, cast.village, by=cast.village_chair)
    assert not {"姓名", "身份证号", "联系电话"} & {column.label for column in SESSIONS.columns}


# ---- dividing


def test_targets_are_worked_out_by_women_kept_when_she_says_so_and_the_page_says_what_is_missing(
    cast, programme, as_user
):
    for place, women in ((cast.village, 300), (cast.other_village, 100), (cast.far_village, 200)):
        type(place).objects.filter(pk=place.pk).update(women_count=women)
    browser, url = as_user(cast.district_officer), of("allotment-update", programme.pk)
    towns = {cast.town: "target", cast.other_town: "target"}
    counted = browser.post(url, {"count": "1"})
    shown = {unit.name: counted.context["form"][f"{name}_{unit.pk}"].value() for unit, name in towns.items()}
    assert shown == {"柳溪镇": "667", "东渡街道": "333"}
    assert not programme.allotments.exclude(organization=cast.district).exists()
    kept = browser.post(url, {f"target_{cast.town.pk}": "600", f"target_{cast.other_town.pk}": "３００"}, follow=True)
    assert "下面各单位的任务合计900人，比清和区的任务1000人少100人。" in text(kept)


def test_a_target_above_its_base_is_refused_at_its_field(cast, programme, as_user):
    url = of("allotment-update", programme.pk)
    data = {f"base_{cast.town.pk}": "50", f"target_{cast.town.pk}": "60"}
    refused = as_user(cast.district_officer).post(url, data)
    assert list(errors(refused)) == [f"target_{cast.town.pk}"]


def test_a_statistical_year_begins_where_the_portal_is_set_up_to(cast, as_user, settings):
    url = of("programme-create")
    browser = as_user(cast.district_officer)
    first = browser.get(url).context["form"]
    assert (first["starts_on"].value(), first["ends_on"].value()) == (D(2025, 4, 1), D(2026, 3, 31))
    settings.SCREENING_YEAR_STARTS = "10-01"
    second = browser.get(url).context["form"]
    assert (second["starts_on"].value(), second["ends_on"].value()) == (D(2024, 10, 1), D(2025, 9, 30))
    given = {
        "name": "2025年度", "starts_on": "2025-04-01", "ends_on": "2026-03-31", "age_from": "35", "age_to": "64", "base": "2000",
        "target_share": "50", "cervical_years": "3", "breast_years": "2",
    }  # fmt: skip
    assert browser.post(url, given).status_code == 302
    again = browser.post(url, {**given, "name": "又一个"})
    assert list(errors(again)) == ["starts_on"]


# ---- the bulletin


def test_the_bulletin_tells_small_townships_together_and_keeps_small_results_back(cast, programme, as_user):
    names = {cast.town: 40, cast.other_town: 3}
    names |= {OrganizationFactory(parent=cast.district, name=f"{n}镇", level=Level.TOWN): 30 + n for n in range(3)}
    for place, women in names.items():
        session_of(programme, place, women, by=cast.rights_officer)
    services.enter_results(
        session=Session.objects.get(organization=cast.town), by=cast.rights_officer, results_on=TODAY,
        results={"cervical_abnormal": 12, "cervical_followed_up": 9, "cervical_confirmed": 3, "cervical_early": 3},
    )  # fmt: skip
    response = as_user(cast.leader).get(of("bulletin-detail", programme.pk))
    bulletin = response.context["bulletin"]
    assert [(row.name, row.numbers[0]) for row in bulletin.rows] == [
        ("柳溪镇", 40),
        ("2镇", 32),
        ("东渡街道、0镇、1镇合计", 64),
    ]
    assert bulletin.total.numbers == (136, 136, 136)
    assert bulletin.results == (
        (
            "宫颈癌",
            (
                "初筛异常12人（8.8%，12/136）",
                "完成随访9人（75%，9/12）",
                "确诊人数较少，不公布",
                "其中早期人数较少，不公布",
            ),
        ),
    )
    file = as_user(cast.leader).get(of("bulletin-download", programme.pk, "pdf"))
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.content)).pages)
    assert "不公布" in printed
    assert "64" in printed


def test_a_programme_of_another_district_is_not_there(cast, as_user):
    other = programme_of(cast.other_district, by=cast.outsider)
    assert as_user(cast.district_officer).get(other.get_absolute_url()).status_code == 404
