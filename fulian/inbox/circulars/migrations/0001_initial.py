import django.db.models.deletion
import django.utils.timezone
import fulian.core.fields
import fulian.core.paths
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Circular",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "title",
                    models.CharField(
                        help_text="如“关于报送家庭教育宣传周活动安排的通知”。", max_length=100, verbose_name="标题"
                    ),
                ),
                (
                    "number_text",
                    models.CharField(
                        blank=True,
                        help_text="有文号的才填，如“锦妇发〔2026〕12号”。",
                        max_length=40,
                        verbose_name="文号",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=8000, verbose_name="正文")),
                ("levels", models.JSONField(blank=True, default=list, verbose_name="发给")),
                (
                    "ask",
                    models.CharField(
                        choices=[("read", "已阅"), ("sign", "签收"), ("receipt", "回执"), ("signup", "报名表")],
                        default="sign",
                        max_length=10,
                        verbose_name="要求下级",
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        blank=True, help_text="如“参加人数和带队人”。", max_length=200, verbose_name="回执问什么"
                    ),
                ),
                ("options", models.JSONField(blank=True, default=list, verbose_name="可选的答复")),
                ("columns", models.JSONField(blank=True, default=list, verbose_name="另外要填的项目")),
                (
                    "most_people",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="每个单位最多报几人"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                ("delete_on", models.DateField(blank=True, null=True, verbose_name="报名信息删除日期")),
                ("purged_on", models.DateField(editable=False, null=True, verbose_name="报名信息已于何日删除")),
                (
                    "follows_as",
                    models.CharField(
                        blank=True,
                        choices=[("supplement", "补充"), ("correction", "更正")],
                        max_length=10,
                        verbose_name="与前一份的关系",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("issued", "已发出"),
                            ("replaced", "已有更正"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("issued_at", models.DateTimeField(editable=False, null=True, verbose_name="发出时间")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="撤回时间")),
                (
                    "withdraw_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="撤回原因"),
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
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="circulars.circular",
                        verbose_name="针对哪份通知",
                    ),
                ),
                (
                    "forwards",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_on",
                        to="circulars.circular",
                        verbose_name="转发哪份通知",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发出人",
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
                    "picked",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="organizations.organization", verbose_name="另外挑选的组织"
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
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤回人",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知",
                "verbose_name_plural": "通知",
                "indexes": [
                    models.Index(fields=["organization", "status"], name="circular_organization_status"),
                    models.Index(fields=["created_at"], name="circular_created"),
                    models.Index(fields=["delete_on"], name="circular_delete_on"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_at__isnull", True), ("status", "draft")),
                            models.Q(models.Q(("status", "draft"), _negated=True), ("issued_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="circular_dated_when_issued",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ask__in", ["receipt", "signup"]), _negated=True),
                            ("due_on__isnull", False),
                            _connector="OR",
                        ),
                        name="circular_answer_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ask", "signup"), _negated=True), ("delete_on__isnull", False), _connector="OR"
                        ),
                        name="circular_signups_are_deleted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("follows__isnull", True), ("follows_as", "")),
                            models.Q(models.Q(("follows_as", ""), _negated=True), ("follows__isnull", False)),
                            _connector="OR",
                        ),
                        name="circular_says_how_it_follows",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_at__isnull", True), ("issued_by__isnull", True)),
                            models.Q(("issued_at__isnull", False), ("issued_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="circular_issued_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="circular_withdrawn_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CircularFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("word", "Word"),
                            ("excel", "Excel"),
                            ("slides", "PPT"),
                            ("ofd", "OFD"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("stored_name", models.CharField(db_index=True, max_length=100, verbose_name="存放处")),
                ("size", models.PositiveIntegerField(verbose_name="大小")),
                ("sha256", models.CharField(max_length=64, verbose_name="校验值")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                (
                    "circular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="circulars.circular",
                        verbose_name="通知",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知附件",
                "verbose_name_plural": "通知附件",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CircularRecipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("opened_at", models.DateTimeField(editable=False, null=True, verbose_name="打开时间")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="答复时间")),
                ("is_late", models.BooleanField(default=False, editable=False, verbose_name="逾期")),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="改答复的时间")),
                ("option", models.CharField(blank=True, editable=False, max_length=40, verbose_name="选了哪个")),
                ("text", models.CharField(blank=True, editable=False, max_length=500, verbose_name="回执内容")),
                ("people", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="报名人数")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="改答复的人",
                    ),
                ),
                (
                    "circular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recipients",
                        to="circulars.circular",
                        verbose_name="通知",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="打开人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="收文组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知答复",
                "verbose_name_plural": "通知答复",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["organization", "answered_at"], name="circular_recipient_waiting")],
                "constraints": [
                    models.UniqueConstraint(fields=("circular", "organization"), name="circular_recipient_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="circular_recipient_opened_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="circular_recipient_answered_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("changed_at__isnull", True), ("changed_by__isnull", True)),
                            models.Q(("changed_at__isnull", False), ("changed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="circular_recipient_changed_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CircularReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("for_day", models.DateField(verbose_name="哪一天的催办")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="催办时间")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="催办人",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="circulars.circularrecipient",
                        verbose_name="通知答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知催办",
                "verbose_name_plural": "通知催办",
                "ordering": ["for_day", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("recipient", "for_day"), name="circular_reminder_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="CircularSignup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("entry", fulian.core.fields.EncryptedTextField(verbose_name="报名信息")),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signups",
                        to="circulars.circularrecipient",
                        verbose_name="通知答复",
                    ),
                ),
            ],
            options={
                "verbose_name": "报名人员",
                "verbose_name_plural": "报名人员",
                "ordering": ["recipient", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("recipient", "number"), name="circular_signup_number_once")
                ],
            },
        ),
    ]
