"""Which answers may be printed, and the kinds and fields that year-end summaries of townships asked for."""

from django.db import migrations, models

TOLD = ["topic", "laws", "course", "lesson", "route"]
# code: label, work area, unit, order, family
KINDS = [
    ("matchmaking", "婚恋联谊", "family", "场次", 125, "culture"),
    ("civility_drive", "移风易俗宣传", "family", "场次", 126, "talk"),
    ("pairing", "结对帮扶", "care", "次", 285, "visiting"),
    ("health_talk", "健康讲座", "health", "场次", 625, "talk"),
    ("symposium", "座谈会", "mechanism", "次", 575, "meeting"),
]
# code, label, family, kind, type, unit, counted, told, order, help
FIELDS = [
    ("audience", "面向哪些人", "training", "", "text", "", False, True, 5, "如：宝妈、返乡妇女、农村妇女。"),
    ("households_reached", "覆盖户数", "talk", "", "number", "户", True, False, 30, "入户宣讲时填。"),
    ("maxims", "家规家训", "", "collection_call", "number", "条", True, False, 6, "征集到的家规家训。"),
    ("essays", "征文", "", "collection_call", "number", "篇", True, False, 7, "征集到的文章；书画、视频等填在“收到作品”里。"),
]  # fmt: skip


def seed(apps, schema_editor):
    family_model = apps.get_model("activities", "KindFamily")
    kind_model = apps.get_model("activities", "ActivityKind")
    field_model = apps.get_model("activities", "KindField")
    families = {family.code: family for family in family_model.objects.all()}
    for code, label, category, unit, order, family in KINDS:
        kind_model.objects.get_or_create(
            code=code,
            defaults={
                "label": label, "category": category, "session_unit": unit, "order": order, "family": families.get(family),
            },
        )  # fmt: skip
    kinds = {kind.code: kind for kind in kind_model.objects.all()}
    for code, label, family, kind, type_, unit, counted, told, order, help_text in FIELDS:
        owner = {"family": families.get(family)} if family else {"kind": kinds.get(kind)}
        if any(owner.values()):
            field_model.objects.get_or_create(
                code=code,
                defaults={
                    "label": label, "type": type_, "unit": unit, "counted": counted, "told": told, "order": order,
                    "help_text": help_text, **owner,
                },
            )  # fmt: skip
    field_model.objects.filter(code__in=TOLD, type="text").update(told=True)


class Migration(migrations.Migration):
    dependencies = [("activities", "0004_families_and_fields")]
    operations = [
        migrations.AddField(
            model_name="kindfield",
            name="told",
            field=models.BooleanField(
                default=False,
                help_text="填的文字可以印出来，如讲什么、讲了哪些法；会填到姓名的不要选。",
                verbose_name="可以写进总结",
            ),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
