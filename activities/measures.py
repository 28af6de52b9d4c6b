"""What of the activities may be counted.

A blank of one quantity says nothing about the others, and each carries its own 余 or 以上. Counted is the organization's own
work; what others held and ours went to is counted apart, under activities.joined_….
"""

from collections.abc import Callable, Mapping, Sequence

from django.db.models import Q, QuerySet

from activities.choices import OWN_ROLES, Mode, Role, Status
from activities.models import Activity, ActivityKind, Campaign, FieldValue, GoodsLine, KindFamily, KindField, Theme
from fulian.core.choices import WorkArea
from fulian.core.measures import Dimension, Listing, Measure, Source, register
from fulian.core.permissions import Permission
from fulian.organizations.choices import Level
from fulian.registers.models import Team, VenueKind


def _of_themes(values: Sequence[str]) -> Q:
    """A subquery and no join: an activity with two of the themes is one activity."""
    linked = Activity.themes.through.objects.filter(theme__code__in=list(values))
    return Q(pk__in=linked.values("activity_id"))


def _featured(values: Sequence[str]) -> Q:
    return Q(is_featured__in=[value == "yes" for value in values])


def _brands() -> list[tuple[str, str]]:
    names = Activity.objects.active().exclude(brand="").order_by("brand").values_list("brand", flat=True).distinct()
    return [(name, name) for name in names[:200]]


def _campaigns() -> list[tuple[str, str]]:
    return [(str(key), title) for key, title in Campaign.objects.values_list("pk", "title")[:200]]


DIMENSIONS = (
    Dimension("kind", "种类", "kind__code", lambda: ActivityKind.objects.values_list("code", "label")),
    Dimension("family", "种类大类", "kind__family__code", lambda: KindFamily.objects.values_list("code", "label")),
    Dimension("category", "工作领域", "kind__category", lambda: WorkArea.choices),
    Dimension("theme", "主题", _of_themes, lambda: Theme.objects.values_list("code", "label")),
    Dimension("campaign", "主题活动", "campaign", _campaigns),
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


# ---- what the fields of a kind say: lines of an activity, added up like the activity's own numbers -----------------------


def _of_activity(dimension: Dimension) -> Dimension:
    """The same way to narrow, seen from a line of the activity."""
    if isinstance(dimension.condition, str):
        return Dimension(dimension.code, dimension.label, f"activity__{dimension.condition}", dimension.choices)
    fits = dimension.condition
    return Dimension(
        dimension.code,
        dimension.label,
        lambda values: Q(activity__in=Activity.objects.filter(fits(values)).values("pk")),
        dimension.choices,
    )


def _fields() -> list[tuple[str, str]]:
    return [(field.code, f"{field.label}（{field.unit_text}）") for field in KindField.objects.filter(counted=True)]


def _told_fields() -> list[tuple[str, str]]:
    return [(field.code, field.label) for field in KindField.objects.filter(told=True)]


def _answers() -> list[tuple[str, str]]:
    """What can be chosen in the fields that offer answers: `fund_source:春蕾计划`."""
    fields = KindField.objects.exclude(options="")
    return [(f"{field.code}:{text}", f"{field.label}：{text}") for field in fields for text in field.choices]


def _answered(values: Sequence[str]) -> Q:
    """Activities in which one of these answers was given: a subquery, so that nothing is multiplied."""
    condition = Q(pk__in=[])
    for value in values:
        code, _, text = value.partition(":")
        condition |= Q(field__code=code, text=text)
    return Q(pk__in=FieldValue.objects.filter(condition).values("activity"))


def _items() -> list[tuple[str, str]]:
    return [(item, item) for item in GoodsLine.objects.order_by("item").values_list("item", flat=True).distinct()[:200]]


def _of_teams(values: Sequence[str]) -> Q:
    """Activities that name one of these teams in a field of their kind."""
    return Q(pk__in=FieldValue.objects.filter(team__in=list(values)).values("activity"))


def _teams() -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in Team.objects.counted().order_by("pk").values_list("pk", "name")[:200]]


