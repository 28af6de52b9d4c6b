"""When: the time a sentence names (三八期间, 6月20日前, 上半年, 到2025年底) and how often (每季度一次, 一年两次)."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fulian.core.chinese import parse_spoken

_YEAR = r"(?:(?:20\d\d|20[x×X_]{2}|_{2,4}|今|本|明|当|同|该|翌)年(?:度)?)"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月份?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])[日号]"
_QUARTER = r"(?:第?[一二三四1-4]个?季度)"
# Festivals and campaign days with the dates that their work is done in: (first month, day, last month, day).
FESTIVALS = {
    "三八|3[·.．、]?8|妇女节": (3, 1, 3, 8),
    "六一|6[·.．]?1|儿童节": (5, 25, 6, 1),
    "五一|劳动节": (4, 25, 5, 1),
    "五四": (5, 1, 5, 4),
    "七一|建党": (6, 20, 7, 1),
    "八一|建军节": (7, 25, 8, 1),
    "十一|国庆": (9, 25, 10, 1),
    "元旦": (1, 1, 1, 3),
    "春节|两节|新春": (1, 1, 2, 20),
    "母亲节": (5, 5, 5, 14),
    "国际家庭日|5[·.．]?15|家庭日": (5, 10, 5, 15),
    "11[·.．]?25|反家暴日|反家庭暴力日": (11, 20, 11, 25),
    "6[·.．]?26|禁毒日|国际禁毒日": (6, 20, 6, 26),
    "12[·.．]?4|宪法日|宪法宣传周": (12, 1, 12, 7),
    "重阳|重阳节": (10, 1, 10, 31),
    "12[·.．]?1|艾滋病日": (11, 25, 12, 1),
    "教师节": (9, 1, 9, 10),
    "端午|端午节": (6, 1, 6, 25),
    "中秋|中秋节": (9, 10, 10, 5),
    "清明|清明节": (4, 1, 4, 6),
    "寒假": (1, 15, 2, 25),
    "暑假|暑期": (7, 1, 8, 31),
    "维权周|维权月|妇女维权周": (3, 1, 3, 31),
    "学雷锋": (3, 1, 3, 31),
    "元宵|元宵节": (2, 1, 3, 5),
    "植树节": (3, 8, 3, 12),
    "读书日|4[·.．]?23": (4, 18, 4, 23),
    "七夕|七夕节": (8, 1, 8, 31),
    "助残日": (5, 10, 5, 20),
    "全国家庭教育宣传周|家庭教育宣传周": (5, 9, 5, 15),
}
_FESTIVAL = "|".join(sorted((word for group in FESTIVALS for word in group.split("|")), key=len, reverse=True))
_END = r"(?:前夕|前后|[之以]?前|期间|当[天日]|来临之际|之际|到来之际|当月|上旬|中旬|下旬|份|[月年]?底前?|[月年]?末前?|[以之]?内|起|开始)"
_WINDOW = re.compile(
    rf"(?P<festival>[“‘\"]?(?:国际)?(?:{_FESTIVAL})[”’\"]?(?:国际)?(?:劳动)?(?:妇女|儿童|劳动)?(?:节|周|月|日)?(?:{_END})+)"
    rf"|(?P<months>(?:{_YEAR})?(?:1[0-2]|[1-9])\s?[-~至到—]\s?{_MONTH}(?:{_END})?)"
    rf"|(?P<range>(?:{_YEAR})?{_MONTH}(?:{_DAY})?\s?[-~至到—]\s?(?:{_YEAR})?(?:{_MONTH}(?:{_DAY})?|{_DAY})(?:{_END})?)"
    rf"|(?P<day>(?:{_YEAR})?{_MONTH}{_DAY}(?:{_END})?)"
    rf"|(?P<month>(?:{_YEAR})?{_MONTH}(?:{_END})*)"
    rf"|(?P<quarter>(?:{_YEAR})?{_QUARTER}(?:{_END})?)"
    rf"|(?P<half>(?:{_YEAR})?[上下]半年(?:{_END})?)"
    rf"|(?P<end>(?:到|至|于|在|截至)?\s?(?:{_YEAR}|[“‘]?十[四五]五[”’]?)(?:年)?(?:{_END}){{1,2}}|年[底末](?:前|之前|以前)?|年内|岁末)"
    rf"|(?P<span>(?:用)?\s?(?:[一二两三四五]|\d)(?:年|个月)(?:[以之]?内|时间))"
    rf"|(?P<year>到{_YEAR}(?:[底末]前?)?|全年|20\d\d年(?!度?(?:来|以来))|今年(?!以来|是|来)|本年度?|明年)"
)
_FREQUENCY = re.compile(
    r"每周[一二三四五六日]\s?[-~至到]\s?周?[一二三四五六日](?P<days>)"  # opening hours, no rhythm of events
    r"|一(?P<rhyme>日|周|月|季|年)一(?!次|场|期|届|度|\d)"
    r"|每(?:隔)?(?:个)?(?P<n>[一二两三四]|\d)?个?(?P<each>工作日|天|日|周[一二三四五六日]?|星期[一二三四五六日]?|旬|月|季度|季|半年|年度|年|学期|学年)(?:度)?"
    r"|(?P<n2>[一二两三])(?P<one>年|个?季度|季|个?月|个?学期|周|学年)(?=(?:至少|不少于|要|应)?[一二两三四五六]次(?!性)|(?:至少|不少于)?\d次)|(?P<half>半年)(?=(?:至少|不少于)?[一二两\d]次)"
    r"|(?P<by>双月|按月|按季度?|逐月|逐季度?|[月年]均|季均)"
)
_PERIODS = {
    "工作日": "daily",
    "天": "daily",
    "日": "daily",
    "周": "weekly",
    "星期": "weekly",
    "旬": "monthly",
    "月": "monthly",
    "季度": "quarterly",
    "季": "quarterly",
    "半年": "half-yearly",
    "学期": "half-yearly",
    "年": "yearly",
    "年度": "yearly",
    "学年": "yearly",
}


@dataclass(frozen=True)
class Frequency:
    start: int
    end: int
    recurring: str
    every: int
    text: str
    rhymes: bool = False  # 一月一小结: what follows is done once in each


@dataclass(frozen=True)
class Window:
    start: int
    end: int
    text: str


def frequencies(text: str) -> list[Frequency]:
    found = []
    for match in _FREQUENCY.finditer(text):
        word = (match["each"] or match["one"] or match["half"] or match["by"] or match["rhyme"] or "").strip()
        word = re.sub("^(周|星期).*", r"\1", word.replace("个", "").removeprefix("按").removeprefix("逐"))
        every = 2 if word == "双月" else _times(match["n"] or match["n2"])
        word = word.removeprefix("双").removesuffix("均")
        rhymes = bool(match["rhyme"])
        said = match[0][:-1] if rhymes else match[0]
        found.append(Frequency(match.start(), match.end(), _PERIODS.get(word, ""), every, said, rhymes))
    return found


def _times(word: str | None) -> int:
    if not word:
        return 1
    return int(word) if word.isdigit() else parse_spoken(word)


def windows(text: str) -> list[Window]:
    """Every time named in a folded text, from left to right; 每月, 每年 are no windows."""
    found = []
    for match in _WINDOW.finditer(text):
        if match.start() and text[match.start() - 1] in "每第前近历":
            continue
        found.append(Window(match.start(), match.end(), match[0].strip()))
    return found


def _month(text: str) -> int:
    digits = text.strip().rstrip("月份 ")
    return int(digits) if digits.isdigit() else parse_spoken(digits)


def _last(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _safe(year: int, month: int, day: int) -> datetime.date:
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _own_year(text: str, year: int) -> int:
    if match := re.search(r"(20\d\d)年", text):
        return int(match[1])
    if re.match("明年|翌年", text):
        return year + 1
    if match := re.search("十([四五])五", text):
        return 2025 if match[1] == "四" else 2030
    return year


def resolve(text: str, year: int | None) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and last day that a window means in the plan's year; None, None when that cannot be said."""
    if year is None or not text:
        return None, None
    try:
        return _resolve(text, _own_year(text, year), year)
    except ValueError:
        return None, None


