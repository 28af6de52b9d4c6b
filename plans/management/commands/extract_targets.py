"""What the portal reads in a plan: one quantified target a line, for checking the reader and for other programs."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from fulian.core.exceptions import Refused
from plans.reading import Found, read_plan, text_of
from plans.reading.wording import goal_text

KEYS = ("quote", "subject", "low", "high", "comparator", "unit", "window")


def _plain(value: float | str | None) -> float | int | str | None:
    """A whole number without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class Command(BaseCommand):
    help = "列出一份工作计划（.docx、.txt）里的量化目标。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json", help="每行一个 JSON 对象，不输出其他内容")
        parser.add_argument("--year", type=int, default=None, help="计划年度；不写时按文中的年份")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            plan = read_plan(text_of(path.name, path.read_bytes()), year=options["year"])
        except OSError as error:
            raise CommandError(f"读不到文件 {path}：{error.strerror}") from error
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        found = list(plan.targets())
        if options["as_json"]:
            for target in found:
                self.stdout.write(json.dumps({key: _plain(getattr(target, key)) for key in KEYS}, ensure_ascii=False))
            return
        self._table(plan.title, found)

    def _table(self, title: str, found: list[Found]) -> None:
        self.stdout.write(f"{title}：{len(found)} 个量化目标")
        for number, target in enumerate(found, start=1):
            self.stdout.write(f"{number:>3}  {goal_text(target)}　{target.subject}　{target.window or ''}")
            self.stdout.write(f"     {target.quote}")
