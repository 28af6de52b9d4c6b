"""种类设置: the kinds that a district keeps itself."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.registers import services
from fulian.registers.forms import vocabulary as forms
from fulian.registers.models import StandardItem, TalentKind, TeamKind, VenueKind, VenueType
from fulian.registers.pages import VENUE


@dataclass(frozen=True)
class Words:
    """One vocabulary, as the page of all of them shows it."""

    slug: str
    model: Any
    form: type[forms.VocabularyForm]
    intro: str
    add_label: str

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    def rows(self) -> Any:
        rows = self.model.objects.all()
        return rows.select_related("kind") if self.model in (VenueType, StandardItem) else rows


VOCABULARIES = {
    words.slug: words
    for words in (
        Words("venues", VenueKind, forms.VenueKindForm, "妇女之家、妇女微家、儿童之家等。", "加一种阵地"),
        Words("types", VenueType, forms.VenueTypeForm, "一种阵地里面再分的类型，如妇女微家的五型。", "加一个类型"),
        Words(
            "standard", StandardItem, forms.StandardItemForm, "一种阵地要达到的条件，如妇女微家的五有。", "加一个条件"
        ),
        Words("teams", TeamKind, forms.TeamKindForm, "宣讲队、调解队、志愿服务队等。", "加一种队伍"),
        Words("talents", TalentKind, forms.TalentKindForm, "女企业家、科技特派员等人才库。", "加一类人才"),
    )
}


class VocabularyList(views.PermissionMixin, TemplateView):
    permission = Permission.REGISTERS_SET_UP
    template_name = "registers/vocabulary_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = [
            {
                "words": words,
                "add_url": reverse("registers:vocabulary-create", args=[words.slug]),
                "rows": [
                    {"kind": kind, "url": reverse("registers:vocabulary-update", args=[words.slug, kind.pk])}
                    for kind in words.rows()
                ],
            }
            for words in VOCABULARIES.values()
        ]
        return super().get_context_data(groups=groups, back_url=VENUE.list_url, **kwargs)


class VocabularyMixin(OnceMixin, views.FormView):
    permission = Permission.REGISTERS_SET_UP
    submit_label = "保存"

    @property
    def words(self) -> Words:
        try:
            return VOCABULARIES[self.kwargs["which"]]
        except KeyError as error:
            raise Http404 from error

    def get_form_class(self) -> Any:
        return self.words.form

    def perform(self, form: Any) -> Any:
        return services.keep_kind(kind=form.instance, by=self.request.user)

    def get_success_url(self) -> str:
        return reverse("registers:vocabulary-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.get_success_url(), **kwargs)


class VocabularyCreate(VocabularyMixin):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_title=self.words.add_label, intro=self.words.intro, **kwargs)


class VocabularyUpdate(VocabularyMixin):
    def get_form_kwargs(self) -> dict[str, Any]:
        kind = self.words.model.objects.filter(pk=self.kwargs["pk"]).first()
        if kind is None:
            raise Http404
        return {**super().get_form_kwargs(), "instance": kind}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_title=f"修改{self.words.label}", **kwargs)
