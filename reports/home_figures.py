"""The leader's first line: the year so far in four numbers, each beside the year before and with its records behind it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from fulian.accounts.roles import RoleCode
from fulian.core.chinese import plain
from fulian.core.periods import Period
from fulian.core.permissions import Permission
from fulian.inbox.registry import HomeSection, register
from fulian.indicators.figures import Coverage, Figure, figures
from fulian.indicators.models import Indicator
from fulian.indicators.spans import span_of

MAIN_FIGURES = ("activity.sessions", "activity.attendances", "care.visits", "family.named_families")


@dataclass(frozen=True)
class Shown:
    """One number of the line."""

    figure: Figure
    before: Figure

    @property
    def number(self) -> str:
        return str(self.figure.value) if self.figure.value is not None else "0"

    @property
    def url(self) -> str:
        period = span_of(self.figure.period)
        return reverse(
            "indicators:figure-trace", args=[self.figure.indicator.code, self.figure.organization.pk, period]
        )

    @property
    def comparison(self) -> str:
        """同比, as a percentage with its n/N; only where both years have numbers."""
        now, then = self.figure.value, self.before.value
        if not now or not then:
            return ""
        change = (now.value - then.value) * 100 / then.value
        return f"同比{'+' if change >= 0 else '−'}{abs(change):.0f}%（{plain(now.value)}/{plain(then.value)}）"


def main_figures(user: Any, today: datetime.date) -> dict[str, Any] | None:
    post = user.current_post
    if post is None:
        return None
    period = Period.year(today.year, today)
    last_day = today.replace(day=28) if (today.month, today.day) == (2, 29) else today
    earlier = Period.year(today.year - 1, last_day.replace(year=today.year - 1))
    indicators = list(Indicator.objects.active().filter(code__in=MAIN_FIGURES).order_by("order"))
    if not indicators:
        return None
    now, then = figures(indicators, post.organization, period), figures(indicators, post.organization, earlier)
    return {
        "until": today,
        "shown": [Shown(now[indicator.code], then[indicator.code]) for indicator in indicators],
        "coverage": next((figure.coverage for figure in now.values()), Coverage()),
    }


register(
    HomeSection(
        "reports.figures", order=10, permission=Permission.REPORTS_VIEW, roles=(RoleCode.LEADER,),
        template="reports/home_figures.html", context=main_figures,
    )
)  # fmt: skip
