import django.core.validators
import django.db.models.deletion
import fulian.core.paths
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("activities", "0004_families_and_fields"),
        ("attachments", "0001_initial"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Platform",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(editable=False, max_length=40, unique=True, verbose_name="代码")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("nation", "国家级"),
                            ("province", "省级"),
                            ("city", "市级"),
                            ("district", "区县级"),
                            ("town", "镇街级"),
                        ],
                        max_length=10,
                        verbose_name="级别",
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=100, help_text="小的排在前面。", verbose_name="次序"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="可选")),
            ],
            options={
                "verbose_name": "采用平台",
                "verbose_name_plural": "采用平台",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("text", models.TextField(max_length=5000, verbose_name="正文")),
                (
                    "standing",
                    models.CharField(
                        choices=[("submitted", "已报送"), ("adopted", "采用"), ("declined", "未采用")],
                        default="submitted",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, verbose_name="报送时间")),
                ("judged_at", models.DateTimeField(editable=False, null=True, verbose_name="处理时间")),
                (
                    "judge_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="未采用的原因"),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="activities.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="处理人",
                    ),
                ),
                (
                    "lies_with",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="报给",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="所属组织",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报送人",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最后修改人",
                    ),
                ),
            ],
            options={
                "verbose_name": "报送的信息",
                "verbose_name_plural": "报送的信息",
                "indexes": [
                    models.Index(fields=["lies_with", "standing"], name="message_lies_with"),
                    models.Index(fields=["submitted_at"], name="message_submitted"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("activity",), name="message_once_an_activity"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_at__isnull", True), ("judged_by__isnull", True)),
                            models.Q(("judged_at__isnull", False), ("judged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="message_judged_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_at__isnull", True), ("standing", "submitted")),
                            models.Q(models.Q(("standing", "submitted"), _negated=True), ("judged_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="message_standing_is_judged",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhotoMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("has_children", models.BooleanField(verbose_name="照片里有儿童")),
                ("has_consent", models.BooleanField(default=False, verbose_name="监护人同意公开")),
                ("marked_at", models.DateTimeField(auto_now=True, verbose_name="查看时间")),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publicity_mark",
                        to="attachments.attachment",
                        verbose_name="照片",
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="查看人",
                    ),
                ),
            ],
            options={
                "verbose_name": "照片核看",
                "verbose_name_plural": "照片核看",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("has_children", True), ("has_consent", False), _connector="OR"),
                        name="photo_consent_for_children",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("title", models.CharField(help_text="发表时的标题。", max_length=100, verbose_name="标题")),
                ("published_on", models.DateField(verbose_name="采用日期")),
                (
                    "link",
                    models.CharField(
                        blank=True,
                        help_text="纸质报刊没有就留空。",
                        max_length=500,
                        validators=[
                            django.core.validators.URLValidator(
                                message="网址要以 http:// 或 https:// 开头，从浏览器里整个复制过来。",
                                schemes=["http", "https"],
                            )
                        ],
                        verbose_name="网址",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, help_text="如“第3版”。", max_length=100, verbose_name="版面或说明"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "已采用"), ("cancelled", "已撤销")],
                        default="active",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("cancelled_at", models.DateTimeField(editable=False, null=True, verbose_name="撤销时间")),
                (
                    "cancel_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="撤销原因"),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="activities.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤销人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="所属组织",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最后修改人",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="publicity.message",
                        verbose_name="报送的信息",
                    ),
                ),
                (
                    "platform",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publicity.platform",
                        verbose_name="平台",
                    ),
                ),
            ],
            options={
                "verbose_name": "信息采用",
                "verbose_name_plural": "信息采用",
                "indexes": [
                    models.Index(fields=["path_at", "published_on"], name="adoption_path_published"),
                    models.Index(fields=["published_on", "id"], name="adoption_published"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancel_reason", ""),
                                ("cancelled_at__isnull", True),
                                ("cancelled_by__isnull", True),
                                ("status", "active"),
                            ),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                ("status", "cancelled"),
                                models.Q(("cancel_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="adoption_cancellation_whole",
                    )
                ],
            },
        ),
    ]
