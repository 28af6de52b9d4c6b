import time

from django.core.management.base import BaseCommand, CommandError

from fulian.core.exceptions import Refused
from fulian.demo.loader import load


class Command(BaseCommand):
    help = "Load the invented district 锦和区. Again: nothing is doubled. Refuses a database with other people's data."

    def add_arguments(self, parser):
        parser.add_argument(
            "--organizations-only", action="store_true", help="the tree, the accounts and the indicators alone"
        )

    def handle(self, *args, **options):
        begun = time.monotonic()
        try:
            loaded = load(organizations_only=options["organizations_only"], log=self.stdout.write)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        if options["organizations_only"]:
            self.stdout.write("组织、账号和指标已经在了，没有载入记录。")
        else:
            seconds = time.monotonic() - begun
            self.stdout.write(f"演示数据已载入（{seconds:.0f}秒）。" if loaded else "演示数据已经在了。")
