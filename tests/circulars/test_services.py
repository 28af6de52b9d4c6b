import datetime

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.inbox.circulars import services
from fulian.inbox.circulars.choices import Ask, Follows, Status
from fulian.inbox.circulars.models import Circular, CircularFile, CircularReminder, CircularSignup
from fulian.organizations.choices import Level
from tests.circulars.files import pdf
from tests.factories.circulars import DAY, answered, draft, forwarded, issued, overdue, person, recipient_of
from tests.factories.organizations import OrganizationFactory
from tests.factories.organizations import village as new_village

TODAY = datetime.date(2025, 7, 2)


def moment(text):
    return datetime.datetime.fromisoformat(f"{text}:00+08:00")


def names_of(circular):
    return list(circular.recipients.order_by("pk").values_list("organization__name", flat=True))


# ---- writing and sending ---------------------------------------------------------------------------------------------------


def test_a_circular_goes_to_whoever_belongs_to_its_levels_on_the_day_it_is_issued(cast):
    circular = draft(cast.district, by=cast.district_officer, levels=[Level.VILLAGE])
    added = new_village(cast.town, "新立村")
    services.issue_circular(circular=circular, by=cast.district_officer)
    assert sorted(names_of(circular)) == sorted(
        [cast.village.name, cast.other_village.name, cast.far_village.name, added.name]
    )


def test_levels_and_picked_ones_together_go_to_each_once(cast):
    unit = OrganizationFactory(parent=cast.district, level=Level.UNIT, name="区医院", code="")
    circular = issued(cast.district, cast.town, unit, by=cast.district_officer, levels=[Level.TOWN])
    assert sorted(names_of(circular)) == sorted(["柳溪镇", "东渡街道", "区医院"])


def test_it_cannot_be_sent_sideways_or_upwards(cast):
    for organization in (cast.other_town, cast.district, cast.town, cast.outside_village):
        with pytest.raises(Refused, match="不是柳溪镇的下级"):
            draft(cast.town, organization, by=cast.town_chair)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"text": ""}, "text"),
        ({"due_on": TODAY - DAY}, "due_on"),
        ({"ask": Ask.RECEIPT, "due_on": None}, "due_on"),
        ({"ask": Ask.RECEIPT, "question": ""}, "question"),
        ({"ask": Ask.SIGNUP, "columns": list("甲乙丙丁戊己")}, "columns"),
        ({"ask": Ask.SIGNUP, "delete_on": TODAY + 900 * DAY}, "delete_on"),
    ],
)
def test_what_is_missing_is_said_at_its_field(cast, fields, field):
    with pytest.raises(Refused) as refusal:
        draft(cast.town, cast.village, by=cast.town_chair, **fields)
    assert refusal.value.field == field


def test_nobody_chosen_is_refused(cast):
    with pytest.raises(Refused) as refusal:
        draft(cast.town, by=cast.town_chair)
    assert refusal.value.field == "levels"


def test_what_was_issued_is_not_changed_nor_issued_again(cast):
    circular = issued(cast.town, cast.village, by=cast.town_chair)
    for act in (services.change_circular, services.discard_circular, services.issue_circular):
        with pytest.raises(Conflict):
            act(circular=Circular.objects.get(pk=circular.pk), by=cast.town_chair)


def test_a_second_editor_of_a_draft_is_told(cast):
    circular = draft(cast.town, cast.village, by=cast.town_chair)
    seen = circular.updated_at
    Circular.objects.filter(pk=circular.pk).update(updated_at=seen + datetime.timedelta(seconds=5))
    with pytest.raises(Conflict):
        services.change_circular(circular=circular, picked=[cast.village], by=cast.town_officer, version=seen)


def test_a_discarded_draft_takes_its_files_along(cast, django_capture_on_commit_callbacks):
    circular = draft(cast.town, cast.village, by=cast.town_chair, files=[pdf()])
    stored = circular.files.get().stored_name
    with django_capture_on_commit_callbacks(execute=True):
        services.discard_circular(circular=circular, by=cast.town_chair)
    assert not default_storage.exists(stored)


