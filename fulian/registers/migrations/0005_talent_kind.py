"""The code that 0004 turned into a row goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registers", "0004_fill")]
    operations = [
        migrations.AlterField(
            model_name="talent",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers.talentkind",
                verbose_name="类别",
            ),
        ),
        migrations.RemoveField(model_name="talent", name="kind_code"),
    ]
