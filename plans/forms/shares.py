"""Dividing a target among those below, and answering to a part of one."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Count, OuterRef, QuerySet, Subquery

from fulian.attachments.forms import PhotosField, PhotosInput
from fulian.core.chinese import plain, typed_number
from fulian.core.forms import NumberInput, PortalForm, ReasonForm
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from fulian.registers.forms import MESSAGES, speak_plainly
from plans.choices import ShareMethod
from plans.models import Share, Target
from plans.services.sharing import ANYWAY, Part, divided
from plans.wording import off_by, sum_text

MOST_UNITS = 400  # rows on one page; more are divided in two steps
BASES = [("women", "辖区妇女人数"), ("villages", "村社区数"), ("hand", "自己填")]


def units_to_choose(organization: Organization) -> dict[str, int]:
    """{level: how many of it lie below}: who a target of this organization can be divided among."""
    below = Organization.objects.under(organization.path).filter(closed_on__isnull=True).exclude(pk=organization.pk)
    counted = (
        below.filter(level__in=(Level.TOWN, Level.VILLAGE)).order_by().values("level").annotate(number=Count("pk"))
    )
    found = {row["level"]: row["number"] for row in counted}
    return {level: found[level] for level in (Level.TOWN, Level.VILLAGE) if 0 < found.get(level, 0) <= MOST_UNITS}


def with_villages(units: QuerySet[Organization]) -> QuerySet[Organization]:
    """Each with how many villages it has; counted in the tree."""
    villages = Organization.objects.filter(
        level=Level.VILLAGE, closed_on__isnull=True, parent=OuterRef("pk")
    ).order_by()
    number = villages.values("parent").annotate(number=Count("pk")).values("number")
    return units.annotate(village_count=Subquery(number)).select_related("parent")


class Line:
    """One organization's row of the form."""

    def __init__(self, form: "ShareOutForm", unit: Organization, share: Share | None):
        self.form, self.unit, self.share = form, unit, share

    @property
    def taken(self) -> forms.BoundField:
        return self.form[f"in_{self.unit.pk}"]

    @property
    def low(self) -> forms.BoundField | None:
        name = f"low_{self.unit.pk}"
        return self.form[name] if name in self.form.fields else None

    @property
    def base(self) -> forms.BoundField | None:
        name = f"base_{self.unit.pk}"
        return self.form[name] if name in self.form.fields else None

    def base_from(self, source: str) -> Decimal | None:
        if source == "women":
            return Decimal(self.unit.women_count) if self.unit.women_count is not None else None
        if source == "villages":
            return Decimal(self.unit.village_count or 0)  # type: ignore[attr-defined]
        return self.form.cleaned_data.get(f"base_{self.unit.pk}")


