"""Tests that commit do not take the rows of the migrations away from those that come after them."""

import json

import pytest
from django.apps import apps
from django.db import connection


def _emptied():
    """Tables that the migrations filled and that are empty now."""
    seeded = {row["model"] for row in json.loads(connection._test_serialized_contents)}
    assert "activities.activitykind" in seeded
    return [model for model in seeded if not apps.get_model(model).objects.exists()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_committing_test_finds_the_rows_of_the_migrations(time):
    assert _emptied() == []


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_with_a_live_server_finds_them_too(live_server, time):
    assert _emptied() == []


def test_text_sorts_by_code_point_as_in_production(postgres):
    """Prefix ranges over paths and codes need it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        assert cursor.fetchone() == ("C.UTF-8",)
