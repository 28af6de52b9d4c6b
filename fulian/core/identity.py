"""The Chinese identity number (GB 11643-1999): its check digit, and what it says of whoever has it."""

import datetime
from dataclasses import dataclass

from fulian.core.chinese import halfwidth

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
LENGTH = 18


class NotAnIdentityNumber(ValueError):
    """Its words are a Chinese sentence that says what is wrong, without any of the number."""


@dataclass(frozen=True)
class Identity:
    number: str
    born: datetime.date
    female: bool

    def age_on(self, day: datetime.date) -> int:
        """Full years on that day (周岁)."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


def read_identity(typed: str, *, today: datetime.date) -> Identity:
    """Full-width digits, spaces and a small x are understood. The area is not judged: codes of old areas stay valid."""
    number = halfwidth(typed).replace(" ", "").upper()
    if len(number) != LENGTH or not (number[:-1].isascii() and number[:-1].isdigit()):
        raise NotAnIdentityNumber("身份证号是18位，前17位是数字，请核对。")
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    if number[-1] != CHECK_DIGITS[total % 11]:
        raise NotAnIdentityNumber("身份证号的校验位不对，请核对是不是打错了一位。")
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise NotAnIdentityNumber("身份证号里的出生日期不存在，请核对。") from None
    if born > today:
        raise NotAnIdentityNumber("身份证号里的出生日期在今天以后，请核对。")
    return Identity(number, born, female=int(number[16]) % 2 == 0)


def mask_identity(number: str) -> str:
    """110105********002X: the birth date is hidden."""
    return f"{number[:6]}********{number[-4:]}" if len(number) == LENGTH else "****" if number else ""
