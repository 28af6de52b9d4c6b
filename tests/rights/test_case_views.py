import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.views.debug import SafeExceptionReporterFilter
from python_calamine import CalamineWorkbook

from fulian.audit.models import AccessEvent
from fulian.drafts.models import Draft
from rights.choices import CaseStatus
from rights.models import Case
from rights.services import report_lead
from tests.factories.accounts import person
from tests.factories.cast import ROLES
from tests.factories.rights import ADDRESS, DAY, FACTS, NAME, PHONE, PLANTED, REQUEST, case, category

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
LOGS = ["auditevent-list", "accessevent-list"]
NOBODYS = [role for role in ROLES if role != "rights_officer"]
ON_A_CASE = ["case-detail", "case-update", "case-contact", "case-note", "case-hand-over", "case-reveal"]


def url(name, *args):
    return reverse(f"rights:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def told(response) -> tuple:
    """All that a browser gets, without what every page has of its own: its form token, and the address it was asked for."""
    page = TOKEN.sub("", text(response)).replace(response.wsgi_request.path, "")
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return response.status_code, headers, page


def addresses(number):
    return [
        *(url(name, number) for name in ON_A_CASE),
        url("case-advance", number, "accepted"),
        *(url(name) for name in ("case-list", "case-create", "case-lookup", "case-export")),
    ]


def typed(cast, **fields):
    usual = {
        "organization": cast.town.pk,
        "channel": "visit", "received_on": "2025-03-10", "people_count": "1", "categories": [category().pk],
        "request": REQUEST, "facts": FACTS, "way": "on_the_spot", "answer": "",
        "person-TOTAL_FORMS": "2", "person-INITIAL_FORMS": "0", "person-MIN_NUM_FORMS": "0", "person-MAX_NUM_FORMS": "12",
        "person-0-role": "seeker", "person-0-name": NAME, "person-0-phone": "139-7123 4567", "person-0-address": ADDRESS,
        "person-1-role": "other_party",
    }  # fmt: skip
    return {**usual, **fields}


class TestNobodyElse:
    @pytest.mark.parametrize("role", NOBODYS)
    def test_everybody_else_gets_the_same_404_as_for_what_never_was(self, cast, as_user, role):
        row = case(cast)
        client = as_user(cast[role])
        never = client.get("/rights/never-was/")
        assert never.status_code == 404
        for page in [*addresses(row.number), *addresses("AAAAAAAA")]:
            assert told(client.get(page)) == told(never)

    def test_a_post_is_answered_alike(self, cast, as_user):
        row = case(cast)
        for role in ("village_chair", "town_chair", "leader", "administrator"):
            client = as_user(cast[role])
            for page in addresses(row.number):
                answer = client.post(page, {"reason": "x"})
                assert answer.status_code == 404
        row.refresh_from_db()
        assert row.status == CaseStatus.REGISTERED

    def test_a_rights_officer_elsewhere_cannot_tell_a_case_from_none(self, cast, as_user):
        row = case(cast)
        client = as_user(person(cast.other_town, "rights_officer"))
        client.get("/")
        real, unreal = addresses(row.number)[:7], addresses("AAAAAAAA")[:7]
        for there, not_there in zip(real, unreal, strict=True):
            with CaptureQueriesContext(connection) as first:
                one = client.get(there)
            with CaptureQueriesContext(connection) as second:
                other = client.get(not_there)
            assert told(one) == told(other)
            assert (one.status_code, len(first)) == (404, len(second))
        assert AccessEvent.objects.count() == 0

    def test_a_second_factor_is_asked_first(self, cast, as_user):
        row = case(cast)
        answer = as_user(cast.rights_officer, verified=False).get(row.get_absolute_url())
        assert (answer.status_code, "second-factor" in answer["Location"]) == (302, True)

    def test_a_stranger_sees_the_sign_in_page(self, client, cast):
        row = case(cast)
        for page in addresses(row.number):
            assert "/accounts/" in client.get(page)["Location"]


class TestLooking:
    def test_its_officers_see_it_masked(self, cast, as_user):
        row = case(cast)
        for officer in (cast.town_rights_officer, cast.rights_officer):
            page = text(as_user(officer).get(row.get_absolute_url()))
            assert [secret in page for secret in (NAME, PHONE, ADDRESS, REQUEST, FACTS)] == [False] * 3 + [True] * 2
            assert "慕某某" in page
            assert "139****4567" in page

    def test_every_look_is_logged(self, cast, as_user):
        row = case(cast)
        client = as_user(cast.rights_officer)
        client.get(url("case-list"))
        client.get(row.get_absolute_url())
        client.get(url("case-update", row.number))
        officer = cast.rights_officer.pk
        assert list(row.looks.order_by("pk").values_list("what", "by")) == [("page", officer), ("edit", officer)]
        common = AccessEvent.objects.order_by("pk").values_list("what", "subject_id", "actor_id")
        assert list(common) == [
            ("查看求助登记列表", None, officer), ("打开求助登记", None, officer), ("打开修改求助登记", None, officer),
        ]  # fmt: skip

    def test_its_handler_reads_who_looked(self, cast, as_user):
        row = case(cast)
        as_user(cast.rights_officer).get(row.get_absolute_url())
        page = as_user(cast.town_rights_officer).get(row.get_absolute_url())
        assert [look["by"] for look in page.context["looks"]] == ["马䶮", "欧阳昇"]

    def test_the_administrators_logs_say_nothing_about_a_case(self, cast, as_user):
        row = case(cast, answer="已解释")
        as_user(cast.rights_officer).get(row.get_absolute_url())
        report_lead(organization=cast.village, request=REQUEST, by=cast.village_chair)
        client = as_user(cast.administrator)
        logs = "".join(text(client.get(reverse(f"audit:{name}"))) for name in LOGS)
        assert "打开求助登记" in logs
        assert not any(
            secret in logs for secret in (row.number, f"求助登记 {row.pk}", cast.village_chair.username, *PLANTED)
        )

    def test_the_list_masks(self, cast, as_user):
        case(cast)
        page = text(as_user(cast.rights_officer).get(url("case-list")))
        assert "慕某某" in page
        assert not any(secret in page for secret in PLANTED)

    def test_no_browser_keeps_any_of_it(self, cast, as_user):
        row = case(cast)
        client = as_user(cast.rights_officer)
        for page in addresses(row.number):
            assert client.get(page)["Cache-Control"] == "private, no-store"

    def test_full_names_are_shown_against_a_reason_and_only_in_that_answer(self, cast, as_user):
        row = case(cast)
        client = as_user(cast.rights_officer)
        ask = client.get(url("case-reveal", row.number))
        assert NAME not in text(ask)
        refused = client.post(url("case-reveal", row.number), {"why": "other", "words": ""})
        assert (refused.status_code, NAME in text(refused)) == (422, False)
        shown = client.post(url("case-reveal", row.number), {"why": "contact"})
        assert all(secret in text(shown) for secret in (NAME, PHONE, ADDRESS))
        assert shown["Cache-Control"] == "private, no-store"
        event = AccessEvent.objects.get(what="查看求助人完整信息")
        assert (event.subject_id, event.reason, event.actor_id) == (None, "联系当事人", cast.rights_officer.pk)
        assert NAME not in text(client.get(row.get_absolute_url()))

    def test_titles_addresses_and_messages_say_nothing(self, cast, as_user):
        client = as_user(cast.town_rights_officer)
        answer = client.post(url("case-create"), typed(cast), follow=True)
        page = text(answer)
        title = page[page.index("<title>") : page.index("</title>")]
        told = [title, answer.redirect_chain[0][0], *(str(message) for message in answer.context["messages"])]
        assert not any(secret in " ".join(told) for secret in (*PLANTED, "家庭", "暴力"))

    def test_the_list_costs_the_same_with_one_row_and_with_thirty(self, cast, as_user):
        client = as_user(cast.rights_officer)
        case(cast)
        client.get(url("case-list"))
        counts = []
        for more in (0, 29):
            for _ in range(more):
                case(cast)
            with CaptureQueriesContext(connection) as queries:
                client.get(url("case-list"))
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_a_case_with_the_same_telephone_is_pointed_out(self, cast, as_user):
        first, second = case(cast), case(cast)
        page = as_user(cast.rights_officer).get(second.get_absolute_url())
        assert page.context["similar"] == [first]

    def test_it_is_found_by_telephone_and_the_number_is_in_no_address(self, cast, as_user):
        row = case(cast)
        client = as_user(cast.rights_officer)
        assert client.post(url("case-lookup"), {"phone": "１３９ 7123 4567"}).context["rows"] == [row]
        assert client.post(url("case-lookup"), {"phone": "13900000000"}).context["rows"] == []
        assert client.post(url("case-lookup"), {"phone": "一三九"}).status_code == 422
        elsewhere = as_user(person(cast.other_town, "rights_officer"))
        assert elsewhere.post(url("case-lookup"), {"phone": PHONE}).context["rows"] == []


class TestWriting:
    def test_registering_in_one_form(self, cast, as_user):
        answer = as_user(cast.town_rights_officer).post(url("case-create"), typed(cast))
        row = Case.objects.get()
        assert answer["Location"] == row.get_absolute_url()
        assert (row.organization, row.handler) == (cast.town, cast.town_rights_officer)
        assert [(p.role, p.name, p.phone) for p in row.persons.all()] == [("seeker", NAME, PHONE)]

    def test_advice_given_at_once_closes_it(self, cast, as_user):
        as_user(cast.town_rights_officer).post(url("case-create"), typed(cast, answer="可以申请保护令"))
        assert Case.objects.get().status == CaseStatus.REPLIED

    def test_she_may_stay_anonymous(self, cast, as_user):
        sent = typed(cast, **{"person-0-name": "", "person-0-phone": "", "person-0-address": ""})
        as_user(cast.town_rights_officer).post(url("case-create"), sent)
        assert Case.objects.get().masked_seeker == "匿名"

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"received_on": "2025-02-30"}, "received_on"),
            ({"received_on": "2026-01-01"}, "received_on"),
            ({"request": ""}, "request"),
            ({"categories": []}, "categories"),
            ({"people_count": "-1"}, "people_count"),
            ({"way": "petition", "answer": "已答复"}, "way"),
        ],
        ids=["no such day", "future", "no request", "no class", "negative", "petition answered at once"],
    )
    def test_wrong_input_is_told_at_its_place_and_stays(self, cast, as_user, fields, field):
        page = as_user(cast.town_rights_officer).post(url("case-create"), typed(cast, **fields))
        assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
        assert FACTS in text(page)
        assert NAME in text(page)
        assert Case.objects.count() == 0

    def test_a_wrong_telephone_is_told_at_its_person(self, cast, as_user):
        page = as_user(cast.town_rights_officer).post(url("case-create"), typed(cast, **{"person-0-phone": "打我手机"}))
        assert (page.status_code, list(page.context["persons"][0].errors)) == (422, ["phone"])
        assert Case.objects.count() == 0

    def test_what_is_typed_stands_in_no_error_report(self, cast, as_user):
        client = as_user(cast.town_rights_officer)
        for page, sent in ((url("case-create"), typed(cast)), (url("lead-create"), {"request": REQUEST})):
            request = client.post(page, sent).wsgi_request
            reported = SafeExceptionReporterFilter().get_post_parameters(request)
            assert set(reported.values()) == {SafeExceptionReporterFilter.cleansed_substitute}

    def test_a_double_click_registers_once_and_nothing_is_kept_as_a_draft(self, cast, as_user):
        client = as_user(cast.town_rights_officer)
        page = client.get(url("case-create"))
        assert "data-draft-url" not in text(page)
        key = page.context["form"]["submission_key"].value()
        for _ in range(2):
            client.post(url("case-create"), typed(cast, submission_key=key))
        assert (Case.objects.count(), Draft.objects.count()) == (1, 0)

    def test_the_way_of_a_case(self, cast, as_user):
        row = case(cast, way="petition")
        client = as_user(cast.town_rights_officer)
        labels = [step["label"] for step in client.get(row.get_absolute_url()).context["next_steps"]]
        assert labels == ["受理", "不予受理", "转送"]
        assert client.post(url("case-advance", row.number, "declined"), {"on": "2025-03-12"}).status_code == 422
        client.post(url("case-advance", row.number, "accepted"), {"on": "2025-03-12"})
        client.post(url("case-contact", row.number), {"on": "2025-03-13", "channel": "call", "text": "询问进展"})
        client.post(url("case-note", row.number), {"on": "2025-03-14", "text": "已联系派出所"})
        page = text(client.get(row.get_absolute_url()))
        assert all(words in page for words in ("询问进展", "已联系派出所", "2025年5月11日"))
        row.refresh_from_db()
        assert (row.status, row.contacts.count()) == (CaseStatus.ACCEPTED, 2)

    def test_a_step_that_does_not_exist_is_not_found(self, cast, as_user):
        row = case(cast)
        assert as_user(cast.rights_officer).get(url("case-advance", row.number, "shredded")).status_code == 404

    def test_correcting_persons(self, cast, as_user):
        row = case(cast)
        client = as_user(cast.town_rights_officer)
        seeker = row.persons.get()
        sent = typed(cast, **{
            "person-TOTAL_FORMS": "2", "person-INITIAL_FORMS": "1", "person-0-id": seeker.pk, "person-0-name": "慕容秋月",
            "person-1-role": "child", "person-1-name": "小雨", "person-1-age": "９",
        })  # fmt: skip
        assert client.post(url("case-update", row.number), sent).status_code == 302
        assert [(p.role, p.name, p.age) for p in row.persons.all()] == [
            ("seeker", "慕容秋月", None), ("child", "小雨", 9),
        ]  # fmt: skip

    def test_a_person_of_another_case_cannot_be_taken(self, cast, as_user):
        row, other = case(cast), case(cast)
        stolen = other.persons.get()
        sent = typed(cast, **{"person-TOTAL_FORMS": "1", "person-INITIAL_FORMS": "1", "person-0-id": stolen.pk})
        assert as_user(cast.town_rights_officer).post(url("case-update", row.number), sent).status_code == 422
        stolen.refresh_from_db()
        assert stolen.case == other

    def test_only_covering_officers_are_offered_as_handlers(self, cast, as_user):
        row = case(cast)
        person(cast.other_town, "rights_officer")
        page = as_user(cast.town_rights_officer).get(url("case-hand-over", row.number))
        assert list(page.context["form"].fields["handler"].queryset) == [cast.rights_officer]


