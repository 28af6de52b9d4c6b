import pytest

from fulian.accounts.models import User
from fulian.accounts.services import change_password, issue_password
from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Refused
from tests.factories.accounts import PASSWORD, PostFactory, person

CHANGE = "/accounts/me/password/"
NEW = "Qinghe-2032-xin"


def reset(by: User, other: User) -> bool:
    return by.may_reset_password_of(other)


def test_a_township_resets_only_its_villages(cast):
    chair = cast.town_chair
    assert [
        reset(chair, other)
        for other in (
            cast.village_chair,
            cast.village_aide,
            cast.town_officer,
            cast.district_officer,
            cast.outsider,
            chair,
        )
    ] == [True, True, False, False, False, False]
    far = person(cast.far_village, "village_chair")
    assert [reset(chair, far), reset(cast.other_town_chair, far)] == [False, True]


def test_a_township_never_resets_somebody_with_a_second_factor_or_a_post_elsewhere(cast):
    PostFactory(user=cast.village_chair, organization=cast.town, roles=["rights_officer"])
    PostFactory(user=cast.village_aide, organization=cast.far_village, roles=["village_aide"])
    fresh = [User.objects.get(pk=user.pk) for user in (cast.village_chair, cast.village_aide)]
    assert [reset(cast.town_chair, user) for user in fresh] == [False, False]


def test_an_administrator_resets_everybody_under_her_but_herself(cast):
    administrator = cast.administrator
    everybody = (cast.village_chair, cast.town_chair, cast.rights_officer, cast.leader, cast.outsider, administrator)
    assert [reset(administrator, other) for other in everybody] == [True, True, True, True, False, False]


def test_a_village_chair_resets_nobody(cast):
    assert reset(cast.village_chair, cast.village_aide) is False
    with pytest.raises(Refused):
        issue_password(user=cast.village_aide, by=cast.village_chair)


@pytest.mark.main_flow
def test_a_new_password_is_told_once_ends_her_sessions_and_must_be_changed(cast, as_user, client):
    signed_in = as_user(cast.village_chair)
    assert signed_in.get("/").status_code == 200
    response = as_user(cast.town_chair).post(f"/accounts/people/{cast.village_chair.pk}/password/")
    told = response.context["password"]
    assert (response.status_code, response["Cache-Control"], told in response.content.decode()) == (
        200,
        "no-store",
        True,
    )
    assert signed_in.get("/").status_code == 302
    client.post("/accounts/sign-in/", {"username": cast.village_chair.username, "password": told})
    assert client.get("/organizations/")["Location"] == f"{CHANGE}?next=%2Forganizations%2F"
    response = client.post(CHANGE, {"password": NEW, "repeated": NEW, "next": "/organizations/"})
    assert response["Location"] == "/organizations/"
    assert client.get("/organizations/").status_code == 200
    assert User.objects.get(pk=cast.village_chair.pk).check_password(NEW)


def test_the_log_names_the_act_and_never_the_password(cast):
    told = issue_password(user=cast.village_chair, by=cast.town_chair)
    event = AuditEvent.objects.get()
    assert (event.event, event.subject_id, event.organization_path) == (
        "accounts.reset_password", cast.village_chair.pk, cast.village.path
    )  # fmt: skip
    assert told not in str(event.__dict__)


def test_no_menu_is_shown_before_the_password_is_changed(cast, as_user):
    issue_password(user=cast.village_chair, by=cast.town_chair)
    user = User.objects.get(pk=cast.village_chair.pk)
    page = as_user(user).get(CHANGE).content.decode()
    assert 'bottom-nav"' not in page
    assert "现在的密码" not in page
    assert "退出登录" in page


def test_changing_her_password_keeps_this_device_and_signs_out_the_others(cast, as_user):
    here, there = as_user(cast.village_chair), as_user(cast.village_chair)
    response = here.post(CHANGE, {"current": PASSWORD, "password": NEW, "repeated": NEW})
    assert response.status_code == 302
    assert [here.get("/").status_code, there.get("/").status_code] == [200, 302]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"current": "wrong", "password": NEW, "repeated": NEW}, "current"),
        ({"current": PASSWORD, "password": NEW, "repeated": "other"}, "repeated"),
        ({"current": PASSWORD, "password": "12345678", "repeated": "12345678"}, "password"),
        ({"current": PASSWORD, "password": PASSWORD, "repeated": PASSWORD}, "password"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said_at_its_field(cast, as_user, data, field):
    response = as_user(cast.village_chair).post(CHANGE, data)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_the_same_password_again_is_no_change(cast):
    with pytest.raises(Refused, match="请换一个"):
        change_password(user=cast.village_chair, password=PASSWORD, by=cast.village_chair)
