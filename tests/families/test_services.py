import datetime
from dataclasses import replace

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from families.choices import HonourStatus, next_statuses
from families.models import Honour
from families.services import (
    advance_honour,
    cancel_honour,
    promote_honour,
    record_honour,
    record_honours,
    update_honour,
)
from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month
from fulian.indicators.choices import MonthState
from fulian.indicators.locks import lock_month, set_state
from tests.factories.families import DAY, courtyard, entry, feature, grade, honour, kind, nominated

pytestmark = pytest.mark.django_db
LATER = datetime.date(2025, 6, 1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2025-12-01 09:00:00+08:00", tick=False):
        yield


def close(organization, month, by):
    with transaction.atomic():
        lock_month(organization, month)
        set_state(organization=organization, month=month, state=MonthState.CLOSED, by=by)


def steps(row):
    return list(row.steps.values_list("status", "on"))


class TestRecording:
    def test_a_nomination_is_not_a_naming(self, cast):
        row = nominated(cast)
        assert (row.status, row.nominated_on, row.named_on) == (HonourStatus.RECOMMENDED, DAY, None)
        assert steps(row) == [("recommended", DAY)]
        assert (row.organization, row.path_at, row.created_by) == (cast.village, cast.village.path, cast.village_chair)

    def test_a_village_names_at_its_own_level(self, cast):
        row = honour(cast)
        assert (row.status, row.named_on, row.dated_on) == (HonourStatus.NAMED, DAY, DAY)

    def test_a_village_cannot_name_at_a_higher_level_without_a_nomination(self, cast):
        with pytest.raises(Refused) as refused:
            honour(cast, level="town")
        assert refused.value.field == "nominated_on"
        assert Honour.objects.count() == 0

    def test_a_village_enters_a_higher_honour_with_its_nomination(self, cast):
        row = honour(cast, level="city", nominated_on=DAY, named_on=LATER)
        assert steps(row) == [("recommended", DAY), ("named", LATER)]

    def test_a_township_names_its_villages_courtyards_at_its_level(self, cast):
        row = honour(cast, level="town", kind=courtyard(), grade=grade(), by=cast.town_officer)
        assert row.status == HonourStatus.NAMED
        assert list(row.gradings.values_list("grade__code", "since", "until")) == [("demo_household", DAY, None)]

    def test_an_audit_row_tells_who_and_not_whom(self, cast):
        row = honour(cast)
        event = AuditEvent.objects.get(event="families.honour_recorded")
        assert (event.actor_id, event.subject_id, event.organization_path) == (
            cast.village_chair.pk,
            row.pk,
            cast.village.path,
        )
        assert event.detail == {"kind": "most_beautiful_family", "status": "named"}

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"named_on": datetime.date(2025, 12, 2)}, "named_on"),
            ({"named_on": datetime.date(1940, 1, 1)}, "named_on"),
            ({"named_on": None}, "nominated_on"),
            ({"nominated_on": LATER}, "named_on"),
            ({"name": "  "}, "name"),
        ],
        ids=[
            "in the future",
            "before the village existed",
            "without a date",
            "named before nominated",
            "without a name",
        ],
    )
    def test_a_wrong_entry_is_refused_at_its_field(self, cast, fields, field):
        with pytest.raises(Refused) as refused:
            honour(cast, **fields)
        assert refused.value.field == field

    def test_a_grade_of_another_kind_is_refused(self, cast):
        with pytest.raises(Refused) as refused:
            honour(cast, grade=grade())
        assert refused.value.field == "grade"

    def test_a_grade_without_a_naming_is_refused(self, cast):
        with pytest.raises(Refused) as refused:
            nominated(cast, kind=courtyard(), grade=grade())
        assert refused.value.field == "grade"

    def test_only_courtyards_have_features(self, cast):
        with pytest.raises(Refused) as refused:
            honour(cast, features=[feature()])
        assert refused.value.field == "features"

    def test_a_closed_month_takes_no_honour(self, cast):
        close(cast.village, Month(2025, 3), cast.district_officer)
        with pytest.raises(Refused, match="已锁定"):
            honour(cast)


