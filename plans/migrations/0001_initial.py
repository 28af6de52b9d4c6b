import django.core.validators
import django.db.models.deletion
import fulian.core.paths
import uuid
from decimal import Decimal
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
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("annual", "年度工作计划"),
                            ("points", "工作要点"),
                            ("implementation", "实施方案"),
                            ("women_children", "妇儿工委工作计划"),
                            ("committee", "妇委会工作计划"),
                            ("congress", "工作报告"),
                        ],
                        default="points",
                        max_length=16,
                        verbose_name="种类",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2000)], verbose_name="年度"
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("guiding_thought", models.TextField(blank=True, max_length=5000, verbose_name="总体思路")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "起草"),
                            ("submitted", "待批准"),
                            ("approved", "已批准"),
                            ("published", "已发布"),
                            ("closed", "已归档"),
                            ("superseded", "已被新版代替"),
                            ("cancelled", "已作废"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("key", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="编号")),
                ("version", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="版次")),
                ("in_force_from", models.DateField(editable=False, null=True, verbose_name="执行自")),
                ("in_force_until", models.DateField(editable=False, null=True, verbose_name="执行至")),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="送审时间")),
                ("approved_at", models.DateTimeField(editable=False, null=True, verbose_name="批准时间")),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="发布时间")),
                ("cancelled_at", models.DateTimeField(editable=False, null=True, verbose_name="作废时间")),
                (
                    "cancel_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="作废原因"),
                ),
                (
                    "return_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="退回原因"),
                ),
                (
                    "revise_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="调整原因"),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
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
                        verbose_name="作废人",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.plan",
                        verbose_name="以哪份计划为底稿",
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
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发布人",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="plans.plan",
                        verbose_name="代替哪一版",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="送审人",
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
                "verbose_name": "工作计划",
                "verbose_name_plural": "工作计划",
                "indexes": [models.Index(fields=["year", "organization"], name="plan_year_organization")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("published", "closed"))),
                        fields=("organization", "year", "kind"),
                        name="plan_once_in_force",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "submitted", "approved"))),
                        fields=("organization", "year", "kind"),
                        name="plan_once_in_writing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_submitted_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_approved_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_published_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_cancelled_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chapter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="编号")),
                ("depth", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="层级")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="次序")),
                (
                    "label",
                    models.CharField(
                        blank=True, help_text="从原文读入时的编号，只作对照。", max_length=12, verbose_name="原文编号"
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="引导语")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("tasks", "工作任务"),
                            ("goals", "工作目标"),
                            ("standards", "建设标准"),
                            ("schedule", "实施步骤"),
                            ("requirements", "工作要求"),
                            ("contact", "联系方式"),
                            ("annex", "附件"),
                        ],
                        default="tasks",
                        max_length=16,
                        verbose_name="用途",
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
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
                (
                    "style",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "按层级"),
                            ("chapter", "一、"),
                            ("section", "（一）"),
                            ("point", "1."),
                            ("subpoint", "（1）"),
                            ("first_is", "一是"),
                            ("first_must", "一要"),
                            ("none", "不编号"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="下面怎样编号",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="plans.chapter",
                        verbose_name="上级标题",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapters",
                        to="plans.plan",
                        verbose_name="计划",
                    ),
                ),
            ],
            options={
                "verbose_name": "章",
                "verbose_name_plural": "章",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("job", models.PositiveBigIntegerField(verbose_name="任务编号")),
                ("suffix", models.CharField(max_length=5, verbose_name="格式")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="文件")),
                ("sha256", models.CharField(max_length=64, verbose_name="校验值")),
                ("size", models.PositiveIntegerField(verbose_name="大小")),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="页数")),
                ("missing_glyphs", models.CharField(blank=True, max_length=200, verbose_name="打印不出的字")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="内容标记")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="生成时间")),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="生成人",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="plans.plan",
                        verbose_name="计划",
                    ),
                ),
            ],
            options={
                "verbose_name": "计划文件",
                "verbose_name_plural": "计划文件",
                "ordering": ["-job", "-suffix"],
                "constraints": [models.UniqueConstraint(fields=("job", "suffix"), name="plan_file_once")],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="品牌名称")),
                (
                    "aliases",
                    models.CharField(
                        blank=True, help_text="几个别名之间用顿号分开。", max_length=200, verbose_name="别名"
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="所属组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作品牌",
                "verbose_name_plural": "工作品牌",
                "ordering": ["name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("organization", "name"), name="programme_once")],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2000)], verbose_name="年度"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("annual", "年度工作计划"),
                            ("points", "工作要点"),
                            ("implementation", "实施方案"),
                            ("women_children", "妇儿工委工作计划"),
                            ("committee", "妇委会工作计划"),
                            ("congress", "工作报告"),
                        ],
                        default="points",
                        max_length=16,
                        verbose_name="种类",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("guiding_thought", models.TextField(blank=True, max_length=5000, verbose_name="总体思路")),
                ("entries", models.JSONField(default=list, verbose_name="读出的内容")),
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
                    "into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="plans.plan",
                        verbose_name="读入哪份计划",
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
                "verbose_name": "读入的计划",
                "verbose_name_plural": "读入的计划",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="编号")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="次序")),
                ("subject", models.CharField(max_length=60, verbose_name="目标事项")),
                ("quote", models.TextField(blank=True, editable=False, max_length=1000, verbose_name="原文")),
                (
                    "contribution",
                    models.CharField(
                        choices=[("own", "本级目标"), ("higher", "上级目标，本级配合")],
                        default="own",
                        help_text="上级的目标只写明我们配合什么，不用来考核下级。",
                        max_length=10,
                        verbose_name="谁的目标",
                    ),
                ),
                (
                    "comparator",
                    models.CharField(
                        choices=[
                            ("at_least", "不少于"),
                            ("at_most", "不超过"),
                            ("exactly", "等于"),
                            ("between", "介于"),
                            ("about", "约"),
                            ("done", "完成即可"),
                        ],
                        default="at_least",
                        max_length=10,
                        verbose_name="要求",
                    ),
                ),
                (
                    "low",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="目标值",
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="上限",
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
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                (
                    "base",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="百分比按它来算，例如全部28个村。",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="基数",
                    ),
                ),
                ("base_name", models.CharField(blank=True, max_length=40, verbose_name="基数是什么")),
                (
                    "per_level",
                    models.CharField(
                        blank=True,
                        choices=[("town", "每个镇街"), ("village", "每个村社区")],
                        max_length=10,
                        verbose_name="按单位要求",
                    ),
                ),
                (
                    "repeat",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "不重复"),
                            ("weekly", "每周"),
                            ("monthly", "每月"),
                            ("quarterly", "每季度"),
                            ("half_yearly", "每半年"),
                            ("yearly", "每年"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="重复",
                    ),
                ),
                (
                    "timing",
                    models.CharField(
                        choices=[
                            ("year", "全年"),
                            ("by_date", "某日之前"),
                            ("window", "一段时间"),
                            ("festival", "节日期间"),
                            ("years", "跨年度"),
                            ("open", "适时"),
                        ],
                        default="year",
                        max_length=10,
                        verbose_name="时间",
                    ),
                ),
                (
                    "festival",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spring", "春节期间"),
                            ("women", "三八期间"),
                            ("family_day", "国际家庭日期间"),
                            ("mothers", "母亲节期间"),
                            ("children", "六一期间"),
                            ("drugs", "国际禁毒日期间"),
                            ("qixi", "七夕期间"),
                            ("chongyang", "重阳节期间"),
                            ("national", "国庆期间"),
                            ("violence", "“11·25”反家暴日期间"),
                            ("constitution", "宪法日期间"),
                        ],
                        max_length=16,
                        verbose_name="节日",
                    ),
                ),
                ("starts_on", models.DateField(help_text="从这一天起算进度。", verbose_name="开始日期")),
                ("due_on", models.DateField(verbose_name="完成时限")),
                (
                    "curve",
                    models.CharField(
                        choices=[
                            ("even", "均匀推进"),
                            ("quarters", "按季推进"),
                            ("window", "期间内完成"),
                            ("seasonal", "参照上年各月"),
                        ],
                        default="even",
                        max_length=10,
                        verbose_name="按什么节奏",
                    ),
                ),
                ("indicator_version", models.PositiveIntegerField(default=0, editable=False, verbose_name="指标版本")),
                (
                    "higher_key",
                    models.UUIDField(
                        blank=True, db_index=True, editable=False, null=True, verbose_name="承接的上级目标"
                    ),
                ),
                (
                    "carried_over",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="从上一年的计划带过来的，上年做到了哪里。",
                        max_length=100,
                        verbose_name="上年未完成",
                    ),
                ),
                (
                    "share_method",
                    models.CharField(
                        blank=True,
                        choices=[("equal", "平均分"), ("base", "按基数分"), ("hand", "逐个填")],
                        editable=False,
                        max_length=10,
                        verbose_name="分解办法",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("", "未登记"), ("done", "已完成"), ("failed", "没有完成")],
                        default="",
                        editable=False,
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("done_on", models.DateField(blank=True, editable=False, null=True, verbose_name="完成日期")),
                ("evidence", models.TextField(blank=True, editable=False, max_length=1000, verbose_name="完成情况")),
                ("noted_at", models.DateTimeField(editable=False, null=True, verbose_name="登记时间")),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="按哪个指标统计",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        help_text="按它和它的下级统计。",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="责任组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "目标",
                "verbose_name_plural": "目标",
                "ordering": ["order", "pk"],
                "indexes": [models.Index(fields=["organization", "due_on"], name="target_organization_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("starts_on"))), name="target_due_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("comparator", "done"),
                                ("high__isnull", True),
                                ("indicator__isnull", True),
                                ("low__isnull", True),
                            ),
                            models.Q(("comparator", "between"), ("high__gte", models.F("low")), ("low__isnull", False)),
                            models.Q(
                                ("comparator__in", ("at_least", "at_most", "exactly", "about")),
                                ("high__isnull", True),
                                ("low__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="target_numbers_fit_comparator",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("noted_at__isnull", True), ("noted_by__isnull", True)),
                            models.Q(("noted_at__isnull", False), ("noted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="target_noted_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on__isnull", True), ("outcome", "")),
                            models.Q(("done_on__isnull", True), ("noted_at__isnull", False), ("outcome", "failed")),
                            models.Q(("done_on__isnull", False), ("noted_at__isnull", False), ("outcome", "done")),
                            _connector="OR",
                        ),
                        name="target_outcome_is_noted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "low",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="任务数",
                    ),
                ),
                (
                    "base",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="基数",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "待确认"), ("confirmed", "已确认"), ("objected", "有异议")],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="答复",
                    ),
                ),
                ("objection", models.CharField(blank=True, editable=False, max_length=500, verbose_name="异议理由")),
                ("reply", models.CharField(blank=True, editable=False, max_length=500, verbose_name="对异议的答复")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="答复时间")),
                ("done_on", models.DateField(blank=True, editable=False, null=True, verbose_name="完成日期")),
                ("evidence", models.CharField(blank=True, editable=False, max_length=500, verbose_name="完成情况")),
                ("noted_at", models.DateTimeField(editable=False, null=True, verbose_name="登记时间")),
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
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
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
                        verbose_name="承担单位",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="plans.target",
                        verbose_name="目标",
                    ),
                ),
            ],
            options={
                "verbose_name": "分解任务",
                "verbose_name_plural": "分解任务",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["organization", "status"], name="share_organization_status")],
                "constraints": [
                    models.UniqueConstraint(fields=("target", "organization"), name="share_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="share_answered_at_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("noted_at__isnull", True), ("noted_by__isnull", True)),
                            models.Q(("noted_at__isnull", False), ("noted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="share_noted_at_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuarterShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="季度",
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)], verbose_name="累计应完成"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quarter_shares",
                        to="plans.target",
                        verbose_name="目标",
                    ),
                ),
            ],
            options={
                "verbose_name": "按季进度",
                "verbose_name_plural": "按季进度",
                "ordering": ["quarter"],
                "constraints": [models.UniqueConstraint(fields=("target", "quarter"), name="quarter_share_once")],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="第几次")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("due_on", models.DateField(verbose_name="完成时限")),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="plans.target",
                        verbose_name="目标",
                    ),
                ),
            ],
            options={
                "verbose_name": "分次",
                "verbose_name_plural": "分次",
                "ordering": ["order"],
                "constraints": [models.UniqueConstraint(fields=("target", "order"), name="occurrence_once")],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("target_key", models.UUIDField(db_index=True, editable=False, verbose_name="目标编号")),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="数量",
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
                ("note", models.CharField(max_length=500, verbose_name="做了什么、依据是什么")),
                ("noted_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("voided_at", models.DateTimeField(editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "noted_by",
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
                        verbose_name="谁做的",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="log",
                        to="plans.target",
                        verbose_name="目标",
                    ),
                ),
            ],
            options={
                "verbose_name": "完成记录",
                "verbose_name_plural": "完成记录",
                "ordering": ["-day", "-pk"],
                "indexes": [models.Index(fields=["target_key", "day"], name="log_entry_target_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(("voided_at__isnull", False), ("voided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="log_entry_voided_at_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="编号")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="次序")),
                (
                    "label",
                    models.CharField(
                        blank=True, help_text="从原文读入时的编号，只作对照。", max_length=12, verbose_name="原文编号"
                    ),
                ),
                ("text", models.TextField(max_length=3000, verbose_name="任务")),
                (
                    "leader",
                    models.CharField(
                        blank=True, help_text="写职务或分工，例如：分管副主席。", max_length=40, verbose_name="责任领导"
                    ),
                ),
                ("department", models.CharField(blank=True, max_length=40, verbose_name="责任部室")),
                (
                    "partner_units",
                    models.CharField(
                        blank=True,
                        help_text="妇联以外的单位，之间用顿号分开。",
                        max_length=200,
                        verbose_name="配合单位",
                    ),
                ),
                (
                    "deadline",
                    models.CharField(
                        blank=True,
                        help_text="照文件的写法；不填就按目标的时限写。",
                        max_length=40,
                        verbose_name="完成时限",
                    ),
                ),
                (
                    "repeats",
                    models.BooleanField(
                        default=False, help_text="以这份计划为底稿写下一年时照抄。", verbose_name="每年都做"
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="plans.chapter",
                        verbose_name="章",
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="organizations.organization", verbose_name="配合的下级组织"
                    ),
                ),
                (
                    "programmes",
                    models.ManyToManyField(
                        blank=True, related_name="tasks", to="plans.programme", verbose_name="工作品牌"
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="责任组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "任务",
                "verbose_name_plural": "任务",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.AddField(
            model_name="target",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="targets",
                to="plans.task",
                verbose_name="任务",
            ),
        ),
        migrations.CreateModel(
            name="YearShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "low",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="当年目标",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="year_shares",
                        to="plans.target",
                        verbose_name="目标",
                    ),
                ),
            ],
            options={
                "verbose_name": "分年目标",
                "verbose_name_plural": "分年目标",
                "ordering": ["year"],
                "constraints": [models.UniqueConstraint(fields=("target", "year"), name="year_share_once")],
            },
        ),
    ]
