"""What a thief of the database finds."""

import base64
import os
from io import StringIO

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection

from fulian.core.crypto import Undecryptable, blind_indexes
from rights.checks import keys_can_be_read, keys_fit_the_database
from rights.models import Case, CasePerson, KeyCanary, Mediation, RiskHousehold
from rights.services import add_note, close_household, report_lead
from tests.factories.rights import DAY, PHONE, PLANTED, REQUEST, case, household, mediation

pytestmark = pytest.mark.django_db


def everything_stored() -> str:
    """Every column of every table as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found.extend(str(row) for row in cursor.fetchall())
    return "\n".join(found)


def test_planted_names_are_in_no_table(cast):
    row = case(cast, answer="已陪同槐树巷九十九号")
    add_note(case=row, on=DAY, text=f"{PLANTED[0]}来电", by=cast.town_rights_officer)
    mediation(cast)
    close_household(household=household(cast), on=DAY, reason=PLANTED[4], by=cast.village_chair)
    report_lead(organization=cast.village, request=REQUEST, name=PLANTED[0], phone=PHONE, by=cast.village_chair)
    stored = everything_stored()
    assert "rights.mediation" in stored  # it is read at all
    assert [secret for secret in PLANTED if secret in stored] == []


def test_what_was_written_comes_back(cast):
    row = Case.objects.get(pk=case(cast).pk)
    person = row.persons.get()
    assert (person.name, person.phone, person.address, row.request, row.facts) == PLANTED


def test_an_update_in_bulk_is_encrypted_too(cast):
    row = mediation(cast)
    Mediation.objects.filter(pk=row.pk).update(summary="当场和解")
    row.refresh_from_db()
    row.parties = "双方姓名"
    Mediation.objects.bulk_update([row], ["parties"])
    assert "当场和解" not in everything_stored()
    assert "双方姓名" not in everything_stored()
    row.refresh_from_db()
    assert (row.summary, row.parties) == ("当场和解", "双方姓名")


def test_nothing_written_is_stored_as_nothing(cast):
    row = mediation(cast, parties="", summary="")
    assert Mediation.objects.get(pk=row.pk).parties == ""


@pytest.mark.parametrize("lookup", ["parties", "parties__contains", "parties__gt", "parties__lower", "parties__in"])
def test_an_encrypted_field_cannot_be_searched(lookup):
    with pytest.raises(FieldError):
        Mediation.objects.filter(**{lookup: "x"}).exists()


def test_whether_something_was_written_can_be_asked(cast):
    mediation(cast)
    assert Mediation.objects.filter(parties__isnull=False).count() == 1


def test_a_telephone_number_is_found_again_by_its_blind_index(cast):
    row = case(cast)
    assert CasePerson.objects.get(phone_index__in=blind_indexes(PHONE, "phone")).case == row
    assert not CasePerson.objects.filter(phone_index__in=blind_indexes("13900000000", "phone")).exists()


def test_a_value_copied_into_another_column_does_not_open(cast):
    row = case(cast)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rights_case SET facts = request WHERE id = %s", [row.pk])
    with pytest.raises(Undecryptable):
        Case.objects.get(pk=row.pk)


class TestRotation:
    @pytest.fixture
    def keys(self, settings):
        old, new = (f"{key_id}:{base64.b64encode(os.urandom(32)).decode()}" for key_id in ("k1", "k2"))
        settings.FIELD_KEYS = [old]
        KeyCanary.objects.all().delete()
        KeyCanary.objects.create(value=KeyCanary.WORD)
        return old, new

    def test_after_it_the_old_key_is_not_missed(self, cast, keys, settings):
        old, new = keys
        row = case(cast)
        household(cast)
        settings.FIELD_KEYS, settings.FIELD_CIPHER = [new, old], "SM4-GCM"
        call_command("rotate_field_keys", batch=1, stdout=StringIO())
        settings.FIELD_KEYS = [new]
        assert Case.objects.get(pk=row.pk).request == REQUEST
        assert RiskHousehold.objects.get().address == PLANTED[2]
        assert CasePerson.objects.get(phone_index__in=blind_indexes(PHONE, "phone")).case_id == row.pk
        assert keys_fit_the_database(databases=["default"]) == []
        assert "aes$k1$" not in everything_stored()

    def test_a_second_run_finds_nothing_to_do(self, cast, keys, settings):
        case(cast)
        settings.FIELD_KEYS = [keys[1], keys[0]]
        first, second = StringIO(), StringIO()
        call_command("rotate_field_keys", stdout=first)
        call_command("rotate_field_keys", stdout=second)
        assert "rights.Case: 1" in first.getvalue()
        assert {line.rpartition(" ")[2] for line in second.getvalue().splitlines()} == {"0"}

    def test_a_key_that_does_not_fit_is_found_at_start(self, keys, settings):
        assert keys_fit_the_database(databases=["default"]) == []
        settings.FIELD_KEYS = [f"k1:{base64.b64encode(os.urandom(32)).decode()}"]
        assert [e.id for e in keys_fit_the_database(databases=["default"])] == ["rights.E002"]
        settings.FIELD_KEYS = [keys[1]]
        assert [e.id for e in keys_fit_the_database(databases=["default"])] == ["rights.E002"]


def test_every_database_has_its_canary():
    assert KeyCanary.objects.get().value == KeyCanary.WORD


def test_unreadable_keys_are_found_at_start(settings):
    assert keys_can_be_read() == []
    settings.FIELD_KEYS = ["nonsense"]
    assert [e.id for e in keys_can_be_read()] == ["rights.E001"]
