import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fulian.audit.models import AccessEvent, AuditEvent
from fulian.audit.services import record, record_access

LOG, ACCESS = "/audit/", "/audit/access/"


def rows(client, address: str, **query) -> list:
    return client.get(address, query).context["page"].rows


def test_the_log_shows_what_happened_under_hers_in_words(cast, as_user):
    record("organizations.rename", by=cast.administrator, subject=cast.village)
    record("organizations.rename", by=cast.outsider, subject=cast.outside_village)
    client = as_user(cast.administrator)
    assert [event.subject_id for event in rows(client, LOG)] == [cast.village.pk]
    page = client.get(LOG).content.decode()
    assert "更名" in page
    assert f"组织 {cast.village.pk}" in page


def test_the_log_is_narrowed_by_event_person_and_day(cast, as_user):
    client = as_user(cast.administrator)
    renamed = record("organizations.rename", by=cast.administrator, subject=cast.village)
    moved = record("organizations.move", by=cast.district_officer, subject=cast.village)
    assert rows(client, LOG, verb="move") == [moved]
    assert rows(client, LOG, actor=cast.administrator.username) == [renamed]
    assert rows(client, LOG, since="2099-01-01") == []


def test_looks_by_people_of_other_districts_are_not_hers_to_read(cast, as_user):
    mine = record_access("看了求助登记", by=cast.rights_officer, subject=cast.village)
    record_access("看了求助登记", by=cast.outsider, subject=cast.outside_village)
    assert rows(as_user(cast.administrator), ACCESS) == [mine]


def test_a_row_of_the_log_is_never_changed(cast):
    record("organizations.rename", by=None, subject=cast.village)
    for attempt in (
        lambda: AuditEvent.objects.update(event="x"),
        AuditEvent.objects.all().delete,
        AccessEvent.objects.all().delete,
    ):
        with pytest.raises(TypeError):
            attempt()


@pytest.mark.parametrize("address", [LOG, ACCESS])
def test_a_log_costs_the_same_with_thirty_rows(cast, as_user, address):
    client = as_user(cast.administrator)

    def queries() -> int:
        record("organizations.rename", by=cast.administrator, subject=cast.village)
        record_access("导出台账", by=cast.district_officer, kind="activities")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    before = queries()
    for _ in range(30):
        record("organizations.rename", by=cast.administrator, subject=cast.village)
        record_access("导出台账", by=cast.district_officer, kind="activities")
    assert queries() == before
