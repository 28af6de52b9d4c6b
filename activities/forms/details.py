"""What a kind asks beside what all kinds are asked: form fields made of the district's own definitions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.forms.utils import ErrorDict

from activities.choices import COMMON_NUMBERS, FieldType
from activities.forms.rows import RowsField, RowsWidget
from activities.models import Activity, ActivityKind, FieldValue, GoodsLine, KindField
from fulian.core.chinese import plain, typed_number
from fulian.core.forms import DATE_FORMATS, DateInput, NumberInput
from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Permission
from fulian.core.quantities import Qualifier, Quantity
from fulian.indicators.forms import parse_quantity
from fulian.registers.models import Team

LARGEST = Decimal(10_000_000_000)
TOO_LARGE = "这个数太大了，请核对是不是多打了几位。"


class QuantityWidget(forms.MultiWidget):
    """The number with the phone's digits, and beside it whether it is 余, 以上 or 约."""

    use_fieldset = True

    def __init__(self, label: str):
        number = NumberInput({"inputmode": "decimal", "aria-label": label})
        super().__init__([number, forms.Select({"aria-label": f"{label}是准确数还是约数"}, choices=Qualifier.choices)])

    def decompress(self, value: Quantity | None) -> list[Any]:
        return [plain(value.value), value.qualifier.value] if value is not None else [None, ""]


class QuantityField(forms.Field):
    """Cleans to a Quantity or None; 200余 typed into the number is understood."""

    def __init__(self, *, label: str, **kwargs: Any):
        super().__init__(label=label, widget=QuantityWidget(label), **kwargs)

    def clean(self, value: Any) -> Quantity | None:
        text, qualifier = ((value or ["", ""])[0] or "").strip(), (value or ["", ""])[1] or ""
        if not text:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            quantity = parse_quantity(text)
        except ValueError:
            raise forms.ValidationError("请填数字，例如 30；不准确的可以写“30余”。") from None
        if quantity.value > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        if round(quantity.value, 2) != quantity.value:
            raise forms.ValidationError("最多两位小数。")
        if not quantity.approximate and qualifier in Qualifier.values:
            quantity = Quantity(quantity.value, Qualifier(qualifier))
        return quantity

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = self.widget.decompress(initial)
        return [str(part or "") for part in before] != [str(part or "") for part in data or ["", ""]]


class GoodsField(RowsField):
    """Cleans to unsaved GoodsLine rows."""

    first = "item"
    default_error_messages: ClassVar = {"first": "每一行请写是什么东西。"}

    def __init__(self, owner: KindField, **kwargs: Any):
        self.owner = owner
        columns = [
            (name, str(GoodsLine._meta.get_field(name).verbose_name), widget)
            for name, widget in (
                ("item", forms.TextInput({"maxlength": "40"})), ("quantity", NumberInput({"inputmode": "decimal"})),
                ("unit", forms.TextInput({"maxlength": "10"})), ("value", NumberInput({"inputmode": "decimal"})),
            )
        ]  # fmt: skip
        super().__init__(widget=RowsWidget(columns), **kwargs)

    def row(self, line: dict[str, str], number: int) -> GoodsLine:
        amounts = {name: self._amount(line[name], number) for name in ("quantity", "value")}
        if len(line["item"]) > 40 or len(line["unit"]) > 10:
            raise forms.ValidationError(f"第{number}行写得太长了。")
        return GoodsLine(field=self.owner, item=line["item"], unit=line["unit"], **amounts)

    def _amount(self, text: str, number: int) -> Decimal | None:
        if not text:
            return None
        try:
            value = Decimal(typed_number(text))
        except InvalidOperation:
            raise forms.ValidationError(f"第{number}行的“{text}”不是数字。") from None
        if not 0 <= value <= LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return round(value, 2)


YES_NO = [("", "没填"), ("yes", "是"), ("no", "否")]


