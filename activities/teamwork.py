"""The hours that activities recorded for a team, for its page in the register (fulian/registers/uses.py)."""

import datetime

from activities.measures import FIELD_NUMBERS, TEAM
from fulian.core.measures import MEASURES, Question, answer
from fulian.core.periods import Period
from fulian.core.quantities import Quantity, total
from fulian.registers.models import Team

HOURS = "service_hours"


def hours_of(team: Team, today: datetime.date) -> dict[int, Quantity]:
    """By the measure that the indicator 志愿服务时长 counts by, narrowed to the team: whoever recorded the activity."""
    measure = MEASURES[FIELD_NUMBERS.code]
    question = Question(HOURS, measure, {"field": [HOURS], TEAM.code: [str(team.pk)]})
    whole_tree = team.path_at.split("/")[0] + "/"
    months = answer([question], paths=[whole_tree], period=Period(team.founded_on, today), by_month=True)[HOURS]
    years: dict[int, list[Quantity]] = {}
    for (month,), amount in months.items():
        years.setdefault(month.year, []).append(amount)
    return {year: total(amounts) for year, amounts in years.items()}
