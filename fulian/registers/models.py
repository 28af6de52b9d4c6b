"""What a federation has: venues, teams, officers, pools of people, products. Each thing has a first and a last day, so
that what there is can be counted as at any day, and what is new within any period."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.core.quantities import Qualifier, Quantity
from fulian.organizations.records import OrganizationRecord
from fulian.registers.choices import Employment, Position, TalentKind, VenueStatus, VenueUnit
from fulian.registers.querysets import (
    ElectionQuerySet,
    OfficerQuerySet,
    ProductQuerySet,
    TalentQuerySet,
    TeamQuerySet,
    VenueQuerySet,
)


class Vocabulary(models.Model):
    """A kind that a district may add to. A code never changes once it is used: indicators name it."""

    code = models.SlugField("代码", max_length=40, unique=True)
    label = models.CharField("名称", max_length=40)
    order = models.PositiveSmallIntegerField("次序", default=100)
    is_active = models.BooleanField("可选", default=True)

    not_personal: ClassVar = ("code", "label")

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label


class VenueKind(Vocabulary):
    """A kind of 阵地 and the measure word that goes with it."""

    unit = models.CharField("量词", max_length=2, choices=VenueUnit, default=VenueUnit.PLACE)

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "阵地种类"


class TeamKind(Vocabulary):
    """A kind of 队伍."""

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "队伍种类"


class Ending(models.Model):
    """How a thing came to its end: when that was entered, by whom and why. `is_void`: it was entered by mistake, and never
    counted at all."""

    is_void = models.BooleanField("已作废", default=False, editable=False)
    ended_at = models.DateTimeField("终止登记时间", null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="终止登记人",
    )
    end_reason = models.CharField("终止原因", max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def state_label(self) -> str:
        if self.is_void:
            return "已作废"
        return "已终止" if self.is_over else "在册"


def ending_constraint(name: str, day: str = "") -> models.CheckConstraint:
    """A last day (or being void), who entered it and why belong together."""
    last_day_known = Q(is_void=True) | (Q(**{f"{day}__isnull": False}) if day else Q())
    going_on = Q(is_void=False, ended_at__isnull=True, ended_by__isnull=True, end_reason="")
    over = last_day_known & Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")
    return models.CheckConstraint(name=name, condition=(going_on & Q(**{f"{day}__isnull": True} if day else {})) | over)


def order_constraint(name: str, first: str, last: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": F(first)}))


class Venue(OrganizationRecord, Ending):
    """阵地. One that others own and the federation uses (依托) is kept too, and never counted as built."""

    kind = models.ForeignKey(VenueKind, on_delete=models.PROTECT, related_name="+", verbose_name="种类")
    name = models.CharField("名称", max_length=60, help_text="如：石桥村妇女之家。")
    status = models.CharField("状态", max_length=10, choices=VenueStatus, default=VenueStatus.IN_USE)
    opened_on = models.DateField("建成（挂牌）日期", null=True, blank=True, help_text="还在建设就留空。")
    closed_on = models.DateField("停用（摘牌）日期", null=True, blank=True, editable=False)
    is_external = models.BooleanField(
        "依托的外单位阵地", default=False, help_text="场地是别人的、妇联借用的，不算妇联建成。"
    )
    builder = models.CharField("建设（依托）单位", max_length=60, blank=True, help_text="单位名称，不写个人姓名。")
    place = models.CharField("地址", max_length=100, blank=True)
    investment = models.DecimalField(
        "投入资金", max_digits=12, decimal_places=2, null=True, blank=True, help_text="单位：元。"
    )
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {"note": Personal.FREE_TEXT, "end_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("name", "builder", "place")

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "阵地"
        constraints = [
            ending_constraint("venue_ending_whole", "closed_on"),
            order_constraint("venue_closes_after_opening", "opened_on", "closed_on"),
            models.CheckConstraint(
                name="venue_status_fits_dates",
                condition=Q(is_void=True)
                | Q(status=VenueStatus.BUILDING, opened_on__isnull=True, closed_on__isnull=True)
                | Q(status=VenueStatus.IN_USE, opened_on__isnull=False, closed_on__isnull=True)
                | Q(
                    status__in=(VenueStatus.PAUSED, VenueStatus.DELISTED),
                    opened_on__isnull=False,
                    closed_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="venue_investment_not_negative", condition=Q(investment__isnull=True) | Q(investment__gte=0)
            ),
        ]
        indexes = [models.Index(fields=["path_at", "opened_on"], name="venue_path_opened")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registers:venue-detail", args=[self.pk])

    @property
    def state_label(self) -> str:
        return super().state_label if self.is_void else str(self.get_status_display())


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


class Election(OrganizationRecord, Ending):
    """换届: the congress at which a women's organization chose its officers."""

    held_on = models.DateField("换届日期")
    congress = models.CharField("会议名称", max_length=60, blank=True, help_text="如：第十一次妇女代表大会。")
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
        return self.congress or f"{self.held_on.year}年换届"

    @property
    def state_label(self) -> str:
        return super().state_label if self.is_void else "有效"

    @property
    def elected_text(self) -> str:
        """主席1名，执委21名: as many of each position as were chosen. Reads the prefetched officers."""
        chosen = [officer.position for officer in self.officers.all() if not officer.is_void]
        return "，".join(f"{p.label}{chosen.count(p)}名" for p in Position if p in chosen)


class Officer(OrganizationRecord, Ending):
    """执委、主席 … : who holds which office, and from when to when."""

    name = models.CharField("姓名", max_length=40)
    position = models.CharField("职务", max_length=24, choices=Position)
    employment = models.CharField("专兼职", max_length=10, choices=Employment, blank=True)
    since = models.DateField("任职起")
    until = models.DateField("任职止", null=True, blank=True, editable=False)
    election = models.ForeignKey(
        Election,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="officers",
        verbose_name="换届选出",
        editable=False,
    )
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {"name": Personal.OFFICIAL, "note": Personal.FREE_TEXT, "end_reason": Personal.FREE_TEXT}

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职人员"
        constraints = [
            ending_constraint("officer_ending_whole", "until"),
            order_constraint("officer_ends_after_beginning", "since", "until"),
        ]
        indexes = [
            models.Index(fields=["path_at", "since"], name="officer_path_since"),
            models.Index(fields=["organization", "position"], name="officer_organization_position"),
        ]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.get_position_display()}"

    def get_absolute_url(self) -> str:
        return reverse("registers:officer-detail", args=[self.pk])


class Talent(OrganizationRecord, Ending):
    """Somebody in a pool that the federation keeps: 代言人, 女企业家 …"""

    kind = models.CharField("类别", max_length=15, choices=TalentKind)
    name = models.CharField("姓名", max_length=40)
    since = models.DateField("入库日期")
    until = models.DateField("退出日期", null=True, blank=True, editable=False)
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {"name": Personal.IDENTIFYING, "note": Personal.FREE_TEXT, "end_reason": Personal.FREE_TEXT}

    objects = TalentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人才"
        constraints = [
            ending_constraint("talent_ending_whole", "until"),
            order_constraint("talent_ends_after_beginning", "since", "until"),
        ]
        indexes = [models.Index(fields=["path_at", "since"], name="talent_path_since")]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("registers:talent-detail", args=[self.pk])


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
