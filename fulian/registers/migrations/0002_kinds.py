"""The kinds of venues and teams that a district starts with."""

from django.db import migrations

VENUE_KINDS = [
    ("womens_home", "妇女之家", "个"),
    ("micro_home", "妇女微家", "处"),
    ("childrens_home", "儿童之家", "个"),
    ("parents_school", "家长学校", "所"),
    ("mediation_station", "婚姻家庭辅导站", "个"),
    ("rights_station", "妇女儿童维权站", "个"),
    ("psych_room", "心理咨询室", "个"),
    ("exec_office", "执委工作室", "个"),
    ("neighbour_home", "近邻娘家", "个"),
    ("coop_workshop", "巾帼共富工坊", "处"),
    ("credit_shop", "巾帼信用超市", "家"),
    ("practice_station", "新时代文明实践站", "个"),
    ("dream_home", "农创梦想之家", "处"),
    ("red_base", "红色教育基地", "处"),
    ("study_base", "研学基地", "处"),
    ("demo_base", "巾帼示范基地", "个"),
    ("reading_base", "亲子阅读基地", "个"),
    ("coedu_pilot", "家校社协同育人试点", "个"),
    ("party_plus", "邻里中心", "个"),
    ("party_mass_centre", "党群服务中心", "个"),
    ("service_centre", "社区服务中心", "个"),
    ("mothers_room", "母婴室", "个"),
    ("shelter", "妇女庇护所", "个"),
    ("activity_centre", "妇女儿童活动中心", "个"),
    ("women_class", "妇女大讲堂", "个"),
    ("moral_centre", "德育中心", "个"),
    ("homestay", "巾帼民宿", "家"),
    ("staff_home", "教工之家", "个"),
    ("community_site", "小区服务站点", "个"),
    ("grid", "网格活动点", "个"),
    ("safety_exp", "儿童安全体验馆", "个"),
    ("growth_centre", "儿童成长中心", "个"),
    ("dining", "暖心食堂", "家"),
    ("square", "文化广场", "个"),
    ("culture_hall", "文化馆", "个"),
]

TEAM_KINDS = [
    ("talk_team", "巾帼宣讲队"),
    ("forest_team", "巾帼护林队"),
    ("mediation_team", "巾帼调解队"),
    ("volunteer_team", "巾帼志愿服务队"),
    ("ecommerce_team", "本土电商团队"),
    ("inspection_team", "验收小组"),
    ("lecturer_team", "讲师团"),
    ("civilized_link_team", "巾帼文明队"),
    ("family_ed_team", "家庭教育骨干队"),
    ("women_group", "妇女小组"),
    ("home_hosts", "微家女主人队"),
    ("correspondents", "巾帼科技特派员队"),
]


def seed(apps, schema_editor):
    venue_kind = apps.get_model("registers", "VenueKind")
    team_kind = apps.get_model("registers", "TeamKind")
    venue_kind.objects.bulk_create(
        venue_kind(code=code, label=label, unit=unit, order=(i + 1) * 10)
        for i, (code, label, unit) in enumerate(VENUE_KINDS)
    )
    team_kind.objects.bulk_create(
        team_kind(code=code, label=label, order=(i + 1) * 10) for i, (code, label) in enumerate(TEAM_KINDS)
    )


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
