"""Numbers of headings and enumerations as 公文 writes them (GB/T 9704: 一、 （一） 1. （1）)."""

from collections.abc import Iterable, Iterator

DIGITS = "〇一二三四五六七八九"
DEEPEST = 4


def chinese_number(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五. For numbering, so 1 to 999."""
    if not 1 <= number <= 999:
        raise ValueError(f"Only 1 to 999 number a heading, not {number}.")
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and units:
        text += "零"
    return text + (DIGITS[units] if units else "")


def heading_number(level: int, number: int) -> str:
    """The number as it is printed, with the mark that belongs to the level (none after a bracket)."""
    match level:
        case 1:
            return f"{chinese_number(number)}、"
        case 2:
            return f"（{chinese_number(number)}）"
        case 3:
            return f"{number}."
        case 4:
            return f"（{number}）"
    raise ValueError(f"A heading has level 1 to 4, not {level}.")


def item_number(style: str, number: int) -> str:
    """一是, 二是 … or （1）, （2） … inside one paragraph."""
    match style:
        case "一是":
            return f"{chinese_number(number)}是"
        case "（1）":
            return f"（{number}）"
    raise ValueError(f"An enumeration is numbered 一是 or （1）, not {style!r}.")


def number_headings(levels: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield (level, printed number) for the headings that are really there, in order.

    Numbers are given last, so that a chapter dropped for want of data leaves no gap. A level 4 without a level 3 above it
    moves up to level 3: the standard allows 一、 followed by 1. but never by （1）.
    """
    counts = [0] * (DEEPEST + 1)
    has_level_3 = False
    for wanted in levels:
        has_level_3 = wanted == 3 or (wanted == DEEPEST and has_level_3)
        level = 3 if wanted == DEEPEST and not has_level_3 else wanted
        counts[level] += 1
        counts[level + 1 :] = [0] * (DEEPEST - level)
        yield level, heading_number(level, counts[level])
