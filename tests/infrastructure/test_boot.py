import re
import subprocess
import sys

import pytest

from tools import checks
from tools.demo import one_per_role, table, totp
from tools.environment import ROOT, fingerprint

BOOT = ROOT / "tools" / "boot.py"
# "12345678901234567890" of RFC 6238, appendix B, in base 32; the last six of its eight digits
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(seconds, code):
    assert totp(RFC_SECRET, seconds) == code


def test_the_table_lines_up_with_chinese_characters():
    lines = table([["角色", "用户名"], ["区妇联干部", "staff"], ["村主席", "chair"]]).splitlines()
    assert lines == ["  角色        用户名", "  区妇联干部  staff", "  村主席      chair"]


def test_one_account_is_shown_for_each_role():
    accounts = [{"role": "a", "username": "1"}, {"role": "b", "username": "2"}, {"role": "a", "username": "3"}]
    assert [account["username"] for account in one_per_role(accounts)] == ["1", "2"]


def test_a_changed_file_changes_the_fingerprint():
    lock, dev = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
    assert fingerprint([lock]) == fingerprint([lock])
    assert len({fingerprint([lock]), fingerprint([dev]), fingerprint([lock], "x"), fingerprint([lock, dev])}) == 4


def test_the_commands_need_only_the_standard_library():
    """-S -I: without site-packages, without the environment."""
    done = subprocess.run(
        [sys.executable, "-S", "-I", BOOT, "--help"], cwd="/", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    for command in ("setup", "demo", "test", "lint", "bench", "screenshots"):
        assert f"tools/boot.py {command}" in done.stdout


def test_an_unknown_option_is_an_error():
    done = subprocess.run(
        [sys.executable, BOOT, "lint", "--prot"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2


def test_make_has_an_alias_for_every_command():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^(\w+): ; @python3 tools/boot.py \1$", makefile, re.MULTILINE)
    assert targets == ["setup", "demo", "codes", "test", "lint", "bench", "screenshots"]


def test_the_build_machine_runs_the_test_command():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text().splitlines()[-1] == "CI=true exec python3 tools/boot.py test </dev/null"


def test_types_are_checked_in_the_rooms_where_numbers_are_made():
    paths = [path.relative_to(ROOT).as_posix() for path in checks.typed_paths()]
    assert paths[:2] == ["fulian/core", "fulian/indicators"]
    assert [path for path in paths if "/tests/" in path or "migrations" in path] == []
