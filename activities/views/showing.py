"""An activity as its page tells it: its figures, its facts, and what hangs on it. The usual is not worth a line."""

from typing import Any

from activities.choices import Mode, Role
from activities.models import Activity, GoodsLine, TaskLink
from fulian.core.chinese import long_date, short_date
from fulian.core.permissions import Permission
from fulian.core.quantities import Quantity, total
from plans.models import Plan, Task

SERIES_SHOWN = 60


def label(name: str) -> str:
    return str(Activity._meta.get_field(name).verbose_name)


def figures_of(activity: Activity) -> list[dict[str, Any]]:
    """The figures that were stated, as they were stated: 200余 stays 200余. A planned one has none yet."""
    if activity.is_planned:
        return []
    stated = (
        ("sessions", activity.kind.session_unit, activity.sessions_qualifier),
        ("attendances", "人次", activity.people_qualifier),
        ("people", "人", activity.people_qualifier),
        ("volunteers", "人次", ""),
        ("materials", "份", activity.materials_qualifier),
        ("employed", "人", ""),
    )
    own = [
        {"label": label(name), "value": Quantity.of(getattr(activity, name), qualifier).text(), "unit": unit}
        for name, unit, qualifier in stated
        if getattr(activity, name) is not None
    ]
    return own + [
        {
            "label": value.field.label,
            "value": value.shown.removesuffix(value.field.unit_text),
            "unit": value.field.unit_text,
        }
        for value in activity.field_values.all()
        if value.field.is_numeric and value.shown
    ]


def facts_of(activity: Activity) -> list[Any]:
    days = long_date(activity.starts_on)
    if activity.ends_on:
        days = f"{days}至{long_date(activity.ends_on)}"
    facts: list[tuple[str, Any]] = [
        (label("starts_on"), days),
        (label("kind"), f"{activity.kind.label}（{activity.kind.get_category_display()}）"),
        (label("organization"), activity.organization.name),
        (label("place"), activity.place_text),
        (label("role"), "" if activity.role == Role.HOST else activity.get_role_display()),
        (label("mode"), "" if activity.mode == Mode.OFFLINE else activity.get_mode_display()),
        *((value.field.label, value.shown) for value in activity.field_values.all() if not value.field.is_numeric),
        (label("themes"), "、".join(theme.label for theme in activity.themes.all())),
        (label("brand"), activity.brand),
        ("联办的妇联组织", "、".join(str(link) for link in activity.partner_links.all())),
        (label("partners"), activity.partners),
        (label("materials_note"), activity.materials_note),
        ("原定日期", "\n".join(_postponed(activity))),
        (label("cancel_reason"), activity.cancel_reason),
    ]
    found: list[Any] = [(name, value) for name, value in facts if value]
    if activity.campaign:
        found.append(
            {"label": label("campaign"), "value": activity.campaign.title, "url": activity.campaign.get_absolute_url()}
        )
    return found


def _postponed(activity: Activity) -> list[str]:
    return [
        f"{long_date(one.from_day)}，改到{short_date(one.to_day)}：{one.reason}" for one in activity.postponements.all()
    ]


def more_of(activity: Activity, user: Any) -> dict[str, Any]:
    goods = list(activity.goods.all())
    return {"goods": goods, "goods_value": _value(goods), "tasks": _tasks(activity, user), "series": _series(activity)}


def _value(goods: list[GoodsLine]) -> str:
    known = [Quantity.of(line.value) for line in goods if line.value is not None]
    return total(known).text("元") if known else ""


def _tasks(activity: Activity, user: Any) -> list[Task]:
    """The tasks as the plan says them that was in force on its day."""
    keys = TaskLink.objects.filter(activity=activity).values("task_key")
    plans = Plan.objects.readable_by(user).in_force_on(activity.starts_on)
    if not user.may(Permission.PLANS_VIEW):
        return []
    return list(
        Task.objects.filter(key__in=keys, chapter__plan__in=plans).select_related("chapter__plan__organization")
    )


def _series(activity: Activity) -> list[Activity]:
    if activity.series_id is None:
        return []
    return list(Activity.objects.filter(series=activity.series_id).listed().order_by("starts_on", "pk")[:SERIES_SHOWN])
