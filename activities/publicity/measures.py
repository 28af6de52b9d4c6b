"""What of the 采用台账 may be counted: one published piece is one, on the day it was published."""

from activities.publicity.choices import PlatformLevel
from activities.publicity.models import Adoption, Platform
from fulian.core.measures import Dimension, Listing, Measure, Source, register
from fulian.core.permissions import Permission
from fulian.organizations.choices import Level

ADOPTED = Source(
    code="publicity.adoptions",
    rows=Adoption.objects.active,
    permission=Permission.ACTIVITIES_VIEW,
    date_field="published_on",
    dimensions=(
        Dimension("platform_level", "平台级别", "platform__level", lambda: PlatformLevel.choices),
        Dimension("platform", "平台", "platform__code", lambda: Platform.objects.values_list("code", "name")),
        Dimension("level", "组织级别", "organization__level", lambda: Level.choices),
    ),
    row_url="publicity:adoption-detail",
)
register(
    Measure(
        "publicity.adoptions", "信息被采用", "篇", ADOPTED,
        definition="采用台账里的篇数；同一篇被几个平台采用，各算一篇，已撤销的不算。",
    ),
    Listing("publicity.adoption_titles", "被采用的信息", ADOPTED, "title"),
)  # fmt: skip
