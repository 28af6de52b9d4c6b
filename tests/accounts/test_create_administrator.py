import io

import pytest
from django.core.management import CommandError, call_command

from fulian.accounts.models import User
from fulian.core.permissions import Permission


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("create_administrator", *arguments, stdout=out)
    return out.getvalue()


def test_a_new_portal_gets_its_first_administrator(cast):
    told = run("guanli", "--name", "赵敏", "--organization", cast.other_district.code)
    user = User.objects.get(username="guanli")
    password = told.partition("临时密码：")[2].split("\n")[0]
    assert (user.check_password(password), user.must_change_password, user.may(Permission.ACCOUNTS_MANAGE)) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("username", "code", "message"),
    [
        ("guanli", "990199999999", "系统里没有区划代码为990199999999的组织"),
        ("管理员", "", "账号用3到40个字母"),
        ("person", "taken", "已经有人用了"),
    ],
)
def test_what_is_wrong_is_told(cast, username, code, message):
    if code == "taken":
        username = cast.village_chair.username
    code = code if code.isdigit() else cast.district.code
    with pytest.raises(CommandError, match=message):
        run(username, "--name", "赵敏", "--organization", code)
