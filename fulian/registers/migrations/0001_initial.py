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
            name="TeamKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="代码")),
                ("label", models.CharField(max_length=40, verbose_name="名称")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="次序")),
                ("is_active", models.BooleanField(default=True, verbose_name="可选")),
            ],
            options={
                "verbose_name": "队伍种类",
                "verbose_name_plural": "队伍种类",
                "ordering": ["order", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VenueKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="代码")),
                ("label", models.CharField(max_length=40, verbose_name="名称")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="次序")),
                ("is_active", models.BooleanField(default=True, verbose_name="可选")),
                (
                    "unit",
                    models.CharField(
                        choices=[("处", "处"), ("家", "家"), ("所", "所"), ("个", "个")],
                        default="处",
                        max_length=2,
                        verbose_name="量词",
                    ),
                ),
            ],
            options={
                "verbose_name": "阵地种类",
                "verbose_name_plural": "阵地种类",
                "ordering": ["order", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Election",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("is_void", models.BooleanField(default=False, editable=False, verbose_name="已作废")),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="终止登记时间")),
                ("end_reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="终止原因")),
                ("held_on", models.DateField(verbose_name="换届日期")),
                (
                    "congress",
                    models.CharField(
                        blank=True, help_text="如：第十一次妇女代表大会。", max_length=60, verbose_name="会议名称"
                    ),
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
                "verbose_name": "换届",
                "verbose_name_plural": "换届",
                "indexes": [models.Index(fields=["path_at", "held_on"], name="election_path_held")],
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
                        name="election_void_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_void", False)),
                        fields=("organization", "held_on"),
                        name="election_once_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Officer",
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
                    "position",
                    models.CharField(
                        choices=[
                            ("president", "主席"),
                            ("vice_president", "副主席"),
                            ("standing", "常委"),
                            ("exec", "执委"),
                            ("representative", "妇女代表"),
                            ("rep_meeting_director", "妇代会主任"),
                            ("committee_director", "妇委会主任"),
                            ("association_head", "协会会长"),
                            ("hostess", "女主人"),
                            ("micro_home_manager", "妇女微家管理员"),
                            ("liaison", "联络员"),
                            ("contact", "联系人"),
                            ("grid_member", "网格员"),
                            ("mediator", "金牌调解人"),
                            ("family_head", "家庭女性户主"),
                            ("npc_member", "女代表、女委员"),
                        ],
                        max_length=24,
                        verbose_name="职务",
                    ),
                ),
                (
                    "employment",
                    models.CharField(
                        blank=True,
                        choices=[("full_time", "专职"), ("part_time", "兼职"), ("seconded", "挂职")],
                        max_length=10,
                        verbose_name="专兼职",
                    ),
                ),
                ("since", models.DateField(verbose_name="任职起")),
                ("until", models.DateField(blank=True, editable=False, null=True, verbose_name="任职止")),
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
                    "election",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="registers.election",
                        verbose_name="换届选出",
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
                "verbose_name": "任职人员",
                "verbose_name_plural": "任职人员",
                "indexes": [
                    models.Index(fields=["path_at", "since"], name="officer_path_since"),
                    models.Index(fields=["organization", "position"], name="officer_organization_position"),
                ],
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
                        name="officer_ending_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="officer_ends_after_beginning",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("is_void", models.BooleanField(default=False, editable=False, verbose_name="已作废")),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="终止登记时间")),
                ("end_reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="终止原因")),
                ("name", models.CharField(max_length=60, verbose_name="产品名称")),
                (
                    "producer",
                    models.CharField(
                        blank=True, help_text="企业、合作社或村，不写个人姓名。", max_length=60, verbose_name="生产单位"
                    ),
                ),
                ("since", models.DateField(verbose_name="推出日期")),
                ("until", models.DateField(blank=True, editable=False, null=True, verbose_name="停推日期")),
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
                "verbose_name": "巾帼好货",
                "verbose_name_plural": "巾帼好货",
                "indexes": [models.Index(fields=["path_at", "since"], name="product_path_since")],
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
                        name="product_ending_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="product_ends_after_beginning",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Talent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("is_void", models.BooleanField(default=False, editable=False, verbose_name="已作废")),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="终止登记时间")),
                ("end_reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="终止原因")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("endorser", "家乡好物代言人"),
                            ("entrepreneur", "女企业家"),
                            ("tech_envoy", "巾帼科技特派员"),
                            ("backbone", "妇女骨干"),
                            ("pool", "女性人才库"),
                            ("lecturer", "宣讲讲师"),
                            ("craft", "手工艺能人"),
                            ("other", "其他人才"),
                        ],
                        max_length=15,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("since", models.DateField(verbose_name="入库日期")),
                ("until", models.DateField(blank=True, editable=False, null=True, verbose_name="退出日期")),
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
                "verbose_name": "人才",
                "verbose_name_plural": "人才",
                "indexes": [models.Index(fields=["path_at", "since"], name="talent_path_since")],
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
                        name="talent_ending_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="talent_ends_after_beginning",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("is_void", models.BooleanField(default=False, editable=False, verbose_name="已作废")),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="终止登记时间")),
                ("end_reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="终止原因")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("founded_on", models.DateField(verbose_name="组建日期")),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="撤销日期")),
                ("members", models.PositiveIntegerField(blank=True, null=True, verbose_name="人数")),
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
                ("leader", models.CharField(blank=True, max_length=40, verbose_name="负责人")),
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
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.teamkind",
                        verbose_name="种类",
                    ),
                ),
            ],
            options={
                "verbose_name": "队伍",
                "verbose_name_plural": "队伍",
                "indexes": [models.Index(fields=["path_at", "founded_on"], name="team_path_founded")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end_reason", ""),
                                ("ended_at__isnull", True),
                                ("ended_by__isnull", True),
                                ("is_void", False),
                                ("ended_on__isnull", True),
                            ),
                            models.Q(
                                models.Q(("is_void", True), ("ended_on__isnull", False), _connector="OR"),
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="team_ending_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("founded_on")), _connector="OR"
                        ),
                        name="team_ends_after_founding",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(editable=False, max_length=200, verbose_name="当时路径")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("is_void", models.BooleanField(default=False, editable=False, verbose_name="已作废")),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="终止登记时间")),
                ("end_reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="终止原因")),
                ("name", models.CharField(help_text="如：石桥村妇女之家。", max_length=60, verbose_name="名称")),
                (
                    "status",
                    models.CharField(
                        choices=[("building", "建设中"), ("in_use", "在用"), ("paused", "停用"), ("delisted", "摘牌")],
                        default="in_use",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "opened_on",
                    models.DateField(
                        blank=True, help_text="还在建设就留空。", null=True, verbose_name="建成（挂牌）日期"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="停用（摘牌）日期")),
                (
                    "is_external",
                    models.BooleanField(
                        default=False,
                        help_text="场地是别人的、妇联借用的，不算妇联建成。",
                        verbose_name="依托的外单位阵地",
                    ),
                ),
                (
                    "builder",
                    models.CharField(
                        blank=True, help_text="单位名称，不写个人姓名。", max_length=60, verbose_name="建设（依托）单位"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="地址")),
                (
                    "investment",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="单位：元。",
                        max_digits=12,
                        null=True,
                        verbose_name="投入资金",
                    ),
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
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.venuekind",
                        verbose_name="种类",
                    ),
                ),
            ],
            options={
                "verbose_name": "阵地",
                "verbose_name_plural": "阵地",
                "indexes": [models.Index(fields=["path_at", "opened_on"], name="venue_path_opened")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end_reason", ""),
                                ("ended_at__isnull", True),
                                ("ended_by__isnull", True),
                                ("is_void", False),
                                ("closed_on__isnull", True),
                            ),
                            models.Q(
                                models.Q(("is_void", True), ("closed_on__isnull", False), _connector="OR"),
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="venue_ending_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="venue_closes_after_opening",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_void", True),
                            models.Q(("closed_on__isnull", True), ("opened_on__isnull", True), ("status", "building")),
                            models.Q(("closed_on__isnull", True), ("opened_on__isnull", False), ("status", "in_use")),
                            models.Q(
                                ("closed_on__isnull", False),
                                ("opened_on__isnull", False),
                                ("status__in", ("paused", "delisted")),
                            ),
                            _connector="OR",
                        ),
                        name="venue_status_fits_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("investment__isnull", True), ("investment__gte", 0), _connector="OR"),
                        name="venue_investment_not_negative",
                    ),
                ],
            },
        ),
    ]
