"""Which quantities are promises: rules over what stands around a number, never a list of sentences."""

import re

from plans.reading import words
from plans.reading.quantities import Quantity
from plans.reading.sentences import BLANK, Clause, Sentence

# Before a number: an order (第八届, 前三名), a part of 每一个, a number that names something (附件1).
_NAMING = re.compile(
    r"(?:第|届|最后|每|前|名后|末|近|附件|附表|表|图|热线|电话|邮编|文号|号|逢|初|头|同|另|任|唯|某|之|逐|任何)\s?$"
)
_IDIOM = re.compile(
    r"千家万户|千方百计|四面八方|一年一度|五湖四海|百家讲坛|百家争鸣|三位一体|五位一体|一点一滴|万家灯火|千头万绪|一把手|两手抓|一盘棋|一家人|一张网|一条心|一条龙|一本账|一张图|一件事|一次办|一张表|一家亲|"
    r"一对一|一次性|一站式|一起|一块|一方|一些|一支笔|一类|一种|一定|一般|一直|一份子|一场硬仗|一张蓝图|一份力|第一|三八线|一个中心|一席|一户一|一人一|一村一|一社一|一镇一|一街一|一企一|一岗一|一家一|一事一|一案一|一域一|[进入到走访][百千万][家户]|同一"
)
_PARALLEL = re.compile(r"一(\w)一(?!次|场|期)\w")
# 100人以上的企业 describes who is meant, it promises nothing.
_WHO = re.compile(
    r"以上的?(?:非公|民营|规模)?(?:企业|单位|机关|组织|村(?!级|.{0,4}达)|学校|院校|事业单位|党龄|工龄|职称|学历)"
)
# 服务好辖区3200户居民, 辖区居民3200户、妇女4100人: what the place has. 为辖区200名老人体检 is a promise.
_STOCK = re.compile(
    r"(?:服务|团结|领导|引领|带领|面向|凝聚|依托|立足|联系)好?(?:全)?(?:辖区|社区|全\w)内?\d*\w{0,3}、?$|^(?:我|全|本)?(?:社区|街道|镇|乡|村|区|县|市|校|园)?(?:现|共)?辖区?内?(?:的)?(?!.*(?:建|办|开展|组织|评|走访|慰问|培训))[^，,。]{0,24}$|(?:服务|团结|领导|引领|带领)好?辖区[^，,]{0,12}、$"
)
_STANDING = re.compile(
    r"全(?:区|县|市|镇|乡|街道|街|村|社区|校|园|系统)(?:所有)?(?:的)?\s?$|辖区?内?\s?$|下属\s?$|所属\s?$|所辖\s?$|共\s?$"
)
_STANDING_NOUN = re.compile(
    r"(?:行政村|自然村|村|社区|镇|街道|乡|居委|区县|县区|妇联组织|成员单位|部门|单位|网格|基层|居民|女?(?:教职工|教师|职工|党员|师生|学生|员工|会员))"
)
_ABOUT_ENDING = re.compile(r"^[^，,、。；;:：(（]{4,16}?(?:行动|工程|计划|大赛|大培训|大行动|进基层|进万家)")
_STEP = re.compile(
    r"^(?:个|项|条|类|种|次|批)?(?:小)?(?:全体|常委|全委|执委会?(?:议|\()|会议精神|阶段|步骤|方面|环节|部分|层面|层次|维度|板块|时段|时间段|步|梯队|等次|等级|档次|类别|要素|原则|特点|特征|问题|关系|转变|月|年|季度|组别)"
)
_PROMISE = re.compile(
    r"达|以上|以内|不低于|不少于|不超过|提高|提升|增长|增加|新增|降低|下降|控制|力争|确保|争取|保持|实现|完成|覆盖|全部|突破|做到|要求|稳定|保证|比例|率\s?$|率为|为"
)
_ENUMERATED = re.compile(r"[、和及与][^、，,。；;]{1,14}$")
_LEARNING = re.compile(r"培训|学习|轮训|调研|基层|驻村|蹲点|下沉|服务|授课|志愿")
# 二期课改 is the second stage; what comes out in issues or classes is counted.
_ISSUE = re.compile("培训|班|讲座|简报|课堂|刊|举办|开办|编发|宣讲|板报|专栏|轮训|节目|出")
_GRAVE = re.compile("重要|伟大|深刻|生动|难忘|严峻")
_RAISES = re.compile("组建|成立|建立|新建|创建|设立")
_RAISED = re.compile("(?:组建|成立|建立|新建|建好?)(?:起|了)?$")
_COPULA = re.compile(
    r"(?:是|往|像|当好?|(?:争|要)做|成为|(?<![完建])成|作为|开成|形成|找到|走出|当成|变成|视为)[^，,、]{0,3}$"
)
_AT_END = re.compile(r"\s*(?:[，,、。；;()（）和及]|$)")
_QUALITY = re.compile(
    "批|些|种|系列|类|级|流|把|份(?=力|心|情|爱|责任|担当|光|热|温|子)|股|道|点|步|方|面|层|大|块|条心"
)


def counts(sentence: Sentence, clause: Clause, quantity: Quantity, *, recurring: bool, per: bool, listed: bool) -> bool:
    """Whether this quantity is one that a plan is held to, given whether 每季度, 每村 or a list of 一… stands with it."""
    before = sentence.mask[clause.start : quantity.start]
    after = sentence.mask[quantity.end :]
    if _names(sentence, quantity, before, after):
        return False
    if quantity.sort == "duration":
        return quantity.explicit and bool(_LEARNING.search(before)) and quantity.unit not in ("年", "周年", "日", "时")
    if quantity.sort in ("ratio", "points"):
        return _ratio(quantity, before, after)
    if quantity.unit in words.NEVER_COUNTED or _describes(sentence, quantity, before, after):
        return False
    return _amount(quantity, before, after, held=recurring or per, listed=listed)


