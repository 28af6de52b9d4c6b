from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from fulian.accounts.models import User
from fulian.core.exceptions import Refused
from fulian.ledgers.services.exchange import export_exchange
from fulian.organizations.models import Organization


class Command(BaseCommand):
    help = "Write the ledgers of an organization and all below it into ONE workbook (docs/ledgers.md)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--organization", required=True, metavar="CODE", help="12-digit code of the topmost organization"
        )
        parser.add_argument(
            "--year", type=int, help="only what happened or existed in this year; all years when left out"
        )
        parser.add_argument("-o", "--output", required=True, metavar="FILE.xlsx")
        parser.add_argument(
            "--confidential", action="store_true", help="with mediations, risk checks and cases, in full"
        )
        parser.add_argument(
            "--reason", default="", help="why the confidential sheets are taken out; it is written down"
        )
        parser.add_argument(
            "--by", default="", metavar="USERNAME", help="whose name the log has; the shell's when left out"
        )

    def handle(self, *args, **options):
        organization = Organization.objects.filter(code=options["organization"]).order_by("-closed_on").first()
        if organization is None:
            raise CommandError(f"没有代码是“{options['organization']}”的组织。")
        by = _user(options["by"]) if options["by"] else None
        target = Path(options["output"])
        unfinished = target.with_name(f".{target.name}.part")
        try:
            with unfinished.open("wb") as file:
                counts = export_exchange(
                    organization=organization, year=options["year"], target=file, confidential=options["confidential"],
                    reason=options["reason"], by=by, log=self.stdout.write,
                )  # fmt: skip
            unfinished.replace(target)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"共{sum(counts.values())}行，{len(counts)}张表。")


def _user(username: str) -> User:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"没有启用的账号“{username}”。")
    return user
