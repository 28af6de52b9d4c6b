"""The lexer: every number with a measure word in a text, with its bounds and its comparator. It judges nothing."""

import re
from dataclasses import dataclass

from fulian.core.chinese import VALUES, parse_spoken
from plans.reading import words

_HAN = "零〇一二两三四五六七八九十百千万亿"
# Bounded, so that a line of nothing but digits costs no more than any other.
_ARABIC = r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12}(?:\.\d{1,6})?)"
_SPOKEN = rf"(?<![{_HAN}])[{_HAN}]{{1,16}}(?:多|余|几)?(?:[百千万亿]{{1,3}})?"
_NUMBER = rf"(?:{_ARABIC}\s?(?:余|多|几)?(?:[十百千]?[万亿]|[百千](?!分))?|{_SPOKEN}|半数|一半)"
_MORE = r"(?:余|多|来|几)?"
_COUNT = rf"{words.COUNT_WORDS}|{words.MONEY_WORDS}"
_OTHER = rf"{words.AGE_WORDS}|{words.DURATION_WORDS}"
_DECIMAL = r"(?<!\d)\d{1,6}(?:\.\d{1,6})?"
_PERCENT = (
    rf"{_DECIMAL}\s?[%‰]|{_DECIMAL}/10万|百分之(?:[{_HAN}]{{1,12}}(?:点[{_HAN}]{{1,12}})?|{_DECIMAL})|百分百|"
    rf"(?<![{_HAN}])[{_HAN}]{{1,12}}分之[{_HAN}]{{1,12}}|(?<!\d)\d{{1,4}}/\d{{1,4}}(?=以上|以内|的)|"
    r"[一二三四五六七八九]成(?=以上|左右|的|$|[，,。;；、])|(?:半数|一半)(?=以上)"
)
_BEFORE = "|".join(
    sorted((word for group in words.LIMIT_WORDS.values() for word in group.split("|")), key=len, reverse=True)
)
_AFTER = "|".join(
    sorted((word for group in words.AFTER_WORDS.values() for word in group.split("|")), key=len, reverse=True)
)
_TO = r"\s?(?:-{1,2}|~|至|到)\s?"

QUANTITY = re.compile(
    rf"(?P<before>{_BEFORE}|上(?=[百千万]))?(?P<gap>\s?(?:要|应|到|在|为|是|了|共)?\s?)"
    rf"(?:(?P<percent>(?:{_PERCENT})(?:{_TO}(?:{_PERCENT}))?)"
    rf"|(?P<low>{_NUMBER})(?P<more1>{_MORE})(?:(?P<unit1>{_COUNT}|{_OTHER})?{_TO}(?P<high>{_NUMBER})(?P<more2>{_MORE}))?"
    rf"\s?(?:(?P<points>个百分点)|(?P<unit>{_COUNT})|(?P<other>{_OTHER})|(?P<alone>(?<=\d万)(?=以上|[，,。；;、]|$))|(?P<bare>(?<=万)(?=\s?(?:{words.WHO}))(?!\s?(?:{words.WHO})(?:之家|微家|节|代表大会)))))"
    rf"(?P<after>\s?\(含\)|{_AFTER})?(?P<after2>{_AFTER})?"
)
_PAIR = re.compile("[一二两三四五六七八九]{2}")
# 不低于家庭总数的70%: the limit stands before what the share is of.
_FAR = re.compile("(不少于|不低于|不超过|不高于)[^，,。；;、]{2,16}的$")
_OPEN = re.compile(rf"或(?:者)?(?:多|几|若干)(?:{_COUNT})")


@dataclass(frozen=True)
class Quantity:
    """A number with its unit as it stands at text[start:end]. `sort` is count, money, ratio, points, age or duration."""

    start: int
    end: int
    number_start: int
    low: float | None
    high: float | None
    comparator: str
    unit: str
    sort: str
    arabic: bool
    explicit: bool  # a comparator is written
    written: str  # the number as it is written

    @property
    def value(self) -> float:
        return self.low if self.low is not None else self.high or 0.0


@dataclass(frozen=True)
class _Number:
    low: float
    high: float
    about: bool = False


def read_number(text: str) -> _Number | None:
    """One written number: 1,200  1.5万  10余万  两百  三五 (three to five)  百. None for what is no number (三八, 一二三)."""
    about = bool(re.search("[余多几]", text))
    plain = re.sub(r"[余多几,\s]", "", text)
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)([十百千万亿]*)", plain):
        size = parse_spoken(match[2]) if match[2] else 1
        value = round(float(match[1]) * size, 6)
        return _Number(value, value, about)
    return _spoken(plain, about)


def _spoken(plain: str, about: bool) -> _Number | None:
    if not plain or set(plain) - set(_HAN):
        return None
    if pair := _PAIR.search(plain):  # 三五, 二三十, 十二三: neighbours make a range, anything else is a name
        first, second = (VALUES[c] for c in pair[0])
        if second - first not in (1, 2) or len(_PAIR.sub("", plain)) > 1:
            return None
        low, high = (_PAIR.sub(pair[0][i], plain) for i in (0, 1))
        return _Number(float(parse_spoken(low)), float(parse_spoken(high)), True)
    if re.search("[零〇]", plain) and not re.search("[百千万亿]", plain):
        return None
    value = float(parse_spoken(plain))
    return _Number(value, value, about)


