import datetime
import logging

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from fulian.core.exceptions import Refused
from plans.monitoring import services
from plans.monitoring.choices import Datum, Stage
from plans.monitoring.models import FillLink, MonitoredIndicator, ValueVersion, YearValue
from plans.monitoring.redaction import HideSecret, without_secret
from tests.factories.monitoring import DEPARTMENT, indicator_of, link_of, programme_of, value_of


@pytest.fixture
def link(cast, officer, indicator):
    return link_of(cast.district, by=officer)


def page_of(token):
    return reverse("monitoring:link-fill", args=[token])


def stranger(**options):
    return Client(enforce_csrf_checks=True, **options)


def typed(indicator, value="84.5", *, action="submit", office="妇幼健康科", **more):
    key = indicator.pk
    return {f"value_{key}": value, f"seen_{key}": "0", "office": office, "action": action, **more}


def test_a_department_sees_its_indicators_of_the_year_and_nothing_else(cast, officer, indicator, link):
    indicator_of(cast.district, by=officer, name="学前毛入园率", department="教育局")
    stopped = indicator_of(cast.district, by=officer, name="停用的指标")
    stopped.active = False
    services.change_indicator(indicator=stopped, by=officer)
    response = stranger().get(page_of(link[1]))
    html = response.content.decode()
    assert response.status_code == 200
    assert indicator.name in html
    assert "学前毛入园率" not in html
    assert "停用的指标" not in html
    assert "退出" not in html


def test_the_page_keeps_its_address_to_itself(link):
    response = stranger().get(page_of(link[1]))
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


def test_only_a_hash_of_the_secret_is_kept(link):
    kept, token = link
    assert len(token) >= 43
    assert token not in " ".join(str(value) for value in FillLink.objects.filter(pk=kept.pk).values_list()[0])


def test_handing_in_needs_no_account_no_cookie_and_is_done_once(cast, indicator, link):
    response = stranger().post(page_of(link[1]), typed(indicator, "８４.5％"))
    assert (response.status_code, response["Location"]) == (303, "?done=submit")
    value = YearValue.objects.get()
    assert (value.stage, value.text, value.filled_by, value.accepted_by) == (
        Stage.FILLED, "84.5%", f"{DEPARTMENT}妇幼健康科", None,
    )  # fmt: skip
    assert FillLink.objects.get().submitted_by == "妇幼健康科"
    again = stranger().post(page_of(link[1]), typed(indicator, "99"))
    assert again.status_code == 422
    assert "已经交过了" in again.content.decode()
    assert YearValue.objects.get().text == "84.5%"


def test_a_wrong_an_ended_and_a_revoked_link_answer_alike(cast, officer, link):
    kept, token = link
    wrong = stranger().get(page_of("x" * 43))
    with time_machine.travel(kept.expires_on + datetime.timedelta(days=1, hours=9), tick=False):
        ended = stranger().get(page_of(token))
    services.revoke_link(link=kept, by=officer)
    revoked = stranger().get(page_of(token))
    posted = stranger().post(page_of(token), {})
    assert [one.status_code for one in (wrong, ended, revoked, posted)] == [404] * 4
    bodies = {one.content.replace(token.encode(), b"").replace(b"x" * 43, b"") for one in (wrong, revoked)}
    assert len({len(body) for body in bodies}) == 1


def test_a_link_that_does_not_open_says_whom_to_ask_and_keeps_its_address_to_itself(link):
    answer = stranger().get(page_of("x" * 43))
    assert "请联系发链接的同志" in answer.content.decode()
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow, noarchive")
    assert "no-store" in answer["Cache-Control"]


def test_the_last_day_of_a_link_is_still_its_own(link):
    kept, token = link
    with time_machine.travel(datetime.datetime.combine(kept.expires_on, datetime.time(13)), tick=False):
        assert stranger().get(page_of(token)).status_code == 200


def test_another_departments_indicator_in_the_post_is_not_taken(cast, officer, indicator, link):
    other = indicator_of(cast.district, by=officer, department="教育局")
    stranger().post(page_of(link[1]), {**typed(indicator), **typed(other, "1")})
    assert [value.indicator for value in YearValue.objects.all()] == [indicator]
    entry = services.Entry(other, value=1)
    with pytest.raises(Refused):
        services.fill_by_link(link=link[0], entries=[entry], office="科", submit=False)