def _resolve(text: str, year: int, plan_year: int) -> tuple[datetime.date | None, datetime.date | None]:
    begin = datetime.date(min(plan_year, year), 1, 1)
    days = list(_days(text, year))
    if days:
        return _before(text, begin, *days[0]) if len(days) == 1 else (days[0][0], days[-1][1])
    if festival := _festival(text, year):
        return festival
    if match := re.search("[一二三四1-4](?=个?季度)", text):
        quarter = _month(match[0])
        return _before(text, begin, datetime.date(year, 3 * quarter - 2, 1), _last(year, 3 * quarter))
    if half := re.search("[上下](?=半年)", text):
        months = (1, 6) if half[0] == "上" else (7, 12)
        return datetime.date(year, months[0], 1), _last(year, months[1])
    if match := re.search(r"(?<!\d)([一二两三四五]|\d)(年|个月)", text):
        return _span(begin, _times(match[1]), match[2])
    return begin, datetime.date(year, 12, 31)


def _festival(text: str, year: int) -> tuple[datetime.date, datetime.date] | None:
    for group, (m1, d1, m2, d2) in FESTIVALS.items():
        if re.search(f"(?<!\\d)(?:{group})", text):
            return _safe(year, m1, d1), _safe(year, m2, d2)
    return None


def _span(begin: datetime.date, number: int, step: str) -> tuple[datetime.date, datetime.date]:
    if step == "年":
        return begin, datetime.date(begin.year + number - 1, 12, 31)
    return begin, _last(begin.year, min(12, number))


def _before(
    text: str, begin: datetime.date, first: datetime.date, last: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """6月20日前 starts with the year; 6月底前 too; 6月 is that month."""
    if re.search("前(?!后|夕)", text):
        return begin, last if re.search("底|末|季度", text) or first == last else first - datetime.timedelta(days=1)
    return first, last


def _days(text: str, year: int) -> Iterator[tuple[datetime.date, datetime.date]]:
    month = 0
    if match := re.match(rf"(?:{_YEAR})?(1[0-2]|[1-9])\s?[-~至到—]\s?(?={_MONTH})", text):
        yield datetime.date(year, int(match[1]), 1), _last(year, int(match[1]))
    for match in re.finditer(rf"(?P<month>{_MONTH})(?P<day>{_DAY})?|(?P<alone>{_DAY})|(?P<tens>[上中下]旬)", text):
        if match["tens"]:
            continue
        month = _month(match["month"]) if match["month"] else month
        day = match["day"] or match["alone"]
        if not month:
            continue
        if day:
            value = datetime.date(year, month, int(re.sub(r"\D", "", day)))
            yield value, value
        else:
            yield datetime.date(year, month, 1), _last(year, month)
