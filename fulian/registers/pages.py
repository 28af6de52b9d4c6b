"""What the pages of each register are made of. The views are the same for all; this is where they differ."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from fulian.core.measures import Source
from fulian.core.permissions import Permission
from fulian.registers import forms, measures, services, tables
from fulian.registers.filters import (
    ContactFilter,
    ElectionFilter,
    EntryFilter,
    OfficerFilter,
    ProductFilter,
    TalentFilter,
    TeamFilter,
    VenueFilter,
    VolunteerFilter,
)
from fulian.registers.models import Contact, Election, Officer, Product, Talent, Team, Venue, Volunteer


def _enter(form: Any, by: Any) -> services.Entry:
    return services.enter(entry=form.instance, by=by)


def _hold_election(form: forms.ElectionCreateForm, by: Any) -> Election:
    return services.hold_election(
        election=form.instance, by=by, elected=form.elected, ends_terms=form.cleaned_data["ends_terms"]
    )


@dataclass(frozen=True)
class Link:
    """Another page about the same register, from its list."""

    label: str
    url_name: str
    permission: Permission = Permission.REGISTERS_VIEW


@dataclass(frozen=True)
class Page:
    """One register. `facts` are the fields that its page shows; `end_words` what its end is called, empty when it has none."""

    slug: str
    folder: str  # in the address
    title: str
    create_label: str
    intro: str
    model: type[services.Entry]
    table: type[tables.EntryTable]
    filterset: type[EntryFilter]
    form: type[forms.EntryForm]
    facts: tuple[str, ...]
    sorts: tuple[tuple[str, str, str], ...]  # code, label, column
    sources: tuple[Source, ...]  # in what its entries may be counted
    end_words: str = ""
    end_form: type[forms.EndForm] = forms.EndForm
    create_form: type[forms.EntryForm] | None = None
    perform: Callable[[Any, Any], services.Entry] = _enter
    links: tuple[Link, ...] = ()

    @property
    def ledger(self) -> str:
        return f"registers.{self.folder}"

    def url_name(self, action: str) -> str:
        return f"registers:{self.slug}-{action}"

    @property
    def list_url(self) -> str:
        return reverse(self.url_name("list"))


RECORDED = ("recorded", "最近登记", "-id")
NAME = ("name", "按名称", "name")

KINDS = Link("种类设置", "registers:vocabulary-list", Permission.REGISTERS_SET_UP)

VENUE = Page(
    "venue", "venues", "阵地", "登记阵地", "妇女之家、妇女微家等。借用别人场地的也登记，另外统计。",
    Venue, tables.VenueTable, VenueFilter, forms.VenueForm,
    (
        "kind", "type", "organization", "opened_on", "closed_on", "end_reason", "place", "opening_hours", "manager",
        "manager_phone", "build_mode", "host_kind", "host", "is_online", "online_place", "brand", "is_external", "builder",
        "investment", "note",
    ),
    (RECORDED, NAME), (measures.VENUES,), end_words="停用或摘牌", end_form=forms.VenueEndForm,
    links=(Link("很久没有活动的", "registers:venue-quiet"), KINDS),
)  # fmt: skip
TEAM = Page(
    "team", "teams", "队伍", "登记队伍", "宣讲、调解、志愿服务等队伍。人数每年登记一次。",
    Team, tables.TeamTable, TeamFilter, forms.TeamForm,
    ("kind", "organization", "founded_on", "members_text", "leader", "ended_on", "end_reason", "note"),
    (("founded", "新组建的在前", "-founded_on"), NAME, RECORDED), (measures.TEAMS,), end_words="撤销队伍",
    links=(KINDS,),
)  # fmt: skip
OFFICER = Page(
    "officer", "officers", "任职人员", "登记任职", "主席、副主席、执委等，谁从什么时候到什么时候任什么职。换届选出的在“换届”里一次登记。",
    Officer, tables.OfficerTable, OfficerFilter, forms.OfficerForm,
    (
        "name", "position", "organization", "employment", "term_text", "since", "until", "end_reason", "phone", "birth", "party",
        "education", "committee", "election", "note",
    ),
    (("since", "新任职的在前", "-since"), RECORDED), (measures.OFFICERS, measures.ELECTED, measures.BY_ELECTED),
    end_words="离任", links=(Link("通讯录", "registers:directory"), Link("花名册", "registers:roster"), Link("轮值表", "registers:rota")),
)  # fmt: skip
ELECTION = Page(
    "election", "elections", "换届", "登记换届", "一次登记会议和选出的全部人员。届中补选个别人员，也在这里登记，选“补选”。",
    Election, tables.ElectionTable, ElectionFilter, forms.ElectionForm,
    ("organization", "held_on", "term_text", "congress", "is_by_election", "elected_text", "end_reason", "note"),
    (("held", "日期由近到远", "-held_on"), RECORDED), (measures.ELECTIONS,),
    create_form=forms.ElectionCreateForm, perform=_hold_election,
    links=(Link("换届进度", "registers:election-round-list"),),
)  # fmt: skip
VOLUNTEER = Page(
    "volunteer", "volunteers", "志愿者", "登记志愿者", "只登记姓名、队伍和特长，要本人同意；不登记身份证号和电话。",
    Volunteer, tables.VolunteerTable, VolunteerFilter, forms.VolunteerForm,
    ("name", "organization", "team", "skills", "since", "consented_on", "until", "end_reason", "note"),
    (("since", "新登记的在前", "-since"), RECORDED), (measures.VOLUNTEERS,), end_words="退出",
)  # fmt: skip
CONTACT = Page(
    "contact", "contacts", "联系走访", "记一次联系走访", "执委联系妇女：哪天、怎么联系的、有什么意见、办了没有。不写群众姓名。",
    Contact, tables.ContactTable, ContactFilter, forms.ContactForm,
    ("organization", "made_on", "mode", "officer", "group", "households", "opinion", "resolved_on", "result", "end_reason"),
    (("made", "日期由近到远", "-made_on"), RECORDED), (measures.CONTACTS, measures.OPINIONS_RESOLVED),
)  # fmt: skip
TALENT = Page(
    "talent", "talents", "人才", "登记人才", "代言人、女企业家、科技特派员等。",
    Talent, tables.TalentTable, TalentFilter, forms.TalentForm,
    ("kind", "name", "organization", "employer", "field", "since", "until", "end_reason", "note"),
    (("since", "新入库的在前", "-since"), RECORDED), (measures.TALENTS,), end_words="退出", links=(KINDS,),
)  # fmt: skip
PRODUCT = Page(
    "product", "products", "巾帼好货", "登记产品", "妇联推介的产品。",
    Product, tables.ProductTable, ProductFilter, forms.ProductForm,
    ("organization", "producer", "since", "until", "end_reason", "note"),
    (("since", "新推出的在前", "-since"), NAME, RECORDED), (measures.PRODUCTS,), end_words="停止推介",
)  # fmt: skip
PAGES = (VENUE, TEAM, OFFICER, ELECTION, VOLUNTEER, CONTACT, TALENT, PRODUCT)