TEAM = Dimension("team", "队伍", _of_teams, _teams)
ANSWER = Dimension("answer", "选的答案", _answered, _answers)


def _lines(code: str, rows: Callable[[], QuerySet], *own: Dimension) -> Source:
    return Source(
        code=code,
        rows=rows,
        permission=Permission.ACTIVITIES_VIEW,
        date_field="activity__starts_on",
        path_field="activity__path_at",
        organization_field="activity__organization_id",
        dimensions=(*own, *(_of_activity(dimension) for dimension in (*DIMENSIONS, ANSWER, TEAM))),
        row_url="activities:activity-detail",
        line_of="activity",
    )


HELD_LINES = {"activity__status": Status.ACTIVE, "activity__role__in": OWN_ROLES}
FIELD_NUMBERS = _lines(
    "activities.field_numbers",
    lambda: FieldValue.objects.filter(**HELD_LINES, field__counted=True, number__isnull=False),
    Dimension("field", "填写项", "field__code", _fields),
)
# The words of an answer, where the field is one that may be printed (讲什么, 讲了哪些法, 培训内容).
FIELD_WORDS = _lines(
    "activities.field_words",
    lambda: FieldValue.objects.filter(**HELD_LINES, field__told=True),
    Dimension("field", "填写项", "field__code", _told_fields),
)
GOODS = _lines(
    "activities.goods",
    lambda: GoodsLine.objects.filter(**HELD_LINES),
    Dimension("item", "物资", "item", _items),
)


def _units(dimensions: Mapping[str, Sequence[str]]) -> set[str]:
    """A number of a field has the field's unit; without a field there is nothing that may be added."""
    fields = KindField.objects.filter(code__in=list(dimensions.get("field", ())))
    return {field.unit_text for field in fields}


COUNTED = (HELD, JOINED, FIELD_NUMBERS, GOODS)  # an activity is in one of the first two; its lines in the others

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
        definition="各条记录去掉重复后的人数之和；同一人在几条记录里的会算几次，只宜用于人员不重复的工作。两癌筛查的人数在“两癌筛查”里登记，这里不计作筛查人数。",
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
    Measure(
        "activities.field_numbers", "种类里填的数", "个", FIELD_NUMBERS, adds="number", qualifier_field="qualifier", units=_units,
        definition="活动种类自己的数字，如走访户数、慰问金、学时；要用“field”限定是哪一项，单位跟着那一项。",
    ),
    Measure("activities.goods_value", "慰问物资估价", "元", GOODS, adds="value", definition="没有估价的物资不计。"),
    Listing("activities.goods", "慰问物资", GOODS, "item"),
    Listing(
        "activities.titles", "活动名称", HELD, "title", adds="sessions", qualifier_field="sessions_qualifier",
        unit_field="kind__session_unit",
    ),
    Listing("activities.joined_titles", "组织参加的活动名称", JOINED, "title"),
    Listing("activities.brands", "活动品牌", HELD, "brand"),
    Listing("activities.campaigns", "主题活动", HELD, "campaign__title"),
    Listing("activities.themes", "主题", HELD, "themes__label"),
    Listing(
        "activities.kinds", "活动种类", HELD, "kind__label", adds="sessions", qualifier_field="sessions_qualifier",
        unit_field="kind__session_unit",
    ),
    Listing(
        "activities.reached", "惠及人数的活动", HELD, "title", adds="people", qualifier_field="people_qualifier", unit="名",
        verb="惠及",
    ),
    Listing(
        "activities.field_words", "种类里填的文字", FIELD_WORDS, "text", split=True,
    ),
    Listing(
        "activities.topics", "宣讲内容的场次", FIELD_WORDS, "text", adds="activity__sessions",
        qualifier_field="activity__sessions_qualifier", unit_field="activity__kind__session_unit",
    ),
    Listing("activities.partners", "合作单位", HELD, "partners"),
    Listing("activities.places", "所用阵地", AT_VENUES, "venue__name"),
)  # fmt: skip
