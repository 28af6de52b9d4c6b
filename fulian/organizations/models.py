"""The tree of women's organizations, and its history: opening, renaming, moving, merging (撤并), closing."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fulian.core.paths import PathField, ancestor_keys
from fulian.organizations.choices import ChangeKind, Kind, Level
from fulian.organizations.querysets import OrganizationQuerySet

CODE = RegexValidator(r"^\d{12}$", "区划代码是12位数字。")
BEGINNING = datetime.date(1949, 4, 3)  # older than any record: an organization whose opening nobody entered


class Organization(models.Model):
    """One women's organization. `code` is its 12-digit 统计用区划代码 today; units and grids may have none."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    path = PathField("路径", unique=True, editable=False)
    name = models.CharField("名称", max_length=60)
    full_name = models.CharField(
        "妇联全称", max_length=100, blank=True, help_text="印在文件上的名称，如“锦和区妇女联合会”。"
    )
    level = models.CharField("级别", max_length=10, choices=Level)
    kind = models.CharField("类型", max_length=15, choices=Kind, default=Kind.FEDERATION)
    code = models.CharField(
        "区划代码", max_length=12, blank=True, validators=[CODE], help_text="12位统计用区划代码；单位和网格可以没有。"
    )
    sort_key = models.CharField("排序", max_length=40, blank=True, help_text="同级中的次序，默认按区划代码。")
    opened_on = models.DateField("成立日期", default=BEGINNING)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name="并入"
    )
    phone = models.CharField("办公电话", max_length=20, blank=True, help_text="办公电话，不是个人手机。")
    women_count = models.PositiveIntegerField("辖区妇女人数", null=True, blank=True)
    superior_federation = models.CharField("上级妇联简称", max_length=40, blank=True)
    party_committee = models.CharField("同级党委简称", max_length=40, blank=True)

    not_personal: ClassVar = (
        "path", "name", "full_name", "code", "sort_key", "phone", "superior_federation", "party_committee",
    )  # fmt: skip

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "组织"
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code="") & Q(closed_on__isnull=True),
                name="organization_code_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="organization_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(closed_on__isnull=False), name="organization_merged_is_closed"
            ),
        ]
        indexes = [models.Index(fields=["level", "sort_key"], name="organization_level_order")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:organization-detail", args=[self.pk])

    @property
    def official_name(self) -> str:
        return self.full_name or f"{self.name}妇联"

    @property
    def ancestor_ids(self) -> list[int]:
        """From the top down, itself last."""
        return ancestor_keys(self.path)

    def existed_on(self, day: datetime.date) -> bool:
        return self.opened_on <= day and (self.closed_on is None or day <= self.closed_on)


class OrganizationCode(models.Model):
    """A 区划代码 that an organization had, and when. Codes are revoked and given anew; the primary key is ours."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="codes", verbose_name="组织")
    code = models.CharField("区划代码", max_length=12, validators=[CODE])
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    not_personal: ClassVar = ("code",)

    class Meta:
        verbose_name = verbose_name_plural = "区划代码沿革"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.code


class OrganizationChange(models.Model):
    """One step of an organization's history."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="changes", verbose_name="组织"
    )
    kind = models.CharField("变更", max_length=10, choices=ChangeKind)
    effective_on = models.DateField("生效日期")
    old_name = models.CharField("原名称", max_length=60, blank=True)
    old_path = PathField("原路径", blank=True)
    other = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="相关组织"
    )
    note = models.CharField("依据", max_length=200, blank=True, help_text="文件名称或文号。")
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )

    not_personal: ClassVar = ("old_name", "old_path", "note")

    class Meta:
        verbose_name = verbose_name_plural = "组织沿革"
        ordering = ["-effective_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.organization} {self.get_kind_display()}"
