"""A roll: who wants to come to an activity, and who came. People are on it for a while; their number stays.

Of a child no name is asked: her guardian signs up and says how many children come along (个人信息保护法 31: the data of those under
14 needs the guardian's consent, and what is not asked cannot leak).
"""

import secrets
import uuid
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from activities.attendance.choices import STANDING, Arrival, Place
from activities.attendance.querysets import EntryQuerySet, RollQuerySet
from activities.models import Activity
from fulian.core.fields import BlindIndexField, EncryptedTextField
from fulian.core.personal import Personal

KEEP_DAYS = 30
MOST_PEOPLE = 10
PURPOSE = "attendance.phone"


def new_token() -> str:
    """The link's own part: 16 bytes, which nobody guesses."""
    return secrets.token_urlsafe(16)


class Roll(models.Model):
    """报名签到 of one activity."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="roll", verbose_name="活动")
    token = models.CharField("链接", max_length=32, unique=True, default=new_token, editable=False)
    is_open = models.BooleanField("开放报名", default=True, editable=False)
    open_until = models.DateTimeField("报名截止", null=True, blank=True, help_text="留空就一直开放到活动开始那天。")
    capacity = models.PositiveIntegerField(
        "名额", null=True, blank=True, validators=[MinValueValidator(1)], help_text="按人数算，孩子也算。不限就留空。"
    )
    takes_waiting = models.BooleanField("满了可以候补", default=True, help_text="有人取消，按先后自动补上。")
    with_children = models.BooleanField(
        "亲子活动", default=False, help_text="由家长报名，只填带几个孩子，不填孩子姓名。"
    )
    word = models.CharField("给报名人的话", max_length=200, blank=True, help_text="如：请自带水杯，在村口集合。")
    keep_days = models.PositiveSmallIntegerField(
        "名单保留天数", default=KEEP_DAYS, validators=[MaxValueValidator(365)],
        help_text="活动结束后过这么多天，姓名电话和签到表照片自动删除，人数留下。",
    )  # fmt: skip
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    purged_on = models.DateField("名单删除日期", null=True, editable=False)
    # What stays when the people are gone.
    people_taken = models.PositiveIntegerField("报名人数", null=True, editable=False)
    people_came = models.PositiveIntegerField("到场人数", null=True, editable=False)
    children_came = models.PositiveIntegerField("到场儿童", null=True, editable=False)

    not_personal: ClassVar = ("token", "word")

    objects = RollQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报名签到"
        constraints = [
            models.CheckConstraint(
                name="roll_capacity_of_one", condition=Q(capacity__isnull=True) | Q(capacity__gte=1)
            ),
            models.CheckConstraint(
                name="roll_purged_with_counts",
                condition=Q(purged_on__isnull=True)
                | Q(people_taken__isnull=False, people_came__isnull=False, children_came__isnull=False, is_open=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}报名签到"

    def get_absolute_url(self) -> str:
        return reverse("attendance:roll-detail", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("attendance:join", args=[self.token])

    @property
    def path_at(self) -> str:
        """Where its photos belong."""
        return self.activity.path_at

    @property
    def organization(self) -> Any:
        return self.activity.organization

    @property
    def organization_id(self) -> int:
        return self.activity.organization_id

    @property
    def is_purged(self) -> bool:
        return self.purged_on is not None


class Entry(models.Model):
    """One person on a roll, with those that she brings along. `key` is her own link, by which she may withdraw."""

    roll = models.ForeignKey(Roll, on_delete=models.CASCADE, related_name="entries", verbose_name="报名签到")
    key = models.UUIDField("凭证", default=uuid.uuid4, unique=True, editable=False)
    name = EncryptedTextField("姓名", max_length=20)
    phone = EncryptedTextField("手机号", max_length=11, blank=True)
    phone_index = BlindIndexField(source="phone", purpose=PURPOSE)
    people = models.PositiveSmallIntegerField(
        "大人几人", default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)], help_text="连您自己。"
    )
    children = models.PositiveSmallIntegerField("孩子几人", default=0, validators=[MaxValueValidator(MOST_PEOPLE)])
    place = models.CharField("状态", max_length=10, choices=Place, editable=False)
    arrival = models.CharField(
        "签到", max_length=6, choices=Arrival, default=Arrival.UNKNOWN, blank=True, editable=False
    )
    on_the_spot = models.BooleanField("现场登记", default=False, editable=False)
    created_at = models.DateTimeField("报名时间", auto_now_add=True)

    personal: ClassVar = {"name": Personal.IDENTIFYING, "phone": Personal.CONTACT}
    not_personal: ClassVar = ("phone_index",)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报名人"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["roll", "phone_index"], condition=Q(place__in=STANDING) & ~Q(phone_index=""),
                name="entry_one_phone_once",
            ),
            models.CheckConstraint(name="entry_somebody_comes", condition=Q(people__gte=1)),
            models.CheckConstraint(
                name="entry_only_who_has_a_place_came", condition=Q(arrival=Arrival.UNKNOWN) | Q(place=Place.TAKEN)
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["roll", "place"], name="entry_roll_place")]

    def __str__(self) -> str:
        return f"报名 {self.pk}"

    @property
    def heads(self) -> int:
        return self.people + self.children

    @property
    def masked_phone(self) -> str:
        return f"{self.phone[:3]}****{self.phone[-4:]}" if self.phone else ""


HEADS = F("people") + F("children")
