import django.core.validators
import django.db.models.deletion
import fulian.core.paths
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("organizations", "0001_initial"),
        ("registers", "0002_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="TalentKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="代码")),
                ("label", models.CharField(max_length=40, verbose_name="名称")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="次序")),
                ("is_active", models.BooleanField(default=True, verbose_name="可选")),
            ],
            options={
                "verbose_name": "人才类别",
                "verbose_name_plural": "人才类别",
                "ordering": ["order", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="election",
            name="is_by_election",
            field=models.BooleanField(default=False, help_text="届中补选个别人员，不算换届。", verbose_name="补选"),
        ),
        migrations.AddField(
            model_name="election",
            name="term",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="第几届，填数字。", null=True, verbose_name="届次"
            ),
        ),
        migrations.AddField(
            model_name="officer",
            name="birth",
            field=models.CharField(
                blank=True,
                help_text="如：1975-03；只知道年份就填年份。",
                max_length=7,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(19|20)\\d{2}(-(0[1-9]|1[0-2]))?$", "请按 1975-03 这样填，只知道年份就填 1975。"
                    )
                ],
                verbose_name="出生年月",
            ),
        ),
        migrations.AddField(
            model_name="officer",
            name="committee",
            field=models.CharField(
                blank=True,
                choices=[
                    ("none", "没有进"),
                    ("party", "村（社区）党组织委员"),
                    ("village", "村（居）委会委员"),
                    ("both", "两个都是"),
                    ("head", "书记或主任"),
                ],
                max_length=10,
                verbose_name="进“两委”",
            ),
        ),
        migrations.AddField(
            model_name="officer",
            name="education",
            field=models.CharField(
                blank=True,
                choices=[
                    ("primary", "小学及以下"),
                    ("junior", "初中"),
                    ("senior", "高中、中专"),
                    ("college", "大专"),
                    ("bachelor", "本科"),
                    ("graduate", "研究生"),
                ],
                max_length=10,
                verbose_name="学历",
            ),
        ),
        migrations.AddField(
            model_name="officer",
            name="party",
            field=models.CharField(
                blank=True,
                choices=[
                    ("member", "中共党员"),
                    ("probationary", "预备党员"),
                    ("league", "共青团员"),
                    ("democratic", "民主党派"),
                    ("masses", "群众"),
                ],
                max_length=15,
                verbose_name="政治面貌",
            ),
        ),
        migrations.AddField(
            model_name="officer",
            name="phone",
            field=models.CharField(
                blank=True,
                help_text="能修改的人看得到全号，别人只看到后四位。",
                max_length=20,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(1[3-9]\\d{9}|(0\\d{2,3}-?)?\\d{7,8})$", "请填11位手机号，或座机号，如 0571-88886666。"
                    )
                ],
                verbose_name="电话",
            ),
        ),
        migrations.AddField(
            model_name="officer",
            name="term",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="第几届，填数字。换届里登记的不用填。", null=True, verbose_name="届次"
            ),
        ),
        migrations.AddField(
            model_name="talent",
            name="employer",
            field=models.CharField(blank=True, max_length=60, verbose_name="单位和职务"),
        ),
        migrations.AddField(
            model_name="talent",
            name="field",
            field=models.CharField(
                blank=True, help_text="如：苗木种植、电商、法律。", max_length=40, verbose_name="专业或行业"
            ),
        ),
        migrations.AddField(
            model_name="venue",
            name="brand",
            field=models.CharField(blank=True, max_length=40, verbose_name="品牌"),
        ),
        migrations.AddField(
            model_name="venue",
            name="build_mode",
            field=models.CharField(
                blank=True,
                choices=[("upgrade", "提升"), ("integrate", "整合"), ("new", "新建")],
                max_length=10,
                verbose_name="建设方式",
            ),
        ),
        migrations.AddField(
            model_name="venue",
            name="host",
            field=models.CharField(
                blank=True, help_text="微家主人的姓名，或一支队伍、一户的称呼。", max_length=40, verbose_name="主人"
            ),
        ),
        migrations.AddField(
            model_name="venue",
            name="host_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("person", "先进女性"),
                    ("family", "家庭"),
                    ("collective", "集体（文明岗、协会等）"),
                    ("place", "场所（加工点、民宿等）"),
                    ("newfield", "新领域（楼宇、园区等）"),
                ],
                max_length=10,
                verbose_name="建家依托",
            ),
        ),
        migrations.AddField(
            model_name="venue",
            name="is_online",
            field=models.BooleanField(default=False, help_text="没有固定场地，在网上活动的。", verbose_name="网上微家"),
        ),
        migrations.AddField(
            model_name="venue",
            name="manager",
            field=models.CharField(blank=True, max_length=40, verbose_name="管理员"),
        ),
        migrations.AddField(
            model_name="venue",
            name="manager_phone",
            field=models.CharField(
                blank=True,
                help_text="只给能修改的人看。",
                max_length=20,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(1[3-9]\\d{9}|(0\\d{2,3}-?)?\\d{7,8})$", "请填11位手机号，或座机号，如 0571-88886666。"
                    )
                ],
                verbose_name="管理员电话",
            ),
        ),
        migrations.AddField(
            model_name="venue",
            name="online_place",
            field=models.CharField(
                blank=True, help_text="公众号、微信群的名称，不写链接。", max_length=60, verbose_name="网上在哪里"
            ),
        ),
        migrations.AddField(
            model_name="venue",
            name="opening_hours",
            field=models.CharField(
                blank=True, help_text="如：周一至周五9:00—17:00。", max_length=100, verbose_name="开放时间"
            ),
        ),
        migrations.AddField(
            model_name="venuekind",
            name="hosts_activities",
            field=models.BooleanField(
                default=False,
                help_text="选上的，很久没有活动会提醒镇街；母婴室、食堂这类不用选。",
                verbose_name="平时办活动",
            ),
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("name", models.CharField(max_length=60, verbose_name="项目")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "未开始"),
                            ("running", "进行中"),
                            ("done", "已完成"),
                            ("dropped", "没有办成"),
                        ],
                        default="running",
                        max_length=10,
                        verbose_name="进展",
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=200, verbose_name="成效")),
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
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projects",
                        to="registers.officer",
                        verbose_name="任职人员",
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
                    "done_on",
                    models.DateField(
                        blank=True, help_text="已完成的填，填了才计入办成的项目。", null=True, verbose_name="办成日期"
                    ),
                ),
            ],
            options={
                "verbose_name": "领办项目",
                "verbose_name_plural": "领办项目",
                "ordering": ["-year", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StandardItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="代码")),
                ("label", models.CharField(max_length=40, verbose_name="名称")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="次序")),
                ("is_active", models.BooleanField(default=True, verbose_name="可选")),
                ("question", models.CharField(blank=True, max_length=100, verbose_name="怎样算达到")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standard",
                        to="registers.venuekind",
                        verbose_name="阵地种类",
                    ),
                ),
            ],
            options={
                "verbose_name": "达标条件",
                "verbose_name_plural": "达标条件",
                "ordering": ["order", "pk"],
                "abstract": False,
            },
        ),
        migrations.RenameField(
            model_name="talent",
            old_name="kind",
            new_name="kind_code",
        ),
        migrations.AddField(
            model_name="talent",
            name="kind",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers.talentkind",
                verbose_name="类别",
            ),
        ),
        migrations.CreateModel(
            name="VenueEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("planned", "立项筹建"),
                            ("upgraded", "提升改造"),
                            ("demonstration", "列为示范"),
                            ("relocated", "搬迁"),
                            ("other", "其他"),
                        ],
                        max_length=15,
                        verbose_name="事项",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="日期")),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        help_text="列为示范的，写由谁评定，如：市妇联。",
                        max_length=40,
                        verbose_name="评定单位",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="单位：元。",
                        max_digits=12,
                        null=True,
                        verbose_name="投入资金",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="做了什么")),
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
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="registers.venue",
                        verbose_name="阵地",
                    ),
                ),
            ],
            options={
                "verbose_name": "阵地大事",
                "verbose_name_plural": "阵地大事",
                "ordering": ["-happened_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="VenueRoom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("use", models.CharField(blank=True, max_length=100, verbose_name="用途和课程")),
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
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rooms",
                        to="registers.venue",
                        verbose_name="阵地",
                    ),
                ),
            ],
            options={
                "verbose_name": "功能室",
                "verbose_name_plural": "功能室",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="VenueType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="代码")),
                ("label", models.CharField(max_length=40, verbose_name="名称")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="次序")),
                ("is_active", models.BooleanField(default=True, verbose_name="可选")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="types",
                        to="registers.venuekind",
                        verbose_name="阵地种类",
                    ),
                ),
            ],
            options={
                "verbose_name": "阵地类型",
                "verbose_name_plural": "阵地类型",
                "ordering": ["order", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="venue",
            name="type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers.venuetype",
                verbose_name="类型",
            ),
        ),
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="述职日期")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("excellent", "优秀"),
                            ("competent", "称职"),
                            ("basic", "基本称职"),
                            ("incompetent", "不称职"),
                            ("reported", "已述职，不评等次"),
                        ],
                        max_length=15,
                        verbose_name="结果",
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
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appraisals",
                        to="registers.officer",
                        verbose_name="任职人员",
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
                "verbose_name": "述职",
                "verbose_name_plural": "述职",
                "ordering": ["-year"],
                "constraints": [models.UniqueConstraint(fields=("officer", "year"), name="appraisal_once_a_year")],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "area",
                    models.CharField(
                        help_text="如：第三网格。不写户主姓名。", max_length=60, verbose_name="包联的村、网格或片区"
                    ),
                ),
                ("households", models.PositiveIntegerField(blank=True, null=True, verbose_name="户数")),
                ("since", models.DateField(verbose_name="开始")),
                ("until", models.DateField(blank=True, help_text="还在包联就留空。", null=True, verbose_name="结束")),
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
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="registers.officer",
                        verbose_name="任职人员",
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
                "verbose_name": "包联",
                "verbose_name_plural": "包联",
                "ordering": ["-since", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="assignment_ends_after_beginning",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("is_void", models.BooleanField(default=False, editable=False, verbose_name="已作废")),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="终止登记时间")),
                ("end_reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="终止原因")),
                ("made_on", models.DateField(verbose_name="日期")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("visit", "上门走访"),
                            ("phone", "电话"),
                            ("wechat", "微信"),
                            ("meeting", "座谈"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        help_text="如：留守妇女、新就业女性。不写姓名。", max_length=40, verbose_name="联系的人群"
                    ),
                ),
                ("households", models.PositiveIntegerField(blank=True, null=True, verbose_name="户（人）数")),
                (
                    "opinion",
                    models.TextField(
                        blank=True, help_text="不写姓名、电话、住址。", max_length=1000, verbose_name="意见和需求"
                    ),
                ),
                (
                    "resolved_on",
                    models.DateField(blank=True, help_text="还没有办好就留空。", null=True, verbose_name="办结日期"),
                ),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="怎么办的")),
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
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="终止登记人",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="registers.officer",
                        verbose_name="谁去联系",
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
                "verbose_name": "联系走访",
                "verbose_name_plural": "联系走访",
                "indexes": [models.Index(fields=["path_at", "made_on"], name="contact_path_made")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end_reason", ""),
                                ("ended_at__isnull", True),
                                ("ended_by__isnull", True),
                                ("is_void", False),
                            ),
                            models.Q(
                                ("is_void", True),
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contact_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_on__isnull", True), ("resolved_on__gte", models.F("made_on")), _connector="OR"
                        ),
                        name="contact_resolved_after_made",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1月"),
                            (2, "2月"),
                            (3, "3月"),
                            (4, "4月"),
                            (5, "5月"),
                            (6, "6月"),
                            (7, "7月"),
                            (8, "8月"),
                            (9, "9月"),
                            (10, "10月"),
                            (11, "11月"),
                            (12, "12月"),
                        ],
                        verbose_name="月份",
                    ),
                ),
                ("task", models.CharField(blank=True, max_length=100, verbose_name="值班做什么")),
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
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duties",
                        to="registers.officer",
                        verbose_name="任职人员",
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
                "verbose_name": "轮值",
                "verbose_name_plural": "轮值",
                "ordering": ["-year", "-month"],
                "constraints": [models.UniqueConstraint(fields=("officer", "year", "month"), name="duty_once_a_month")],
            },
        ),
        migrations.CreateModel(
            name="ElectionRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "name",
                    models.CharField(help_text="如：2026年村（社区）妇联换届。", max_length=60, verbose_name="名称"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("village", "村社区"), ("town", "镇街")],
                        default="village",
                        max_length=10,
                        verbose_name="哪一级换届",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("due_on", models.DateField(verbose_name="要求完成日期")),
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
                "verbose_name": "换届工作",
                "verbose_name_plural": "换届工作",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("due_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="round_ends_after_beginning",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="达标日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="保持到")),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standard_periods",
                        to="registers.venue",
                        verbose_name="阵地",
                    ),
                ),
            ],
            options={
                "verbose_name": "达标时段",
                "verbose_name_plural": "达标时段",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="standard_period_in_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("venue",), name="standard_period_open_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamHeadcount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("members", models.PositiveIntegerField(verbose_name="人数")),
                (
                    "members_qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("", "准确数"), ("over", "余"), ("at_least", "以上"), ("about", "约")],
                        default="",
                        max_length=10,
                        verbose_name="人数说明",
                    ),
                ),
                ("since", models.DateField(editable=False, verbose_name="算自")),
                ("until", models.DateField(blank=True, editable=False, null=True, verbose_name="算至")),
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
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="headcounts",
                        to="registers.team",
                        verbose_name="队伍",
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
                "verbose_name": "各年人数",
                "verbose_name_plural": "各年人数",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("team", "year"), name="headcount_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="headcount_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VenueAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "grade",
                    models.CharField(
                        choices=[("excellent", "优秀"), ("good", "良好"), ("passed", "合格"), ("failed", "不合格")],
                        max_length=10,
                        verbose_name="等次",
                    ),
                ),
                ("assessed_on", models.DateField(blank=True, null=True, verbose_name="评估日期")),
                (
                    "assessor",
                    models.CharField(help_text="如：区妇联、区教育局。", max_length=60, verbose_name="评估单位"),
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
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="registers.venue",
                        verbose_name="阵地",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度评估",
                "verbose_name_plural": "年度评估",
                "ordering": ["-year"],
                "constraints": [models.UniqueConstraint(fields=("venue", "year"), name="assessment_once_a_year")],
            },
        ),
        migrations.CreateModel(
            name="VenueCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("is_reached", models.BooleanField(default=False, verbose_name="达到")),
                ("checked_on", models.DateField(verbose_name="核对日期")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.standarditem",
                        verbose_name="达标条件",
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
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="registers.venue",
                        verbose_name="阵地",
                    ),
                ),
            ],
            options={
                "verbose_name": "达标核对",
                "verbose_name_plural": "达标核对",
                "constraints": [models.UniqueConstraint(fields=("venue", "item"), name="check_once_an_item")],
            },
        ),
        migrations.CreateModel(
            name="VenueOfficer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("since", models.DateField(verbose_name="开始")),
                ("until", models.DateField(blank=True, help_text="还在联系就留空。", null=True, verbose_name="结束")),
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
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="venues",
                        to="registers.officer",
                        verbose_name="联系执委",
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
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keepers",
                        to="registers.venue",
                        verbose_name="阵地",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系执委",
                "verbose_name_plural": "联系执委",
                "ordering": ["-since", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="venueofficer_ends_after_beginning",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Volunteer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("is_void", models.BooleanField(default=False, editable=False, verbose_name="已作废")),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="终止登记时间")),
                ("end_reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="终止原因")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                (
                    "skills",
                    models.CharField(
                        blank=True, help_text="如：调解、讲课、理发。", max_length=60, verbose_name="特长"
                    ),
                ),
                ("since", models.DateField(verbose_name="登记日期")),
                ("until", models.DateField(blank=True, editable=False, null=True, verbose_name="退出日期")),
                (
                    "consented_on",
                    models.DateField(help_text="问过本人、她同意才登记。", verbose_name="本人同意登记的日期"),
                ),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="备注")),
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
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="终止登记人",
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
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteers",
                        to="registers.team",
                        verbose_name="所在队伍",
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
                "verbose_name": "志愿者",
                "verbose_name_plural": "志愿者",
                "indexes": [models.Index(fields=["path_at", "since"], name="volunteer_path_since")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end_reason", ""),
                                ("ended_at__isnull", True),
                                ("ended_by__isnull", True),
                                ("is_void", False),
                                ("until__isnull", True),
                            ),
                            models.Q(
                                models.Q(("is_void", True), ("until__isnull", False), _connector="OR"),
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="volunteer_ending_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="volunteer_ends_after_beginning",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsePeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="开始使用")),
                ("until", models.DateField(blank=True, null=True, verbose_name="最后一天")),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="use_periods",
                        to="registers.venue",
                        verbose_name="阵地",
                    ),
                ),
            ],
            options={
                "verbose_name": "在用时段",
                "verbose_name_plural": "在用时段",
                "ordering": ["since"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="use_period_in_order",
                    ),
                    models.UniqueConstraint(fields=("venue", "since"), name="use_period_begins_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="VenueClosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("closed_on", models.DateField(verbose_name="停用（摘牌）日期")),
                (
                    "status",
                    models.CharField(
                        choices=[("paused", "停用"), ("delisted", "摘牌")], max_length=10, verbose_name="停用还是摘牌"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="停用原因")),
                ("reopened_on", models.DateField(verbose_name="重新启用日期")),
                ("why", models.CharField(max_length=500, verbose_name="重新启用原因")),
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
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="registers.venue",
                        verbose_name="阵地",
                    ),
                ),
            ],
            options={
                "verbose_name": "停用又启用",
                "verbose_name_plural": "停用又启用",
                "ordering": ["closed_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reopened_on__gt", models.F("closed_on"))), name="closure_in_order"
                    ),
                    models.UniqueConstraint(fields=("venue", "closed_on"), name="closure_once_a_day"),
                ],
            },
        ),
    ]
