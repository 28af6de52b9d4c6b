"""巾帼好货."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from fulian.registers.models.base import Ending, ending_constraint, order_constraint
from fulian.registers.querysets import ProductQuerySet


class Product(OrganizationRecord, Ending):
    """巾帼好货: a product that the federation presents."""

    name = models.CharField("产品名称", max_length=60)
    producer = models.CharField("生产单位", max_length=60, blank=True, help_text="企业、合作社或村，不写个人姓名。")
    since = models.DateField("推出日期")
    until = models.DateField("停推日期", null=True, blank=True, editable=False)
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {"note": Personal.FREE_TEXT, "end_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("name", "producer")

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "巾帼好货"
        constraints = [
            ending_constraint("product_ending_whole", "until"),
            order_constraint("product_ends_after_beginning", "since", "until"),
        ]
        indexes = [models.Index(fields=["path_at", "since"], name="product_path_since")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registers:product-detail", args=[self.pk])
