"""What else the workbook carries: the district's own words, what belongs to somebody above, counts without names."""

import datetime

import pytest

from activities.attendance.models import Entry, Roll
from activities.attendance.services import add_on_the_spot, open_roll
from activities.models import Activity, ActivityKind, Campaign, FieldValue, KindField, Theme, ThemeDate
from activities.publicity.models import Adoption, Message, Platform
from activities.publicity.services import adopt_message, cancel_adoption, decline_message, keep_platform, pass_up
from activities.screening import services as screening
from activities.screening.models import Programme, Session
from activities.services import Details
from activities.services.vocabulary import add_word, set_theme_days
from fulian.ledgers.models import LedgerImport
from fulian.ledgers.services.exchange import import_now
from fulian.ledgers.services.undoing import request_undo
from fulian.registers.models import Election, ElectionRound, Officer, VenueKind
from fulian.registers.services import hold_election, keep_kind, keep_round
from tests.factories import publicity
from tests.factories.activities import ActivityFactory, CampaignFactory
from tests.factories.registers import VenueFactory
from tests.factories.screening import programme_of, session_of
from tests.ledgers.books import imported, run_jobs
from tests.ledgers.test_exchange import exported, rows, wipe

DAY = datetime.date(2025, 6, 12)


@pytest.fixture
def district_at_work(cast):
    by, officer = cast.village_chair, cast.district_officer
    kind = add_word(word=ActivityKind(code="own_fair", label="乡村集市", category="ideology"), by=officer)
    field = KindField(code="own_stalls", label="摊位", kind=kind, unit="个", counted=True, help_text="数一数\n摊位")
    add_word(word=field, by=officer)
    theme = Theme.objects.first()
    set_theme_days(days=ThemeDate(theme=theme, year=2025, starts_on=DAY, ends_on=DAY), by=officer)
    hut = keep_kind(kind=VenueKind(label="巾帼小屋", hosts_activities=True), by=officer)
    keep_platform(platform=Platform(name="清和发布", level="district"), by=officer)
    campaign = CampaignFactory(organization=cast.district, by=officer)
    venue = VenueFactory(organization=cast.town, by=cast.town_chair, kind=hut, name="镇巾帼小屋")
    programme = programme_of(cast.district, by=officer)
    parts = [screening.Part(cast.town, 900, 500), screening.Part(cast.village, 300, None)]
    screening.allot(programme=programme, parts=parts, by=officer)
    session_of(programme, cast.village, by=by)
    keep_round(
        election_round=ElectionRound(organization=cast.district, name="2025年换届", starts_on=DAY, due_on=DAY),
        by=officer,
    )
    fair = ActivityFactory(
        organization=cast.village, by=by, kind=kind, campaign=campaign, venue=venue, starts_on=DAY,
        details=Details(values=[FieldValue(field=field, number=12)]),
    )  # fmt: skip
    roll = open_roll(roll=Roll(activity=fair, capacity=50, with_children=True), by=by)
    add_on_the_spot(roll=roll, entry=Entry(name="李秀兰", phone="19900000001", people=2, children=1), by=by)
    message = pass_up(message=publicity.told(fair, by=by), by=cast.town_chair)
    adopt_message(message=message, adoption=publicity.unsaved(link="https://example.org/1"), by=officer)
    told = publicity.told_of(cast.village, by=by)
    decline_message(message=told, reason="太短", by=cast.town_chair)
    twice = adopt_message(
        message=publicity.told_of(cast.far_village, by=cast.other_town_chair), adoption=publicity.unsaved(), by=officer
    )
    cancel_adoption(adoption=twice, reason="登记错了", by=officer)
    return fair


def forget_everything() -> None:
    for model in (Adoption, Message, Roll, Session, Programme, ElectionRound):
        model._base_manager.all().delete()
    wipe()
    Campaign.objects.all().delete()
    ThemeDate.objects.all().delete()
    KindField.objects.filter(code="own_stalls").delete()
    ActivityKind.objects.filter(code="own_fair").delete()
    VenueKind.objects.filter(label="巾帼小屋").delete()
    Platform.objects.filter(name="清和发布").delete()


def brought(content: bytes, *, by):
    result, _ = import_now(content=content, by=by)
    return result, [str(problem) for _, problem in result.problems]


def test_words_targets_rounds_counts_and_messages_come_out_the_same(cast, district_at_work):
    before = exported(cast.district, confidential=False)
    first = rows(before)
    sizes = {
        "两癌筛查任务": 2,
        "换届工作台账": 1,
        "报名签到台账": 1,
        "信息报送台账": 3,
        "采用台账": 2,
        "主题活动台账": 1,
    }
    assert {name: len(first[name]) - 1 for name in sizes} == sizes
    assert "李秀兰" not in str(first)
    forget_everything()
    result, problems = brought(before, by=cast.district_officer)
    assert problems == []
    assert result.counts["ledgers.words"]["new"] == 5
    after = rows(exported(cast.district, confidential=False))
    for name, lines in first.items():
        assert after[name] == lines, name
    again, _ = brought(before, by=cast.district_officer)
    assert (again.total("new"), again.total("changed"), again.total("wrong")) == (0, 0, 0)


def test_a_part_of_the_tree_brings_along_what_its_rows_refer_to(cast, district_at_work):
    before = exported(cast.village, 2025, confidential=False)
    first = rows(before)
    assert [row[1] for row in first["主题活动台账"][1:]] == [Campaign.objects.get().title]
    assert [row[5] for row in first["阵地台账"][1:]] == ["镇巾帼小屋"]
    assert len(first["两癌筛查年度"]) == 2
    forget_everything()
    _, problems = brought(before, by=cast.district_officer)
    assert problems == []
    assert rows(exported(cast.village, 2025, confidential=False)) == first


def test_what_is_above_her_and_here_already_is_not_hers_to_change(cast, district_at_work):
    before = exported(cast.village, confidential=False)
    result, problems = brought(before, by=cast.town_chair)
    assert problems == []
    assert set(result.counts["ledgers.words"]) == {"same"}
    assert result.counts["activities.campaigns"] == {"others": 1}
    assert result.counts["screening.programmes"] == {"others": 1}
    assert result.total("wrong") == 0


def test_an_officer_of_this_year_brings_the_election_of_years_ago(cast):
    by = cast.village_chair
    election = hold_election(election=_election(cast), by=by, elected=[("president", "张玥")])
    first = rows(exported(cast.village, 2025, confidential=False))
    assert [row[3] for row in first["换届台账"][1:]] == [election.held_on]
    assert len(first["任职人员台账"]) == 2
    assert Officer.objects.count() == 1


def _election(cast):
    return Election(organization=cast.village, held_on=datetime.date(2022, 6, 1))


def test_words_that_an_import_brought_are_taken_back_with_it(cast, district_at_work):
    before = exported(cast.district, confidential=False)
    changed = Theme.objects.first()
    forget_everything()
    Theme.objects.filter(pk=changed.pk).update(label="改过的名字")
    importing = imported(before, by=cast.district_officer, wanted="")
    assert importing.total("wrong") == 0, importing.problems
    assert Theme.objects.get(pk=changed.pk).label == changed.label
    request_undo(importing=importing, by=cast.district_officer)
    run_jobs()
    importing = LedgerImport.objects.get()
    assert (importing.state, importing.message) == ("undone", "")
    assert Theme.objects.get(pk=changed.pk).label == "改过的名字"
    assert not ActivityKind.objects.filter(code="own_fair").exists()
    assert not Activity.objects.exists()
    assert not Programme.objects.exists()
