"""When a theme is, in a year: as the district set it, else as the calendar knows it. Lunar days come from fulian.calendar."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from activities.models import Theme, ThemeDate
from fulian.calendar.festivals import DUANWU, SPRING, fixed
from fulian.core.periods import Period
from plans.windows import FESTIVALS

Window = Callable[[int], Period | None]


@dataclass(frozen=True)
class Around:
    """So many days before and after a day of the year."""

    rule: Callable[[int], datetime.date | None]
    before: int
    after: int

    def __call__(self, year: int) -> Period | None:
        day = self.rule(year)
        if day is None:
            return None
        return Period(day - datetime.timedelta(days=self.before), day + datetime.timedelta(days=self.after))


def between(month: int, day: int, last_month: int, last_day: int) -> Window:
    return lambda year: Period(datetime.date(year, month, day), datetime.date(year, last_month, last_day))


def _lantern(year: int) -> datetime.date | None:
    """The fifteenth of the first lunar month."""
    spring = SPRING(year)
    return spring + datetime.timedelta(days=14) if spring else None


# The days are the house's habit, as in plans.windows; the district writes its own on the page of the themes.
WINDOWS: dict[str, Window] = {
    "womens_day": FESTIVALS["women"].period,
    "rights_week": between(3, 1, 3, 8),
    "childrens_day": FESTIVALS["children"].period,
    "mothers_day": FESTIVALS["mothers"].period,
    "double_ninth": FESTIVALS["chongyang"].period,
    "dragon_boat": Around(DUANWU, 7, 2),
    "lantern": Around(_lantern, 5, 2),
    "spring_festival": FESTIVALS["spring"].period,
    "national_day": FESTIVALS["national"].period,
    "reading_day": Around(fixed(4, 23), 7, 7),
    "world_childrens_day": Around(fixed(11, 20), 7, 7),
    "anti_drug_day": FESTIVALS["drugs"].period,
    "anti_violence_day": FESTIVALS["violence"].period,
    "constitution_week": FESTIVALS["constitution"].period,
    "summer": between(7, 1, 8, 31),
}


def window_of(theme: Theme, year: int) -> Period | None:
    """None where nobody has said yet when it is that year."""
    own = ThemeDate.objects.filter(theme=theme, year=year).first()
    if own:
        return Period(own.starts_on, own.ends_on)
    known = WINDOWS.get(theme.code)
    return known(year) if known else None


def windows_of(themes: list[Theme], years: list[int]) -> dict[int, list[tuple[int, Period | None, bool]]]:
    """{theme: [(year, its days, whether the district set them)]}, in one query."""
    own = {
        (row.theme_id, row.year): Period(row.starts_on, row.ends_on)
        for row in ThemeDate.objects.filter(theme__in=themes, year__in=years)
    }
    found: dict[int, list[tuple[int, Period | None, bool]]] = {}
    for theme in themes:
        known = WINDOWS.get(theme.code)
        found[theme.pk] = [
            (year, own.get((theme.pk, year)) or (known(year) if known else None), (theme.pk, year) in own)
            for year in years
        ]
    return found
