"""What of the registers may be counted: what there is as at a day (stocks), and what was new in a period (flows)."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Model, Q

from fulian.core.measures import Dimension, Listing, Measure, Nature, Source, register
from fulian.core.permissions import Permission
from fulian.organizations.choices import Kind, Level
from fulian.organizations.models import Organization
from fulian.registers.choices import Employment, Position, TalentKind
from fulian.registers.models import Election, Officer, Product, Talent, Team, TeamKind, Venue, VenueKind

LEVEL = Dimension("level", "组织级别", "organization__level", lambda: Level.choices)


def _rows_of(vocabulary: type[Model]) -> Callable[[], Iterable[tuple[str, str]]]:
    return lambda: vocabulary._default_manager.values_list("code", "label")


def _ownership(values: Sequence[str]) -> Q:
    return Q(is_external__in=[value == "external" for value in values])


VENUE_OWNERSHIP = Dimension("ownership", "权属", _ownership, lambda: [("own", "妇联建成"), ("external", "依托外单位")])
VENUES = Source(
    code="registers.venues",
    rows=Venue.objects.counted,
    permission=Permission.REGISTERS_VIEW,
    date_field="opened_on",
    since_field="opened_on",
    until_field="closed_on",
    dimensions=(Dimension("kind", "种类", "kind__code", _rows_of(VenueKind)), VENUE_OWNERSHIP, LEVEL),
    row_url="registers:venue-detail",
)
TEAM_DIMENSIONS = (Dimension("kind", "种类", "kind__code", _rows_of(TeamKind)), LEVEL)
TEAMS = Source(
    code="registers.teams",
    rows=Team.objects.counted,
    permission=Permission.REGISTERS_VIEW,
    date_field="founded_on",
    since_field="founded_on",
    until_field="ended_on",
    dimensions=TEAM_DIMENSIONS,
    row_url="registers:team-detail",
)
# A source of its own: a team whose members nobody counted says nothing about members, and its "余" is of the members only.
TEAM_MEMBERS = Source(
    code="registers.team_members",
    rows=lambda: Team.objects.counted().filter(members__isnull=False),
    permission=Permission.REGISTERS_VIEW,
    since_field="founded_on",
    until_field="ended_on",
    qualifier_field="members_qualifier",
    dimensions=TEAM_DIMENSIONS,
    row_url="registers:team-detail",
)
OFFICER_DIMENSIONS = (
    Dimension("position", "职务", "position", lambda: Position.choices),
    Dimension("employment", "专兼职", "employment", lambda: Employment.choices),
    LEVEL,
)
OFFICERS = Source(
    code="registers.officers",
    rows=Officer.objects.counted,
    permission=Permission.REGISTERS_VIEW,
    date_field="since",
    since_field="since",
    until_field="until",
    dimensions=OFFICER_DIMENSIONS,
    row_url="registers:officer-detail",
)
ELECTED = Source(
    code="registers.elected",
    rows=lambda: Officer.objects.counted().filter(election__isnull=False),
    permission=Permission.REGISTERS_VIEW,
    date_field="since",
    dimensions=OFFICER_DIMENSIONS,
    row_url="registers:officer-detail",
)
ELECTIONS = Source(
    code="registers.elections",
    rows=Election.objects.counted,
    permission=Permission.REGISTERS_VIEW,
    date_field="held_on",
    dimensions=(LEVEL,),
    row_url="registers:election-detail",
)
TALENTS = Source(
    code="registers.talents",
    rows=Talent.objects.counted,
    permission=Permission.REGISTERS_VIEW,
    date_field="since",
    since_field="since",
    until_field="until",
    dimensions=(Dimension("kind", "类别", "kind", lambda: TalentKind.choices), LEVEL),
    row_url="registers:talent-detail",
)
PRODUCTS = Source(
    code="registers.products",
    rows=Product.objects.counted,
    permission=Permission.REGISTERS_VIEW,
    date_field="since",
    since_field="since",
    until_field="until",
    dimensions=(LEVEL,),
    row_url="registers:product-detail",
)
# A women's organization belongs to the one above it: a township's 两新组织妇联 is an organization of the township's.
ORGANIZATIONS = Source(
    code="registers.organizations",
    rows=lambda: Organization.objects.filter(parent__isnull=False),
    permission=Permission.ORGANIZATIONS_VIEW,
    date_field="opened_on",
    since_field="opened_on",
    until_field="closed_on",
    path_field="parent__path",
    organization_field="parent_id",
    dimensions=(
        Dimension("kind", "类型", "kind", lambda: Kind.choices),
        Dimension("level", "级别", "level", lambda: Level.choices),
    ),
    row_url="organizations:organization-detail",
)

STOCK = Nature.STOCK
register(
    Measure(
        "registers.venues", "阵地", "处", VENUES, nature=STOCK, definition="期末在用的阵地；依托外单位的可按权属分开。"
    ),
    Measure("registers.venues_opened", "新建阵地", "处", VENUES, definition="期内建成（挂牌）的阵地，不含建设中的。"),
    Measure("registers.teams", "队伍", "支", TEAMS, nature=STOCK, definition="期末在册的队伍。"),
    Measure("registers.teams_founded", "新组建队伍", "支", TEAMS, definition="期内组建的队伍。"),
    Measure(
        "registers.team_members",
        "队伍人数",
        "人",
        TEAM_MEMBERS,
        adds="members",
        nature=STOCK,
        definition="期末在册队伍的人数之和；一人参加几支队伍的算几次。",
    ),
    Measure("registers.officers", "任职人员", "名", OFFICERS, nature=STOCK, definition="期末在任的人员，按职务分。"),
    Measure("registers.officers_elected", "换届选出人员", "名", ELECTED, definition="期内换届选出的人员，按职务分。"),
    Measure("registers.elections", "完成换届", "个", ELECTIONS, definition="期内完成换届的组织。"),
    Measure("registers.talents", "人才", "人", TALENTS, nature=STOCK, definition="期末在库的人员，按类别分。"),
    Measure("registers.talents_entered", "新培养人才", "人", TALENTS, definition="期内入库的人员，按类别分。"),
    Measure("registers.products", "巾帼好货", "种", PRODUCTS, nature=STOCK, definition="期末在推的产品。"),
    Measure("registers.products_presented", "推出巾帼好货", "种", PRODUCTS, definition="期内推出的产品。"),
    Measure(
        "registers.organizations",
        "妇女组织",
        "个",
        ORGANIZATIONS,
        nature=STOCK,
        definition="期末存续的下级妇女组织，按类型分。",
    ),
    Measure(
        "registers.organizations_founded", "新成立妇女组织", "个", ORGANIZATIONS, definition="期内成立的下级妇女组织。"
    ),
    Listing("registers.venue_names", "阵地名称", VENUES, "name", nature=STOCK),
    Listing("registers.venues_opened_names", "新建阵地名称", VENUES, "name"),
    Listing("registers.venues_opened_organizations", "新建阵地所在组织", VENUES, "organization__name"),
    Listing("registers.venues_opened_places", "新建阵地地址", VENUES, "place"),
    Listing("registers.venues_opened_builders", "新建阵地建设单位", VENUES, "builder"),
    Listing("registers.venues_opened_kinds", "新建阵地种类", VENUES, "kind__label"),
    Listing("registers.product_names", "巾帼好货", PRODUCTS, "name"),
    Listing("registers.organizations_founded_names", "新成立妇女组织名称", ORGANIZATIONS, "name"),
    Listing("registers.congresses", "换届会议", ELECTIONS, "congress"),
)
