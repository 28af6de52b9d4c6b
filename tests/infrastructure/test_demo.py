"""The first command that a stranger types, for real: from nothing, a second time, and its end."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.services.support import free_port, wait_until
from tools.environment import ROOT

pytestmark = [pytest.mark.services, pytest.mark.slow]
FIRST_START_SECONDS = 600  # on two cores that are busy with other tests
SECOND_START_SECONDS = 120  # the rows are counted: it loads nothing a second time


class Demo:
    def __init__(self, var: Path, log: Path):
        self.port = free_port()
        env = {"PATH": os.environ["PATH"], "HOME": str(var.parent), "VAR_DIR": str(var)}
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-u", ROOT / "tools" / "boot.py", "demo", "--port", str(self.port)],
                cwd="/",
                env=env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until_it_greets(self, seconds: float) -> float:
        began = time.monotonic()
        wait_until(lambda: "Ctrl-C" in self.said or self.process.poll() is not None, "the demo", seconds)
        assert self.process.poll() is None, self.said
        return time.monotonic() - began

    def get(self, path: str):
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60)

    def end(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


def _processes_of(var: Path) -> list[int]:
    """Everything that runs on this folder: the children of the demo carry it in their environment."""
    mark, found = f"VAR_DIR={var}".encode(), []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in entry.read_bytes().split(b"\0"):
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return found


def _rows(var: Path) -> dict[str, int]:
    with sqlite3.connect(var / "db.sqlite3") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        tables.remove("django_session")
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def test_the_demo_starts_from_nothing_and_again_and_leaves_nothing_running(tmp_path):
    var = tmp_path / "var"
    demo = Demo(var, tmp_path / "first.log")
    try:
        demo.wait_until_it_greets(FIRST_START_SECONDS)
        page = demo.get("/")
        style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page.read().decode()).group(1)
        assert (page.status, demo.get(style).headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")
        (summary,) = (var / "demo").glob("*.pdf")
        assert summary.read_bytes()[:5] == b"%PDF-"
        assert summary.name in demo.said
        assert len(_processes_of(var)) >= 5  # the command, web and its workers, worker, scheduler
        other = Demo(var, tmp_path / "other.log")
        assert other.process.wait(120) == 1
        assert "already running" in other.said
        rows = _rows(var)
    finally:
        demo.end()
    assert _processes_of(var) == []

    again = Demo(var, tmp_path / "second.log")
    try:
        seconds = again.wait_until_it_greets(SECOND_START_SECONDS)
        assert _rows(var) == rows
    finally:
        again.end(signal.SIGTERM)
    assert (_processes_of(var), seconds < SECOND_START_SECONDS) == ([], True)
