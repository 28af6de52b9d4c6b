"""Collecting a year's numbers: who has filled in what, entering for a department, reviewing, and the links."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache

from fulian.core import views
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.organizations.models import Organization
from plans.monitoring import services
from plans.monitoring.choices import TONES, Stage
from plans.monitoring.forms import EnterForm, LinkForm, ReviewForm
from plans.monitoring.models import FillLink, MonitoredIndicator, YearValue
from plans.monitoring.querysets import MonitoredIndicatorQuerySet
from plans.monitoring.standing import figure_of, lines_of
from plans.monitoring.status import judge
from plans.monitoring.views.support import YearMixin, programmes_of, years_of


def indicators_in(organization: Organization, year: int) -> MonitoredIndicatorQuerySet:
    found = MonitoredIndicator.objects.active().of(organization)
    return found.filter(programme__start_year__lte=year, programme__end_year__gte=year).placed()


def collection_url(organization: Organization, year: int) -> str:
    return reverse("monitoring:collection-detail", args=[organization.pk, year])


class CollectionDetail(YearMixin, views.DetailView):
    """All departments of a year: how many indicators each has, how far it is, and what can be done."""

    permission = Permission.MONITORING_VIEW
    queryset = Organization.objects.all()
    template_name = "monitoring/collection_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        departments = self._departments()
        total = Counter()
        for one in departments:
            total.update({name: one[name] for name in ("total", *Stage.values, "missing")})
        return super().get_context_data(
            year=self.year,
            years=years_of(self.object),
            departments=departments,
            total=total,
            may_edit=self.request.user.scope(Permission.MONITORING_EDIT).covers(self.object.path),
            back_url=f"{reverse('monitoring:overview')}?organization={self.object.pk}&year={self.year}",
            today=timezone.localdate(),
            **kwargs,
        )

    def _departments(self) -> list[dict[str, Any]]:
        counts: dict[str, Counter] = {}
        for indicator in indicators_in(self.object, self.year):
            count = counts.setdefault(indicator.department, Counter())
            value = self.stored.get(indicator.pk)
            count["total"] += 1
            count[value.stage if value is not None else "missing"] += 1
        links = FillLink.objects.filter(organization=self.object, year=self.year, revoked_at__isnull=True)
        by_department = {link.department: link for link in links}
        today = timezone.localdate()
        return [
            {
                "name": name, "link": by_department.get(name), "link_state": _state_of(by_department.get(name), today),
                **{part: count[part] for part in ("total", *Stage.values, "missing")},
            }
            for name, count in counts.items()
        ]  # fmt: skip


def _state_of(link: FillLink | None, today: Any) -> dict[str, str] | None:
    """What became of a link, in words and tone."""
    if link is None:
        return None
    if link.submitted_at:
        return {"label": f"{timezone.localtime(link.submitted_at):%m-%d}已交", "tone": "done"}
    if link.expires_on < today:
        return {"label": "链接已过期", "tone": "stop"}
    if link.due_on < today:
        return {"label": f"逾期，期限{link.due_on:%m-%d}", "tone": "late"}
    return {"label": f"已发链接，期限{link.due_on:%m-%d}", "tone": "wait"}


class DepartmentMixin(YearMixin):
    """Pages of one department's year, for her who keeps the programmes: `?department=…`."""

    permission = Permission.MONITORING_EDIT
    seen_with = Permission.MONITORING_VIEW
    queryset = Organization.objects.all()

    @cached_property
    def indicators(self) -> list[MonitoredIndicator]:
        found = list(indicators_in(self.object, self.year).of_department(self.department))
        if not found:
            raise Http404
        return found

    def get_success_url(self) -> str:
        return collection_url(self.object, self.year)

    get_cancel_url = get_success_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(year=self.year, department=self.department, **kwargs)  # type: ignore[misc]