def test_what_is_wrong_is_said_at_its_row_with_everything_typed_still_there(cast, officer, indicator, link):
    other = indicator_of(cast.district, by=officer, name="婚检率")
    sent = {**typed(indicator, "很多"), f"none_{other.pk}": "on"}
    response = stranger().post(page_of(link[1]), sent)
    html = response.content.decode()
    assert response.status_code == 422
    assert "请填数字，例如 94.9；只知道升降的写“上升”“持平”或“下降”。" in html
    assert "请写明为什么没有数据。" in html
    assert 'value="很多"' in html
    assert not YearValue.objects.exists()


@pytest.mark.parametrize(
    ("changes", "part", "message"),
    [
        ({"value": ""}, "value", "请填数；没有数的选“无数据”并写原因。"),
        ({"value": "-3"}, "value", "不能小于 0。"),
        ({"value": "84.555"}, "value", "最多两位小数。"),
        ({"value": "84‰"}, "value", "这个指标的单位是“%”，写的却是“‰”。"),
        ({"value": "84", "none": "on"}, "value", "选了无数据，就不要再填数。"),
        ({"value": "84", "reason": "没有"}, "reason", "已经填了数，就不要再写没有数的原因。"),
        ({"value": "", "reason": "没有"}, "none", "写了原因，请也选上“无数据”。"),
    ],
)
def test_rows_are_judged_in_chinese(indicator, link, changes, part, message):
    sent = typed(indicator) | {f"{name}_{indicator.pk}": value for name, value in changes.items()}
    html = stranger().post(page_of(link[1]), sent).content.decode()
    assert f'id="id_{part}_{indicator.pk}_error"' in html
    assert message in html


@pytest.mark.parametrize(
    ("value", "text"), [("84%", "84%"), ("80%以上", "80%以上"), ("约84", "约84%"), ("上升", "上升"), ("84.50", "84.5%")]
)
def test_numbers_are_understood_as_people_write_them(indicator, link, value, text):
    stranger().post(page_of(link[1]), typed(indicator, value))
    assert YearValue.objects.get().text == text


def test_saving_keeps_a_draft_that_nobody_counts_and_leaves_the_rest_for_later(cast, officer, indicator, link):
    other = indicator_of(cast.district, by=officer)
    assert stranger().post(page_of(link[1]), typed(indicator, action="save"))["Location"] == "?done=save"
    assert list(YearValue.objects.values_list("indicator", "stage")) == [(indicator.pk, Stage.DRAFT)]
    html = stranger().get(page_of(link[1])).content.decode()
    assert 'value="84.5"' in html
    assert FillLink.objects.get().submitted_at is None
    sent = typed(indicator, **{f"seen_{indicator.pk}": "1"}) | {
        f"none_{other.pk}": "on",
        f"reason_{other.pk}": "没有调查",
    }
    stranger().post(page_of(link[1]), sent)
    assert list(YearValue.objects.order_by("indicator").values_list("stage", "state")) == [
        (Stage.FILLED, Datum.VALUE), (Stage.FILLED, Datum.NO_DATA),
    ]  # fmt: skip


def test_what_was_sent_back_shows_its_reason_and_is_handed_in_again(cast, officer, indicator, link):
    other = indicator_of(cast.district, by=officer, name="婚检率")
    stranger().post(page_of(link[1]), typed(indicator) | typed(other, "70"))
    value = YearValue.objects.get(indicator=indicator)
    services.return_values(
        organization=cast.district, year=2024, seen={value.pk: value.version}, reason="请按常住人口算", by=officer
    )
    html = stranger().get(page_of(link[1])).content.decode()
    assert "请按常住人口算" in html
    assert f'name="value_{other.pk}"' not in html
    sent = typed(indicator, "83.9", **{f"seen_{indicator.pk}": "2"})
    assert stranger().post(page_of(link[1]), sent).status_code == 303
    value.refresh_from_db()
    assert (value.stage, value.text, value.return_reason) == (Stage.FILLED, "83.9%", "")
    assert [v.stage for v in value.versions.all()] == [Stage.FILLED, Stage.RETURNED, Stage.FILLED]


def test_the_reason_stays_while_the_department_works_on_what_was_sent_back(cast, officer, indicator, link):
    stranger().post(page_of(link[1]), typed(indicator))
    value = YearValue.objects.get()
    services.return_values(
        organization=cast.district, year=2024, seen={value.pk: value.version}, reason="请按常住人口算", by=officer
    )
    stranger().post(page_of(link[1]), typed(indicator, "83", action="save", **{f"seen_{indicator.pk}": "2"}))
    html = stranger().get(page_of(link[1])).content.decode()
    assert "请按常住人口算" in html
    assert "有1项退回修改" in html


