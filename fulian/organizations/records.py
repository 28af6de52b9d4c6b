"""What every record of every app keeps: whose it is today, and whose it was on the day it happened."""

from django.db import models

from fulian.core.acts import actor
from fulian.core.paths import PathField


class OrganizationRecord(models.Model):
    """Access follows `organization` in the present tree; figures follow `path_at`, the path on the day it happened.

    Moving an organization never rewrites a record. A service sets both from the same organization.
    """

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="所属组织"
    )
    path_at = PathField("当时路径", editable=False)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    created_by = actor("登记人", null=False)
    updated_at = models.DateTimeField("最后修改时间", auto_now=True)
    updated_by = actor("最后修改人", null=False)

    class Meta:
        abstract = True
