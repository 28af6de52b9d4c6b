"""Fixtures for all tests. Services are in tests/services; the environment is made before the settings are read."""

import ipaddress
import os
import socket
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from pytest_django.plugin import blocking_manager_key

from tests.services import browser as browsers
from tests.services import emptying, migrating
from tests.services.celery import CeleryProcesses
from tests.services.redis import RedisServer
from tests.services.support import Unavailable, missing

pytest_plugins = ["tests.factories.cast"]
REAL_CONNECT = socket.socket.connect


class OutsideConnection(Exception):
    """A test tried to leave the machine."""


def _only_this_machine(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6):
        host = str(address[0])
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise OutsideConnection(f"the tests may not connect to {host}")
    REAL_CONNECT(self, address)


def pytest_configure(config: pytest.Config) -> None:
    # Playwright keeps an event loop running in the thread of the tests. Beside a loop Django hands out other connections,
    # which see nothing of an open transaction and nothing of what the first ones remember: one for each thread will do.
    connections._connections = threading.local()  # type: ignore[assignment]
    socket.socket.connect = _only_this_machine  # type: ignore[method-assign]
    migrating.build_new_models_alone()
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is not there
    database = django_settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # a file, because workers are processes of their own
        database.setdefault("TEST", {})["NAME"] = str(Path(os.environ["VAR_DIR"]) / "test.sqlite3")
    else:
        database["CONN_MAX_AGE"] = 0  # a live server's threads must not hold the database that is to be dropped


def pytest_unconfigure() -> None:
    socket.socket.connect = REAL_CONNECT  # type: ignore[method-assign]


def _commits(item: pytest.Item | None) -> bool:
    """Whether the test writes for good, and therefore ends by emptying all tables."""
    mark = item.get_closest_marker("django_db") if item else None
    asked_for = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked_for or (mark and mark.kwargs.get("transaction")))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits begins with the rows of the migrations (kinds, themes), which the one before may have emptied."""
    for item in filter(_commits, items):
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """And so does a test that only rolls back, should it come after one that commits."""
    yield
    if _commits(item) and nextitem is not None and not _commits(nextitem):
        connection = connections["default"]
        rows = getattr(connection, "_test_serialized_contents", "")  # nothing if the database could not be made
        if rows:
            with item.config.stash[blocking_manager_key].unblock():
                connection.creation.deserialize_db_from_string(rows)
                connection.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """On PostgreSQL a committing test leaves what the migrations made: there is nothing for the next one to bring back."""
    connection = connections["default"]
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock():
        emptying.keep_aside(connection)
        connection.close()
    DatabaseOperations.sql_flush = emptying.as_migrated  # type: ignore[method-assign]
    connection._test_serialized_contents = "[]"  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _media_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Files of one test are not there for the next."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def postgres(db: None) -> None:
    """For tests of what only PostgreSQL does."""
    if connections["default"].vendor != "postgresql":
        pytest.skip("needs PostgreSQL; this run is on SQLite")


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    try:
        server = RedisServer.start()
    except Unavailable as reason:
        missing(str(reason))
    yield server
    server.stop()


@pytest.fixture
def celery_processes(
    request: pytest.FixtureRequest, transactional_db: None, tmp_path: Path, _media_of_its_own: None
) -> Iterator[CeleryProcesses]:
    """Starts real workers on the test database: `worker = celery_processes.start("redis")`, `worker.kill()`."""

    def redis_url() -> str:
        server: RedisServer = request.getfixturevalue("redis_server")
        server.flush()
        return server.url

    processes = CeleryProcesses(redis_url, tmp_path)
    yield processes
    processes.end()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    executable = browsers.chromium()
    if executable is None:
        missing(browsers.HOW)
    return browsers.launch_arguments(executable)


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": browsers.DESKTOP}


@pytest.fixture
def new_context(new_context: Any) -> Iterator[Any]:
    """Every browser is patient, and what it asked for is answered before the tables are emptied."""
    traffic, contexts = browsers.Traffic(), []

    def make(**options: Any) -> Any:
        contexts.append(new_context(**options))
        browsers.be_patient(contexts[-1])
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()
    traffic.end()


@pytest.fixture
def phone_page(page: Any) -> Any:
    page.set_viewport_size(browsers.PHONE)
    return page


@pytest.fixture
def desktop_page(page: Any) -> Any:
    page.set_viewport_size(browsers.DESKTOP)
    return page


@pytest.fixture(params=["phone", "desktop"])
def browser_page(request: pytest.FixtureRequest, page: Any) -> Any:
    """The same test at 390 × 844 and at 1440 × 900."""
    page.set_viewport_size(browsers.PHONE if request.param == "phone" else browsers.DESKTOP)
    return page
