"""Ctrl-C ends every process that a command started, and so does its death."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.services.support import wait_until
from tools.environment import ROOT

PARENT = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tools.processes import Child, Children, Stop
    folder = Path(sys.argv[1])
    # a server with a worker of its own, like gunicorn's
    script = "echo $$ >> {0}; sleep 1000 & echo $! >> {0}; wait"
    try:
        with Children() as children:
            for name in ("web", "worker"):
                children.start(Child(name, ["sh", "-c", script.format(folder / name)], folder / f"{name}.log"))
            children.watch()
    except Stop as stop:
        print(stop)
    """
)


def _alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _pids(folder: Path, name: str) -> list[int]:
    path = folder / name
    return [int(line) for line in path.read_text().split()] if path.exists() else []


@pytest.fixture
def parent(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until(lambda: all(len(_pids(tmp_path, name)) == 2 for name in ("web", "worker")), "children")
    yield process
    process.kill()
    process.communicate()
    for leader in {_pids(tmp_path, name)[place] for name in ("web", "worker") for place in (0, -2)}:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(leader, signal.SIGKILL)


def _children(folder: Path) -> list[int]:
    return [*_pids(folder, "web"), *_pids(folder, "worker")]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_ends_every_process(parent, tmp_path, number):
    pids = _children(tmp_path)
    os.kill(parent.pid, number)
    said, _ = parent.communicate(timeout=60)
    assert said.split()[-1] == number.name
    wait_until(lambda: not any(map(_alive, pids)), "every process to end")


def test_an_impatient_second_signal_does_not_interrupt_the_ending(parent, tmp_path):
    pids = _children(tmp_path)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
        os.kill(parent.pid, number)
    parent.communicate(timeout=60)
    assert parent.returncode == 0
    wait_until(lambda: not any(map(_alive, pids)), "every process to end")


def test_children_end_when_the_command_itself_is_killed(parent, tmp_path):
    leaders = [_pids(tmp_path, name)[0] for name in ("web", "worker")]
    parent.kill()
    wait_until(lambda: not any(map(_alive, leaders)), "children to end")


def test_a_killed_child_is_started_again(parent, tmp_path):
    os.killpg(_pids(tmp_path, "worker")[0], signal.SIGKILL)
    wait_until(lambda: len(_pids(tmp_path, "worker")) == 4, "a new worker")
    first, second = _pids(tmp_path, "worker")[0], _pids(tmp_path, "worker")[2]
    assert (_alive(first), _alive(second)) == (False, True)
