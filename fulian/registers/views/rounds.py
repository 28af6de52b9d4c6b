"""换届进度: who has held the election of a round, and who has not yet."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.organizations.models import Organization
from fulian.registers import services
from fulian.registers.composition import composition
from fulian.registers.filters import OfOrganizationFilter
from fulian.registers.forms import RoundForm
from fulian.registers.models import ElectionRound
from fulian.registers.pages import ELECTION
from fulian.registers.progress import chosen, is_overdue, organizations_of, parts_of
from fulian.registers.tables import RoundTable
from fulian.registers.views.entries import tabs_of

SHOWN = 60  # organizations that have not elected yet, on one page: more than a township has villages


class RoundMixin:
    """Rounds of her own organization, of those above it, and of those below it."""

    permission = Permission.REGISTERS_VIEW
    queryset = ElectionRound.objects.listed()

    def get_queryset(self):
        return self.queryset.all().concerning(self.request.user, self.permission)  # type: ignore[attr-defined]


class RoundList(RoundMixin, views.ListView):
    table_class = RoundTable
    template_name = "registers/entry_list.html"
    page_title = "换届进度"
    page_intro = "一次换届工作：从哪天开始、哪天以前完成，各单位换了没有。"
    create_url = "registers:election-round-create"
    create_label = "布置换届"
    create_permission = Permission.REGISTERS_SET_UP
    sorts = {"due": ("要求完成日期由近到远", "-due_on")}
    empty_title = "还没有布置换届"
    empty_text = "区妇联布置一次换届工作以后，这里看得到各单位的进度。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=tabs_of(ELECTION), **kwargs)


class RoundDetail(RoundMixin, views.DetailView):
    template_name = "registers/election_round_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        election_round, today = self.object, timezone.localdate()
        user = self.request.user
        visible = Organization.objects.visible_to(user, Permission.REGISTERS_VIEW)
        everyone = organizations_of(election_round, visible)
        narrowed = OfOrganizationFilter(self.request.GET or None, queryset=election_round_rows(), request=self.request)
        organizations = everyone.filter(path__under=narrowed_path(narrowed)) if narrowed_path(narrowed) else everyone
        waiting = list(
            organizations.filter(held_on__isnull=True).select_related("parent").order_by("path")[: SHOWN + 1]
        )
        parts = parts_of(organizations)
        total, held = sum(part.total for part in parts), sum(part.held for part in parts)
        may_set_up = user.scope(Permission.REGISTERS_SET_UP).covers(election_round.organization.path)
        return super().get_context_data(
            back_url=reverse("registers:election-round-list"),
            page_title=election_round.name,
            filterset=narrowed,
            total=total,
            held=held,
            left=total - held,
            percent=round(held * 100 / total) if total else 0,
            overdue=is_overdue(election_round, today) and held < total,
            parts=parts,
            waiting=waiting[:SHOWN],
            more=max(0, total - held - SHOWN),
            recent=organizations.filter(held_on__isnull=False)
            .select_related("parent")
            .order_by("-held_on", "path")[:10],
            shares=composition(chosen(election_round, organizations.values("pk")), today) if held else [],
            actions=[
                {
                    "label": "修改",
                    "url": reverse("registers:election-round-update", args=[election_round.pk]),
                    "icon": "edit",
                }
            ]
            if may_set_up
            else [],
            **kwargs,
        )


def election_round_rows() -> Any:
    """The filter offers organizations; it narrows those of the round, not rows of its own."""
    return ElectionRound.objects.none()


def narrowed_path(filterset: OfOrganizationFilter) -> str:
    chosen_one = filterset.form.cleaned_data.get("organization") if filterset.form.is_valid() else None
    return chosen_one.path if chosen_one else ""


class RoundCreate(OnceMixin, views.FormView):
    permission = Permission.REGISTERS_SET_UP
    form_class = RoundForm
    page_title = "布置换届"
    submit_label = "布置换届"

    def perform(self, form: RoundForm) -> ElectionRound:
        return services.keep_round(election_round=form.instance, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("registers:election-round-list"), **kwargs)


class RoundUpdate(OnceMixin, views.UpdateView):
    permission = Permission.REGISTERS_SET_UP
    seen_with = Permission.REGISTERS_VIEW
    queryset = ElectionRound.objects.listed()
    form_class = RoundForm
    page_title = "修改换届工作"
    submit_label = "保存修改"

    def perform(self, form: RoundForm) -> ElectionRound:
        return services.keep_round(election_round=form.instance, by=self.request.user)
