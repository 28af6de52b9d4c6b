"""The light of a target: rules of numbers, and the same rules in the words of the page that explains them."""

from dataclasses import dataclass
from decimal import Decimal

from plans.choices import TONES, Light

SLOW_BELOW, BEHIND_BELOW = Decimal("0.9"), Decimal("0.6")  # of the share that should be done by now
NEAR = Decimal("0.95")  # of an approximate number (约200) counts as reached
LAGGING = (Light.BEHIND, Light.SLOW, Light.ON_PACE)  # the worst first


@dataclass(frozen=True)
class Lit:
    """Something that is shown beside a light."""

    light: Light

    @property
    def label(self) -> str:
        return str(self.light.label)

    @property
    def tone(self) -> str:
        return TONES[self.light]


@dataclass(frozen=True)
class Rule(Lit):
    words: str


RULES = (
    Rule(
        Light.MET,
        "做到了目标。“约”在目标的95%以上算做到，“余”“以上”要到数。比率和“不超过”要等时限过完、仍然守住才算完成。",
    ),
    Rule(Light.ON_PACE, "做到了今天应完成的九成以上；比率达到目标、“不超过”没有超，也是正常。"),
    Rule(Light.SLOW, "做到了今天应完成的六成以上、不到九成；比率没有达到目标，至少是偏慢。"),
    Rule(Light.BEHIND, "不到今天应完成的六成；或者时限过了还没有做到；或者“不超过”已经超了。"),
    Rule(Light.NOT_DUE, "还没有开始，或者时限没有到、到今天还不要求完成什么。"),
    Rule(
        Light.UNKNOWN,
        "没有数可看：没有选指标也没有完成记录、指标停用或口径改过、比率还算不出来。这里不猜数。",
    ),
)
CURVES = (
    ("均匀推进", "从开始那天到时限，每天应完成的一样多。"),
    ("按季推进", "每季度末应完成目标的一个百分数（没有另填是25%、50%、75%、100%），季度里按天推。"),
    ("期间内完成", "期间的最后一天以前不催，最后一天应当全部完成。"),
    ("参照上年各月", "按同一指标上年各月的数分到今年各月；上年没有数，按均匀推进。"),
    ("跨年度", "按分年目标推；没有分年目标，按均匀推进。"),
    ("重复", "每到期一次算一次，到期几次就应当做到几次。"),
    ("每个单位都要做到", "按各单位进度的平均看快慢，一个单位超额不替别的单位补；n/N 是已经做到的单位数。"),
)


def of_growing(share: Decimal, expected: Decimal, *, reached: bool, over: bool) -> Light:
    """Of a number that grows towards its goal. `share` of the goal is done, `expected` of it should be."""
    if reached:
        return Light.MET
    if over:
        return Light.BEHIND
    if expected <= 0:
        return Light.ON_PACE if share > 0 else Light.NOT_DUE
    return of_pace(share / expected)


def of_pace(pace: Decimal) -> Light:
    if pace >= SLOW_BELOW:
        return Light.ON_PACE
    return Light.SLOW if pace >= BEHIND_BELOW else Light.BEHIND


def of_rate(share: Decimal, *, over: bool) -> Light:
    """A rate does not grow with the days: it is held against its goal itself, and is met only when its time is over."""
    if share >= 1:
        return Light.MET if over else Light.ON_PACE
    return Light.BEHIND if over else min(Light.SLOW, of_pace(share), key=LAGGING.index)


def of_limit(*, passed: bool, over: bool) -> Light:
    if passed:
        return Light.BEHIND
    return Light.MET if over else Light.ON_PACE


def of_promise(*, done: bool, failed: bool, over: bool) -> Light:
    """Of a commitment: kept or not."""
    if done:
        return Light.MET
    return Light.BEHIND if failed or over else Light.NOT_DUE


TREND_WORDS = (
    "“近来”是本月的快慢与前三个月的平均比：快两成以上是加快，慢两成以上是放慢；每月前10天看上个月。"
    "“每月还需”是还差的数除以剩下的月份（含本月），场次、人次这样的数进成整数。"
)
