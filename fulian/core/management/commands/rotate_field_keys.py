"""After a new key was put first in FIELD_KEYS: write every confidential value anew. The old key may go afterwards."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from fulian.core.rotation import encrypted_models, rotate


class Command(BaseCommand):
    help = "Encrypt every confidential field with the first key of FIELD_KEYS. Can be stopped and repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=200, help="rows in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        for model, encrypted, indexes in encrypted_models():
            count = rotate(model, encrypted, indexes, batch=options["batch"])
            self.stdout.write(f"{model._meta.label}: {count}")
