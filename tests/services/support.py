"""Small things that all services need."""

import os
import shlex
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

PATIENCE = 120.0  # seconds; a limit is there to end what hangs, never to measure how fast this machine is


class Unavailable(Exception):
    """A service that this machine does not have; the message says how to get it."""


def strict() -> bool:
    """On the build machine a missing service is a failure; at home it is a skip."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def missing(reason: str) -> NoReturn:
    if strict():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """`what` is told when it does not come. On a machine that is busy with other things everything takes its time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Keeper:
    """A shell that waits for its input to end and then stops a server and removes its folder.

    The input ends when we close it, and also when pytest is killed outright: no server outlives its run.
    """

    def __init__(self, stop: Sequence[str | Path], folder: Path) -> None:
        script = f"cat >/dev/null; {shlex.join(map(str, stop))} >/dev/null 2>&1; rm -rf {shlex.quote(str(folder))}"
        self.process = subprocess.Popen(["sh", "-c", script], cwd="/", stdin=subprocess.PIPE, start_new_session=True)

    def stop(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(30)
