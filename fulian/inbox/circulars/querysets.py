"""Who may see what of a circular.

The issuer's side (whoever issues for the organization that wrote it, and those above it who look) sees all of what was issued,
a draft only those who issue. Those to whom it is addressed, and their own superiors, see the circular and of the answers only
those within their reach. Who got a circular passed on sees the one that was passed on as well.
"""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Prefetch, Q

from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet
from fulian.inbox.circulars.choices import DELIVERED, Status

SEE, ISSUE, ANSWER = Permission.CIRCULARS_VIEW, Permission.CIRCULARS_ISSUE, Permission.CIRCULARS_ANSWER


def _recipients(model: type[models.Model]) -> Any:
    return model._meta.get_field("recipients").related_model._default_manager.all()  # type: ignore[union-attr]


class CircularQuerySet(ScopedQuerySet):
    def visible_to(self, user: Holder, permission: Permission) -> Self:
        if permission == ISSUE:
            return self.written_by(user)
        if permission == ANSWER:
            return self.addressed_to(user)
        rows = self._addressed(user)
        behind = Q(pk__in=rows.values("circular__forwards")) | Q(pk__in=rows.values("circular__forwards__forwards"))
        return self.filter(self._her_own(user) | Q(behind, status__in=DELIVERED))

    def her_own(self, user: Holder) -> Self:
        """Without what she only reads because it was passed on to her: that stands on the page of the one she got."""
        return self.filter(self._her_own(user))

    def _addressed(self, user: Holder) -> Any:
        return _recipients(self.model).filter(user.scope(SEE).q(), circular__status__in=DELIVERED)

    def _her_own(self, user: Holder) -> Q:
        issued = user.scope(SEE).q() | Q(pk__in=self._addressed(user).values("circular"))
        return user.scope(ISSUE).q() | Q(issued, status__in=DELIVERED)

    def written_by(self, user: Holder) -> Self:
        """Of the organizations for which she may issue, drafts among them."""
        return self.filter(user.scope(ISSUE).q())

    def addressed_to(self, user: Holder, permission: Permission = ANSWER) -> Self:
        rows = _recipients(self.model).filter(user.scope(permission).q())
        return self.filter(pk__in=rows.values("circular"), status__in=DELIVERED)

    def listed(self) -> Self:
        return self.select_related("organization")

    def detailed(self) -> Self:
        return self.select_related(
            "organization", "issued_by", "created_by", "withdrawn_by", "forwards__organization", "follows",
            "forwards__forwards__organization",
        )  # fmt: skip

    def with_recipients_for(self, user: Holder) -> Self:
        """With the rows of `recipients` that she may see, as `seen`."""
        rows = _recipients(self.model).visible_to(user, SEE).select_related("organization")
        return self.prefetch_related(Prefetch("recipients", rows, to_attr="seen"))

    def with_counts(self) -> Self:
        """How many were asked, how many answered."""
        return self.annotate(
            asked_count=Count("recipients", distinct=True),
            answered_count=Count("recipients", filter=Q(recipients__answered_at__isnull=False), distinct=True),
        )


class ReceiverQuerySet(ScopedQuerySet):
    def visible_to(self, user: Holder, permission: Permission) -> Self:
        """With CIRCULARS_ISSUE those of her own circulars, with CIRCULARS_ANSWER those for whom she answers."""
        written = user.scope(ISSUE).q("circular__organization__path")
        if permission == ISSUE:
            return self.filter(written)
        delivered = Q(circular__status__in=DELIVERED)
        addressed = Q(delivered, user.scope(permission).q())
        if permission == ANSWER:
            return self.filter(addressed)
        return self.filter(written | addressed | Q(delivered, user.scope(SEE).q("circular__organization__path")))

    def waiting(self) -> Self:
        """Issued, and nobody has answered for it."""
        return self.filter(answered_at__isnull=True, circular__status=Status.ISSUED)

    def late(self, today: datetime.date) -> Self:
        return self.waiting().filter(circular__due_on__lt=today)

    def by_urgency(self) -> Self:
        """What falls due first, then what has no day; the newest of equals first."""
        return self.order_by(models.F("circular__due_on").asc(nulls_last=True), "-circular__issued_at", "pk")

    def listed(self) -> Self:
        return self.select_related("organization__parent", "circular__organization", "answered_by")

    def detailed(self) -> Self:
        """As the ledger has them, the newest circular first."""
        return (
            self.select_related(
                "organization__parent", "circular__organization", "circular__forwards", "opened_by", "answered_by"
            )
            .annotate(reminded=Count("reminders", distinct=True))
            .order_by("-circular__created_at", "circular", "organization__sort_key", "pk")
        )
