"""Risk levels and the seven classes of what people ask about. Editable afterwards."""

from django.db import migrations

LEVELS = [
    ("red", "红", 1, 7, "late"),
    ("yellow", "黄", 2, 30, "slow"),
    ("blue", "蓝", 3, 90, "good"),
]
CATEGORIES = [
    ("marriage_family", "婚姻家庭权益"),
    ("personal", "人身权益"),
    ("property", "财产权益"),
    ("labour", "劳动和社会保障权益"),
    ("political", "政治权利"),
    ("education", "文化教育权益"),
    ("other", "综合类"),
]


def seed(apps, schema_editor):
    RiskLevel = apps.get_model("rights", "RiskLevel")
    CaseCategory = apps.get_model("rights", "CaseCategory")
    RiskLevel.objects.bulk_create(
        RiskLevel(code=code, name=name, order=order, visit_days=days, tone=tone)
        for code, name, order, days, tone in LEVELS
    )
    CaseCategory.objects.bulk_create(
        CaseCategory(code=code, name=name, order=10 * position)
        for position, (code, name) in enumerate(CATEGORIES, start=1)
    )


def unseed(apps, schema_editor):
    for model in ("RiskLevel", "CaseCategory"):
        apps.get_model("rights", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial")]

    operations = [migrations.RunPython(seed, unseed)]
