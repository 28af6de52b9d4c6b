"""Other people's accounts: the administrator's pages, and 下级账号 for a township."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django_otp.plugins.otp_totp.models import TOTPDevice

from fulian.accounts import services
from fulian.accounts.filters import UserFilter
from fulian.accounts.forms import AccountForm, EndPostForm, PersonForm, PostFields
from fulian.accounts.models import Post, User
from fulian.accounts.roles import ROLES, roles_at
from fulian.accounts.tables import UserTable
from fulian.core import views
from fulian.core.permissions import Permission
from fulian.organizations.forms import reachable
from fulian.organizations.models import Organization


def with_current_posts(users):
    posts = Post.objects.active_on(timezone.localdate()).select_related("organization").prefetch_related("post_roles")
    return users.prefetch_related(Prefetch("posts", queryset=posts, to_attr="current_posts"))


class UserList(views.ListView):
    permission = Permission.ACCOUNTS_VIEW
    queryset = User.objects.all()
    filterset_class = UserFilter
    table_class = UserTable
    sorts = {"username": ("账号", "username"), "name": ("姓名", "name"), "newest": ("新建的在前", "-created_at")}
    create_url = "accounts:user-create"
    create_label = "新建账号"
    create_permission = Permission.ACCOUNTS_MANAGE
    empty_title = "还没有账号"

    @property
    def page_title(self) -> str:
        return "人员与账号" if self.request.user.may(Permission.ACCOUNTS_MANAGE) else "下级账号"

    @property
    def page_intro(self) -> str:
        if self.request.user.may(Permission.ACCOUNTS_MANAGE):
            return ""
        return "村、社区的人忘了密码，点开她的名字，给她一个新的临时密码。"

    def get_queryset(self):
        return with_current_posts(super().get_queryset())


class UserDetail(views.DetailView):
    permission = Permission.ACCOUNTS_VIEW
    queryset = User.objects.all()
    template_name = "accounts/user_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, user = self.object, self.request.user
        today = timezone.localdate()
        posts = person.posts.select_related("organization").prefetch_related("post_roles").order_by("-since", "-pk")
        manages = user.scope(Permission.ACCOUNTS_MANAGE)
        return super().get_context_data(
            back_url=reverse("accounts:user-list"),
            facts=self._facts(),
            posts=[
                (post, post.until is None or post.until >= today, manages.covers(post.organization.path))
                for post in posts
            ],
            may_manage=bool(manages),
            may_reset=user.may_reset_password_of(person),
            has_second_factor=person.needs_second_factor
            and TOTPDevice.objects.filter(user=person, confirmed=True).exists(),
            **kwargs,
        )

    def _facts(self) -> list[tuple[str, Any]]:
        person = self.object
        label = {field.name: field.verbose_name for field in User._meta.concrete_fields}
        manages = self.request.user.may(Permission.ACCOUNTS_MANAGE)
        last = timezone.localtime(person.last_login) if person.last_login else None
        return [
            (label["username"], person.username),
            (label["phone"], person.phone if manages else person.masked_phone),
            ("最近登录", f"{last:%Y-%m-%d %H:%M}" if last else "还没有登录过"),
        ]


def password_told(request, person: User, password: str) -> HttpResponse:
    """Shown once, on the answer itself: it is stored nowhere in the clear and cannot be looked up again."""
    response = render(request, "accounts/password_told.html", {"person": person, "password": password})
    response["Cache-Control"] = "no-store"
    return response


class ManagedView(views.ObjectFormView):
    """An act of the administrator on one person."""

    permission = Permission.ACCOUNTS_MANAGE
    seen_with = Permission.ACCOUNTS_VIEW
    queryset = User.objects.all()


class OrganizationGivenMixin:
    """`?organization=KEY`: opened from that organization's page, with the roles of its level."""

    template_name = "accounts/post_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roles = roles_at(self.organization.level) if self.organization else list(ROLES.values())
        return super().get_context_data(roles=roles, **kwargs)

    @cached_property
    def organization(self) -> Organization | None:
        key = self.request.GET.get("organization", "")
        return (
            reachable(self.request.user, Permission.ACCOUNTS_MANAGE).filter(pk=key).first() if key.isdigit() else None
        )


