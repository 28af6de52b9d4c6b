"""Chinese numbers and dates: what people type, and what official prose prints (GB/T 15835-2011)."""

import datetime
import re
import unicodedata
from decimal import Decimal

DIGITS = "零一二三四五六七八九"
VALUES = {**{digit: value for value, digit in enumerate(DIGITS)}, "〇": 0, "两": 2}
STEPS = {"十": 10, "百": 100, "千": 1000}
# What a last digit counts after each step where the step below is not said: 三百五 is 350.
LEFT_OUT = {"百": 10, "千": 100, "万": 1000, "亿": 10**7}
SPOKEN = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")


def halfwidth(text: str) -> str:
    """Full-width digits, letters and signs as ASCII; spaces at the ends dropped."""
    return unicodedata.normalize("NFKC", text).strip()


def parse_spoken(text: str) -> int:
    """二百零三 → 203, 一万二千 → 12000, 两 → 2, 万 → 10000, 一亿二千万 → 120000000, 两万五 → 25000 (20005 is 两万零五).

    Raises ValueError for anything else.
    """
    if not SPOKEN.fullmatch(text):
        raise ValueError(text)
    if len(text) > 1 and text[-1] in VALUES and text[-2] in LEFT_OUT:
        return parse_spoken(text[:-1]) + VALUES[text[-1]] * LEFT_OUT[text[-2]]
    for word, size in (("亿", 10**8), ("万", 10**4)):
        if word in text:
            high, _, low = text.rpartition(word)
            return (parse_spoken(high) if high else 1) * size + (parse_spoken(low) if low else 0)
    total = digit = 0
    for character in text:
        if character in VALUES:
            digit = VALUES[character]
        else:
            total += (digit or 1) * STEPS[character]
            digit = 0
    return total + digit


def typed_number(text: str) -> str:
    """What a person typed into a number field, as plain digits: "１，２００" → "1200", "两百" → "200", "3.5万" → "35000".

    Text that is no number comes back as it was, so that the field can say so.
    """
    plain = halfwidth(text).replace(",", "").replace("，", "").replace(" ", "")
    if SPOKEN.fullmatch(plain):
        return str(parse_spoken(plain))
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)万", plain):
        return f"{(Decimal(match[1]) * 10000).normalize():f}"
    return plain if re.fullmatch(r"[+-]?\d+(\.\d+)?", plain) else text


def typed_date(text: str) -> str:
    """2026.3.8, 2026/3/8, 2026年3月8日 → 2026-03-08; anything else as it was."""
    if match := re.fullmatch(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?", halfwidth(text)):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return text


def spoken(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十, 105 → 一百零五: for headings and ordinals, below 10,000."""
    if not 0 <= number < 10000:
        raise ValueError(number)
    if number < 10:
        return DIGITS[number]
    out, zero = "", False
    for step, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + word
            zero = False
        else:
            zero = bool(out)
    return out.removeprefix("一") if out.startswith("一十") else out


def plain(value: Decimal | int) -> str:
    """A value without an exponent or trailing zeros: Decimal("12.50") → "12.5"."""
    return f"{Decimal(value).normalize():f}"


def money(yuan: Decimal | int) -> str:
    """Rule 4 of the summary: from 1 万元 on, whole hundreds of yuan are printed in 万元, anything else in 元."""
    yuan = Decimal(yuan)
    if abs(yuan) >= 10000 and yuan % 100 == 0:
        return f"{plain(yuan / 10000)}万元"
    return f"{plain(yuan)}元"


def long_date(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: datetime.date) -> str:
    return f"{day.month}月{day.day}日"
