#!/usr/bin/env python3
"""One command for everything, on a machine with nothing but Python 3.11 or newer.

python3 tools/boot.py setup            the environment only
python3 tools/boot.py demo             the portal with an invented district        [--port N] [--host ADDRESS]
python3 tools/boot.py codes            current second-factor codes of the demo accounts
python3 tools/boot.py test [ARGS]      every test, or what pytest's arguments choose
python3 tools/boot.py lint             style, templates, types, import directions, migrations, production settings
python3 tools/boot.py bench [ARGS]     measure, and write docs/performance.md
python3 tools/boot.py screenshots      pictures for README and docs
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from tools import checks, demo  # noqa: E402 - found from the root of the repository, whatever the working directory
from tools.environment import PYTHON, ROOT, BootError, prepare, run, say  # noqa: E402


def _script(name: str, arguments: Sequence[str]) -> int:
    """A tool that runs inside the environment."""
    prepare(dev=True)
    if not (ROOT / "tools" / name).exists() and not (ROOT / "tools" / f"{name}.py").exists():
        say(f"tools/{name} does not exist in this version.")
        return 1
    return run([PYTHON, "-m", f"tools.{name}", *arguments]).returncode


def setup() -> int:
    prepare()
    return 0


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        allow_abbrev=False, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["setup", "demo", "codes", "test", "lint", "bench", "screenshots"])
    parser.add_argument("--port", type=int, help="demo: instead of the first free one from 8000")
    parser.add_argument("--host", default="127.0.0.1", help="demo: 0.0.0.0 shows it to a phone in the same network")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command not in ("test", "bench", "screenshots"):
        parser.error(f"unknown: {' '.join(rest)}")
    commands: dict[str, Callable[[], int]] = {
        "setup": setup,
        "demo": lambda: demo.demo(port=options.port, host=options.host),
        "codes": demo.codes,
        "test": lambda: checks.test(rest),
        "lint": checks.lint,
        "bench": lambda: _script("bench", rest),
        "screenshots": lambda: _script("screenshots", rest),
    }
    return commands[options.command]()


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except BootError as problem:
        sys.exit(f"\n{problem}")
    except KeyboardInterrupt:
        sys.exit(130)
