"""The demo district's tree and its people, made through the same services as a user's would be."""

import base64
import datetime
import hashlib

from django.contrib.auth.hashers import make_password
from django_otp.plugins.otp_totp.models import TOTPDevice

from fulian.accounts.models import User
from fulian.accounts.roles import RoleCode
from fulian.accounts.services import appoint
from fulian.demo.people import Names
from fulian.demo.places import DISTRICT_CODE, DISTRICT_NAME, SUPERIOR_FEDERATION, TOWNS, Town, place_code
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from fulian.organizations.services import open_organization

PASSWORD = "Jinhe-2025"
FOUNDED = datetime.date(2018, 6, 1)
TERM_BEGAN = datetime.date(2021, 3, 1)
DISTRICT_PEOPLE = (
    ("qu.zhuxi", "主席", (RoleCode.LEADER,)),
    ("qu.fenguan", "分管副主席", (RoleCode.LEADER,)),
    ("qu.fuzhuxi", "副主席", (RoleCode.LEADER,)),
    ("qu.zuxuan", "组宣部干部", (RoleCode.DISTRICT_OFFICER,)),
    ("qu.jiaer", "家儿部干部", (RoleCode.DISTRICT_OFFICER,)),
    ("qu.fazhan", "发展部干部", (RoleCode.DISTRICT_OFFICER,)),
    ("qu.bangong", "办公室干部", (RoleCode.DISTRICT_OFFICER,)),
    ("qu.quanyi", "权益部干事", (RoleCode.RIGHTS_OFFICER,)),
    ("qu.guanli", "系统管理员", (RoleCode.ADMINISTRATOR,)),
)


def plant_tree() -> Organization:
    """The district with its townships and villages; nothing is doubled."""
    district = _organization(
        DISTRICT_NAME, Level.DISTRICT, None, DISTRICT_CODE,
        full_name=f"{DISTRICT_NAME}妇女联合会", superior_federation=SUPERIOR_FEDERATION, party_committee="区委", phone="0379-5550100",
    )  # fmt: skip
    for number, town in enumerate(TOWNS):
        party = "街道党工委" if town.is_street else "镇党委"
        organization = _organization(
            town.name, Level.TOWN, district, town.code,
            full_name=f"{town.name}妇女联合会", superior_federation="区妇联", party_committee=party, phone=f"0379-55502{number:02}",
        )  # fmt: skip
        for index, place in enumerate(town.places):
            name = f"{place}{town.suffix}"
            party = "社区党支部" if town.is_street else "村党支部"
            _organization(
                name, Level.VILLAGE, organization, place_code(town, index),
                full_name=f"{town.name}{name}妇女联合会", superior_federation=f"{town.name}妇联",
                party_committee=party, women_count=380 + 37 * ((index * 7 + number) % 23),
            )  # fmt: skip
    return district


def _organization(name: str, level: str, parent: Organization | None, code: str, **details) -> Organization:
    if found := Organization.objects.filter(code=code).first():
        return found
    return open_organization(name=name, level=level, parent=parent, by=None, code=code, opened_on=FOUNDED, **details)


def appoint_people() -> None:
    """About 130 people with posts; one password for all, hashed once."""
    hashed = make_password(PASSWORD)
    names = Names(seed=2025)
    by_code = {o.code: o for o in Organization.objects.all()}
    for username, title, roles in DISTRICT_PEOPLE:
        _person(names, hashed, username, by_code[DISTRICT_CODE], title, roles)
    for town in TOWNS:
        _appoint_town(names, hashed, town, by_code)


def _appoint_town(names: Names, hashed: str, town: Town, by_code: dict[str, Organization]) -> None:
    organization = by_code[town.code]
    _person(names, hashed, f"{town.prefix}.zhuxi", organization, "妇联主席", (RoleCode.TOWN_CHAIR,))
    # In a township one person does everything, the first handling of people who seek help too.
    _person(names, hashed, f"{town.prefix}.zhuangan", organization, "妇联专干", (RoleCode.TOWN_OFFICER,))
    _person(names, hashed, f"{town.prefix}.quanyi", organization, "权益干事", (RoleCode.RIGHTS_OFFICER,))
    for index in range(len(town.places)):
        village = by_code[place_code(town, index)]
        _person(names, hashed, f"{town.prefix}{index + 1:02}", village, "妇联主席", (RoleCode.VILLAGE_CHAIR,))
        if index % 6 == 0:
            _person(names, hashed, f"{town.prefix}{index + 1:02}.zhiwei", village, "妇联执委", (RoleCode.VILLAGE_AIDE,))


def _person(  # noqa: PLR0917 a table of people reads best in columns
    names: Names, hashed: str, username: str, organization: Organization, title: str, roles: tuple[str, ...]
) -> None:
    name = names.draw()
    if User.objects.filter(username=username).exists():
        return
    user = User(username=username, name=name, password=hashed)
    user.full_clean()
    user.save()
    appoint(user=user, organization=organization, roles=roles, by=None, title=title, since=TERM_BEGAN)
    if user.needs_second_factor:
        TOTPDevice.objects.create(user=user, name="演示", key=totp_key(username).hex(), confirmed=True)


def totp_key(username: str) -> bytes:
    """A key of the demo's own, the same at every loading: published, and good for nothing else."""
    return hashlib.sha256(f"demo {username}".encode()).digest()[:20]


def totp_secret(username: str) -> str:
    return base64.b32encode(totp_key(username)).decode()
