import django.core.validators
import django.db.models.deletion
import fulian.core.paths
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("activities", "0002_kinds_and_themes"),
        ("organizations", "0001_initial"),
        ("registers", "0002_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("title", models.CharField(help_text="如：2026年“三八”系列活动。", max_length=60, verbose_name="名称")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2000)], verbose_name="年度"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
                ("goal", models.TextField(blank=True, max_length=1000, verbose_name="目标和要求")),
                ("is_active", models.BooleanField(default=True, editable=False, verbose_name="还可以归入活动")),
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
                    "organizations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="不选就是全体下级。选了镇街，它下面的村社区也参加。",
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="哪些单位参加",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        help_text="选了主题，归入的活动也算这个主题，历年可以比较。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="activities.theme",
                        verbose_name="主题",
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
                "verbose_name": "主题活动",
                "verbose_name_plural": "主题活动",
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="campaign_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(fields=("organization", "year", "title"), name="campaign_once"),
                ],
                "indexes": [models.Index(fields=["year", "organization"], name="campaign_year_organization")],
            },
        ),
        migrations.CreateModel(
            name="DistinctPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="判断时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="判断人",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="activities.activity",
                        verbose_name="一场",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="activities.activity",
                        verbose_name="另一场",
                    ),
                ),
            ],
            options={
                "verbose_name": "不是同一场",
                "verbose_name_plural": "不是同一场",
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="distinct_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="distinct_pair_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KindFamily",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        help_text="指标按它取数，定了就不再改。小写英文，如 job_fair。",
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9_]*$", "代码用小写英文字母开头，只用小写字母、数字和下划线，如 job_fair。"
                            )
                        ],
                        verbose_name="代码",
                    ),
                ),
                ("label", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "shows",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="这一类常填的数，选了种类就直接摆出来，其余的收在“更多内容”里。",
                        verbose_name="常用的数",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="次序")),
            ],
            options={
                "verbose_name": "种类大类",
                "verbose_name_plural": "种类大类",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="KindField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        help_text="指标按它取数，定了就不再改。小写英文，如 job_fair。",
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9_]*$", "代码用小写英文字母开头，只用小写字母、数字和下划线，如 job_fair。"
                            )
                        ],
                        verbose_name="代码",
                    ),
                ),
                ("label", models.CharField(max_length=30, verbose_name="名称")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("number", "数字"),
                            ("money", "金额（元）"),
                            ("text", "文字"),
                            ("choice", "选一个"),
                            ("date", "日期"),
                            ("yes_no", "是或否"),
                            ("team", "登记的队伍"),
                            ("goods", "物资清单"),
                        ],
                        default="number",
                        max_length=10,
                        verbose_name="填什么",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="数字的单位，如户、学时；金额总是元。", max_length=10, verbose_name="单位"
                    ),
                ),
                (
                    "options",
                    models.TextField(
                        blank=True, help_text="“选一个”时填写，一行一个。", max_length=1000, verbose_name="可选的答案"
                    ),
                ),
                ("help_text", models.CharField(blank=True, max_length=100, verbose_name="填写说明")),
                (
                    "required",
                    models.BooleanField(
                        default=False, help_text="能不必填就不必填；快记不问，补充内容时才问。", verbose_name="必填"
                    ),
                ),
                (
                    "counted",
                    models.BooleanField(
                        default=False, help_text="数字和金额可以做成指标，逐级汇总。", verbose_name="可以统计"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="次序")),
                ("is_active", models.BooleanField(default=True, editable=False, verbose_name="在用")),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fields",
                        to="activities.kindfamily",
                        verbose_name="大类",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fields",
                        to="activities.activitykind",
                        verbose_name="种类",
                    ),
                ),
            ],
            options={
                "verbose_name": "种类的填写项",
                "verbose_name_plural": "种类的填写项",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("family__isnull", False), ("kind__isnull", True)),
                            models.Q(("family__isnull", True), ("kind__isnull", False)),
                            _connector="OR",
                        ),
                        name="kind_field_has_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counted", False), ("type__in", ("number", "money")), _connector="OR"),
                        name="kind_field_counts_numbers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("host", "主办"),
                            ("co_host", "联合举办"),
                            ("support", "协办"),
                            ("lecturer", "授课"),
                            ("funder", "出资出物"),
                        ],
                        default="co_host",
                        max_length=10,
                        verbose_name="做什么",
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partner_links",
                        to="activities.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="合作的妇联组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "联办单位",
                "verbose_name_plural": "联办单位",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("activity", "organization"), name="partner_once")],
            },
        ),
        migrations.CreateModel(
            name="Postponement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_day", models.DateField(verbose_name="原定日期")),
                ("to_day", models.DateField(verbose_name="改到")),
                ("reason", models.CharField(max_length=500, verbose_name="改期原因")),
                ("postponed_at", models.DateTimeField(auto_now_add=True, verbose_name="改期时间")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postponements",
                        to="activities.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "postponed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="改期人",
                    ),
                ),
            ],
            options={
                "verbose_name": "改期",
                "verbose_name_plural": "改期",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "每周一次"), ("monthly", "每月一次"), ("quarterly", "每季度一次")],
                        default="monthly",
                        max_length=10,
                        verbose_name="多久一次",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="第一次")),
                ("ends_on", models.DateField(verbose_name="到哪天为止")),
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
            ],
            options={
                "verbose_name": "系列活动",
                "verbose_name_plural": "系列活动",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="series_ends_after_it_starts"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task_key", models.UUIDField(db_index=True, verbose_name="计划任务")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="task_links",
                        to="activities.activity",
                        verbose_name="活动",
                    ),
                ),
            ],
            options={
                "verbose_name": "对应的计划任务",
                "verbose_name_plural": "对应的计划任务",
                "constraints": [models.UniqueConstraint(fields=("activity", "task_key"), name="task_link_once")],
            },
        ),
        migrations.CreateModel(
            name="ThemeDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2000)], verbose_name="年度"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dates",
                        to="activities.theme",
                        verbose_name="主题",
                    ),
                ),
            ],
            options={
                "verbose_name": "主题的日期",
                "verbose_name_plural": "主题的日期",
                "ordering": ["-year", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("theme", "year"), name="theme_date_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="theme_date_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="数",
                    ),
                ),
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
                ("text", models.CharField(blank=True, max_length=200, verbose_name="文字")),
                ("day", models.DateField(blank=True, null=True, verbose_name="日期")),
                ("flag", models.BooleanField(blank=True, null=True, verbose_name="是或否")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="field_values",
                        to="activities.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.team",
                        verbose_name="队伍",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="activities.kindfield",
                        verbose_name="填写项",
                    ),
                ),
            ],
            options={
                "verbose_name": "种类内容",
                "verbose_name_plural": "种类内容",
                "ordering": ["field__order", "pk"],
                "indexes": [models.Index(fields=["field", "activity"], name="field_value_field")],
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "field"), name="field_value_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__isnull", True), ("number__gte", 0), _connector="OR"),
                        name="field_value_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoodsLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=40, verbose_name="物资名称")),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="数量",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="估价（元）",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="次序")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goods",
                        to="activities.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="activities.kindfield",
                        verbose_name="填写项",
                    ),
                ),
            ],
            options={
                "verbose_name": "物资",
                "verbose_name_plural": "物资",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quantity__isnull", True), ("quantity__gte", 0), _connector="OR"),
                            models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                        ),
                        name="goods_line_not_negative",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="activity",
            name="activity_cancellation_whole",
        ),
        migrations.AddField(
            model_name="activity",
            name="place_key",
            field=models.CharField(blank=True, editable=False, max_length=60, verbose_name="地点（归一）"),
        ),
        migrations.AddField(
            model_name="activity",
            name="series_number",
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="第几次"),
        ),
        migrations.AlterField(
            model_name="activity",
            name="status",
            field=models.CharField(
                choices=[("planned", "计划中"), ("active", "已开展"), ("cancelled", "已撤销")],
                default="active",
                editable=False,
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="activitykind",
            name="code",
            field=models.SlugField(
                help_text="指标按它取数，定了就不再改。小写英文，如 job_fair。",
                max_length=40,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[a-z][a-z0-9_]*$", "代码用小写英文字母开头，只用小写字母、数字和下划线，如 job_fair。"
                    )
                ],
                verbose_name="代码",
            ),
        ),
        migrations.AlterField(
            model_name="activitykind",
            name="is_active",
            field=models.BooleanField(default=True, editable=False, verbose_name="可选"),
        ),
        migrations.AlterField(
            model_name="theme",
            name="code",
            field=models.SlugField(
                help_text="指标按它取数，定了就不再改。小写英文，如 job_fair。",
                max_length=40,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[a-z][a-z0-9_]*$", "代码用小写英文字母开头，只用小写字母、数字和下划线，如 job_fair。"
                    )
                ],
                verbose_name="代码",
            ),
        ),
        migrations.AlterField(
            model_name="theme",
            name="is_active",
            field=models.BooleanField(default=True, editable=False, verbose_name="可选"),
        ),
        migrations.AddField(
            model_name="activity",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                help_text="属于上级或本级今年的哪个系列。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="activities.campaign",
                verbose_name="主题活动",
            ),
        ),
        migrations.AddField(
            model_name="activitykind",
            name="family",
            field=models.ForeignKey(
                blank=True,
                help_text="同一大类填同样的内容；不属于哪一类就留空。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kinds",
                to="activities.kindfamily",
                verbose_name="大类",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="series",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="activities.series",
                verbose_name="系列",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["starts_on", "kind", "place_key"], name="activity_alike"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("status", "planned")), fields=["starts_on"], name="activity_planned"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cancel_reason", ""),
                        ("cancelled_at__isnull", True),
                        ("cancelled_by__isnull", True),
                        ("status__in", ("active", "planned")),
                    ),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        ("cancelled_by__isnull", False),
                        ("status", "cancelled"),
                        models.Q(("cancel_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="activity_cancellation_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("series__isnull", True), ("series_number__isnull", True)),
                    models.Q(("series__isnull", False), ("series_number__isnull", False)),
                    _connector="OR",
                ),
                name="activity_series_and_number",
            ),
        ),
    ]
