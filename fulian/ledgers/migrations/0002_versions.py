from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0001_initial")]

    operations = [
        migrations.RenameField("ledgerkey", "written_at", "version"),
        migrations.RenameField("ledgerchange", "written_at", "version"),
        migrations.RemoveField("ledgerimport", "undone_at"),
    ]
