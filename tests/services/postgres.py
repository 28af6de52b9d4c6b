"""A PostgreSQL server for one run of the tests: from Debian's programs, on a socket under /tmp, without fsync."""

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.services.support import Keeper, Unavailable

HOW = "apt-get install -y postgresql (as root), or set DATABASE_URL"
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "shared_buffers=128MB"]


def _programs() -> Path:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    for folder in reversed(folders):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    raise Unavailable(f"no PostgreSQL: {HOW}")


def _as_user() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise Unavailable(f"PostgreSQL refuses to run as root and there is no user postgres: {HOW}") from None
    return ["runuser", "-u", "postgres", "--"]


class PostgresServer:
    def __init__(self, folder: Path, keeper: Keeper, version: str) -> None:
        self.folder, self.keeper, self.version = folder, keeper, version
        # the host in the query: django-environ does not decode a socket path in the host part
        self.url = f"postgres://portal@/portal?host={folder}"

    @classmethod
    def start(cls) -> "PostgresServer":
        programs, prefix = _programs(), _as_user()
        folder = Path(tempfile.mkdtemp(prefix="fulian-pg-", dir="/tmp"))
        if prefix:
            shutil.chown(folder, "postgres", "postgres")
        folder.chmod(0o755)
        data = folder / "data"
        keeper = Keeper([*prefix, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], folder)
        options = ["listen_addresses=", f"unix_socket_directories={folder}", *FAST]
        init = ["-A", "trust", "-U", "portal", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        server = " ".join(f"-c {option}" for option in options)
        try:
            _run([*prefix, programs / "initdb", "-D", data, *init])
            _run([*prefix, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", server, "start"])
            _run([*prefix, programs / "createdb", "-h", folder, "-U", "portal", "portal"])
        except subprocess.CalledProcessError as error:
            log = folder / "log"
            detail = log.read_text(errors="replace")[-500:] if log.exists() else error.stdout[-500:]
            keeper.stop()
            raise Unavailable(f"PostgreSQL did not start for {getpass.getuser()}: {detail}") from None
        return cls(folder, keeper, programs.parent.name)

    def stop(self) -> None:
        self.keeper.stop()


def _run(command: Sequence[str | Path]) -> None:
    """From /, because the user postgres may not enter our folder."""
    subprocess.run(
        [str(part) for part in command],
        cwd="/",
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
