"""The numbering of Chinese official documents: 一、（一）1.（1）①, 第一、, and run-in 一是 … 二要. Labels stay as printed."""

import re
from dataclasses import dataclass

from fulian.core.chinese import parse_spoken
from plans.reading.sentences import masked

_HAN = "[一二三四五六七八九十]{1,3}"
_STYLES = {
    "part": rf"第\s?{_HAN}\s?(?:部分|章|篇)",
    "section": rf"第\s?{_HAN}\s?节",
    "han": rf"{_HAN}\s?[、.．]",
    "paren-han": rf"[(（【〔]\s?{_HAN}\s?[)）】〕]",
    "digit": r"\d{1,2}\s?(?:[、．]|\.(?!\d)|\.(?=\d{1,4}(?:[-~至]\d{1,2})?\s?[年月个名户场位支家所]))",
    "decimal": r"\d{1,2}(?:\.\d{1,2}){1,2}(?=[\s\u4e00-\u9fff“])(?!\s?[万亿个名户场次元%年月日位支家所])",
    "paren-digit": r"[(（]\s?\d{1,2}\s?[)）]",
    "half-digit": r"\d{1,2}\s?[)）]",
    "circle": r"[①-⑳]",
    "ordinal": rf"第{_HAN}(?=[、，,：:])[、，,：:]",
    "month": rf"(?:\d{{1,2}}\s?[-—~～至到、]\s?)?(?:\d{{1,2}}|{_HAN})\s?月(?:份)?\s?[:：、]|第?[一二三四]季度\s?[:：]",
}  # fmt: skip
_AT_START = [(style, re.compile(rf"\s*({pattern})\s*")) for style, pattern in _STYLES.items()]
# A label inside a line begins a line where the text around it lets it: these may follow anything, the others a full stop.
_INLINE = re.compile(
    rf"(?P<han>(?<![一二三四五六七八九十第年月\d、]){_HAN}、)|(?P<paren_han>(?<!第)[(（]{_HAN}[)）])"
    rf"|(?P<digit>(?<=[。；;：:！!）)\s]){'1?[0-9]'}(?:、|[.．](?!\d)))|(?P<paren_digit>(?<=[。；;：:！!\s])[(（]\d{{1,2}}[)）])"
)
_SECOND = {
    "han": re.compile("二、"),
    "paren-han": re.compile("[(（]二[)）]"),
    "digit": re.compile(r"2(?:、|[.．](?!\d))"),
    "paren-digit": re.compile("[(（]2[)）]"),
}
POINT = re.compile(rf"(?:(?<=[。；;，,：:！!\s、])|^)(?:{_HAN}(?:是|要)(?!否|求|素|的)|第{_HAN}[，,、：:])")


@dataclass(frozen=True)
class Label:
    text: str
    style: str
    number: int
    end: int  # where the words after it begin


def number_of(label: str) -> int:
    if digits := re.findall(r"\d+", label):
        return int(digits[-1])
    if circle := re.search("[①-⑳]", label):
        return ord(circle[0]) - ord("①") + 1
    han = re.search("[一二三四五六七八九十]+", label)
    try:
        return parse_spoken(han[0]) if han else 0
    except ValueError:
        return 0


def label_of(line: str) -> Label | None:
    """The number that opens a line."""
    for style, pattern in _AT_START:
        if (match := pattern.match(line)) and match.end() < len(line.rstrip()) + 1:
            return Label(match[1].strip(), style, number_of(match[1]), match.end())
    return None


def broken(text: str) -> str:
    """Line breaks put back before labels that run on in one line: …。二、… …（一）…（二）…"""
    return "\n".join(part for line in text.split("\n") for part in _broken(line))


def _broken(line: str) -> list[str]:
    if "\t" in line:
        return [line]
    last: dict[str, int] = {}
    cuts = []
    opening = label_of(line)
    if opening:
        last[opening.style] = opening.number
    depth_of = {"han": "han", "paren_han": "paren-han", "digit": "digit", "paren_digit": "paren-digit"}
    seconds = _last_seconds(line)
    for match in _INLINE.finditer(masked(line)):
        if match.start() == 0 or (opening and match.start() < opening.end):
            continue
        style, number = depth_of[match.lastgroup or ""], number_of(match[0])
        # a first label counts only where the second one of its kind follows
        if number == last.get(style, 0) + 1 and (number > 1 or seconds.get(style, -1) >= match.end()):
            cuts.append(match.start())
            last[style] = number
            for deeper in list(depth_of.values())[list(depth_of.values()).index(style) + 1 :]:
                last.pop(deeper, None)
    return [line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]


def _last_seconds(line: str) -> dict[str, int]:
    """{style: where its last 二、 （二） 2. stands}, looked for once however many labels the line has."""
    places = {style: [match.start() for match in pattern.finditer(line)] for style, pattern in _SECOND.items()}
    return {style: found[-1] for style, found in places.items() if found}


def points(text: str) -> list[tuple[str, str]]:
    """一是 … 二是 … as (label, words) pairs, the words before the first with an empty label.

    The numbers need not run straight: a second 六是, or 一是 inside 四是, are kept as they stand.
    """
    marks = list(POINT.finditer(masked(text)))
    if len(marks) < 2 and not (marks and marks[0].start() == 0):
        return [("", text)]
    begins = [m.start() for m in marks]
    parts = [("", text[: begins[0]])] if text[: begins[0]].strip() else []
    for mark, end in zip(marks, [*begins[1:], len(text)], strict=True):
        parts.append((mark[0].rstrip("，,、：:"), text[mark.end() : end]))
    return parts
