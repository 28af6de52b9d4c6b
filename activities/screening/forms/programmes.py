"""A statistical year, and its division among those below."""

import datetime
from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.conf import settings
from django.utils import timezone

from activities.screening.forms.plain import JudgedByServiceMixin
from activities.screening.models import Allotment, Programme
from activities.screening.services import Part, shared
from fulian.core.chinese import typed_number
from fulian.core.exceptions import Refused
from fulian.core.forms import NumberInput, PortalForm
from fulian.core.permissions import Permission
from fulian.organizations.models import Organization
from fulian.registers.forms import MESSAGES, RecordForm, speak_plainly


def year_starts(year: int) -> datetime.date:
    """The first day of a statistical year: 1 April unless the portal is set up otherwise."""
    month, day = map(int, settings.SCREENING_YEAR_STARTS.split("-"))
    return datetime.date(year, month, day)


def usual_year(today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The statistical year that holds a day."""
    starts = year_starts(today.year)
    if starts > today:
        starts = year_starts(today.year - 1)
    return starts, year_starts(starts.year + 1) - datetime.timedelta(days=1)


class ProgrammeForm(JudgedByServiceMixin, RecordForm):
    permission = Permission.SCREENING_EDIT
    required_marks = "optional"

    class Meta:
        model = Programme
        fields = (
            "organization", "name", "starts_on", "ends_on", "age_from", "age_to", "base", "base_source", "target_share", "target",
            "note", "cervical_years", "breast_years",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            starts, ends = self._next_year()
            self.fields["starts_on"].initial, self.fields["ends_on"].initial = starts, ends
            self.fields["name"].initial = f"{starts.year}年度两癌筛查"
        self.helper.layout = Layout(
            *(name for name in ("version", "organization") if name in self.fields),
            "name", Row("starts_on", "ends_on"), "base", "base_source", Row("target", "target_share"), "note",
            Fieldset("对象和间隔", Row("age_from", "age_to"), Row("cervical_years", "breast_years")),
        )  # fmt: skip

    def _next_year(self) -> tuple[datetime.date, datetime.date]:
        """The statistical year that has no programme yet."""
        starts, ends = usual_year(timezone.localdate())
        post = self.user.current_post
        if (
            post is not None
            and Programme.objects.around(post.organization).filter(starts_on__lte=ends, ends_on__gte=starts).exists()
        ):
            starts, ends = year_starts(starts.year + 1), year_starts(starts.year + 2) - datetime.timedelta(days=1)
        return starts, ends


class AllotLine:
    """One organization's row of the form."""

    def __init__(self, form: "AllotForm", unit: Organization):
        self.form, self.unit = form, unit

    @property
    def base(self) -> forms.BoundField:
        return self.form[f"base_{self.unit.pk}"]

    @property
    def target(self) -> forms.BoundField:
        return self.form[f"target_{self.unit.pk}"]


class AllotForm(PortalForm):
    """应检 and 任务 of each place directly under one. “算一算” fills in the targets; nothing is kept until she says so."""

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        units: Sequence[Organization],
        whole: int | None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.whole = whole
        self.lines = [AllotLine(self, unit) for unit in units]
        stored = {row.organization_id: row for row in programme.allotments.filter(organization__in=units)}
        for unit in units:
            row = stored.get(unit.pk)
            for name in ("base", "target"):
                self._add(f"{name}_{unit.pk}", name, getattr(row, name) if row else None, unit)
        speak_plainly(self.fields)

    def _add(self, key: str, name: str, value: int | None, unit: Organization) -> None:
        label = f"{unit.name}{Allotment._meta.get_field(name).verbose_name}"
        self.fields[key] = forms.IntegerField(
            label=label, required=False, min_value=0, max_value=10_000_000, initial=value,
            widget=NumberInput({"class": "input"}), error_messages=MESSAGES[forms.IntegerField],
        )  # fmt: skip
        if self.is_bound and self.data.get(key):
            self.data[key] = typed_number(self.data[key])

    @property
    def parts(self) -> list[Part]:
        data = self.cleaned_data
        return [
            Part(line.unit, data.get(f"base_{line.unit.pk}"), data.get(f"target_{line.unit.pk}")) for line in self.lines
        ]

    def share_out(self) -> None:
        """Write into the form what falls to each by the number of its women: the typed 应检人数, else the women of the place."""
        if self.whole is None:
            raise Refused("上面还没有任务数，先填了任务数才能分。")
        weights = [self._weight(line) for line in self.lines]
        missing = [line.unit.name for line, weight in zip(self.lines, weights, strict=True) if weight is None]
        if missing:
            raise Refused(f"没有{'、'.join(missing[:3])}{'等' if len(missing) > 3 else ''}的人数，请先填应检人数。")
        self.data = self.data.copy()
        for line, part in zip(self.lines, shared(self.whole, [weight or 0 for weight in weights]), strict=True):
            self.data[f"target_{line.unit.pk}"] = str(part)

    def _weight(self, line: AllotLine) -> int | None:
        """One measure for all: where nobody's 应检人数 is typed, the women that the tree knows of."""
        typed = self.cleaned_data.get(f"base_{line.unit.pk}")
        if typed is not None or any(self.cleaned_data.get(f"base_{one.unit.pk}") is not None for one in self.lines):
            return typed
        return line.unit.women_count if line.unit.women_count is not None else getattr(line.unit, "women_below", None)

    @property
    def sum_text(self) -> str:
        total = sum(int(value) for line in self.lines if str(value := line.target.value() or "").isdigit())
        if self.whole is None:
            return f"合计{total}人。"
        if total == self.whole:
            return f"合计{total}人，正好是全部任务。"
        off = f"多{total - self.whole}" if total > self.whole else f"少{self.whole - total}"
        return f"合计{total}人，比任务{self.whole}人{off}人。"
