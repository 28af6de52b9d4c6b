import django.db.models.deletion
import django.utils.timezone
import fulian.core.paths
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("indicators", "0003_within"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SummaryChapter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="代码")),
                ("title", models.CharField(blank=True, help_text="引言没有标题。", max_length=60, verbose_name="标题")),
                ("order", models.PositiveIntegerField(default=100, verbose_name="次序")),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
            ],
            options={
                "verbose_name": "总结章节",
                "verbose_name_plural": "总结章节",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="AnnualSummary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("until", models.DateField(verbose_name="数据截止日")),
                (
                    "guiding_thought",
                    models.TextField(
                        blank=True,
                        help_text="本年度上级文件的表述，原样填写；如“以……为指导”。留空就用上级已填的，都没有则不写。",
                        max_length=600,
                        verbose_name="指导思想",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "待签发"),
                            ("returned", "退回修改"),
                            ("signed", "已签发"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, verbose_name="版次")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="提出时间")),
                ("return_reason", models.TextField(blank=True, verbose_name="退回原因")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="送审时间")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="签发时间")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="单位",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="送审人",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作总结",
                "verbose_name_plural": "工作总结",
                "ordering": ["-year", "organization__path"],
                "indexes": [models.Index(fields=["year", "path_at"], name="summary_year_path")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "submitted", "returned"))),
                        fields=("organization", "year"),
                        name="summary_one_open_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at__isnull", True), ("signed_by__isnull", True)),
                            models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="summary_signed_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at__isnull", False), ("status", "signed")),
                            models.Q(models.Q(("status", "signed"), _negated=True), ("signed_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="summary_signed_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="summary_submitted_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "填写中"),
                            ("submitted", "已提交，待审核"),
                            ("returned", "退回修改"),
                            ("approved", "审核通过"),
                            ("unreviewed", "已报未审，按记录"),
                            ("by_record", "未报，按记录"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("zero_report", models.BooleanField(default=False, verbose_name="零报告（本月无活动）")),
                ("late", models.BooleanField(default=False, verbose_name="逾期")),
                (
                    "highlights",
                    models.TextField(
                        blank=True,
                        help_text="一两件最值得说的事：做法、效果。不写当事人姓名。",
                        max_length=1000,
                        verbose_name="本月亮点",
                    ),
                ),
                ("next_steps", models.TextField(blank=True, max_length=1000, verbose_name="下月打算")),
                (
                    "problems",
                    models.TextField(
                        blank=True, help_text="需要上级帮助协调的事。", max_length=1000, verbose_name="困难和建议"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="修改次数")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="提交时间")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="审核通过时间")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report",
                        to="indicators.monthlystatement",
                        verbose_name="数据",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
            ],
            options={
                "verbose_name": "月报",
                "verbose_name_plural": "月报",
                "indexes": [models.Index(fields=["year", "month", "status"], name="report_month_status")],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "year", "month"), name="report_once_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="report_month_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_submitted_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_approved_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", False), ("status", "approved")),
                            models.Q(models.Q(("status", "approved"), _negated=True), ("approved_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="report_approved_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["submitted", "approved", "unreviewed"]), _negated=True),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="report_submitted_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submit", "提交"),
                            ("withdraw", "撤回"),
                            ("return", "退回修改"),
                            ("approve", "审核通过"),
                            ("reopen", "重新打开"),
                            ("close", "关账"),
                            ("correct", "更正"),
                        ],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=500, verbose_name="原因")),
                ("comments", models.JSONField(blank=True, default=dict, verbose_name="逐项意见")),
                ("snapshot", models.JSONField(blank=True, default=dict, verbose_name="当时数据")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="reports.monthlyreport",
                        verbose_name="月报",
                    ),
                ),
            ],
            options={
                "verbose_name": "月报处理记录",
                "verbose_name_plural": "月报处理记录",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["return", "reopen", "correct"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decision_back_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("number", models.PositiveIntegerField(verbose_name="编号")),
                (
                    "old_value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="更正前"),
                ),
                (
                    "old_qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("", "准确数"), ("over", "余"), ("at_least", "以上"), ("about", "约")],
                        default="",
                        max_length=10,
                        verbose_name="更正前约数",
                    ),
                ),
                ("new_value", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="更正后")),
                (
                    "new_qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("", "准确数"), ("over", "余"), ("at_least", "以上"), ("about", "约")],
                        default="",
                        max_length=10,
                        verbose_name="更正后约数",
                    ),
                ),
                ("new_added", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="更正后的补充数")),
                ("reason", models.TextField(max_length=500, verbose_name="更正原因")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="更正时间")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="指标",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="更正人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="reports.monthlyreport",
                        verbose_name="月报",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正",
                "verbose_name_plural": "更正",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "year", "number"), name="correction_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="correction_has_reason"
                    ),
                    models.CheckConstraint(condition=models.Q(("new_value__gte", 0)), name="correction_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                ("made_on", models.DateField(verbose_name="提醒日期")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="提醒单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "催报提醒",
                "verbose_name_plural": "催报提醒",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "year", "month", "made_on"), name="reminder_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="reminder_month_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportingTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                ("due_on", models.DateField(help_text="这一天过后提交的，标为逾期。", verbose_name="报送截止")),
                ("lock_on", models.DateField(help_text="从这一天起可以关账；关账后只能做更正。", verbose_name="锁定")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="关账时间")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="关账人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="区县",
                    ),
                ),
            ],
            options={
                "verbose_name": "报送期限",
                "verbose_name_plural": "报送期限",
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "year", "month"), name="term_once_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="term_month_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lock_on__gte", models.F("due_on"))), name="term_locks_after_due"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="term_closed_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SummaryFreeze",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="次数")),
                ("job_id", models.BigIntegerField(verbose_name="任务编号")),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="取数时间")),
                ("until", models.DateField(verbose_name="数据截止日")),
                ("texts", models.JSONField(default=dict, verbose_name="文字")),
                ("lists", models.JSONField(default=dict, verbose_name="名单")),
                ("plan", models.JSONField(default=list, verbose_name="计划完成情况")),
                ("open_months", models.JSONField(default=list, verbose_name="未锁定的月份")),
                ("filed", models.PositiveIntegerField(default=0, verbose_name="已报")),
                ("due", models.PositiveIntegerField(default=0, verbose_name="应报")),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="freezes",
                        to="reports.annualsummary",
                        verbose_name="总结",
                    ),
                ),
            ],
            options={
                "verbose_name": "总结取数",
                "verbose_name_plural": "总结取数",
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("summary", "number"), name="summary_freeze_number")],
            },
        ),
        migrations.CreateModel(
            name="SummaryFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("unit", models.CharField(max_length=10, verbose_name="单位")),
                ("area", models.CharField(max_length=20, verbose_name="工作领域")),
                ("definition", models.TextField(verbose_name="口径")),
                ("indicator_version", models.PositiveIntegerField(default=1, verbose_name="口径版本")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="次序")),
                ("value", models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="数值")),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("", "准确数"), ("over", "余"), ("at_least", "以上"), ("about", "约")],
                        default="",
                        max_length=10,
                        verbose_name="约数",
                    ),
                ),
                ("recorded", models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="记录汇总")),
                ("added", models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="手工补充")),
                ("fraction", models.CharField(blank=True, max_length=60, verbose_name="分子/分母")),
                ("provisional", models.BooleanField(default=False, verbose_name="未闭账")),
                ("unchecked", models.BooleanField(default=False, verbose_name="未经月报核对")),
                ("withheld", models.BooleanField(default=False, verbose_name="不公布")),
                ("months", models.JSONField(default=dict, verbose_name="分月")),
                ("children", models.JSONField(default=list, verbose_name="分单位")),
                (
                    "freeze",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="reports.summaryfreeze",
                        verbose_name="取数",
                    ),
                ),
            ],
            options={
                "verbose_name": "总结数据",
                "verbose_name_plural": "总结数据",
                "ordering": ["order", "code"],
                "constraints": [models.UniqueConstraint(fields=("freeze", "code"), name="summary_figure_once")],
            },
        ),
        migrations.CreateModel(
            name="SummaryParagraph",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60, verbose_name="位置")),
                ("chapter_title", models.CharField(blank=True, max_length=60, verbose_name="章节")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="次序")),
                ("generated", models.JSONField(default=list, verbose_name="生成的文字")),
                ("edited", models.TextField(blank=True, max_length=5000, verbose_name="修改后的文字")),
                ("removed", models.BooleanField(default=False, verbose_name="不要这一段")),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paragraphs",
                        to="reports.annualsummary",
                        verbose_name="总结",
                    ),
                ),
            ],
            options={
                "verbose_name": "总结段落",
                "verbose_name_plural": "总结段落",
                "ordering": ["order", "pk"],
                "constraints": [models.UniqueConstraint(fields=("summary", "key"), name="summary_paragraph_once")],
            },
        ),
        migrations.CreateModel(
            name="SummaryCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="编号")),
                ("old_text", models.TextField(verbose_name="原文")),
                ("new_text", models.TextField(max_length=5000, verbose_name="更正后")),
                ("reason", models.TextField(max_length=500, verbose_name="更正原因")),
                ("version", models.PositiveIntegerField(verbose_name="版次")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="更正时间")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="更正人",
                    ),
                ),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="reports.annualsummary",
                        verbose_name="总结",
                    ),
                ),
                (
                    "paragraph",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.summaryparagraph",
                        verbose_name="段落",
                    ),
                ),
            ],
            options={
                "verbose_name": "总结更正",
                "verbose_name_plural": "总结更正",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("summary", "number"), name="summary_correction_number"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="summary_correction_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SummarySentence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="代码")),
                (
                    "template",
                    models.TextField(
                        help_text="{指标代码}、{list:名单代码|max=3}；[…]里缺数就整段略去。", verbose_name="句式"
                    ),
                ),
                ("new_paragraph", models.BooleanField(default=False, verbose_name="另起一段")),
                (
                    "least",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="可省略的部分留下的少于这个数，整句不要。", verbose_name="至少保留几处"
                    ),
                ),
                ("order", models.PositiveIntegerField(default=100, verbose_name="次序")),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sentences",
                        to="reports.summarychapter",
                        verbose_name="章节",
                    ),
                ),
            ],
            options={
                "verbose_name": "总结句式",
                "verbose_name_plural": "总结句式",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="SummaryVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="版次")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("generated", "生成"),
                            ("refreshed", "重新取数"),
                            ("edited", "修改文字"),
                            ("signed", "签发"),
                            ("corrected", "更正"),
                        ],
                        max_length=10,
                        verbose_name="来由",
                    ),
                ),
                ("documents", models.JSONField(default=dict, verbose_name="文稿")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("rendered_at", models.DateTimeField(null=True, verbose_name="排版时间")),
                (
                    "freeze",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.summaryfreeze",
                        verbose_name="取数",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="reports.annualsummary",
                        verbose_name="总结",
                    ),
                ),
            ],
            options={
                "verbose_name": "总结版次",
                "verbose_name_plural": "总结版次",
                "ordering": ["-number"],
                "constraints": [models.UniqueConstraint(fields=("summary", "number"), name="summary_version_number")],
            },
        ),
        migrations.CreateModel(
            name="SummaryFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.CharField(
                        choices=[("clean", "报送版"), ("check", "核对版")], max_length=10, verbose_name="文本"
                    ),
                ),
                ("suffix", models.CharField(max_length=5, verbose_name="格式")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="文件")),
                ("sha256", models.CharField(max_length=64, verbose_name="校验值")),
                ("size", models.PositiveIntegerField(verbose_name="大小")),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="页数")),
                ("missing_glyphs", models.CharField(blank=True, max_length=200, verbose_name="打印不出的字")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="reports.summaryversion",
                        verbose_name="版次",
                    ),
                ),
            ],
            options={
                "verbose_name": "总结文件",
                "verbose_name_plural": "总结文件",
                "ordering": ["edition", "-suffix"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "edition", "suffix"), name="summary_file_once")
                ],
            },
        ),
    ]
