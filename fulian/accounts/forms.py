"""Signing in, one's own password, and what an administrator does about people."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from fulian.accounts.models import Post, PostRole, User
from fulian.accounts.roles import RoleCode, roles_at
from fulian.core.forms import PortalForm
from fulian.core.permissions import Permission
from fulian.organizations.forms import OrganizationChoiceField, TypedField, reachable
from fulian.organizations.models import Organization

USERNAME = User._meta.get_field("username")
NAME = User._meta.get_field("name")
PHONE = User._meta.get_field("phone")
TITLE = Post._meta.get_field("title")
SINCE = Post._meta.get_field("since")
UNTIL = Post._meta.get_field("until")


def phone_field(**kwargs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    return TypedField(label=PHONE.verbose_name, required=False, validators=PHONE.validators, widget=widget, **kwargs)


def password_field(label: str, autocomplete: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}), **kwargs
    )


class SignInForm(PortalForm):
    required_marks = False
    username = TypedField(
        label="账号或手机号",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "请填写账号或手机号。"},
    )
    password = password_field("密码", "current-password", error_messages={"required": "请填写密码。"})


class TokenForm(PortalForm):
    required_marks = False
    token = TypedField(
        label="6位验证码",
        max_length=6,
        min_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={
            "required": "请填写验证码。",
            "min_length": "验证码是6位数字。",
            "max_length": "验证码是6位数字。",
        },
    )


class PasswordForm(PortalForm):
    """`ask_current`: not right after signing in with a temporary one."""

    required_marks = False
    current = password_field("现在的密码", "current-password")
    password = password_field("新密码", "new-password", help_text="至少8位，要有字母，不要用姓名、手机号和容易猜的词。")
    repeated = password_field("再输一次新密码", "new-password")

    def __init__(self, *args: Any, user: User, ask_current: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        if not ask_current:
            del self.fields["current"]

    def clean_current(self) -> str:
        if not self.user.check_password(self.cleaned_data["current"]):
            raise ValidationError("现在的密码不对。")
        return self.cleaned_data["current"]

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("password") and data.get("repeated") and data["password"] != data["repeated"]:
            self.add_error("repeated", "两次输入的新密码不一样。")
        return data


class PostFields(PortalForm):
    """`organization` given: the page was opened from that organization, and only the roles of its level are offered."""

    organization = OrganizationChoiceField(label="组织", queryset=Organization.objects.none())
    title = forms.CharField(
        label=TITLE.verbose_name, max_length=TITLE.max_length, required=False, help_text=TITLE.help_text
    )
    roles = forms.MultipleChoiceField(
        label=PostRole._meta.get_field("role").verbose_name,
        choices=RoleCode.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一个角色。"},
    )
    since = forms.DateField(label=SINCE.verbose_name)

    def __init__(self, *args: Any, user: User, organization: Organization | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        places = reachable(user, Permission.ACCOUNTS_MANAGE)
        if organization:
            places = places.filter(pk=organization.pk)
            self.fields["roles"].choices = [(role.code.value, role.label) for role in roles_at(organization.level)]
            self.fields["organization"].initial = organization.pk
        self.fields["organization"].queryset = places
        self.fields["since"].initial = timezone.localdate


class AccountForm(PostFields):
    name = forms.CharField(label=NAME.verbose_name, max_length=NAME.max_length)
    phone = phone_field(help_text="可以用手机号登录。")
    username = TypedField(label=USERNAME.verbose_name, max_length=40, validators=USERNAME.validators)

    field_order = ("name", "phone", "username", "organization", "title", "roles", "since")


class PersonForm(PortalForm):
    name = forms.CharField(label=NAME.verbose_name, max_length=NAME.max_length)
    phone = phone_field()


class EndPostForm(PortalForm):
    until = forms.DateField(label=UNTIL.verbose_name, help_text="这一天仍在任，第二天起不再有这个任职的权限。")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate
