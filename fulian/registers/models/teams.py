"""队伍, and how many belonged to one in which year."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.core.quantities import Qualifier, Quantity
from fulian.organizations.records import OrganizationRecord
from fulian.registers.models.base import Ending, Part, ending_constraint, order_constraint
from fulian.registers.models.vocabulary import TeamKind
from fulian.registers.querysets import TeamPartQuerySet, TeamQuerySet


class Team(OrganizationRecord, Ending):
    """队伍. `members` is the latest count that somebody entered, blank when nobody did; TeamHeadcount has every year's."""

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


class TeamHeadcount(Part):
    """How many belonged to a team in a year. It stands from `since` to `until`, which the services work out: from that year on
    until the next count, or the team's end; the first also for the time before it. So any day has one count and no more."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="headcounts", verbose_name="队伍")
    year = models.PositiveSmallIntegerField("年度")
    members = models.PositiveIntegerField("人数")
    members_qualifier = models.CharField(
        "人数说明", max_length=10, choices=Qualifier, default=Qualifier.EXACT, blank=True
    )
    since = models.DateField("算自", editable=False)
    until = models.DateField("算至", null=True, blank=True, editable=False)

    entry_field = "team"
    objects = TeamPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "各年人数"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["team", "year"], name="headcount_once_a_year"),
            order_constraint("headcount_in_order", "since", "until"),
        ]

    def __str__(self) -> str:
        return self.team.name

    @property
    def members_text(self) -> str:
        return Quantity.of(self.members, self.members_qualifier).text("人")
