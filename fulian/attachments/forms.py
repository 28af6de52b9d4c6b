"""A field for photos: several at once, each checked at once, with the message at the field."""

from typing import Any

from django import forms

from fulian.attachments.images import HEIC, Photo, prepare_photo
from fulian.core.exceptions import Refused


class PhotosInput(forms.FileInput):
    """The phone offers its camera and its album."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict | None = None):
        super().__init__({"multiple": True, "accept": "image/jpeg,image/png,image/webp", **(attrs or {})})


class PhotosField(forms.FileField):
    """Cleans to a list of `Photo`, ready for `attach(upload=…)`; an empty list when nothing was chosen."""

    widget = PhotosInput

    def __init__(self, *, most: int = 9, **kwargs: Any):
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", "照片")
        kwargs.setdefault("help_text", f"可以不传；一次最多{most}张。拍摄地点等信息会自动去掉。")
        self.most = most
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What a script says at once, before anything is sent (static/js/photo-field.js)."""
        return {**super().widget_attrs(widget), "data-most": str(self.most), "data-heic": HEIC}

    def clean(self, data: Any, initial: Any = None) -> list[Photo]:  # type: ignore[override]
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > self.most:
            raise forms.ValidationError(f"一次最多传{self.most}张，您选了{len(uploads)}张。")
        photos, problems = [], []
        for number, upload in enumerate(uploads, start=1):
            try:
                photos.append(prepare_photo(upload))
            except Refused as refusal:
                problems.append(f"第{number}张：{refusal.message}" if len(uploads) > 1 else refusal.message)
        if problems:
            raise forms.ValidationError(problems)
        return photos
