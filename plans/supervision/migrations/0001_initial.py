import django.db.models.deletion
import django.utils.timezone
import fulian.core.paths
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organizations", "0001_initial"),
        ("plans", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "degree",
                    models.CharField(
                        choices=[("hint", "工作提示"), ("reminder", "提醒函"), ("circular", "通报")],
                        default="hint",
                        max_length=10,
                        verbose_name="文种",
                    ),
                ),
                (
                    "code_word",
                    models.CharField(
                        blank=True,
                        help_text="如“锦妇函”，印在文号前面；没有就留空，文号印作“提醒函〔2026〕3号”。",
                        max_length=10,
                        verbose_name="机关代字",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="发文年度")),
                ("number", models.PositiveIntegerField(editable=False, null=True, verbose_name="发文顺序号")),
                (
                    "title",
                    models.CharField(
                        help_text="如“关于加快妇女微家建设”；文种会自动加在后面。", max_length=80, verbose_name="标题"
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="正文")),
                ("needs_reply", models.BooleanField(default=True, verbose_name="要求书面答复")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                ("figures", models.JSONField(blank=True, default=dict, editable=False, verbose_name="发出时的进度")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("issued", "已发出"),
                            ("closed", "已办结"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("issued_at", models.DateTimeField(editable=False, null=True, verbose_name="发出时间")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="办结时间")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="撤回时间")),
                (
                    "withdraw_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="撤回原因"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办结人",
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
                    "escalates",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="raised_to",
                        to="supervision.notice",
                        verbose_name="由哪份升级",
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
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="plans.target",
                        verbose_name="针对的目标",
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
                "verbose_name": "督办文件",
                "verbose_name_plural": "督办文件",
                "indexes": [
                    models.Index(fields=["organization", "status"], name="notice_organization_status"),
                    models.Index(fields=["created_at"], name="notice_created"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "year", "degree", "number"), name="notice_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("issued_at__isnull", True),
                                ("number__isnull", True),
                                ("status", "draft"),
                                ("year__isnull", True),
                            ),
                            models.Q(
                                models.Q(("status", "draft"), _negated=True),
                                ("issued_at__isnull", False),
                                ("number__isnull", False),
                                ("year__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="notice_numbered_when_issued",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on__isnull", False), ("needs_reply", True)),
                            models.Q(("due_on__isnull", True), ("needs_reply", False)),
                            _connector="OR",
                        ),
                        name="notice_due_when_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("needs_reply", True), ("degree", "circular"), _connector="OR"),
                        name="notice_reply_waived",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_at__isnull", True), ("issued_by__isnull", True)),
                            models.Q(("issued_at__isnull", False), ("issued_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="notice_issued_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="notice_closed_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="notice_withdrawn_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("department", models.CharField(blank=True, max_length=40, verbose_name="主送部室")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "待答复"),
                            ("replied", "已答复待审核"),
                            ("sent_back", "退回补充"),
                            ("accepted", "审核通过"),
                            ("raised", "已升级"),
                            ("informed", "无需答复"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="答复情况",
                    ),
                ),
                ("due_on", models.DateField(editable=False, null=True, verbose_name="答复期限")),
                ("asked_on", models.DateField(editable=False, null=True, verbose_name="要求答复的日期")),
                ("opened_at", models.DateTimeField(editable=False, null=True, verbose_name="签收时间")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recipients",
                        to="supervision.notice",
                        verbose_name="督办文件",
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
                        verbose_name="签收人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="主送组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "主送",
                "verbose_name_plural": "主送",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["organization", "status"], name="recipient_organization_status"),
                    models.Index(fields=["status", "due_on"], name="recipient_status_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "organization", "department"), name="supervision_recipient_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="recipient_opened_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("before", "到期前提醒"), ("late", "逾期提醒")], max_length=10, verbose_name="提醒"
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="天数")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                ("for_day", models.DateField(verbose_name="哪一天的提醒")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="提醒时间")),
                ("read_at", models.DateTimeField(null=True, verbose_name="阅读时间")),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="supervision.recipient",
                        verbose_name="主送",
                    ),
                ),
            ],
            options={
                "verbose_name": "督办提醒",
                "verbose_name_plural": "督办提醒",
                "ordering": ["for_day", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("recipient", "for_day"), name="supervision_reminder_once_a_day"),
                    models.UniqueConstraint(
                        fields=("recipient", "due_on", "kind", "days"), name="supervision_reminder_once_a_step"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几次")),
                ("text", models.TextField(max_length=4000, verbose_name="答复内容")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="办理完成日期")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="答复时间"),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "审核通过"), ("sent_back", "退回补充")],
                        editable=False,
                        max_length=10,
                        verbose_name="审核结果",
                    ),
                ),
                (
                    "verdict_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="审核意见"),
                ),
                ("judged_at", models.DateTimeField(editable=False, null=True, verbose_name="审核时间")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
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
                        verbose_name="审核人",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="supervision.recipient",
                        verbose_name="主送",
                    ),
                ),
            ],
            options={
                "verbose_name": "答复",
                "verbose_name_plural": "答复",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("recipient", "number"), name="supervision_reply_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_at__isnull", True), ("judged_by__isnull", True)),
                            models.Q(("judged_at__isnull", False), ("judged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="supervision_reply_judged_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_at__isnull", True), ("verdict", "")),
                            models.Q(models.Q(("verdict", ""), _negated=True), ("judged_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="supervision_reply_verdict_is_judged",
                    ),
                ],
            },
        ),
    ]
