"""`boot.py demo`: the whole portal with an invented district, on SQLite and a queue of files. Standard library only."""

import base64
import contextlib
import fcntl
import hmac
import json
import shutil
import socket
import struct
import time
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tools.environment import PYTHON, ROOT, VAR, VENV, BootError, environ, fingerprint, manage, prepare, run, say, step
from tools.processes import Child, Children, Stop

STAMPS = VAR / "stamps"
PAGE_SECONDS = 60
NO_DATABASE = "none"
# No debug pages: the demo shows the portal as its users see it, with hashed and compressed static files.
DEMO = {"FULIAN_ENV": "development", "DEBUG": "0", "VAR_DIR": str(VAR)}


def demo(*, port: int | None, host: str) -> int:
    prepare()
    with _alone():
        env = {**DEMO, "ALLOWED_HOSTS": ",".join(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", *_names(host)]))}
        _install_fonts(env)
        _collect_static(env)
        _load(env)
        info = json.loads((VAR / "demo" / "info.json").read_text())
        summary = _render(info, env)
        port = port or _free_port(host)
        try:
            with Children() as children:
                _start(children, host, port, env)
                _wait_for_page(children, port)
                _greet(info, summary, host, port)
                children.watch()
        except Stop as stop:
            say(f"\nStopped ({stop}). Nothing is left running; the data stays in {_short(VAR)}/.")
    return 0


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Two demos on one var/ would fight over the schedule and each other's data."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = f"A demo is already running on {_short(VAR)}/. Stop it, or set VAR_DIR to another folder."
            raise BootError(message) from None
        yield


# ---------------------------------------------------------------------------------------------- data


def _stamped(name: str, value: str) -> bool:
    path = STAMPS / name
    return path.exists() and path.read_text() == value


def _stamp(name: str, value: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(value)


def _install_fonts(env: dict[str, str]) -> None:
    """The free 仿宋, once. Offline the documents are set in 宋体, and it is tried again another day."""
    today = time.strftime("%F")
    if any((VAR / "fonts").glob("*.otf")) or _stamped("fonts", today):
        return
    started = time.monotonic()
    said = manage("install_fonts", **env).strip()
    _stamp("fonts", today)
    step(said or "fonts", started)


def _collect_static(env: dict[str, str]) -> None:
    files = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    value = fingerprint([*files, ROOT / "requirements.lock"])
    if _stamped("static", value) and (VAR / "static" / "staticfiles.json").exists():
        return
    started = time.monotonic()
    shutil.rmtree(VAR / "static", ignore_errors=True)
    manage("collectstatic", "--noinput", "-v", "0", **env)
    _stamp("static", value)
    step("static files", started)


def _database_identity() -> str:
    """Changes when the file is deleted and made anew; a database that is named by URL is asked every time."""
    if environ().get("DATABASE_URL"):
        return f"asked at {time.time()}"
    database = VAR / "db.sqlite3"
    return str(database.stat().st_ino) if database.exists() else NO_DATABASE


def _load(env: dict[str, str]) -> None:
    """Migrate and load the demo district. The second time there is nothing to do, and nothing is doubled."""
    if _database_identity() == NO_DATABASE:  # somebody deleted it: a new file may get the old one's number
        for name in ("migrations", "data"):
            (STAMPS / name).unlink(missing_ok=True)
    sources = [path for path in ROOT.glob("**/migrations/*.py") if VENV not in path.parents]
    demo_code = sorted((ROOT / "fulian" / "demo").rglob("*.py"))
    if not _stamped("migrations", fingerprint(sources, _database_identity())):
        started = time.monotonic()
        manage("migrate", "--noinput", "-v", "0", **env)
        _stamp("migrations", fingerprint(sources, _database_identity()))
        step("database", started)
    value = fingerprint([*sources, *demo_code], _database_identity())
    if _stamped("data", value) and (VAR / "demo" / "info.json").exists():
        return
    started = time.monotonic()
    say("  loading the demo district, once …")
    if run([PYTHON, "-u", "manage.py", "load_demo"], **env).returncode:
        raise BootError("manage.py load_demo failed")
    information = manage("demo_info", "--json", **env)
    target = VAR / "demo" / "info.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(information[information.index("{") :])
    _stamp("data", value)
    step("demo district", started)


def _render(info: dict[str, Any], env: dict[str, str]) -> Path | None:
    """The district's year-end summary. A machine without WeasyPrint's libraries still gets its demo."""
    target = VAR / "demo" / f"{info['year']}年工作总结.pdf"
    if target.exists() and target.stat().st_mtime > (STAMPS / "data").stat().st_mtime:
        return target
    started = time.monotonic()
    fresh = target.with_name("rendering.pdf")
    options = ["--organization", info["district"], "--year", str(info["year"]), "--output", fresh]
    done = run([PYTHON, "manage.py", "render_summary", *options], quiet=True, **env)
    if done.returncode or not fresh.exists():
        say(f"  The year-end summary could not be rendered:\n{(done.stdout or '')[-1500:]}")
        return None
    fresh.replace(target)
    step(f"year-end summary {_short(target)}", started)
    return target


# ---------------------------------------------------------------------------------------------- processes


def _names(host: str) -> list[str]:
    """Under which names the portal may be asked for."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - the person typed it, to show the portal on a phone
        own = socket.gethostname()
        with contextlib.suppress(OSError):
            return [own, *socket.gethostbyname_ex(own)[2]]
        return [own]
    return [host]


def _free_port(host: str) -> int:
    for port in range(8000, 8100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise BootError("No free port between 8000 and 8099; choose one with --port.")


def _start(children: Children, host: str, port: int, env: dict[str, str]) -> None:
    """Web, worker and scheduler: the same three commands that docker-compose.yml has, on the embedded transport."""
    logs, bin_ = VAR / "log", VENV / "bin"
    serve = ["fulian.wsgi", "--bind", f"{host}:{port}", "--workers", "2", "--threads", "4", "--no-control-socket"]
    children.start(Child("web", [bin_ / "gunicorn", *serve], logs / "web.log", **env))
    celery = [bin_ / "celery", "-A", "fulian"]
    alone = ["--without-mingle", "--without-gossip", "--without-heartbeat"]  # there is no other worker to talk to
    worker = ["worker", "-P", "solo", "-l", "INFO", *alone]
    children.start(Child("worker", [*celery, *worker], logs / "worker.log", **env))
    beat = ["beat", "--pidfile=", "-l", "INFO"]  # the lock on var/ says that no other scheduler is running
    children.start(Child("scheduler", [*celery, *beat], logs / "scheduler.log", **env))


def _wait_for_page(children: Children, port: int) -> None:
    deadline = time.monotonic() + PAGE_SECONDS

    def answers() -> bool:
        if time.monotonic() > deadline:
            raise BootError(f"The page did not answer in {PAGE_SECONDS} s:\n{children.children[0].tail()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
                return page.status == 200
        except urllib.error.HTTPError as error:
            raise BootError(f"The page answers {error.code}:\n{children.children[0].tail()}") from None
        except OSError:
            return False

    children.watch(answers)


# ---------------------------------------------------------------------------------------------- greeting


def totp(secret: str, at: float | None = None) -> str:
    """The six digits of the moment (RFC 6238), so that nobody needs a phone to look at the demo."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.digest(key, counter, "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns that line up although Chinese characters are two cells wide."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    cells = [[cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)] for row in rows]
    return "\n".join("  " + "  ".join(row).rstrip() for row in cells)


def one_per_role(accounts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    first: dict[str, dict[str, Any]] = {}
    for account in accounts:
        first.setdefault(account["role"], account)
    return list(first.values())


def _greet(info: dict[str, Any], summary: Path | None, host: str, port: int) -> None:
    accounts = one_per_role(info["accounts"])
    rows = [["角色", "组织", "用户名", "密码", "动态验证码"]]
    for account in accounts:
        code = totp(account["totp_secret"]) if account.get("totp_secret") else "不需要"
        rows.append([account["role"], account["organization"], account["username"], account["password"], code])
    say("")
    for name in _names(host):
        say(f"  http://{name}:{port}/")
    say(f"\n{table(rows)}\n")
    if any(account.get("totp_secret") for account in accounts):
        say("  A code is good for half a minute; the current ones:  python3 tools/boot.py codes")
    if summary:
        say(f"  Year-end summary of the district: {_short(summary)}")
    say(f"  Logs: {_short(VAR / 'log')}/    Stop: Ctrl-C")


def codes() -> int:
    """The current codes of the demo accounts that have a second factor."""
    path = VAR / "demo" / "info.json"
    if not path.exists():
        raise BootError("There is no demo yet: python3 tools/boot.py demo")
    accounts = [account for account in json.loads(path.read_text())["accounts"] if account.get("totp_secret")]
    rows = [[account["role"], account["username"], totp(account["totp_secret"])] for account in accounts]
    say(table(rows) if rows else "No demo account has a second factor.")
    return 0


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
