"""Kinds of venues and teams that year-end summaries of townships name."""

from django.db import migrations

VENUE_KINDS = [("mediation_room", "调解室", "个", 55)]
TEAM_KINDS = [("mediation_centre", "婚姻家庭矛盾调解中心", 32), ("dispute_group", "婚姻家庭纠纷预防化解小组", 34)]


def seed(apps, schema_editor):
    venue_kind = apps.get_model("registers", "VenueKind")
    team_kind = apps.get_model("registers", "TeamKind")
    for code, label, unit, order in VENUE_KINDS:
        venue_kind.objects.get_or_create(
            code=code, defaults={"label": label, "unit": unit, "order": order, "hosts_activities": True}
        )
    for code, label, order in TEAM_KINDS:
        team_kind.objects.get_or_create(code=code, defaults={"label": label, "order": order})


class Migration(migrations.Migration):
    dependencies = [("registers", "0005_talent_kind")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
