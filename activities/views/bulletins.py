"""简报 and the picture of a year: the page shows the document as it will be printed, and gives it as PDF and Word."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import generic

from activities import bulletin, yearly
from activities.forms.bulletins import MonthForm, OrganizationForm, YearForm
from activities.models import Activity
from activities.parts import PHOTO_RULES, fit_to_leave
from fulian.attachments.models import Attachment
from fulian.attachments.services import attachments_of
from fulian.core import views
from fulian.core.periods import Month
from fulian.core.permissions import Permission
from fulian.documents.blocks import Document
from fulian.documents.rendering import preview_html
from fulian.documents.serving import CONTENT_TYPES, document_response

KINDS = ("docx", "pdf")
CONSIDERED = 60  # of a month's activities, the marked and the largest: from them a few are told


class ActivityBulletin(views.DetailView):
    permission = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.active().detailed()
    template_name = "activities/bulletin.html"

    def document(self) -> Document:
        return bulletin.bulletin_of(self.object, list(fit_to_leave(attachments_of(self.object))))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        photos = attachments_of(self.object)
        return super().get_context_data(
            title="简报",
            left_out=photos.count() - fit_to_leave(photos).count(),
            marking_urls=[reverse(rule.url, args=[self.object.pk]) for rule in PHOTO_RULES],
            preview=preview_html(self.document()),
            files=[(kind, reverse("activities:activity-bulletin-file", args=[self.object.pk, kind])) for kind in KINDS],
            back_url=self.object.get_absolute_url(),
            back_label=self.object.title,
            **kwargs,
        )


class ActivityBulletinFile(ActivityBulletin):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        name = f"活动简报_{self.object.starts_on:%Y%m%d}"
        return document_response(self.document(), suffix=_suffix(kwargs["kind"]), name=name)


class ChosenDocument(views.ScopedMixin, generic.TemplateView):
    """A document of an organization and a time that she chooses. With a `kind` in the address it is the file."""

    permission = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.active().own().detailed()
    template_name = "activities/bulletin.html"
    form_class: type[OrganizationForm]
    title: str
    intro: str
    way = ""
    file_url: str  # URL name; takes the kind of file
    usual_time: Callable[[Any], dict[str, str]]  # what is shown before she chose
    document: Callable[[Any], Document]  # of a valid form

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (
            "kind" not in kwargs or not self.form.is_valid()
        ):  # of an address that somebody changed the page says what is wrong
            return super().get(request, *args, **kwargs)
        document = self.document()
        return document_response(document, suffix=_suffix(kwargs["kind"]), name=document.title_for_metadata)

    @cached_property
    def form(self) -> OrganizationForm:
        post = self.request.user.current_post
        usual = {"organization": post.organization_id if post else "", **self.usual_time()}
        return self.form_class({**usual, **self.request.GET.dict()}, request=self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        if self.form.is_valid():
            asked = urlencode({name: self.form[name].value() for name in self.form.fields})
            shown = {
                "preview": preview_html(self.document()),
                "files": [(kind, f"{reverse(self.file_url, args=[kind])}?{asked}") for kind in KINDS],
            }
        return super().get_context_data(
            form=self.form, back_url=reverse("activities:activity-list"), back_label="活动", **shown, **kwargs
        )


class MonthBulletin(ChosenDocument):
    form_class = MonthForm
    title = "月度简报"
    intro = "数字由活动记录汇总。选用标为亮点的、有照片的、参加人多的活动，最多5场；文字要改，请下载Word。照片只用看过、可以公开的。"
    way = "bulletin"
    file_url = "activities:month-bulletin-file"

    def usual_time(self) -> dict[str, str]:
        return {"month": str(Month.of(timezone.localdate()).plus(-1))}

    def document(self) -> Document:
        organization, month = self.form.cleaned_data["organization"], Month.parse(self.form.cleaned_data["month"])
        rows = self.get_queryset().filter(organization__path__under=organization.path).on(month.period)
        largest_first = rows.order_by(F("is_featured").desc(), F("attendances").desc(nulls_last=True), "pk")
        considered = list(largest_first[:CONSIDERED])
        told = bulletin.choose(considered, fit_to_leave(Attachment.objects.all()).first_of(considered))
        return bulletin.bulletin_of_month(organization, month, told)


class YearPicture(ChosenDocument):
    form_class = YearForm
    title = "年度图览"
    intro = "各月、各类、各单位开展活动的情况，数与月报、总结同出一处。"
    way = "year"
    file_url = "activities:year-picture-file"

    def usual_time(self) -> dict[str, str]:
        return {"year": str(timezone.localdate().year)}

    def document(self) -> Document:
        chosen = self.form.cleaned_data
        return yearly.picture_of_year(chosen["organization"], chosen["year"], timezone.localdate())


def _suffix(kind: str) -> str:
    if f".{kind}" not in CONTENT_TYPES:
        raise Http404
    return f".{kind}"
