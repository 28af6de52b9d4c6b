"""What an activity belongs to, and with whom it was: campaign, partners of the portal, tasks of a plan; and whether it is alike."""

import re
import uuid
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone

from activities.choices import PartnerRole
from activities.forms.rows import RowsField, RowsWidget
from activities.models import Activity, Campaign, Partner
from activities.services import Alike
from fulian.core.exceptions import Refused
from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Permission
from fulian.organizations.forms import indented
from fulian.organizations.models import Organization
from plans.models import Plan, Task

APART, INTO = "apart", "into"
CHOICE = re.compile(r"apart:\d+(,\d+)*|into:\d+")


class PartnersField(RowsField):
    """Cleans to unsaved Partner rows."""

    first = "organization"
    default_error_messages: ClassVar = {"first": "请选是哪个单位。"}

    def __init__(self, offered: Any, **kwargs: Any):
        self.offered = {str(one.pk): one for one in offered}
        columns = [
            ("organization", Partner._meta.get_field("organization").verbose_name, forms.Select(
                choices=[("", "没有"), *((key, indented(one)) for key, one in self.offered.items())]
            )),
            ("role", Partner._meta.get_field("role").verbose_name, forms.Select(choices=PartnerRole.choices)),
        ]  # fmt: skip
        super().__init__(widget=RowsWidget(columns, blank=1), required=False, **kwargs)

    def says(self, line: dict[str, str]) -> bool:
        return False  # a role without an organization is what every blank line has

    def row(self, line: dict[str, str], number: int) -> Partner:
        if line["organization"] not in self.offered or line["role"] not in PartnerRole.values:
            raise forms.ValidationError("请从列出的单位里选。")
        return Partner(organization=self.offered[line["organization"]], role=line["role"])


def organizations_near(user: Any) -> Any:
    """Whom she may name as partner: those above, beside and below her own."""
    scope = user.scope(Permission.ACTIVITIES_EDIT)
    roots = (*scope.subtrees, *scope.own)
    above = {path for root in roots for path in ancestor_paths(root)}
    near = Q(path__in=above) | Q(parent__path__in=above)
    return Organization.objects.filter(near, closed_on__isnull=True).in_tree_order()[:400]


class BondsMixin:
    """For a form of an activity."""

    fields: dict[str, forms.Field]
    instance: Activity
    user: Any

    def _offer_bonds(self) -> None:
        self._offer_campaigns()
        self.fields["partner_organizations"] = PartnersField(
            organizations_near(self.user), label="联办的妇联组织",
            help_text="她们看得到这场活动；只算在所属组织名下，不会重复计数，不用各记一次。",
        )  # fmt: skip
        self.initial.setdefault("partner_organizations", self._partners_now())  # type: ignore[attr-defined]
        self._offer_tasks()

    def _offer_campaigns(self) -> None:
        offered = Campaign.objects.visible_to(self.user, Permission.ACTIVITIES_VIEW)
        this_year = timezone.localdate().year
        near = Q(is_active=True, year__gte=this_year - 1) | Q(pk=self.instance.campaign_id)
        self.fields["campaign"].queryset = offered.filter(near)
        self.fields["campaign"].empty_label = "不属于"
        if not self.fields["campaign"].queryset.exists():
            del self.fields["campaign"]

    def _partners_now(self) -> list[dict[str, str]]:
        links = self.instance.partner_links.all() if self.instance.pk else ()
        return [{"organization": str(link.organization_id), "role": link.role} for link in links]

    def _offer_tasks(self) -> None:
        """Tasks of the plans in force of her organizations and of those above."""
        day = self.instance.starts_on or timezone.localdate()
        plans = Plan.objects.readable_by(self.user).in_force_on(day) if self.user.may(Permission.PLANS_VIEW) else None
        kept = set(self.instance.task_links.values_list("task_key", flat=True)) if self.instance.pk else set()
        groups: dict[str, list[tuple[str, str]]] = {}
        if plans is not None:
            tasks = Task.objects.filter(chapter__plan__in=plans).select_related("chapter__plan__organization")
            for task in tasks.order_by("chapter__plan__organization__path", "chapter__plan", "chapter__order", "order"):
                plan = task.chapter.plan
                groups.setdefault(f"{plan.organization.name} {plan.title}", []).append(
                    (str(task.key), f"{task.text[:36]}{'…' if len(task.text) > 36 else ''}")
                )
        if not groups:
            return
        self.fields["tasks"] = forms.MultipleChoiceField(
            choices=list(groups.items()), label="对应哪项计划任务", required=False, widget=forms.CheckboxSelectMultiple,
            help_text="只作对照。计划目标的数按指标自动统计，不靠这里勾选。",
        )  # fmt: skip
        self.initial.setdefault("tasks", [str(key) for key in kept])  # type: ignore[attr-defined]

    def task_keys(self) -> list[uuid.UUID] | None:
        if "tasks" not in self.fields:
            return None
        return [uuid.UUID(key) for key in self.cleaned_data.get("tasks") or ()]  # type: ignore[attr-defined]


class LikenessMixin:
    """Where an alike activity was found, she says which it is: 是同一场, or 不是同一场. `same` is apart:12,13 or into:12."""

    fields: dict[str, forms.Field]
    instance: Activity
    user: Any
    found: list[Activity]
    not_compared = ("same",)

    def _offer_choice(self) -> None:
        self.found = []
        self.fields["same"] = forms.RegexField(CHOICE, required=False)  # its radio buttons stand in _alike.html

    def add_refusal(self, refusal: Refused) -> None:
        if isinstance(refusal, Alike):
            self.found = refusal.found
        super().add_refusal(refusal)  # type: ignore[misc]

    @property
    def _same(self) -> tuple[str, list[int]]:
        what, _, keys = (self.cleaned_data.get("same") or "").partition(":")  # type: ignore[attr-defined]
        return what, [int(key) for key in keys.split(",") if key]

    @property
    def apart(self) -> list[int]:
        what, keys = self._same
        return keys if what == APART else []

    @property
    def into(self) -> int | None:
        what, keys = self._same
        return keys[0] if what == INTO and keys else None

    @property
    def apart_value(self) -> str:
        """The choice “none of them is the same”."""
        return f"{APART}:{','.join(str(one.pk) for one in self.found)}"

    @property
    def alternatives(self) -> list[dict[str, Any]]:
        """Each that was found, and whether she may look at it and put her own into it."""
        seen = self.user.scope(Permission.ACTIVITIES_VIEW)
        kept = self.user.scope(Permission.ACTIVITIES_EDIT)
        return [
            {
                "activity": one,
                "may_see": seen.covers(one.organization.path),
                "value": f"{INTO}:{one.pk}" if kept.covers(one.organization.path) else "",
            }
            for one in self.found
        ]
