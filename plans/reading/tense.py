"""Whether a sentence promises or reports: a plan opens with last year, a summary ends with next year's plan."""

import re

from plans.reading.sentences import Sentence

_FUTURE = re.compile(
    r"将(?!军|领|来)|(?<![重主必需只摘纪概想])要(?![求闻素点领害件])|拟(?!定)|计划(?!书|生育|外)|力争|争取|确保|力求|今年(?!以?来|是|的?工作总结|共|上半年已)|本年度?(?!以来)|新的?一年|明年|下一步|下步|下一阶段|"
    r"继续|年底前|年内|到年底|打算|努力|底前|月前"
)
# In a summary only these turn to what comes: 今年 and 继续 are told of the past there.
_TURN = re.compile(r"将(?!军|领|来|.{0,8}落实到)|拟(?!定)|力争|新的?一年|明年|下一步|下步|下一阶段|展望")
_PAST = re.compile(
    r"(?<![为除不罢得])了(?!解|望|结|却)|已(?!婚|育|有的|知)|(?<![比较在])(?:去年|上年|上一年|往年)(?!.{0,4}基础)|前年|过去|以来|截至目前|截止目前|到目前|目前|先后|荣获|获评|获得|被评为|被授予|据统计|统计显示|圆满|得到了|取得|曾"
)
# What there is: a number that nobody promises.
_BEING = re.compile(
    r"现有|共有|辖区?(?:内)?(?:有|共)|下辖|所辖|设有|拥有|总数为|总人口|常住|户籍|共辖|在册|登记在册|现任|现已|共?设置主要|共设|共?包括|共?包含|共?涉及|共?涵盖"
)
_TOTAL = re.compile(
    r"(?:共|累计|共计)(?:举办|开展|组织|培训|发放|走访|慰问|接待|受理|调解|建成|创建|评选|完成|办理|帮扶|救助|有|推荐|发展|建立|召开|争取|筹集|惠及)"
)
_PAST_YEAR = re.compile(r"(20\d\d)年(?!.{0,3}(?:规划|纲要))")
PAST_HEADING = re.compile(
    r"^(?!做好|撰写|开展|召开|进行|及时|上交|搞好|认真|写好|完成|抓好|报送).{0,16}(?:工作|年度|上半年|全年)?总结(?=$|暨|及|和|与|篇|报告|[（(\s])|回顾|主要成效|取得的?(?:主要)?成[效绩就]|工作成效$|成效(?:明显|显著)|主要成绩|完成情况|工作情况|开展情况|进展情况|基本情况|现状|存在的?(?:主要|一些)?(?:问题|不足|困难)"
)
FUTURE_HEADING = re.compile(
    r"计划|打算|思路|下一步|下步|展望|安排|目标|明年|要点|部署|举措|措施|任务|规划|方案|年工作$"
)


def reporting(sentence: Sentence, *, past: bool, reports: bool, year: int | None) -> dict[int, bool]:
    """{where a clause starts: whether a number in it is only reported}. `past` is what the line has been so far (去年…);
    `reports`: a summary. All clauses in one pass."""
    found, state = {}, past
    for clause in sentence.clauses:
        state = found[clause.start] = _state(clause.mask, state, year=year, strict=reports)
    return found


def _state(mask: str, past: bool, *, year: int | None, strict: bool) -> bool:
    """Past after this clause? The last mark in it decides; 共开展 reports only where the year is over or nothing promises."""
    marks = [(match.start(), False) for match in (_TURN if strict else _FUTURE).finditer(mask)]
    marks += [(match.start(), True) for match in (*_PAST.finditer(mask), *_BEING.finditer(mask))]
    if year is not None and _TOTAL.search(mask):
        marks += [(match.start(), True) for match in _PAST_YEAR.finditer(mask) if int(match[1]) < year]
    if not marks:
        return past
    last = max(marks)
    return last[1] if not (strict and not last[1] and _TOTAL.search(mask)) else past


def past_after(sentence: Sentence, *, past: bool, reports: bool, year: int | None) -> bool:
    """Whether the next sentence of the same line goes on reporting: only a sentence that opens with a time long gone says so."""
    opening = sentence.mask[:14]
    if re.search(r"(?<![比较在])(?:去年|上年|上一年)(?!.{0,4}基础)|过去|以来|回顾|一年来", opening):
        return True
    gone = _PAST_YEAR.search(opening)
    if gone and year is not None and int(gone[1]) < year and re.search("了|已|共", sentence.mask):
        return True
    if not reports and re.search(r"今年(?!以?来|是)|本年度?", opening):
        return False
    if re.search(r"新的?一年|明年|下一步|下步|展望", opening):
        return False
    return past