def test_a_correction_takes_the_place_of_the_first_and_of_what_was_passed_on_of_it(
    cast, django_capture_on_commit_callbacks
):
    first = issued(cast.district, cast.town, by=cast.district_officer, files=[pdf()])
    passed = forwarded(first, cast.town, cast.village, by=cast.town_chair)
    second = draft(cast.district, cast.town, by=cast.district_officer, follows=first, follows_as=Follows.CORRECTION)
    services.issue_circular(circular=second, by=cast.district_officer)
    assert set(Circular.objects.filter(pk__in=[first.pk, passed.pk]).values_list("status", flat=True)) == {
        Status.REPLACED
    }
    with pytest.raises(Conflict):
        answered(passed, by=cast.village_chair)
    with pytest.raises(Refused):  # there is one correction, and of it the next
        draft(
            cast.district,
            cast.town,
            by=cast.district_officer,
            follows=Circular.objects.get(pk=first.pk),
            follows_as="correction",
        )
    later = draft(cast.district, cast.town, by=cast.district_officer, follows=second, follows_as=Follows.CORRECTION)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_file(file=later.files.get(), by=cast.district_officer)
    assert default_storage.exists(first.files.get().stored_name)  # shared until the last one is gone


def test_to_withdraw_it_withdraws_what_was_passed_on_with_the_reason(cast):
    first = issued(cast.district, cast.town, by=cast.district_officer)
    passed = forwarded(first, cast.town, cast.village, by=cast.town_chair)
    services.withdraw_circular(circular=first, by=cast.district_officer, reason="时间有变")
    passed.refresh_from_db()
    assert (passed.status, passed.withdraw_reason) == (Status.WITHDRAWN, "上级已撤回：时间有变")


# ---- passing it on ---------------------------------------------------------------------------------------------------------


def test_what_is_passed_on_asks_the_same_by_an_earlier_day(cast):
    first = issued(cast.district, cast.town, by=cast.district_officer, ask=Ask.RECEIPT, options=["参加", "不参加"])
    passed = forwarded(first, cast.town, cast.village, by=cast.town_chair, due_on=first.due_on - DAY)
    assert (passed.ask, passed.question, passed.options, passed.forwards) == (
        Ask.RECEIPT,
        first.question,
        ["参加", "不参加"],
        first,
    )
    with pytest.raises(Refused) as refusal:
        forwarded(first, cast.town, cast.village, by=cast.town_chair, due_on=first.due_on + DAY)
    assert refusal.value.field == "due_on"


def test_only_who_got_it_passes_it_on(cast):
    first = issued(cast.district, cast.town, by=cast.district_officer)
    with pytest.raises(Refused, match="只能转发发给本单位的"):
        forwarded(first, cast.other_town, cast.far_village, by=cast.other_town_chair)


# ---- answering -------------------------------------------------------------------------------------------------------------


def test_to_sign_a_second_time_changes_nothing(cast):
    circular = issued(cast.town, cast.village, by=cast.town_chair)
    first = answered(circular, by=cast.village_chair)
    again = answered(circular, by=cast.village_aide)
    assert (again.answered_by, again.answered_at) == (cast.village_chair, first.answered_at)
    assert AuditEvent.objects.filter(event="circulars.answer").count() == 1


def test_an_answer_after_its_day_is_taken_and_marked_late(cast):
    circular = overdue(issued(cast.town, cast.village, cast.other_village, by=cast.town_chair))
    row = answered(circular, cast.village, by=cast.village_chair)
    on_the_day = services.answer_circular(
        recipient=recipient_of(circular, cast.other_village),
        by=cast.other_village_chair,
        now=moment("2025-06-30T23:59"),
    )
    assert (row.is_late, on_the_day.is_late) == (True, False)


def test_a_receipt_can_be_changed_by_who_has_seen_it_and_not_over_another_ones(cast):
    circular = issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.RECEIPT)
    row = answered(circular, by=cast.village_chair, text="参加12人")
    with pytest.raises(Conflict):
        answered(circular, by=cast.village_aide, text="参加10人")
    row = answered(circular, by=cast.village_aide, text="参加10人", seen=row.seen)
    assert (row.text, row.answered_by, row.changed_by) == ("参加10人", cast.village_chair, cast.village_aide)