class TestManyAtOnce:
    def courtyards(self, cast, count):
        one = entry(cast, kind=courtyard(), level="town", grade=grade(), features=[feature()])
        return [replace(one, name=f"户主{n}") for n in range(count)]

    def test_all_are_entered_with_one_audit_row_for_each_organization(self, cast):
        entries = self.courtyards(cast, 5) + [
            replace(e, organization=cast.other_village) for e in self.courtyards(cast, 2)
        ]
        made = record_honours(entries=entries, by=cast.town_officer)
        assert [row.name for row in made] == [e.name for e in entries]
        events = AuditEvent.objects.filter(event="families.honours_recorded").order_by("pk")
        assert [e.detail["count"] for e in events] == [5, 2]
        assert Honour.objects.filter(steps__status="named", gradings__grade=grade(), features=feature()).count() == 7

    def test_the_number_of_queries_does_not_grow(self, cast):
        counts = []
        honour(cast, by=cast.town_officer)  # reads her posts, makes the month's guard row
        for size in (2, 30):
            entries = self.courtyards(cast, size)
            with CaptureQueriesContext(connection) as queries:
                record_honours(entries=entries, by=cast.town_officer)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_one_wrong_entry_and_none_is_entered(self, cast):
        entries = self.courtyards(cast, 3)
        entries[1] = replace(entries[1], named_on=datetime.date(2026, 1, 1))
        with pytest.raises(Refused):
            record_honours(entries=entries, by=cast.town_officer)
        assert Honour.objects.count() == 0


class TestMoving:
    def test_the_whole_way(self, cast):
        row = nominated(cast)
        for to, month in (("reported", 4), ("appraised", 5), ("named", 6), ("listed", 7)):
            advance_honour(honour=row, to=to, on=datetime.date(2025, month, 1), by=cast.town_officer)
        advance_honour(
            honour=row, to="revoked", on=datetime.date(2025, 9, 1), by=cast.town_officer, reason="复查不合格"
        )
        row.refresh_from_db()
        assert (row.named_on, row.ended_on, row.standing_until) == (
            datetime.date(2025, 6, 1),
            datetime.date(2025, 9, 1),
            datetime.date(2025, 8, 31),
        )
        assert [status for status, _ in steps(row)] == [
            "recommended",
            "reported",
            "appraised",
            "named",
            "listed",
            "revoked",
        ]

    @pytest.mark.parametrize("to", ["named", "reported", "appraised", "declined", "withdrawn"])
    def test_a_named_honour_goes_no_way_but_forward(self, cast, to):
        row = honour(cast)
        with pytest.raises(Conflict):
            advance_honour(honour=row, to=to, on=LATER, by=cast.village_chair, reason="原因")

    def test_nothing_follows_an_end(self):
        assert [next_statuses(status) for status in ("revoked", "declined", "withdrawn")] == [[], [], []]

    @pytest.mark.parametrize("to", ["declined", "withdrawn"])
    def test_an_end_needs_a_reason(self, cast, to):
        with pytest.raises(Refused) as refused:
            advance_honour(honour=nominated(cast), to=to, on=LATER, by=cast.village_chair, reason=" ")
        assert refused.value.field == "reason"

    def test_a_revocation_needs_a_reason(self, cast):
        with pytest.raises(Refused) as refused:
            advance_honour(honour=honour(cast), to="revoked", on=LATER, by=cast.village_chair)
        assert refused.value.field == "reason"

    def test_a_step_cannot_be_dated_before_the_last_one(self, cast):
        with pytest.raises(Refused) as refused:
            advance_honour(honour=nominated(cast), to="named", on=datetime.date(2025, 3, 7), by=cast.town_officer)
        assert refused.value.field == "on"

    def test_of_two_who_act_at_once_one_is_told(self, cast):
        row = nominated(cast)
        same = Honour.objects.get(pk=row.pk)
        advance_honour(honour=row, to="named", on=LATER, by=cast.town_officer)
        with pytest.raises(Conflict):
            advance_honour(honour=same, to="declined", on=LATER, by=cast.town_chair, reason="未通过评议")
        assert [status for status, _ in steps(row)] == ["recommended", "named"]

    def test_what_somebody_cancelled_meanwhile_does_not_move(self, cast):
        row = honour(cast, kind=courtyard(), grade=grade())
        same = Honour.objects.get(pk=row.pk)
        cancel_honour(honour=row, reason="误登", by=cast.village_chair)
        with pytest.raises(Conflict):
            advance_honour(honour=same, to="listed", on=LATER, by=cast.town_officer)
        with pytest.raises(Conflict):
            promote_honour(honour=same, grade=grade("premium_household"), on=LATER, by=cast.town_officer)

    def test_a_promotion_ends_the_old_grade_the_day_before(self, cast):
        row = honour(cast, kind=courtyard(), grade=grade())
        promote_honour(honour=row, grade=grade("premium_household"), on=LATER, by=cast.village_chair)
        assert list(row.gradings.values_list("grade__code", "since", "until")) == [
            ("demo_household", DAY, datetime.date(2025, 5, 31)),
            ("premium_household", LATER, None),
        ]
        assert Honour.objects.get(pk=row.pk).grade == grade("premium_household")

    def test_a_grade_goes_only_up(self, cast):
        row = honour(cast, kind=courtyard(), grade=grade("premium_household"))
        with pytest.raises(Refused) as refused:
            promote_honour(honour=row, grade=grade(), on=LATER, by=cast.village_chair)
        assert refused.value.field == "grade"

    def test_two_promotions_at_once_leave_one_open_grade(self, cast):
        row = honour(cast, kind=courtyard(), grade=grade())
        same = Honour.objects.get(pk=row.pk)
        promote_honour(honour=row, grade=grade("premium_household"), on=LATER, by=cast.village_chair)
        with pytest.raises(Conflict):
            promote_honour(honour=same, grade=grade("premium_household"), on=LATER, by=cast.town_officer)
        assert row.gradings.filter(until__isnull=True).count() == 1


