"""Numbers of headings in official documents: 一、 then （一） then 1. then （1） (GB/T 9704-2012, 7.3.3), and run-in 一是."""

from fulian.core.chinese import spoken
from plans.choices import NumberStyle

USUAL = (NumberStyle.CHAPTER, NumberStyle.SECTION, NumberStyle.POINT, NumberStyle.SUBPOINT)
PATTERNS = {
    NumberStyle.CHAPTER: "{chinese}、",
    NumberStyle.SECTION: "（{chinese}）",
    NumberStyle.POINT: "{order}.",
    NumberStyle.SUBPOINT: "（{order}）",
    NumberStyle.FIRST_IS: "{chinese}是",
    NumberStyle.FIRST_MUST: "{chinese}要",
    NumberStyle.NONE: "",
}


def style_at(depth: int) -> NumberStyle:
    """The usual style of a depth, 0 being the outermost; what lies deeper than the standard knows keeps its last style."""
    return USUAL[min(depth, len(USUAL) - 1)]


def numbered(style: str, depth: int, order: int) -> str:
    """The number of the `order`-th part (from 1) at that depth."""
    return PATTERNS[NumberStyle(style) or style_at(depth)].format(chinese=spoken(order), order=order)
