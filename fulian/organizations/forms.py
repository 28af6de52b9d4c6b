"""What an administrator changes about the tree. Each form is one act, as the services have them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from fulian.core.chinese import halfwidth
from fulian.core.forms import PortalForm, PortalModelForm
from fulian.core.permissions import Permission
from fulian.organizations.choices import LEVEL_ORDER, PARENT_LEVELS, Level
from fulian.organizations.models import CODE, Organization, OrganizationChange


class TypedField(forms.CharField):
    """Codes, account names and numbers: full-width letters and digits are understood, spaces inside are dropped."""

    def to_python(self, value: Any) -> str:
        return halfwidth(super().to_python(value)).replace(" ", "")


class OrganizationChoiceField(forms.ModelChoiceField):
    """Organizations in the order of the tree, what is below set in."""

    def label_from_instance(self, organization: Organization) -> str:
        return indented(organization)


class OrganizationsChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, organization: Organization) -> str:
        return str(organization.name)


def indented(organization: Organization) -> str:
    depth = organization.path.count("/") - 1
    return f"{'　' * depth}{organization.name}"


def reachable(user: Any, permission: Permission = Permission.ORGANIZATIONS_EDIT) -> QuerySet[Organization]:
    """Open organizations within her reach."""
    return Organization.objects.visible_to(user, permission).filter(closed_on__isnull=True).in_tree_order()


class ChangeForm(PortalForm):
    """Every change of the tree has its day and what it rests on."""

    effective_on = forms.DateField(label=OrganizationChange._meta.get_field("effective_on").verbose_name)
    note = forms.CharField(
        label=OrganizationChange._meta.get_field("note").verbose_name,
        help_text=OrganizationChange._meta.get_field("note").help_text,
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, user: Any = None, instance: Organization | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user, self.organization = user, instance
        self.fields["effective_on"].initial = timezone.localdate
        self.order_fields([name for name in self.fields if name not in ("effective_on", "note")])


class OrganizationForm(PortalModelForm):
    """A new one. Its level can be any that stands below the parent."""

    parent = OrganizationChoiceField(label="上级", queryset=Organization.objects.none())
    note = forms.CharField(label="依据", help_text="文件名称或文号。", max_length=200, required=False)
    code = TypedField(
        label=Organization._meta.get_field("code").verbose_name,
        required=False,
        validators=[CODE],
        help_text=Organization._meta.get_field("code").help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    opened_on = forms.DateField(label="成立日期", required=False, help_text="不知道就留空。")

    class Meta:
        model = Organization
        fields = (
            "parent", "level", "kind", "name", "full_name", "code", "opened_on", "phone", "women_count",
        )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = reachable(user)
        self.fields["level"].choices = [(level.value, level.label) for level in Level if level in _below_anything()]

    def _post_clean(self) -> None:
        """The service checks the whole; the form only what was typed."""


class DetailsForm(PortalModelForm):
    class Meta:
        model = Organization
        fields = (
            "full_name",
            "kind",
            "phone",
            "women_count",
            "superior_federation",
            "party_committee",
            "opened_on",
            "sort_key",
        )

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)


class RenameForm(ChangeForm):
    name = forms.CharField(label="新名称", max_length=60)
    full_name = forms.CharField(label="新的妇联全称", max_length=100, required=False, help_text="留空就不改。")


class CodeForm(ChangeForm):
    code = TypedField(
        label="新的区划代码",
        required=False,
        validators=[CODE],
        help_text="12位数字；没有就留空。",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class MoveForm(ChangeForm):
    parent = OrganizationChoiceField(label="新的上级", queryset=Organization.objects.none())

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        allowed = PARENT_LEVELS[self.organization.level]
        self.fields["parent"].queryset = (
            reachable(self.user).filter(level__in=allowed).exclude(pk=self.organization.parent_id)
        )


class MergeForm(ChangeForm):
    """On the page of the successor: which of the same level go into it."""

    sources = OrganizationsChoiceField(
        label="哪些组织并入",
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择要撤并的组织。"},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        same = reachable(self.user).filter(level=self.organization.level, parent_id=self.organization.parent_id)
        self.fields["sources"].queryset = same.exclude(pk=self.organization.pk)


class CloseForm(ChangeForm):
    pass


def _below_anything() -> set[str]:
    return {level for level in LEVEL_ORDER if PARENT_LEVELS[level]}
