import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import fulian.core.fields
import fulian.core.paths
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("activities", "0002_kinds_and_themes"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("starts_on", models.DateField(verbose_name="统计年度开始")),
                ("ends_on", models.DateField(verbose_name="统计年度结束")),
                ("age_from", models.PositiveSmallIntegerField(default=35, verbose_name="年龄从（周岁）")),
                (
                    "age_to",
                    models.PositiveSmallIntegerField(
                        default=64, help_text="按检查那天的周岁算。", verbose_name="年龄到（周岁）"
                    ),
                ),
                (
                    "base",
                    models.PositiveIntegerField(
                        help_text="本统计年度全区符合年龄的适龄妇女人数，由卫健部门提供。",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="应检人数",
                    ),
                ),
                (
                    "base_source",
                    models.CharField(
                        blank=True,
                        help_text="如：区卫健局2026年3月底册。",
                        max_length=100,
                        verbose_name="应检人数从哪里来",
                    ),
                ),
                (
                    "target_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="占应检人数的百分比；填了它可以不填任务数。",
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01")),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="任务比例（%）",
                    ),
                ),
                (
                    "target",
                    models.PositiveIntegerField(
                        blank=True, help_text="本统计年度要筛查多少人。", null=True, verbose_name="任务数"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="如：文件依据、承担检查的医院。不写姓名。",
                        max_length=300,
                        verbose_name="说明",
                    ),
                ),
                (
                    "cervical_years",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="细胞学检查一般3年，高危型HPV检测一般5年。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="宫颈癌筛查间隔（年）",
                    ),
                ),
                (
                    "breast_years",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="乳腺癌筛查间隔（年）",
                    ),
                ),
                ("keeps_persons", models.BooleanField(default=False, editable=False, verbose_name="登记个人信息")),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True,
                        help_text="哪份文件或协议要求妇联登记个人信息，或者怎样取得本人单独同意。",
                        max_length=300,
                        verbose_name="依据",
                    ),
                ),
                (
                    "agreed_by",
                    models.CharField(
                        blank=True,
                        help_text="卫健部门和本单位的负责人，写职务。",
                        max_length=60,
                        verbose_name="谁同意的",
                    ),
                ),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="同意日期")),
                (
                    "retention_months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="到期自动删除名单，各场筛查的数字留着。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="统计年度结束后保留（月）",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "进行中"), ("closed", "已结束")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="结束时间")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="结束人",
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
                "verbose_name": "两癌筛查年度",
                "verbose_name_plural": "两癌筛查年度",
                "indexes": [models.Index(fields=["starts_on", "id"], name="screening_programme_starts")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "starts_on"), name="screening_programme_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="screening_programme_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age_to__gte", models.F("age_from"))), name="screening_programme_ages"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target__isnull", True), ("target__lte", models.F("base")), _connector="OR"
                        ),
                        name="screening_programme_target_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True), ("status", "open")),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False), ("status", "closed")),
                            _connector="OR",
                        ),
                        name="screening_programme_closing_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("keeps_persons", False),
                            models.Q(
                                models.Q(("legal_basis", ""), _negated=True),
                                models.Q(("agreed_by", ""), _negated=True),
                                ("agreed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="screening_programme_persons_with_basis",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allotment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("base", models.PositiveIntegerField(blank=True, null=True, verbose_name="应检人数")),
                ("target", models.PositiveIntegerField(blank=True, null=True, verbose_name="任务数")),
                ("own_base", models.IntegerField(editable=False, null=True, verbose_name="本级应检人数")),
                ("since", models.DateField(editable=False, verbose_name="统计年度开始")),
                ("until", models.DateField(editable=False, verbose_name="统计年度结束")),
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allotments",
                        to="screening.programme",
                        verbose_name="两癌筛查年度",
                    ),
                ),
            ],
            options={
                "verbose_name": "筛查任务",
                "verbose_name_plural": "筛查任务",
                "indexes": [models.Index(fields=["path_at", "since"], name="screening_allotment_path")],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "organization"), name="screening_allotment_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target__isnull", True),
                            ("base__isnull", True),
                            ("target__lte", models.F("base")),
                            _connector="OR",
                        ),
                        name="screening_allotment_target_within",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("day", models.DateField(verbose_name="检查日期")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                (
                    "hospital",
                    models.CharField(
                        blank=True, help_text="如：区妇幼保健院。", max_length=60, verbose_name="检查机构"
                    ),
                ),
                (
                    "women",
                    models.PositiveIntegerField(
                        help_text="两项都查的算一人。",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="参加筛查人数",
                    ),
                ),
                ("cervical", models.PositiveIntegerField(default=0, verbose_name="宫颈癌筛查人数")),
                ("breast", models.PositiveIntegerField(default=0, verbose_name="乳腺癌筛查人数")),
                (
                    "mobilised",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="妇联通知、动员到的人数；没统计就留空。",
                        null=True,
                        verbose_name="动员人数",
                    ),
                ),
                ("results_on", models.DateField(blank=True, null=True, verbose_name="结果截至")),
                (
                    "cervical_abnormal",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="宫颈癌初筛异常"),
                ),
                (
                    "cervical_referred",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="宫颈癌转诊到位"),
                ),
                (
                    "cervical_followed_up",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="宫颈癌完成随访"),
                ),
                ("cervical_confirmed", models.PositiveIntegerField(blank=True, null=True, verbose_name="宫颈癌确诊")),
                ("cervical_early", models.PositiveIntegerField(blank=True, null=True, verbose_name="宫颈癌其中早期")),
                ("cervical_treated", models.PositiveIntegerField(blank=True, null=True, verbose_name="宫颈癌已治疗")),
                ("breast_abnormal", models.PositiveIntegerField(blank=True, null=True, verbose_name="乳腺癌初筛异常")),
                ("breast_referred", models.PositiveIntegerField(blank=True, null=True, verbose_name="乳腺癌转诊到位")),
                (
                    "breast_followed_up",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="乳腺癌完成随访"),
                ),
                ("breast_confirmed", models.PositiveIntegerField(blank=True, null=True, verbose_name="乳腺癌确诊")),
                ("breast_early", models.PositiveIntegerField(blank=True, null=True, verbose_name="乳腺癌其中早期")),
                ("breast_treated", models.PositiveIntegerField(blank=True, null=True, verbose_name="乳腺癌已治疗")),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "有效"), ("cancelled", "已撤销")],
                        default="active",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤销时间")),
                (
                    "cancel_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="撤销原因"),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        help_text="记过活动的选上；筛查人数只从这里统计，不会重复。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="activities.activity",
                        verbose_name="对应的活动",
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="screening.programme",
                        verbose_name="两癌筛查年度",
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
                "verbose_name": "筛查场次",
                "verbose_name_plural": "筛查场次",
                "indexes": [
                    models.Index(fields=["path_at", "day"], name="screening_session_path_day"),
                    models.Index(fields=["programme", "organization"], name="screening_session_whose"),
                    models.Index(fields=["day", "id"], name="screening_session_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("women__gte", models.F("cervical")),
                            (
                                "women__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("cervical"), "+", models.F("breast")
                                ),
                            ),
                            ("women__gte", models.F("breast")),
                        ),
                        name="screening_session_women_fit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cervical_referred__isnull", True),
                            ("cervical_abnormal__isnull", True),
                            ("cervical_referred__lte", models.F("cervical_abnormal")),
                            _connector="OR",
                        ),
                        name="screening_cervical_referred_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cervical_followed_up__isnull", True),
                            ("cervical_abnormal__isnull", True),
                            ("cervical_followed_up__lte", models.F("cervical_abnormal")),
                            _connector="OR",
                        ),
                        name="screening_cervical_followed_up_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cervical_confirmed__isnull", True),
                            ("cervical_abnormal__isnull", True),
                            ("cervical_confirmed__lte", models.F("cervical_abnormal")),
                            _connector="OR",
                        ),
                        name="screening_cervical_confirmed_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cervical_early__isnull", True),
                            ("cervical_confirmed__isnull", True),
                            ("cervical_early__lte", models.F("cervical_confirmed")),
                            _connector="OR",
                        ),
                        name="screening_cervical_early_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cervical_treated__isnull", True),
                            ("cervical_confirmed__isnull", True),
                            ("cervical_treated__lte", models.F("cervical_confirmed")),
                            _connector="OR",
                        ),
                        name="screening_cervical_treated_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("breast_referred__isnull", True),
                            ("breast_abnormal__isnull", True),
                            ("breast_referred__lte", models.F("breast_abnormal")),
                            _connector="OR",
                        ),
                        name="screening_breast_referred_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("breast_followed_up__isnull", True),
                            ("breast_abnormal__isnull", True),
                            ("breast_followed_up__lte", models.F("breast_abnormal")),
                            _connector="OR",
                        ),
                        name="screening_breast_followed_up_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("breast_confirmed__isnull", True),
                            ("breast_abnormal__isnull", True),
                            ("breast_confirmed__lte", models.F("breast_abnormal")),
                            _connector="OR",
                        ),
                        name="screening_breast_confirmed_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("breast_early__isnull", True),
                            ("breast_confirmed__isnull", True),
                            ("breast_early__lte", models.F("breast_confirmed")),
                            _connector="OR",
                        ),
                        name="screening_breast_early_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("breast_treated__isnull", True),
                            ("breast_confirmed__isnull", True),
                            ("breast_treated__lte", models.F("breast_confirmed")),
                            _connector="OR",
                        ),
                        name="screening_breast_treated_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cervical_abnormal__isnull", True),
                            ("cervical__isnull", True),
                            ("cervical_abnormal__lte", models.F("cervical")),
                            _connector="OR",
                        ),
                        name="screening_cervical_abnormal_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("breast_abnormal__isnull", True),
                            ("breast__isnull", True),
                            ("breast_abnormal__lte", models.F("breast")),
                            _connector="OR",
                        ),
                        name="screening_breast_abnormal_within",
                    ),
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
                        name="screening_session_cancellation_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "name",
                    fulian.core.fields.EncryptedTextField(help_text="加密保存。", max_length=40, verbose_name="姓名"),
                ),
                (
                    "id_number",
                    fulian.core.fields.EncryptedTextField(
                        help_text="加密保存，用来核对年龄、防止重复登记。", max_length=30, verbose_name="身份证号"
                    ),
                ),
                ("id_index", fulian.core.fields.BlindIndexField(purpose="screening.id_number", source="id_number")),
                (
                    "phone",
                    fulian.core.fields.EncryptedTextField(
                        blank=True, help_text="加密保存。", max_length=30, verbose_name="联系电话"
                    ),
                ),
                ("cervical", models.BooleanField(default=True, verbose_name="做了宫颈癌筛查")),
                ("breast", models.BooleanField(default=True, verbose_name="做了乳腺癌筛查")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等结果"),
                            ("clear", "无需随访"),
                            ("follow_up", "需要随访"),
                            ("done", "随访完成"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="随访",
                    ),
                ),
                ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="提醒随访日期")),
                ("delete_on", models.DateField(editable=False, verbose_name="到期删除")),
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="persons",
                        to="screening.session",
                        verbose_name="筛查场次",
                    ),
                ),
            ],
            options={
                "verbose_name": "筛查人员",
                "verbose_name_plural": "筛查人员",
                "indexes": [
                    models.Index(fields=["state", "follow_up_on"], name="screening_person_follow_up"),
                    models.Index(fields=["delete_on"], name="screening_person_delete_on"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cervical", True), ("breast", True), _connector="OR"),
                        name="screening_person_had_an_examination",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "follow_up"), _negated=True),
                            ("follow_up_on__isnull", False),
                            _connector="OR",
                        ),
                        name="screening_person_follow_up_has_a_day",
                    ),
                ],
            },
        ),
    ]
