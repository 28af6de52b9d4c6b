import datetime
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from families.models import Honour
from families.services import advance_honour, cancel_honour
from fulian.audit.models import AccessEvent
from tests.factories.families import DAY, courtyard, feature, grade, honour, kind, nominated

pytestmark = pytest.mark.django_db
LIST = reverse("families:honour-list")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2025-12-01 09:00:00+08:00", tick=False):
        yield


def text(response) -> str:
    return response.content.decode()


def typed(cast, **fields):
    """What a village chair types for a family named by her village."""
    usual = {"kind": kind().pk, "name": "王小芳", "level": "village", "named_on": "2025-03-08", "note": ""}
    return {**usual, **fields}


class TestList:
    def test_who_keeps_it_reads_the_name_and_who_looks_reads_a_mask(self, cast, as_user):
        honour(cast)
        shown = {}
        for role in ("village_chair", "town_officer", "district_officer", "leader"):
            page = text(as_user(cast[role]).get(LIST))
            shown[role] = ("王小芳" in page, "王*芳" in page)
        assert shown == {
            "village_chair": (True, False),
            "town_officer": (True, False),
            "district_officer": (False, True),
            "leader": (False, True),
        }

    def test_the_name_of_a_collective_is_public(self, cast, as_user):
        honour(cast, kind=kind("women_civilized_post"), name="石桥村电商服务站")
        assert "石桥村电商服务站" in text(as_user(cast.leader).get(LIST))

    def test_another_villages_honours_are_not_in_it(self, cast, as_user):
        honour(cast)
        assert "王小芳" not in text(as_user(cast.other_village_chair).get(LIST))

    @pytest.mark.parametrize("role", ["village_chair", "leader"])
    def test_it_costs_the_same_with_one_row_and_with_thirty(self, cast, as_user, role):
        client = as_user(cast[role])
        honour(cast, kind=courtyard(), grade=grade(), features=[feature()])
        client.get(LIST)
        counts = []
        for more in (0, 29):
            for _ in range(more):
                honour(cast, kind=courtyard(), grade=grade(), features=[feature()])
            with CaptureQueriesContext(connection) as queries:
                client.get(LIST)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_it_narrows_and_hides_what_was_cancelled(self, cast, as_user):
        honour(cast, name="甲家")
        nominated(cast, name="乙家")
        cancel_honour(honour=honour(cast, name="丙家"), reason="误登", by=cast.village_chair)
        client = as_user(cast.village_chair)

        def names(**query):
            page = text(client.get(LIST, query))
            return [name for name in ("甲家", "乙家", "丙家") if name in page]

        assert names() == ["甲家", "乙家"]
        assert names(status="named") == ["甲家"]
        assert names(level="city") == ["乙家"]
        assert names(status="cancelled") == ["丙家"]
        assert names(since="2025-03-09") == []

    def test_a_private_name_cannot_be_searched_for(self, cast, as_user):
        honour(cast)
        honour(cast, kind=kind("women_civilized_post"), name="王小芳服务站")
        page = as_user(cast.leader).get(LIST, {"q": "王小芳"})
        assert len(page.context["page"].rows) == 1

    def test_a_filter_that_does_not_parse_says_so(self, cast, as_user):
        honour(cast)
        assert as_user(cast.village_chair).get(LIST, {"since": "去年"}).status_code == 200


class TestExport:
    def rows(self, client):
        response = client.get(reverse("families:honour-export"))
        content = b"".join(response.streaming_content)
        return response, CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    def test_it_masks_as_the_list_does_and_is_logged(self, cast, as_user):
        honour(cast, note="夫妻同心")
        for role, name, note in (("village_chair", "王小芳", "夫妻同心"), ("leader", "王*芳", "")):
            response, rows = self.rows(as_user(cast[role]))
            row = dict(zip(rows[0], rows[1], strict=True))
            assert (row["名称"], row["备注"], row["命名日期"]) == (name, note, DAY)
            assert "no-store" in response["Cache-Control"]
        assert AccessEvent.objects.filter(subject_type="ledger:families.honours").count() == 2


