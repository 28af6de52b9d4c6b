"""Production refuses to start while something that protects people is missing, and says what."""

import os
import re
import subprocess
import sys

import pytest

from tools.checks import production_environment
from tools.environment import ROOT


def _check(tmp_path, *arguments, **changes):
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **production_environment(), **changes}
    env = {name: value for name, value in env.items() if value is not None}
    command = [sys.executable, "manage.py", "check", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"FIELD_KEYS": None}, "FIELD_KEYS"),
    ],
    ids=["no secret", "short secret", "debug", "no hosts", "any host", "no field keys"],
)
def test_production_refuses_to_start_and_names_only_the_unsafe_value(tmp_path, changes, named):
    done = _check(tmp_path, **changes)
    message = done.stderr[done.stderr.rindex("not safe to start:") :]
    assert done.returncode != 0
    assert [line.strip().split(":")[0] for line in message.splitlines()[1:] if line.strip()] == [named]


def test_all_problems_are_named_at_once(tmp_path):
    done = _check(tmp_path, SECRET_KEY=None, DEBUG="1", ALLOWED_HOSTS=None, FIELD_KEYS=None)
    for name in ("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "FIELD_KEYS"):
        assert f"\n  {name}: " in done.stderr


def test_the_deployment_check_is_clean(tmp_path):
    done = _check(tmp_path, "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_every_setting_is_explained_to_who_runs_the_portal():
    settings = (ROOT / "fulian" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    explained = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")))
    assert names - explained == set()
