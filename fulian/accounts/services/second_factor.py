"""The code from her phone (TOTP). One device a person; an administrator can take it away when the phone is lost."""

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from fulian.accounts.models import User
from fulian.accounts.services.guards import assert_reaches, place_of
from fulian.audit.services import record
from fulian.core.exceptions import Refused


@transaction.atomic
def pending_device(*, user: User) -> TOTPDevice:
    """The device being set up: the same secret until it is confirmed, so that a reloaded page does not spoil the scan."""
    User.objects.select_for_update().get(pk=user.pk)
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "手机验证器"})
    return device


def confirm_device(*, device: TOTPDevice, token: str, by: User) -> TOTPDevice:
    if TOTPDevice.objects.filter(user=by, confirmed=True).exists():
        raise Refused("已经设置过动态验证码。换手机请联系管理员重置。")
    _accept(device.pk, token)
    with transaction.atomic():
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        record("accounts.set_up_second_factor", by=by, subject=by, path=place_of(by))
    device.refresh_from_db()
    return device


def verify(*, user: User, token: str) -> TOTPDevice:
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    if device is None:
        raise Refused("还没有设置动态验证码。")
    return _accept(device.pk, token)


def _accept(key: int, token: str) -> TOTPDevice:
    """Each wrong code makes her wait longer (django-otp counts it on the row, so the refusal comes after the commit)."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().get(pk=key)
        allowed, _ = device.verify_is_allowed()
        accepted = allowed and device.verify_token(token)
    if not allowed:
        raise Refused("输错的次数多了，请等一会儿，换手机上新的验证码再试。", field="token")
    if not accepted:
        raise Refused("验证码不对。请看手机上最新的6位数字，并核对手机时间。", field="token")
    return device


@transaction.atomic
def reset_second_factor(*, user: User, by: User) -> None:
    """Her phone is lost: she sets up another at the next sign-in."""
    assert_reaches(by, user)
    if user.pk == by.pk:
        raise Refused("不能重置自己的动态验证码，请另一名管理员来做。")
    deleted, _ = TOTPDevice.objects.filter(user=user).delete()
    if not deleted:
        raise Refused("这个账号还没有设置动态验证码。")
    record("accounts.reset_second_factor", by=by, subject=user, path=place_of(user))
