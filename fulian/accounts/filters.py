import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from fulian.accounts.models import Post, User
from fulian.accounts.roles import RoleCode
from fulian.core.chinese import halfwidth
from fulian.core.forms import PortalForm

STATES = [("active", "启用"), ("stranded", "任职的组织已撤销"), ("stopped", "停用")]


class UserFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="姓名、账号或组织", method="filter_q")
    role = django_filters.ChoiceFilter(label="角色", choices=RoleCode.choices, empty_label="全部", method="filter_role")
    state = django_filters.ChoiceFilter(label="状态", choices=STATES, empty_label="全部", method="filter_state")

    class Meta:
        model = User
        fields = ("q", "role", "state")
        form = PortalForm

    def filter_q(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """A whole mobile number finds its person; a part of one finds nobody."""
        text = halfwidth(value)
        posts = Post.objects.active_on(timezone.localdate()).filter(organization__name__icontains=text)
        return queryset.filter(
            Q(name__icontains=text) | Q(username__icontains=text) | Q(phone=text) | Q(pk__in=posts.values("user"))
        )

    def filter_role(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        posts = Post.objects.active_on(timezone.localdate()).filter(post_roles__role=value)
        return queryset.filter(pk__in=posts.values("user"))

    def filter_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "stranded":
            stranded = Post.objects.active_on(timezone.localdate()).filter(organization__closed_on__isnull=False)
            return queryset.filter(is_active=True, pk__in=stranded.values("user"))
        return queryset.filter(is_active=value == "active")
