"""Activities: talks, trainings, volunteer services, patrols, screenings, celebrations. One record may stand for many sessions."""

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from activities.choices import Mode, Role, Status
from activities.models.campaigns import Campaign
from activities.models.vocabulary import ActivityKind, Theme
from activities.querysets import ActivityQuerySet
from fulian.core.acts import actor
from fulian.core.personal import Personal
from fulian.core.quantities import Qualifier, Quantity
from fulian.organizations.records import OrganizationRecord


class Activity(OrganizationRecord):
    """One activity, or a month's many of one kind. 场次, 人次 and 人数 are three different units; a blank is not a nought."""

    title = models.CharField("名称", max_length=80, help_text="写做了什么，不写群众姓名。")
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="+", verbose_name="种类")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name="主题")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="主题活动",
        help_text="属于上级或本级今年的哪个系列。",
    )  # fmt: skip
    series = models.ForeignKey(
        "activities.Series", on_delete=models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="系列",
        editable=False,
    )  # fmt: skip
    series_number = models.PositiveSmallIntegerField("第几次", null=True, editable=False)
    brand = models.CharField(
        "活动品牌", max_length=60, blank=True, help_text="属于哪个品牌或主题活动，如“巾帼心向党”。"
    )
    role = models.CharField(
        "本单位的角色",
        max_length=20,
        choices=Role,
        default=Role.HOST,
        help_text="去参加别人办的，选“组织参加”，另外统计。",
    )
    mode = models.CharField("方式", max_length=10, choices=Mode, default=Mode.OFFLINE)
    starts_on = models.DateField("日期")
    ends_on = models.DateField("结束日期", null=True, blank=True, help_text="一天内结束就留空。数字算在开始那个月。")
    venue = models.ForeignKey(
        "registers.Venue", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所用阵地"
    )
    place = models.CharField("地点", max_length=60, blank=True)
    place_key = models.CharField("地点（归一）", max_length=60, blank=True, editable=False)
    partners = models.CharField("合作单位", max_length=200, blank=True, help_text="司法所、卫生院等，用顿号分开。")

    sessions = models.PositiveIntegerField("场次", default=1)
    sessions_qualifier = models.CharField(
        "场次的数", max_length=10, choices=Qualifier, default=Qualifier.EXACT, blank=True
    )
    attendances = models.PositiveIntegerField(
        "参加人次", null=True, blank=True, help_text="来一次算一次；没统计就留空。"
    )
    people = models.PositiveIntegerField("人数", null=True, blank=True, help_text="去掉重复的人；不清楚就留空。")
    people_qualifier = models.CharField(
        "人次、人数的数", max_length=10, choices=Qualifier, default=Qualifier.EXACT, blank=True
    )
    volunteers = models.PositiveIntegerField("志愿者人次", null=True, blank=True)
    materials = models.PositiveIntegerField("发放资料", null=True, blank=True, help_text="单位：份。")
    materials_qualifier = models.CharField(
        "份数的数", max_length=10, choices=Qualifier, default=Qualifier.EXACT, blank=True
    )
    materials_note = models.CharField("资料名称", max_length=100, blank=True)
    employed = models.PositiveIntegerField("带动就业", null=True, blank=True, help_text="培训或招聘后找到工作的人数。")

    purpose = models.TextField("目的", blank=True, max_length=1000)
    effect = models.TextField("做法和效果", blank=True, max_length=3000)
    is_featured = models.BooleanField("亮点活动", default=False, help_text="写总结时优先选用。")

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.ACTIVE, editable=False)
    cancelled_at = models.DateTimeField("撤销时间", null=True, blank=True, editable=False)
    cancelled_by = actor("撤销人")
    cancel_reason = models.CharField("撤销原因", max_length=500, blank=True, editable=False)

    personal: ClassVar = {
        "purpose": Personal.FREE_TEXT,
        "effect": Personal.FREE_TEXT,
        "cancel_reason": Personal.FREE_TEXT,
    }
    not_personal: ClassVar = ("title", "brand", "place", "place_key", "partners", "materials_note")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        constraints = [
            models.CheckConstraint(
                name="activity_cancellation_whole",
                condition=Q(
                    status__in=(Status.ACTIVE, Status.PLANNED),
                    cancelled_at__isnull=True,
                    cancelled_by__isnull=True,
                    cancel_reason="",
                )
                | (
                    Q(status=Status.CANCELLED, cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~Q(cancel_reason="")
                ),
            ),
            models.CheckConstraint(
                name="activity_series_and_number",
                condition=Q(series__isnull=True, series_number__isnull=True)
                | Q(series__isnull=False, series_number__isnull=False),
            ),
            models.CheckConstraint(name="activity_has_a_session", condition=Q(sessions__gte=1)),
            models.CheckConstraint(
                name="activity_ends_after_it_starts", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="activity_people_within_attendances",
                condition=Q(people__isnull=True) | Q(attendances__isnull=True) | Q(people__lte=F("attendances")),
            ),
        ]
        indexes = [
            models.Index(fields=["path_at", "starts_on"], name="activity_path_starts"),
            models.Index(fields=["organization", "starts_on"], name="activity_organization_starts"),
            models.Index(fields=["starts_on", "id"], name="activity_starts"),
            models.Index(fields=["created_by", "kind"], name="activity_author_kind"),
            models.Index(fields=["created_at"], name="activity_created"),
            models.Index(fields=["starts_on", "kind", "place_key"], name="activity_alike"),
            # few among many: the list counts them on every page
            models.Index(fields=["starts_on"], condition=Q(status=Status.PLANNED), name="activity_planned"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:activity-detail", args=[self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    @property
    def is_planned(self) -> bool:
        return self.status == Status.PLANNED

    @property
    def last_day(self) -> datetime.date:
        return self.ends_on or self.starts_on

    @property
    def place_text(self) -> str:
        return "，".join(part for part in (self.venue.name if self.venue else "", self.place) if part)

    @property
    def sessions_text(self) -> str:
        return Quantity.of(self.sessions, self.sessions_qualifier).text(self.kind.session_unit)

    @property
    def attendances_text(self) -> str:
        return "" if self.attendances is None else Quantity.of(self.attendances, self.people_qualifier).text("人次")
