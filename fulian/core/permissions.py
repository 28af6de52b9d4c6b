"""What a person may do. One list; roles (fulian/accounts/roles.py) say who holds what, and how far it reaches."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.db.models import Q


class Permission(StrEnum):
    """A value never changes once released: audit rows and tests name it."""

    ORGANIZATIONS_VIEW = "organizations.view"
    ORGANIZATIONS_EDIT = "organizations.edit"
    ACCOUNTS_VIEW = "accounts.view"
    ACCOUNTS_MANAGE = "accounts.manage"
    PASSWORDS_RESET = "accounts.reset_password"
    AUDIT_VIEW = "audit.view"
    CALENDAR_EDIT = "calendar.edit"
    CIRCULARS_VIEW = "circulars.view"
    CIRCULARS_ISSUE = "circulars.issue"  # 通知 to those below
    CIRCULARS_ANSWER = "circulars.answer"
    INDICATORS_VIEW = "indicators.view"
    INDICATORS_EDIT = "indicators.edit"
    REGISTERS_VIEW = "registers.view"
    REGISTERS_EDIT = "registers.edit"
    REGISTERS_PHONES = (
        "registers.see_phones"  # the phone numbers of officers in full; others see their last four digits
    )
    REGISTERS_SET_UP = "registers.set_up"  # kinds of venues, teams and people; rounds of elections
    ACTIVITIES_VIEW = "activities.view"
    ACTIVITIES_EDIT = "activities.edit"
    ACTIVITIES_DEFINE = "activities.define"  # the kinds of activities and what each asks for, the themes and their days
    SCREENING_VIEW = "screening.view"  # 两癌筛查: programmes, sessions and their counts
    SCREENING_EDIT = "screening.edit"
    SCREENING_PERSONS = "screening.persons"  # the register of persons, where a programme keeps one
    PUBLICITY_JUDGE = "publicity.judge"  # 信息报送: adopt, decline or pass up what those below told
    FAMILIES_VIEW = "families.view"
    FAMILIES_EDIT = "families.edit"
    ASSISTANCE_VIEW = "rights.view_assistance"  # mediations and risk checks: the open class of rights/
    ASSISTANCE_EDIT = "rights.edit_assistance"
    CASES_HANDLE = "rights.handle_cases"  # the confidential class: her own cases, and those below her
    PLANS_VIEW = "plans.view"
    PLANS_EDIT = "plans.edit"
    PLANS_APPROVE = "plans.approve"
    PLANS_ANSWER = (
        "plans.answer"  # confirm or object to the share of a higher plan's target that her organization was given
    )
    SUPERVISION_VIEW = "supervision.view"
    SUPERVISION_ISSUE = "supervision.issue"  # 工作提示, 提醒函, 通报 to those below
    SUPERVISION_REPLY = "supervision.reply"
    MONITORING_VIEW = "monitoring.view"  # 两规划监测
    MONITORING_EDIT = "monitoring.edit"
    REPORTS_VIEW = "reports.view"
    REPORTS_FILE = "reports.file"
    REPORTS_REVIEW = "reports.review"
    REPORTS_CLOSE = "reports.close"
    SUMMARIES_VIEW = "summaries.view"
    SUMMARIES_EDIT = "summaries.edit"
    SUMMARIES_SIGN = "summaries.sign"
    LEDGERS_TAKE_OVER = "ledgers.take_over"  # import ledgers of organizations below that she otherwise only sees


class Reach(StrEnum):
    OWN = "own"  # the organization of the post alone
    SUBTREE = "subtree"  # it and everything below it


@dataclass(frozen=True)
class Scope:
    """The organizations under a person's posts for one permission, as materialised paths.

    `subtrees` are path prefixes ("1/12/"), `own` exact paths. An empty scope matches no row.
    """

    subtrees: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.subtrees or self.own)

    def covers(self, path: str) -> bool:
        return path in self.own or any(path.startswith(prefix) for prefix in self.subtrees)

    def q(self, field: str = "organization__path") -> Q:
        """A condition on a path column; ranges, so that an index serves it."""
        condition = Q(pk__in=[])
        for prefix in self.subtrees:
            condition |= Q(**{f"{field}__under": prefix})
        if self.own:
            condition |= Q(**{f"{field}__in": self.own})
        return condition


class Holder(Protocol):
    """What the kernel asks of `request.user`: the two questions of access, and what she keeps of a list for herself."""

    def may(self, permission: Permission) -> bool: ...
    def scope(self, permission: Permission) -> Scope: ...
    def saved_filters_of(self, page: str) -> list: ...
