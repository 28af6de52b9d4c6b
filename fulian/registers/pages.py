"""What the pages of each register are made of. The views are the same for all six; this is where they differ."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from fulian.core.measures import Source
from fulian.registers import forms, measures, services, tables
from fulian.registers.filters import (
    ElectionFilter,
    EntryFilter,
    OfficerFilter,
    ProductFilter,
    TalentFilter,
    TeamFilter,
    VenueFilter,
)
from fulian.registers.models import Election, Officer, Product, Talent, Team, Venue


def _enter(form: Any, by: Any) -> services.Entry:
    return services.enter(entry=form.instance, by=by)


def _hold_election(form: forms.ElectionCreateForm, by: Any) -> Election:
    return services.hold_election(
        election=form.instance, by=by, elected=form.elected, ends_terms=form.cleaned_data["ends_terms"]
    )


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

VENUE = Page(
    "venue", "venues", "阵地", "登记阵地", "妇女之家、妇女微家等。借用别人场地的也登记，另外统计。",
    Venue, tables.VenueTable, VenueFilter, forms.VenueForm,
    ("kind", "organization", "opened_on", "closed_on", "end_reason", "place", "is_external", "builder", "investment", "note"),
    (RECORDED, NAME), (measures.VENUES,), end_words="停用或摘牌", end_form=forms.VenueEndForm,
)  # fmt: skip
TEAM = Page(
    "team", "teams", "队伍", "登记队伍", "宣讲、调解、志愿服务等队伍。",
    Team, tables.TeamTable, TeamFilter, forms.TeamForm,
    ("kind", "organization", "founded_on", "members_text", "leader", "ended_on", "end_reason", "note"),
    (("founded", "新组建的在前", "-founded_on"), NAME, RECORDED), (measures.TEAMS, measures.TEAM_MEMBERS), end_words="撤销队伍",
)  # fmt: skip
OFFICER = Page(
    "officer", "officers", "任职人员", "登记任职", "主席、副主席、执委等，谁从什么时候到什么时候任什么职。换届选出的在“换届”里一次登记。",
    Officer, tables.OfficerTable, OfficerFilter, forms.OfficerForm,
    ("name", "position", "organization", "employment", "since", "until", "end_reason", "election", "note"),
    (("since", "新任职的在前", "-since"), RECORDED), (measures.OFFICERS, measures.ELECTED), end_words="离任",
)  # fmt: skip
ELECTION = Page(
    "election", "elections", "换届", "登记换届", "一次登记会议和选出的全部人员。",
    Election, tables.ElectionTable, ElectionFilter, forms.ElectionForm,
    ("organization", "held_on", "congress", "elected_text", "end_reason", "note"),
    (("held", "日期由近到远", "-held_on"), RECORDED), (measures.ELECTIONS,),
    create_form=forms.ElectionCreateForm, perform=_hold_election,
)  # fmt: skip
TALENT = Page(
    "talent", "talents", "人才", "登记人才", "代言人、女企业家、科技特派员等。",
    Talent, tables.TalentTable, TalentFilter, forms.TalentForm,
    ("kind", "name", "organization", "since", "until", "end_reason", "note"),
    (("since", "新入库的在前", "-since"), RECORDED), (measures.TALENTS,), end_words="退出",
)  # fmt: skip
PRODUCT = Page(
    "product", "products", "巾帼好货", "登记产品", "妇联推介的产品。",
    Product, tables.ProductTable, ProductFilter, forms.ProductForm,
    ("organization", "producer", "since", "until", "end_reason", "note"),
    (("since", "新推出的在前", "-since"), NAME, RECORDED), (measures.PRODUCTS,), end_words="停止推介",
)  # fmt: skip
PAGES = (VENUE, TEAM, OFFICER, ELECTION, TALENT, PRODUCT)
