"""信息报送: what is told to the level above, and what newspapers, WeChat accounts and websites made of it (采用台账)."""

from typing import ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from activities.models import Activity
from activities.publicity.choices import STANDING_TONES, PlatformLevel, Standing, Status
from activities.publicity.querysets import AdoptionQuerySet, MarkQuerySet, MessageQuerySet, PlatformQuerySet
from fulian.core.acts import acted, actor
from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord

WEB_ADDRESS = URLValidator(
    schemes=["http", "https"], message="网址要以 http:// 或 https:// 开头，从浏览器里整个复制过来。"
)


class Platform(models.Model):
    """Where something may be published. A code never changes: indicators name it."""

    code = models.SlugField("代码", max_length=40, unique=True, editable=False)
    name = models.CharField("名称", max_length=40, unique=True)
    level = models.CharField("级别", max_length=10, choices=PlatformLevel)
    order = models.PositiveSmallIntegerField("次序", default=100, help_text="小的排在前面。")
    is_active = models.BooleanField("可选", default=True)

    not_personal: ClassVar = ("code", "name")
    objects = PlatformQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "采用平台"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("publicity:platform-list")


class PhotoMark(models.Model):
    """What somebody saw on a photo. A photo that nobody has looked at, or with a child on it, is not handed out."""

    attachment = models.OneToOneField(
        "attachments.Attachment", on_delete=models.CASCADE, related_name="publicity_mark", verbose_name="照片"
    )
    has_children = models.BooleanField("照片里有儿童")
    has_consent = models.BooleanField("监护人同意公开", default=False)
    marked_at = models.DateTimeField("查看时间", auto_now=True)
    marked_by = actor("查看人", null=False)

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "照片核看"
        constraints = [
            models.CheckConstraint(
                condition=Q(has_children=True) | Q(has_consent=False), name="photo_consent_for_children"
            )
        ]

    def __str__(self) -> str:
        return f"照片 {self.attachment_id}"


class Message(OrganizationRecord):
    """One 信息 of an organization about one activity, told to the level above. It lies with one organization at a time."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="messages", verbose_name="活动")
    title = models.CharField("标题", max_length=80)
    text = models.TextField("正文", max_length=5000)
    lies_with = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="报给", editable=False
    )
    standing = models.CharField("状态", max_length=10, choices=Standing, default=Standing.SUBMITTED, editable=False)
    submitted_at = models.DateTimeField("报送时间", editable=False)
    submitted_by = actor("报送人", null=False)
    judged_at = models.DateTimeField("处理时间", null=True, editable=False)
    judged_by = actor("处理人")
    judge_reason = models.CharField("未采用的原因", max_length=500, blank=True, editable=False)

    personal: ClassVar = {"text": Personal.FREE_TEXT, "judge_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("title",)
    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送的信息"
        constraints = [
            models.UniqueConstraint(fields=["activity"], name="message_once_an_activity"),
            models.CheckConstraint(condition=acted("judged"), name="message_judged_at_by"),
            models.CheckConstraint(
                condition=Q(standing="submitted", judged_at__isnull=True)
                | Q(~Q(standing="submitted"), judged_at__isnull=False),
                name="message_standing_is_judged",
            ),
        ]
        indexes = [
            models.Index(fields=["lies_with", "standing"], name="message_lies_with"),
            models.Index(fields=["submitted_at"], name="message_submitted"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("publicity:message-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.standing == Standing.SUBMITTED

    @property
    def tone(self) -> str:
        return STANDING_TONES[Standing(self.standing)]

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class Adoption(OrganizationRecord):
    """One piece that a platform published: a line of the 采用台账. It counts for the organization whose work it tells."""

    title = models.CharField("标题", max_length=100, help_text="发表时的标题。")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="+", verbose_name="平台")
    published_on = models.DateField("采用日期")
    link = models.CharField(
        "网址", max_length=500, blank=True, validators=[WEB_ADDRESS], help_text="纸质报刊没有就留空。"
    )
    note = models.CharField("版面或说明", max_length=100, blank=True, help_text="如“第3版”。")
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name="活动"
    )
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name="报送的信息"
    )
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.ACTIVE, editable=False)
    cancelled_at = models.DateTimeField("撤销时间", null=True, editable=False)
    cancelled_by = actor("撤销人")
    cancel_reason = models.CharField("撤销原因", max_length=500, blank=True, editable=False)

    personal: ClassVar = {"cancel_reason": Personal.FREE_TEXT}
    not_personal: ClassVar = ("title", "link", "note")
    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "信息采用"
        constraints = [
            models.CheckConstraint(
                condition=Q(status="active", cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                | (
                    Q(status="cancelled", cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancel_reason="")
                ),
                name="adoption_cancellation_whole",
            )
        ]
        indexes = [
            models.Index(fields=["path_at", "published_on"], name="adoption_path_published"),
            models.Index(fields=["published_on", "id"], name="adoption_published"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("publicity:adoption-detail", args=[self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED
