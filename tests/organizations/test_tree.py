import datetime

import pytest

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.organizations.choices import ChangeKind, Level
from fulian.organizations.models import Organization
from fulian.organizations.services import (
    close_organization,
    merge_organizations,
    move_organization,
    open_organization,
)
from tests.factories import organizations as trees

DAY = datetime.date(2026, 3, 1)


def refusal(call, **arguments) -> str:
    with pytest.raises(Refused) as raised:
        call(**arguments)
    return raised.value.message


def fresh(organization: Organization) -> Organization:
    return Organization.objects.get(pk=organization.pk)


def test_an_organization_opens_in_its_place_with_its_code_and_history(cast):
    grid = open_organization(
        name="一网格", level=Level.GRID, parent=cast.village, code="990100000991", opened_on=DAY, by=cast.administrator
    )
    assert grid.path == f"{cast.village.path}{grid.pk}/"
    assert [(c.code, c.valid_from, c.valid_to) for c in grid.codes.all()] == [("990100000991", DAY, None)]
    assert [(c.kind, c.effective_on, c.created_by) for c in grid.changes.all()] == [
        (ChangeKind.OPENED, DAY, cast.administrator)
    ]
    event = AuditEvent.objects.get()
    assert (event.event, event.organization_path, event.actor_id) == (
        "organizations.open",
        grid.path,
        cast.administrator.pk,
    )


def test_a_village_does_not_open_under_a_district(cast):
    message = refusal(open_organization, name="新村", level=Level.VILLAGE, parent=cast.district, by=None)
    assert message == "村社区的上级应当是镇街，清和区是区县。"


def test_a_code_and_a_name_are_given_once(cast):
    taken = {"level": Level.VILLAGE, "parent": cast.town, "by": None}
    assert refusal(open_organization, name="石桥村", **taken) == "柳溪镇下面已经有“石桥村”。"
    assert (
        refusal(open_organization, name="新村", code=cast.village.code, **taken)
        == f"区划代码{cast.village.code}正在由石桥村使用。"
    )


def test_a_move_takes_the_whole_subtree_along(cast):
    grid = trees.OrganizationFactory(parent=cast.village, level=Level.GRID)
    old_path = cast.village.path
    move_organization(
        organization=cast.village,
        parent=cast.other_town,
        effective_on=DAY,
        by=cast.administrator,
        note="清政发〔2026〕3号",
    )
    moved = fresh(cast.village)
    assert moved.path == f"{cast.other_town.path}{moved.pk}/"
    assert fresh(grid).path == f"{moved.path}{grid.pk}/"
    change = moved.changes.get()
    assert (change.kind, change.old_path, change.other, change.note) == (
        ChangeKind.MOVED,
        old_path,
        cast.other_town,
        "清政发〔2026〕3号",
    )


def test_a_move_leaves_a_neighbour_alone_whose_key_begins_alike(cast):
    """ "1/2/3/" is not a prefix of "1/2/30/"."""
    before = {o.pk: o.path for o in Organization.objects.exclude(pk=cast.village.pk)}
    move_organization(organization=cast.village, parent=cast.other_town, effective_on=DAY, by=None)
    assert {o.pk: o.path for o in Organization.objects.exclude(pk=cast.village.pk)} == before


def test_nobody_hangs_below_herself(cast):
    message = refusal(move_organization, organization=cast.town, parent=cast.village, effective_on=DAY, by=None)
    assert message == "不能把组织调到它自己或它的下级下面。"


def test_a_move_from_a_page_opened_before_another_move_is_told(cast):
    stale = fresh(cast.village)
    move_organization(organization=cast.village, parent=cast.other_town, effective_on=DAY, by=None)
    with pytest.raises(Conflict):
        move_organization(organization=stale, parent=cast.other_town, effective_on=DAY, by=None)


def test_a_change_is_not_entered_before_its_day(cast):
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    message = refusal(
        move_organization, organization=cast.village, parent=cast.other_town, effective_on=tomorrow, by=None
    )
    assert message == "生效日期不能晚于今天，请到那一天再登记。"


