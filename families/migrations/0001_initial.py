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
            name="CourtyardFeature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator("^[a-z0-9_]+$", "代码只用小写字母、数字和下划线。")
                        ],
                        verbose_name="代码",
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="特色")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
            ],
            options={
                "verbose_name": "庭院特色",
                "verbose_name_plural": "庭院特色",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HonourKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator("^[a-z0-9_]+$", "代码只用小写字母、数字和下划线。")
                        ],
                        verbose_name="代码",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="荣誉名称")),
                (
                    "subject_type",
                    models.CharField(
                        choices=[
                            ("family", "家庭"),
                            ("person", "个人"),
                            ("courtyard", "庭院"),
                            ("collective", "集体"),
                            ("village", "村社区"),
                            ("team", "队伍"),
                        ],
                        max_length=12,
                        verbose_name="对象",
                    ),
                ),
                ("measure_word", models.CharField(default="个", max_length=4, verbose_name="量词")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("ideology", "思想政治引领"),
                            ("organization", "组织建设"),
                            ("cadre_team", "干部执委队伍"),
                            ("mechanism", "制度机制与自身建设"),
                            ("governance", "参政议政与女性人才"),
                            ("venue", "阵地建设"),
                            ("women_training", "妇女素质培训"),
                            ("employment", "创业就业与巾帼建功"),
                            ("rural", "乡村振兴"),
                            ("courtyard", "美丽庭院与人居环境"),
                            ("family", "家庭文明"),
                            ("family_education", "家庭教育"),
                            ("children", "儿童工作"),
                            ("care", "关爱帮扶"),
                            ("health", "妇女健康"),
                            ("rights", "维权与调解"),
                            ("law_publicity", "普法宣传"),
                            ("culture_festival", "节庆与文体活动"),
                            ("volunteer", "巾帼志愿服务"),
                            ("publicity", "典型宣传与新媒体"),
                            ("research", "调研与信息"),
                            ("plan_indicator", "两规划与妇儿工委"),
                        ],
                        max_length=20,
                        verbose_name="工作领域",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
            ],
            options={
                "verbose_name": "荣誉种类",
                "verbose_name_plural": "荣誉种类",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HonourGrade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator("^[a-z0-9_]+$", "代码只用小写字母、数字和下划线。")
                        ],
                        verbose_name="代码",
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="档次")),
                ("rank", models.PositiveSmallIntegerField(help_text="数字大的档次高。", verbose_name="高低")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grades",
                        to="families.honourkind",
                        verbose_name="荣誉",
                    ),
                ),
            ],
            options={
                "verbose_name": "荣誉档次",
                "verbose_name_plural": "荣誉档次",
                "ordering": ["kind", "rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code"), name="honour_grade_code_once"),
                    models.UniqueConstraint(fields=("kind", "rank"), name="honour_grade_rank_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Honour",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "name",
                    models.CharField(
                        help_text="家庭和庭院写户主姓名，个人写姓名，集体写全称。", max_length=60, verbose_name="名称"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("unit", "单位级"),
                            ("village", "村级"),
                            ("town", "镇级"),
                            ("district", "区级"),
                            ("city", "市级"),
                            ("province", "省级"),
                            ("nation", "全国"),
                        ],
                        max_length=10,
                        verbose_name="级别",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("recommended", "推荐"),
                            ("reported", "上报"),
                            ("appraised", "评选"),
                            ("named", "命名"),
                            ("listed", "挂牌"),
                            ("revoked", "摘牌"),
                            ("declined", "未通过"),
                            ("withdrawn", "撤回"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("nominated_on", models.DateField(blank=True, null=True, verbose_name="推荐日期")),
                ("named_on", models.DateField(blank=True, null=True, verbose_name="命名日期")),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="摘牌日期")),
                (
                    "standing_until",
                    models.DateField(
                        blank=True,
                        editable=False,
                        help_text="摘牌的前一天：摘牌当天已不计入现有数。",
                        null=True,
                        verbose_name="有效至",
                    ),
                ),
                ("dated_on", models.DateField(editable=False, verbose_name="最近进展")),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="事迹一句话，不写身份证号、手机号。", max_length=200, verbose_name="备注"
                    ),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤销时间")),
                (
                    "cancel_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="撤销原因"),
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
                    "features",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="families.courtyardfeature", verbose_name="庭院特色"
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
                    "grade",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.honourgrade",
                        verbose_name="档次",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="honours",
                        to="families.honourkind",
                        verbose_name="荣誉",
                    ),
                ),
            ],
            options={
                "verbose_name": "荣誉",
                "verbose_name_plural": "荣誉",
                "indexes": [
                    models.Index(fields=["organization", "dated_on"], name="honour_organization_dated"),
                    models.Index(fields=["dated_on"], name="honour_dated"),
                    models.Index(fields=["path_at", "named_on"], name="honour_path_named"),
                    models.Index(fields=["path_at", "nominated_on"], name="honour_path_nominated"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nominated_on__isnull", False), ("named_on__isnull", False), _connector="OR"
                        ),
                        name="honour_has_a_beginning",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nominated_on__isnull", True),
                            ("named_on__isnull", True),
                            ("named_on__gte", models.F("nominated_on")),
                            _connector="OR",
                        ),
                        name="honour_named_after_nominated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["named", "listed", "revoked"]), _negated=True),
                            ("named_on__isnull", False),
                            _connector="OR",
                        ),
                        name="honour_named_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "revoked"),
                                ("ended_on__gte", models.F("named_on")),
                                ("standing_until__lt", models.F("ended_on")),
                            ),
                            models.Q(
                                models.Q(("status", "revoked"), _negated=True),
                                ("ended_on__isnull", True),
                                ("standing_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="honour_revoked_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="honour_cancelled_at_and_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HonourStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("recommended", "推荐"),
                            ("reported", "上报"),
                            ("appraised", "评选"),
                            ("named", "命名"),
                            ("listed", "挂牌"),
                            ("revoked", "摘牌"),
                            ("declined", "未通过"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "document_number",
                    models.CharField(
                        blank=True, help_text="如：锦妇〔2025〕12号。", max_length=60, verbose_name="文件文号"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="原因")),
                ("as_entered", models.BooleanField(default=False, editable=False, verbose_name="登记时已有")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "honour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="families.honour",
                        verbose_name="荣誉",
                    ),
                ),
            ],
            options={
                "verbose_name": "荣誉进展",
                "verbose_name_plural": "荣誉进展",
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HonourGrading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="定档日期")),
                (
                    "until",
                    models.DateField(blank=True, help_text="仍是这一档的最后一天。", null=True, verbose_name="止于"),
                ),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文件文号")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "grade",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.honourgrade",
                        verbose_name="档次",
                    ),
                ),
                (
                    "honour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gradings",
                        to="families.honour",
                        verbose_name="荣誉",
                    ),
                ),
            ],
            options={
                "verbose_name": "定档",
                "verbose_name_plural": "定档",
                "ordering": ["since", "pk"],
                "indexes": [models.Index(fields=["since"], name="honour_grading_since")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("honour",), name="honour_one_open_grade"
                    ),
                    models.UniqueConstraint(fields=("honour", "grade"), name="honour_reaches_a_grade_once"),
                ],
            },
        ),
    ]
