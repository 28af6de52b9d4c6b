import django.db.models.deletion
import django.utils.timezone
import fulian.attachments.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attachments", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(verbose_name="上传编号")),
                ("owner_type", models.CharField(max_length=80, verbose_name="所属类型")),
                ("owner_id", models.BigIntegerField(verbose_name="所属编号")),
                (
                    "stem",
                    models.CharField(
                        default=fulian.attachments.models.new_stem, max_length=32, unique=True, verbose_name="文件"
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="大小")),
                ("offset", models.PositiveIntegerField(default=0, verbose_name="已传")),
                ("parts", models.JSONField(default=list, verbose_name="分段")),
                ("result", models.BigIntegerField(null=True, verbose_name="照片编号")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="开始时间")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="最近一段")),
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
                "verbose_name": "上传中的照片",
                "verbose_name_plural": "上传中的照片",
                "indexes": [models.Index(fields=["saved_at"], name="upload_saved")],
                "constraints": [
                    models.UniqueConstraint(fields=("created_by", "key"), name="upload_once"),
                    models.CheckConstraint(
                        condition=models.Q(("offset__lte", models.F("size"))), name="upload_not_beyond_its_size"
                    ),
                ],
            },
        ),
    ]
