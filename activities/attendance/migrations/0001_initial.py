import activities.attendance.models.rolls
import django.core.validators
import django.db.models.deletion
import fulian.core.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("activities", "0004_families_and_fields"),
    ]

    operations = [
        migrations.CreateModel(
            name="Roll",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=activities.attendance.models.rolls.new_token,
                        editable=False,
                        max_length=32,
                        unique=True,
                        verbose_name="链接",
                    ),
                ),
                ("is_open", models.BooleanField(default=True, editable=False, verbose_name="开放报名")),
                (
                    "open_until",
                    models.DateTimeField(
                        blank=True, help_text="留空就一直开放到活动开始那天。", null=True, verbose_name="报名截止"
                    ),
                ),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="按人数算，孩子也算。不限就留空。",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="名额",
                    ),
                ),
                (
                    "takes_waiting",
                    models.BooleanField(
                        default=True, help_text="有人取消，按先后自动补上。", verbose_name="满了可以候补"
                    ),
                ),
                (
                    "with_children",
                    models.BooleanField(
                        default=False, help_text="由家长报名，只填带几个孩子，不填孩子姓名。", verbose_name="亲子活动"
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        help_text="如：请自带水杯，在村口集合。",
                        max_length=200,
                        verbose_name="给报名人的话",
                    ),
                ),
                (
                    "keep_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="活动结束后过这么多天，姓名电话和签到表照片自动删除，人数留下。",
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="名单保留天数",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                ("purged_on", models.DateField(editable=False, null=True, verbose_name="名单删除日期")),
                ("people_taken", models.PositiveIntegerField(editable=False, null=True, verbose_name="报名人数")),
                ("people_came", models.PositiveIntegerField(editable=False, null=True, verbose_name="到场人数")),
                ("children_came", models.PositiveIntegerField(editable=False, null=True, verbose_name="到场儿童")),
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll",
                        to="activities.activity",
                        verbose_name="活动",
                    ),
                ),
            ],
            options={
                "verbose_name": "报名签到",
                "verbose_name_plural": "报名签到",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("capacity__isnull", True), ("capacity__gte", 1), _connector="OR"),
                        name="roll_capacity_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purged_on__isnull", True),
                            models.Q(
                                ("children_came__isnull", False),
                                ("is_open", False),
                                ("people_came__isnull", False),
                                ("people_taken__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="roll_purged_with_counts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="凭证")),
                ("name", fulian.core.fields.EncryptedTextField(max_length=20, verbose_name="姓名")),
                ("phone", fulian.core.fields.EncryptedTextField(blank=True, max_length=11, verbose_name="手机号")),
                ("phone_index", fulian.core.fields.BlindIndexField(purpose="attendance.phone", source="phone")),
                (
                    "people",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="连您自己。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="大人几人",
                    ),
                ),
                (
                    "children",
                    models.PositiveSmallIntegerField(
                        default=0, validators=[django.core.validators.MaxValueValidator(10)], verbose_name="孩子几人"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[("taken", "已报名"), ("waiting", "候补"), ("withdrawn", "已取消")],
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "arrival",
                    models.CharField(
                        blank=True,
                        choices=[("", "还没签到"), ("came", "到了"), ("absent", "没来")],
                        default="",
                        editable=False,
                        max_length=6,
                        verbose_name="签到",
                    ),
                ),
                ("on_the_spot", models.BooleanField(default=False, editable=False, verbose_name="现场登记")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="报名时间")),
                (
                    "roll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="attendance.roll",
                        verbose_name="报名签到",
                    ),
                ),
            ],
            options={
                "verbose_name": "报名人",
                "verbose_name_plural": "报名人",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["roll", "place"], name="entry_roll_place")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("place__in", ("taken", "waiting")), models.Q(("phone_index", ""), _negated=True)
                        ),
                        fields=("roll", "phone_index"),
                        name="entry_one_phone_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="entry_somebody_comes"),
                    models.CheckConstraint(
                        condition=models.Q(("arrival", ""), ("place", "taken"), _connector="OR"),
                        name="entry_only_who_has_a_place_came",
                    ),
                ],
            },
        ),
    ]
