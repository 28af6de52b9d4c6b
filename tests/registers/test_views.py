import datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fulian.core.periods import Month
from fulian.indicators.locks import close_all
from fulian.registers.models import Election, Officer, TeamKind, Venue, VenueKind
from fulian.registers.pages import PAGES
from tests.factories import registers as factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date
FACTORIES = {
    "venue": factories.VenueFactory,
    "team": factories.TeamFactory,
    "officer": factories.OfficerFactory,
    "election": factories.ElectionFactory,
    "talent": factories.TalentFactory,
    "product": factories.ProductFactory,
    "volunteer": factories.VolunteerFactory,
    "contact": factories.ContactFactory,
}
ENDLESS = ("election", "contact")
SLUGS = sorted(FACTORIES)


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


@pytest.fixture
def chair(cast, as_user):
    return as_user(cast.village_chair)


def messages_of(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def a_venue(**changes):
    kind = VenueKind.objects.get(code="micro_home")
    return {"kind": kind.pk, "name": "槐荫微家", "opened_on": "2025-11-01"} | changes


def test_every_register_has_its_pages_and_its_factory():
    assert sorted(page.slug for page in PAGES) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_each_page_of_a_register_opens(cast, chair, slug):
    entry = FACTORIES[slug](organization=cast.village, by=cast.village_chair)
    listed = chair.get(reverse(f"registers:{slug}-list"))
    assert listed.context["page"].rows == [entry]
    assert chair.get(entry.get_absolute_url()).status_code == 200
    for action in ("update", "void", *(() if slug in ENDLESS else ("end",))):
        assert chair.get(reverse(f"registers:{slug}-{action}", args=[entry.pk])).status_code == 200


@pytest.mark.parametrize("slug", SLUGS)
def test_a_list_costs_the_same_for_one_and_for_thirty(cast, chair, slug):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            chair.get(reverse(f"registers:{slug}-list"))
        return len(captured)

    FACTORIES[slug](organization=cast.village)
    queries()
    one = queries()
    for _ in range(29):
        FACTORIES[slug](organization=cast.village)
    assert queries() == one


@pytest.mark.parametrize("slug", SLUGS)
def test_a_ledger_holds_what_the_list_shows_and_nothing_of_others(cast, chair, slug):
    entry = FACTORIES[slug](organization=cast.village)
    FACTORIES[slug](organization=cast.other_village)
    response = chair.get(reverse(f"registers:{slug}-export"))
    rows = CalamineWorkbook.from_filelike(_file(response)).get_sheet_by_index(0).to_python()
    assert [row[rows[0].index("所属组织")] for row in rows[1:]] == [entry.organization.name]


def _file(response):
    import io

    return io.BytesIO(b"".join(response.streaming_content))


def test_a_venue_is_entered_with_its_kind_and_day(cast, chair):
    response = chair.post("/registers/venues/new/", a_venue())
    venue = Venue.objects.get()
    assert response["Location"] == venue.get_absolute_url()
    assert (venue.organization, venue.kind.code, venue.opened_on) == (cast.village, "micro_home", D(2025, 11, 1))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": ""}, {"name": ["请填写“名称”。"]}),
        ({"opened_on": "2025-02-30"}, {"opened_on": ["没有这一天，请按 2025-03-08 这样填。"]}),
        ({"opened_on": "2025-11-16"}, {"opened_on": ["日期不能晚于今天。"]}),
        ({"investment": "五万左右"}, {"investment": ["请填数字，例如 5000。"]}),
        ({"investment": "-1"}, {"investment": ["不能小于 0。"]}),
    ],
)
def test_wrong_input_is_answered_at_its_field_with_everything_typed_still_there(chair, changes, expected):
    response = chair.post("/registers/venues/new/", a_venue(place="村委会二楼", **changes))
    assert response.status_code == 422
    assert list(messages_of(response)) == list(expected)
    if "name" not in changes:
        assert messages_of(response) == expected
    assert 'value="村委会二楼"' in response.content.decode()
    assert Venue.objects.count() == 0


