import django.core.validators
import django.db.models.deletion
import fulian.core.fields
import fulian.core.paths
import rights.models.cases
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
            name="CaseCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=30,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9_]+$")],
                        verbose_name="代码",
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="类别")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
            ],
            options={
                "verbose_name": "求助类别",
                "verbose_name_plural": "求助类别",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="KeyCanary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", fulian.core.fields.EncryptedTextField(verbose_name="密文")),
            ],
            options={
                "verbose_name": "密钥校验",
                "verbose_name_plural": "密钥校验",
            },
        ),
        migrations.CreateModel(
            name="RiskLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=20,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9_]+$")],
                        verbose_name="代码",
                    ),
                ),
                ("name", models.CharField(max_length=12, verbose_name="等级")),
                ("order", models.PositiveSmallIntegerField(help_text="数字小的更紧急。", verbose_name="轻重")),
                (
                    "visit_days",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="多少天走访一次"
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        choices=[("late", "红"), ("slow", "黄"), ("good", "蓝"), ("none", "灰")],
                        default="none",
                        max_length=6,
                        verbose_name="显示",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
            ],
            options={
                "verbose_name": "风险等级",
                "verbose_name_plural": "风险等级",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "number",
                    models.CharField(
                        default=rights.models.cases.new_number,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="编号",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("visit", "来访"),
                            ("call", "来电"),
                            ("hotline_12338", "12338热线"),
                            ("letter", "来信"),
                            ("online", "网络"),
                            ("transferred", "转办"),
                            ("check", "排查发现"),
                            ("lead", "村社区线索"),
                        ],
                        max_length=15,
                        verbose_name="来源",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="接到日期")),
                (
                    "people_count",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="集体来访请推选不超过5名代表。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="来访人数",
                    ),
                ),
                (
                    "request",
                    fulian.core.fields.EncryptedTextField(
                        help_text="她希望我们做什么。加密保存。", max_length=1000, verbose_name="求助请求"
                    ),
                ),
                (
                    "facts",
                    fulian.core.fields.EncryptedTextField(
                        blank=True, help_text="加密保存。", max_length=5000, verbose_name="主要事实"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("on_the_spot", "当场解答"),
                            ("mediation", "调解"),
                            ("referral", "转介"),
                            ("petition", "信访事项受理"),
                        ],
                        default="on_the_spot",
                        max_length=12,
                        verbose_name="办理方式",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "登记"),
                            ("accepted", "受理"),
                            ("declined", "不予受理"),
                            ("transferred", "转送"),
                            ("handling", "办理"),
                            ("replied", "答复"),
                            ("visited", "回访"),
                            ("archived", "归档"),
                        ],
                        default="registered",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("accepted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="受理日期")),
                ("closed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="办结日期")),
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
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                ("categories", models.ManyToManyField(related_name="+", to="rights.casecategory", verbose_name="类别")),
            ],
            options={
                "verbose_name": "求助登记",
                "verbose_name_plural": "求助登记",
                "indexes": [
                    models.Index(fields=["organization", "received_on"], name="case_organization_day"),
                    models.Index(fields=["path_at", "received_on"], name="case_path_day"),
                    models.Index(fields=["received_on"], name="case_day"),
                    models.Index(fields=["handler", "status"], name="case_handler_status"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("received_on")), _connector="OR"
                        ),
                        name="case_closes_after_received",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_on__isnull", True),
                            ("accepted_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="case_accepted_after_received",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("visit", "来访"),
                            ("call", "来电"),
                            ("hotline_12338", "12338热线"),
                            ("letter", "来信"),
                            ("online", "网络"),
                            ("transferred", "转办"),
                            ("check", "排查发现"),
                            ("lead", "村社区线索"),
                        ],
                        max_length=15,
                        verbose_name="方式",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="rights.case",
                        verbose_name="求助登记",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "来访来电",
                "verbose_name_plural": "来访来电",
                "ordering": ["on", "pk"],
                "indexes": [models.Index(fields=["on"], name="case_contact_day")],
            },
        ),
        migrations.CreateModel(
            name="CaseLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("page", "打开求助登记"),
                            ("edit", "打开修改求助登记"),
                            ("whole", "查看求助人完整信息"),
                        ],
                        max_length=6,
                        verbose_name="看了什么",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contact", "联系当事人"),
                            ("document", "制作文书"),
                            ("safety", "处置人身安全风险"),
                            ("handover", "交接、督办"),
                            ("other", "其他（请说明）"),
                        ],
                        max_length=10,
                        verbose_name="理由",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="查看人",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looks",
                        to="rights.case",
                        verbose_name="求助登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "查看记录",
                "verbose_name_plural": "查看记录",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CasePerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("seeker", "求助人"),
                            ("victim", "受害人"),
                            ("other_party", "对方"),
                            ("child", "子女"),
                            ("reporter", "反映人"),
                            ("other", "其他"),
                        ],
                        default="seeker",
                        max_length=12,
                        verbose_name="身份",
                    ),
                ),
                (
                    "name",
                    fulian.core.fields.EncryptedTextField(
                        blank=True, help_text="可以不留姓名。", max_length=40, verbose_name="姓名"
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("female", "女"), ("male", "男")], max_length=6, verbose_name="性别"
                    ),
                ),
                (
                    "age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="年龄",
                    ),
                ),
                ("phone", fulian.core.fields.EncryptedTextField(blank=True, max_length=20, verbose_name="联系电话")),
                ("phone_index", fulian.core.fields.BlindIndexField(purpose="phone", source="phone")),
                ("address", fulian.core.fields.EncryptedTextField(blank=True, max_length=100, verbose_name="住址")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="persons",
                        to="rights.case",
                        verbose_name="求助登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "当事人",
                "verbose_name_plural": "当事人",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("registered", "登记"),
                            ("accepted", "受理"),
                            ("declined", "不予受理"),
                            ("transferred", "转送"),
                            ("handling", "办理"),
                            ("replied", "答复"),
                            ("visited", "回访"),
                            ("archived", "归档"),
                            ("contact", "再次来访来电"),
                            ("note", "办理记录"),
                            ("edited", "修改登记"),
                            ("handed_over", "更换经办人"),
                            ("revealed", "查看完整信息"),
                        ],
                        max_length=12,
                        verbose_name="事项",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("text", fulian.core.fields.EncryptedTextField(blank=True, verbose_name="内容")),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="rights.case",
                        verbose_name="求助登记",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理经过",
                "verbose_name_plural": "办理经过",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Mediation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("cancelled_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤销时间")),
                (
                    "cancel_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="撤销原因"),
                ),
                ("happened_on", models.DateField(verbose_name="调解日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("marriage_family", "婚姻家庭"),
                            ("in_law", "婆媳"),
                            ("neighbour", "邻里"),
                            ("support", "赡养抚养"),
                            ("property", "财产继承"),
                            ("land", "土地权益"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="纠纷类别",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("settled", "调解成功"), ("unsettled", "未成功"), ("referred", "转介")],
                        max_length=12,
                        verbose_name="调解结果",
                    ),
                ),
                (
                    "parties_count",
                    models.PositiveSmallIntegerField(
                        default=2, validators=[django.core.validators.MinValueValidator(2)], verbose_name="当事人数"
                    ),
                ),
                ("has_agreement", models.BooleanField(default=False, verbose_name="签了调解协议书")),
                (
                    "mediators",
                    models.CharField(
                        blank=True, help_text="谁去调解的，可以写几个人。", max_length=60, verbose_name="调解员"
                    ),
                ),
                (
                    "parties",
                    fulian.core.fields.EncryptedTextField(
                        blank=True,
                        help_text="可以不写。加密保存，只有本组织看得到。",
                        max_length=100,
                        verbose_name="当事人",
                    ),
                ),
                (
                    "summary",
                    fulian.core.fields.EncryptedTextField(
                        blank=True, help_text="加密保存，只有本组织看得到。", max_length=2000, verbose_name="简要经过"
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
            ],
            options={
                "verbose_name": "矛盾调解",
                "verbose_name_plural": "矛盾调解",
                "indexes": [
                    models.Index(fields=["path_at", "happened_on"], name="mediation_path_day"),
                    models.Index(fields=["organization", "happened_on"], name="mediation_organization_day"),
                    models.Index(fields=["happened_on"], name="mediation_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="mediation_cancelled_at_and_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("cancelled_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤销时间")),
                (
                    "cancel_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="撤销原因"),
                ),
                ("happened_on", models.DateField(verbose_name="排查日期")),
                (
                    "households_checked",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="排查户数"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="如：重点排查了哪类家庭。不写姓名。", max_length=200, verbose_name="说明"
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
            ],
            options={
                "verbose_name": "风险排查",
                "verbose_name_plural": "风险排查",
                "indexes": [
                    models.Index(fields=["path_at", "happened_on"], name="risk_check_path_day"),
                    models.Index(fields=["happened_on"], name="risk_check_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="risk_check_cancelled_at_and_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskHousehold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("cancelled_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤销时间")),
                (
                    "cancel_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="撤销原因"),
                ),
                ("found_on", models.DateField(verbose_name="发现日期")),
                (
                    "name",
                    fulian.core.fields.EncryptedTextField(
                        help_text="加密保存，上级只看到姓。", max_length=40, verbose_name="户主或本人姓名"
                    ),
                ),
                (
                    "address",
                    fulian.core.fields.EncryptedTextField(
                        blank=True, help_text="加密保存，只有本组织看得到。", max_length=100, verbose_name="住址"
                    ),
                ),
                (
                    "situation",
                    fulian.core.fields.EncryptedTextField(
                        blank=True,
                        help_text="加密保存，只有本组织看得到。",
                        max_length=2000,
                        verbose_name="风险情况和措施",
                    ),
                ),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="最近走访")),
                ("closed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="销号日期")),
                (
                    "watched_until",
                    models.DateField(
                        blank=True, editable=False, help_text="销号的前一天。", null=True, verbose_name="关注至"
                    ),
                ),
                (
                    "close_reason",
                    fulian.core.fields.EncryptedTextField(blank=True, editable=False, verbose_name="销号原因"),
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
                    "check_round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households",
                        to="rights.riskcheck",
                        verbose_name="哪次排查发现",
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
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rights.risklevel",
                        verbose_name="风险等级",
                    ),
                ),
            ],
            options={
                "verbose_name": "重点关注家庭",
                "verbose_name_plural": "重点关注家庭",
                "indexes": [
                    models.Index(fields=["path_at", "found_on"], name="risk_household_path_day"),
                    models.Index(fields=["organization", "found_on"], name="risk_household_organization"),
                    models.Index(fields=["found_on"], name="risk_household_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="risk_household_cancelled_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("watched_until__isnull", True)),
                            models.Q(
                                ("closed_on__gte", models.F("found_on")), ("watched_until__lt", models.F("closed_on"))
                            ),
                            _connector="OR",
                        ),
                        name="risk_household_closes_after_found",
                    ),
                ],
            },
        ),
    ]
