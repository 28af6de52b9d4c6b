import django.core.validators
import django.db.models.deletion
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
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator("^[a-z0-9_.]+$", "只用小写字母、数字、点和下划线。")
                        ],
                        verbose_name="代码",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("unit", models.CharField(max_length=10, verbose_name="单位")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("overview", "总述"),
                            ("ideology", "思想引领"),
                            ("organization", "组织建设"),
                            ("cadre_team", "干部执委队伍"),
                            ("mechanism", "制度机制"),
                            ("governance", "参政议政"),
                            ("venue", "阵地建设"),
                            ("women_training", "素质提升"),
                            ("employment", "创业就业"),
                            ("rural", "乡村振兴"),
                            ("courtyard", "美丽庭院"),
                            ("family", "家庭文明"),
                            ("family_education", "家庭教育"),
                            ("children", "儿童工作"),
                            ("care", "关爱帮扶"),
                            ("health", "妇女健康"),
                            ("rights", "维权调解"),
                            ("law_publicity", "普法宣传"),
                            ("culture_festival", "节庆文体"),
                            ("volunteer", "志愿服务"),
                            ("publicity", "典型宣传"),
                            ("research", "调研信息"),
                            ("plan_indicator", "两规划与妇儿工委"),
                            ("shortcoming", "存在问题"),
                        ],
                        max_length=20,
                        verbose_name="工作领域",
                    ),
                ),
                (
                    "definition",
                    models.TextField(help_text="怎样算一个数：算什么、不算什么、从哪里来。", verbose_name="口径"),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("measure", "由记录统计"), ("manual", "由月报填写"), ("ratio", "两个指标之比")],
                        default="measure",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("measure_code", models.CharField(blank=True, max_length=60, verbose_name="统计项")),
                ("dimensions", models.JSONField(blank=True, default=dict, verbose_name="固定条件")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("in_month", models.BooleanField(default=False, verbose_name="列入月报")),
                (
                    "additive",
                    models.BooleanField(
                        default=True, help_text="去重的人数不能逐月、逐村相加。", verbose_name="可逐月相加"
                    ),
                ),
                ("confidential", models.BooleanField(default=False, verbose_name="保密")),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                ("order", models.PositiveIntegerField(default=1000, verbose_name="次序")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                (
                    "denominator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="分母",
                    ),
                ),
                (
                    "numerator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="分子",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        help_text="留空为通用指标。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="所属组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "指标",
                "verbose_name_plural": "指标",
                "ordering": ["order", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("basis", "measure"),
                                ("denominator__isnull", True),
                                ("numerator__isnull", True),
                                models.Q(("measure_code", ""), _negated=True),
                            ),
                            models.Q(
                                ("basis", "manual"),
                                ("denominator__isnull", True),
                                ("measure_code", ""),
                                ("numerator__isnull", True),
                            ),
                            models.Q(
                                ("basis", "ratio"),
                                ("denominator__isnull", False),
                                ("measure_code", ""),
                                ("numerator__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_basis_complete",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthGuard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(max_length=200, verbose_name="当时路径")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "可修改"), ("approved", "审核通过"), ("closed", "已锁定")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("changed_at", models.DateTimeField(null=True, verbose_name="变更时间")),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="变更人",
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
            ],
            options={
                "verbose_name": "月度锁",
                "verbose_name_plural": "月度锁",
                "indexes": [models.Index(fields=["year", "month", "path_at"], name="guard_month_path")],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "year", "month"), name="guard_once_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="guard_month_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("changed_at__isnull", True), ("changed_by__isnull", True)),
                            models.Q(("changed_at__isnull", False), ("changed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="guard_changed_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyCoverage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                ("due", models.PositiveIntegerField(default=0, verbose_name="应报")),
                ("filed", models.PositiveIntegerField(default=0, verbose_name="已报")),
                ("approved", models.PositiveIntegerField(default=0, verbose_name="审核通过")),
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
                "verbose_name": "月报齐全情况",
                "verbose_name_plural": "月报齐全情况",
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "year", "month"), name="coverage_once_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="coverage_month_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(max_length=200, verbose_name="当时路径")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                ("cells", models.JSONField(default=dict, verbose_name="数据")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "填写中"),
                            ("filed", "已提交"),
                            ("approved", "审核通过"),
                            ("unreviewed", "已报未审，按记录"),
                            ("by_record", "未报，按记录"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
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
            ],
            options={
                "verbose_name": "月度数据",
                "verbose_name_plural": "月度数据",
                "indexes": [models.Index(fields=["year", "month", "path_at"], name="statement_month_path")],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "year", "month"), name="statement_once_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="statement_month_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                ("recorded", models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name="记录汇总")),
                ("added", models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name="手工补充")),
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
                "verbose_name": "月度汇总",
                "verbose_name_plural": "月度汇总",
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "indicator", "year", "month"), name="total_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="total_month_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateField(verbose_name="起")),
                ("end", models.DateField(verbose_name="止")),
                ("value", models.PositiveIntegerField(null=True, verbose_name="数值")),
                ("released_at", models.DateTimeField(auto_now_add=True, verbose_name="发布时间")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="indicators.indicator",
                        verbose_name="指标",
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
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发布人",
                    ),
                ),
            ],
            options={
                "verbose_name": "保密数字发布",
                "verbose_name_plural": "保密数字发布",
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "organization", "start", "end"), name="release_once")
                ],
            },
        ),
    ]
