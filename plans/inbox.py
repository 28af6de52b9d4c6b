"""What of the plans stands on a home page: how the year's plan is doing, and what waits for a decision."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from fulian.accounts.roles import RoleCode
from fulian.core.chinese import short_date
from fulian.core.permissions import Permission
from fulian.inbox.registry import DraftForm, HomeSection, Todo, TodoProvider, register
from plans import share_inbox  # noqa: F401  its sections are declared there
from plans.choices import ASK_ABOUT, PlanKind, Status
from plans.models import Plan, Target
from plans.progress import progress_of
from plans.progress.board import parts_of

SHOWN = 8
KEEPERS = (RoleCode.DISTRICT_OFFICER, RoleCode.TOWN_CHAIR, RoleCode.TOWN_OFFICER, RoleCode.VILLAGE_CHAIR)


def progress_section(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """「工作要点12项：正常8、偏慢3、未到期1」 for who keeps a plan: each part leads to its targets.

    A township's or a village's chair answers for her own plan herself, and sees what to ask about as a leader does.
    """
    if RoleCode.LEADER in user.role_codes:
        return None
    return _progress(user, today, ask=RoleCode.DISTRICT_OFFICER not in user.role_codes)


def leader_section(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """The same, and those to ask about, the worst first."""
    return _progress(user, today, ask=True)


def _progress(user: Any, today: datetime.date, *, ask: bool = False) -> dict[str, Any] | None:
    post = user.current_post
    if post is None:
        return None
    plans = Plan.objects.visible_to(user, Permission.PLANS_VIEW).in_force().select_related("organization")
    found = sorted(plans.filter(organization=post.organization_id, year=today.year), key=_importance)
    if not found:
        return None
    plan, *others = found
    progress = progress_of(Target.objects.of_plan(plan).detailed(), today)
    asked = sorted((one for one in progress if one.light in ASK_ABOUT), key=lambda one: ASK_ABOUT.index(one.light))
    return {
        "plan": plan,
        "others": others,
        "total": len(progress),
        "parts": parts_of(progress),
        "asked": asked[:SHOWN] if ask else [],
    }


def _importance(plan: Plan) -> int:
    """The year's work stands on the home page; what is written beside it is linked."""
    kinds = [PlanKind.POINTS, PlanKind.ANNUAL, *PlanKind]
    return kinds.index(PlanKind(plan.kind))


def plans_to_approve(user: Any, today: datetime.date) -> list[Todo]:
    waiting = (
        Plan.objects.visible_to(user, Permission.PLANS_APPROVE).filter(status=Status.SUBMITTED).order_by("submitted_at")
    )
    return [
        Todo(
            f"{Status.SUBMITTED.label}：{plan.title}",
            f"{short_date(timezone.localtime(plan.submitted_at).date())}送审。",
            url=plan.get_absolute_url(),
        )
        for plan in waiting
    ]


def plans_to_publish(user: Any, today: datetime.date) -> list[Todo]:
    approved = Plan.objects.visible_to(user, Permission.PLANS_EDIT).filter(status=Status.APPROVED)
    return [
        Todo(f"已批准，等您发布：{plan.title}", "发布以后大家看得到，并按它看进度。", url=plan.get_absolute_url())
        for plan in approved.order_by("approved_at")
    ]


def plans_returned(user: Any, today: datetime.date) -> list[Todo]:
    returned = (
        Plan.objects.visible_to(user, Permission.PLANS_EDIT).filter(status=Status.DRAFT).exclude(return_reason="")
    )
    return [
        Todo(f"退回修改：{plan.title}", "改好以后重新送审。", url=plan.get_absolute_url(), tone="stop")
        for plan in returned.order_by("year")
    ]


def commitments_due(user: Any, today: datetime.date) -> list[Todo]:
    """Promises whose day has come and of which nobody has said what became."""
    due = Target.objects.visible_to(user, Permission.PLANS_EDIT).commitments_due(today)
    number = due.count()
    if not number:
        return []
    plan = due.order_by("task__chapter__plan__year").values_list("task__chapter__plan", flat=True)[0]
    url = f"{reverse('plans:plan-detail', args=[plan])}?light=behind"
    return [
        Todo(
            f"{number}项承诺到期，还没有登记完成情况",
            "办好了就登记完成日期和依据。",
            url=url,
            tone="late",
            count=number,
        )
    ]


register(
    HomeSection(
        "plans.leader", order=22, template="plans/home_progress.html", context=leader_section,
        permission=Permission.PLANS_VIEW, roles=(RoleCode.LEADER,),
    ),
    HomeSection(
        "plans.progress", order=42, template="plans/home_progress.html", context=progress_section,
        permission=Permission.PLANS_VIEW, roles=KEEPERS,
    ),
    TodoProvider("plans.approve", order=20, permission=Permission.PLANS_APPROVE, todos=plans_to_approve),
    TodoProvider("plans.publish", order=21, permission=Permission.PLANS_EDIT, todos=plans_to_publish),
    TodoProvider("plans.returned", order=25, permission=Permission.PLANS_EDIT, todos=plans_returned),
    TodoProvider("plans.commitments", order=40, permission=Permission.PLANS_EDIT, todos=commitments_due),
    DraftForm("plans.plan", "工作计划", create_url="plans:plan-create", update_url="plans:plan-update"),
)  # fmt: skip
