"""The honours, grades and courtyard features that a district women's federation usually has. Editable afterwards."""

from django.db import migrations

FAMILIES = [
    ("most_beautiful_family", "最美家庭", "family"),
    ("five_good_family", "五好家庭", "family"),
    ("civilized_family", "文明家庭", "family"),
    ("harmonious_family", "和谐家庭", "family"),
    ("green_family", "绿色家庭", "family"),
    ("peace_family", "平安家庭", "rights"),
    ("scholarly_family", "书香家庭", "family"),
    ("filial_family", "孝德家庭", "family"),
    ("good_family_tradition", "好家风家庭", "family"),
    ("fire_safety_household", "森林防火示范户", "volunteer"),
    ("beautiful_home", "美丽人家", "courtyard"),
    ("refined_home", "精致人家", "courtyard"),
    ("mobile_women_peace_home", "流动妇女平安之家", "rights"),
]
COURTYARDS = [
    ("refined_farm", "精致农家", [("demo_household", "示范户"), ("premium_household", "精品户")]),
    (
        "beautiful_courtyard",
        "美丽庭院",
        [
            ("clean_household", "清洁户"),
            ("demo_household", "示范户"),
            ("premium_household", "精品户"),
            ("model_household", "标兵户"),
        ],
    ),
    ("feature_courtyard", "特色庭院", []),
]
PERSONS = [
    ("red_flag_bearer", "三八红旗手", "employment"),
    ("merit_pacesetter", "巾帼建功标兵", "employment"),
    ("good_mother_in_law", "好婆婆", "family"),
    ("good_daughter_in_law", "好媳妇", "family"),
    ("moral_model", "道德模范", "family"),
    ("good_neighbour", "好邻里", "family"),
    ("good_partner", "好搭档", "family"),
    ("best_exec", "最美执委", "cadre_team"),
    ("excellent_women_worker", "优秀妇女工作者", "cadre_team"),
    ("best_forest_chief", "最美巾帼林长", "volunteer"),
    ("excellent_forest_chief", "优秀巾帼林长", "volunteer"),
    ("startup_star", "巾帼创业明星", "employment"),
    ("post_star", "巾帼岗位明星", "employment"),
    ("female_expert", "女能手", "employment"),
    ("gold_house_worker", "金牌家政服务员", "employment"),
    ("skilled_hand", "巧能手", "employment"),
    ("hometown_spokesperson", "家乡好物代言人", "rural"),
    ("tech_leader", "科技致富带头人", "rural"),
    ("sci_correspondent", "巾帼科技特派员", "rural"),
    ("gold_mediator", "金牌调解人", "rights"),
    ("law_understander", "法律明白人", "law_publicity"),
    ("charity_star", "支持妇女儿童事业公益之星", "care"),
    ("golden_heart", "金爱心", "care"),
    ("advanced_individual", "先进个人", "cadre_team"),
    ("civilized_person", "文明个人", "family"),
]
COLLECTIVES = [
    ("women_civilized_post", "巾帼文明岗", "employment"),
    ("red_flag_collective", "三八红旗集体", "employment"),
    ("party_member_post", "巾帼党员示范岗", "employment"),
    ("startup_base", "巾帼创业示范基地", "employment"),
    ("sci_base", "巾帼科技示范基地", "rural"),
    ("rights_post", "妇女儿童维权岗", "rights"),
    ("civilized_building", "文明楼院", "family"),
    ("advanced_collective", "先进集体", "organization"),
    ("advanced_committee", "先进妇委会", "organization"),
    ("standard_unit", "规范化管理达标单位", "organization"),
    ("demo_point", "党建带妇建工作示范点", "organization"),
    ("staff_home", "优秀教工之家", "organization"),
    ("civilized_group", "文明组室", "organization"),
]
VILLAGES = [
    ("civilized_village", "巾帼文明示范村", "rural"),
    ("demo_village", "巾帼示范村", "rural"),
    ("civilized_community", "文明和谐社区", "family"),
    ("demo_street", "特色庭院示范街", "courtyard"),
]
TEAMS = [
    ("excellent_volunteer_team", "优秀巾帼志愿服务队", "volunteer"),
    ("excellent_forest_team", "优秀巾帼护林队", "volunteer"),
]
FEATURES = [
    ("honest", "诚实守信"),
    ("virtue_health", "美德健康"),
    ("filial", "孝老爱亲"),
    ("green", "绿色生态"),
    ("diligent", "勤劳致富"),
    ("volunteer", "志愿奉献"),
    ("orchid", "蕙质兰心"),
    ("ink", "墨韵书香"),
    ("flower", "花香"),
    ("view", "观景"),
    ("economy", "经济"),
    ("credit", "信用"),
    ("agritainment", "农家乐"),
    ("bnb", "民宿"),
    ("fisher", "渔家乐"),
]


def seed(apps, schema_editor):
    HonourKind = apps.get_model("families", "HonourKind")
    HonourGrade = apps.get_model("families", "HonourGrade")
    CourtyardFeature = apps.get_model("families", "CourtyardFeature")
    kinds = [
        *(("family", "户", *row) for row in FAMILIES),
        *(("courtyard", "户", code, name, "courtyard") for code, name, _ in COURTYARDS),
        *(("person", "人", *row) for row in PERSONS),
        *(("collective", "个", *row) for row in COLLECTIVES),
        *(("village", "个", *row) for row in VILLAGES),
        *(("team", "支", *row) for row in TEAMS),
    ]
    HonourKind.objects.bulk_create(
        HonourKind(subject_type=subject, measure_word=word, code=code, name=name, area=area, order=10 * position)
        for position, (subject, word, code, name, area) in enumerate(kinds, start=1)
    )
    made = dict(HonourKind.objects.values_list("code", "pk"))
    HonourGrade.objects.bulk_create(
        HonourGrade(kind_id=made[kind], code=code, name=name, rank=rank)
        for kind, _, grades in COURTYARDS
        for rank, (code, name) in enumerate(grades, start=1)
    )
    CourtyardFeature.objects.bulk_create(
        CourtyardFeature(code=code, name=name, order=10 * position)
        for position, (code, name) in enumerate(FEATURES, start=1)
    )


def unseed(apps, schema_editor):
    for model in ("HonourGrade", "HonourKind", "CourtyardFeature"):
        apps.get_model("families", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("families", "0001_initial")]

    operations = [migrations.RunPython(seed, unseed)]
