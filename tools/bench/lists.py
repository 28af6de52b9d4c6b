"""The list of activities at 200,000 rows, beside Django admin's list of the same rows."""

import datetime
import html
import random
import re

from tools.bench.timing import Row, measure


def fill(count: int) -> None:
    from activities.models import Activity, ActivityKind
    from fulian.accounts.models import User
    from fulian.organizations.models import Organization

    rng = random.Random(1)
    missing = count - Activity.objects.count()
    organizations = list(Organization.objects.filter(level="village"))
    kinds = list(ActivityKind.objects.all())
    user = User.objects.order_by("pk").first()
    for begin in range(0, missing, 10_000):
        rows = []
        for number in range(begin, min(begin + 10_000, missing)):
            organization = rng.choice(organizations)
            rows.append(
                Activity(
                    organization=organization,
                    path_at=organization.path,
                    kind=rng.choice(kinds),
                    title=f"活动{number}",
                    starts_on=datetime.date(2015, 1, 1) + datetime.timedelta(days=rng.randrange(3600)),
                    sessions=1,
                    attendances=rng.randrange(5, 80),
                    created_by=user,
                    updated_by=user,
                )
            )
        Activity.objects.bulk_create(rows)


def run(count: int) -> list[Row]:
    from django.urls import reverse

    from tools.bench.people import signed_in

    fill(count)
    client = signed_in("qu.zuxuan")
    address = reverse("activities:activity-list")

    def get(url: str):
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return answer

    next_page = html.unescape(re.search(r'href="([^"]*cursor=[^"]*)"', get(address).content.decode())[1])
    first, filtered, middle, theirs = measure(
        lambda: get(address), lambda: get(f"{address}?kind=1"), lambda: get(next_page),
        lambda: get(reverse("admin:activities_activity_changelist")), times=5,
    )  # fmt: skip
    return [
        Row(f"活动列表首页，{count:,} 行", first, theirs, "Django admin's list", "≤ 0.30"),
        Row("同上，按种类筛选", filtered, first, "our first page", "≤ 1.3"),
        Row("同上，翻到下一页", middle, first, "our first page", "≤ 1.2"),
    ]