def form_field(field: KindField, *, user: Any, kept: FieldValue | None) -> forms.Field:
    label = f"{field.label}（{field.unit_text}）" if field.unit_text else field.label
    plain_words = {"label": label, "required": field.required, "help_text": field.help_text}
    make = {
        FieldType.NUMBER: _number, FieldType.MONEY: _number, FieldType.GOODS: _goods, FieldType.CHOICE: _choice,
        FieldType.DATE: _date, FieldType.YES_NO: _yes_no, FieldType.TEAM: _team, FieldType.TEXT: _text,
    }[FieldType(field.type)]  # fmt: skip
    return make(field, kept, user, plain_words)


def _number(field: KindField, kept: FieldValue | None, user: Any, words: dict[str, Any]) -> forms.Field:
    return QuantityField(**words)


def _goods(field: KindField, kept: FieldValue | None, user: Any, words: dict[str, Any]) -> forms.Field:
    return GoodsField(field, **words)


def _choice(field: KindField, kept: FieldValue | None, user: Any, words: dict[str, Any]) -> forms.Field:
    answers = dict.fromkeys([*field.choices, *([kept.text] if kept else [])])
    return forms.ChoiceField(choices=[("", "请选择"), *((text, text) for text in answers)], **words)


def _date(field: KindField, kept: FieldValue | None, user: Any, words: dict[str, Any]) -> forms.Field:
    return forms.DateField(input_formats=DATE_FORMATS, widget=DateInput, **words)


def _yes_no(field: KindField, kept: FieldValue | None, user: Any, words: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=YES_NO, **words)


def _team(field: KindField, kept: FieldValue | None, user: Any, words: dict[str, Any]) -> forms.Field:
    teams = teams_near(user, also=kept.team_id if kept else None)
    return forms.ModelChoiceField(queryset=teams, empty_label="没有，或还没登记", **words)


def _text(field: KindField, kept: FieldValue | None, user: Any, words: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=200, **words)


def teams_near(user: Any, *, also: int | None = None) -> Any:
    """Teams of her organizations, of those below and of those above."""
    if user is None:
        return Team.objects.none()
    scope = user.scope(Permission.ACTIVITIES_EDIT)
    above = {path for root in (*scope.subtrees, *scope.own) for path in ancestor_paths(root)}
    near = scope.q("organization__path") | Q(organization__path__in=above)
    in_being = Q(is_void=False, ended_at__isnull=True)
    return Team.objects.filter((near & in_being) | Q(pk=also)).order_by("organization__path", "name")


@dataclass
class Group:
    """The fields of one kind, or of a family, as the form shows them together."""

    label: str
    shown: bool
    shows: list[str]
    kinds: list[int] = field(default_factory=list)
    fields: list[forms.BoundField] = field(default_factory=list)

    @property
    def narrow(self) -> list[forms.BoundField]:
        """Those that can stand beside each other."""
        return [one for one in self.fields if not isinstance(one.field, GoodsField)]

    @property
    def wide(self) -> list[forms.BoundField]:
        return [one for one in self.fields if isinstance(one.field, GoodsField)]

    @property
    def kinds_text(self) -> str:
        return " ".join(map(str, self.kinds))

    @property
    def shows_text(self) -> str:
        return " ".join(self.shows)


