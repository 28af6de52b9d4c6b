"""The platforms that a district's federation usually has to do with; it keeps its own list from here on."""

from django.db import migrations

PLATFORMS = [
    ("district_wechat", "区妇联公众号", "district"),
    ("district_media", "区融媒体中心", "district"),
    ("city_wechat", "市妇联公众号", "city"),
    ("city_press", "市级报刊、电视台", "city"),
    ("province_wechat", "省妇联公众号", "province"),
    ("province_press", "省级报刊、电视台", "province"),
    ("china_women_news", "中国妇女报", "nation"),
    ("voice_of_women", "全国妇联女性之声", "nation"),
    ("study_strong", "学习强国", "nation"),
    ("nation_press", "其他国家级媒体", "nation"),
]


def seed(apps, schema_editor):
    platforms = apps.get_model("publicity", "Platform")
    for order, (code, name, level) in enumerate(PLATFORMS, start=1):
        platforms.objects.get_or_create(code=code, defaults={"name": name, "level": level, "order": order * 10})


class Migration(migrations.Migration):
    dependencies = [("publicity", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
