"""Two administrators at once, on two real connections."""

import datetime

import pytest

from fulian.organizations.models import Organization
from fulian.organizations.services import merge_organizations, move_organization
from tests.factories.cast import make_cast
from tests.services.together import at_once, done_or_told

DAY = datetime.date(2026, 3, 1)

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_moves_the_village_and_the_other_is_told(postgres):
    cast = make_cast()

    def move() -> None:
        move_organization(organization=cast.village, parent=cast.other_town, effective_on=DAY, by=None)

    assert done_or_told(at_once(move, move)) == ["done", "told"]


def test_a_move_into_a_township_that_is_being_merged_leaves_no_path_behind(postgres):
    cast = make_cast()
    at_once(
        lambda: move_organization(organization=cast.far_village, parent=cast.town, effective_on=DAY, by=None),
        lambda: merge_organizations(sources=[cast.other_town], into=cast.town, effective_on=DAY, by=None),
    )
    for organization in Organization.objects.select_related("parent"):
        above = organization.parent.path if organization.parent else ""
        assert organization.path == f"{above}{organization.pk}/"
