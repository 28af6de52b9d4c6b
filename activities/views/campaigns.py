"""主题活动: the list, the page of one, and how it is begun and closed."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Count, Q
from django.urls import reverse

from activities.choices import Status
from activities.forms.campaigns import CampaignForm
from activities.measures import HELD
from activities.models import Activity, Campaign
from activities.services import campaigns
from activities.views import showing
from fulian.core import views
from fulian.core.chinese import long_date
from fulian.core.measures import MEASURES, Question, answer
from fulian.core.permissions import Permission
from fulian.core.quantities import total
from fulian.drafts.views import OnceMixin
from fulian.organizations.models import Organization
from fulian.organizations.paths import paths_of, paths_of_each

SHOWN = ("activities.sessions", "activities.attendances", "activities.volunteers", "activities.materials")
LATEST = 20


def label(name: str) -> str:
    return str(Campaign._meta.get_field(name).verbose_name)


class CampaignFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="名称含有", field_name="title", lookup_expr="contains")
    year = django_filters.NumberFilter(label=label("year"))

    class Meta:
        model = Campaign
        fields: tuple[str, ...] = ()


class CampaignTable(tables.Table):
    title = tables.Column(linkify=True)
    held = tables.Column(verbose_name="已归入（场）", attrs={"cell": {"class": "num"}})

    class Meta:
        model = Campaign
        fields = ("title", "starts_on", "ends_on", "organization", "theme", "held")
        orderable = False

    def render_starts_on(self, record: Campaign) -> str:
        return long_date(record.starts_on)

    def render_ends_on(self, record: Campaign) -> str:
        return long_date(record.ends_on)


class CampaignList(views.ListView):
    permission = Permission.ACTIVITIES_VIEW
    queryset = Campaign.objects.listed()
    filterset_class = CampaignFilter
    table_class = CampaignTable
    sorts = {"newest": ("日期由近到远", "-starts_on"), "oldest": ("日期由远到近", "starts_on")}
    page_title = "主题活动"
    page_intro = "三八、六一、重阳、家庭教育宣传周……一个主题一年一页，各级的活动归到一起看，每场只计一次。"
    create_url = "activities:campaign-create"
    create_label = "建一个主题活动"
    create_permission = Permission.ACTIVITIES_EDIT
    empty_title = "还没有主题活动"
    empty_text = "建好以后，本级和下级记活动时就可以归进来。"

    def get_queryset(self) -> Any:
        seen = self.request.user.scope(Permission.ACTIVITIES_VIEW).q("activities__organization__path")
        return (
            super().get_queryset().annotate(held=Count("activities", filter=Q(seen, activities__status=Status.ACTIVE)))
        )


class CampaignDetail(views.DetailView):
    """Its owner sees the whole of it; those who take part see it, and what is theirs of it."""

    permission = Permission.ACTIVITIES_VIEW
    queryset = Campaign.objects.listed()
    template_name = "activities/campaign_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, campaign = self.request.user, self.object
        oversees = user.scope(Permission.ACTIVITIES_VIEW).covers(campaign.organization.path)
        rows = Activity.objects.visible_to(user, Permission.ACTIVITIES_VIEW).filter(campaign=campaign).listed()
        keeps = user.scope(Permission.ACTIVITIES_EDIT).covers(campaign.organization.path)
        return super().get_context_data(
            back_url=reverse("activities:campaign-list"),
            facts=_facts(campaign) + self._condition(),
            oversees=oversees,
            figures=self._figures(oversees),
            missing=_without_any(campaign) if oversees else None,
            held=rows.active().order_by("-starts_on", "-pk")[:LATEST],
            planned=rows.planned().order_by("starts_on", "pk")[:LATEST],
            may_change=keeps,
            may_record=user.may(Permission.ACTIVITIES_EDIT) and campaign.is_active,
            **kwargs,
        )

    def _condition(self) -> list[tuple[str, Any]]:
        """How an indicator names it, for who writes indicators."""
        if not self.request.user.may(Permission.INDICATORS_EDIT):
            return []
        return [("单独出一个数", f"在“指标口径”新增一个指标，固定条件写 campaign: {self.object.pk}")]

    def _figures(self, oversees: bool) -> list[dict[str, Any]]:
        """Of the whole, or of her own organizations and those below them; one query."""
        scope = self.request.user.scope(Permission.ACTIVITIES_VIEW)
        paths = paths_of(self.object.organization) if oversees else (*scope.subtrees, *scope.own)
        wanted = {"campaign": [str(self.object.pk)]}
        questions = [Question(code, MEASURES[code], wanted) for code in SHOWN]
        found = answer(questions, paths=paths, period=self.object.span) if paths else {}
        return [
            {"label": MEASURES[code].label, "value": total(groups.values()).text(), "unit": MEASURES[code].unit}
            for code, groups in found.items()
            if groups
        ]


def _facts(campaign: Campaign) -> list[tuple[str, Any]]:
    named = "、".join(one.name for one in campaign.organizations.all())
    return [
        (showing.label("starts_on"), f"{long_date(campaign.starts_on)}至{long_date(campaign.ends_on)}"),
        (label("organization"), campaign.organization.name),
        *([(label("theme"), campaign.theme.label)] if campaign.theme else []),
        (label("organizations"), named or "全体下级"),
    ]


def _without_any(campaign: Campaign) -> dict[str, Any]:
    """Who takes part and has nothing of it yet: to be asked, not to be ranked. Constant queries."""
    expected = list(campaign.organizations.all()) or list(
        Organization.objects.filter(parent=campaign.organization, closed_on__isnull=True).in_tree_order()
    )
    places = paths_of_each(expected)
    active = HELD.rows().order_by().filter(campaign=campaign).values_list("path_at", flat=True).distinct()
    done = set(active)
    without = [one for one in expected if not any(path.startswith(root) for path in done for root in places[one.pk])]
    return {"expected": len(expected), "done": len(expected) - len(without), "without": without}


class CampaignFormMixin(OnceMixin):
    permission = Permission.ACTIVITIES_EDIT
    form_class = CampaignForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("activities:campaign-list"), **kwargs)


class CampaignCreate(CampaignFormMixin, views.FormView):
    page_title = "建一个主题活动"
    submit_label = "建好"
    success_message = "已建好。本级和下级现在可以把活动归进来。"

    def perform(self, form: CampaignForm) -> Campaign:
        return campaigns.start_campaign(campaign=form.instance, organizations=form.named(), by=self.request.user)


class CampaignKept:
    seen_with = Permission.ACTIVITIES_VIEW
    queryset = Campaign.objects.listed()


class CampaignUpdate(CampaignKept, CampaignFormMixin, views.UpdateView):
    page_title = "修改主题活动"
    submit_label = "保存修改"

    def perform(self, form: CampaignForm) -> Campaign:
        return campaigns.change_campaign(campaign=form.instance, organizations=form.named(), by=self.request.user)


class CampaignClose(CampaignKept, views.ActView):
    """Closes one that is open, and opens one again that was closed."""

    permission = Permission.ACTIVITIES_EDIT
    success_message = "已改好。"

    @property
    def submit_label(self) -> str:
        return "结束，不再归入活动" if self.object.is_active else "重新开放"

    @property
    def question(self) -> str:
        if self.object.is_active:
            return "结束以后，数字照样算，只是不能再把活动归进来。"
        return "重新开放以后，又可以把活动归进来。"

    def perform(self, form: Any) -> Campaign:
        return campaigns.set_campaign_open(
            campaign=self.object, is_open=not self.object.is_active, by=self.request.user
        )
