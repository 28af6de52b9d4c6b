"""The pages that belong to no single register: lines of an entry, checklist, quiet venues, contact list, roster, rounds, kinds."""

import datetime
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fulian.audit.models import AccessEvent
from fulian.inbox.registry import PROVIDERS
from fulian.registers.models import (
    Duty,
    Election,
    ElectionRound,
    Officer,
    StandardItem,
    TeamHeadcount,
    Venue,
    VenueEvent,
    VenueKind,
)
from fulian.registers.services import add_part, hold_election, keep_round
from tests.attachments.photos import image
from tests.factories import registers as factories
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import village

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


@pytest.fixture
def chair(cast, as_user):
    return as_user(cast.village_chair)


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def sheet(response):
    book = io.BytesIO(b"".join(response.streaming_content))
    return CalamineWorkbook.from_filelike(book).get_sheet_by_index(0).to_python()


# ---- lines of an entry


def test_a_line_is_added_put_right_and_taken_away_on_pages_of_its_own(cast, chair):
    venue = factories.VenueFactory(organization=cast.village)
    added = chair.post(
        reverse("registers:venue-event-create", args=[venue.pk]),
        {"kind": "upgraded", "happened_on": "2025-11-01", "note": "增设书架", "cost": "2万"},
    )
    event = VenueEvent.objects.get()
    assert (added["Location"], event.cost) == (venue.get_absolute_url(), 20000)
    assert "提升改造" in chair.get(venue.get_absolute_url()).content.decode()
    chair.post(
        reverse("registers:venue-event-update", args=[event.pk]), {"kind": "demonstration", "happened_on": "2025-11-02"}
    )
    event.refresh_from_db()
    assert (event.kind, event.happened_on) == ("demonstration", D(2025, 11, 2))
    chair.post(reverse("registers:venue-event-remove", args=[event.pk]))
    assert VenueEvent.objects.count() == 0
    said = [event["what"] for event in chair.get(venue.get_absolute_url()).context["timeline"]]
    assert said == ["删去改造、示范等大事", "修改改造、示范等大事", "登记改造、示范等大事", "登记"]


def test_what_happens_once_a_year_or_month_is_not_entered_twice(cast, chair):
    officer = factories.OfficerFactory(organization=cast.village)
    url = reverse("registers:duty-create", args=[officer.pk])
    assert chair.post(url, {"year": "2025", "month": "11"}).status_code == 302
    again = chair.post(url, {"year": "2025", "month": "11"})
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["month"])
    assert Duty.objects.count() == 1


def test_this_years_members_are_typed_as_people_say_them(cast, chair):
    team = factories.TeamFactory(organization=cast.village, members=20)
    chair.post(
        reverse("registers:headcount-create", args=[team.pk]),
        {"year": "2024", "members": "四十余", "members_qualifier": ""},
    )
    assert TeamHeadcount.objects.get(year=2024).members_text == "40余人"


def test_a_rota_says_who_is_on_duty_in_which_month(cast, as_user):
    mine, other = (factories.OfficerFactory(organization=place) for place in (cast.village, cast.other_village))
    for officer, month in ((mine, 3), (mine, 11), (other, 3)):
        add_part(part=Duty(officer=officer, year=2025, month=month, task="接待"), by=cast.town_chair)
    url = reverse("registers:rota")
    months = as_user(cast.village_chair).get(url).context["months"]
    assert [month["label"] for month in months if month["duties"]] == ["3月", "11月"]
    chosen = as_user(cast.town_chair).get(url, {"organization": cast.other_village.pk}).context["months"]
    assert [duty.officer for month in chosen for duty in month["duties"]] == [other]
    far = as_user(cast.other_town_chair).get(url, {"organization": cast.village.pk, "year": "2025"}).context
    assert (far["organization"], far["empty"]) == (cast.other_town, True)


# ---- the standard


def test_the_checklist_of_a_micro_home_is_filled_in_with_evidence(cast, chair):
    venue = factories.VenueFactory(organization=cast.village, kind=VenueKind.objects.get(code="micro_home"))
    items = list(StandardItem.objects.filter(kind=venue.kind))
    typed = {f"reached_{item.pk}": "on" for item in items} | {"checked_on": "2025-11-10"}
    answer = chair.post(
        reverse("registers:venue-standard", args=[venue.pk]), typed | {f"photos_{items[0].pk}": image()}
    )
    assert answer["Location"] == venue.get_absolute_url()
    shown = chair.get(venue.get_absolute_url()).context["venue"]
    assert (shown["reached"], shown["standard_since"]) == (5, D(2025, 11, 10))
    assert [len(line["photos"]) for line in shown["standard"]] == [1, 0, 0, 0, 0]


# ---- quiet venues


