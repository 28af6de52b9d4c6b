import datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from fulian.accounts.models import User
from fulian.accounts.services import issue_password
from fulian.audit.models import AuditEvent
from tests.factories.accounts import PASSWORD

SIGN_IN = "/accounts/sign-in/"
WRONG = "账号或密码不对，请核对后再试。"


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password, **extra})


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.main_flow
@pytest.mark.parametrize("typed", ["name", "phone", "full width", "spaced phone"])
def test_she_signs_in_with_her_name_or_her_number_as_people_type_them(cast, client, typed):
    user = cast.village_chair
    username = {
        "name": user.username.upper(),
        "phone": user.phone,
        "full width": "".join(chr(ord(c) + 0xFEE0) for c in user.phone),
        "spaced phone": f"{user.phone[:3]} {user.phone[3:7]} {user.phone[7:]} ",
    }[typed]
    assert sign_in(client, username)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert AuditEvent.objects.get(event="accounts.sign_in").actor_id == user.pk


@pytest.mark.parametrize("wrong", ["password", "name", "stopped"])
def test_what_was_wrong_stays_unsaid_and_the_name_stays_typed(cast, client, wrong):
    user = cast.village_chair
    if wrong == "stopped":
        User.objects.filter(pk=user.pk).update(is_active=False)
    response = sign_in(client, "nobody" if wrong == "name" else user.username, "x" if wrong == "password" else PASSWORD)
    assert (response.status_code, WRONG in text_of(response)) == (422, True)
    assert 'value="nobody"' in text_of(response) or f'value="{user.username}"' in text_of(response)


def test_she_goes_on_to_the_page_she_wanted_but_never_elsewhere(cast, client):
    assert sign_in(client, cast.village_chair.username, next="/organizations/")["Location"] == "/organizations/"
    client.logout()
    assert sign_in(client, cast.village_chair.username, next="https://elsewhere.example/")["Location"] == "/"


def test_after_five_wrong_passwords_the_page_says_when_to_try_again(cast, client):
    with time_machine.travel(datetime.datetime(2026, 3, 9, 1, 0, tzinfo=datetime.UTC), tick=False):
        answers = [sign_in(client, cast.village_chair.username, "wrong") for _ in range(5)]
        assert [a.status_code for a in answers] == [422] * 4 + [429]
        assert "09:15" in text_of(answers[-1])
        assert sign_in(client, cast.village_chair.username).status_code == 429
    with time_machine.travel(datetime.datetime(2026, 3, 9, 1, 16, tzinfo=datetime.UTC), tick=False):
        assert sign_in(client, cast.village_chair.username).status_code == 302


def test_her_township_s_telephone_shows_only_on_a_device_that_knows_her(cast, client):
    cast.town.phone = "0000-82310008"
    cast.town.save()
    sign_in(client, cast.village_chair.username)
    client.logout()
    # logging out by the page keeps the cookie of the device; the test client's logout drops all
    client.cookies.clear()
    for _ in range(5):
        stranger = sign_in(client, cast.village_chair.username, "wrong")
    assert "0000-82310008" not in text_of(stranger)

    at_home = Client(REMOTE_ADDR="10.0.0.9")
    sign_in(at_home, cast.village_chair.username)
    at_home.post("/accounts/sign-out/")
    assert "0000-82310008" in text_of(at_home.get(SIGN_IN))


def test_a_township_s_new_password_ends_the_waiting(cast, client):
    for _ in range(5):
        sign_in(client, cast.village_chair.username, "wrong")
    told = issue_password(user=cast.village_chair, by=cast.town_chair)
    assert sign_in(client, cast.village_chair.username, told).status_code == 302


def test_signing_out_needs_a_post(cast, as_user):
    client = as_user(cast.village_chair)
    assert client.get("/accounts/sign-out/").status_code == 405
    assert client.post("/accounts/sign-out/")["Location"] == SIGN_IN
    assert client.get("/")["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize(
    ("role", "seconds"),
    [
        ("village_chair", settings.SESSION_COOKIE_AGE),
        ("district_officer", 12 * 3600),
        ("rights_officer", settings.SESSION_SHORT_AGE),
    ],
)
def test_a_session_ends_after_a_pause_that_fits_the_role_and_use_renews_it(cast, as_user, role, seconds):
    start = datetime.datetime(2026, 3, 9, 1, 0, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        client = as_user(cast[role])
        for _ in range(3):  # always in use: never out
            assert client.get("/").status_code == 200
            clock.shift(seconds * 0.9)
        assert client.get("/").status_code == 200
        clock.shift(seconds + 1)
        assert client.get("/").status_code == 302


def test_a_page_that_is_only_read_does_not_write_the_session_each_time(cast, as_user, django_assert_num_queries):
    client = as_user(cast.village_chair)
    client.get(reverse("accounts:profile"))
    with django_assert_num_queries(4):  # session, person, posts with their organizations, roles
        client.get(reverse("accounts:profile"))


def test_large_type_is_kept_on_the_device(cast, client):
    response = client.post("/accounts/type-size/", {"size": "large", "next": SIGN_IN})
    assert (response["Location"], client.cookies["type_size"].value) == (SIGN_IN, "large")
    assert 'class="large"' in text_of(client.get(SIGN_IN))
    client.post("/accounts/type-size/", {"size": "normal", "next": "https://elsewhere.example"})
    assert client.cookies["type_size"].value == ""


def test_whoever_is_in_does_not_see_the_sign_in_page(cast, as_user):
    assert as_user(cast.village_chair).get(SIGN_IN)["Location"] == "/"
