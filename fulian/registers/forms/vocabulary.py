"""What a district says of a kind: its name, where it stands in the list, and whether it may still be chosen."""

from typing import Any

from fulian.core.forms import PortalModelForm
from fulian.registers.forms.base import speak_plainly
from fulian.registers.models import StandardItem, TalentKind, TeamKind, VenueKind, VenueType

COMMON = ("label", "order", "is_active")


class VocabularyForm(PortalModelForm):
    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["order"].help_text = "数小的排在前面。"
        self.fields["is_active"].help_text = "不再用的取消勾选；已经登记的不变，数字也不变。"
        if "kind" in self.fields:
            self.fields["kind"].empty_label = None
        speak_plainly(self.fields)


class VenueKindForm(VocabularyForm):
    class Meta:
        model = VenueKind
        fields = ("label", "unit", "hosts_activities", "order", "is_active")


class VenueTypeForm(VocabularyForm):
    class Meta:
        model = VenueType
        fields = ("kind", *COMMON)


class StandardItemForm(VocabularyForm):
    class Meta:
        model = StandardItem
        fields = ("kind", "label", "question", "order", "is_active")


class TeamKindForm(VocabularyForm):
    class Meta:
        model = TeamKind
        fields = COMMON


class TalentKindForm(VocabularyForm):
    class Meta:
        model = TalentKind
        fields = COMMON
