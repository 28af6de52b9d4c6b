"""换届."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fulian.core.chinese import spoken
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from fulian.registers.choices import Position, RoundLevel
from fulian.registers.models.base import Ending, ending_constraint, order_constraint
from fulian.registers.querysets import ElectionQuerySet, RoundQuerySet


def term_text(term: int | None) -> str:
    """第五届."""
    return f"第{spoken(term)}届" if term else ""


class Election(OrganizationRecord, Ending):
    """换届: the congress at which a women's organization chose its officers."""

    held_on = models.DateField("换届日期")
    congress = models.CharField("会议名称", max_length=60, blank=True, help_text="如：第十一次妇女代表大会。")
    term = models.PositiveSmallIntegerField("届次", null=True, blank=True, help_text="第几届，填数字。")
    is_by_election = models.BooleanField("补选", default=False, help_text="届中补选个别人员，不算换届。")
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {"note": Personal.FREE_TEXT, "end_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("congress",)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "换届"
        constraints = [
            ending_constraint("election_void_whole"),
            models.UniqueConstraint(
                fields=["organization", "held_on"], condition=Q(is_void=False), name="election_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["path_at", "held_on"], name="election_path_held")]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("registers:election-detail", args=[self.pk])

    @property
    def title(self) -> str:
        return self.congress or f"{self.held_on.year}年{'补选' if self.is_by_election else '换届'}"

    @property
    def term_text(self) -> str:
        return term_text(self.term)

    @property
    def state_label(self) -> str:
        return super().state_label if self.is_void else "有效"

    @property
    def elected_text(self) -> str:
        """主席1名，执委21名: as many of each position as were chosen. Reads the prefetched officers."""
        chosen = [officer.position for officer in self.officers.all() if not officer.is_void]
        return "，".join(f"{p.label}{chosen.count(p)}名" for p in Position if p in chosen)


class ElectionRound(OrganizationRecord):
    """换届工作: between which days the organizations of one level below a district or township are to elect."""

    name = models.CharField("名称", max_length=60, help_text="如：2026年村（社区）妇联换届。")
    level = models.CharField("哪一级换届", max_length=10, choices=RoundLevel, default=RoundLevel.VILLAGE)
    starts_on = models.DateField("开始日期")
    due_on = models.DateField("要求完成日期")

    not_personal: ClassVar = ("name",)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "换届工作"
        constraints = [order_constraint("round_ends_after_beginning", "starts_on", "due_on")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registers:election-round-detail", args=[self.pk])
