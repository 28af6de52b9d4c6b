import datetime
import itertools

import pytest
from django.db import transaction

from fulian.audit.models import AccessEvent, AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.core.permissions import Permission
from rights.choices import TRANSITIONS, CaseStatus, Channel, HandlingWay
from rights.models import Case, CasePerson, CaseStep
from rights.models.cases import NUMBER_SIGNS, new_number
from rights.services import (
    add_contact,
    add_note,
    advance_case,
    hand_over_case,
    register_case,
    report_lead,
    reveal_case,
    update_case,
)
from tests.factories.accounts import person
from tests.factories.cast import ROLES
from tests.factories.rights import DAY, NAME, PHONE, PLANTED, case, category

pytestmark = pytest.mark.django_db
LATER = datetime.date(2025, 3, 20)


def kinds(row):
    return list(row.steps.values_list("kind", flat=True))


class TestRegistering:
    def test_whoever_registers_handles(self, cast):
        row = case(cast)
        assert (row.handler, row.status, row.path_at) == (
            cast.town_rights_officer,
            CaseStatus.REGISTERED,
            cast.town.path,
        )
        assert (row.contacts.count(), kinds(row)) == (1, ["registered"])

    def test_advice_on_the_spot_is_done_at_once(self, cast):
        row = case(cast, answer="告知可以申请人身安全保护令")
        assert (row.status, row.closed_on, kinds(row)) == (CaseStatus.REPLIED, DAY, ["registered", "replied"])

    def test_a_petition_is_not_answered_before_it_is_accepted(self, cast):
        with pytest.raises(Refused) as refused:
            case(cast, way=HandlingWay.PETITION, answer="已答复")
        assert refused.value.field == "way"

    def test_numbers_say_nothing(self):
        numbers = {new_number() for _ in range(500)}
        assert len(numbers) == 500
        assert all(len(n) == 8 and set(n) <= set(NUMBER_SIGNS) for n in numbers)

    def test_the_common_log_learns_nothing_at_all(self, cast):
        row = case(cast, answer="已解释")
        add_note(case=row, on=LATER, text="已回访", by=cast.town_rights_officer)
        report_lead(organization=cast.village, request="邻居反映", by=cast.village_chair)
        assert AuditEvent.objects.count() == 0

    def test_its_own_log_is_only_ever_added_to(self, cast):
        row = case(cast)
        for act in (row.steps.all().delete, lambda: row.steps.update(text="改写")):
            with pytest.raises(TypeError):
                act()


class TestLead:
    def test_a_villages_lead_goes_to_its_township_without_a_handler(self, cast):
        row = report_lead(organization=cast.village, request="邻居反映她常有伤", name=NAME, by=cast.village_chair)
        assert (row.organization, row.handler, row.channel) == (cast.town, None, Channel.LEAD)
        assert list(Case.objects.visible_to(cast.town_rights_officer)) == [row]
        assert list(Case.objects.visible_to(cast.village_chair)) == []

    def test_whoever_accepts_it_handles_it(self, cast):
        row = report_lead(organization=cast.village, request="邻居反映", by=cast.village_chair)
        advance_case(case=row, to="accepted", on=datetime.date(2025, 12, 1), by=cast.town_rights_officer)
        assert Case.objects.get().handler == cast.town_rights_officer


class TestGate:
    def test_a_petitions_whole_way(self, cast):
        row = case(cast, way=HandlingWay.PETITION)
        assert (row.notice_due_on, row.reply_due_on) == (datetime.date(2025, 3, 25), None)
        for to, day in (("accepted", 12), ("handling", 13), ("replied", 20), ("visited", 25), ("archived", 30)):
            advance_case(case=row, to=to, on=DAY.replace(day=day), text="情况属实", by=cast.town_rights_officer)
            if to == "accepted":
                assert (row.notice_due_on, row.reply_due_on) == (None, datetime.date(2025, 5, 11))
        assert (row.status, row.closed_on, row.due_on) == (CaseStatus.ARCHIVED, LATER, None)

    def test_only_the_tables_moves_are_possible(self, cast):
        row = case(cast)
        for status, to in itertools.product(CaseStatus.values, CaseStatus.values):
            Case.objects.filter(pk=row.pk).update(status=status)
            row.refresh_from_db()
            allowed = to in row.next_statuses
            assert allowed == (status in TRANSITIONS.get(to, ()))
            try:
                with transaction.atomic():
                    advance_case(case=row, to=to, on=LATER, text="说明", by=cast.town_rights_officer)
                    transaction.set_rollback(True)
            except Conflict:
                assert not allowed
            else:
                assert allowed

    @pytest.mark.parametrize("to", ["declined", "transferred", "replied"])
    def test_an_end_says_why(self, cast, to):
        with pytest.raises(Refused) as refused:
            advance_case(case=case(cast), to=to, on=LATER, by=cast.town_rights_officer)
        assert refused.value.field == "text"

    @pytest.mark.parametrize("day", [DAY.replace(day=9), datetime.date(2025, 12, 2)], ids=["before it came", "future"])
    def test_a_step_has_a_possible_day(self, cast, day):
        with pytest.raises(Refused) as refused:
            advance_case(case=case(cast), to="accepted", on=day, by=cast.town_rights_officer)
        assert refused.value.field == "on"

    def test_of_two_who_decide_at_once_one_is_told(self, cast):
        row = case(cast)
        same = Case.objects.get(pk=row.pk)
        advance_case(case=row, to="accepted", on=LATER, by=cast.town_rights_officer)
        with pytest.raises(Conflict):
            advance_case(case=same, to="declined", on=LATER, text="不属于受理范围", by=cast.rights_officer)
        assert kinds(row) == ["registered", "accepted"]

    def test_taken_up_again_it_is_not_closed(self, cast):
        row = case(cast, answer="已解释")
        advance_case(case=row, to="handling", on=LATER, by=cast.town_rights_officer)
        assert (row.closed_on, row.is_closed) == (None, False)