def _amount(quantity: Quantity, before: str, after: str, *, held: bool, listed: bool) -> bool:
    """Of a number of things: digits are meant, a Chinese one or two often is not."""
    if not quantity.unit and not quantity.explicit:
        return bool(re.search("达到?$|到$", before))
    if quantity.value == 0:
        return quantity.explicit or bool(re.search(r"零\w|实现|确保", before))
    if quantity.arabic:
        return not (quantity.unit in ("类", "种", "面") and not quantity.explicit)
    if quantity.value == 1 and quantity.comparator != "between":
        return _one(quantity, before, after, together=held or listed)
    return quantity.explicit or held or _several(quantity, before, after)


def _names(sentence: Sentence, quantity: Quantity, before: str, after: str) -> bool:
    """Ordinals, idioms, ages and steps: no amount at all."""
    if quantity.sort == "age" or (_NAMING.search(before) and not quantity.explicit):
        return True
    near = sentence.mask[max(0, quantity.number_start - 2) : quantity.end + 3]
    if any(m.start() + max(0, quantity.number_start - 2) <= quantity.end for m in _IDIOM.finditer(near)):
        return not quantity.arabic and not quantity.explicit
    if _PARALLEL.match(sentence.mask[quantity.number_start : quantity.number_start + 5]) and not quantity.arabic:
        return True
    previous = sentence.mask[quantity.number_start - 1 : quantity.number_start]
    if previous and (previous.isascii() and (previous.isalnum() or previous in ".·/_-")):
        return True
    return bool(_STEP.match(after)) and not quantity.explicit


def _describes(sentence: Sentence, quantity: Quantity, before: str, after: str) -> bool:
    """Numbers that say of whom or of how many there are."""
    if (
        _WHO.match(sentence.mask[max(0, quantity.end - 2) :])
        and "以上" in sentence.mask[quantity.number_start : quantity.end + 3]
    ):
        return True
    if _STOCK.search(before) and not quantity.explicit:
        return True
    if _STANDING.search(before) and _STANDING_NOUN.match(after.lstrip("的")) and not quantity.explicit:
        return True
    if quantity.sort == "money" and re.match("以下罚|以上罚", after):
        return True
    return quantity.written in ("百", "千", "万", "百万", "千万") and bool(_ABOUT_ENDING.match(after))


def _ratio(quantity: Quantity, before: str, after: str) -> bool:
    """A share is promised when something is to reach it; 女性占49.8% only describes."""
    if quantity.explicit:
        return True
    tail = before[-16:]
    if quantity.value == 100 or re.search("[使让确保组织引导促为有]$", tail):
        return True
    return bool(_PROMISE.search(tail)) or bool(re.match(r"(?:的)?(?:全?覆盖|目标|以上|完成|达标|到位|进)", after))


def _one(quantity: Quantity, before: str, after: str, *, together: bool) -> bool:
    """一 is most often no number: it counts with a limit, a rhythm, a 每村, a list of 一…, or as the object of a plain verb."""
    if quantity.explicit:
        return True
    if _COPULA.search(before) or before.endswith("的") or _QUALITY.match(quantity.unit + after):
        return False
    if _AT_END.match(after) and not together:  # 设立维权岗一个: the number behind its noun is a number
        return len(before) > 3 and (quantity.unit in words.EVENTS or bool(words.VERB.search(before)))
    return together or _single(quantity, before.rpartition("、")[2], _noun(after))


def _noun(after: str) -> str:
    return re.split(r"[，,。；;、:：(（和]", after, maxsplit=1)[0].strip()


def _single(quantity: Quantity, item: str, noun: str) -> bool:
    """举办一场茶会, 撰写一篇文章, 建立一个书屋: what is held, made or built is counted, 打造一支过硬的队伍 is not."""
    if quantity.unit in words.EVENTS:
        issued = quantity.unit != "期" or bool(_ISSUE.search(item[-8:] + noun))
        return issued and bool(words.EVENT_VERB.search(item)) and not _GRAVE.match(noun)
    if not 2 <= len(noun) <= 12 or "的" in noun:
        return False
    if quantity.unit in words.PIECES:
        return bool(words.MAKING.search(item))
    if quantity.unit == "支":
        return bool(_RAISED.search(item)) and not words.STRUCTURAL.search(noun)
    built = quantity.unit in words.BUILT and bool(words.BUILDING.search(item))
    return built and not words.STRUCTURAL.search(noun)


def _several(quantity: Quantity, before: str, after: str) -> bool:
    """Two to ten in Chinese: 两场讲座 is a count, 四项行动 and 三支队伍 after their names list what the text itself says."""
    if quantity.unit == "期" and not _ISSUE.search(before[-16:] + after[:10]):
        return False
    if quantity.value > 10 or quantity.unit in words.EVENTS:
        return True
    noun = _noun(after).strip(" 的”“")
    if BLANK in noun[:3] and quantity.unit in ("个", "项", "大"):
        return False
    if words.STRUCTURAL.search(noun[:10]) or words.STRUCTURAL_VERB.search(before):
        return False
    if (
        quantity.unit in ("类", "种", "面", "门", "条", "个", "项", "张", "支", "本")
        and noun
        and _ENUMERATED.search(before)
    ):
        last = re.split("[、和及与]", before)[-1]
        return bool(words.BUILDING.search(last) or words.VERB.match(last) or _RAISES.search(before))
    return True
