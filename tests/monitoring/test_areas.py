"""An indicator in the townships: entered beside each other, shown on its page, and no part of the district's own status."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fulian.core.exceptions import Refused
from fulian.organizations.choices import Level
from plans.monitoring import services
from plans.monitoring.models import YearValue
from plans.monitoring.services import Entry
from plans.monitoring.standing import lines_of
from tests.factories import organizations as trees
from tests.factories.monitoring import indicator_of, value_of

pytestmark = pytest.mark.django_db
YEAR = 2024


@pytest.fixture
def indicator(cast):
    return indicator_of(cast.district, by=cast.district_officer)


def address(indicator, year=YEAR):
    return reverse("monitoring:area-enter", args=[indicator.pk, year])


def typed(town, value, **more):
    row = {"value": value, "seen": "0", "source": "镇街统计", **more}
    return {f"{part}_{town.pk}": said for part, said in row.items()}


def test_each_township_s_number_is_kept_with_its_source_and_shown_on_the_indicator_s_page(cast, as_user, indicator):
    officer = as_user(cast.district_officer)
    data = typed(cast.town, "９１．５") | typed(cast.other_town, "", none="on", reason="没有分娩机构", source="")
    assert officer.post(address(indicator), data).status_code == 302
    found = {value.organization: value.text for value in YearValue.objects.select_related("indicator", "organization")}
    assert found == {cast.town: "91.5%", cast.other_town: "无数据"}
    value_of(indicator, 88, by=cast.district_officer, year=YEAR)
    page = officer.get(indicator.get_absolute_url())
    assert [str(value.organization) for value in page.context["areas"]] == ["柳溪镇", "东渡街道"]
    assert "镇街统计" in page.content.decode()


def test_a_township_s_number_is_no_number_of_the_district(cast, as_user, indicator):
    as_user(cast.district_officer).post(address(indicator), typed(cast.town, "12"))
    (line,) = lines_of([indicator], cast.district, YEAR)
    assert (line.value, line.value_text) == (None, "")


def test_a_number_that_was_entered_changes_only_with_a_reason(cast, as_user, indicator):
    officer = as_user(cast.district_officer)
    officer.post(address(indicator), typed(cast.town, "91"))
    answer = officer.post(address(indicator), typed(cast.town, "92", seen="1"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["why"])
    assert officer.post(address(indicator), typed(cast.town, "92", seen="1") | {"why": "年报核定"}).status_code == 302
    assert [(v.value, v.why) for v in YearValue.objects.get().versions.all()] == [(92, "年报核定"), (91, "")]


@pytest.mark.parametrize(("value", "message"), [("九成多吧", "请填数字"), ("-3", "不能小于 0"), ("50‰", "单位是“%”")])
def test_a_wrong_number_is_named_at_its_row_and_nothing_is_kept(cast, as_user, indicator, value, message):
    answer = as_user(cast.district_officer).post(
        address(indicator), typed(cast.town, value) | typed(cast.other_town, "90")
    )
    assert answer.status_code == 422
    assert message in answer.context["form"].errors[f"value_{cast.town.pk}"][0]
    assert YearValue.objects.count() == 0


def test_every_change_of_a_part_is_told_on_the_page_and_each_year_can_be_looked_at(cast, as_user, indicator):
    officer = as_user(cast.district_officer)
    answer = officer.post(address(indicator), typed(cast.town, "91"))
    officer.post(address(indicator), typed(cast.town, "92", seen="1") | {"why": "年报核定"})
    officer.post(address(indicator, 2023), typed(cast.other_town, "88"))
    assert answer["Location"] == f"{indicator.get_absolute_url()}?areas=2024#areas"
    page = officer.get(indicator.get_absolute_url())
    assert [(one["what"], one["note"]) for one in page.context["areas_changes"]] == [
        ("柳溪镇 92% · 审核通过", "年报核定"), ("柳溪镇 91% · 审核通过", ""),
    ]  # fmt: skip
    assert page.context["changes"] == []
    before = officer.get(indicator.get_absolute_url(), {"areas": "2023"})
    assert [(str(one.organization), one.text) for one in before.context["areas"]] == [("东渡街道", "88%")]
    assert address(indicator, 2023) in before.content.decode()


def test_an_indicator_without_numbers_is_filled_in_for_the_year_that_comes_in_now(cast, as_user, indicator):
    html = as_user(cast.district_officer).get(indicator.get_absolute_url()).content.decode()
    assert address(indicator, 2024) in html
    assert f"{reverse('monitoring:value-enter', args=[cast.district.pk, 2024])}?" in html


def test_units_are_no_part_of_the_territory(cast, as_user, indicator):
    trees.OrganizationFactory(parent=cast.district, name="区教育局妇委会", level=Level.UNIT)
    lines = as_user(cast.district_officer).get(address(indicator)).context["form"].lines
    assert [line.name for line in lines] == ["柳溪镇", "东渡街道"]


def test_only_areas_below_the_programme_s_owner_have_a_part(cast, indicator):
    with pytest.raises(Refused, match="不是清和区的下级"):
        services.keep_area_values(
            indicator=indicator,
            year=YEAR,
            entries=[(cast.outside_town, Entry(indicator, value=1))],
            by=cast.district_officer,
        )


def test_a_year_that_has_not_begun_is_not_found(cast, as_user, indicator):
    assert as_user(cast.district_officer).get(address(indicator, 2030)).status_code == 404


def test_thirty_townships_cost_as_many_queries_as_two(cast, as_user, indicator):
    officer, costs = as_user(cast.district_officer), []
    for more in (0, 30):
        for number in range(more):
            trees.town(cast.district, f"第{number}镇")
        with CaptureQueriesContext(connection) as queries:
            officer.get(address(indicator))
        costs.append(len(queries))
    assert costs[0] == costs[1]
