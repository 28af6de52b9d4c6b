"""筛查情况通报: what of a programme may be printed for the leader's desk, the notice board and the public."""

import datetime
from dataclasses import dataclass

from activities.screening.choices import Cancer, Outcome
from activities.screening.models import Programme, label_of
from activities.screening.standing import Standing, percent_text, rates, standing
from activities.screening.suppression import released, small
from fulian.core.chinese import long_date
from fulian.documents.blocks import Block, Column, Document, Heading, Note, Paragraph, Signature, Table, Title, as_runs

NUMBERS = ("women", "cervical", "breast")
LABELS = (label_of("women"), *(str(cancer.label) for cancer in Cancer))
KEPT_BACK = "人数较少，不公布"
FOOTNOTE = (
    "说明：应检人数为{ages}的适龄妇女，按统计年度计；参加筛查人数两项都查的算一人。为保护个人隐私，人数较少的镇街合并列出，"
    "不足5人的结果不公布。检查结果以卫健部门公布的为准。"
)


@dataclass(frozen=True)
class Row:
    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Bulletin:
    programme: Programme
    until: datetime.date
    lead: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row
    results: tuple[tuple[str, tuple[str, ...]], ...]  # kind of cancer, sentences

    @property
    def title(self) -> str:
        return f"{self.programme.name}情况通报"

    @property
    def footnote(self) -> str:
        return FOOTNOTE.format(ages=self.programme.ages_text)


def bulletin_of(programme: Programme, *, today: datetime.date) -> Bulletin:
    found = standing(programme, programme.organization, today=today)
    table = [[line.totals[name] for name in NUMBERS] for line in found.below]
    told = released(table)
    names = [programme.organization.name + "本级" if line.own else line.organization.name for line in found.below]
    rows = [
        Row(names[line.members[0]] if len(line.members) == 1 else _together(line.members, names), line.numbers)
        for line in told.lines
    ]
    return Bulletin(
        programme=programme, until=min(today, programme.ends_on), lead=_lead(found),
        columns=tuple(LABELS[c] for c in told.columns), rows=tuple(rows),
        total=Row("合计", told.totals), results=tuple(_results(found)),
    )  # fmt: skip


def _together(members: tuple[int, ...], names: list[str]) -> str:
    return (
        f"{'、'.join(names[number] for number in members)}合计"
        if len(members) <= 6
        else f"其余{len(members)}个镇街合计"
    )


def _lead(found: Standing) -> str:
    programme, women = found.programme, found.here.women
    parts = [f"{programme.organization.name}本统计年度（{programme.period.label}）应检妇女{programme.base}人"]
    if programme.target:
        parts.append(f"任务{programme.target}人")
    if small(women):
        return f"{'，'.join(parts)}。参加筛查{KEPT_BACK}。"
    parts.append(f"已参加筛查{women}人")
    if programme.target:
        parts.append(f"完成任务的{percent_text(women, programme.target)}（{women}/{programme.target}）")
    parts.append(f"筛查率{percent_text(women, programme.base)}（{women}/{programme.base}）")
    return f"{'，'.join(parts)}。"


def _results(found: Standing) -> list[tuple[str, tuple[str, ...]]]:
    """Of the whole district. A number under five is kept back, and so is every share that could give it away."""
    wanted = {
        str(outcome.label) for outcome in (Outcome.ABNORMAL, Outcome.FOLLOWED_UP, Outcome.CONFIRMED, Outcome.EARLY)
    }
    sentences = []
    for cancer, lines in rates(found.here.totals):
        said = []
        for rate in lines:
            if rate.label not in wanted:
                continue
            if small(rate.n) or rate.total is None or small(rate.total):
                said.append(f"{rate.label}{KEPT_BACK}")
            else:
                share = f"（{rate.text}，{rate.n}/{rate.total}）" if rate.total else ""
                said.append(f"{rate.label}{rate.n}人{share}")
        sentences.append((cancer, tuple(said)))
    return sentences


def document_of(bulletin: Bulletin) -> Document:
    programme = bulletin.programme
    columns = (Column("镇街", 3, "left"), *(Column(label, 2) for label in bulletin.columns))
    rows = tuple((row.name, *map(str, row.numbers)) for row in bulletin.rows)
    table = Table(
        columns,
        rows,
        caption="各镇街筛查情况",
        unit="单位：人",
        total_row=(bulletin.total.name, *map(str, bulletin.total.numbers)),
    )
    blocks: list[Block] = [
        Title((programme.organization.official_name, bulletin.title)),
        Heading(1, "总体情况"),
        _said(f"截至{long_date(bulletin.until)}，{bulletin.lead}"),
    ]
    if bulletin.columns and rows:
        blocks += [Heading(1, "各镇街情况"), table]
    if bulletin.results:
        blocks.append(Heading(1, "结果和随访"))
        blocks += [_said(f"{cancer}筛查：{'，'.join(said)}。") for cancer, said in bulletin.results]
    blocks += [Note(bulletin.footnote), Signature(programme.organization.official_name, long_date(bulletin.until))]
    return Document(bulletin.title, tuple(blocks), cut_off=long_date(bulletin.until))


def _said(text: str) -> Paragraph:
    return Paragraph(as_runs(text))
