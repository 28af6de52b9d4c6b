"""队伍."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.core.quantities import Qualifier, Quantity
from fulian.organizations.records import OrganizationRecord
from fulian.registers.models.base import Ending, ending_constraint, order_constraint
from fulian.registers.models.vocabulary import TeamKind
from fulian.registers.querysets import TeamQuerySet


class Team(OrganizationRecord, Ending):
    """队伍. `members` may be an approximate number; blank when nobody counted."""

    kind = models.ForeignKey(TeamKind, on_delete=models.PROTECT, related_name="+", verbose_name="种类")
    name = models.CharField("名称", max_length=60)
    founded_on = models.DateField("组建日期")
    ended_on = models.DateField("撤销日期", null=True, blank=True, editable=False)
    members = models.PositiveIntegerField("人数", null=True, blank=True)
    members_qualifier = models.CharField(
        "人数说明", max_length=10, choices=Qualifier, default=Qualifier.EXACT, blank=True
    )
    leader = models.CharField("负责人", max_length=40, blank=True)
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {"leader": Personal.OFFICIAL, "note": Personal.FREE_TEXT, "end_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("name",)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "队伍"
        constraints = [
            ending_constraint("team_ending_whole", "ended_on"),
            order_constraint("team_ends_after_founding", "founded_on", "ended_on"),
        ]
        indexes = [models.Index(fields=["path_at", "founded_on"], name="team_path_founded")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registers:team-detail", args=[self.pk])

    @property
    def members_text(self) -> str:
        return "" if self.members is None else Quantity.of(self.members, self.members_qualifier).text("人")
