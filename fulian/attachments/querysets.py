from typing import Self

from django.db import models


class AttachmentQuerySet(models.QuerySet):
    def about(self, owner: models.Model) -> Self:
        return self.filter(owner_type=owner._meta.label_lower, owner_id=owner.pk).order_by("pk")
