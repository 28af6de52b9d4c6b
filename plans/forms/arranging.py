"""Where a part goes: its place among its siblings, or another chapter."""

from collections.abc import Callable
from typing import Any

from django import forms

from fulian.core.forms import PortalForm
from plans.models import Chapter, Plan, Task
from plans.services.writing import DEEPEST
from plans.tree import ChapterNode, tree_of, walk

INDENT = "　"


class KeysField(forms.CharField):
    """3,1,2"""

    def clean(self, value: Any) -> list[int]:
        try:
            return [int(key) for key in super().clean(value).split(",")]
        except ValueError:
            raise forms.ValidationError("次序没有读懂。") from None


class OrderForm(PortalForm):
    seen = KeysField()
    order = KeysField()


class PlaceForm(PortalForm):
    """`fits(part, node)`: whether a part may be moved under that chapter."""

    fits: Callable[[Any, ChapterNode], bool]
    to = forms.ModelChoiceField(queryset=Chapter.objects.none(), label="移到哪里", widget=forms.Select)

    def __init__(self, *args: Any, part: Chapter | Task, **kwargs: Any):
        super().__init__(*args, **kwargs)
        plan = Plan.objects.whole().get(pk=part.plan_id if isinstance(part, Chapter) else part.chapter.plan_id)
        offered = [node for node in walk(tree_of(plan)) if self.fits(part, node)]
        field = self.fields["to"]
        field.queryset = Chapter.objects.filter(pk__in=[node.chapter.pk for node in offered])
        field.choices = [
            *self.outermost(part),
            *((node.chapter.pk, f"{INDENT * node.depth}{node.number}{node.chapter.title}") for node in offered),
        ]

    def outermost(self, part: Any) -> list[tuple[str, str]]:
        return []


class TaskPlaceForm(PlaceForm):
    def fits(self, part: Task, node: ChapterNode) -> bool:
        return node.chapter.pk != part.chapter_id


class ChapterPlaceForm(PlaceForm):
    """Any chapter but itself, its own inside and the one it stands in; whether it gets too deep the service says."""

    def __init__(self, *args: Any, part: Chapter, **kwargs: Any):
        self.inside: set[int] = {part.pk}
        super().__init__(*args, part=part, **kwargs)
        self.fields["to"].required = part.parent_id is None

    def outermost(self, part: Chapter) -> list[tuple[str, str]]:
        return [("", "最外层，单独成一章")] if part.parent_id else [("", "请选一章")]

    def fits(self, part: Chapter, node: ChapterNode) -> bool:
        if node.chapter.parent_id in self.inside:  # the walk goes from outside in
            self.inside.add(node.chapter.pk)
        return node.chapter.pk not in self.inside and node.chapter.pk != part.parent_id and node.depth < DEEPEST
