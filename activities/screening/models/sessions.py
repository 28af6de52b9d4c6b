"""One day of screening somewhere: who came, and later what came of it; numbers only."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from activities.screening.choices import RESULT_COLUMNS, WITHIN, Cancer, Outcome, SessionStatus, column
from activities.screening.models.programmes import Programme
from activities.screening.querysets import SessionQuerySet
from fulian.core.acts import actor
from fulian.core.chinese import short_date
from fulian.core.permissions import Holder, Permission
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord


def _result(cancer: Cancer, outcome: Outcome) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(f"{cancer.label}{outcome.label}", null=True, blank=True)


def _within(few: str, many: str) -> Q:
    return Q(**{f"{few}__isnull": True}) | Q(**{f"{many}__isnull": True}) | Q(**{f"{few}__lte": F(many)})


class Session(OrganizationRecord):
    """一场筛查. A woman may have had both examinations: she is one of `women`, and one in each of the two."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="sessions", verbose_name="两癌筛查年度"
    )
    day = models.DateField("检查日期")
    place = models.CharField("地点", max_length=60, blank=True)
    hospital = models.CharField("检查机构", max_length=60, blank=True, help_text="如：区妇幼保健院。")
    women = models.PositiveIntegerField(
        "参加筛查人数", validators=[MinValueValidator(1)], help_text="两项都查的算一人。"
    )
    cervical = models.PositiveIntegerField("宫颈癌筛查人数", default=0)
    breast = models.PositiveIntegerField("乳腺癌筛查人数", default=0)
    mobilised = models.PositiveIntegerField(
        "动员人数", null=True, blank=True, help_text="妇联通知、动员到的人数；没统计就留空。"
    )
    activity = models.ForeignKey(
        "activities.Activity",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="对应的活动",
        help_text="记过活动的选上；筛查人数只从这里统计，不会重复。",
    )

    results_on = models.DateField("结果截至", null=True, blank=True)
    cervical_abnormal = _result(Cancer.CERVICAL, Outcome.ABNORMAL)
    cervical_referred = _result(Cancer.CERVICAL, Outcome.REFERRED)
    cervical_followed_up = _result(Cancer.CERVICAL, Outcome.FOLLOWED_UP)
    cervical_confirmed = _result(Cancer.CERVICAL, Outcome.CONFIRMED)
    cervical_early = _result(Cancer.CERVICAL, Outcome.EARLY)
    cervical_treated = _result(Cancer.CERVICAL, Outcome.TREATED)
    breast_abnormal = _result(Cancer.BREAST, Outcome.ABNORMAL)
    breast_referred = _result(Cancer.BREAST, Outcome.REFERRED)
    breast_followed_up = _result(Cancer.BREAST, Outcome.FOLLOWED_UP)
    breast_confirmed = _result(Cancer.BREAST, Outcome.CONFIRMED)
    breast_early = _result(Cancer.BREAST, Outcome.EARLY)
    breast_treated = _result(Cancer.BREAST, Outcome.TREATED)

    status = models.CharField(
        "状态", max_length=10, choices=SessionStatus, default=SessionStatus.ACTIVE, editable=False
    )
    cancelled_at = models.DateTimeField("撤销时间", null=True, blank=True, editable=False)
    cancelled_by = actor("撤销人")
    cancel_reason = models.CharField("撤销原因", max_length=500, blank=True, editable=False)

    personal: ClassVar = {"cancel_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("place", "hospital")

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "筛查场次"
        constraints = [
            models.CheckConstraint(
                name="screening_session_women_fit",
                condition=Q(women__gte=F("cervical"), women__lte=F("cervical") + F("breast"))
                & Q(women__gte=F("breast")),
            ),
            *(
                models.CheckConstraint(
                    name=f"screening_{cancer}_{few}_within",
                    condition=_within(column(cancer, few), column(cancer, many)),
                )
                for cancer in Cancer.values
                for few, many in WITHIN
            ),
            *(
                models.CheckConstraint(
                    name=f"screening_{cancer}_abnormal_within",
                    condition=_within(column(cancer, Outcome.ABNORMAL), cancer),
                )
                for cancer in Cancer.values
            ),
            models.CheckConstraint(
                name="screening_session_cancellation_whole",
                condition=Q(
                    status=SessionStatus.ACTIVE, cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason=""
                )
                | (
                    Q(status=SessionStatus.CANCELLED, cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~Q(cancel_reason="")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["path_at", "day"], name="screening_session_path_day"),
            models.Index(fields=["programme", "organization"], name="screening_session_whose"),
            models.Index(fields=["day", "id"], name="screening_session_day"),
        ]

    def __str__(self) -> str:
        return f"{self.organization.name}{short_date(self.day)}两癌筛查"

    def get_absolute_url(self) -> str:
        return reverse("screening:session-detail", args=[self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.status == SessionStatus.CANCELLED

    @property
    def has_results(self) -> bool:
        return any(getattr(self, name) is not None for name in RESULT_COLUMNS)

    def results_known_to(self, user: Holder) -> bool:
        """Small numbers of ill women are the business of those who did the work, of whoever keeps the programme, and of the
        health and rights officers; others see them added up."""
        keeps = user.scope(Permission.SCREENING_EDIT)
        return (
            keeps.covers(self.organization.path)
            or keeps.covers(self.programme.organization.path)
            or user.scope(Permission.SCREENING_PERSONS).covers(self.organization.path)
        )


def label_of(name: str) -> str:
    """What a column of a session is called on pages and in tables."""
    field: Any = Session._meta.get_field(name)
    return str(field.verbose_name)