def test_a_merged_village_closes_and_hangs_under_its_successor(cast):
    grid = trees.OrganizationFactory(parent=cast.village, level=Level.GRID)
    merge_organizations(sources=[cast.village], into=cast.other_village, effective_on=DAY, by=cast.administrator)
    merged, into = fresh(cast.village), fresh(cast.other_village)
    assert (merged.closed_on, merged.merged_into, merged.path) == (DAY, into, f"{into.path}{merged.pk}/")
    assert fresh(grid).path == f"{into.path}{grid.pk}/"
    assert [c.valid_to for c in merged.codes.all()] == [DAY]
    assert [(c.kind, c.other) for c in merged.changes.all()] == [(ChangeKind.MERGED, into)]
    assert [(c.kind, c.other) for c in into.changes.all()] == [(ChangeKind.MERGED, merged)]


def test_the_chair_of_the_successor_sees_the_merged_village(cast):
    from fulian.core.permissions import Permission

    merge_organizations(sources=[cast.village], into=cast.other_village, effective_on=DAY, by=None)
    seen = Organization.objects.visible_to(cast.other_village_chair, Permission.ORGANIZATIONS_VIEW)
    assert set(seen) == {fresh(cast.village), fresh(cast.other_village)}


def test_merged_townships_leave_their_villages_to_the_successor(cast):
    merge_organizations(sources=[cast.town], into=cast.other_town, effective_on=DAY, by=None)
    assert [fresh(o).parent for o in (cast.village, cast.other_village, cast.far_village)] == [cast.other_town] * 3


def test_only_equals_merge_and_only_open_ones(cast):
    message = refusal(merge_organizations, sources=[cast.village], into=cast.other_town, effective_on=DAY, by=None)
    assert message == "只能在同级之间撤并：石桥村是村社区，东渡街道是镇街。"
    close_organization(organization=cast.village, effective_on=DAY, by=None)
    message = refusal(
        merge_organizations, sources=[fresh(cast.village)], into=cast.other_village, effective_on=DAY, by=None
    )
    assert message == "石桥村已于2026年3月1日撤销，不能再变更。"


def test_a_township_with_villages_does_not_close(cast):
    message = refusal(close_organization, organization=cast.town, effective_on=DAY, by=None)
    assert message == "柳溪镇下面还有2个组织，请先调整它们的隶属或撤销它们。"


def test_the_code_of_a_closed_organization_is_free_again(cast):
    close_organization(organization=cast.village, effective_on=DAY, by=None)
    again = open_organization(
        name="石桥村", level=Level.VILLAGE, parent=cast.town, code=cast.village.code, opened_on=DAY, by=None
    )
    assert again.pk != cast.village.pk


def test_what_is_refused_leaves_nothing_behind(cast):
    trees.OrganizationFactory(parent=cast.town, name="同名单位", level=Level.UNIT)
    trees.OrganizationFactory(parent=cast.other_town, name="同名单位", level=Level.UNIT)
    refusal(merge_organizations, sources=[cast.town], into=cast.other_town, effective_on=DAY, by=None)
    assert fresh(cast.village).parent == cast.town
    assert AuditEvent.objects.count() == 0


def test_a_unit_without_a_code_stands_right_after_its_township_wherever_that_is(cast):
    cast.town.sort_key, cast.village.sort_key, cast.other_town.sort_key = "990100100000", "990100100001", "990100200000"
    for organization in (cast.town, cast.village, cast.other_town):
        organization.save()
    unit = open_organization(name="电商协会妇联", level=Level.UNIT, parent=cast.town, by=None)
    assert cast.town.sort_key < unit.sort_key < cast.village.sort_key
    move_organization(organization=unit, parent=cast.other_town, effective_on=DAY, by=None)
    assert cast.other_town.sort_key < fresh(unit).sort_key < "990100200001"
