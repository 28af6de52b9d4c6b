"""What keeps the portal governable: posts that make sense, nobody out of reach, always an administrator left."""

from collections.abc import Sequence

from django.utils import timezone

from fulian.accounts.models import Post, User
from fulian.accounts.roles import ROLES, RoleCode
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization


def place_of(user: User) -> str:
    """The organization that an audit row about her belongs to: her highest post's, past ones counting."""
    paths = Post.objects.filter(user=user).order_by("organization__path").values_list("organization__path", flat=True)
    return paths.first() or ""


def assert_manages(by: User | None, organization: Organization) -> None:
    """`by` is None for the portal itself (the demo, a command)."""
    if by is not None and not by.scope(Permission.ACCOUNTS_MANAGE).covers(organization.path):
        raise Refused(f"{organization.name}不在您管理的范围内。", field="organization")


def assert_reaches(by: User | None, user: User) -> None:
    if by is not None:
        for post in user.active_posts:
            assert_manages(by, post.organization)


def assert_roles_fit(roles: Sequence[str], organization: Organization) -> None:
    if not roles:
        raise Refused("请至少选一个角色。", field="roles")
    for role in (ROLES[code] for code in roles):
        if role.levels and organization.level not in role.levels:
            where = "、".join(str(Level(level).label) for level in role.levels)
            raise Refused(
                f"“{role.label}”设在{where}，{organization.name}是{organization.get_level_display()}。", field="roles"
            )
    if organization.closed_on is not None:
        raise Refused(f"{organization.name}已撤销，不能再任职。", field="organization")


def assert_administrator_left(*, without: Post | User) -> None:
    """The last administrator neither leaves nor locks herself out."""
    posts = Post.objects.active_on(timezone.localdate()).filter(
        post_roles__role=RoleCode.ADMINISTRATOR, user__is_active=True
    )
    others = posts.exclude(pk=without.pk) if isinstance(without, Post) else posts.exclude(user=without)
    mine = posts.filter(pk=without.pk) if isinstance(without, Post) else posts.filter(user=without)
    if mine.exists() and not others.exists():
        raise Refused("这是最后一名管理员。请先安排另一名管理员。")
