"""Children of a command: started in groups of their own, restarted when they die, ended with everything below them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tools.environment import ROOT, BootError, environ, say

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 20
RESTARTS_A_MINUTE = 5


ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(Exception):
    """A signal asked us to end."""


def _ignore_signals() -> None:
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)


def _die_with_parent() -> None:
    """In the child: should the command itself be killed outright, the kernel ends this process too."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    def __init__(self, name: str, command: Sequence[str | Path], log: Path, **env: str):
        self.name, self.command, self.log, self.env = name, [str(part) for part in command], log, env
        self.starts: list[float] = []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.starts.append(time.monotonic())
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=environ(**self.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - no threads here
            )

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def revive(self) -> None:
        """Start again what died, unless it dies at once again and again."""
        recent = [started for started in self.starts if time.monotonic() - started < 60]
        if len(recent) >= RESTARTS_A_MINUTE:
            raise BootError(f"{self.name} keeps ending; the end of {self.log}:\n{self.tail()}")
        say(f"  {self.name} ended with {self.process.returncode if self.process else '?'}; starting it again")
        self.start()

    def tail(self) -> str:
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""

    def signal(self, number: int) -> None:
        """To the whole group: a server's workers too."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


class Children:
    """Use as a context: whatever happens inside, nothing is left behind."""

    def __init__(self) -> None:
        self.children: list[Child] = []

    def __enter__(self) -> "Children":
        for number in ENDING:
            signal.signal(number, self._asked_to_stop)
        return self

    @staticmethod
    def _asked_to_stop(number: int, frame: object) -> None:
        _ignore_signals()  # an impatient second Ctrl-C must not interrupt the ending
        raise Stop(signal.Signals(number).name)

    def start(self, child: Child) -> Child:
        self.children.append(child)
        child.start()
        return child

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Keep them alive until the condition holds (never, by default)."""
        while not until():
            for child in self.children:
                if child.ended():
                    child.revive()
            time.sleep(0.1)

    def __exit__(self, *error: Any) -> None:
        _ignore_signals()
        if isinstance(error[1], Stop):
            say("\n  stopping; a document that is being rendered is finished first …")
        for child in self.children:
            if child.process is not None and not child.ended():
                # only to the leader: servers end their own workers, and a Celery worker finishes its task
                child.process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            if child.process is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.1, deadline - time.monotonic()))
                child.signal(signal.SIGKILL)
                child.process.wait()
