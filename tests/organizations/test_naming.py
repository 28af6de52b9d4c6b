import datetime

import pytest

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Refused
from fulian.organizations.models import Organization
from fulian.organizations.services import change_code, rename_organization, update_details

DAY = datetime.date(2026, 3, 1)


def test_a_new_name_keeps_the_old_one_in_the_history(cast):
    rename_organization(
        organization=cast.village, name="石桥社区", effective_on=DAY, by=cast.administrator, note="村改社区"
    )
    village = Organization.objects.get(pk=cast.village.pk)
    change = village.changes.get()
    assert (village.name, change.old_name, change.effective_on, change.note) == ("石桥社区", "石桥村", DAY, "村改社区")


def test_a_name_that_a_sibling_has_is_refused(cast):
    with pytest.raises(Refused, match="柳溪镇下面已经有“梅园社区”"):
        rename_organization(organization=cast.village, name="梅园社区", effective_on=DAY, by=None)


def test_a_new_code_ends_the_old_one_and_moves_the_order_with_it(cast):
    old = cast.village.code
    change_code(organization=cast.village, code="990100000900", effective_on=DAY, by=cast.administrator)
    village = Organization.objects.get(pk=cast.village.pk)
    assert (village.code, village.sort_key) == ("990100000900", "990100000900")
    assert [(c.code, c.valid_to) for c in village.codes.all()] == [("990100000900", None), (old, DAY)]


def test_details_are_changed_with_one_audit_row_that_names_the_fields(cast):
    update_details(organization=cast.village, by=cast.administrator, phone="0000-1234567", women_count=812)
    update_details(organization=cast.village, by=cast.administrator, phone="0000-1234567", women_count=812)
    event = AuditEvent.objects.get()
    assert (event.event, event.detail) == ("organizations.update", {"fields": ["phone", "women_count"]})
