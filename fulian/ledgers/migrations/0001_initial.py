import django.db.models.deletion
import fulian.core.fields
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
            name="PortalSign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sign", models.CharField(max_length=8, unique=True, verbose_name="平台标记")),
            ],
            options={
                "verbose_name": "平台标记",
                "verbose_name_plural": "平台标记",
            },
        ),
        migrations.CreateModel(
            name="LedgerImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path_at", fulian.core.paths.PathField(blank=True, max_length=200, verbose_name="当时路径")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "正在核对"),
                            ("checked", "待确认"),
                            ("unreadable", "认不出来"),
                            ("applying", "正在写入"),
                            ("done", "已导入"),
                            ("undoing", "正在撤回"),
                            ("undone", "已撤回"),
                        ],
                        default="checking",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("suffix", models.CharField(max_length=5, verbose_name="格式")),
                ("file_name", models.CharField(blank=True, max_length=100, verbose_name="文件")),
                ("marked_name", models.CharField(blank=True, max_length=100, verbose_name="批注文件")),
                ("wanted", models.CharField(blank=True, max_length=60, verbose_name="指定台账")),
                ("counts", models.JSONField(default=dict, verbose_name="结果")),
                ("problems", models.JSONField(default=list, verbose_name="问题")),
                ("message", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="导入时间")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
            ],
            options={
                "verbose_name": "台账导入",
                "verbose_name_plural": "台账导入",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["created_by", "-id"], name="ledger_import_author")],
            },
        ),
        migrations.CreateModel(
            name="LedgerChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80, verbose_name="对象类型")),
                ("object_id", models.BigIntegerField(verbose_name="对象编号")),
                ("before", fulian.core.fields.EncryptedTextField(verbose_name="改前内容")),
                ("written_at", models.DateTimeField(null=True, verbose_name="写入时间")),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="ledgers.ledgerimport",
                        verbose_name="哪次导入",
                    ),
                ),
            ],
            options={
                "verbose_name": "台账导入的修改",
                "verbose_name_plural": "台账导入的修改",
                "constraints": [
                    models.UniqueConstraint(fields=("origin", "kind", "object_id"), name="ledger_change_once_an_import")
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80, verbose_name="对象类型")),
                ("object_id", models.BigIntegerField(verbose_name="对象编号")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                ("fingerprint", models.CharField(blank=True, max_length=64, verbose_name="指纹")),
                ("written_at", models.DateTimeField(null=True, verbose_name="写入时间")),
                (
                    "origin",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="keys",
                        to="ledgers.ledgerimport",
                        verbose_name="哪次导入",
                    ),
                ),
            ],
            options={
                "verbose_name": "台账编号",
                "verbose_name_plural": "台账编号",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="ledger_key_object_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("kind", "number"),
                        name="ledger_key_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("fingerprint", ""), _negated=True),
                        fields=("kind", "fingerprint"),
                        name="ledger_key_fingerprint_once",
                    ),
                ],
            },
        ),
    ]
