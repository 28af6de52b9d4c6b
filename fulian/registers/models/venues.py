"""阵地, and what belongs to one: its parts, its events, who looks after it, what was checked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fulian.core.personal import Personal
from fulian.organizations.records import OrganizationRecord
from fulian.registers.choices import CLOSED_VENUE, AssessmentGrade, BuildMode, HostKind, VenueEventKind, VenueStatus
from fulian.registers.models.base import PHONE, Ending, Part, ending_constraint, order_constraint
from fulian.registers.models.vocabulary import StandardItem, VenueKind, VenueType
from fulian.registers.querysets import VenuePartQuerySet, VenueQuerySet


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
    type = models.ForeignKey(
        VenueType, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类型"
    )
    build_mode = models.CharField("建设方式", max_length=10, choices=BuildMode, blank=True)
    host_kind = models.CharField("建家依托", max_length=10, choices=HostKind, blank=True)
    host = models.CharField("主人", max_length=40, blank=True, help_text="微家主人的姓名，或一支队伍、一户的称呼。")
    is_online = models.BooleanField("网上微家", default=False, help_text="没有固定场地，在网上活动的。")
    online_place = models.CharField(
        "网上在哪里", max_length=60, blank=True, help_text="公众号、微信群的名称，不写链接。"
    )
    brand = models.CharField("品牌", max_length=40, blank=True)
    manager = models.CharField("管理员", max_length=40, blank=True)
    manager_phone = models.CharField(
        "管理员电话", max_length=20, blank=True, validators=[PHONE], help_text="只给能修改的人看。"
    )
    opening_hours = models.CharField("开放时间", max_length=100, blank=True, help_text="如：周一至周五9:00—17:00。")
    note = models.TextField("备注", blank=True, max_length=1000)

    personal: ClassVar = {
        "host": Personal.IDENTIFYING,
        "manager": Personal.OFFICIAL,
        "manager_phone": Personal.CONTACT,
        "note": Personal.FREE_TEXT,
        "end_reason": Personal.FREE_TEXT,
    }
    not_personal: ClassVar = ("name", "builder", "place", "online_place", "brand", "opening_hours")

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


class VenuePart(Part):
    entry_field = "venue"
    objects = VenuePartQuerySet.as_manager()

    class Meta:
        abstract = True


class VenueEvent(VenuePart):
    """改造, 列为示范 …: what happened to a venue between its opening and its end."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="events", verbose_name="阵地")
    kind = models.CharField("事项", max_length=15, choices=VenueEventKind)
    happened_on = models.DateField("日期")
    level = models.CharField("评定单位", max_length=40, blank=True, help_text="列为示范的，写由谁评定，如：市妇联。")
    cost = models.DecimalField(
        "投入资金", max_digits=12, decimal_places=2, null=True, blank=True, help_text="单位：元。"
    )
    note = models.CharField("做了什么", max_length=200, blank=True)

    personal: ClassVar = {"note": Personal.FREE_TEXT}
    not_personal: ClassVar = ("level",)

    class Meta:
        verbose_name = verbose_name_plural = "阵地大事"
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.venue.name}{self.get_kind_display()}"


class VenueRoom(VenuePart):
    """A part of a venue with a name of its own: 舞蹈室, 巾帼书屋, one of 七大学院."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="rooms", verbose_name="阵地")
    name = models.CharField("名称", max_length=40)
    use = models.CharField("用途和课程", max_length=100, blank=True)

    not_personal: ClassVar = ("name", "use")

    class Meta:
        verbose_name = verbose_name_plural = "功能室"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class VenueOfficer(VenuePart):
    """Which 执委 looks after a venue, and from when to when."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="keepers", verbose_name="阵地")
    officer = models.ForeignKey(
        "registers.Officer", on_delete=models.CASCADE, related_name="venues", verbose_name="联系执委"
    )
    since = models.DateField("开始")
    until = models.DateField("结束", null=True, blank=True, help_text="还在联系就留空。")

    class Meta:
        verbose_name = verbose_name_plural = "联系执委"
        ordering = ["-since", "-pk"]
        constraints = [order_constraint("venueofficer_ends_after_beginning", "since", "until")]

    def __str__(self) -> str:
        return self.officer.name


