"""Who may see what of a notice. It has two sides, and neither follows from the issuer's path alone.

The issuer's side (whoever sees the organization that wrote it, and those above) sees all of an issued notice. A draft is seen
by those who may issue it, and by nobody else. The recipient's side sees an issued notice that is addressed to an organization
within its reach, and of the answers only its own; of a 通报 it also sees to whom else it went.
"""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Prefetch, Q

from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet
from plans.supervision.choices import DELIVERED, OPEN, OUTSTANDING, Answer, Degree, Status

SEE, ISSUE, REPLY = Permission.SUPERVISION_VIEW, Permission.SUPERVISION_ISSUE, Permission.SUPERVISION_REPLY


def _recipients(model: type[models.Model]) -> Any:
    return model._meta.get_field("recipients").related_model._default_manager.all()  # type: ignore[union-attr]


class NoticeQuerySet(ScopedQuerySet):
    def visible_to(self, user: Holder, permission: Permission) -> Self:
        if permission == ISSUE:
            return self.written_by(user)
        if permission == REPLY:
            return self.addressed_to(user)
        return self.filter(self._written_by(user) | self._issued_within(user) | self._addressed_to(user, SEE))

    def written_by(self, user: Holder) -> Self:
        """Those of the organizations for which she may issue, drafts among them."""
        return self.filter(self._written_by(user))

    def addressed_to(self, user: Holder) -> Self:
        """Those that ask her organizations for an answer, whoever wrote them."""
        return self.filter(self._addressed_to(user, REPLY))

    def listed(self) -> Self:
        return self.select_related("organization")

    def detailed(self) -> Self:
        return self.select_related(
            "organization", "issued_by", "created_by", "closed_by", "withdrawn_by", "escalates__organization",
            "target__organization", "target__task__chapter__plan__organization",
        )  # fmt: skip

    def with_recipients_for(self, user: Holder) -> Self:
        """With the rows of `recipients` that she may see, as `seen`."""
        rows = _recipients(self.model).visible_to(user, SEE).select_related("organization")
        return self.prefetch_related(Prefetch("recipients", rows, to_attr="seen"))

    @staticmethod
    def _written_by(user: Holder) -> Q:
        return user.scope(ISSUE).q()

    @staticmethod
    def _issued_within(user: Holder) -> Q:
        return Q(user.scope(SEE).q(), status__in=DELIVERED)

    def _addressed_to(self, user: Holder, permission: Permission) -> Q:
        rows = _recipients(self.model).filter(user.scope(permission).q())
        return Q(pk__in=rows.values("notice"), status__in=DELIVERED)


class RecipientQuerySet(ScopedQuerySet):
    """A 部室 answers for the issuer's own organization, which then stands in `organization`: one rule for both."""

    def visible_to(self, user: Holder, permission: Permission) -> Self:
        """With SUPERVISION_ISSUE those whose answers she judges, with SUPERVISION_REPLY those for whom she answers."""
        written = user.scope(ISSUE).q("notice__organization__path")
        if permission == ISSUE:
            return self.filter(written)
        delivered = Q(notice__status__in=DELIVERED)
        addressed = Q(delivered, user.scope(permission).q())
        if permission == REPLY:
            return self.filter(addressed)
        return self.filter(written | addressed | Q(delivered, user.scope(SEE).q("notice__organization__path")))

    def open(self) -> Self:
        """An answer is expected of them now."""
        return self.filter(status__in=OPEN, notice__status=Status.ISSUED)

    def outstanding(self) -> Self:
        return self.filter(status__in=OUTSTANDING, notice__status=Status.ISSUED)

    def late(self, today: datetime.date) -> Self:
        return self.open().filter(due_on__lt=today)

    def in_time(self, today: datetime.date) -> Self:
        """Asked, and not late yet."""
        return self.open().filter(due_on__gte=today)

    def to_judge(self) -> Self:
        return self.filter(status=Answer.REPLIED, notice__status=Status.ISSUED)

    def listed(self) -> Self:
        return self.select_related("organization", "notice__organization")

    def detailed(self) -> Self:
        """As the ledger has them: with their last answer, and how often they were reminded."""
        return (
            self.select_related(
                "organization", "notice__organization", "notice__target", "notice__escalates", "opened_by"
            )
            .annotate(reminded=Count("reminders", distinct=True))
            .prefetch_related("replies")
            .order_by("-notice__created_at", "notice", "pk")
        )


class ReplyQuerySet(ScopedQuerySet):
    """An answer is between the recipient and the issuer: another recipient of the same notice never sees it."""

    def visible_to(self, user: Holder, permission: Permission) -> Self:
        rows: Any = self.model._meta.get_field("recipient").related_model._default_manager.all()  # type: ignore[union-attr]
        return self.filter(recipient__in=rows.visible_to(user, permission))


def names_all(degree: str) -> bool:
    """A 通报 tells everybody to whom it went; a 工作提示 or 提醒函 is between two."""
    return degree == Degree.CIRCULAR
