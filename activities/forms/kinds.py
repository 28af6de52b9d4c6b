"""The choice of a kind, the same in both forms: six at hand, all others by area."""

from typing import Any

from django import forms
from django.db.models import Q

from activities.models import Activity, ActivityKind
from fulian.core.choices import WorkArea

AT_HAND = "常用"


class KindsMixin:
    """For a form with a field `kind` of radio buttons."""

    fields: dict[str, Any]
    user: Any

    def _offer_kinds(self) -> None:
        """Six at hand first, then all others by area; every one stands once, so that a choice is never ambiguous."""
        field = self.fields["kind"]
        kept = self.instance.kind_id  # type: ignore[attr-defined]
        field.queryset = ActivityKind.objects.filter(Q(is_active=True) | Q(pk=kept))
        kinds = list(field.queryset)
        used = Activity.objects.last_used_kinds(self.user) if self.user else []
        at_hand = ActivityKind.objects.at_hand(used, first=kept or self._wanted())
        others = [kind for kind in kinds if kind not in at_hand]
        groups = [
            (AT_HAND, at_hand),
            *((str(area.label), [k for k in others if k.category == area]) for area in WorkArea),
        ]
        field.choices = [(label, [(kind.pk, kind.label) for kind in group]) for label, group in groups if group]

    def _wanted(self) -> int | None:
        """What she chose before the form came back, or what the link that she followed says."""
        chosen = self.data.get("kind", "") if self.is_bound else self.initial.get("kind", "")  # type: ignore[attr-defined]
        return int(chosen) if str(chosen).isdigit() else None

    @property
    def kind_groups(self) -> list[tuple[str, list[forms.boundfield.BoundWidget]]]:
        """The radio buttons of the kinds, by group; the first group is what she has at hand."""
        buttons = iter(self["kind"].subwidgets)  # type: ignore[index]
        return [(str(label), [next(buttons) for _ in options]) for label, options in self.fields["kind"].choices]
