"""What is counted, in the plan's own words and short enough to read in a table: 妇女微家, 慰问特困单亲母亲, 结案率."""

import re

from plans.reading import words
from plans.reading.quantities import Quantity
from plans.reading.sentences import BLANK, Clause, Sentence

LONGEST = 40
_EDGES = " 　、，,。;；:：()（）的地等各共约为达在于至由和及与并且也均都还将要"
_STOP = re.compile(r"[，,。;；:：、()（）\n！？!?]")
_OPENERS = re.compile(
    r"^(?:要|将|继续|全年|今年|年内|本年度?|力争|争取|确保|计划|拟|努力|进一步|大力|积极|深入|广泛|切实|着力|扎实|在?全[区县市镇乡街村校园](?:范围内)?(?:内|共)?|全街道|全社区|全系统|各级妇联(?:组织)?|区妇联|市妇联|县妇联|妇联|分别|每\w{1,3}?(?:年|月|季度)|至少|组织|开展|举办|召开|举行|进行|完成|实现|到\w{2,6}年?底|年底前)+"
)
_TAIL = re.compile(r"(?:不少于|不低于|达到?|力争|争取|确保|至少|不超过|控制在|突破|超过|各|共|总数|数量|人数|次数|达|的|为|在|要|到|每\w{1,3})+$")
_AFTER_VERB = re.compile("进行|参加|参与|开展|用于|的?奖励|给予|予以|作为|进一步|以上|以内|左右|，|与|并|来|向|对|为|由|让|使|入|到")


def subject_of(sentence: Sentence, clause: Clause, quantity: Quantity, others: list[Quantity]) -> str:
    """After the measure word when a noun follows it (100个示范点), else before the number (示范点100个)."""
    after = "" if quantity.sort in ("ratio", "points") else _after(sentence, quantity, others)
    if after:
        return _clean(_kept(sentence, clause, quantity) + after) or quantity.unit
    before = _before(sentence, clause, quantity, others)
    return before or _earlier(sentence, clause) or quantity.unit


def _after(sentence: Sentence, quantity: Quantity, others: list[Quantity]) -> str:
    end = min([len(sentence.mask), *(q.start for q in others if q.start >= quantity.end)])
    rest = sentence.mask[quantity.end : end]
    if stop := _STOP.search(rest.lstrip("(（") if rest[:1] in "(（" else rest):
        rest = rest[: stop.start()]
    offset = len(rest) - len(rest.lstrip("的 "))
    if offset and quantity.unit in words.EVENTS and len(rest) > offset:
        pass
    cut = _AFTER_VERB.search(rest, offset + 1)
    if cut and cut.start() >= 2:
        rest = rest[: cut.start()]
    own = sentence.text[quantity.end + offset : quantity.end + len(rest)]
    if rest[offset:].startswith(("和", "及", "与", "或", "以", "并", "进", "参", "用")) or len(own.strip(_EDGES)) < 2:
        return ""
    return _head(own, rest[offset:])


def _head(own: str, mask: str) -> str:
    """Of a long phrase only what follows the last 的."""
    place = mask.rfind("的")
    if place >= 0 and len(mask) - place > 2:
        return own[place + 1 :]
    return own


def _kept(sentence: Sentence, clause: Clause, quantity: Quantity) -> str:
    """The verb just before the number, where the count is of whom it is done to."""
    if quantity.unit not in {"人", "名", "位", "户", "人次", "对", "家"}:
        return ""
    before = sentence.mask[clause.start : quantity.start]
    found = list(words.KEPT_VERBS.finditer(before))
    if found and len(before) - found[-1].end() <= 4:
        return found[-1][0]
    return ""


def _before(sentence: Sentence, clause: Clause, quantity: Quantity, others: list[Quantity]) -> str:
    begin = max([clause.start, *(q.end for q in others if q.end <= quantity.start)])
    mask = sentence.mask[begin : quantity.start]
    items = [match.end() for match in re.finditer("[、(（]", mask)]
    place = items[-1] if items and quantity.sort == "count" else 0
    if verbs := [m for m in words.VERB.finditer(mask, place) if len(mask) - m.end() >= 2 and quantity.sort == "count"]:
        noun = mask[verbs[-1].end() :].strip(_EDGES)
        if len(_TAIL.sub("", noun)) >= 2:
            place = verbs[-1].end()
    return _clean(sentence.text[begin + place : quantity.start])


def _earlier(sentence: Sentence, clause: Clause) -> str:
    """召开联席会议，每季度一次: the clause before names it."""
    for other in reversed(sentence.clauses[: sentence.index(clause)]):
        text = _clean(sentence.text[other.start : other.end])
        if len(text) >= 2:
            return text
    return ""


def _clean(text: str) -> str:
    text = text.replace("\n", " ").replace(BLANK, "")
    previous = None
    while previous != text:
        previous = text
        text = _OPENERS.sub("", text.strip(_EDGES)) or text.strip(_EDGES)
        text = _TAIL.sub("", text)
    if len(text) > LONGEST:
        text = text[-LONGEST:]
    opened, closed = text.count("“"), text.count("”")
    return text if opened == closed else text.replace("“", "").replace("”", "")


def cleaned(text: str) -> str:
    return _clean(text)