def test_money_is_understood_in_wan(chair):
    chair.post("/registers/venues/new/", a_venue(investment="5.2万"))
    assert Venue.objects.get().investment == 52000


def test_an_approximate_number_of_members_is_kept_as_such(cast, chair):
    kind = TeamKind.objects.get(code="mediation_team")
    chair.post(
        "/registers/teams/new/",
        {
            "kind": kind.pk,
            "name": "金牌调解队",
            "founded_on": "2025-11-01",
            "members": "四十",
            "members_qualifier": "over",
        },
    )
    html = chair.get("/registers/teams/").content.decode()
    assert "40余人" in html


@pytest.mark.main_flow
def test_an_election_is_entered_with_everybody_it_chose(cast, chair):
    response = chair.post(
        "/registers/elections/new/",
        {
            "held_on": "2025-11-01", "congress": "第十一次妇女代表大会", "presidents": "王　婳", "vice_presidents": "周喆，马䶮",
            "execs": "李秀兰、陈㛃\n阿依古丽·买买提", "ends_terms": "on",
        },
    )  # fmt: skip
    assert response.status_code == 302
    assert list(Officer.objects.order_by("pk").values_list("position", "name")) == [
        ("president", "王婳"), ("vice_president", "周喆"), ("vice_president", "马䶮"),
        ("exec", "李秀兰"), ("exec", "陈㛃"), ("exec", "阿依古丽·买买提"),
    ]  # fmt: skip
    assert "主席1名，副主席2名，执委3名" in chair.get(Election.objects.get().get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("names", "field"), [({}, "presidents"), ({"presidents": "王婳", "execs": "李秀兰、李秀兰"}, "execs")]
)
def test_an_election_without_anybody_or_with_somebody_twice_is_refused(chair, names, field):
    response = chair.post("/registers/elections/new/", {"held_on": "2025-11-01", **names})
    assert (response.status_code, list(messages_of(response))) == (422, [field])
    assert Election.objects.count() == 0


def test_a_venue_is_delisted_with_its_last_day_and_a_reason(cast, chair):
    venue = factories.VenueFactory(organization=cast.village)
    url = reverse("registers:venue-end", args=[venue.pk])
    refused = chair.post(url, {"status": "delisted", "day": "2024-02-01", "reason": "场地收回"})
    assert messages_of(refused) == {"day": ["终止日期不能早于开始日期。"]}
    assert chair.post(url, {"status": "delisted", "day": "2025-10-31", "reason": "场地收回"}).status_code == 302
    venue.refresh_from_db()
    assert (venue.status, venue.closed_on) == ("delisted", D(2025, 10, 31))
    assert [action["label"] for action in chair.get(venue.get_absolute_url()).context["actions"]] == ["重新启用"]


def test_a_kind_in_a_closed_month_is_refused_where_it_is_dated(cast, chair):
    venue = factories.VenueFactory(organization=cast.village, opened_on=D(2025, 10, 1))
    with transaction.atomic():
        close_all(organizations=[cast.village], month=Month(2025, 10), by=cast.town_chair)
    url = reverse("registers:venue-update", args=[venue.pk])
    response = chair.post(url, a_venue(opened_on="2025-10-01"))
    assert list(messages_of(response)) == ["opened_on"]
    same_kind = a_venue(opened_on="2025-10-01", kind=venue.kind_id, place="村委会二楼")
    assert chair.post(url, same_kind).status_code == 302


@pytest.mark.parametrize(
    ("query", "expected"),
    [("?being=now", ["在用的"]), ("?being=void", ["作废的"]), ("?q=在用", ["在用的"]), ("?kind=micro_home", [])],
)
def test_a_list_narrows(cast, chair, query, expected):
    factories.VenueFactory(organization=cast.village, name="在用的")
    void = factories.VenueFactory(organization=cast.village, name="作废的")
    chair.post(reverse("registers:venue-void", args=[void.pk]), {"reason": "登记重复"})
    assert [row.name for row in chair.get(f"/registers/venues/{query}").context["page"].rows] == expected


def test_the_menu_entry_leads_to_the_first_tab(chair):
    assert chair.get("/registers/")["Location"] == "/registers/venues/"
