"""The people of most tests: one of each role in one district, and somebody from elsewhere.

清和区 ─ 柳溪镇 ─ 石桥村, 梅园社区          岭北区 ─ 白沙镇 ─ 松口村
       └ 东渡街道 ─ 荷塘社区
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from fulian.accounts import sessions
from fulian.accounts.models import User
from fulian.accounts.roles import RoleCode as R
from fulian.organizations.models import Organization
from tests.factories import organizations as trees
from tests.factories.accounts import people

ROLES = (
    "village_chair", "other_village_chair", "village_aide", "town_chair", "town_officer", "other_town_chair",
    "district_officer", "rights_officer", "leader", "administrator", "outsider",
)  # fmt: skip


@dataclass
class Cast:
    district: Organization
    town: Organization
    village: Organization
    other_village: Organization  # in the same township
    other_town: Organization
    far_village: Organization  # under the other township
    other_district: Organization
    outside_town: Organization
    outside_village: Organization

    village_chair: User
    other_village_chair: User
    village_aide: User
    town_chair: User
    town_officer: User
    other_town_chair: User
    district_officer: User
    rights_officer: User
    town_rights_officer: User  # under the district's; several roles in one post, as townships have it
    leader: User
    administrator: User
    outsider: User  # a township chair of another district: may do much, but none of it here

    def __getitem__(self, role: str) -> User:
        return getattr(self, role)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def make_cast() -> Cast:
    district = trees.district("清和区")
    town = trees.town(district, "柳溪镇")
    village = trees.village(town, "石桥村")
    other_village = trees.village(town, "梅园社区")
    other_town = trees.town(district, "东渡街道")
    far_village = trees.village(other_town, "荷塘社区")
    other_district = trees.district("岭北区")
    outside_town = trees.town(other_district, "白沙镇")
    outside_village = trees.village(outside_town, "松口村")
    wanted = {
        "village_chair": (village, (R.VILLAGE_CHAIR,), "张玥", "主席"),
        "other_village_chair": (other_village, (R.VILLAGE_CHAIR,), "李秀兰", "主席"),
        "village_aide": (village, (R.VILLAGE_AIDE,), "阿依古丽·买买提", "执委"),
        "town_chair": (town, (R.TOWN_CHAIR,), "王婳", "主席"),
        "town_officer": (town, (R.TOWN_OFFICER,), "陈㛃", "专干"),
        "other_town_chair": (other_town, (R.TOWN_CHAIR,), "周喆", "主席"),
        "district_officer": (district, (R.DISTRICT_OFFICER,), "刘堃", "组宣部干部"),
        "rights_officer": (district, (R.RIGHTS_OFFICER,), "欧阳昇", "权益干事"),
        "town_rights_officer": (town, (R.TOWN_OFFICER, R.RIGHTS_OFFICER), "马䶮", "专干"),
        "leader": (district, (R.LEADER,), "孙明霞", "主席"),
        "administrator": (district, (R.ADMINISTRATOR,), "赵敏", "管理员"),
        "outsider": (outside_town, (R.TOWN_CHAIR,), "钱芳", "主席"),
    }
    return Cast(
        district=district, town=town, village=village, other_village=other_village, other_town=other_town, far_village=far_village,
        other_district=other_district, outside_town=outside_town, outside_village=outside_village,
        **dict(zip(wanted, people(*wanted.values()), strict=True)),
    )  # fmt: skip


def signed_in(user: User, *, verified: bool = True) -> Client:
    """A browser in which she has signed in, second factor given when her roles ask for one."""
    client = Client()
    client.force_login(user, backend="fulian.accounts.backends.NameOrPhoneBackend")
    session = client.session
    session[sessions.RENEWED] = int(time.time())  # else the first page costs a write that the second one does not
    session.set_expiry(sessions.age_for(user))
    if verified and user.needs_second_factor:
        device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=True, defaults={"name": "phone"})
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """`as_user(cast.village_chair).get(url)`."""
    return signed_in
