"""The forms of 信息报送. What may be recorded is judged by the services, at the field."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from activities.publicity.composing import Photo
from activities.publicity.models import Adoption, Message, Platform
from fulian.core.forms import PortalForm, PortalModelForm
from fulian.core.permissions import Permission
from fulian.registers.forms import RecordForm
from fulian.registers.forms.base import only_active

NO_CHILD, CHILD, CONSENT = "no", "yes", "consent"
SEEN = ((NO_CHILD, "没有儿童"), (CHILD, "有儿童，不公开"), (CONSENT, "有儿童，监护人同意公开"))


class MessageForm(PortalForm):
    title = forms.CharField(label=Message._meta.get_field("title").verbose_name, max_length=80)
    text = forms.CharField(
        label=Message._meta.get_field("text").verbose_name, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10, "data-copy-source": ""}), help_text="可以改。不写群众和孩子的姓名。",
    )  # fmt: skip


class PhotosForm(PortalForm):
    """One question for each photo: is a child on it?"""

    def __init__(self, *args: Any, photos: list[Photo], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.photos = photos
        for one in photos:
            self.fields[f"photo{one.photo.pk}"] = forms.ChoiceField(
                choices=SEEN, required=False, initial=one.choice, widget=forms.RadioSelect, label="这张照片里"
            )

    @property
    def rows(self) -> list[tuple[Photo, Any]]:
        return [(one, self[f"photo{one.photo.pk}"]) for one in self.photos]

    def marks(self) -> dict[int, tuple[bool, bool]]:
        chosen = {one.photo.pk: self.cleaned_data.get(f"photo{one.photo.pk}") for one in self.photos}
        return {key: (value != NO_CHILD, value == CONSENT) for key, value in chosen.items() if value}


class _AdoptionFields:
    """What both forms of an adoption say alike."""

    fields: dict[str, forms.Field]

    def _speak(self, chosen: int | None) -> None:
        only_active(self.fields["platform"], chosen)
        self.fields["platform"].empty_label = "请选择"
        self.fields["link"].widget.attrs["inputmode"] = "url"
        self.fields["published_on"].initial = self.fields["published_on"].initial or timezone.localdate


class AdoptionForm(_AdoptionFields, RecordForm):
    permission = Permission.ACTIVITIES_EDIT
    field_order: ClassVar = ("organization", "title", "platform", "published_on", "link", "note")

    class Meta:
        model = Adoption
        fields = ("organization", "title", "platform", "published_on", "link", "note")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._speak(self.instance.platform_id)


class AdoptForm(_AdoptionFields, PortalModelForm):
    """A message was published: the organization and the activity follow from it."""

    class Meta:
        model = Adoption
        fields = ("title", "platform", "published_on", "link", "note")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._speak(None)

    def _post_clean(self) -> None:
        """Constraints of the table are left to the service."""
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()


class PlatformForm(PortalModelForm):
    class Meta:
        model = Platform
        fields = ("name", "level", "order", "is_active")

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
