import datetime

from fulian.calendar.services import set_working_day
from tests.access.matrix import Row

ADMINISTRATOR = {"administrator": 200}


def a_day(cast):
    return {"pk": set_working_day(date=datetime.date(2027, 2, 20), kind="workday", by=cast.administrator).pk}


ROLE_MATRIX = [
    Row("calendar:working-day-list", expect=ADMINISTRATOR),
    Row("calendar:working-day-create", expect=ADMINISTRATOR),
    Row("calendar:working-day-delete", a_day, expect=ADMINISTRATOR, everybody=True),
    Row("calendar:working-day-delete", a_day, method="post", expect={"administrator": 302}, everybody=True),
]
