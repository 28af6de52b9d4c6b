"""Real Celery processes on the test database: `celery -A fulian worker`, as production and the demo start it."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from kombu import pools

from fulian.celery import app
from tests.services.support import wait_until
from tools.processes import Child

Transport = Literal["redis", "filesystem"]
BIN = Path(sys.executable).parent
FOLDERS = {
    "data_folder_in": "messages",
    "data_folder_out": "messages",
    "control_folder": "control",
    "processed_folder": "processed",
}


def database_url() -> str:
    """The test database of this run and this xdist worker, as another process has to be told about it."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    user = quote(config["USER"]) + (f":{quote(config['PASSWORD'])}" if config["PASSWORD"] else "")
    options = config.get("OPTIONS", {})
    if "host" in options:
        return f"postgres://{user}@/{config['NAME']}?host={options['host']}"
    host = config["HOST"]
    if host.startswith("/"):
        return f"postgres://{user}@/{config['NAME']}?host={host}"
    return f"postgres://{user}@{host}:{config['PORT'] or 5432}/{config['NAME']}"


class Broker:
    """Points this process at a real broker for one test, and puts back what was there."""

    def __init__(self, transport: Transport, redis_url: Callable[[], str], folder: Path) -> None:
        self.transport = transport
        self.env: dict[str, str] = {"VAR_DIR": str(folder)}
        self.before = (app.conf.broker_url, dict(app.conf.broker_transport_options))
        if transport == "redis":
            url: str = redis_url()
            options: dict[str, Any] = {"visibility_timeout": 3600}
        else:
            url = "filesystem://"
            options = {name: str(folder / "queue" / part) for name, part in FOLDERS.items()} | {"polling_interval": 0.1}
            for name in FOLDERS:
                Path(options[name]).mkdir(parents=True, exist_ok=True)
        self.env["CELERY_BROKER_URL"] = url
        _use(url, options)

    def restore(self) -> None:
        _use(*self.before)


def _use(url: str, options: dict[str, Any]) -> None:
    app.conf.broker_url = app.conf.broker_write_url = app.conf.broker_read_url = url
    app.conf.broker_transport_options = options
    pools.reset()  # kombu keeps a pool for each address: a closed one would be handed out again
    app._pool = None
    app.amqp._producer_pool = None


class WorkerProcess:
    """A worker that can be killed as a power cut would kill it."""

    def __init__(
        self, kind: Literal["worker", "beat"], broker: Broker, folder: Path, number: int, include: str, **env: str
    ) -> None:
        log = folder / f"{kind}-{number}.log"
        shared = {
            "DATABASE_URL": database_url(),
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "FULIAN_ENV": "development",
            "LOG_LEVEL": "INFO",
            **broker.env,
            **env,
        }
        command: list[str | Path] = [BIN / "celery", "-A", "fulian", kind, "-l", "INFO"]
        if kind == "worker":
            command += ["-P", "solo", "-n", f"test-{os.getpid()}-{number}@%h", "--without-mingle", "--without-gossip"]
            command += ["-I", include] if include else []
        else:
            command += ["-s", folder / "schedule", "--pidfile="]
        self.kind = kind
        self.child = Child(f"{kind} {number}", command, log, **shared)
        self.child.start()

    @property
    def log(self) -> str:
        return self.child.log.read_text(errors="replace")

    @property
    def pid(self) -> int:
        assert self.child.process is not None
        return self.child.process.pid

    def wait_ready(self) -> None:
        sign = " ready." if self.kind == "worker" else "beat: Starting..."
        try:
            wait_until(lambda: sign in self.log or self.child.ended(), f"{self.kind} ready")
        except AssertionError as slow:
            raise AssertionError(f"{slow}\n{self.log[-3000:]}") from None
        assert not self.child.ended(), f"{self.kind} ended:\n{self.log[-3000:]}"

    def kill(self) -> None:
        """kill -9, and wait until it is gone."""
        self.child.signal(signal.SIGKILL)
        assert self.child.process is not None
        self.child.process.wait(10)

    def stop(self) -> None:
        """The warm shutdown: the current task is finished first."""
        process = self.child.process
        if process is not None and process.poll() is None:
            process.terminate()
            process.wait(30)


class CeleryProcesses:
    """What the fixture hands out: start workers (and the scheduler) on one transport."""

    def __init__(self, redis_url: Callable[[], str], folder: Path) -> None:
        self.redis_url, self.folder = redis_url, folder
        self.broker: Broker | None = None
        self.processes: list[WorkerProcess] = []

    def use(self, transport: Transport) -> None:
        """Tasks sent by the test (and by live_server) go to this broker from now on."""
        if self.broker is None:
            self.broker = Broker(transport, self.redis_url, self.folder / "broker")
        assert self.broker.transport == transport, "one transport in one test"

    def start(
        self, transport: Transport = "redis", *, beat: bool = False, include: str = "", **env: str
    ) -> WorkerProcess:
        """A worker, or the scheduler, that is ready. Settings for it by name: JOB_STALE_SECONDS="2".

        `include` is a module of the tests that the worker is to load too.
        """
        self.use(transport)
        assert self.broker is not None
        kind: Literal["worker", "beat"] = "beat" if beat else "worker"
        process = WorkerProcess(kind, self.broker, self.folder, len(self.processes), include, **env)
        self.processes.append(process)
        process.wait_ready()
        return process

    def end(self) -> None:
        for process in self.processes:
            process.child.signal(signal.SIGKILL)
            if process.child.process is not None:
                process.child.process.wait(10)
        if self.broker:
            self.broker.restore()