def test_a_receipt_with_options_takes_one_of_them(cast):
    circular = issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.RECEIPT, options=["参加", "不参加"])
    with pytest.raises(Refused):
        answered(circular, by=cast.village_chair, option="也许")
    assert answered(circular, by=cast.village_chair, option="参加", text="2人").answer_text == "参加：2人"


def test_a_signup_is_encrypted_limited_and_replaced_as_a_whole(cast):
    circular = issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.SIGNUP, most_people=2)
    with pytest.raises(Refused, match="最多报2人"):
        answered(circular, by=cast.village_chair, people=[person()] * 3)
    row = answered(circular, by=cast.village_chair, people=[person(性别="女"), person("郑月")])
    row = answered(circular, by=cast.village_chair, people=[person("郑月", 性别="女", 身份证="1")], seen=row.seen)
    assert [signup.values for signup in row.signups.all()] == [
        {"姓名": "郑月", "职务": "执委", "电话": "13800000001", "性别": "女"}
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT entry FROM circulars_circularsignup")
        stored = cursor.fetchone()[0]
    assert stored.startswith("aes$")
    assert "郑月" not in str(list(AuditEvent.objects.values_list("detail", flat=True)))


def test_names_are_deleted_on_their_day_and_the_number_stays(cast):
    circular = issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.SIGNUP)
    row = answered(circular, by=cast.village_chair, people=[person(), person("郑月")])
    assert circular.delete_on == circular.due_on + 60 * DAY
    assert services.purge_signups(today=circular.delete_on - DAY) == 0
    assert services.purge_signups(today=circular.delete_on) == 2
    row.refresh_from_db()
    assert (row.people, CircularSignup.objects.count()) == (2, 0)
    with pytest.raises(Refused, match="已按期删除"):
        answered(circular, by=cast.village_chair, people=[person()], seen=row.seen)


# ---- reminding -------------------------------------------------------------------------------------------------------------


def test_those_who_are_silent_are_reminded_once_a_day(cast):
    circular = issued(cast.town, cast.village, cast.other_village, by=cast.town_chair)
    answered(circular, cast.village, by=cast.village_chair)
    reminded = services.remind_recipients(circular=circular, by=cast.town_chair)
    assert (reminded.number, reminded.for_day) == (1, TODAY)
    with pytest.raises(Refused, match="同一天不再催"):
        services.remind_recipients(circular=circular, by=cast.town_officer)
    assert services.remind_recipients(circular=circular, by=cast.town_chair, now=moment("2025-07-03T08:30")).number == 1
    assert CircularReminder.objects.count() == 2


@pytest.mark.parametrize(
    ("pressed", "shown"),
    [
        ("2025-07-02T06:30", "2025-07-02"),
        ("2025-07-02T20:00", "2025-07-03"),
        ("2025-07-04T21:00", "2025-07-07"),
        ("2025-07-05T10:00", "2025-07-07"),
    ],
)
def test_what_is_pressed_in_her_evening_or_on_a_day_of_rest_waits_for_office_hours(cast, pressed, shown):
    circular = issued(cast.town, cast.village, by=cast.town_chair)
    reminded = services.remind_recipients(circular=circular, by=cast.town_chair, now=moment(pressed))
    assert reminded.for_day.isoformat() == shown


def test_nobody_is_reminded_when_all_have_answered(cast):
    circular = issued(cast.town, cast.village, by=cast.town_chair)
    answered(circular, by=cast.village_chair)
    with pytest.raises(Refused, match="不用催"):
        services.remind_recipients(circular=circular, by=cast.town_chair)


def test_a_file_is_not_taken_off_what_was_issued(cast):
    circular = issued(cast.town, cast.village, by=cast.town_chair, files=[pdf()])
    with pytest.raises(Refused):
        services.remove_file(file=circular.files.get(), by=cast.town_chair)
    assert CircularFile.objects.count() == 1
    assert timezone.localdate() == TODAY
