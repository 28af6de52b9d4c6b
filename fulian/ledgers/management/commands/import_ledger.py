import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from fulian.accounts.models import User
from fulian.core.exceptions import Refused
from fulian.ledgers.intake import INTAKES
from fulian.ledgers.lines import Problem
from fulian.ledgers.services.exchange import import_now, summary

TOLD = 50


class Command(BaseCommand):
    help = "Import a ledger or an exchange workbook (docs/ledgers.md) in somebody's name and within her reach."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx", help=".xlsx, .xls or .csv")
        parser.add_argument(
            "--by", required=True, action="append", metavar="USERNAME",
            help="whose reach it has, and whose name the log; given twice, each sheet is taken by whoever reaches farther in it",
        )  # fmt: skip
        parser.add_argument(
            "--ledger", default="", metavar="CODE", help="which ledger a single sheet is; else the sheets say it"
        )
        parser.add_argument("--dry-run", action="store_true", help="look through, write nothing")
        parser.add_argument(
            "--keep-doubtful", action="store_true", help="also take rows that look like records there are"
        )
        parser.add_argument(
            "--errors", default="", metavar="FILE.xlsx", help="where the annotated copy goes, if any row is wrong"
        )

    def handle(self, *args, **options):
        by, *helpers = [_user(username) for username in options["by"]]
        if options["ledger"] and options["ledger"] not in INTAKES:
            raise CommandError(f"没有代码是“{options['ledger']}”的台账。可用：{'、'.join(sorted(INTAKES))}。")
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"找不到文件 {path}。")
        try:
            result, marked = import_now(
                content=path.read_bytes(), by=by, wanted=options["ledger"], dry_run=options["dry_run"],
                keep_doubtful=options["keep_doubtful"], helpers=helpers, report=self._progress,
            )  # fmt: skip
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        for line in summary(result):
            self.stdout.write(line)
        for part, problem in result.problems[:TOLD]:
            self.stderr.write(f"{part.sheet} {_without_words(problem, confidential=part.intake.declared.confidential)}")
        if len(result.problems) > TOLD:
            self.stderr.write(f"……共{len(result.problems)}处问题。")
        if marked and options["errors"]:
            Path(options["errors"]).write_bytes(marked)
        if result.total("wrong"):
            sys.exit(1)

    def _progress(self, step: str, percent: int, message: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{percent}% {message}", ending="")


def _user(username: str) -> User:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"没有启用的账号“{username}”。")
    return user


def _without_words(problem: Problem, *, confidential: bool) -> str:
    """Of a confidential row the place only: a terminal keeps what it shows."""
    return f"第{problem.line}行“{problem.label}”" if confidential and problem.label else str(problem)
