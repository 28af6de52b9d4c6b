"""What of the activities may be counted.

A blank of one quantity says nothing about the others, and each carries its own 余 or 以上. Counted is the organization's own
work; what others held and ours went to is counted apart, under activities.joined_….
"""

from collections.abc import Callable, Sequence

from django.db.models import Q, QuerySet

from activities.choices import Mode, Role
from activities.models import Activity, ActivityKind, Theme
from fulian.core.choices import WorkArea
from fulian.core.measures import Dimension, Listing, Measure, Source, register
from fulian.core.permissions import Permission
from fulian.organizations.choices import Level
from fulian.registers.models import VenueKind


def _of_themes(values: Sequence[str]) -> Q:
    """A subquery and no join: an activity with two of the themes is one activity."""
    linked = Activity.themes.through.objects.filter(theme__code__in=list(values))
    return Q(pk__in=linked.values("activity_id"))


def _featured(values: Sequence[str]) -> Q:
    return Q(is_featured__in=[value == "yes" for value in values])


def _brands() -> list[tuple[str, str]]:
    names = Activity.objects.active().exclude(brand="").order_by("brand").values_list("brand", flat=True).distinct()
    return [(name, name) for name in names[:200]]


DIMENSIONS = (
    Dimension("kind", "种类", "kind__code", lambda: ActivityKind.objects.values_list("code", "label")),
    Dimension("category", "工作领域", "kind__category", lambda: WorkArea.choices),
    Dimension("theme", "主题", _of_themes, lambda: Theme.objects.values_list("code", "label")),
    Dimension("brand", "活动品牌", "brand", _brands),
    Dimension("role", "角色", "role", lambda: Role.choices),
    Dimension("mode", "方式", "mode", lambda: Mode.choices),
    Dimension("venue_kind", "阵地种类", "venue__kind__code", lambda: VenueKind.objects.values_list("code", "label")),
    Dimension("featured", "亮点", _featured, lambda: [("yes", "亮点活动"), ("no", "其他")]),
    Dimension("level", "组织级别", "organization__level", lambda: Level.choices),
)


def _held() -> QuerySet:
    return Activity.objects.active().own()


def _joined() -> QuerySet:
    return Activity.objects.active().filter(role__in=[Role.SEND_PARTICIPANTS, Role.COOPERATE])


def _source(code: str, rows: Callable[[], QuerySet]) -> Source:
    return Source(
        code=code,
        rows=rows,
        permission=Permission.ACTIVITIES_VIEW,
        date_field="starts_on",
        dimensions=DIMENSIONS,
        row_url="activities:activity-detail",
    )


HELD = _source("activities.held", _held)
JOINED = _source("activities.joined", _joined)
AT_VENUES = _source("activities.at_venues", lambda: _held().filter(venue__isnull=False))
COUNTED = (HELD, JOINED)  # an activity is in one of them

register(
    Measure("activities.records", "活动记录", "次", HELD, definition="举办、承办、联合举办的活动，一条记录算一次。"),
    Measure(
        "activities.sessions", "活动场次", "场次", HELD, adds="sessions", qualifier_field="sessions_qualifier",
        definition="举办、承办、联合举办的活动场次之和。",
    ),
    Measure(
        "activities.attendances", "参加人次", "人次", HELD, adds="attendances", qualifier_field="people_qualifier",
        definition="来一次算一次；没有统计人次的活动不计。",
    ),
    Measure(
        "activities.people", "参加人数", "人", HELD, adds="people", qualifier_field="people_qualifier",
        definition="各条记录去掉重复后的人数之和；同一人在几条记录里的会算几次，只宜用于人员不重复的工作（如筛查）。",
    ),
    Measure("activities.volunteers", "志愿者人次", "人次", HELD, adds="volunteers"),
    Measure("activities.materials", "发放资料", "份", HELD, adds="materials", qualifier_field="materials_qualifier"),
    Measure("activities.employed", "带动就业", "人", HELD, adds="employed", definition="培训、招聘后找到工作的人数。"),
    Measure(
        "activities.joined_sessions", "组织参加场次", "场次", JOINED, adds="sessions", qualifier_field="sessions_qualifier",
        definition="参加或配合别人举办的，不算本级举办。",
    ),
    Measure(
        "activities.joined_attendances", "组织参加人次", "人次", JOINED, adds="attendances", qualifier_field="people_qualifier"
    ),
    Listing("activities.titles", "活动名称", HELD, "title"),
    Listing("activities.brands", "活动品牌", HELD, "brand"),
    Listing("activities.kinds", "活动种类", HELD, "kind__label"),
    Listing("activities.partners", "合作单位", HELD, "partners"),
    Listing("activities.places", "所用阵地", AT_VENUES, "venue__name"),
)  # fmt: skip
