from typing import Any, Self

from django.db import models

from fulian.core.permissions import Permission


class LedgerImportQuerySet(models.QuerySet):
    def visible_to(self, user: Any, permission: Permission | None = None) -> Self:
        """An import concerns who handed the file in, and nobody else."""
        return self.filter(created_by=user)
