"""An activity told in sentences from what was recorded of it: for a bulletin, a message to the level above, a WeChat post."""

from collections.abc import Iterator

from activities.choices import Role
from activities.models import Activity
from fulian.core.chinese import short_date
from fulian.core.quantities import Quantity

VERBS = {
    Role.HOST: "举办",
    Role.UNDERTAKE: "承办",
    Role.CO_HOST: "联合举办",
    Role.SEND_PARTICIPANTS: "组织妇女参加",
    Role.COOPERATE: "配合开展",
}


def paragraphs_of(activity: Activity) -> list[str]:
    """What happened, as one sentence; then why, how and to what effect in her own words. Nothing that she did not record."""
    return [opening(activity), *_lines(activity.purpose), *_lines(activity.effect)]


def opening(activity: Activity) -> str:
    """3月8日，青石镇榆钱村妇联在村文化广场举办普法宣讲“普法进集市”3场，126人次参加，发放资料200份。"""
    days = short_date(activity.starts_on)
    if activity.ends_on:
        days = f"{days}至{short_date(activity.ends_on)}"
    place = f"在{activity.place_text}" if activity.place_text else ""
    together = f"与{activity.partners}" if activity.partners and activity.role == Role.CO_HOST else ""
    what = f"{VERBS[Role(activity.role)]}{_named(activity)}"
    many = activity.sessions_text if activity.sessions > 1 else ""
    return (
        "，".join(
            [f"{days}", f"{activity.organization.official_name}{together}{place}{what}{many}", *_figures(activity)]
        )
        + "。"
    )


def _named(activity: Activity) -> str:
    """The kind, and the title when it says more than the kind."""
    if activity.kind.label in activity.title:
        return activity.title
    return f"{activity.kind.label}“{activity.title}”" if not activity.title.startswith("“") else activity.title


def _figures(activity: Activity) -> Iterator[str]:
    if activity.attendances is not None:
        yield f"{activity.attendances_text}参加"
    elif activity.people is not None:
        yield f"{Quantity.of(activity.people, activity.people_qualifier).text('人')}参加"
    if activity.materials:
        what = activity.materials_note or "宣传资料"
        yield f"发放{what}{Quantity.of(activity.materials, activity.materials_qualifier).text('份')}"
    if activity.employed:
        yield f"带动就业{activity.employed}人"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
