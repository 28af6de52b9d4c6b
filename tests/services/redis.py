"""A Redis server on a random port, in memory only."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import redis

from tests.services.support import Keeper, Unavailable, free_port, wait_until

SEARCH = "/usr/bin:/usr/local/bin:/opt/homebrew/bin"


class RedisServer:
    def __init__(self, port: int, keeper: Keeper) -> None:
        self.port, self.keeper = port, keeper
        self.url = f"redis://127.0.0.1:{port}/0"

    @classmethod
    def start(cls) -> "RedisServer":
        program = shutil.which("redis-server") or shutil.which("redis-server", path=SEARCH)
        if program is None:
            raise Unavailable("no redis-server: apt-get install -y redis-server (as root)")
        folder, port = Path(tempfile.mkdtemp(prefix="fulian-redis-")), free_port()
        pid = folder / "pid"
        options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        options += ["--daemonize", "yes", "--pidfile", pid, "--logfile", folder / "log"]
        keeper = Keeper(["sh", "-c", f"kill $(cat {pid})"], folder)
        subprocess.run([program, *map(str, options)], check=True, stdin=subprocess.DEVNULL)
        with redis.Redis(port=port) as client:
            wait_until(lambda: _answers(client), "Redis")
        return cls(port, keeper)

    def flush(self) -> None:
        with redis.Redis(port=self.port) as client:
            client.flushall()

    def stop(self) -> None:
        self.keeper.stop()


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
