"""Tests that commit do not take the rows of the migrations away from those that come after them."""

import json

import pytest
from django.apps import apps
from django.db import connection

from activities.models import ActivityKind
from fulian.accounts.models import User
from tests.services.emptying import ASIDE


def _seeded():
    """Models whose tables the migrations filled."""
    if connection.vendor != "postgresql":
        return [apps.get_model(row["model"]) for row in json.loads(connection._test_serialized_contents)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [ASIDE])
        tables = {row[0] for row in cursor.fetchall()}
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]


def _emptied():
    """Those of them that are empty now."""
    seeded = _seeded()
    assert ActivityKind in seeded
    return [model for model in seeded if not model.objects.exists()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_committing_test_finds_the_rows_of_the_migrations(time):
    assert _emptied() == []


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_with_a_live_server_finds_them_too(live_server, time):
    assert _emptied() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("postgres")
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_committing_test_finds_nothing_that_another_left_or_changed(cast, time):
    """Each of the two changes a row of the migrations, takes one away and leaves rows of its own."""
    assert User.objects.count() == len([name for name, thing in vars(cast).items() if isinstance(thing, User)])
    with connection.cursor() as cursor:
        cursor.execute(f"(TABLE activities_activitykind) EXCEPT (TABLE {ASIDE}.activities_activitykind)")
        assert cursor.fetchall() == []
        cursor.execute(f"(TABLE {ASIDE}.activities_activitykind) EXCEPT (TABLE activities_activitykind)")
        assert cursor.fetchall() == []
    ActivityKind.objects.filter(code="visit").update(label="改了")
    ActivityKind.objects.filter(code="film").delete()


def test_text_sorts_by_code_point_as_in_production(postgres):
    """Prefix ranges over paths and codes need it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        assert cursor.fetchone() == ("C.UTF-8",)
