"""The demo district's 通知, written, passed on and answered through the services that a user's forms call, then dated back."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from fulian.inbox.circulars import services
from fulian.inbox.circulars.choices import Ask, FileKind
from fulian.inbox.circulars.documents import Paper
from fulian.inbox.circulars.models import Circular, CircularRecipient
from fulian.inbox.circulars.papers import paper_of
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization

DAY = datetime.timedelta(days=1)
WEEK_TITLE = "关于开展家庭教育主题宣传活动的通知"
WEEK_TEXT = """各镇街、村（社区）妇联：
为进一步宣传家庭教育促进法，引导家长用正确的思想、方法和行为教育孩子，定于近期在全区开展家庭教育主题宣传活动。现将有关事项通知如下。
一、每个村（社区）至少开展一场宣讲、亲子阅读或家长课堂，利用妇女之家、家长学校等阵地，就近就便，不另外布置展板。
二、活动后在工作台里“记一场活动”，写清参加人次，有照片的附上；不用另外报材料。
三、请各镇街妇联把通知转发到村（社区），并于截止日期前签收。"""
REMARK = "请各村按通知要求抓好落实，至少办一场；有困难的跟镇妇联说，我们帮着联系讲师。"
TRAINING_TITLE = "关于组织参加基层妇联执委能力提升培训班的通知"
TRAINING_TEXT = """各镇街妇联：
区妇联拟举办基层妇联执委能力提升培训班，内容为家庭矛盾纠纷排查化解、新媒体宣传和项目申报，为期两天，食宿统一安排。
请各镇街妇联推荐2至3名执委参加，填好报名表。因故不能参加的，请勾选“没有人报名”。"""
PEOPLE = (("郑月娥", "执委"), ("冯桂兰", "妇联副主席"), ("董雪梅", "执委"), ("萧海霞", "社区执委"), ("程素珍", "执委"))


def make_circulars(
    *, district: Organization, clerks: Mapping[int, Any], towns: Sequence[Organization], today: datetime.date
) -> list[Circular]:
    """One to be signed for, passed on by a township to its villages, some of which have signed; one with a 报名表.

    `clerks`: who types for each organization, by its key.
    """
    officer = clerks[district.pk]
    week = _issued(district, officer, today, WEEK_TITLE, WEEK_TEXT, ask=Ask.SIGN, ago=6, due=today + 5 * DAY)
    for place, town in enumerate(towns[:-2]):
        _sign(week, town, clerks, today - (5 - place % 3) * DAY)
    for town in towns[:5:4]:
        passed = _passed_on(week, town, clerks, today)
        below = list(passed.recipients.select_related("organization").order_by("pk"))
        for row in below[1 : len(below) : 2]:
            _sign(passed, row.organization, clerks, today - 3 * DAY)
    training = _issued(
        district, officer, today, TRAINING_TITLE, TRAINING_TEXT, ask=Ask.SIGNUP, ago=3, due=today + 3 * DAY,
        columns=["是否住宿"], most_people=3,
    )  # fmt: skip
    for place, town in enumerate(towns[:3]):
        people = [
            {"姓名": name, "职务": post, "电话": f"1390000{place}{number:03}", "是否住宿": "是"}
            for number, (name, post) in enumerate(PEOPLE[place : place + 2])
        ]
        row = training.recipients.get(organization=town)
        services.answer_circular(recipient=row, by=clerks[town.pk], people=people)
        _date_answer(row, today - 1 * DAY)
    return [week, training]


def _issued(
    issuer: Organization,
    by: Any,
    today: datetime.date,
    title: str,
    text: str,
    *,
    ago: int,
    due: datetime.date,
    **fields: Any,
) -> Circular:
    circular = Circular(organization=issuer, title=title, text=text, levels=[Level.TOWN], due_on=due, **fields)
    services.draft_circular(circular=circular, by=by)
    _attach_paper(circular, by)
    services.issue_circular(circular=circular, by=by)
    return _date_back(circular, today - ago * DAY)


def _attach_paper(circular: Circular, by: Any) -> None:
    """The office's own paper beside its text, as circulars have it."""
    from fulian.documents.rendering import render

    content = render(paper_of([(circular, [])]), ".docx").content
    paper = Paper("活动安排（样表）.docx", FileKind.WORD, content)
    services.attach_files(circular=circular, files=[paper], by=by)


def _passed_on(earlier: Circular, town: Organization, clerks: Mapping[int, Any], today: datetime.date) -> Circular:
    circular = Circular(organization=town, text=REMARK, levels=[Level.VILLAGE], due_on=today + 3 * DAY)
    services.forward_circular(circular=circular, earlier=earlier, by=clerks[town.pk])
    return _date_back(circular, today - 4 * DAY)


def _sign(circular: Circular, organization: Organization, clerks: Mapping[int, Any], on: datetime.date) -> None:
    row = circular.recipients.get(organization=organization)
    services.answer_circular(recipient=row, by=clerks[organization.pk])
    _date_answer(row, on)


def _date_back(circular: Circular, day: datetime.date) -> Circular:
    """It was issued on its day, not when the demo was loaded."""
    at = _morning(day)
    Circular.objects.filter(pk=circular.pk).update(created_at=at, issued_at=at)
    circular.refresh_from_db()
    return circular


def _date_answer(row: CircularRecipient, day: datetime.date) -> None:
    at = _morning(day)
    CircularRecipient.objects.filter(pk=row.pk).update(opened_at=at, answered_at=at)


def _morning(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9, 20)))