def _percent(text: str) -> _Number | None:
    text = text.strip()
    if text in ("半数", "一半"):
        return _Number(50, 50)
    if text == "百分百":
        return _Number(100, 100)
    if match := re.fullmatch(rf"(\d+|[{_HAN}]+)(?:分之|/)(\d+|[{_HAN}]+)", text):
        return _fraction(match[1], match[2], slash="/" in text)
    if text.endswith("成"):
        return _Number(VALUES[text[0]] * 10, VALUES[text[0]] * 10)
    if text.startswith("百分之"):
        whole, _, rest = text.removeprefix("百分之").partition("点")
        number = read_number(whole)
        tail = float("0." + "".join(str(VALUES.get(c, 0)) for c in rest)) if rest else 0
        return _Number(number.low + tail, number.high + tail) if number else None
    value = float(text.removesuffix("/10万").rstrip("%‰ "))
    return _Number(value, value)


def _fraction(first: str, second: str, *, slash: bool) -> _Number | None:
    """三分之二 is 2/3, 百分之九十 is 90/100; as a percentage."""
    top, bottom = (first, second) if slash else (second, first)
    if bottom == "百":
        return read_number(top)
    above, below = read_number(top), read_number(bottom)
    if above is None or below is None or not below.low or above.low > below.low:
        return None
    share = round(100 * above.low / below.low, 2)
    return _Number(share, share)


def _comparator(before: str, after: str, *, about: bool) -> str:
    for comparator, group in words.AFTER_WORDS.items():
        if after in group.split("|"):
            return comparator
    for comparator, group in words.LIMIT_WORDS.items():
        if before in group.split("|"):
            return comparator
    return "~" if about or before == "上" else "="


def _bounds(low: _Number, high: _Number | None, comparator: str) -> tuple[float | None, float | None, str]:
    if high is not None and high.high > low.low:
        return low.low, high.high, "between"
    if low.high > low.low:
        return low.low, low.high, "between"
    if comparator == "<=":
        return None, low.high, comparator
    return low.low, low.high if comparator == "=" else None, comparator


def _numbers(match: re.Match[str]) -> tuple[_Number, _Number | None] | None:
    if match["percent"]:
        parts = re.split(r"(?<=[%\d成])\s?(?:-{1,2}|~|至|到)\s?(?=[\d百])", match["percent"])
        read = [_percent(part) for part in parts]
    else:
        read = [read_number(match["low"])] + ([read_number(match["high"])] if match["high"] else [])
    if any(number is None for number in read):
        return None
    first = read[0]
    assert first is not None  # noqa: S101 the line above says so; mypy cannot see it
    return first, read[1] if len(read) > 1 else None


def _range_lends(low: _Number, high: _Number | None, written: str) -> _Number:
    """2-3万元 means 2万 to 3万: the lower number borrows the upper one's step."""
    if high is not None and high.low >= 10 * low.low and re.search("[万亿]", written) and low.low < 10000:
        size = 10**8 if "亿" in written else 10**4
        return _Number(low.low * size, low.high * size, low.about)
    return low


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    read = _numbers(match)
    if read is None:
        return None
    low, high = read
    if not match["percent"] and match["high"]:
        low = _range_lends(low, high, match["high"])
    unit, sort = _unit(match)
    end = match.end()
    after = match["after2"] or match["after"] or ""
    if opened := _OPEN.match(text, match.end()):  # 一项或多项: at least one
        end, after = opened.end(), "以上"
    about = low.about or bool(match["more1"] or match["more2"])
    comparator = _comparator(match["before"] or "", after, about=about)
    if comparator == "=" and (limit := _FAR.search(text, max(0, match.start() - 24), match.start())):
        comparator = _comparator(limit[1], "", about=False)
    if comparator == ">=" and unit == "%" and low.low == 100:
        comparator = "="  # 达到100%: there is no more than all
    bounds = _bounds(low, high, comparator)
    start = match.start("percent") if match["percent"] else match.start("low")
    written = match["percent"] or match["low"]
    return Quantity(
        start=match.start() if match["before"] else start, end=end, number_start=start, low=bounds[0], high=bounds[1],
        comparator=bounds[2], unit=unit, sort=sort, arabic=bool(re.search(r"\d", written)),
        explicit=_explicit(match["before"] or "", after, comparator, written), written=written,
    )  # fmt: skip


def _explicit(before: str, after: str, comparator: str, written: str) -> bool:
    """Whether the number is bound by a limit: before it, behind it, or further before (不低于总数的70%)."""
    if before:
        return bool(after) or not _loose(before, written)
    return bool(after) or comparator in (">=", "<=")


def _loose(before: str, written: str) -> bool:
    """近 and 约 bind nobody; 突破三项重点 is a verb before a list, not a limit."""
    if before in ("近", "将近", "接近", "上", "约", "大约", "达"):
        return True
    return before in ("突破", "力争实现", "力争完成", "落实到") and not re.search(r"\d", written)


def _unit(match: re.Match[str]) -> tuple[str, str]:
    if match["percent"]:
        return next((sign for sign in ("‰", "/10万") if match["percent"].endswith(sign)), "%"), "ratio"
    if match["points"]:
        return "个百分点", "points"
    if match["other"]:
        return match["other"], "age" if match["other"] in words.AGES else "duration"
    return _counted(match)


def _counted(match: re.Match[str]) -> tuple[str, str]:
    unit = match["unit"]
    if unit is None:  # 突破3万, 惠及28万家长
        people = match["bare"] is not None
        return (
            "户" if re.match(r"\s?\w{0,2}(?:家庭|农户)", match.string[match.end() :]) else "人"
        ) if people else "", "count"
    if unit in words.MONEY:
        return "元", "money"
    return re.sub("[()·]", "", unit), "count"


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a folded text, from left to right. What cannot be read as a number is passed over."""
    found, place = [], 0
    while match := QUANTITY.search(text, place):
        quantity = _quantity(match, text)
        if quantity is None:
            place = match.end("low") if match["low"] else match.end()
            continue
        found.append(quantity)
        place = max(quantity.end, match.start() + 1)
    return found
