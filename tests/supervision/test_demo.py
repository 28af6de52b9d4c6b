import datetime

import pytest

from fulian.demo.supervision import make_notices
from fulian.indicators.services import load_defaults
from plans.supervision.choices import Degree, Status
from plans.supervision.models import Notice, Recipient, Reminder
from tests.factories.accounts import person
from tests.factories.organizations import town
from tests.factories.plans import PlanFactory, in_force, target_of, task_of

TODAY = datetime.date(2025, 7, 2)


@pytest.fixture
def made(cast):
    load_defaults()
    plan = PlanFactory(organization=cast.district, by=cast.district_officer)
    task = task_of(plan)
    for subject in ("开展活动", "到院落的宣讲", "节庆活动"):
        target_of(task, low=200, subject=subject)
    in_force(plan, by=cast.leader)
    third = town(cast.district, "南桥镇")
    clerks = {
        cast.district.pk: cast.district_officer,
        cast.town.pk: cast.town_chair,
        cast.other_town.pk: cast.other_town_chair,
        third.pk: person(third, "town_chair"),
    }
    return make_notices(
        district=cast.district, clerks=clerks, towns=[cast.town, cast.other_town, third], plan=plan, today=TODAY
    )


def test_the_demo_has_one_of_each_that_a_visitor_asks_for(made):
    closed, hint, letter, waiting = (Notice.objects.get(pk=notice.pk) for notice in made)
    assert [notice.status for notice in (closed, hint, letter, waiting)] == ["closed", "closed", "issued", "issued"]
    assert (letter.degree, letter.escalates, letter.due_on) == (Degree.REMINDER, hint, TODAY - datetime.timedelta(7))
    assert Recipient.objects.late(TODAY).get().notice == letter
    assert Recipient.objects.to_judge().get().notice == waiting


def test_they_are_dated_back_and_were_reminded_of_as_time_went_by(made):
    assert [notice.issued_on.isoformat() for notice in Notice.objects.order_by("pk")] == [
        "2025-05-01", "2025-05-29", "2025-06-15", "2025-06-23",
    ]  # fmt: skip
    letter = Notice.objects.get(degree=Degree.REMINDER)
    days = Reminder.objects.filter(recipient__notice=letter).values_list("for_day", "kind")
    assert [(f"{day:%m-%d}", kind) for day, kind in days] == [
        ("06-18", "before"), ("06-20", "before"), ("06-24", "before"), ("06-26", "late"), ("06-27", "late"),
        ("06-30", "late"), ("07-01", "late"),
    ]  # fmt: skip
    assert Notice.objects.filter(status=Status.DRAFT).count() == 0
