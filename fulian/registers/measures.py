"""What of the registers may be counted: what there is as at a day (stocks), and what was new in a period (flows)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Model, Q

from fulian.core.measures import Dimension, Listing, Measure, Nature, Source, register
from fulian.core.permissions import Permission
from fulian.organizations.choices import Kind, Level
from fulian.organizations.models import Organization
from fulian.registers.choices import (
    Committee,
    ContactMode,
    Education,
    Employment,
    Party,
    Position,
    ProjectStatus,
    VenueEventKind,
)
from fulian.registers.models import (
    Assignment,
    Contact,
    Election,
    Officer,
    Product,
    Project,
    StandardPeriod,
    Talent,
    TalentKind,
    Team,
    TeamHeadcount,
    TeamKind,
    UsePeriod,
    Venue,
    VenueEvent,
    VenueKind,
    VenueType,
    Volunteer,
)

LEVEL = Dimension("level", "组织级别", "organization__level", lambda: Level.choices)


def _rows_of(vocabulary: type[Model]) -> Callable[[], Iterable[tuple[str, str]]]:
    return lambda: vocabulary._default_manager.values_list("code", "label")


def _ownership(prefix: str = "") -> Callable[[Sequence[str]], Q]:
    return lambda values: Q(**{f"{prefix}is_external__in": [value == "external" for value in values]})


def _venue_dimensions(prefix: str = "") -> tuple[Dimension, ...]:
    return (
        Dimension("kind", "种类", f"{prefix}kind__code", _rows_of(VenueKind)),
        Dimension("type", "类型", f"{prefix}type__code", _rows_of(VenueType)),
        Dimension("ownership", "权属", _ownership(prefix), lambda: [("own", "妇联建成"), ("external", "依托外单位")]),
        Dimension("level", "组织级别", f"{prefix}organization__level", lambda: Level.choices),
    )


VENUES = Source(
    code="registers.venues",
    rows=Venue.objects.counted,
    permission=Permission.REGISTERS_VIEW,
    date_field="opened_on",
    dimensions=_venue_dimensions(),
    row_url="registers:venue-detail",
)
OF_VENUES: dict[str, Any] = {
    "permission": Permission.REGISTERS_VIEW,
    "path_field": "venue__path_at",
    "organization_field": "venue__organization_id",
    "row_url": "registers:venue-detail",
    "row_key": "venue_id",
}
# A venue that was closed and opened again has two of them, so that a day between counts it as little as before.
IN_USE = Source(
    code="registers.venues_in_use",
    rows=lambda: UsePeriod.objects.of_counted().select_related("venue__organization"),
    since_field="since",
    until_field="until",
    dimensions=_venue_dimensions("venue__"),
    **OF_VENUES,
)
# Not a property of the venue but a span of days: how many had all that is asked for is known as at any day.
STANDARD = Source(
    code="registers.venues_standard",
    rows=lambda: StandardPeriod.objects.of_counted().select_related("venue__organization"),
    date_field="since",
    since_field="since",
    until_field="until",
    dimensions=_venue_dimensions("venue__"),
    **OF_VENUES,
)
VENUE_EVENTS = Source(
    code="registers.venue_events",
    rows=lambda: VenueEvent.objects.of_counted().select_related("venue__organization"),
    date_field="happened_on",
    dimensions=(Dimension("event", "事项", "kind", lambda: VenueEventKind.choices), *_venue_dimensions("venue__")),
    **OF_VENUES,
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
# Each count stands for some days of its team, so that any day has one: that of its year.
TEAM_MEMBERS = Source(
    code="registers.team_members",
    rows=lambda: TeamHeadcount.objects.of_counted().select_related("team__organization"),
    permission=Permission.REGISTERS_VIEW,
    since_field="since",
    until_field="until",
    path_field="team__path_at",
    organization_field="team__organization_id",
    qualifier_field="members_qualifier",
    dimensions=(
        Dimension("kind", "种类", "team__kind__code", _rows_of(TeamKind)),
        Dimension("level", "组织级别", "team__organization__level", lambda: Level.choices),
    ),
    row_url="registers:team-detail",
    row_key="team_id",
)
OFFICER_DIMENSIONS = (
    Dimension("position", "职务", "position", lambda: Position.choices),
    Dimension("employment", "专兼职", "employment", lambda: Employment.choices),
    Dimension("party", "政治面貌", "party", lambda: Party.choices),
    Dimension("education", "学历", "education", lambda: Education.choices),
    Dimension("committee", "进“两委”", "committee", lambda: Committee.choices),
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
    rows=lambda: Officer.objects.counted().filter(election__is_by_election=False),
    permission=Permission.REGISTERS_VIEW,
    date_field="since",
    dimensions=OFFICER_DIMENSIONS,
    row_url="registers:officer-detail",
)
ELECTIONS = Source(
    code="registers.elections",
    rows=lambda: Election.objects.counted().filter(is_by_election=False),
    permission=Permission.REGISTERS_VIEW,
    date_field="held_on",
    dimensions=(LEVEL,),
    row_url="registers:election-detail",
)
BY_ELECTED = Source(
    code="registers.by_elected",
    rows=lambda: Officer.objects.counted().filter(election__is_by_election=True),
    permission=Permission.REGISTERS_VIEW,
    date_field="since",
    dimensions=OFFICER_DIMENSIONS,
    row_url="registers:officer-detail",
)
ASSIGNMENTS = Source(
    code="registers.assignments",
    rows=lambda: Assignment.objects.of_counted().select_related("officer__organization"),
    permission=Permission.REGISTERS_VIEW,
    date_field="since",
    since_field="since",
    until_field="until",
    path_field="officer__path_at",
    organization_field="officer__organization_id",
    dimensions=(Dimension("position", "职务", "officer__position", lambda: Position.choices),),
    row_url="registers:officer-detail",
    row_key="officer_id",
)
# 领办项目 that came about: a day places each in its month.
PROJECTS = Source(
    code="registers.projects",
    rows=lambda: (
        Project.objects.of_counted()
        .filter(status=ProjectStatus.DONE, done_on__isnull=False)
        .select_related("officer__organization")
    ),
    permission=Permission.REGISTERS_VIEW,
    date_field="done_on",
    path_field="officer__path_at",
    organization_field="officer__organization_id",
    dimensions=(Dimension("position", "职务", "officer__position", lambda: Position.choices),),
    row_url="registers:officer-detail",
    row_key="officer_id",
)
TALENTS = Source(
    code="registers.talents",
    rows=Talent.objects.counted,
    permission=Permission.REGISTERS_VIEW,
    date_field="since",
    since_field="since",
    until_field="until",
    dimensions=(Dimension("kind", "类别", "kind__code", _rows_of(TalentKind)), LEVEL),
    row_url="registers:talent-detail",
)
VOLUNTEERS = Source(
    code="registers.volunteers",
    rows=Volunteer.objects.counted,
    permission=Permission.REGISTERS_VIEW,
    date_field="since",
    since_field="since",
    until_field="until",
    dimensions=(Dimension("team_kind", "队伍种类", "team__kind__code", _rows_of(TeamKind)), LEVEL),
    row_url="registers:volunteer-detail",
)
CONTACT_DIMENSIONS = (Dimension("mode", "方式", "mode", lambda: ContactMode.choices), LEVEL)
CONTACTS = Source(
    code="registers.contacts",
    rows=Contact.objects.counted,
    permission=Permission.REGISTERS_VIEW,
    date_field="made_on",
    dimensions=CONTACT_DIMENSIONS,
    row_url="registers:contact-detail",
)
OPINIONS_RESOLVED = Source(
    code="registers.opinions_resolved",
    rows=lambda: Contact.objects.counted().exclude(opinion="").filter(resolved_on__isnull=False),
    permission=Permission.REGISTERS_VIEW,
    date_field="resolved_on",
    dimensions=CONTACT_DIMENSIONS,
    row_url="registers:contact-detail",
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
        "registers.venues", "阵地", "处", IN_USE, nature=STOCK, definition="期末在用的阵地；依托外单位的可按权属分开。"
    ),
    Measure("registers.venues_opened", "新建阵地", "处", VENUES, definition="期内建成（挂牌）的阵地，不含建设中的。"),
    Measure(
        "registers.venues_standard",
        "达标阵地",
        "处",
        STANDARD,
        nature=STOCK,
        definition="期末在用、达标条件（如“五有”）全部达到的阵地。",
    ),
    Measure(
        "registers.venues_standard_reached", "新达标阵地", "处", STANDARD, definition="期内全部达到达标条件的阵地。"
    ),
    Measure(
        "registers.venue_events", "阵地改造和示范", "处", VENUE_EVENTS, definition="期内阵地的提升改造、列为示范等。"
    ),
    Measure("registers.teams", "队伍", "支", TEAMS, nature=STOCK, definition="期末在册的队伍。"),
    Measure("registers.teams_founded", "新组建队伍", "支", TEAMS, definition="期内组建的队伍。"),
    Measure(
        "registers.team_members",
        "队伍人数",
        "人",
        TEAM_MEMBERS,
        adds="members",
        nature=STOCK,
        definition="期末在册队伍的人数之和，用当年登记的人数，当年没登记的用最近一年的；一人参加几支队伍的算几次。",
    ),
    Measure("registers.officers", "任职人员", "名", OFFICERS, nature=STOCK, definition="期末在任的人员，按职务分。"),
    Measure("registers.officers_elected", "换届选出人员", "名", ELECTED, definition="期内换届选出的人员，按职务分。"),
    Measure("registers.elections", "完成换届", "个", ELECTIONS, definition="期内完成换届的组织。"),
    Measure("registers.officers_by_elected", "补选人员", "名", BY_ELECTED, definition="期内补选的人员，按职务分。"),
    Measure(
        "registers.assigned_households",
        "执委包联户数",
        "户",
        ASSIGNMENTS,
        adds="households",
        nature=STOCK,
        definition="期末正在包联的户数之和；一户由几人包联的算几次。",
    ),
    Measure(
        "registers.projects_done", "执委办成项目", "件", PROJECTS, definition="期内办成的领办项目，填了办成日期的一个算一件。"
    ),
    Measure("registers.volunteers", "登记志愿者", "人", VOLUNTEERS, nature=STOCK, definition="期末在册的志愿者。"),
    Measure("registers.volunteers_entered", "新登记志愿者", "人", VOLUNTEERS, definition="期内登记的志愿者。"),
    Measure("registers.contacts", "联系走访", "次", CONTACTS, definition="期内联系走访的次数，按方式分。"),
    Measure(
        "registers.contacts_households",
        "联系走访户（人）数",
        "户",
        CONTACTS,
        adds="households",
        definition="期内联系走访的户（人）数之和；走访几次算几次。",
    ),
    Measure(
        "registers.opinions_resolved",
        "办结意见",
        "件",
        OPINIONS_RESOLVED,
        definition="期内办结的、联系走访时收到的意见和需求。",
    ),
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
    Measure(
        "registers.organizations_women", "妇女组织联系妇女", "名", ORGANIZATIONS, adds="women_count", nature=STOCK,
        definition="期末存续的下级妇女组织登记的妇女人数之和；上下级组织的人数相互包含，只宜限定一种类型。",
    ),
    Listing("registers.team_kinds", "各类队伍", TEAMS, "kind__label", nature=STOCK, unit="支"),
    Listing(
        "registers.team_member_kinds", "各类队伍人数", TEAM_MEMBERS, "team__kind__label", nature=STOCK, adds="members",
        qualifier_field="members_qualifier", unit="人", read=lambda kind: f"{kind}队员",
    ),
    Listing(
        "registers.officer_positions", "各种职务", OFFICERS, "position", nature=STOCK, unit="名",
        read=lambda position: str(Position(position).label),
    ),
    Listing("registers.team_names", "队伍名称", TEAMS, "name", nature=STOCK),
    Listing(
        "registers.venue_kinds", "各类阵地", IN_USE, "venue__kind__label", nature=STOCK,
        unit_field="venue__kind__unit",
    ),
    Listing(
        "registers.venue_event_kinds", "改造和示范的阵地种类", VENUE_EVENTS, "venue__kind__label",
        unit_field="venue__kind__unit",
    ),
    Listing("registers.talents_entered_kinds", "新培养人才的类别", TALENTS, "kind__label", unit="人"),
    Listing("registers.venue_names", "阵地名称", IN_USE, "venue__name", nature=STOCK),
    Listing("registers.venues_opened_names", "新建阵地名称", VENUES, "name"),
    Listing("registers.venues_opened_organizations", "新建阵地所在组织", VENUES, "organization__name"),
    Listing("registers.venues_opened_places", "新建阵地地址", VENUES, "place"),
    Listing("registers.venues_opened_builders", "新建阵地建设单位", VENUES, "builder"),
    Listing("registers.venue_event_venues", "改造和示范的阵地名称", VENUE_EVENTS, "venue__name"),
    Listing("registers.venues_opened_kinds", "新建阵地种类", VENUES, "kind__label", unit_field="kind__unit"),
    Listing("registers.product_names", "巾帼好货", PRODUCTS, "name"),
    Listing("registers.organizations_founded_names", "新成立妇女组织名称", ORGANIZATIONS, "name"),
    Listing("registers.congresses", "换届会议", ELECTIONS, "congress"),
)  # fmt: skip
