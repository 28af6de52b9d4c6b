"""What a district starts with: families of kinds and the fields they ask for. It renames, retires and adds as it likes."""

import re
import unicodedata

from django.db import migrations

# code: (label, numbers shown at once, kinds)
FAMILIES = {
    "training": ("培训", ["people", "employed"], [
        "ecommerce_training", "skill_training", "startup_training", "women_training", "beauty_training", "cadre_training",
        "science_down",
    ]),
    "talk": ("宣讲普法", ["materials"], [
        "theory_talk", "courtyard_talk", "dance_talk", "hero_talk", "story_sharing", "practice_forum", "meal_talk",
        "family_tradition", "theory_study", "live_study", "law_talk", "law_consult", "home_visit_law", "anti_drug",
        "health_clinic", "psych_talk",
    ]),
    "visiting": ("走访慰问", ["people"], ["visit", "old_orphan_care", "charity_ceremony"]),
    "volunteering": ("志愿服务", ["volunteers"], ["volunteer_env", "river_care", "volunteer_service"]),
    "patrol": ("巡查", ["people"], ["fire_patrol", "rights_action"]),
    "job_matching": ("招聘和岗位对接", ["employed"], ["job_fair", "post_matching"]),
    "family_education": ("家庭教育和亲子", [], [
        "family_ed_talk", "parents_meeting_talk", "parent_child_reading", "parent_child_play", "picture_book",
    ]),
    "study_trip": ("研学和儿童活动", [], ["study_trip_children", "summer_camp", "children_council", "safety_ed", "homework_class"]),
    "culture": ("文体活动", [], ["festival_celebration", "arts_show", "recreation", "handicraft", "film", "recital"]),
    "meeting": ("会议", ["people"], ["work_meeting", "observation", "appraisal_meeting"]),
    "research": ("调研摸排", ["people"], ["research", "care_survey"]),
    "contest": ("竞赛征集", [], ["law_quiz", "skill_contest", "collection_call", "exhibition"]),
}  # fmt: skip

NUMBER, MONEY, TEXT, CHOICE, TEAM, GOODS = "number", "money", "text", "choice", "team", "goods"
FUNDS = "妇联工作经费\n上级资金\n中央专项彩票公益金\n春蕾计划\n社会妈妈\n信用社\n企业和爱心人士捐赠\n其他"
RECOGNISED = "还没有采用\n镇街采用\n区县采用\n市级采用\n省级采用\n全国采用"

# By family. A field is its code, label, type, unit, whether it is counted, help, and answers to choose from.
FIELDS = {
    "training": [
        ("course", "培训内容", TEXT, "", False, "教什么，如：短视频剪辑、月嫂护理。", ""),
        ("teacher", "授课老师", TEXT, "", False, "写单位和职务就够了。", ""),
        ("course_hours", "学时", NUMBER, "学时", True, "", ""),
        ("certified", "结业人数", NUMBER, "人", True, "考核合格、拿到结业证的。", ""),
        ("startups", "训后创业", NUMBER, "人", True, "训后自己开店、办厂、直播的。训后找到工作的填“带动就业”。", ""),
    ],
    "talk": [
        ("topic", "讲什么", TEXT, "", False, "", ""),
        ("laws", "讲了哪些法", TEXT, "", False, "如：妇女权益保障法、反家庭暴力法。", ""),
    ],
    "visiting": [
        ("households", "走访户数", NUMBER, "户", True, "", ""),
        ("relief_money", "慰问金", MONEY, "", True, "只算现金；东西填在下面的物资里。", ""),
        ("relief_goods", "慰问物资", GOODS, "", False, "一行一种，数量、估价不清楚就留空。", ""),
        ("donor", "捐赠单位", TEXT, "", False, "企业、协会的名称；个人捐的写“爱心人士”。", ""),
        ("fund_source", "钱物来源", CHOICE, "", False, "", FUNDS),
    ],
    "volunteering": [
        ("volunteer_team", "志愿服务队", TEAM, "", False, "", ""),
        ("service_hours", "服务时长", NUMBER, "小时", True, "几个人各两小时，就填加起来的小时数。", ""),
    ],
    "patrol": [
        ("patrol_team", "巡查队伍", TEAM, "", False, "", ""),
        ("problems_found", "发现隐患", NUMBER, "处", True, "", ""),
    ],
    "job_matching": [
        ("employers", "招聘单位", NUMBER, "家", True, "", ""),
        ("posts_offered", "提供岗位", NUMBER, "个", True, "", ""),
        ("matched", "达成意向", NUMBER, "人", True, "现场有意向的；真正上岗的填“带动就业”。", ""),
    ],
    "family_education": [
        ("lesson", "主题", TEXT, "", False, "", ""),
        ("families", "参加家庭", NUMBER, "户", True, "", ""),
    ],
    "study_trip": [
        ("route", "去了哪里", TEXT, "", False, "", ""),
        ("children", "参加儿童", NUMBER, "人", True, "", ""),
    ],
    "culture": [("programmes", "节目（作品）", NUMBER, "个", True, "", "")],
    "meeting": [("agenda", "议题", TEXT, "", False, "", "")],
    "research": [
        ("reports_written", "调研报告", NUMBER, "篇", True, "", ""),
        ("recognised_by", "报告采用情况", CHOICE, "", False, "", RECOGNISED),
    ],
    "contest": [
        ("entries", "收到作品", NUMBER, "件", True, "", ""),
        ("prizes", "获奖", NUMBER, "个", True, "", ""),
    ],
}  # fmt: skip

KINDS = [("post_matching", "岗位对接", "employment", "次", 535)]


def seed(apps, schema_editor):
    family_model = apps.get_model("activities", "KindFamily")
    kind_model = apps.get_model("activities", "ActivityKind")
    field_model = apps.get_model("activities", "KindField")
    for code, label, category, unit, order in KINDS:
        kind_model.objects.get_or_create(
            code=code, defaults={"label": label, "category": category, "session_unit": unit, "order": order}
        )
    for place, (code, (label, shows, kinds)) in enumerate(FAMILIES.items(), start=1):
        family = family_model.objects.create(code=code, label=label, shows=shows, order=place * 10)
        kind_model.objects.filter(code__in=kinds).update(family=family)
        field_model.objects.bulk_create(
            field_model(
                family=family,
                code=name,
                label=text,
                type=kind,
                unit=unit,
                counted=counted,
                help_text=help_text,
                options=options,
                order=number * 10,
            )
            for number, (name, text, kind, unit, counted, help_text, options) in enumerate(FIELDS[code], start=1)
        )


def place_key(place):
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", place)).lower()[:60]


def normalise_places(apps, schema_editor):
    """What activities.services.likeness.place_key() gives, for the activities that are there already."""
    model = apps.get_model("activities", "Activity")
    rows = model.objects.exclude(place="", venue=None).values_list("pk", "venue__name", "place")
    changed = []
    for pk, venue, place in rows.iterator(chunk_size=2000):
        changed.append(model(pk=pk, place_key=place_key(venue or place)))
        if len(changed) == 2000:
            model.objects.bulk_update(changed, ["place_key"])
            changed = []
    model.objects.bulk_update(changed, ["place_key"])


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_kinds_plans_campaigns")]
    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunPython(normalise_places, migrations.RunPython.noop),
    ]