class TestCorrecting:
    def test_everything_can_be_corrected_until_a_further_step(self, cast):
        row = honour(cast, kind=courtyard(), grade=grade())
        update_honour(
            honour=row,
            entry=entry(cast, name="李秀玥", organization=cast.village, named_on=LATER),
            by=cast.village_chair,
        )
        row.refresh_from_db()
        assert (row.name, row.kind, row.grade, row.named_on, row.dated_on) == ("李秀玥", kind(), None, LATER, LATER)
        assert steps(row) == [("named", LATER)]
        assert row.gradings.count() == 0

    def test_afterwards_only_what_is_not_counted(self, cast):
        row = nominated(cast)
        advance_honour(honour=row, to="named", on=LATER, by=cast.town_officer)
        same = {"level": "city", "nominated_on": DAY, "named_on": LATER}
        update_honour(honour=row, entry=entry(cast, name="王晓芳", note="热心公益", **same), by=cast.village_chair)
        row.refresh_from_db()
        assert (row.name, row.note, len(steps(row))) == ("王晓芳", "热心公益", 2)
        with pytest.raises(Refused) as refused:
            update_honour(honour=row, entry=entry(cast, **{**same, "level": "province"}), by=cast.village_chair)
        assert refused.value.field == "level"

    def test_a_correction_asks_the_old_month_and_the_new_one(self, cast):
        row = honour(cast)
        for month in (3, 6):
            close(cast.village, Month(2025, month), cast.district_officer)
            with pytest.raises(Refused, match="已锁定"):
                update_honour(honour=row, entry=entry(cast, named_on=LATER), by=cast.village_chair)

    def test_a_cancelled_honour_stays_to_be_read_and_cannot_move(self, cast):
        row = cancel_honour(honour=honour(cast), reason="重复登记", by=cast.village_chair)
        assert (Honour.objects.count(), Honour.objects.live().count(), row.cancelled_by) == (1, 0, cast.village_chair)
        with pytest.raises(Conflict):
            advance_honour(honour=row, to="listed", on=LATER, by=cast.village_chair)
        with pytest.raises(Conflict):
            cancel_honour(honour=row, reason="再撤一次", by=cast.village_chair)

    def test_what_a_closed_month_counted_is_not_cancelled(self, cast):
        row = honour(cast)
        close(cast.village, Month(2025, 3), cast.district_officer)
        with pytest.raises(Refused, match="已锁定"):
            cancel_honour(honour=row, reason="重复登记", by=cast.village_chair)


def test_an_organization_that_moves_leaves_its_records_as_they_were(cast):
    row = record_honour(entry=entry(cast), by=cast.village_chair)
    assert row.path_at == cast.village.path
