"""python3 tools/boot.py bench [--rows N]: measure on a PostgreSQL of its own and write docs/performance.md."""

import argparse
import os
import platform
import tempfile
from pathlib import Path

from tests.services.postgres import PostgresServer
from tools.bench.timing import Row

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "performance.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000, help="activities in the list")
    options = parser.parse_args()
    server = PostgresServer.start()
    try:
        with tempfile.TemporaryDirectory(prefix="fulian-bench-") as folder:
            os.environ |= {
                "DATABASE_URL": server.url,
                "VAR_DIR": folder,
                "DJANGO_SETTINGS_MODULE": "tools.bench.settings",
            }
            parts = _measure(options.rows)
    finally:
        server.stop()
    PAGE.write_text(_page(parts), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def _measure(count: int) -> list[tuple[str, list[Row]]]:
    import django

    django.setup()
    from django.core.management import call_command

    from tools.bench import filing, lists, rollups, summaries

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    return [
        ("Year-end PDF", summaries.run()),
        ("Roll-up", rollups.run()),
        ("Filing", filing.run()),
        ("List", lists.run(count)),
    ]


def _page(parts: list[tuple[str, list[Row]]]) -> str:
    lines = [
        "# Performance",
        "",
        "Written by `python3 tools/boot.py bench`. Only the ratios mean something: ours and the reference ran in turns in one process,",
        f"on {os.cpu_count()} cores, Python {platform.python_version()}, a PostgreSQL of the run's own.",
        "",
    ]
    for title, rows in parts:
        lines += [f"## {title}", "", "| what | ours | reference | ÷ | goal |", "|---|---|---|---|---|"]
        for row in rows:
            ours, reference = f"{row.ours * 1000:.1f} ms", f"{row.reference * 1000:.1f} ms ({row.reference_name})"
            lines.append(f"| {row.what} | {ours} | {reference} | **{row.ratio:.2f}** | {row.goal} |")
        lines += ["", *(f"{row.what}: {row.note}." for row in rows if row.note), ""]
    return "\n".join(lines).replace("\n\n\n", "\n\n")


if __name__ == "__main__":
    main()