def test_what_was_accepted_is_not_the_departments_any_more(cast, officer, indicator, link):
    value_of(indicator, 84, by=officer)
    html = stranger().get(page_of(link[1])).content.decode()
    assert f'name="value_{indicator.pk}"' not in html
    assert stranger().post(page_of(link[1]), typed(indicator, "1")).status_code == 422
    assert YearValue.objects.get().text == "84%"


def test_a_department_leaves_no_person_in_the_history(indicator, link):
    stranger().post(page_of(link[1]), typed(indicator))
    version = ValueVersion.objects.get()
    assert (version.by, version.office) == (None, f"{DEPARTMENT}妇幼健康科")


def test_large_type_without_a_session(link):
    assert '<html lang="zh-CN" class="large">' in stranger().get(f"{page_of(link[1])}?size=large").content.decode()


# ---- making and ending -----------------------------------------------------------------------------------------------------


def test_a_new_link_ends_the_one_before(cast, officer, link):
    _, token = link_of(cast.district, by=officer)
    assert [stranger().get(page_of(one)).status_code for one in (link[1], token)] == [404, 200]
    assert FillLink.objects.filter(revoked_at__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"department": "没有的局"}, "department"),
        ({"days": -1}, "due_on"),
        ({"days": 400}, "expires_on"),
        ({"year": 2026}, None),
    ],
)
def test_links_that_make_no_sense_are_refused(cast, officer, indicator, changes, field):
    with pytest.raises(Refused) as refusal:
        link_of(cast.district, by=officer, **changes)
    assert refusal.value.field == field
    assert not FillLink.objects.exists()


def test_a_link_is_ended_once(officer, link):
    services.revoke_link(link=link[0], by=officer)
    with pytest.raises(Refused):
        services.revoke_link(link=link[0], by=officer)


def test_the_address_is_told_once_and_not_by_a_redirect(cast, browser, indicator):
    url = f"{reverse('monitoring:link-create', args=[cast.district.pk, 2024])}?department={DEPARTMENT}"
    response = browser.post(url, {"due_on": "2025-07-10", "expires_on": "2025-08-10", "programme": ""})
    html = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    address = html[html.index("http://testserver/monitoring/fill/") :].split()[0]
    assert stranger().get(address.removeprefix("http://testserver")).status_code == 200
    assert "/monitoring/fill/" not in browser.get(url).content.decode()


# ---- the log ---------------------------------------------------------------------------------------------------------------


def test_no_log_line_holds_the_secret(link, caplog):
    logger = logging.getLogger("django.request")
    assert any(isinstance(one, HideSecret) for one in logger.filters)
    with caplog.at_level(logging.DEBUG):
        stranger().post(page_of(link[1]), {"action": "submit"})
        stranger().get(page_of("wrong-" + link[1]))
    lines = [record.getMessage() for record in caplog.records]
    assert [line for line in lines if "/monitoring/fill/" in line] == [
        "Unprocessable Entity: /monitoring/fill/***/", "Not Found: /monitoring/fill/***/",
    ]  # fmt: skip
    assert link[1] not in "".join(lines)


def test_only_the_secret_is_hidden():
    assert without_secret('"GET /monitoring/fill/abc/?done=save HTTP/1.1" 200') == (
        '"GET /monitoring/fill/***/?done=save HTTP/1.1" 200'
    )
    assert without_secret("/monitoring/indicators/3/") == "/monitoring/indicators/3/"


def test_a_link_can_be_for_one_of_the_programmes(cast, officer, indicator):
    children = programme_of(cast.district, "children")
    services.add_indicator(
        indicator=MonitoredIndicator(
            programme=children,
            domain=children.domains.get(),
            code="C1",
            name="儿童的指标",
            unit="%",
            department=DEPARTMENT,
        ),
        by=officer,
    )
    both = stranger().get(page_of(link_of(cast.district, by=officer)[1])).content.decode()
    one = stranger().get(page_of(link_of(cast.district, by=officer, programme=indicator.programme)[1])).content.decode()
    assert ["儿童的指标" in html for html in (both, one)] == [True, False]


def test_the_page_costs_the_same_with_one_and_with_thirty(cast, officer, indicator, link, django_assert_num_queries):
    with django_assert_num_queries(4):
        stranger().get(page_of(link[1]))
    for _ in range(29):
        indicator_of(cast.district, by=officer)
    with django_assert_num_queries(4):
        stranger().get(page_of(link[1]))
