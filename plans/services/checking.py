"""What no target may say, said in words and at the field."""

from fulian.core.exceptions import Refused
from plans.choices import Comparator
from plans.models import Plan, Target


def check_target(target: Target, plan: Plan) -> None:
    year = plan.year
    for name in ("starts_on", "due_on"):
        if getattr(target, name).year != year:
            raise Refused(f"日期要在{year}年以内。", field=name)
    if target.due_on < target.starts_on:
        raise Refused("完成时限不能早于开始日期。", field="due_on")
    if not target.organization.path.startswith(plan.organization.path):
        raise Refused("责任组织要是本级或下级。", field="organization")
    if target.is_commitment:
        target.low = target.high = target.base = target.indicator = None
        target.unit = target.qualifier = ""
        return
    _check_numbers(target)
    _check_indicator(target)


def _check_numbers(target: Target) -> None:
    if target.low is None:
        raise Refused("请填写目标值；没有数的承诺请选“完成即可”。", field="low")
    if target.low == 0 and target.comparator != Comparator.AT_MOST:
        raise Refused("目标值要大于 0；要求不发生的，请选“不超过”再填 0。", field="low")
    if target.comparator != Comparator.BETWEEN:
        target.high = None
        return
    if target.high is None:
        raise Refused("请填写上限。", field="high")
    if target.high < target.low:
        raise Refused("上限不能小于下限。", field="high")


def _check_indicator(target: Target) -> None:
    indicator = target.indicator
    if indicator is None:
        if not target.unit:
            raise Refused("请填写单位。", field="unit")
        return
    if not indicator.active or indicator.broken:
        raise Refused("这个指标已停用，请改选一个。", field="indicator")
    if indicator.confidential:
        raise Refused("保密指标只按整季度、整年发布，不能用来看进度。", field="indicator")
    target.unit = target.unit or indicator.unit
    if target.unit != indicator.unit:
        raise Refused(f"这个指标的单位是“{indicator.unit}”，和目标的单位不一致。", field="unit")
