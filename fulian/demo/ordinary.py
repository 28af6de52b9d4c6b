"""The everyday work of the other townships and of the later months: a handful of records a village and month."""

import datetime
import random

from fulian.core.periods import Month
from fulian.demo.entries import ActivityEntry, HonourPlan, MediationEntry, Plan, RiskEntry, TeamEntry, VenueEntry
from fulian.demo.people import Names
from fulian.organizations.models import Organization

# (kind, title, themes, months in which it happens; empty: any), attendances of one session
KINDS = (
    ("theory_talk", "主题宣讲", ("big_talk",), (), (15, 35)),
    ("law_talk", "普法宣讲", (), (3, 5, 9, 11, 12), (15, 40)),
    ("law_consult", "集市维权咨询", ("rights_week",), (3,), (30, 60)),
    ("volunteer_env", "清洁家园志愿服务", (), (3, 4, 6, 10), (10, 25)),
    ("family_ed_talk", "家庭教育讲座", ("family_ed_month",), (5, 9, 10), (20, 45)),
    ("parent_child_reading", "亲子阅读", ("reading_day",), (4, 6, 7, 8), (12, 24)),
    ("parent_child_play", "六一亲子活动", ("childrens_day",), (5, 6), (25, 50)),
    ("festival_celebration", "三八节庆祝活动", ("womens_day",), (3,), (30, 80)),
    ("recreation", "重阳敬老文体活动", ("double_ninth",), (10,), (20, 50)),
    ("visit", "走访慰问困难家庭", (), (1, 2, 8, 12), (5, 15)),
    ("health_clinic", "妇女健康义诊", (), (3, 6, 9), (20, 50)),
    ("skill_training", "家政技能培训", (), (2, 7, 11), (15, 30)),
    ("handicraft", "端午手工香囊", ("dragon_boat",), (5, 6), (12, 25)),
    ("story_sharing", "身边人讲身边事", (), (), (15, 30)),
    ("old_orphan_care", "助老扶弱", (), (), (6, 15)),
)
PURPOSES = ("让更多妇女走出家门、走到一起。", "围绕大家最关心的事，请懂的人来讲。", "结合时节，办在家门口。", "")
EFFECTS = ("来的人比上次多，散场后还有人留下来问。", "现场收集了意见，已报村里研究。", "几位年轻妈妈报名当志愿者。", "")


def village_month(plan: Plan, village: Organization, month: Month, *, last_day: int = 27) -> None:
    """Two to four activities of the month, sometimes a mediation or a risk check."""
    rng = random.Random(f"{village.code} {month}")
    fitting = [kind for kind in KINDS if not kind[3] or month.month in kind[3]]
    for code, title, themes, _, (low, high) in rng.sample(fitting, min(len(fitting), rng.randint(2, 4))):
        sessions = rng.choice((1, 1, 1, 2))
        plan.activities.append(
            ActivityEntry(
                village,
                _day(rng, month, last_day),
                code,
                title,
                sessions=sessions,
                attendances=sessions * rng.randint(low, high),
                themes=themes,
                purpose=rng.choice(PURPOSES),
                effect=rng.choice(EFFECTS),
                materials=rng.choice((None, 30, 50)),
            )
        )
    if rng.random() < 0.15:
        plan.mediations.append(
            MediationEntry(
                village,
                _day(rng, month, last_day),
                rng.choice(("marriage_family", "in_law", "neighbour")),
                rng.random() < 0.85,
            )
        )
    if rng.random() < 0.05:
        plan.risks.append(
            RiskEntry(
                village, _day(rng, month, last_day), rng.choice(("yellow", "blue")), Names(rng.randint(1, 9999)).draw()
            )
        )


def office_month(plan: Plan, organization: Organization, month: Month, *, last_day: int = 27) -> None:
    """What a township or the district does itself in a month."""
    rng = random.Random(f"{organization.code} {month}")
    plan.activities.append(
        ActivityEntry(
            organization, _day(rng, month, last_day), "work_meeting", "妇联工作例会", attendances=rng.randint(12, 30)
        )
    )
    if month.month in (3, 6, 10):
        title, theme = {
            3: ("三八主题活动", "womens_day"),
            6: ("六一关爱儿童活动", "childrens_day"),
            10: ("重阳敬老文艺汇演", "double_ninth"),
        }[month.month]
        plan.activities.append(
            ActivityEntry(
                organization,
                _day(rng, month, last_day),
                "arts_show",
                title,
                attendances=rng.randint(120, 300),
                themes=(theme,),
                featured=True,
                partners="文化站、教育局",
                purpose="各村选送节目，妇女自己演给自己看。",
                effect="现场结对帮扶困境儿童，观众反响热烈。",
            )
        )
    if month.month in (4, 9):
        plan.activities.append(
            ActivityEntry(
                organization,
                _day(rng, month, last_day),
                "cadre_training",
                "妇联干部业务培训班",
                attendances=rng.randint(25, 60),
            )
        )


def registers(plan: Plan, organization: Organization, founded: datetime.date) -> None:
    """What an ordinary village has had for years."""
    plan.registers.append(VenueEntry(organization, founded, "womens_home", f"{organization.name}妇女之家"))
    rng = random.Random(f"{organization.code} registers")
    if rng.random() < 0.3:
        plan.registers.append(VenueEntry(organization, founded, "childrens_home", f"{organization.name}儿童之家"))
    if rng.random() < 0.5:
        plan.registers.append(
            TeamEntry(organization, founded, "volunteer_team", f"{organization.name}巾帼志愿服务队", rng.randint(6, 20))
        )


def honours(plan: Plan, organization: Organization, year: int) -> None:
    """A 最美家庭 of the village, and sometimes one recommended upwards."""
    rng = random.Random(f"{organization.code} honours {year}")
    names = Names(rng.randint(1, 10**6))
    names.special.clear()
    plan.honours.append(
        HonourPlan(
            organization, datetime.date(year, 5, rng.randint(5, 25)), "most_beautiful_family", names.draw(), "village"
        )
    )
    if rng.random() < 0.25:
        plan.honours.append(
            HonourPlan(
                organization, datetime.date(year, 6, rng.randint(5, 25)), "green_family", names.draw(), "village"
            )
        )


def _day(rng: random.Random, month: Month, last_day: int) -> datetime.date:
    return month.first.replace(day=rng.randint(1, last_day))
