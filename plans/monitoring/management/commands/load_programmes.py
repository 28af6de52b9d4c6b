from django.core.management.base import BaseCommand, CommandError

from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from plans.monitoring.services import load_programmes


class Command(BaseCommand):
    help = (
        "Load the national women's and children's programmes for districts. What a district has already stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("codes", nargs="*", metavar="CODE", help="区划代码; every open district when none is named")

    def handle(self, *args, **options):
        found = Organization.objects.filter(closed_on__isnull=True)
        codes = options["codes"]
        found = found.filter(code__in=codes) if codes else found.filter(level=Level.DISTRICT)
        organizations = list(found.order_by("path"))
        if unknown := sorted(set(codes) - {organization.code for organization in organizations}):
            raise CommandError(f"no open organization has the code {', '.join(unknown)}")
        for organization in organizations:
            came = load_programmes(organization=organization)
            self.stdout.write(f"{organization.code} {organization.name}: {came} indicators")
