from django.test import Client

from fulian.core.permissions import Permission


def test_each_of_the_cast_has_one_post(cast):
    places = [cast[role].current_post.organization.name for role in ("village_chair", "town_chair", "leader")]
    assert places == ["石桥村", "柳溪镇", "清和区"]


def test_a_chair_reaches_her_village_and_nothing_else(cast):
    scope = cast.village_chair.scope(Permission.ACTIVITIES_EDIT)
    assert [scope.covers(o.path) for o in (cast.village, cast.other_village, cast.town)] == [True, False, False]


def test_a_rights_officer_of_the_cast_has_given_her_second_factor(cast, as_user):
    client = as_user(cast.rights_officer)
    assert isinstance(client, Client)
    assert "otp_device_id" in client.session