class UserCreate(OrganizationGivenMixin, views.FormView):
    permission = Permission.ACCOUNTS_MANAGE
    form_class = AccountForm
    page_title = "新建账号"
    submit_label = "新建账号"
    success_message = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "organization": self.organization}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("accounts:user-list"), **kwargs)

    def perform(self, form: AccountForm) -> tuple[User, str]:
        return services.open_account(**form.cleaned_data, by=self.request.user)

    def form_valid(self, form: AccountForm) -> HttpResponse:
        response = super().form_valid(form)
        return password_told(self.request, *self.result) if hasattr(self, "result") else response

    def get_success_url(self) -> str:
        return self.result[0].get_absolute_url()


class UserUpdate(ManagedView):
    form_class = PersonForm
    page_title = "修改姓名和手机号"

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.object.name, "phone": self.object.phone or ""}

    def perform(self, form: PersonForm) -> User:
        return services.update_person(user=self.object, by=self.request.user, **form.cleaned_data)


class PostCreate(OrganizationGivenMixin, ManagedView):
    form_class = PostFields
    page_title = "增加任职"
    submit_label = "增加任职"
    success_message = "任职已登记，从开始那天起生效。"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "organization": self.organization}

    def perform(self, form: PostFields) -> User:
        return services.appoint(user=self.object, by=self.request.user, **form.cleaned_data).user


class PostEnd(views.ObjectFormView):
    permission = Permission.ACCOUNTS_MANAGE
    seen_with = Permission.ACCOUNTS_VIEW
    queryset = Post.objects.select_related("organization", "user").prefetch_related("post_roles")
    form_class = EndPostForm
    page_title = "结束任职"
    submit_label = "结束任职"
    success_message = "任职已结束。她登记过的内容仍属于原来的组织。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post = self.object
        intro = f"{post.user.name}：{post.organization.name} {post.role_label}"
        return super().get_context_data(cancel_url=post.user.get_absolute_url(), intro=intro, **kwargs)

    def perform(self, form: EndPostForm) -> User:
        return services.end_post(post=self.object, by=self.request.user, **form.cleaned_data).user


class ManagedAct(views.ActView):
    permission = Permission.ACCOUNTS_MANAGE
    seen_with = Permission.ACCOUNTS_VIEW
    queryset = User.objects.all()
    consequence = ""
    tone = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(consequence=self.consequence, tone=self.tone, **kwargs)


class UserDeactivate(ManagedAct):
    page_title = "停用账号"
    question = "停用这个账号吗？"
    consequence = "她马上退出登录，以后不能再登录。登记过的内容都保留，可以随时重新启用。"
    submit_label = "停用账号"
    success_message = "账号已停用。"
    tone = "danger"

    def perform(self, form) -> User:
        return services.deactivate(user=self.object, by=self.request.user)


class UserActivate(ManagedAct):
    page_title = "启用账号"
    question = "重新启用这个账号吗？"
    submit_label = "启用账号"
    success_message = "账号已启用。"

    def perform(self, form) -> User:
        return services.activate(user=self.object, by=self.request.user)


class SecondFactorReset(ManagedAct):
    page_title = "重置动态验证码"
    question = "她换了手机或丢了手机吗？"
    consequence = "原来手机上的验证码马上作废，她下次登录时重新设置。请先确认是她本人。"
    submit_label = "重置动态验证码"
    success_message = "已重置，她下次登录时重新设置。"
    tone = "danger"

    def perform(self, form) -> User:
        services.reset_second_factor(user=self.object, by=self.request.user)
        return self.object


class PasswordReset(ManagedAct):
    permission = Permission.PASSWORDS_RESET
    page_title = "重置密码"
    question = "给她一个新的临时密码吗？"
    consequence = "原来的密码马上作废，她在别的手机和电脑上的登录会退出。请先确认是她本人。"
    submit_label = "重置密码"
    success_message = ""

    def dispatch(self, request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.may(self.permission):
            raise PermissionDenied
        if not request.user.may_reset_password_of(self.get_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form) -> User:
        self.password = services.issue_password(user=self.object, by=self.request.user)
        return self.object

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        return password_told(self.request, self.object, self.password) if hasattr(self, "password") else response