class ValueEnter(DepartmentMixin, views.ObjectFormView):
    """A whole year's sheet of one department; what is entered here is accepted at once."""

    form_class = EnterForm
    template_name = "monitoring/value_enter.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": lines_of(self.indicators, self.object, self.year)}

    @property
    def success_message(self) -> str:
        if not self.result:
            return "没有改动。"
        return f"{self.department}{self.year}年的数已保存，改动{len(self.result)}项。"

    def perform(self, form: EnterForm) -> list[YearValue]:
        return services.keep_values(
            organization=self.object, year=self.year, entries=form.entries, office=self.object.name, by=self.request.user,
            why=form.cleaned_data["why"],
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accepted = any(line.accepted is not None for line in lines_of(self.indicators, self.object, self.year))
        return super().get_context_data(asks_why=accepted, **kwargs)


class ValueReview(YearMixin, views.ObjectFormView):
    """What waits for her: beside each number last year's, the questions, and where the indicator would stand."""

    permission = Permission.MONITORING_EDIT
    seen_with = Permission.MONITORING_VIEW
    queryset = Organization.objects.all()
    form_class = ReviewForm
    template_name = "monitoring/value_review.html"

    @cached_property
    def waiting(self) -> list[Any]:
        found = {value.indicator_id: value for value in self.stored.values() if value.stage == Stage.FILLED}
        indicators = [i for i in indicators_in(self.object, self.year) if i.pk in found]
        if self.department:
            indicators = [i for i in indicators if i.department == self.department]
        lines = lines_of(indicators, self.object, self.year)
        for line in lines:
            line.value.indicator = line.indicator
            line.would = judge(line.course, self.year, figure_of(line.value, line.indicator.unit))
            line.would_tone = TONES[line.would.standing]
        return lines

    def get_form_kwargs(self) -> dict[str, Any]:
        waiting = [line.value for line in self.waiting]
        return {**super().get_form_kwargs(), "waiting": waiting}

    @property
    def returns(self) -> bool:
        return self.request.POST.get("action") == "return"

    @property
    def success_message(self) -> str:
        number = len(self.result)
        return f"已退回{number}项，填报部门从原来的链接进去就能看到原因。" if self.returns else f"审核通过{number}项。"

    def perform(self, form: ReviewForm) -> list[YearValue]:
        place = {"organization": self.object, "year": self.year, "seen": form.seen, "by": self.request.user}
        if self.returns:
            return services.return_values(**place, reason=form.cleaned_data["reason"])
        return services.accept_values(**place)

    def get_success_url(self) -> str:
        return collection_url(self.object, self.year)

    get_cancel_url = get_success_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(year=self.year, department=self.department, lines=self.waiting, **kwargs)
        boxes = dict(zip((line.indicator.pk for line in self.waiting), context["form"]["chosen"], strict=False))
        for line in self.waiting:
            line.box = boxes.get(line.indicator.pk)
        return context


@method_decorator(never_cache, name="dispatch")
class LinkCreate(DepartmentMixin, views.ObjectFormView):
    """The address is told once, on the page that answers; nobody can be told it again."""

    form_class = LinkForm
    template_name = "monitoring/link_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "programmes": programmes_of(self.object)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        existing = FillLink.objects.filter(
            organization=self.object, department=self.department, year=self.year, revoked_at__isnull=True
        ).first()
        return super().get_context_data(total=len(self.indicators), existing=existing, **kwargs)

    def form_valid(self, form: LinkForm) -> HttpResponse:
        try:
            link, token = services.make_link(
                organization=self.object,
                department=self.department,
                year=self.year,
                by=self.request.user,
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)
        address = self.request.build_absolute_uri(reverse("monitoring:link-fill", args=[token]))
        context = self.get_context_data(form=form, link=link, address=address)
        answer = self.render_to_response(context)
        answer.template_name = "monitoring/link_told.html"
        return answer


class LinkRevoke(views.ActView):
    permission = Permission.MONITORING_EDIT
    seen_with = Permission.MONITORING_VIEW
    queryset = FillLink.objects.select_related("organization")
    page_title = "停用填报链接"
    question = "停用以后这个链接马上打不开；已经填的数留着。以后可以再发新的。"
    submit_label = "停用链接"
    success_message = "链接已停用。"
    tone = "danger"

    def perform(self, form: Any) -> FillLink:
        return services.revoke_link(link=self.object, by=self.request.user)

    def get_success_url(self) -> str:
        return collection_url(self.object.organization, self.object.year)

    get_cancel_url = get_success_url
