"""People whom a federation keeps in touch with: its pools, its volunteers, and the women whom its officers call on."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from fulian.registers.choices import ContactMode
from fulian.registers.models.base import Ending, ending_constraint, order_constraint
from fulian.registers.models.officers import Officer
from fulian.registers.models.teams import Team
from fulian.registers.models.vocabulary import TalentKind
from fulian.registers.querysets import ContactQuerySet, TalentQuerySet, VolunteerQuerySet


class Talent(OrganizationRecord, Ending):
    """Somebody in a pool that the federation keeps: 代言人, 女企业家 …"""

    kind = models.ForeignKey(TalentKind, on_delete=models.PROTECT, related_name="+", verbose_name="类别")
    name = models.CharField("姓名", max_length=40)
    since = models.DateField("入库日期")
    until = models.DateField("退出日期", null=True, blank=True, editable=False)
    employer = models.CharField("单位和职务", max_length=60, blank=True)
    field = models.CharField("专业或行业", max_length=40, blank=True, help_text="如：苗木种植、电商、法律。")
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {
        "name": Personal.IDENTIFYING,
        "employer": Personal.IDENTIFYING,
        "note": Personal.FREE_TEXT,
        "end_reason": Personal.FREE_TEXT,
    }
    not_personal: ClassVar = ("field",)

    objects = TalentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人才"
        constraints = [
            ending_constraint("talent_ending_whole", "until"),
            order_constraint("talent_ends_after_beginning", "since", "until"),
        ]
        indexes = [models.Index(fields=["path_at", "since"], name="talent_path_since")]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.kind.label}"

    def get_absolute_url(self) -> str:
        return reverse("registers:talent-detail", args=[self.pk])


class Volunteer(OrganizationRecord, Ending):
    """志愿者. No more than is needed: no phone, no number of a document; and only with her consent."""

    name = models.CharField("姓名", max_length=40)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="volunteers", verbose_name="所在队伍"
    )
    skills = models.CharField("特长", max_length=60, blank=True, help_text="如：调解、讲课、理发。")
    since = models.DateField("登记日期")
    until = models.DateField("退出日期", null=True, blank=True, editable=False)
    consented_on = models.DateField("本人同意登记的日期", help_text="问过本人、她同意才登记。")
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {
        "name": Personal.IDENTIFYING,
        "skills": Personal.FREE_TEXT,
        "note": Personal.FREE_TEXT,
        "end_reason": Personal.FREE_TEXT,
    }

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "志愿者"
        constraints = [
            ending_constraint("volunteer_ending_whole", "until"),
            order_constraint("volunteer_ends_after_beginning", "since", "until"),
        ]
        indexes = [models.Index(fields=["path_at", "since"], name="volunteer_path_since")]

    def __str__(self) -> str:
        return f"{self.organization.name}志愿者"

    def get_absolute_url(self) -> str:
        return reverse("registers:volunteer-detail", args=[self.pk])


class Contact(OrganizationRecord, Ending):
    """联系走访: an officer called on women, what they said, and what became of it. Of a group, never of a person."""

    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name="谁去联系"
    )
    made_on = models.DateField("日期")
    mode = models.CharField("方式", max_length=10, choices=ContactMode)
    group = models.CharField("联系的人群", max_length=40, help_text="如：留守妇女、新就业女性。不写姓名。")
    households = models.PositiveIntegerField("户（人）数", null=True, blank=True)
    opinion = models.TextField("意见和需求", blank=True, max_length=1000, help_text="不写姓名、电话、住址。")
    resolved_on = models.DateField("办结日期", null=True, blank=True, help_text="还没有办好就留空。")
    result = models.TextField("怎么办的", blank=True, max_length=1000)

    personal: ClassVar = {
        "opinion": Personal.FREE_TEXT,
        "result": Personal.FREE_TEXT,
        "end_reason": Personal.FREE_TEXT,
    }
    not_personal: ClassVar = ("group",)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联系走访"
        constraints = [
            ending_constraint("contact_void_whole"),
            order_constraint("contact_resolved_after_made", "made_on", "resolved_on"),
        ]
        indexes = [models.Index(fields=["path_at", "made_on"], name="contact_path_made")]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.get_mode_display()}{self.group}"

    def get_absolute_url(self) -> str:
        return reverse("registers:contact-detail", args=[self.pk])

    @property
    def state_label(self) -> str:
        if self.is_void:
            return super().state_label
        if not self.opinion:
            return "已联系"
        return "意见已办结" if self.resolved_on else "意见待办"
