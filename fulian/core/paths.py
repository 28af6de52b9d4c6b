"""Materialised paths made of primary keys: "1/12/345/".

A key is never given twice, so a path on an old record never comes to mean another organization, as positions would
(docs/adr/0001-paths-of-keys.md). A subtree is a range of the column, which every database serves from a plain index.
"""

from django.db import models

AFTER_SLASH = "0"  # the character after "/" in ASCII: "1/12/" … "1/120" holds exactly what starts with "1/12/"


def upper_bound(prefix: str) -> str:
    return prefix[:-1] + AFTER_SLASH


def ancestor_paths(path: str) -> list[str]:
    """The path and all above it, the topmost first: "1/12/" → ["1/", "1/12/"]."""
    keys = path.strip("/").split("/")
    return ["/".join(keys[: i + 1]) + "/" for i in range(len(keys))]


def ancestor_keys(path: str) -> list[int]:
    return [int(key) for key in path.strip("/").split("/") if key]


class PathField(models.CharField):
    """A path column compared byte by byte, whatever the database's language."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


@PathField.register_lookup
class Under(models.Lookup):
    """`path__under="1/12/"`: that organization and everything below it."""

    lookup_name = "under"

    def as_sql(self, compiler, connection):
        column, column_params = self.process_lhs(compiler, connection)
        prefix = self.rhs
        if not prefix.endswith("/"):
            raise ValueError("A path prefix ends in '/'.")
        return f"({column} >= %s AND {column} < %s)", [*column_params, prefix, *column_params, upper_bound(prefix)]
