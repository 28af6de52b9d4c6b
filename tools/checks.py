"""`boot.py test` and `boot.py lint`. Standard library only."""

import base64
import os
import secrets
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tools.environment import PYTHON, ROOT, VENV, environ, prepare, run, say

PACKAGES = ["fulian", "plans", "activities", "families", "rights", "reports"]
# The rooms whose types are checked: where numbers are made and rows are written.
TYPED_ROOMS = ["services", "querysets", "measures"]
# Enough for `check --deploy`; nothing is started with these values.
PRODUCTION = {
    "FULIAN_ENV": "production",
    "DEBUG": "0",
    "ALLOWED_HOSTS": "fulian.example.gov.cn",
    "CSRF_TRUSTED_ORIGINS": "https://fulian.example.gov.cn",
    "DATABASE_URL": "postgres://fulian@/fulian?host=/run/postgresql",
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/0",
}


def strict() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def test(arguments: Sequence[str]) -> int:
    """Everything on PostgreSQL, then the main flows on SQLite. With arguments: only what they choose, once."""
    missing = prepare(dev=True)
    if missing and strict():
        say(f"CI=true and these are missing: {' '.join(missing)}")
        return 1
    if not any((ROOT / "var" / "fonts").glob("*.otf")):
        run([PYTHON, "manage.py", "install_fonts"])  # the free 仿宋; offline the tests that need it are skipped
    workers = min((os.cpu_count() or 2) + 1, 8)  # each waits now and then, for a browser or a process of its own
    chosen = any(part.startswith("-n") for part in arguments)
    parallel = [] if chosen else ["-n", str(workers), "--dist", "worksteal"]
    pytest = [PYTHON, "-m", "pytest"]
    if arguments:
        return run([*pytest, *parallel, *arguments]).returncode
    say("\nEverything, on PostgreSQL")
    started = time.monotonic()
    everything = run([*pytest, *parallel]).returncode
    say("\nThe main flows, on SQLite")
    with tempfile.TemporaryDirectory(prefix="fulian-") as folder:
        flows = run([*pytest, *parallel, "-m", "main_flow"], DATABASE_URL=f"sqlite:///{folder}/db.sqlite3").returncode
    say(f"\nBoth runs: {time.monotonic() - started:.0f} s")
    return everything or flows


def production_environment() -> dict[str, str]:
    """Production settings with fresh secrets."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {**PRODUCTION, "SECRET_KEY": secrets.token_urlsafe(64), "FIELD_KEYS": f"k1:{key}"}


def typed_paths() -> list[Path]:
    """Two kernel apps whole, and three rooms of every other one."""
    found = [ROOT / "fulian" / name for name in ("core", "indicators")]
    for package in PACKAGES:
        for room in TYPED_ROOMS:
            found += (ROOT / package).glob(f"**/{room}.py")
            found += (path for path in (ROOT / package).glob(f"**/{room}") if (path / "__init__.py").exists())
    whole = found[:2]
    rest = [path for path in found[2:] if not any(path.is_relative_to(folder) for folder in whole)]
    return [path for path in [*whole, *sorted(set(rest))] if path.exists()]


def lint() -> int:
    prepare(dev=True)
    bin_ = VENV / "bin"
    code = [name for name in [*PACKAGES, "tests", "tools", "manage.py"] if (ROOT / name).exists()]
    deploy = [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    with tempfile.TemporaryDirectory(prefix="fulian-") as folder:
        var = {"VAR_DIR": environ().get("VAR_DIR", folder)}
        jobs: list[tuple[str, Sequence[str | Path], dict[str, str]]] = [
            ("ruff check", [bin_ / "ruff", "check", *code], {}),
            ("ruff format", [bin_ / "ruff", "format", "--check", *code], {}),
            ("djlint", [bin_ / "djlint", "templates", "--lint", "--quiet"], {}),
            ("mypy", [PYTHON, "-m", "mypy", *typed_paths()], var),
            ("import contracts", [bin_ / "lint-imports"], var),
            ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], var),
            ("production settings", deploy, {**production_environment(), **var}),
        ]
        return 1 if [name for name, command, env in jobs if not _passes(name, command, env)] else 0


def _passes(name: str, command: Sequence[str | Path], env: dict[str, str]) -> bool:
    started = time.monotonic()
    done = run(command, quiet=True, **env)
    say(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)")
    if done.returncode:
        say(done.stdout or "")
    return done.returncode == 0
