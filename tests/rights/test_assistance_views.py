import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fulian.audit.models import AccessEvent
from rights.models import Mediation, RiskCheck, RiskHousehold
from rights.services import cancel_assistance
from tests.factories.rights import ADDRESS, DAY, FACTS, NAME, REQUEST, check, household, level, mediation

pytestmark = pytest.mark.django_db
LISTS = ["mediation-list", "risk-household-list", "risk-check-list"]


def text(response) -> str:
    return response.content.decode()


def url(name, *args):
    return reverse(f"rights:{name}", args=args)


def typed(**fields):
    usual = {
        "happened_on": "2025-03-10", "kind": "in_law", "outcome": "settled", "parties_count": "2", "parties": NAME,
        "summary": REQUEST,
    }  # fmt: skip
    return {**usual, **fields}


class TestLists:
    @pytest.mark.parametrize("name", LISTS)
    def test_it_costs_the_same_with_one_row_and_with_thirty(self, cast, as_user, name):
        makers = {"mediation-list": mediation, "risk-household-list": household, "risk-check-list": check}
        client = as_user(cast.town_officer)
        makers[name](cast)
        client.get(url(name))
        counts = []
        for more in (0, 29):
            for _ in range(more):
                makers[name](cast)
            with CaptureQueriesContext(connection) as queries:
                client.get(url(name))
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_no_list_shows_a_full_name_to_anybody(self, cast, as_user):
        household(cast)
        mediation(cast)
        for role in ("village_chair", "town_chair", "rights_officer"):
            pages = "".join(text(as_user(cast[role]).get(url(name))) for name in LISTS)
            assert "慕某某" in pages
            assert not any(secret in pages for secret in (NAME, ADDRESS, FACTS, REQUEST))

    def test_another_villages_records_are_not_there(self, cast, as_user):
        household(cast)
        assert "慕某某" not in text(as_user(cast.other_village_chair).get(url("risk-household-list")))

    def test_what_was_cancelled_is_shown_only_when_asked_for(self, cast, as_user):
        cancel_assistance(subject=mediation(cast), reason="误登", by=cast.village_chair)
        client = as_user(cast.village_chair)
        assert client.get(url("mediation-list")).context["page"].rows == []
        assert len(client.get(url("mediation-list"), {"state": "cancelled"}).context["page"].rows) == 1

    def test_households_whose_visit_is_due_are_found(self, cast, as_user):
        overdue = household(cast)
        household(cast, found_on=DAY.replace(month=11, day=25))
        household(cast, level=level("red"), visited_on=DAY.replace(month=11, day=25))
        rows = as_user(cast.village_chair).get(url("risk-household-list"), {"state": "due"}).context["page"].rows
        assert rows == [overdue]


class TestPages:
    def test_persons_are_shown_where_the_work_is_done_and_nowhere_else(self, cast, as_user):
        pages = [mediation(cast).get_absolute_url(), household(cast).get_absolute_url()]
        seen = {}
        for role in ("village_chair", "town_chair", "town_officer", "rights_officer"):
            found = "".join(text(as_user(cast[role]).get(page)) for page in pages)
            seen[role] = [secret in found for secret in (NAME, ADDRESS, FACTS, REQUEST)]
        assert seen == {
            "village_chair": [True] * 4,
            "town_chair": [False] * 4,
            "town_officer": [False] * 4,
            "rights_officer": [False] * 4,
        }

    @pytest.mark.parametrize("name", ["mediation", "risk-household", "risk-check"])
    def test_no_browser_keeps_them(self, cast, as_user, name):
        row = {"mediation": mediation, "risk-household": household, "risk-check": check}[name](cast)
        client = as_user(cast.village_chair)
        for page in (row.get_absolute_url(), url(f"{name}-update", row.pk), url(f"{name}-create")):
            assert client.get(page)["Cache-Control"] == "private, no-store"

    def test_who_may_not_know_the_persons_cannot_change_them_either(self, cast, as_user):
        row = household(cast)
        client = as_user(cast.town_officer)
        page = client.get(url("risk-household-update", row.pk))
        assert NAME not in text(page)
        sent = {
            "organization": cast.village.pk,
            "level": level("red").pk,
            "found_on": "2025-03-10",
            "name": "换成别人",
            "situation": "换掉",
        }
        assert client.post(url("risk-household-update", row.pk), sent).status_code == 302
        row.refresh_from_db()
        assert (row.level, row.name, row.situation) == (level("red"), NAME, FACTS)

    def test_addresses_and_titles_hold_no_name(self, cast, as_user):
        row = household(cast)
        page = text(as_user(cast.village_chair).get(row.get_absolute_url()))
        title = page[page.index("<title>") : page.index("</title>")]
        assert NAME not in title + row.get_absolute_url()


