import datetime
import re

import pytest
import time_machine
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from fulian.accounts.services import confirm_device, pending_device, reset_second_factor
from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Refused

SETUP, VERIFY = "/accounts/second-factor/set-up/", "/accounts/second-factor/"
START = datetime.datetime(2026, 3, 9, 1, 0, tzinfo=datetime.UTC)


def code(device: TOTPDevice) -> str:
    return f"{TOTP(device.bin_key).token():06d}"


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def with_device(cast) -> TOTPDevice:
    return TOTPDevice.objects.create(user=cast.rights_officer, confirmed=True, name="phone")


@pytest.mark.main_flow
def test_she_scans_types_the_first_code_and_is_in(cast, as_user, clock):
    client = as_user(cast.rights_officer, verified=False)
    assert client.get("/todo/")["Location"] == f"{VERIFY}?next=%2Ftodo%2F"
    assert client.get(f"{VERIFY}?next=/todo/")["Location"] == f"{SETUP}?next=%2Ftodo%2F"
    page = client.get(f"{SETUP}?next=/todo/").content.decode()
    assert re.search(r'<img src="data:image/svg\+xml[^"]+" alt="动态验证码的二维码"', page)
    device = TOTPDevice.objects.get()
    assert client.get(SETUP).context["secret"] == client.get(SETUP).context["secret"], "a reloaded page spoils no scan"
    assert client.post(SETUP, {"token": code(device), "next": "/todo/"})["Location"] == "/todo/"
    assert client.get("/todo/").status_code == 200
    assert AuditEvent.objects.filter(event="accounts.set_up_second_factor").count() == 1


def test_a_wrong_code_opens_nothing_and_each_one_makes_her_wait(cast, as_user, clock, with_device):
    client = as_user(cast.rights_officer, verified=False)
    assert "验证码不对" in client.post(VERIFY, {"token": "000000"}).content.decode()
    assert "请等一会儿" in client.post(VERIFY, {"token": code(with_device)}).content.decode()
    clock.shift(10)
    assert client.post(VERIFY, {"token": code(with_device)}).status_code == 302


def test_a_code_serves_once(cast, as_user, clock, with_device):
    token = code(with_device)
    assert as_user(cast.rights_officer, verified=False).post(VERIFY, {"token": token}).status_code == 302
    assert as_user(cast.rights_officer, verified=False).post(VERIFY, {"token": token}).status_code == 422


def test_the_secret_is_never_shown_again(cast, as_user, with_device):
    client = as_user(cast.rights_officer, verified=False)
    assert client.get(SETUP)["Location"] == VERIFY
    with pytest.raises(Refused):
        confirm_device(device=pending_device(user=cast.rights_officer), token="000000", by=cast.rights_officer)


def test_the_page_of_the_second_step_shows_no_menu(cast, as_user, with_device):
    page = as_user(cast.rights_officer, verified=False).get(VERIFY).content.decode()
    assert ('class="rail"' in page, "退出登录" in page) == (False, True)


def test_another_administrator_takes_a_lost_phone_away(cast, as_user, with_device):
    reset_second_factor(user=cast.rights_officer, by=cast.administrator)
    assert TOTPDevice.objects.count() == 0
    assert as_user(cast.rights_officer, verified=False).get(VERIFY)["Location"] == SETUP
    with pytest.raises(Refused, match="另一名管理员"):
        reset_second_factor(user=cast.administrator, by=cast.administrator)


def test_who_needs_none_is_led_away(cast, as_user):
    assert as_user(cast.village_chair).get(SETUP)["Location"] == "/accounts/me/"
