"""The day on which a 领办项目 came about: what is counted has a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registers", "0006_words_for_summaries")]
    operations = [
        migrations.AddField(
            model_name="project",
            name="done_on",
            field=models.DateField(
                blank=True, help_text="已完成的填，填了才计入办成的项目。", null=True, verbose_name="办成日期"
            ),
        ),
    ]