class TestEntering:
    def test_a_village_chair_notes_a_mediation(self, cast, as_user):
        page = as_user(cast.village_chair).post(url("mediation-create"), typed())
        row = Mediation.objects.get()
        assert (page.status_code, page["Location"]) == (302, row.get_absolute_url())
        assert (row.organization, row.parties, row.summary) == (cast.village, NAME, REQUEST)

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"happened_on": "2025-02-30"}, "happened_on"),
            ({"happened_on": "2026-01-01"}, "happened_on"),
            ({"parties_count": "一个人"}, "parties_count"),
            ({"parties_count": "1"}, "parties_count"),
            ({"outcome": ""}, "outcome"),
            ({"kind": "hauntings"}, "kind"),
            ({"summary": "长" * 2001}, "summary"),
        ],
        ids=["no such day", "future", "no number", "one party", "no result", "no such kind", "too long"],
    )
    def test_wrong_input_is_told_at_its_place_and_stays(self, cast, as_user, fields, field):
        page = as_user(cast.village_chair).post(url("mediation-create"), typed(mediators="张玥和李秀兰", **fields))
        assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
        assert "张玥和李秀兰" in text(page)
        assert Mediation.objects.count() == 0

    def test_full_width_and_spoken_numbers_are_understood(self, cast, as_user):
        as_user(cast.village_chair).post(url("mediation-create"), typed(parties_count="三"))
        as_user(cast.village_chair).post(url("mediation-create"), typed(parties_count="４"))
        assert sorted(Mediation.objects.values_list("parties_count", flat=True)) == [3, 4]

    def test_a_double_click_enters_once(self, cast, as_user):
        client = as_user(cast.village_chair)
        key = client.get(url("mediation-create")).context["form"]["submission_key"].value()
        for _ in range(2):
            client.post(url("mediation-create"), typed(submission_key=key))
        assert Mediation.objects.count() == 1

    def test_a_round_and_then_what_it_found(self, cast, as_user):
        client = as_user(cast.village_chair)
        client.post(url("risk-check-create"), {"happened_on": "2025-03-10", "households_checked": "两百"})
        row = RiskCheck.objects.get()
        assert row.households_checked == 200
        create = f"{url('risk-household-create')}?check={row.pk}"
        form = client.get(create).context["form"]
        assert (form["check_round"].value(), form["found_on"].value()) == (row.pk, DAY)
        client.post(
            create,
            {"check_round": row.pk, "found_on": "2025-03-10", "level": level().pk, "name": NAME, "situation": FACTS},
        )
        assert RiskHousehold.objects.get().check_round == row
        assert "慕某某" in text(client.get(row.get_absolute_url()))

    def test_a_round_of_another_village_is_not_taken(self, cast, as_user):
        other = check(cast, organization=cast.other_village, by=cast.other_village_chair)
        page = as_user(cast.village_chair).post(
            url("risk-household-create"),
            {"check_round": other.pk, "found_on": "2025-03-10", "level": level().pk, "name": NAME},
        )
        assert (page.status_code, RiskHousehold.objects.count()) == (422, 0)

    def test_a_visit_and_the_end(self, cast, as_user):
        row = household(cast)
        client = as_user(cast.village_chair)
        assert client.post(url("risk-household-visit", row.pk), {"on": "2025-04-01"}).status_code == 302
        assert client.post(url("risk-household-close", row.pk), {"on": "2025-05-01"}).status_code == 422
        sent = {"on": "2025-05-01", "reason": "已化解"}
        assert client.post(url("risk-household-close", row.pk), sent).status_code == 302
        row.refresh_from_db()
        assert (row.visited_on.month, row.state) == (4, "已销号")

    def test_who_comes_second_is_told(self, cast, as_user):
        row = mediation(cast)
        client = as_user(cast.village_chair)
        page = client.post(url("mediation-update", row.pk), typed(version="2020-01-01T00:00:00+00:00"))
        assert page.status_code == 409
        assert "有冲突：这一条刚刚改过" in text(page)

    def test_a_cancellation_needs_a_reason(self, cast, as_user):
        row = mediation(cast)
        client = as_user(cast.village_chair)
        assert client.post(url("mediation-cancel", row.pk), {"reason": ""}).status_code == 422
        assert client.post(url("mediation-cancel", row.pk), {"reason": "重复"}).status_code == 302


def test_another_village_finds_nothing_and_whoever_only_looks_changes_nothing(cast, as_user):
    rows = {"mediation": mediation(cast), "risk-household": household(cast), "risk-check": check(cast)}
    stranger = as_user(cast.other_village_chair)
    for name, row in rows.items():
        for page in (row.get_absolute_url(), url(f"{name}-update", row.pk), url(f"{name}-cancel", row.pk)):
            assert stranger.get(page).status_code == 404
        assert as_user(cast.village_aide).get(row.get_absolute_url()).status_code == 403


@pytest.mark.parametrize("name", ["mediation", "risk-household", "risk-check"])
def test_an_export_names_nobody_and_is_logged(cast, as_user, name):
    {"mediation": mediation, "risk-household": household, "risk-check": check}[name](cast)
    response = as_user(cast.village_chair).get(url(f"{name}-export"))
    content = b"".join(response.streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    assert not any(secret in str(rows) for secret in (NAME, ADDRESS, FACTS, REQUEST))
    assert AccessEvent.objects.count() == 1
