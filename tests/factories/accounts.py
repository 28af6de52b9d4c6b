"""People and their posts."""

import datetime
from functools import cache
from typing import Any

import factory
from django.contrib.auth.hashers import make_password

from fulian.accounts.models import Post, PostRole, User
from fulian.accounts.roles import RoleCode
from fulian.organizations.models import Organization
from tests.factories.organizations import OrganizationFactory

PASSWORD = "Hetao-2031-shu"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


class UserFactory(factory.django.DjangoModelFactory):
    """Signs in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"{SURNAMES[n % len(SURNAMES)]}玥")
    phone = factory.Sequence(lambda n: f"199{n:08}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(kwargs.pop("username"), kwargs.pop("password", PASSWORD), **kwargs)


class PostFactory(factory.django.DjangoModelFactory):
    """`PostFactory(organization=village, roles=["village_chair"])` makes the person too."""

    class Meta:
        model = Post
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    since = datetime.date(2020, 1, 1)

    @factory.post_generation
    def roles(self: Post, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:  # type: ignore[misc]
        if create:
            PostRole.objects.bulk_create(PostRole(post=self, role=RoleCode(role)) for role in extracted or [])


@cache
def _password() -> str:
    return make_password(PASSWORD)


def people(*wanted: tuple[Organization, tuple[str, ...], str, str]) -> list[User]:
    """Many at once, each of (organization, roles, name, title): a handful of statements for all of them."""
    users = User.objects.bulk_create(UserFactory.build(name=name, password=_password()) for _, _, name, _ in wanted)
    posts = Post.objects.bulk_create(
        PostFactory.build(user=user, organization=organization, title=title)
        for user, (organization, _, _, title) in zip(users, wanted, strict=True)
    )
    PostRole.objects.bulk_create(
        PostRole(post=post, role=RoleCode(role))
        for post, (_, roles, _, _) in zip(posts, wanted, strict=True)
        for role in roles
    )
    read = User.objects.in_bulk([user.pk for user in users])
    return [read[user.pk] for user in users]


def person(organization: Organization, *roles: str, name: str = "", **post: Any) -> User:
    """Somebody with one post, freshly read: nothing cached of what she may do."""
    details = {"user__name": name} if name else {}
    made = PostFactory(organization=organization, roles=list(roles), **details, **post)
    return User.objects.get(pk=made.user_id)
