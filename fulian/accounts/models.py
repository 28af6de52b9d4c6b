"""People, and the posts they hold. What a person may do follows from her posts today, never from her account."""

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from fulian.accounts.querysets import PostQuerySet, UserManager
from fulian.accounts.roles import ROLES, Role, RoleCode
from fulian.core.permissions import Permission, Reach, Scope
from fulian.core.personal import Personal
from fulian.organizations.choices import Level

# Accounts of these levels are helped by the township above them.
HELPED_LEVELS = (Level.VILLAGE, Level.GRID, Level.UNIT)
USERNAME = RegexValidator(r"^[a-zA-Z0-9_.\-]{3,40}$", "账号用3到40个字母、数字或 . _ -。")
MOBILE = RegexValidator(r"^1[3-9]\d{9}$", "手机号是1开头的11位数字。")


class User(AbstractBaseUser):
    """A person who signs in, by account name or mobile number."""

    username = models.CharField("账号", max_length=40, unique=True, validators=[USERNAME])
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("手机号", max_length=11, unique=True, null=True, blank=True, validators=[MOBILE])
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    personal: ClassVar = {"username": Personal.OFFICIAL, "name": Personal.OFFICIAL, "phone": Personal.CONTACT}
    not_personal: ClassVar = ("password",)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:user-detail", args=[self.pk])

    @property
    def masked_phone(self) -> str:
        """For lists: 199****0003."""
        return f"{self.phone[:3]}****{self.phone[-4:]}" if self.phone else ""

    @property
    def display_name(self) -> str:
        return self.name

    @cached_property
    def active_posts(self) -> "list[Post]":
        """Today's posts with their roles, the highest organization first: two queries a request."""
        posts = Post.objects.filter(user=self).active_on(timezone.localdate())
        return list(
            posts.select_related("organization").prefetch_related("post_roles").order_by("organization__path", "pk")
        )

    @property
    def current_post(self) -> "Post | None":
        return self.active_posts[0] if self.active_posts else None

    @cached_property
    def _scopes(self) -> dict[Permission, Scope]:
        found: dict[Permission, tuple[set[str], set[str]]] = {}
        for post in self.active_posts:
            for role in post.roles:
                for permission in role.subtree | role.own:
                    subtrees, own = found.setdefault(permission, (set(), set()))
                    (subtrees if role.reach(permission) is Reach.SUBTREE else own).add(post.organization.path)
        return {
            permission: Scope(subtrees=_outermost(subtrees), own=tuple(sorted(own)))
            for permission, (subtrees, own) in found.items()
        }

    def may(self, permission: Permission) -> bool:
        return permission in self._scopes

    def scope(self, permission: Permission) -> Scope:
        return self._scopes.get(permission, Scope())

    def saved_filters_of(self, page: str) -> "list[SavedFilter]":
        """What she saved on the list with that URL name."""
        return list(self.saved_filters.filter(page=page))

    @property
    def role_codes(self) -> set[str]:
        return {role.code for post in self.active_posts for role in post.roles}

    @property
    def needs_second_factor(self) -> bool:
        return any(role.second_factor for post in self.active_posts for role in post.roles)

    @property
    def keeps_long_sessions(self) -> bool:
        """On a village phone she stays signed in for a month; in an office for a working day."""
        return bool(self.active_posts) and all(post.organization.level in HELPED_LEVELS for post in self.active_posts)

    def may_reset_password_of(self, other: "User") -> bool:
        """An administrator for everybody whose posts are all under hers. A township for villages strictly below it, never for
        her own level and never for somebody with a second factor."""
        paths = [post.organization.path for post in other.active_posts]
        manages = self.scope(Permission.ACCOUNTS_MANAGE)
        if self.pk == other.pk:
            return False
        if manages and all(manages.covers(path) for path in paths):
            return True
        helps = self.scope(Permission.PASSWORDS_RESET)
        return (
            bool(paths)
            and not other.needs_second_factor
            and all(post.organization.level in HELPED_LEVELS for post in other.active_posts)
            and all(any(path.startswith(top) and path != top for top in helps.subtrees) for path in paths)
        )


def _outermost(paths: set[str]) -> tuple[str, ...]:
    return tuple(sorted(p for p in paths if not any(p != q and p.startswith(q) for q in paths)))


class Post(models.Model):
    """A person's office in an organization for a time. A record belongs to the organization, not to the person."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts", verbose_name="人员")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="posts", verbose_name="组织"
    )
    title = models.CharField("职务", max_length=40, blank=True, help_text="如：主席、副主席、专干。")
    since = models.DateField("任职起")
    until = models.DateField("任职止", null=True, blank=True, help_text="还在任就留空。")

    not_personal: ClassVar = ("title",)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="post_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["organization", "until"], name="post_organization_until")]

    def __str__(self) -> str:
        return f"{self.organization}{self.role_label}"

    @property
    def roles(self) -> list[Role]:
        return [ROLES[row.role] for row in self.post_roles.all()]

    @property
    def role_label(self) -> str:
        return self.title or "、".join(role.label for role in self.roles)


class PostRole(models.Model):
    """A role that a post holds; in a township one post may hold several."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="post_roles", verbose_name="任职")
    role = models.CharField("角色", max_length=20, choices=RoleCode)

    class Meta:
        verbose_name = verbose_name_plural = "任职角色"
        constraints = [models.UniqueConstraint(fields=["post", "role"], name="post_role_once")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_role_display())


class SavedFilter(models.Model):
    """A list narrowed as somebody often needs it, under a name of her own. Nobody else sees it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters", verbose_name="账号")
    page = models.CharField("列表", max_length=80)  # URL name
    label = models.CharField("名字", max_length=20)
    query = models.CharField("条件", max_length=1000)

    personal: ClassVar = {"label": Personal.FREE_TEXT, "query": Personal.FREE_TEXT}
    not_personal: ClassVar = ("page",)

    class Meta:
        verbose_name = verbose_name_plural = "存下的筛选"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "page", "label"], name="saved_filter_once")]

    def __str__(self) -> str:
        return f"{self.page} {self.pk}"

    @property
    def url(self) -> str:
        return f"{reverse(self.page)}?{self.query}"