class ShareOutForm(PortalForm):
    """One row an organization. “算一算” fills in the numbers by a method; nothing is kept until she says so."""

    method = forms.ChoiceField(
        label=Target._meta.get_field("share_method").verbose_name, choices=ShareMethod.choices, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    base = forms.ChoiceField(
        label="按什么基数", choices=BASES, initial="women", widget=forms.RadioSelect, required=False
    )
    anyway = forms.BooleanField(label=ANYWAY, required=False)

    def __init__(self, *args: Any, target: Target, units: Sequence[Organization], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.target = target
        stored = {share.organization_id: share for share in target.shares.all()}
        self.lines = [Line(self, unit, stored.get(unit.pk)) for unit in units]
        self.fields["method"].initial = target.share_method or ShareMethod.EQUAL
        if not target.is_divided:
            del self.fields["method"], self.fields["base"], self.fields["anyway"]
        usual = self._usual(bool(stored))
        for line, low in zip(self.lines, usual, strict=True):
            self._add(line, low, taken=line.share is not None or not stored)
        speak_plainly(self.fields)

    def _usual(self, shared: bool) -> list[Decimal | None]:
        """To begin with, equal parts; where it was divided before, what was given."""
        if shared or not self.lines:
            return [line.share.low if line.share else None for line in self.lines]
        return list(divided(self.target, ShareMethod.EQUAL, [None] * len(self.lines)))

    def _add(self, line: Line, low: Decimal | None, *, taken: bool) -> None:
        key, target = line.unit.pk, self.target
        self.fields[f"in_{key}"] = forms.BooleanField(label=line.unit.name, required=False, initial=taken)
        if target.is_divided or (target.is_rate and not target.per_level):
            self._add_number(f"low_{key}", "low", low, {"data-part": ""} if target.is_divided else {})
        if target.is_divided or target.base:
            self._add_number(f"base_{key}", "base", line.share.base if line.share else None, {})

    def _add_number(self, name: str, column: str, value: Decimal | None, attrs: dict[str, str]) -> None:
        field = forms.DecimalField(
            label=Share._meta.get_field(column).verbose_name, required=False, max_digits=14, decimal_places=2, min_value=0,
            widget=NumberInput({"inputmode": "decimal", "class": "input", **attrs}), initial=plain(value) if value is not None else None,
        )  # fmt: skip
        field.error_messages = {**field.error_messages, **MESSAGES[forms.DecimalField]}
        self.fields[name] = field
        if self.is_bound and self.data.get(name):
            self.data[name] = typed_number(self.data[name])

    # ---- what it says -------------------------------------------------------------------------------------------------------

    @property
    def parts(self) -> list[Part]:
        data = self.cleaned_data
        return [
            Part(line.unit, data.get(f"low_{line.unit.pk}"), data.get(f"base_{line.unit.pk}"))
            for line in self.lines
            if data.get(f"in_{line.unit.pk}")
        ]

    def count(self) -> None:
        """Write into the form what each of them would get. Raises Refused where a base is missing."""
        lines = [line for line in self.lines if self.cleaned_data.get(f"in_{line.unit.pk}")]
        method = self.cleaned_data.get("method") or ShareMethod.EQUAL
        bases: list[Decimal | None] = [None] * len(lines)
        if method == ShareMethod.BASE:
            bases = [line.base_from(self.cleaned_data.get("base") or "hand") for line in lines]
            for line, base in zip(lines, bases, strict=True):
                self.data[f"base_{line.unit.pk}"] = plain(base) if base is not None else ""
        if method == ShareMethod.HAND or not lines:
            return
        for line, low in zip(lines, divided(self.target, method, bases), strict=True):
            self.data[f"low_{line.unit.pk}"] = plain(low)

    def _total(self) -> Decimal:
        total = Decimal(0)
        for line in self.lines:
            value = line.low.value() if line.low is not None and line.taken.value() else None
            typed = str(value if value is not None else "")
            total += Decimal(typed) if typed.replace(".", "", 1).isdigit() else 0
        return total

    @property
    def sum_text(self) -> str:
        """合计98，比目标少2."""
        return sum_text(self._total(), self.target) if self.target.is_divided else ""

    @property
    def adds_up(self) -> bool:
        return not self.target.is_divided or not off_by(self._total(), self.target)


class SeenForm(PortalForm):
    """Which number she saw when she answered."""

    seen = forms.DecimalField(required=False, widget=forms.HiddenInput)


class ObjectionForm(ReasonForm):
    seen = forms.DecimalField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = Share._meta.get_field("objection").verbose_name
        self.fields["reason"].help_text = "写清楚实际情况，例如辖区有多少户、做得到多少。"


class ReplyForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = Share._meta.get_field("reply").verbose_name


class ShareNoteForm(PortalForm):
    """A township has done its part of a commitment."""

    done_on = forms.DateField(label=Share._meta.get_field("done_on").verbose_name)
    evidence = forms.CharField(
        label=Share._meta.get_field("evidence").verbose_name, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="做到了什么、依据是什么，例如文件名称和文号。",
    )  # fmt: skip
    photos = PhotosField(label="佐证照片", widget=PhotosInput({"data-shrink": ""}))
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        speak_plainly(self.fields)
