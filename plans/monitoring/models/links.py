"""A link by which a department fills in its year without an account."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulian.core.acts import acted
from plans.monitoring.models.programmes import FIRST_YEAR, LAST_YEAR, Programme
from plans.monitoring.querysets import LinkQuerySet


class FillLink(models.Model):
    """填报链接. The secret in its address is known to whoever was sent it; here stands only its hash."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="组织"
    )
    department = models.CharField("责任部门", max_length=40)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="规划"
    )
    year = models.PositiveSmallIntegerField("年度", validators=[FIRST_YEAR, LAST_YEAR])
    token_hash = models.CharField("链接摘要", max_length=64, unique=True, editable=False)
    due_on = models.DateField("填报期限", help_text="过了这一天还没交的，首页会提醒您。")
    expires_on = models.DateField("链接有效到", help_text="过了这一天，链接打不开。")
    created_at = models.DateTimeField("发出时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="发出人"
    )
    revoked_at = models.DateTimeField("停用时间", null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="停用人"
    )
    submitted_at = models.DateTimeField("交上来的时间", null=True)
    submitted_by = models.CharField("填报科室", max_length=40, blank=True)

    not_personal: ClassVar = ("token_hash", "department", "submitted_by")
    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "填报链接"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "department", "year"],
                condition=Q(revoked_at__isnull=True),
                name="monitoring_link_once_in_use",
            ),
            models.CheckConstraint(condition=Q(expires_on__gte=F("due_on")), name="monitoring_link_due_before_end"),
            models.CheckConstraint(
                condition=acted("revoked"),
                name="monitoring_link_revoked_at_by",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by="")
                | (Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
                name="monitoring_link_submitted_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.year}"

    def usable_on(self, day: datetime.date) -> bool:
        return self.revoked_at is None and day <= self.expires_on
