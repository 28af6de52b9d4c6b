from django.core.management.base import BaseCommand, CommandError

from fulian.core.periods import Month
from fulian.indicators.models import MonthlyStatement
from fulian.indicators.totals import rebuild


class Command(BaseCommand):
    help = "Make the kept monthly totals anew from the statements. Gives the same rows as the kept ones."

    def add_arguments(self, parser):
        parser.add_argument(
            "months", nargs="*", metavar="YYYY-MM", help="every month that has statements, when none is named"
        )

    def handle(self, *args, **options):
        try:
            months = [Month.parse(text) for text in options["months"]]
        except ValueError as error:
            raise CommandError(f"not a month: {error}") from error
        if not months:
            found = MonthlyStatement.objects.values_list("year", "month").distinct().order_by("year", "month")
            months = [Month(year, month) for year, month in found]
        for month in months:
            self.stdout.write(f"{month}: {rebuild(month)} organizations")