class TestAlongTheWay:
    def test_coming_again_is_one_more_time_of_the_same_case(self, cast):
        row = case(cast)
        add_contact(case=row, on=LATER, channel="call", text="询问进展", by=cast.town_rights_officer)
        assert (Case.objects.count(), row.contacts.count(), kinds(row)) == (1, 2, ["registered", "contact"])

    def test_a_note_needs_words(self, cast):
        with pytest.raises(Refused):
            add_note(case=case(cast), on=LATER, text="  ", by=cast.town_rights_officer)

    def test_a_case_is_handed_over_only_to_who_covers_it(self, cast):
        row = case(cast)
        hand_over_case(case=row, handler=cast.rights_officer, text="按分工", by=cast.town_rights_officer)
        assert Case.objects.get().handler == cast.rights_officer
        for wrong in (cast.town_chair, cast.leader, cast.outsider, cast.rights_officer):
            with pytest.raises(Refused):
                hand_over_case(case=row, handler=wrong, by=cast.rights_officer)

    def test_persons_are_corrected_added_and_taken_out(self, cast):
        row = case(cast)
        seeker = row.persons.get()
        seeker.name = "慕容秋月"
        child = CasePerson(role="child", name="小雨")
        update_case(case=row, categories=[category("personal")], persons=[seeker, child], by=cast.town_rights_officer)
        assert [(p.role, p.name) for p in row.persons.all()] == [("seeker", "慕容秋月"), ("child", "小雨")]
        assert [c.code for c in row.categories.all()] == ["personal"]
        update_case(case=row, categories=[category()], persons=[child], by=cast.town_rights_officer)
        assert [p.role for p in row.persons.all()] == ["child"]

    def test_a_reveal_is_logged_by_kind_and_its_words_stay_in_the_case(self, cast):
        row = case(cast)
        reveal_case(case=row, why="other", words="陪她去派出所", by=cast.rights_officer)
        event = AccessEvent.objects.get()
        told = (event.actor_id, event.subject_type, event.subject_id, event.reason)
        assert told == (cast.rights_officer.pk, "rights.case", None, "其他（请说明）")
        assert list(row.looks.values_list("what", "why", "by")) == [("whole", "other", cast.rights_officer.pk)]
        assert CaseStep.objects.get(kind="revealed").text == "其他（请说明）：陪她去派出所"

    def test_another_reason_must_be_told(self, cast):
        with pytest.raises(Refused) as refused:
            reveal_case(case=case(cast), why="other", by=cast.rights_officer)
        assert refused.value.field == "words"


class TestWhoSees:
    def test_the_handler_and_the_rights_officers_above_and_nobody_else(self, cast):
        row = case(cast)
        seen = {role for role in (*ROLES, "town_rights_officer") if Case.objects.visible_to(cast[role]).exists()}
        assert seen == {"rights_officer", "town_rights_officer"}
        assert row.persons.model.objects.visible_to(cast.town_chair).count() == 0

    def test_another_townships_rights_officer_sees_nothing(self, cast):
        case(cast)
        other = person(cast.other_town, "rights_officer")
        assert list(Case.objects.visible_to(other)) == []

    def test_no_weaker_permission_opens_it(self, cast):
        case(cast)
        for permission in set(Permission) - {Permission.CASES_HANDLE}:
            assert list(Case.objects.visible_to(cast.rights_officer, permission)) == []


def test_the_seekers_name_is_masked_in_lists(cast):
    row = case(cast)
    assert (row.masked_seeker, row.persons.get().masked_phone) == ("慕某某", "139****4567")
    assert register_case_without_name(cast).masked_seeker == "匿名"


def register_case_without_name(cast):
    return register_case(
        case=Case(organization=cast.town, channel="call", received_on=DAY, request="咨询"),
        categories=[category()],
        persons=[CasePerson(role="seeker")],
        by=cast.town_rights_officer,
    )


def test_words_of_a_case_say_nothing_about_it(cast):
    row = case(cast)
    told = " ".join([str(row), repr(row), row.get_absolute_url(), str(row.persons.get()), repr(row.steps.get())])
    assert not any(secret in told for secret in (*PLANTED, PHONE))