class TestExport:
    def test_it_asks_why_masks_and_is_logged(self, cast, as_user):
        case(cast)
        client = as_user(cast.rights_officer)
        assert client.get(url("case-export")).status_code == 200
        assert client.post(url("case-export"), {}).status_code == 422
        response = client.post(url("case-export"), {"why": "handover"})
        content = b"".join(response.streaming_content)
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        assert (len(rows), "慕某某" in str(rows)) == (2, True)
        assert not any(secret in str(rows) + response["Content-Disposition"] for secret in PLANTED)
        event = AccessEvent.objects.get(what__startswith="导出")
        assert (event.what, event.reason) == ("导出求助登记", "交接、督办")


class TestLead:
    def test_a_village_reports_and_keeps_only_the_number(self, cast, as_user):
        client = as_user(cast.village_chair)
        sent = {"request": REQUEST, "name": NAME, "phone": PHONE}
        page = client.post(url("lead-create"), sent, follow=True)
        row = Case.objects.get()
        assert row.number in text(page)
        assert not any(secret in text(page) for secret in PLANTED)
        assert client.get(row.get_absolute_url()).status_code == 404
        assert (row.organization, row.persons.get().name) == (cast.town, NAME)

    def test_she_sees_her_own_and_nobody_elses(self, cast, as_user):
        row = report_lead(organization=cast.village, request=REQUEST, by=cast.village_chair)
        assert row.number not in text(as_user(cast.other_village_chair).get(url("lead-create")))

    def test_without_words_nothing_is_reported(self, cast, as_user):
        page = as_user(cast.village_chair).post(url("lead-create"), {"request": "", "name": NAME})
        assert (page.status_code, Case.objects.count()) == (422, 0)
        assert NAME in text(page)


def test_what_waits_is_told_without_names(cast, as_user):
    case(cast, way="petition", received_on=DAY.replace(month=11, day=20))
    report_lead(organization=cast.village, request=REQUEST, by=cast.village_chair)
    page = text(as_user(cast.town_rights_officer).get("/"))
    assert "求助登记待处理" in page
    assert "信访事项7日内到期或已逾期" in page
    assert not any(secret in page for secret in (*PLANTED, "慕"))
    assert "求助登记待处理" not in text(as_user(cast.town_chair).get("/"))