def a_busy_and_a_quiet_venue(cast):
    busy = factories.VenueFactory(organization=cast.village, name="常有活动的家")
    quiet = factories.VenueFactory(organization=cast.other_village, name="安静的家")
    factories.VenueFactory(organization=cast.village, name="母婴室", kind=VenueKind.objects.get(code="mothers_room"))
    factories.VenueFactory(organization=cast.village, name="刚建的家", opened_on=D(2025, 11, 1))
    ActivityFactory(organization=cast.village, venue=busy, starts_on=D(2025, 11, 1))
    ActivityFactory(organization=cast.other_village, venue=quiet, starts_on=D(2025, 8, 1))


def test_a_venue_without_an_activity_for_long_is_listed_with_its_last_one(cast, as_user):
    a_busy_and_a_quiet_venue(cast)
    page = as_user(cast.town_chair).get(reverse("registers:venue-quiet"))
    assert [(row.name, row.last_held) for row in page.context["page"].rows] == [("安静的家", D(2025, 8, 1))]
    assert page.context["view"].page_title == "60天没有活动的阵地"
    wider = as_user(cast.town_chair).get(reverse("registers:venue-quiet"), {"days": "180"})
    assert wider.context["page"].rows == []
    todo = PROVIDERS["registers.quiet"].todos(cast.town_chair, D(2025, 11, 15))
    assert [one.title for one in todo] == ["1处阵地60天没有活动"]
    assert PROVIDERS["registers.quiet"].todos(cast.other_town_chair, D(2025, 11, 15)) == []


def test_the_page_of_a_venue_says_how_often_something_was_held_there(cast, chair):
    venue = factories.VenueFactory(organization=cast.village)
    for day, sessions in ((D(2025, 11, 12), 2), (D(2025, 10, 5), 1), (D(2024, 12, 1), 7)):
        ActivityFactory(organization=cast.village, venue=venue, starts_on=day, sessions=sessions)
    [held] = chair.get(venue.get_absolute_url()).context["venue"]["held"]
    assert (held.label, held.unit, held.counts) == (
        "活动",
        "场次",
        [("本周", 2), ("本月", 2), ("本季", 3), ("今年", 3)],
    )


# ---- contact list and roster


def officers_of(place, **fields):
    return factories.OfficerFactory(organization=place, phone="13800006666", **fields)


def test_a_phone_number_is_shown_to_who_may_edit_and_masked_for_others(cast, as_user):
    officer = officers_of(cast.village)
    for user, shown in (
        (cast.village_chair, True),
        (cast.town_officer, True),
        (cast.district_officer, True),
        (cast.leader, False),
    ):
        for url in (reverse("registers:directory"), officer.get_absolute_url()):
            html = as_user(user).get(url).content.decode()
            assert ("13800006666" in html, "138****6666" in html) == (shown, not shown), (user, url)
    assert "13800006666" not in as_user(cast.leader).get(reverse("registers:officer-list")).content.decode()


def test_a_contact_list_lets_a_phone_call(cast, chair):
    officers_of(cast.village, position="president")
    assert 'href="tel:13800006666"' in chair.get(reverse("registers:directory")).content.decode()


@pytest.mark.parametrize("name", ["directory", "roster", "venue-quiet", "election-round-list"])
def test_a_page_costs_the_same_for_one_and_for_thirty(cast, as_user, name):
    client, url = as_user(cast.town_chair), reverse(f"registers:{name}")

    def grow(number):
        for _ in range(number):
            officers_of(cast.village)
            factories.VenueFactory(organization=cast.village)

    grow(1)
    queries(client, url)
    one = queries(client, url)
    grow(29)
    assert queries(client, url) == one


def test_a_roster_says_its_shares_with_what_nobody_filled_in(cast, chair):
    officers_of(
        cast.village, position="president", committee="both", party="member", education="bachelor", birth="1990-11"
    )
    officers_of(cast.village, party="masses", education="senior", birth="1970", employment="part_time")
    officers_of(cast.village)
    shares = {share.label: share for share in chair.get(reverse("registers:roster")).context["shares"]}
    expected = {
        "主席进“两委”": (1, 1, 0), "党员": (1, 3, 1), "大专以上": (1, 3, 1), "35岁以下": (1, 3, 1), "46—55岁": (1, 3, 1),
        "56岁以上": (0, 3, 1), "兼职": (1, 3, 2),
    }  # fmt: skip
    assert {label: (shares[label].n, shares[label].total, shares[label].unknown) for label in expected} == expected
    assert shares["党员"].percent == "33.3%"


