"""What is counted, in the plan's own words and short enough to read in a table: 妇女微家, 慰问特困单亲母亲, 结案率."""

import re

from plans.reading import words
from plans.reading.quantities import Quantity
from plans.reading.sentences import BLANK, Clause, Sentence

LONGEST = 40
LOOKED_AT = 4 * LONGEST  # of the words before a number: only the end of a very long clause can name it
_MARKS = " 　、，,。;；:：()（）·-—"
_STOP = re.compile(r"[，,。;；:：、()（）\n！？!?]")
_TIME = (
    r"(?:到|至|于|在|自)?(?:20\w\w|今|本|明|当)?年?(?:年底前?|年末|年内|全年|上半年|下半年|\d{1,2}月(?:份|"
    r"底前?|\d{1,2}日前?)?|第?[一二三四]季度)|(?:20\w\w|今|本|明)年(?:度|底|内)?(?:前)?"
)
_RHYTHM = r"每(?:隔)?[一二两三四\d]?个?(?:年|月|季度|季|周|半年|学期|学年|天|日)度?"
# Each with what it may not be cut from: 和 from 和谐家庭, 使 from 使用率.
_LEADING = re.compile(
    rf"^(?:{_TIME}|{_RHYTHM}|其中|要(?![求闻点素案])|将(?![军来])|继续|力争|争取|确保|计划(?!生育)|拟(?!定)|努力|进一步|大力|积极|深入|广泛|"
    r"切实|着力|扎实|在?全(?:区|县|市|镇|乡|街道?|村|校|园|社区|系统)(?:范围内)?(?:内|共)?|各级妇联(?:组织)?|[区市县镇乡村]妇联|分别|至少|"
    r"组织(?!员(?!工)|建|覆盖|化|生活|力|换届|网络|率|体系)|开展(?!率)|举办|召开|举行|进行|完成(?!率)|实现(?!率)|做到|使(?![用命])|让|按照?(?!时)|的|地(?![区方点域])|"
    r"和(?![谐睦美平顺])|及(?![时格])|与|并|也|均(?!衡)|都(?!市)|还|约(?![谈定])|为(?!了|民(?![营族办警间政]))|对(?![象接口子])|由|且|共(?![建享富同青育])|达(?![标成])|力(?![度量]))+"
)
_TAIL = re.compile(
    rf"(?:不少于|不低于|不超过|做到|达到|力争|争取|确保|至少|控制在|突破|超过|各|总数|数量|达|(?<!目)的|(?<!行)为|在|(?<![纪摘概提])要|(?<![签报])到|(?<![平温总])和|(?<![普涉惠])及|(?<!参)与|并|(?<![人户村平])均|(?<!公)共|(?<!首)都|{_RHYTHM})+$"
)
_LIMITED = re.compile(r"(?:不少于|不低于|不超过|不高于|达到|占)[^，,。]{1,16}的$")
_AFTER_VERB = re.compile(
    "进行|参加|参与|开展|用于|的?奖励|给予|予以|作为|进一步|以上|以内|左右|与|并|来|向|对(?!象)|为|由|让|使|到|结对|结成|免费|走上|走进|深入"
)
_WHOM = {"人", "名", "位", "户", "人次", "对", "家"}


def subject_of(sentence: Sentence, clause: Clause, quantity: Quantity, others: list[Quantity]) -> str:
    """After the measure word when a noun follows it (100个示范点), else before the number (示范点100个)."""
    others = [q for q in others if q.sort not in ("age", "duration")]
    after = (
        _share_of(sentence, clause, quantity)
        if quantity.sort in ("ratio", "points")
        else _after(sentence, quantity, others)
    )
    if after and (text := cleaned(_kept(sentence, clause, quantity) + after)):
        return text
    if before := _before(sentence, clause, quantity, others):
        return (before in words.VERBS and _named_before(sentence, clause, quantity, others)) or before
    if (left := _left(clause, quantity, others)) is not None:  # 培训骨干两期、150人: what the number before counts
        return subject_of(sentence, clause, left, [q for q in others if q is not left])
    return _earlier(sentence, clause) or cleaned(sentence.text[clause.start : clause.end]) or quantity.unit


def _named_before(sentence: Sentence, clause: Clause, quantity: Quantity, others: list[Quantity]) -> str:
    """开展寻找最美家庭活动，评选80户: a verb alone names nothing; the clause before does, where it has no number itself."""
    place = sentence.index(clause)
    if quantity.unit in words.EVENTS or not place:
        return ""
    other = sentence.clauses[place - 1]
    if any(other.start <= q.start < other.end for q in others):
        return ""
    return cleaned(sentence.text[other.start : other.end])


def _left(clause: Clause, quantity: Quantity, others: list[Quantity]) -> Quantity | None:
    left = [q for q in others if clause.start <= q.start and q.end <= quantity.start]
    return left[-1] if left else None


