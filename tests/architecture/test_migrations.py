from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.architecture.support import PACKAGES, name, python_files


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except (SystemExit, CommandError) as end:
        pytest.fail(f"{said.getvalue()}\n{end}", pytrace=False)


def test_migrations_have_names():
    automatic = [name(path) for path in python_files(*PACKAGES) if "migrations" in path.parts and "_auto_" in path.name]
    assert automatic == []