class TestEntering:
    def test_a_village_chair_enters_an_honour_in_one_form(self, cast, as_user):
        page = as_user(cast.village_chair).post(reverse("families:honour-create"), typed(cast))
        row = Honour.objects.get()
        assert page.status_code == 302
        assert page["Location"] == row.get_absolute_url()
        assert (row.name, row.organization, row.named_on) == ("王小芳", cast.village, DAY)

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"named_on": "2025-02-30"}, "named_on"),
            ({"named_on": "2030-01-01"}, "named_on"),
            ({"named_on": ""}, "nominated_on"),
            ({"level": "city"}, "nominated_on"),
            ({"kind": ""}, "kind"),
            ({"name": ""}, "name"),
            ({"name": "长" * 61}, "name"),
        ],
        ids=["no such day", "future", "no day", "not hers to name", "no kind", "no name", "too long"],
    )
    def test_wrong_input_is_told_at_its_place_and_stays(self, cast, as_user, fields, field):
        sent = typed(cast, note="热心公益的一家人", **fields)
        page = as_user(cast.village_chair).post(reverse("families:honour-create"), sent)
        assert page.status_code == 422
        assert list(page.context["form"].errors) == [field]
        assert "热心公益的一家人" in text(page)
        assert Honour.objects.count() == 0

    def test_full_width_dates_are_understood(self, cast, as_user):
        as_user(cast.village_chair).post(reverse("families:honour-create"), typed(cast, named_on="２０２５.３.８"))
        assert Honour.objects.get().named_on == DAY

    def test_a_double_click_enters_once(self, cast, as_user):
        client = as_user(cast.village_chair)
        key = client.get(reverse("families:honour-create")).context["form"]["submission_key"].value()
        answers = [client.post(reverse("families:honour-create"), typed(cast, submission_key=key)) for _ in range(2)]
        assert Honour.objects.count() == 1
        assert {answer["Location"] for answer in answers} == {Honour.objects.get().get_absolute_url()}

    def test_an_organization_out_of_reach_is_not_taken(self, cast, as_user):
        page = as_user(cast.town_officer).post(
            reverse("families:honour-create"), typed(cast, organization=cast.far_village.pk)
        )
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["organization"])

    def test_a_township_enters_a_list_of_courtyards_at_once(self, cast, as_user):
        sent = {
            "organization": cast.village.pk, "kind": courtyard().pk, "level": "town", "named_on": "2025-3-8",
            "grade": grade().pk, "features": [feature().pk], "names": "王芳\n李秀玥、张　明\n",
        }  # fmt: skip
        page = as_user(cast.town_officer).post(reverse("families:honour-batch"), sent)
        assert page.status_code == 302
        rows = Honour.objects.filter(grade=grade(), features=feature(), organization=cast.village)
        assert sorted(rows.values_list("name", flat=True)) == sorted(["王芳", "李秀玥", "张明"])

    @pytest.mark.parametrize("names", ["", "王芳、王芳", "、".join(f"户{n}" for n in range(301))], ids=range(3))
    def test_a_wrong_list_is_refused_whole(self, cast, as_user, names):
        sent = {"organization": cast.village.pk, "kind": kind().pk, "level": "village", "named_on": "2025-03-08"}
        page = as_user(cast.village_chair).post(reverse("families:honour-batch"), {**sent, "names": names})
        assert (page.status_code, list(page.context["form"].errors), Honour.objects.count()) == (422, ["names"], 0)