def test_a_roster_leaves_as_the_office_knows_it_and_the_export_is_written_down(cast, chair):
    officers_of(cast.village, name="=王婳", position="exec", birth="1975-03", party="member")
    officers_of(cast.village, name="周喆", position="president", term=5)
    officers_of(cast.other_village)
    answer = chair.get(reverse("registers:roster-export"))
    rows = sheet(answer)
    assert (rows[0][0], rows[1][0]) == (
        "石桥村妇联组织任职人员花名册",
        "填报单位（盖章）：石桥村妇联　　　　截至2025年11月15日",
    )
    assert rows[2] == [
        "序号", "单位", "姓名", "妇联职务", "专挂兼", "届次", "任职时间", "出生年月", "年龄", "政治面貌", "学历", "进“两委”",
        "联系电话",
    ]  # fmt: skip
    assert [row[:9] for row in rows[3:5]] == [
        [1, "石桥村", "周喆", "主席", "", "第五届", "2024.03", "", ""],
        [2, "石桥村", "=王婳", "执委", "", "", "2024.03", "1975.03", "50"],
    ]
    assert rows[5][0] == "共2人。党员1/2（50.0%）；46—55岁1/2（50.0%）。"
    assert list(AccessEvent.objects.values_list("what", "subject_type")) == [("导出花名册", "registers.roster")]
    assert "王婳" not in answer["Content-Disposition"]


def test_a_leader_takes_a_roster_with_masked_numbers(cast, as_user):
    officers_of(cast.village)
    assert sheet(as_user(cast.leader).get(reverse("registers:roster-export")))[3][12] == "138****6666"


# ---- rounds of elections


@pytest.fixture
def election_round(cast):
    begun = ElectionRound(
        organization=cast.district, name="2025年村（社区）妇联换届", level="village", starts_on=D(2025, 1, 1), due_on=D(2025, 10, 31)
    )  # fmt: skip
    return keep_round(election_round=begun, by=cast.district_officer)


def elect(place, by, **fields):
    election = Election(organization=place, held_on=D(2025, 11, 1), **fields)
    return hold_election(election=election, by=by, elected=[("president", "王婳"), ("exec", "周喆")])


def test_a_round_says_who_has_elected_and_who_has_not(cast, as_user, election_round):
    elect(cast.village, cast.village_chair)
    elect(cast.other_village, cast.town_chair, is_by_election=True)
    context = as_user(cast.district_officer).get(election_round.get_absolute_url()).context
    assert (context["total"], context["held"], context["left"], context["overdue"]) == (3, 1, 2, True)
    assert [(part.organization.name, part.held, part.total) for part in context["parts"]] == [
        ("柳溪镇", 1, 2),
        ("东渡街道", 0, 1),
    ]
    assert [organization.name for organization in context["waiting"]] == ["梅园社区", "荷塘社区"]
    assert context["shares"][0].total == 1


def test_a_township_sees_its_own_part_of_the_districts_round(cast, as_user, election_round):
    context = as_user(cast.town_chair).get(election_round.get_absolute_url()).context
    assert [organization.name for organization in context["waiting"]] == ["石桥村", "梅园社区"]
    assert as_user(cast.outsider).get(election_round.get_absolute_url()).status_code == 404


def test_a_round_costs_the_same_for_few_and_many_villages(cast, as_user, election_round):
    client, url = as_user(cast.district_officer), election_round.get_absolute_url()
    elect(cast.village, cast.village_chair)
    queries(client, url)
    few = queries(client, url)
    for number in range(12):
        elect(village(cast.town, f"新村{number}"), cast.town_chair)
    assert queries(client, url) == few


def test_a_by_election_ends_nobodys_term_and_is_no_election(cast, chair):
    before = factories.OfficerFactory(organization=cast.village, position="exec")
    chair.post(
        reverse("registers:election-create"),
        {"held_on": "2025-11-01", "execs": "陈㛃", "is_by_election": "on", "ends_terms": "on", "term": "5"},
    )
    before.refresh_from_db()
    chosen = Officer.objects.get(name="陈㛃")
    assert (before.until, chosen.term_text) == (None, "第五届")
    assert "2025年补选" in chair.get(reverse("registers:election-list")).content.decode()


# ---- kinds


def test_the_district_adds_a_kind_and_closes_another(cast, as_user):
    officer = as_user(cast.district_officer)
    home = VenueKind.objects.get(code="womens_home")
    officer.post(
        reverse("registers:vocabulary-create", args=["venues"]),
        {"label": "巾帼驿站", "unit": "处", "order": "15", "is_active": "on", "hosts_activities": "on"},
    )
    officer.post(
        reverse("registers:vocabulary-update", args=["venues", home.pk]),
        {"label": "妇女之家", "unit": "个", "order": "10"},
    )
    form = as_user(cast.village_chair).get(reverse("registers:venue-create")).context["form"]
    labels = [kind.label for kind in form.fields["kind"].queryset]
    assert ("巾帼驿站" in labels, "妇女之家" in labels) == (True, False)
    twice = officer.post(
        reverse("registers:vocabulary-create", args=["venues"]), {"label": "巾帼驿站", "unit": "处", "order": "15"}
    )
    assert list(twice.context["form"].errors) == ["label"]
    assert Venue.objects.count() == 0