def _after(sentence: Sentence, quantity: Quantity, others: list[Quantity]) -> str:
    end = min([len(sentence.mask), *(q.start for q in others if q.start >= quantity.end)])
    rest = sentence.mask[quantity.end : end]
    offset = len(rest) - len(rest.lstrip("的 "))
    if stop := _STOP.search(rest):
        rest = rest[: stop.start()]
    cut = _AFTER_VERB.search(rest, offset + 2)
    if cut:
        rest = rest[: cut.start()]
    if (
        rest[offset:].startswith(("和", "及", "与", "或", "以", "并", "进", "参", "用", "结成"))
        or len(rest) - offset < 2
    ):
        return ""
    own, mask = sentence.text[quantity.end + offset : quantity.end + len(rest)], rest[offset:]
    place = mask.rfind("的")
    return own[place + 1 :] if place >= 0 and len(mask) - place > 2 else own


def _share_of(sentence: Sentence, clause: Clause, quantity: Quantity) -> str:
    """80%的参训妇女掌握…: of whom the share is, and what they do."""
    if not sentence.mask.startswith("的", quantity.end):
        return ""
    end = min(clause.end, quantity.end + 24)
    return sentence.text[quantity.end + 1 : end]


def _kept(sentence: Sentence, clause: Clause, quantity: Quantity) -> str:
    """The verb just before the number, where the count is of whom it is done to."""
    if quantity.unit not in _WHOM:
        return ""
    before = sentence.mask[clause.start : quantity.start]
    found = list(words.KEPT_VERBS.finditer(before))
    return found[-1][0] if found and len(before) - found[-1].end() <= 4 else ""


def _before(sentence: Sentence, clause: Clause, quantity: Quantity, others: list[Quantity]) -> str:
    begin = max([clause.start, quantity.start - LOOKED_AT, *(q.end for q in others if q.end <= quantity.start)])
    mask = sentence.mask[begin : quantity.start]
    if limited := _LIMITED.search(mask):
        mask = mask[: limited.start()]
    place = _item(mask) if quantity.sort == "count" else 0
    if quantity.sort == "count":
        place = _behind_verb(mask, place)
    return cleaned(sentence.text[begin + place : begin + len(mask)])


def _item(mask: str) -> int:
    """Where the last part of an enumeration begins; the whole of it for …、…等讲座, 进社区、进学校, and for …各5名."""
    closed = mask.rfind(")")
    marks = [m.start() for m in re.finditer("、", mask) if not _inside(mask, m.start())]
    marks = sorted(marks + [m.start() for m in re.finditer(r"\(", mask) if m.start() > closed])
    if not marks or mask.endswith(("各", "各评选", "共")):
        return 0
    last = mask[marks[-1] + 1 :]
    return 0 if "等" in last or last.startswith(("进", "送", "入")) else marks[-1] + 1


def _inside(mask: str, place: int) -> bool:
    return mask.count("(", 0, place) > mask.count(")", 0, place)


def _behind_verb(mask: str, place: int) -> int:
    """Behind the last verb that still leaves a noun and is no part of it. One of one character counts only where the part begins."""
    for verb in reversed(list(words.VERB.finditer(mask, place))):
        if words.NOUN_MAKING.match(mask, verb.end()):
            continue
        if len(verb[0]) == 1 and (verb.start() > place or mask[verb.end() : verb.end() + 1] in "筑业公书网级标成"):
            continue
        if len(_TAIL.sub("", mask[verb.end() :].strip(_MARKS))) >= 2:
            return verb.end()
    return place


def _earlier(sentence: Sentence, clause: Clause) -> str:
    """召开联席会议，每季度一次: the clause before names it."""
    for other in reversed(sentence.clauses[: sentence.index(clause)]):
        text = cleaned(sentence.text[other.start : other.end])
        if len(text) >= 2:
            return text
    return ""


def cleaned(text: str) -> str:
    """Without the words around a noun that only lead to it or to its number."""
    text = text.replace("\n", " ").replace(BLANK, "")[-LOOKED_AT:]
    previous = None
    while previous != text:
        previous = text
        text = text.strip(_MARKS)
        if (match := words.PER.match(text)) and len(text) - match.end() >= 2:
            text = text[match.end() :]
        shorter = _LEADING.sub("", text)
        text = shorter if len(shorter) >= 2 else text
        text = _TAIL.sub("", text)
    if len(text) > LONGEST:
        text = text[-LONGEST:]
    return _balanced(text)


def _balanced(text: str) -> str:
    for opened, closed in ("“”", "（）", "()", "《》"):
        if text.count(opened) != text.count(closed):
            text = text.replace(opened, "").replace(closed, "")
    return text.strip(_MARKS.replace(")", "").replace("）", ""))


_LEVEL = re.compile(
    r"^(?:其中)?(?:国家|全国|省|自治区|市|地市|县|区|县区|镇|乡镇|街道|村|社区|县[(（]区[)）]|[一二三四五]星)级$"
)


def with_noun(subject: str, before: str) -> str:
    """培育市级基地5个、省级2个: a level alone takes the noun of the target before it."""
    if not _LEVEL.match(subject) or not before:
        return subject
    return subject + re.sub(r"^(?:国家|全国|省|市|县|区|镇|街道|村)级(?:以上)?", "", before)