class VenueAssessment(VenuePart):
    """The yearly assessment of a 家长学校, or of any venue that is assessed."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="assessments", verbose_name="阵地")
    year = models.PositiveSmallIntegerField("年度")
    grade = models.CharField("等次", max_length=10, choices=AssessmentGrade)
    assessed_on = models.DateField("评估日期", null=True, blank=True)
    assessor = models.CharField("评估单位", max_length=60, help_text="如：区妇联、区教育局。")

    not_personal: ClassVar = ("assessor",)

    class Meta:
        verbose_name = verbose_name_plural = "年度评估"
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["venue", "year"], name="assessment_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_grade_display()}"


class VenueCheck(VenuePart):
    """What somebody found when she looked at one condition of the standard; photos are the evidence."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="checks", verbose_name="阵地")
    item = models.ForeignKey(StandardItem, on_delete=models.PROTECT, related_name="+", verbose_name="达标条件")
    is_reached = models.BooleanField("达到", default=False)
    checked_on = models.DateField("核对日期")
    note = models.CharField("说明", max_length=200, blank=True)

    personal: ClassVar = {"note": Personal.FREE_TEXT}

    class Meta:
        verbose_name = verbose_name_plural = "达标核对"
        constraints = [models.UniqueConstraint(fields=["venue", "item"], name="check_once_an_item")]

    def __str__(self) -> str:
        return f"{self.venue.name}{self.item.label}"


class VenueClosure(VenuePart):
    """That a venue was closed for a while: its last day before, and the day from which it was in use again."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="closures", verbose_name="阵地")
    closed_on = models.DateField("停用（摘牌）日期")
    status = models.CharField("停用还是摘牌", max_length=10, choices=[(one.value, one.label) for one in CLOSED_VENUE])
    reason = models.CharField("停用原因", max_length=500)
    reopened_on = models.DateField("重新启用日期")
    why = models.CharField("重新启用原因", max_length=500)

    personal: ClassVar = {"reason": Personal.FREE_TEXT, "why": Personal.FREE_TEXT}

    class Meta:
        verbose_name = verbose_name_plural = "停用又启用"
        ordering = ["closed_on"]
        constraints = [
            models.CheckConstraint(name="closure_in_order", condition=Q(reopened_on__gt=models.F("closed_on"))),
            models.UniqueConstraint(fields=["venue", "closed_on"], name="closure_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.venue.name}{self.get_status_display()}"


class UsePeriod(models.Model):
    """From when to when a venue was in use. Written by the services alone, from its dates and its closures: so that how many
    there are can be counted as at any day, and what was counted before a venue was opened again stays as it was."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="use_periods", verbose_name="阵地")
    since = models.DateField("开始使用")
    until = models.DateField("最后一天", null=True, blank=True)

    objects = VenuePartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "在用时段"
        ordering = ["since"]
        constraints = [
            order_constraint("use_period_in_order", "since", "until"),
            models.UniqueConstraint(fields=["venue", "since"], name="use_period_begins_once"),
        ]

    def __str__(self) -> str:
        return self.venue.name


class StandardPeriod(models.Model):
    """From when to when a venue fulfilled its whole standard. Written by the services alone, from the checks: so that how many
    reached it can be counted as at any day."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="standard_periods", verbose_name="阵地")
    since = models.DateField("达标日期")
    until = models.DateField("保持到", null=True, blank=True)

    objects = VenuePartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "达标时段"
        constraints = [
            order_constraint("standard_period_in_order", "since", "until"),
            models.UniqueConstraint(
                fields=["venue"], condition=Q(until__isnull=True), name="standard_period_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.venue.name