class TestChanging:
    def test_the_page_offers_what_can_follow(self, cast, as_user):
        row = nominated(cast)
        page = as_user(cast.village_chair).get(row.get_absolute_url())
        assert [step["label"] for step in page.context["next_steps"]] == [
            "登记上报", "登记评选", "登记命名", "登记未通过", "登记撤回",
        ]  # fmt: skip
        assert as_user(cast.leader).get(row.get_absolute_url()).context["next_steps"] == []

    def test_a_step_is_entered_with_its_document(self, cast, as_user):
        row = nominated(cast)
        url = reverse("families:honour-advance", args=[row.pk, "named"])
        page = as_user(cast.village_chair).post(url, {"on": "2025-05-01", "document_number": "锦妇〔2025〕12号"})
        assert page.status_code == 302
        row.refresh_from_db()
        assert (row.named_on, row.steps.last().document_number) == (datetime.date(2025, 5, 1), "锦妇〔2025〕12号")

    def test_a_revocation_asks_why(self, cast, as_user):
        url = reverse("families:honour-advance", args=[honour(cast).pk, "revoked"])
        page = as_user(cast.village_chair).post(url, {"on": "2025-05-01"})
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["reason"])

    def test_who_comes_second_is_told(self, cast, as_user):
        row = honour(cast)
        advance_honour(honour=row, to="listed", on=DAY, by=cast.town_officer)
        page = as_user(cast.village_chair).post(
            reverse("families:honour-advance", args=[row.pk, "listed"]), {"on": "2025-05-01"}
        )
        assert page.status_code == 422
        assert "请刷新页面" in text(page)

    def test_a_step_that_does_not_exist_is_not_found(self, cast, as_user):
        url = reverse("families:honour-advance", args=[honour(cast).pk, "recommended"])
        assert as_user(cast.village_chair).get(url).status_code == 404

    def test_a_promotion_offers_only_higher_grades(self, cast, as_user):
        row = honour(cast, kind=courtyard(), grade=grade())
        url = reverse("families:honour-promote", args=[row.pk])
        client = as_user(cast.village_chair)
        assert list(client.get(url).context["form"].fields["grade"].queryset) == [grade("premium_household")]
        client.post(url, {"grade": grade("premium_household").pk, "on": "2025-06-01"})
        row.refresh_from_db()
        assert row.grade == grade("premium_household")

    def test_an_edit_starts_from_what_stands_and_saves(self, cast, as_user):
        row = honour(cast)
        url = reverse("families:honour-update", args=[row.pk])
        client = as_user(cast.village_chair)
        assert 'value="2025-03-08"' in text(client.get(url))
        assert client.post(url, typed(cast, name="王晓芳")).status_code == 302
        row.refresh_from_db()
        assert row.name == "王晓芳"

    def test_of_two_who_edit_the_second_is_told(self, cast, as_user):
        row = honour(cast)
        url = reverse("families:honour-update", args=[row.pk])
        client = as_user(cast.village_chair)
        version = client.get(url).context["form"]["version"].value()
        with time_machine.travel("2025-12-01 10:00:00+08:00", tick=False):
            client.post(url, typed(cast, name="王晓芳", version=version))
            page = client.post(url, typed(cast, name="王小方", version=version))
        assert page.status_code == 409
        assert "有冲突：这一条刚刚改过" in text(page)

    def test_a_cancellation_needs_a_reason(self, cast, as_user):
        row = honour(cast)
        url = reverse("families:honour-cancel", args=[row.pk])
        client = as_user(cast.village_chair)
        assert client.post(url, {"reason": ""}).status_code == 422
        assert client.post(url, {"reason": "重复登记"}).status_code == 302
        row.refresh_from_db()
        assert row.is_cancelled

    def test_a_village_cannot_reach_anothers_by_any_address(self, cast, as_user):
        row = honour(cast)
        client = as_user(cast.other_village_chair)
        for name in ("honour-detail", "honour-update", "honour-promote", "honour-cancel"):
            assert client.get(reverse(f"families:{name}", args=[row.pk])).status_code == 404

    def test_who_may_only_look_is_forbidden_to_change(self, cast, as_user):
        row = honour(cast)
        client = as_user(cast.district_officer)
        assert client.get(row.get_absolute_url()).status_code == 200
        assert client.get(reverse("families:honour-update", args=[row.pk])).status_code == 403


def test_the_row_behind_a_grade_leads_to_its_honour(cast, as_user):
    row = honour(cast, kind=courtyard(), grade=grade())
    url = reverse("families:grading-detail", args=[row.gradings.get().pk])
    assert as_user(cast.leader).get(url)["Location"] == row.get_absolute_url()
    assert as_user(cast.outsider).get(url).status_code == 404