class DetailsMixin:
    """For a form of an activity with a field `kind`. Fields of all kinds are in it, so that nothing typed is lost when the kind
    changes; only those of the chosen kind are judged and kept."""

    fields: dict[str, forms.Field]
    instance: Activity
    user: Any

    def _offer_details(self) -> None:
        kinds = list(self.fields["kind"].queryset.select_related("family"))  # type: ignore[attr-defined]
        self.kind_chosen = self._kind_chosen(kinds)
        kept = {value.field_id: value for value in self._kept_values()}
        families = {kind.family_id for kind in kinds if kind.family_id}
        asked = KindField.objects.in_use().filter(Q(family__in=families) | Q(kind__in=kinds))
        self._asked = list(
            asked.select_related("kind", "family").order_by("family__order", "kind__order", "order", "pk")
        )
        self._kinds = kinds
        goods = list(self.instance.goods.all()) if self.instance.pk else []
        for one in self._asked:
            name = one.form_name
            self.fields[name] = form_field(one, user=self.user, kept=kept.get(one.pk))
            self.fields[name].required = one.required and self._asks(one)
            self.initial.setdefault(name, _initial(one, kept.get(one.pk), goods))  # type: ignore[attr-defined]

    def _kept_values(self) -> Iterable[FieldValue]:
        return self.instance.field_values.select_related("field", "team") if self.instance.pk else ()

    def _kind_chosen(self, kinds: list[ActivityKind]) -> ActivityKind | None:
        chosen = self.data.get("kind") if self.is_bound else self.initial.get("kind", self.instance.kind_id)  # type: ignore[attr-defined]
        return next((kind for kind in kinds if str(kind.pk) == str(chosen)), None)

    def _asks(self, one: KindField) -> bool:
        """Whether the chosen kind asks for it."""
        kind = self.kind_chosen
        return kind is not None and (one.kind_id == kind.pk or (one.family_id or 0) == kind.family_id)

    def full_clean(self) -> None:
        """What was typed for another kind is not judged: it is only kept in sight for when she goes back."""
        super().full_clean()  # type: ignore[misc]
        for one in getattr(self, "_asked", ()):
            if not self._asks(one):
                self._errors.pop(one.form_name, None)  # type: ignore[attr-defined]

    def look_only(self) -> None:
        """Show the fields of the kind chosen now, everything typed still there, nothing judged yet."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def values(self) -> list[FieldValue]:
        """The answers to the chosen kind's fields."""
        found = []
        for one in self._asked:
            answer = self.cleaned_data.get(one.form_name)
            if self._asks(one) and one.type != FieldType.GOODS and answer not in (None, ""):
                found.append(FieldValue(field=one, **_columns(one, answer)))
        return found

    def goods(self) -> list[GoodsLine]:
        return [
            line
            for one in self._asked
            if self._asks(one) and one.type == FieldType.GOODS
            for line in self.cleaned_data.get(one.form_name) or ()
        ]

    @property
    def detail_groups(self) -> list[Group]:
        """In the order of the families; the chosen kind's in sight."""
        groups: dict[Any, Group] = {}
        for kind in self._kinds:
            if kind.family and kind.family_id not in groups:
                groups[kind.family_id] = Group(
                    kind.family.label, False, [n for n in kind.family.shows if n in COMMON_NUMBERS]
                )
        for one in self._asked:
            key = one.family_id or f"kind {one.kind_id}"
            if key not in groups:
                groups[key] = Group(one.kind.label if one.kind else "", False, [])
            groups[key].fields.append(self[one.form_name])  # type: ignore[index]
        for kind in self._kinds:
            for key in (kind.family_id, f"kind {kind.pk}"):
                if key in groups:
                    groups[key].kinds.append(kind.pk)
                    groups[key].shown = groups[key].shown or kind == self.kind_chosen
        return [group for group in groups.values() if group.fields or group.shows]

    @property
    def numbers_in_sight(self) -> list[str]:
        """The common numbers that the chosen kind's family states often."""
        family = self.kind_chosen.family if self.kind_chosen else None
        return [name for name in COMMON_NUMBERS if family and name in family.shows]


def _initial(one: KindField, kept: FieldValue | None, goods: list[GoodsLine]) -> Any:
    if one.type == FieldType.GOODS:
        return [
            {
                "item": line.item,
                "quantity": "" if line.quantity is None else plain(line.quantity),
                "unit": line.unit,
                "value": "" if line.value is None else plain(line.value),
            }
            for line in goods
            if line.field_id == one.pk
        ]
    if kept is None:
        return None
    if one.type == FieldType.YES_NO:
        return {True: "yes", False: "no", None: ""}[kept.flag]
    return kept.raw


def _columns(one: KindField, answer: Any) -> dict[str, Any]:
    if one.is_numeric:
        return {"number": answer.value, "qualifier": answer.qualifier.value}
    column = {FieldType.DATE: "day", FieldType.TEAM: "team"}.get(FieldType(one.type), "text")
    if one.type == FieldType.YES_NO:
        return {"flag": answer == "yes"}
    return {column: answer}
