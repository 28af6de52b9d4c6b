"""The register of persons: off unless somebody answers for it, encrypted, checked, seen by few and never unnoticed, and gone in time."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse

from activities.screening import services
from activities.screening.choices import PersonState
from activities.screening.inbox import follow_ups
from activities.screening.models import Person, Session
from activities.screening.tasks import delete_expired
from fulian.accounts.roles import RoleCode
from fulian.audit.models import AccessEvent, AuditEvent
from fulian.core.exceptions import Refused
from tests.factories.accounts import person as somebody
from tests.factories.screening import DAY, TODAY, id_number, keeping, person_in, programme_of, session_of

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def session(cast, programme):
    keeping(programme, by=cast.district_officer)
    return session_of(programme, cast.village, by=cast.village_chair)


def test_a_register_is_off_until_its_ground_is_stated(cast, programme):
    session = session_of(programme, cast.village, by=cast.village_chair)
    with pytest.raises(Refused, match="不登记个人信息"):
        person_in(session, by=cast.rights_officer)
    for missing in ("legal_basis", "agreed_by"):
        given = {
            "legal_basis": "协议第4条",
            "agreed_by": "副局长",
            "agreed_on": DAY,
            "retention_months": 12,
            missing: " ",
        }
        with pytest.raises(Refused) as refusal:
            services.keep_persons(programme=programme, by=cast.district_officer, **given)
        assert refusal.value.field == missing


def test_what_identifies_her_is_not_readable_in_the_database(cast, session):
    person_in(session, by=cast.rights_officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, id_number, phone, id_index FROM screening_person")
        stored = cursor.fetchone()
    assert all(value.startswith("aes$") for value in stored[:3])
    assert not any(secret in "".join(stored) for secret in ("王小芳", id_number(), "13812345678"))
    kept = Person.objects.get()
    assert (kept.name, kept.masked_name, kept.masked_id, kept.masked_phone) == (
        "王小芳", "王*芳", f"990101********{id_number()[-4:]}", "138****5678",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (id_number()[:-1] + ("0" if id_number()[-1] != "0" else "1"), "校验位"),
        (id_number(serial=1), "男性"),
        (id_number("19900613"), "34周岁"),
        (id_number("19600612"), "65周岁"),
    ],
)
def test_her_number_is_checked_and_her_age_is_that_of_the_day(cast, session, number, says):
    with pytest.raises(Refused, match=says) as refusal:
        person_in(session, by=cast.rights_officer, id_number=number)
    assert refusal.value.field == "id_number"
    assert not Person.objects.exists()


def test_the_first_and_the_last_day_of_the_age_count(cast, session):
    for number in (id_number("19900612"), id_number("19600613")):
        person_in(session, by=cast.rights_officer, id_number=number)
    assert Person.objects.count() == 2


def test_she_is_told_of_a_similar_entry_within_the_interval_of_that_examination(cast, session, programme):
    person_in(session, by=cast.rights_officer, breast=False)
    with pytest.raises(Refused, match="已经有她了"):
        person_in(session, by=cast.rights_officer)
    services.close_programme(programme=programme, by=cast.district_officer)
    early = programme_of(
        cast.district, by=cast.district_officer, starts_on=D(2023, 4, 1), ends_on=D(2024, 3, 31), name="2023年度",
    )  # fmt: skip
    keeping(early, by=cast.district_officer)
    other = session_of(early, cast.far_village, by=cast.other_town_chair, day=D(2023, 6, 1))
    with pytest.raises(Refused, match="有相似登记") as refusal:
        person_in(other, by=cast.rights_officer, breast=False)
    assert (refusal.value.field, "石桥村" in refusal.value.message) == ("anyway", False)
    person_in(other, by=cast.rights_officer, cervical=False)  # the other examination is no repetition
    person_in(
        session_of(early, cast.village, by=cast.village_chair, day=D(2023, 7, 1)), by=cast.rights_officer, anyway=True
    )
    assert Person.objects.count() == 3


def test_the_inbox_reminds_of_follow_up_without_a_name(cast, session):
    person_in(session, by=cast.rights_officer, state=PersonState.FOLLOW_UP, follow_up_on=TODAY)
    later = TODAY + datetime.timedelta(1)
    person_in(
        session,
        by=cast.rights_officer,
        id_number=id_number("19750101"),
        state=PersonState.FOLLOW_UP,
        follow_up_on=later,
    )
    (todo,) = follow_ups(cast.rights_officer, TODAY)
    assert (todo.count, "王" in f"{todo.title}{todo.text}") == (1, False)
    assert list(follow_ups(cast.district_officer, TODAY)) == []
    first = Person.objects.order_by("pk").first()
    services.set_follow_up(person=first, state=PersonState.DONE, follow_up_on=None, by=cast.rights_officer)
    assert list(follow_ups(cast.rights_officer, TODAY)) == []


def test_lists_are_masked_revealing_asks_why_and_every_look_is_written_down(cast, session, as_user):
    kept = person_in(session, by=cast.rights_officer)
    browser = as_user(cast.rights_officer)
    listed = browser.get(reverse("screening:person-list"))
    page = listed.content.decode()
    assert ("王*芳" in page, "王小芳" in page, id_number() in page, "13812345678" in page) == (
        True,
        False,
        False,
        False,
    )
    assert "no-store" in listed["Cache-Control"]
    url = reverse("screening:person-reveal", args=[kept.pk])
    assert "王小芳" not in browser.get(url).content.decode()
    assert browser.post(url, {}).status_code == 422
    assert AccessEvent.objects.count() == 1
    shown = browser.post(url, {"why": "follow_up"}).content.decode()
    assert "王小芳" in shown
    assert id_number() in shown
    looks = AccessEvent.objects.order_by("pk").values_list("actor_id", "subject_type", "subject_id", "what", "reason")
    assert list(looks) == [
        (cast.rights_officer.pk, "screening.person", None, "查看筛查人员名单", ""),
        (cast.rights_officer.pk, "screening.person", None, "查看筛查人员完整信息", "通知随访"),
    ]


def test_a_health_officer_sees_the_register_and_nothing_else_of_the_federation(cast, session, as_user):
    person_in(session, by=cast.rights_officer)
    health = somebody(cast.district, RoleCode.SCREENING_OFFICER, name="何梅")
    browser = as_user(health)
    names = ("screening:person-list", "screening:programme-list", "rights:case-list", "activities:activity-list")
    assert [browser.get(reverse(name)).status_code for name in names] == [200, 200, 404, 403]


def test_the_officer_who_keeps_the_programme_does_not_see_its_register(cast, session, as_user):
    person_in(session, by=cast.rights_officer)
    browser = as_user(cast.district_officer)
    assert browser.get(reverse("screening:person-list")).status_code == 403
    page = browser.get(session.get_absolute_url()).content.decode()
    assert "人员名单" not in page
    assert "王" not in page.replace(cast.town_chair.name, "")


def test_persons_are_deleted_when_their_time_is_over_and_the_counts_stay(cast, session, programme):
    person_in(session, by=cast.rights_officer)
    assert Person.objects.get().delete_on == D(2027, 3, 31)
    assert delete_expired.apply(kwargs={"on": "2027-03-30"}).get() == 0
    assert delete_expired.apply(kwargs={"on": "2027-03-31"}).get() == 1
    assert (Person.objects.count(), Session.objects.get().women) == (0, 60)
    event = AuditEvent.objects.get(event="screening.delete")
    assert (event.actor_id, event.subject_id, event.detail) == (None, programme.pk, {"persons_deleted": 1})


def test_stopping_the_register_or_cancelling_the_session_deletes_at_once(cast, session, programme):
    person_in(session, by=cast.rights_officer)
    services.cancel_session(session=session, by=cast.village_chair, reason="误登")
    assert Person.objects.count() == 0
    person_in(session_of(programme, cast.village, by=cast.village_chair), by=cast.rights_officer)
    assert services.stop_keeping_persons(programme=programme, reason="协议到期", by=cast.district_officer) == 1
    assert (Person.objects.count(), Session.objects.active().get().women) == (0, 60)


def test_no_audit_row_holds_anything_of_her(cast, session):
    kept = person_in(session, by=cast.rights_officer)
    services.set_follow_up(person=kept, state=PersonState.DONE, follow_up_on=None, by=cast.rights_officer)
    services.remove_person(person=kept, why="asked", by=cast.rights_officer)
    told = "".join(str(row) for row in AuditEvent.objects.values_list("event", "subject_type", "detail"))
    assert not any(secret in told for secret in ("王", id_number(), "13812345678", "screening.person'"))
