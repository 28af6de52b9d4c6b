import django.core.validators
import django.db.models.deletion
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
            name="MonitoringReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000, "年份从2000年起。"),
                            django.core.validators.MaxValueValidator(2100, "年份太远了，请核对。"),
                        ],
                        verbose_name="年度",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几版")),
                ("document", models.JSONField(default=dict, editable=False, verbose_name="文件内容")),
                ("requested_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                ("rendered_at", models.DateTimeField(null=True, verbose_name="排好的时间")),
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
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
            ],
            options={
                "verbose_name": "监测报告",
                "verbose_name_plural": "监测报告",
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "year", "number"), name="monitoring_report_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoringReportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "suffix",
                    models.CharField(choices=[(".pdf", "PDF"), (".docx", "Word")], max_length=5, verbose_name="格式"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="存放名")),
                ("sha256", models.CharField(max_length=64, verbose_name="校验值")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
                ("pages", models.PositiveSmallIntegerField(default=0, verbose_name="页数")),
                ("missing_glyphs", models.CharField(blank=True, max_length=200, verbose_name="打不出的字")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="monitoring.monitoringreport",
                        verbose_name="监测报告",
                    ),
                ),
            ],
            options={
                "verbose_name": "监测报告文件",
                "verbose_name_plural": "监测报告文件",
                "ordering": ["report", "-suffix"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "suffix"), name="monitoring_report_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    models.CharField(
                        choices=[("women", "妇女"), ("children", "儿童")], max_length=10, verbose_name="对象"
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="规划名称")),
                (
                    "start_year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000, "年份从2000年起。"),
                            django.core.validators.MaxValueValidator(2100, "年份太远了，请核对。"),
                        ],
                        verbose_name="开始年度",
                    ),
                ),
                (
                    "end_year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000, "年份从2000年起。"),
                            django.core.validators.MaxValueValidator(2100, "年份太远了，请核对。"),
                        ],
                        verbose_name="结束年度",
                    ),
                ),
                (
                    "basis",
                    models.CharField(blank=True, help_text="文件名称和文号。", max_length=200, verbose_name="依据"),
                ),
                ("active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "发展规划",
                "verbose_name_plural": "发展规划",
                "ordering": ["-audience", "-start_year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "audience", "start_year"), name="monitoring_programme_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_year__gt", models.F("start_year"))), name="monitoring_programme_years"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FillLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("department", models.CharField(max_length=40, verbose_name="责任部门")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000, "年份从2000年起。"),
                            django.core.validators.MaxValueValidator(2100, "年份太远了，请核对。"),
                        ],
                        verbose_name="年度",
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True, verbose_name="链接摘要")),
                ("due_on", models.DateField(help_text="过了这一天还没交的，首页会提醒您。", verbose_name="填报期限")),
                ("expires_on", models.DateField(help_text="过了这一天，链接打不开。", verbose_name="链接有效到")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="发出时间")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="停用时间")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="交上来的时间")),
                ("submitted_by", models.CharField(blank=True, max_length=40, verbose_name="填报科室")),
                (
                    "created_by",
                    models.ForeignKey(
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
                        verbose_name="组织",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="停用人",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="monitoring.programme",
                        verbose_name="规划",
                    ),
                ),
            ],
            options={
                "verbose_name": "填报链接",
                "verbose_name_plural": "填报链接",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("organization", "department", "year"),
                        name="monitoring_link_once_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_on__gte", models.F("due_on"))),
                        name="monitoring_link_due_before_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="monitoring_link_revoked_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by", "")),
                            models.Q(("submitted_at__isnull", False), models.Q(("submitted_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="monitoring_link_submitted_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Domain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("title", models.CharField(max_length=30, verbose_name="领域")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="domains",
                        to="monitoring.programme",
                        verbose_name="规划",
                    ),
                ),
            ],
            options={
                "verbose_name": "领域",
                "verbose_name_plural": "领域",
                "ordering": ["programme", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "order"), name="monitoring_domain_order_once"),
                    models.UniqueConstraint(fields=("programme", "title"), name="monitoring_domain_title_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoredIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="指标")),
                ("definition", models.TextField(blank=True, max_length=500, verbose_name="定义")),
                ("calculation", models.TextField(blank=True, max_length=500, verbose_name="计算方法")),
                ("unit", models.CharField(help_text="例如 %、‰、/10万、个、岁。", max_length=12, verbose_name="单位")),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="哪个部门的哪套统计。", max_length=100, verbose_name="资料来源"
                    ),
                ),
                ("department", models.CharField(max_length=40, verbose_name="责任部门")),
                ("partners", models.CharField(blank=True, max_length=100, verbose_name="配合部门")),
                (
                    "direction",
                    models.CharField(
                        choices=[("higher", "越高越好"), ("lower", "越低越好"), ("range", "在区间内为好")],
                        default="higher",
                        max_length=10,
                        verbose_name="方向",
                    ),
                ),
                (
                    "trend_only",
                    models.BooleanField(
                        default=False,
                        help_text="没有数值目标，只说上升还是下降；不判断是否达标。",
                        verbose_name="只看趋势",
                    ),
                ),
                (
                    "baseline_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="一般是2020年。",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(2000, "年份从2000年起。"),
                            django.core.validators.MaxValueValidator(2100, "年份太远了，请核对。"),
                        ],
                        verbose_name="基期年度",
                    ),
                ),
                (
                    "baseline_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="基期值",
                    ),
                ),
                ("national_goal", models.CharField(blank=True, max_length=60, verbose_name="国家目标")),
                ("national_latest", models.CharField(blank=True, max_length=60, verbose_name="全国最新")),
                (
                    "confirmed",
                    models.BooleanField(
                        default=True, help_text="名称、单位、目标都与本地规划原文一致。", verbose_name="已核实"
                    ),
                ),
                ("unconfirmed_note", models.CharField(blank=True, max_length=200, verbose_name="待核实的内容")),
                ("order", models.PositiveIntegerField(default=0, editable=False, verbose_name="次序")),
                ("active", models.BooleanField(default=True, verbose_name="在用")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="monitoring.domain",
                        verbose_name="领域",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最后修改人",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="monitoring.programme",
                        verbose_name="规划",
                    ),
                ),
            ],
            options={
                "verbose_name": "监测指标",
                "verbose_name_plural": "监测指标",
                "ordering": ["order", "pk"],
                "indexes": [models.Index(fields=["department"], name="monitoring_department")],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "code"), name="monitoring_indicator_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("baseline_value__isnull", True), ("baseline_year__isnull", True)),
                            models.Q(("baseline_value__isnull", False), ("baseline_year__isnull", False)),
                            _connector="OR",
                        ),
                        name="monitoring_baseline_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000, "年份从2000年起。"),
                            django.core.validators.MaxValueValidator(2100, "年份太远了，请核对。"),
                        ],
                        verbose_name="年度",
                    ),
                ),
                (
                    "low",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="不低于"),
                ),
                (
                    "high",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="不高于"),
                ),
                ("basis", models.CharField(blank=True, max_length=60, verbose_name="目标依据")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="monitoring.monitoredindicator",
                        verbose_name="监测指标",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度目标",
                "verbose_name_plural": "年度目标",
                "ordering": ["indicator", "year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "organization", "year"), name="monitoring_target_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("low__isnull", False), ("high__isnull", False), _connector="OR"),
                        name="monitoring_target_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True),
                            ("high__isnull", True),
                            ("high__gte", models.F("low")),
                            _connector="OR",
                        ),
                        name="monitoring_target_right_way_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("value", "有数"), ("no_data", "无数据"), ("trend", "只有趋势")],
                        default="value",
                        max_length=10,
                        verbose_name="情况",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="数值",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("", "准确数"), ("over", "余"), ("at_least", "以上"), ("about", "约")],
                        max_length=10,
                        verbose_name="约数",
                    ),
                ),
                (
                    "trend",
                    models.CharField(
                        blank=True,
                        choices=[("up", "上升"), ("level", "持平"), ("down", "下降")],
                        max_length=10,
                        verbose_name="趋势",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="无数据的原因")),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="资料来源")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="口径说明")),
                (
                    "three_year_average",
                    models.BooleanField(
                        default=False, help_text="分母小、各年波动大的，可以用三年平均数。", verbose_name="三年平均"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "填报中"),
                            ("filled", "待审核"),
                            ("accepted", "审核通过"),
                            ("returned", "退回修改"),
                        ],
                        default="filled",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000, "年份从2000年起。"),
                            django.core.validators.MaxValueValidator(2100, "年份太远了，请核对。"),
                        ],
                        verbose_name="年度",
                    ),
                ),
                ("filled_at", models.DateTimeField(verbose_name="填报时间")),
                ("filled_by", models.CharField(max_length=40, verbose_name="填报单位")),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="审核时间")),
                ("return_reason", models.CharField(blank=True, max_length=200, verbose_name="退回原因")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="第几次修改")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核人",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="monitoring.monitoredindicator",
                        verbose_name="监测指标",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度数值",
                "verbose_name_plural": "年度数值",
                "indexes": [models.Index(fields=["organization", "year", "stage"], name="monitoring_value_year")],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "organization", "year"), name="monitoring_value_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "value"), ("value__isnull", False)),
                            models.Q(models.Q(("state", "value"), _negated=True), ("value__isnull", True)),
                            _connector="OR",
                        ),
                        name="monitoring_value_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "no_data"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="monitoring_no_data_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "trend"), _negated=True),
                            models.Q(("trend", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="monitoring_trend_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="monitoring_value_accepted_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ValueVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("value", "有数"), ("no_data", "无数据"), ("trend", "只有趋势")],
                        default="value",
                        max_length=10,
                        verbose_name="情况",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="数值",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("", "准确数"), ("over", "余"), ("at_least", "以上"), ("about", "约")],
                        max_length=10,
                        verbose_name="约数",
                    ),
                ),
                (
                    "trend",
                    models.CharField(
                        blank=True,
                        choices=[("up", "上升"), ("level", "持平"), ("down", "下降")],
                        max_length=10,
                        verbose_name="趋势",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="无数据的原因")),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="资料来源")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="口径说明")),
                (
                    "three_year_average",
                    models.BooleanField(
                        default=False, help_text="分母小、各年波动大的，可以用三年平均数。", verbose_name="三年平均"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "填报中"),
                            ("filled", "待审核"),
                            ("accepted", "审核通过"),
                            ("returned", "退回修改"),
                        ],
                        default="filled",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("office", models.CharField(max_length=40, verbose_name="单位")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="更改原因")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经手人",
                    ),
                ),
                (
                    "year_value",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="monitoring.yearvalue",
                        verbose_name="年度数值",
                    ),
                ),
            ],
            options={
                "verbose_name": "数值更改记录",
                "verbose_name_plural": "数值更改记录",
                "ordering": ["year_value", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("year_value", "number"), name="monitoring_version_once")
                ],
            },
        ),
    ]
