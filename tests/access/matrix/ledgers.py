"""Ledgers have no address of their own: each app exports its own (…:activity-export)."""

from tests.access.matrix import Row

ROLE_MATRIX: list[Row] = []
