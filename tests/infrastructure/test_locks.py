"""The locks are complete, agree with each other, and name no registry."""

import re
import tomllib

import pytest

from tools.environment import DEV_LOCK, LOCK, ROOT, UV_LOCK

PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
LOCKS = [LOCK, DEV_LOCK, UV_LOCK]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _pins(lock):
    return {name.lower(): version for name, version in PIN.findall(lock.read_text())}


def _wanted(requirements):
    return {re.match(r"[A-Za-z0-9-]+", requirement).group().lower() for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_hashes(lock):
    blocks = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock):
    assert re.findall(r"https?://|--index-url|--extra-index-url", lock.read_text()) == []


def test_the_development_lock_holds_the_runtime_lock():
    """So that an environment for tests also serves the demo, and a stamp can say so."""
    assert _pins(LOCK).items() <= _pins(DEV_LOCK).items()


def test_the_locks_hold_what_the_project_asks_for():
    assert _wanted(PROJECT["project"]["dependencies"]) - set(_pins(LOCK)) == set()
    assert _wanted(PROJECT["dependency-groups"]["dev"]) - set(_pins(DEV_LOCK)) == set()


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start, end = lines.index("dependencies = ["), lines.index("[tool.ruff]")
    groups = re.split(r"\n(?=\s*#)", "\n".join(line for line in lines[start:end] if line.startswith("    ")))
    assert [group for group in groups if not group.strip().startswith("#")] == []


def test_django_is_capped_below_the_next_release():
    assert "django>=5.2,<5.3" in PROJECT["project"]["dependencies"]
