"""What a district starts with: pools of people, the five sorts of a 妇女微家 and what one must have. What was kept as codes and as
one number becomes rows: the kinds of pools, and the count of a team's members."""

import datetime

from django.db import migrations

TALENT_KINDS = [
    ("endorser", "家乡好物代言人"),
    ("entrepreneur", "女企业家"),
    ("tech_envoy", "巾帼科技特派员"),
    ("backbone", "妇女骨干"),
    ("pool", "女性人才库"),
    ("lecturer", "宣讲讲师"),
    ("craft", "手工艺能人"),
    ("other", "其他人才"),
]
MICRO_HOME_TYPES = [
    ("study", "学习引领微家"),
    ("grid", "网格睦邻微家"),
    ("peace", "平安守望微家"),
    ("charity", "公益服务微家"),
    ("startup", "创业指导微家"),
]
FIVE_HAVES = [
    ("place", "有阵地", "有固定的地方，挂了牌子；网上微家有固定的群或公众号。"),
    ("host", "有主人", "有微家主人，周围的姐妹认识她、找得到她。"),
    ("rule", "有机制", "有接待、聚会、联系妇女的制度，写明了什么时候做。"),
    ("activity", "有活动", "按时有活动，做了有记录。"),
    ("show", "有展示", "有照片墙、展示栏或网上的展示。"),
]
TEAM_KINDS = [("mediation_centre", "婚姻家庭矛盾调解中心", 32), ("dispute_group", "婚姻家庭纠纷预防化解小组", 34)]
WHERE_ACTIVITIES_ARE_HELD = [
    "womens_home", "micro_home", "childrens_home", "parents_school", "exec_office", "neighbour_home", "reading_base",
    "women_class", "mediation_room",
]  # fmt: skip


def fill(apps, schema_editor):
    of = lambda name: apps.get_model("registers", name)  # noqa: E731
    _rows(of("TalentKind"), TALENT_KINDS)
    kinds = of("VenueKind").objects
    kinds.get_or_create(code="mediation_room", defaults={"label": "调解室", "unit": "个", "order": 55})
    for code, label, order in TEAM_KINDS:
        of("TeamKind").objects.get_or_create(code=code, defaults={"label": label, "order": order})
    kinds.filter(code__in=WHERE_ACTIVITIES_ARE_HELD).update(hosts_activities=True)
    micro_home = kinds.filter(code="micro_home").first()
    if micro_home is not None:
        _rows(of("VenueType"), MICRO_HOME_TYPES, kind=micro_home)
        for number, (code, label, question) in enumerate(FIVE_HAVES, start=1):
            of("StandardItem").objects.get_or_create(
                code=code,
                defaults={"label": label, "question": question, "order": number * 10, "kind": micro_home},
            )
    pools = {kind.code: kind for kind in of("TalentKind").objects.all()}
    for code in of("Talent").objects.order_by().values_list("kind_code", flat=True).distinct():
        of("Talent").objects.filter(kind_code=code).update(kind=pools.get(code, pools["other"]))
    _count_members(of("Team"), of("TeamHeadcount"))
    _use_until_today(of("Venue"), of("UsePeriod"))


def _rows(model, rows, **fixed):
    for number, (code, label) in enumerate(rows, start=1):
        model.objects.get_or_create(code=code, defaults={"label": label, "order": number * 10, **fixed})


def _count_members(team_model, headcount_model):
    rows = []
    for team in team_model.objects.filter(members__isnull=False):
        last = team.ended_on or datetime.date.max
        rows.append(
            headcount_model(
                team=team, year=min(max(team.created_at.year, team.founded_on.year), last.year), members=team.members,
                members_qualifier=team.members_qualifier, since=team.founded_on, until=team.ended_on,
                created_by_id=team.created_by_id, updated_by_id=team.updated_by_id,
            )
        )  # fmt: skip
    headcount_model.objects.bulk_create(rows, batch_size=500)


def _use_until_today(venue_model, period_model):
    """Every venue that was there has been in use from its opening to its end."""
    rows = venue_model.objects.filter(opened_on__isnull=False).values_list("pk", "opened_on", "closed_on").iterator()
    period_model.objects.bulk_create(
        (period_model(venue_id=pk, since=since, until=until) for pk, since, until in rows), batch_size=1000
    )


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_growth")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
