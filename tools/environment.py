"""The environment of the portal: system packages, .venv, hash-locked requirements. Standard library only.

Everything is stamped: what is already there costs a look and no network.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
UV_LOCK = ROOT / "requirements-uv.lock"
MINIMUM = (3, 11)
# Without PATH Python does not know its own name.
INTERPRETER = sys.executable or f"/usr/bin/python3.{sys.version_info.minor}"
VENV_PACKAGE = f"python3.{sys.version_info.minor}-venv"

# WeasyPrint's libraries (without libharfbuzz-subset0 a PDF takes seven times as long) and Chinese faces to print with.
RUNTIME_PACKAGES = [
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-lxgw-wenkai",
    "fonts-noto-cjk",
]
TEST_PACKAGES = [*RUNTIME_PACKAGES, "postgresql", "redis-server", "chromium"]
APT_OPTIONS = ["-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]


class BootError(Exception):
    """Something that a person has to do; the message says what."""


def say(message: str) -> None:
    print(message, flush=True)


def step(message: str, started: float) -> None:
    say(f"  {message} ({time.monotonic() - started:.1f} s)")


def environ(**more: str) -> dict[str, str]:
    """What every child process sees: no stray Python settings, UTF-8, the system's certificates also for uv."""
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")}
    env.setdefault("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
    env.update(PYTHONUTF8="1", UV_SYSTEM_CERTS="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONDONTWRITEBYTECODE="")
    env.update(more)
    return env


def run(command: Sequence[str | Path], *, quiet: bool = False, **env: str) -> subprocess.CompletedProcess[str]:
    """Run to the end. Quiet keeps the output for the error message."""
    pipe = subprocess.PIPE if quiet else None
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environ(**env),
        stdin=subprocess.DEVNULL,
        stdout=pipe,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )


def must(command: Sequence[str | Path], what: str, **env: str) -> str:
    """Run quietly; on failure stop with the end of the output."""
    done = run(command, quiet=True, **env)
    if done.returncode:
        raise BootError(f"{what} failed:\n{(done.stdout or '')[-4000:]}")
    return done.stdout or ""


def manage(*arguments: str | Path, **env: str) -> str:
    return must([PYTHON, "manage.py", *arguments], f"manage.py {arguments[0]}", **env)


def fingerprint(paths: Iterable[Path], *extra: str) -> str:
    """A hash over names and contents, for stamps."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    for text in extra:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()


# ---------------------------------------------------------------------------------------------- system packages


def missing_packages(names: Sequence[str]) -> list[str]:
    """Debian packages that are not installed; without dpkg there is nothing to ask."""
    if shutil.which("dpkg-query", path=environ()["PATH"]) is None:
        return []
    found = run(["dpkg-query", "-W", "-f", "${Package}:${Status}\n", *names], quiet=True).stdout or ""
    installed = {line.split(":")[0] for line in found.splitlines() if line.endswith(":install ok installed")}
    return [name for name in names if name not in installed]


def install_packages(names: Sequence[str]) -> list[str]:
    """Install what is missing as root; otherwise print the exact command and go on. Returns what is still missing."""
    missing = missing_packages(names)
    if not missing:
        return []
    by_hand = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if os.geteuid() != 0 or shutil.which("apt-get", path=environ()["PATH"]) is None:
        say(f"  System packages are missing. As root:  {by_hand}")
        return missing
    say(f"  Installing system packages: {' '.join(missing)}")
    started = time.monotonic()
    run(["apt-get", *APT_OPTIONS, "update"], quiet=True, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", *APT_OPTIONS, "install", "-y", "--no-install-recommends", *missing]
    done = run(install, quiet=True, DEBIAN_FRONTEND="noninteractive")
    still = missing_packages(missing)
    if still:
        say(f"{(done.stdout or '')[-2000:]}\n  apt-get could not install: {' '.join(still)}. By hand:  {by_hand}")
    else:
        step("system packages", started)
    return still


# ---------------------------------------------------------------------------------------------- Python environment


def _venv_works() -> bool:
    if not PYTHON.exists():
        return False
    check = f"import sys; sys.exit(sys.version_info[:2] < {MINIMUM})"
    return run([PYTHON, "-c", check], quiet=True).returncode == 0


def _has_ensurepip() -> bool:
    return run([INTERPRETER, "-c", "import ensurepip, venv"], quiet=True).returncode == 0


def make_venv() -> None:
    if _venv_works():
        return
    started = time.monotonic()
    if not _has_ensurepip():
        raise BootError(f"This Python cannot make environments. As root:  apt-get install -y {VENV_PACKAGE}")
    if VENV.exists():
        shutil.rmtree(VENV)
    must([INTERPRETER, "-m", "venv", VENV], "python3 -m venv")
    step(".venv", started)


def sync(*, dev: bool) -> None:
    """Make .venv exactly what the lock says. An environment with the development tools keeps them."""
    stamp = VENV / "fulian-lock.txt"
    hashes = fingerprint([LOCK, DEV_LOCK, UV_LOCK])
    level, _, stamped = stamp.read_text().partition(" ") if stamp.exists() else ("", "", "")
    dev = dev or level == "dev"
    wanted = "dev" if dev else "run"
    if (level, stamped) == (wanted, hashes):
        return
    started = time.monotonic()
    lock = DEV_LOCK if dev else LOCK
    stamp.unlink(missing_ok=True)
    pip = [PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r"]
    if run([*pip, UV_LOCK], quiet=True).returncode == 0:
        must([VENV / "bin" / "uv", "pip", "sync", "-q", "--require-hashes", "--python", PYTHON, lock], "uv pip sync")
    else:  # a machine for which there is no uv: the same lock, only slower
        must([*pip, lock], "pip install")
    stamp.write_text(f"{wanted} {hashes}")
    step(f"requirements ({lock.name})", started)


def prepare(*, dev: bool = False) -> list[str]:
    """Everything that demo and test stand on. Returns the system packages that are still missing."""
    if sys.version_info < MINIMUM:
        raise BootError(f"Python {MINIMUM[0]}.{MINIMUM[1]} or newer is needed, this is {sys.version.split()[0]}.")
    needed = TEST_PACKAGES if dev else RUNTIME_PACKAGES
    if not _venv_works() and not _has_ensurepip():  # Debian keeps it in a package of its own
        needed = [*needed, VENV_PACKAGE]
    missing = install_packages(needed)
    make_venv()
    sync(dev=dev)
    return missing
