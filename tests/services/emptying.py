"""How a test that commits leaves the database as the migrations made it.

Django truncates every table and then saves the rows of the migrations one by one: two seconds a test, for a few dozen rows. Here
the rows of the migrations are copied aside once; afterwards only the tables that a test filled are emptied and filled again.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.operations import DatabaseOperations

ASIDE = "as_migrated"


def keep_aside(connection: BaseDatabaseWrapper) -> None:
    """Copy what the migrations filled. Called once, when the database was just made."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE")  # of a run with --reuse-db
        cursor.execute(f"CREATE SCHEMA {ASIDE}")
        for table in _filled(connection, connection.introspection.django_table_names(only_existing=True)):
            cursor.execute(f"CREATE TABLE {ASIDE}.{quote(table)} AS TABLE {quote(table)}")


def as_migrated(
    self: DatabaseOperations,
    style: Any,
    tables: list[str],
    *,
    reset_sequences: bool = False,
    allow_cascade: bool = False,
) -> list[str]:
    """Takes the place of PostgreSQL's `sql_flush`. Django runs the statements in one transaction, at whose end the foreign keys
    are checked, so that their order does not matter."""
    connection = self.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [ASIDE])
        aside = {row[0] for row in cursor.fetchall()} & set(tables)
    touched = sorted(set(_filled(connection, tables)) | aside)
    quote = self.quote_name
    return [
        *(f"DELETE FROM {quote(table)};" for table in touched),
        *(f"INSERT INTO {quote(table)} SELECT * FROM {ASIDE}.{quote(table)};" for table in touched if table in aside),
    ]


def _filled(connection: BaseDatabaseWrapper, tables: list[str]) -> list[str]:
    """Those of the tables that have a row, in one query."""
    if not tables:
        return []
    quote = connection.ops.quote_name
    asked = [f"SELECT %s WHERE EXISTS (SELECT 1 FROM {quote(table)})" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), tables)
        return [row[0] for row in cursor.fetchall()]
