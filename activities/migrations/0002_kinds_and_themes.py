"""The kinds and themes that a district starts with. It adds its own; what it renames here stays renamed."""

from django.db import migrations

PLACE, FIELD, TERM, TIMES = "场次", "场", "期", "次"

KINDS = [
    # ideology
    ("theory_talk", "主题宣讲", "ideology", PLACE),
    ("courtyard_talk", "庭院宣讲", "ideology", PLACE),
    ("dance_talk", "舞前宣讲", "ideology", PLACE),
    ("hero_talk", "烈士事迹宣讲", "ideology", FIELD),
    ("theory_study", "理论学习", "ideology", PLACE),
    ("live_study", "线上学习", "ideology", PLACE),
    # family
    ("story_sharing", "身边人讲身边事", "family", PLACE),
    ("practice_forum", "文明实践讲堂宣讲", "family", PLACE),
    ("meal_talk", "餐前宣讲", "family", PLACE),
    ("family_tradition", "讲家史说家风", "family", PLACE),
    ("collection_call", "家规家训征集", "family", TIMES),
    ("appraisal_meeting", "评比会", "family", TIMES),
    # family education
    ("family_ed_talk", "家庭教育讲座", "family_education", PLACE),
    ("parents_meeting_talk", "家长会专题讲座", "family_education", PLACE),
    ("parent_child_reading", "亲子阅读", "family_education", PLACE),
    ("parent_child_play", "亲子活动", "family_education", PLACE),
    # law
    ("law_talk", "普法宣讲", "law_publicity", PLACE),
    ("law_consult", "维权咨询", "law_publicity", PLACE),
    ("home_visit_law", "入户普法", "law_publicity", PLACE),
    ("law_quiz", "普法知识竞赛", "law_publicity", PLACE),
    ("anti_drug", "禁毒宣传", "law_publicity", PLACE),
    ("rights_action", "联合执法检查", "rights", TIMES),
    # volunteers
    ("volunteer_env", "环境整治志愿服务", "volunteer", PLACE),
    ("river_care", "巾帼护河", "volunteer", TIMES),
    ("fire_patrol", "防火巡查", "volunteer", TIMES),
    ("volunteer_service", "其他志愿服务", "volunteer", PLACE),
    # care
    ("visit", "走访慰问", "care", TIMES),
    ("old_orphan_care", "助老扶孤", "care", PLACE),
    ("care_survey", "困难群体摸排", "care", TIMES),
    ("charity_ceremony", "爱心发放", "care", TIMES),
    # children
    ("study_trip_children", "儿童研学活动", "children", TIMES),
    ("children_council", "儿童观察与议事", "children", TIMES),
    ("safety_ed", "儿童安全教育", "children", PLACE),
    ("summer_camp", "夏令营", "children", TERM),
    ("homework_class", "公益辅导班", "children", TERM),
    ("picture_book", "绘本故事", "children", PLACE),
    ("recital", "少儿朗诵歌咏", "children", PLACE),
    # employment and training
    ("ecommerce_training", "电商培训", "employment", PLACE),
    ("live_commerce", "直播带货", "employment", PLACE),
    ("hometown_endorsement", "家乡好物代言", "employment", PLACE),
    ("skill_training", "技能培训", "employment", PLACE),
    ("startup_training", "创业培训", "employment", TERM),
    ("job_fair", "就业招聘会", "employment", PLACE),
    ("exhibition", "创业成果展示", "employment", TIMES),
    ("skill_contest", "岗位练兵", "employment", PLACE),
    ("science_down", "送科技下乡", "rural", PLACE),
    ("women_training", "妇女素质培训", "women_training", TERM),
    ("beauty_training", "礼仪美妆培训", "women_training", PLACE),
    # cadres
    ("cadre_training", "妇女干部培训班", "cadre_team", TERM),
    ("observation", "观摩学习", "cadre_team", TIMES),
    ("work_meeting", "妇联工作会议", "cadre_team", TIMES),
    # health
    ("two_cancers", "两癌筛查", "health", TIMES),
    ("three_checks", "三查", "health", TIMES),
    ("health_check", "妇女健康检查", "health", TIMES),
    ("health_clinic", "义诊与健康宣讲", "health", PLACE),
    ("psych_talk", "心理讲座与疏导", "health", PLACE),
    # festivals and culture
    ("festival_celebration", "节日庆祝活动", "culture_festival", PLACE),
    ("arts_show", "文艺汇演", "culture_festival", PLACE),
    ("recreation", "趣味文体活动", "culture_festival", PLACE),
    ("handicraft", "手工制作", "culture_festival", PLACE),
    ("film", "观影活动", "culture_festival", PLACE),
    # venues
    ("home_reception", "微家接待", "venue", TIMES),
    ("home_gathering", "微家聚会", "venue", TIMES),
    ("home_activity", "微家活动", "venue", TIMES),
    ("home_banquet", "微家家宴", "venue", TIMES),
    ("home_exchange", "微家交流", "venue", TIMES),
    # publicity and research
    ("role_model_publicity", "典型事迹宣传", "publicity", TIMES),
    ("media_post", "新媒体推送", "publicity", TIMES),
    ("research", "调研走访", "research", TIMES),
]

THEMES = [
    ("womens_day", "三八妇女节"),
    ("rights_week", "三八维权周"),
    ("childrens_day", "六一儿童节"),
    ("mothers_day", "母亲节"),
    ("double_ninth", "重阳节"),
    ("dragon_boat", "端午节"),
    ("lantern", "元宵节"),
    ("spring_festival", "春节"),
    ("national_day", "国庆节"),
    ("reading_day", "世界读书日"),
    ("world_childrens_day", "世界儿童日"),
    ("anti_drug_day", "国际禁毒日"),
    ("family_ed_month", "家庭教育宣传月"),
    ("family_tradition_month", "家风家教宣传月"),
    ("outline_month", "两纲宣传月"),
    ("employment_week", "妇女就业创业宣传周"),
    ("summer", "暑期"),
    ("fire_season", "护林防火期"),
    ("anti_violence_day", "反家暴日"),
    ("constitution_week", "宪法宣传周"),
    ("child_friendly", "儿童友好"),
    ("big_talk", "巾帼大宣讲"),
    ("big_study", "巾帼大学习"),
    ("rural_action", "乡村振兴巾帼行动"),
]


def seed(apps, schema_editor):
    kind_model = apps.get_model("activities", "ActivityKind")
    theme_model = apps.get_model("activities", "Theme")
    kind_model.objects.bulk_create(
        kind_model(code=code, label=label, category=category, session_unit=unit, order=(i + 1) * 10)
        for i, (code, label, category, unit) in enumerate(KINDS)
    )
    theme_model.objects.bulk_create(
        theme_model(code=code, label=label, order=(i + 1) * 10) for i, (code, label) in enumerate(THEMES)
    )


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
