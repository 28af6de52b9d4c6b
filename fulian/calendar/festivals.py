"""Days that a women's federation's year turns on. Fixed dates, rules of weekdays, and a short table of lunar ones."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

Rule = Callable[[int], datetime.date | None]


@dataclass(frozen=True)
class Festival:
    name: str
    rule: Rule
    campaign: str = ""  # what federations usually do around it


@dataclass(frozen=True)
class Occurrence:
    day: datetime.date
    name: str
    campaign: str = ""


def fixed(month: int, day: int) -> Rule:
    return lambda year: datetime.date(year, month, day)


def nth_weekday(month: int, weekday: int, n: int) -> Rule:
    """The n-th Monday (0) … Sunday (6) of a month: Mother's Day is the second Sunday of May."""

    def rule(year: int) -> datetime.date:
        first = datetime.date(year, month, 1)
        return first + datetime.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))

    return rule


def lunar(**days: str) -> Rule:
    """y2026="10-18": converted once from the lunar calendar. A year outside the table has no such day here."""

    def rule(year: int) -> datetime.date | None:
        day = days.get(f"y{year}")
        return datetime.date.fromisoformat(f"{year}-{day}") if day else None

    return rule


SPRING = lunar(
    y2024="02-10", y2025="01-29", y2026="02-17", y2027="02-06", y2028="01-26", y2029="02-13", y2030="02-03", y2031="01-23",
    y2032="02-11", y2033="01-31", y2034="02-19", y2035="02-08",
)  # fmt: skip
DUANWU = lunar(
    y2024="06-10", y2025="05-31", y2026="06-19", y2027="06-09", y2028="05-28", y2029="06-16", y2030="06-05", y2031="06-24",
    y2032="06-12", y2033="06-01", y2034="06-20", y2035="06-10",
)  # fmt: skip
QIXI = lunar(
    y2024="08-10", y2025="08-29", y2026="08-19", y2027="08-08", y2028="08-26", y2029="08-16", y2030="08-05", y2031="08-24",
    y2032="08-12", y2033="08-01", y2034="08-20", y2035="08-10",
)  # fmt: skip
CHONGYANG = lunar(
    y2024="10-11", y2025="10-29", y2026="10-18", y2027="10-08", y2028="10-26", y2029="10-16", y2030="10-05", y2031="10-24",
    y2032="10-12", y2033="10-01", y2034="10-20", y2035="10-09",
)  # fmt: skip

FESTIVALS = (
    Festival("春节", SPRING, "节前走访慰问"),
    Festival("“三八”国际妇女节", fixed(3, 8), "维权月活动、纪念活动"),
    Festival("母亲节", nth_weekday(5, 6, 2)),
    Festival("国际家庭日", fixed(5, 15), "家庭家教家风宣传"),
    Festival("“六一”国际儿童节", fixed(6, 1), "关爱儿童"),
    Festival("父亲节", nth_weekday(6, 6, 3)),
    Festival("国际禁毒日", fixed(6, 26), "禁毒宣传"),
    Festival("七夕", QIXI, "婚恋新风"),
    Festival("重阳节", CHONGYANG, "敬老爱老"),
    Festival("国际消除对妇女暴力日", fixed(11, 25), "反家庭暴力宣传"),
    Festival("国家宪法日", fixed(12, 4), "法治宣传"),
)


def festivals_between(start: datetime.date, end: datetime.date) -> list[Occurrence]:
    """Both days included, in order."""
    found = [
        Occurrence(day, festival.name, festival.campaign)
        for year in range(start.year, end.year + 1)
        for festival in FESTIVALS
        if (day := festival.rule(year)) and start <= day <= end
    ]
    return sorted(found, key=lambda occurrence: occurrence.day)
