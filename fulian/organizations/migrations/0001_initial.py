import datetime
import django.core.validators
import django.db.models.deletion
import fulian.core.paths
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", fulian.core.paths.PathField(editable=False, max_length=200, unique=True, verbose_name="路径")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "full_name",
                    models.CharField(
                        blank=True,
                        help_text="印在文件上的名称，如“锦和区妇女联合会”。",
                        max_length=100,
                        verbose_name="妇联全称",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("nation", "全国"),
                            ("province", "省"),
                            ("city", "市"),
                            ("district", "区县"),
                            ("town", "镇街"),
                            ("village", "村社区"),
                            ("grid", "网格"),
                            ("unit", "单位"),
                        ],
                        max_length=10,
                        verbose_name="级别",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("federation", "妇联"),
                            ("committee", "机关事业单位妇委会"),
                            ("four_new", "四新领域妇女组织"),
                            ("two_new", "两新组织妇联"),
                            ("enterprise", "非公企业妇女组织"),
                            ("grid_group", "网格妇女小组"),
                        ],
                        default="federation",
                        max_length=15,
                        verbose_name="类型",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="12位统计用区划代码；单位和网格可以没有。",
                        max_length=12,
                        validators=[django.core.validators.RegexValidator("^\\d{12}$", "区划代码是12位数字。")],
                        verbose_name="区划代码",
                    ),
                ),
                (
                    "sort_key",
                    models.CharField(
                        blank=True, help_text="同级中的次序，默认按区划代码。", max_length=40, verbose_name="排序"
                    ),
                ),
                ("opened_on", models.DateField(default=datetime.date(1949, 4, 3), verbose_name="成立日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                (
                    "phone",
                    models.CharField(
                        blank=True, help_text="办公电话，不是个人手机。", max_length=20, verbose_name="办公电话"
                    ),
                ),
                ("women_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="辖区妇女人数")),
                ("superior_federation", models.CharField(blank=True, max_length=40, verbose_name="上级妇联简称")),
                ("party_committee", models.CharField(blank=True, max_length=40, verbose_name="同级党委简称")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="organizations.organization",
                        verbose_name="并入",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organizations.organization",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "组织",
                "verbose_name_plural": "组织",
                "indexes": [models.Index(fields=["level", "sort_key"], name="organization_level_order")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("code", ""), _negated=True), ("closed_on__isnull", True)),
                        fields=("code",),
                        name="organization_code_once_while_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="organization_closes_after_opening",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True), ("closed_on__isnull", False), _connector="OR"
                        ),
                        name="organization_merged_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "成立"),
                            ("renamed", "更名"),
                            ("moved", "调整隶属"),
                            ("merged", "撤并"),
                            ("closed", "撤销"),
                            ("code", "代码变更"),
                        ],
                        max_length=10,
                        verbose_name="变更",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="生效日期")),
                ("old_name", models.CharField(blank=True, max_length=60, verbose_name="原名称")),
                ("old_path", fulian.core.paths.PathField(blank=True, max_length=200, verbose_name="原路径")),
                (
                    "note",
                    models.CharField(blank=True, help_text="文件名称或文号。", max_length=200, verbose_name="依据"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "created_by",
                    models.ForeignKey(
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
                        related_name="changes",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="相关组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "组织沿革",
                "verbose_name_plural": "组织沿革",
                "ordering": ["-effective_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="OrganizationCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=12,
                        validators=[django.core.validators.RegexValidator("^\\d{12}$", "区划代码是12位数字。")],
                        verbose_name="区划代码",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划代码沿革",
                "verbose_name_plural": "区划代码沿革",
                "ordering": ["-valid_from"],
            },
        ),
    ]
