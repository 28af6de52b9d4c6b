"""Loaded before Django's settings (`-p` in pyproject.toml): gives the run its PostgreSQL and a var/ of its own.

The server is started once and shared by all workers of pytest-xdist, each with a test database of its own.
DATABASE_URL given from outside (SQLite for the second run of `boot.py test`, or somebody's server) is used as it is.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.services.postgres import PostgresServer
from tests.services.support import Unavailable, strict

# A developer's own settings must not leak into the tests.
FOREIGN = ["SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "FIELD_KEYS", "FIELD_CIPHER", "MEDIA_ROOT"]
FOREIGN += ["STATIC_ROOT", "FONT_DIR", "LOG_LEVEL", "JOB_STALE_SECONDS", "JOB_SWEEP_SECONDS"]


class RunEnvironment:
    def __init__(self) -> None:
        self.postgres: PostgresServer | None = None
        self.folder: Path | None = None
        self.notice = ""

    def prepare(self, *, with_database: bool) -> None:
        for name in FOREIGN:
            os.environ.pop(name, None)
        os.environ["FULIAN_ENV"] = "development"
        os.environ["CELERY_BROKER_URL"] = "memory://"
        # Playwright's loop runs in the test's thread; Django would refuse every query beside it.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        worker = os.environ.get("PYTEST_XDIST_WORKER")
        if worker:
            os.environ["VAR_DIR"] = str(Path(os.environ["VAR_DIR"]) / worker)
            return
        self.folder = Path(tempfile.mkdtemp(prefix="fulian-", dir="/tmp"))
        os.environ["VAR_DIR"] = str(self.folder / "var")
        if with_database and not os.environ.get("DATABASE_URL"):
            self._start_postgres()

    def _start_postgres(self) -> None:
        try:
            self.postgres = PostgresServer.start()
        except Unavailable as reason:
            self.notice = f"no PostgreSQL, the tests run on SQLite: {reason}"
            if strict():
                pytest.exit(str(reason), returncode=1)
        else:
            self.notice = f"PostgreSQL {self.postgres.version}"
            os.environ["DATABASE_URL"] = self.postgres.url

    def end(self) -> None:
        if self.postgres:
            self.postgres.stop()
            self.postgres = None
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


RUN = RunEnvironment()
atexit.register(RUN.end)  # also when the settings cannot be read and pytest never gets to its own end


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """A wrapper, because pytest-django reads the settings in this same hook and has to come after."""
    looks_only = early_config.known_args_namespace
    RUN.prepare(with_database=not (looks_only.help or looks_only.version or looks_only.collectonly))
    return (yield)


def pytest_report_header() -> str:
    return f"services: {RUN.notice or os.environ.get('DATABASE_URL', 'no database')}"


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    RUN.end()
