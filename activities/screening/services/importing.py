"""The hospital's list: a row a woman, read into totals a session; her own row is kept only where a register is.

A dry run says line by line what is wrong and what would be entered; the same services enter it. Between the two the file is not
kept: what was read travels encrypted with the page.
"""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.screening.choices import Cancer, Outcome, PersonState, column
from activities.screening.models import Person, Programme, Session
from activities.screening.services import guards
from activities.screening.services.persons import add_person
from activities.screening.services.sessions import enter_results, record_session
from fulian.audit.services import record
from fulian.core import cells
from fulian.core.cells import BadCell, as_text
from fulian.core.chinese import halfwidth
from fulian.core.crypto import Undecryptable, decrypt_text, encrypt_text
from fulian.core.exceptions import Refused
from fulian.core.identity import NotAnIdentityNumber, read_identity
from fulian.ledgers.reading import SUMS, Book, Unreadable
from fulian.organizations.models import Organization

HEADINGS = {
    "town": ("镇街", "乡镇", "街道", "镇（街道）", "乡镇（街道）"),
    "organization": ("村社区", "村（社区）", "村", "社区", "所属组织", "单位", "所在村", "现住址村社区"),
    "day": ("检查日期", "筛查日期", "体检日期", "日期", "检查时间"),
    "hospital": ("检查机构", "筛查机构", "医院", "检查医院"),
    "name": ("姓名", "受检者姓名"),
    "id_number": ("身份证号", "身份证号码", "身份证", "证件号码", "公民身份号码"),
    "phone": ("联系电话", "电话", "手机号", "手机号码", "联系方式"),
    "cervical": ("宫颈癌筛查", "宫颈癌", "宫颈", "宫颈癌检查"),
    "breast": ("乳腺癌筛查", "乳腺癌", "乳腺", "乳腺癌检查"),
    "cervical_result": ("宫颈癌结果", "宫颈结果", "宫颈癌筛查结果", "宫颈初筛结果"),
    "breast_result": ("乳腺癌结果", "乳腺结果", "乳腺癌筛查结果", "乳腺初筛结果"),
}
TEMPLATE = (
    "镇街", "村（社区）", "检查日期", "检查机构", "姓名", "身份证号", "联系电话", "宫颈癌筛查", "乳腺癌筛查", "宫颈癌结果", "乳腺癌结果",
)  # fmt: skip
HEADING_WITHIN = 15
MOST_ROWS = 5000
MOST_ERRORS = 100
HOLDS = 4 * 3600  # seconds that a preview may be looked at
CONTEXT = "screening.import"
DONE = frozenset(["是", "有", "做", "查", "已查", "已做", "已检", "完成", "√", "✓", "☑", "1", "y", "Y"])
NOT_DONE = frozenset(
    ["否", "无", "未", "未查", "未做", "未检", "没有", "×", "x", "X", "☐", "0", "n", "N", "/", "—", "-"]
)
CLEAR = ("未见异常", "无异常", "正常", "阴性", "未检出", "良好")
ABNORMAL = ("异常", "可疑", "阳性", "需复查", "复查", "转诊")
EXPIRED = "预览放得太久，或者不是您刚才看到的内容，请重新上传。"


@dataclass(frozen=True)
class LineError:
    line: int
    message: str


@dataclass
class Woman:
    line: int
    cervical: bool
    breast: bool
    abnormal: dict[str, bool] = field(default_factory=dict)  # kind of cancer → whether; absent: not told
    name: str = ""
    id_number: str = ""
    phone: str = ""


@dataclass
class Batch:
    """What becomes one session."""

    organization: Organization
    day: datetime.date
    hospital: str
    women: list[Woman] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.women[0].line

    def had(self, cancer: str) -> int:
        return sum(getattr(woman, cancer) for woman in self.women)

    def abnormal(self, cancer: str) -> int | None:
        told = [woman.abnormal[cancer] for woman in self.women if cancer in woman.abnormal]
        return sum(told) if told else None


@dataclass
class Preview:
    batches: list[Batch] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)
    keeps_persons: bool = False

    @property
    def women(self) -> int:
        return sum(len(batch.women) for batch in self.batches)


def read_list(
    content: bytes, *, programme: Programme, places: Iterable[Organization], keeps_persons: bool, by: Any
) -> Preview:
    """`places`: the organizations for which she may enter something. Writes nothing."""
    rows = _rows(content)
    at = _heading(rows)
    preview = Preview(keeps_persons=keeps_persons)
    reader = _Reader(at.places, programme, list(places), keeps_persons)
    for line, row in rows[at.index + 1 :]:
        if not any(str(cell or "").strip() for cell in row) or SUMS.match(str(row[0] or "").strip()):
            continue
        try:
            reader.read(line, row)
        except BadCell as problem:
            preview.errors.append(LineError(line, str(problem)))
    preview.batches = list(reader.batches.values())
    if not preview.errors and not preview.batches:
        raise Refused("表里没有一行可以导入。")
    if not preview.errors:
        preview.errors = _rehearsed(preview, programme, by)
    preview.errors = preview.errors[:MOST_ERRORS]
    return preview


@dataclass(frozen=True)
class _Heading:
    index: int
    places: dict[str, int]


def _rows(content: bytes) -> list[tuple[int, list[Any]]]:
    try:
        book = Book(content)
        rows = [row for name in book.names[:1] for row in book.rows(name)]
    except Unreadable as problem:
        raise Refused(str(problem)) from problem
    if len(rows) > MOST_ROWS:
        raise Refused(f"表里有{len(rows)}行，一次最多{MOST_ROWS}行，请分成几个文件。")
    return rows


def _heading(rows: list[tuple[int, list[Any]]]) -> _Heading:
    for index, (_, row) in enumerate(rows[:HEADING_WITHIN]):
        labels = [halfwidth(str(cell or "")).replace(" ", "").replace("\n", "") for cell in row]
        places: dict[str, int] = {}
        for name, known in HEADINGS.items():
            wanted = {halfwidth(label) for label in known}
            found = next((place for place, label in enumerate(labels) if label in wanted), None)
            if found is not None:
                places[name] = found
        if "day" in places and len(places) >= 2:
            return _Heading(index, places)
    raise Refused("没有找到表头。表里要有“检查日期”，以及“村（社区）”“身份证号”等列；可以下载模板照着填。")


class _Reader:
    def __init__(self, columns: dict[str, int], programme: Programme, places: list[Organization], keeps: bool):
        self.columns, self.programme, self.places, self.keeps = columns, programme, places, keeps
        self.batches: dict[tuple[int, datetime.date, str], Batch] = {}
        self.seen: dict[tuple[int, datetime.date, str], int] = {}
        self.today = timezone.localdate()
        self.day = cells.day()
        self.towns = {place.pk: place.parent.name if place.parent else "" for place in places}

    def _cell(self, row: list[Any], name: str) -> Any:
        place = self.columns.get(name)
        return row[place] if place is not None and place < len(row) else None

    def _text(self, row: list[Any], name: str, most: int = 60) -> str:
        cell = self._cell(row, name)
        return as_text(cell)[:most] if cell not in (None, "") else ""

    def read(self, line: int, row: list[Any]) -> None:
        day = self.day(self._cell(row, "day"))
        if day is None:
            raise BadCell("没有检查日期。")
        place = self._place(row)
        woman = Woman(line, cervical=self._had(row, Cancer.CERVICAL), breast=self._had(row, Cancer.BREAST))
        if not (woman.cervical or woman.breast):
            raise BadCell("宫颈癌、乳腺癌筛查都没有做，这一行请删去。")
        for cancer in Cancer.values:
            abnormal = self._abnormal(row, f"{cancer}_result")
            if abnormal is not None and getattr(woman, cancer):
                woman.abnormal[cancer] = abnormal
        self._who(woman, row, place, day)
        key = (place.pk, day, self._text(row, "hospital"))
        self.batches.setdefault(key, Batch(place, day, key[2])).women.append(woman)

    def _place(self, row: list[Any]) -> Organization:
        name, town = self._text(row, "organization"), self._text(row, "town")
        if not name and not town:
            if len(self.places) == 1:
                return self.places[0]
            raise BadCell("没有写村（社区），不知道是哪里的。")
        wanted = name or town
        found = [place for place in self.places if place.name == wanted or self.towns[place.pk] + place.name == wanted]
        if name and town and len(found) > 1:
            found = [place for place in found if self.towns[place.pk] == town]
        if len(found) > 1:
            raise BadCell(f"有{len(found)}个“{wanted[:20]}”，请在“镇街”一列写明是哪个镇街的。")
        if not found:
            raise BadCell(f"没有“{wanted[:20]}”这个单位，或者不在您的范围里。")
        return found[0]

    def _had(self, row: list[Any], cancer: str) -> bool:
        """Without a column for either examination, every woman on the list had both."""
        if not {*Cancer.values} & self.columns.keys():
            return True
        said = halfwidth(self._text(row, cancer))
        if said in DONE:
            return True
        if not said or said in NOT_DONE:
            return False
        raise BadCell(f"“{said[:10]}”认不出来，做没做筛查请填“是”或“否”。")

    def _abnormal(self, row: list[Any], name: str) -> bool | None:
        said = self._text(row, name)
        if not said:
            return None
        if any(word in said for word in CLEAR):
            return False
        if any(word in said for word in ABNORMAL):
            return True
        raise BadCell("结果认不出来，请填“正常”或“异常”，不要写病情。")

    def _who(self, woman: Woman, row: list[Any], place: Organization, day: datetime.date) -> None:
        """Her number is checked in any case; kept is what a register may keep."""
        typed = self._text(row, "id_number")
        if not typed:
            if self.keeps:
                raise BadCell("没有身份证号，不能登记到名单里。")
            return
        try:
            identity = read_identity(typed, today=self.today)
        except NotAnIdentityNumber as problem:
            raise BadCell(str(problem)) from problem
        if not identity.female:
            raise BadCell("按身份证号是男性，请核对。")
        age = identity.age_on(day)
        if not self.programme.age_from <= age <= self.programme.age_to:
            raise BadCell(f"按身份证号，检查那天{age}周岁，不在{self.programme.ages_text}内。")
        key = (place.pk, day, identity.number)
        if key in self.seen:
            raise BadCell(f"和第{self.seen[key]}行是同一个人。")
        self.seen[key] = woman.line
        if self.keeps:
            woman.name, woman.id_number = self._text(row, "name", 40), identity.number
            woman.phone = "".join(sign for sign in halfwidth(self._text(row, "phone")) if sign.isdigit())[:20]
            if not woman.name:
                raise BadCell("没有姓名，不能登记到名单里。")


def _rehearsed(preview: Preview, programme: Programme, by: Any) -> list[LineError]:
    """Everything is entered, what is refused is noted, and all of it is taken back."""
    errors: list[LineError] = []
    with transaction.atomic():
        for batch in preview.batches:
            try:
                with transaction.atomic():
                    _enter(batch, programme, keeps_persons=preview.keeps_persons, by=by)
            except _AtLine as problem:
                errors.append(LineError(problem.line, problem.message))
        transaction.set_rollback(True)
    return errors


class _AtLine(Exception):
    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.line, self.message = line, message


def _enter(batch: Batch, programme: Programme, *, keeps_persons: bool, by: Any) -> Session:
    session = Session(
        programme=programme, organization=batch.organization, day=batch.day, hospital=batch.hospital, women=len(batch.women),
        **{cancer: batch.had(cancer) for cancer in Cancer.values},
    )  # fmt: skip
    try:
        session = record_session(session=session, by=by)
        results = {column(c, Outcome.ABNORMAL): batch.abnormal(c) for c in Cancer.values}
        if any(number is not None for number in results.values()):
            enter_results(session=session, results=results, results_on=timezone.localdate(), by=by)
    except Refused as refusal:
        twice = "这一天已经登记过一场筛查，不重复导入。要改人数，请到那一场里改。"
        message = twice if refusal.field == "anyway" else refusal.message
        raise _AtLine(batch.line, f"{batch.organization.name}{batch.day:%Y-%m-%d}：{message}") from refusal
    if keeps_persons:
        for woman in batch.women:
            _enter_person(woman, session, by=by)
    return session


def _enter_person(woman: Woman, session: Session, *, by: Any) -> None:
    told = woman.abnormal.values()
    state = PersonState.WAITING
    if told:
        state = PersonState.FOLLOW_UP if any(told) else PersonState.CLEAR
    person = Person(
        session=session, name=woman.name, id_number=woman.id_number, phone=woman.phone, cervical=woman.cervical,
        breast=woman.breast, state=state,
    )  # fmt: skip
    try:
        add_person(person=person, by=by)
    except Refused as refusal:
        raise _AtLine(
            woman.line,
            refusal.message.partition("：")[0] + "，请核对后从表里删去这一行，或者在场次页面单独登记。"
            if refusal.field == "anyway"
            else refusal.message,
        ) from refusal


# ---- between the preview and the confirmation ---------------------------------------------------------------------------------


def sealed(preview: Preview, programme: Programme, *, by: Any) -> str:
    """What was read, encrypted: without a register, numbers and nobody's name."""
    keep = (
        "cervical",
        "breast",
        "abnormal",
        "line",
        *(("name", "id_number", "phone") if preview.keeps_persons else ()),
    )
    body = {
        "programme": programme.pk, "by": by.pk, "at": timezone.now().timestamp(), "persons": preview.keeps_persons,
        "batches": [
            {
                "organization": batch.organization.pk, "day": batch.day.isoformat(), "hospital": batch.hospital,
                "women": [{name: getattr(woman, name) for name in keep} for woman in batch.women],
            }
            for batch in preview.batches
        ],
    }  # fmt: skip
    return encrypt_text(json.dumps(body, ensure_ascii=False, separators=(",", ":")), context=CONTEXT)


def unsealed(
    payload: str, programme: Programme, *, places: Iterable[Organization], keeps_persons: bool, by: Any
) -> Preview:
    try:
        body: Mapping[str, Any] = json.loads(decrypt_text(payload, context=CONTEXT))
    except (Undecryptable, ValueError) as problem:
        raise Refused(EXPIRED) from problem
    known = {place.pk: place for place in places}
    stale = timezone.now().timestamp() - body["at"] > HOLDS
    mine = (body["programme"], body["by"], body["persons"]) == (programme.pk, by.pk, keeps_persons)
    if stale or not mine or any(batch["organization"] not in known for batch in body["batches"]):
        raise Refused(EXPIRED)
    batches = [
        Batch(
            known[one["organization"]], datetime.date.fromisoformat(one["day"]), one["hospital"],
            [Woman(**woman) for woman in one["women"]],
        )
        for one in body["batches"]
    ]  # fmt: skip
    return Preview(batches, keeps_persons=body["persons"])


@transaction.atomic
def enter_list(*, preview: Preview, programme: Programme, by: Any) -> int:
    """All of it, or nothing. Gives how many sessions there are now."""
    programme = guards.hold(programme)
    for batch in preview.batches:
        try:
            _enter(batch, programme, keeps_persons=preview.keeps_persons, by=by)
        except _AtLine as problem:
            raise Refused(f"第{problem.line}行：{problem.message}") from problem
    record(
        "screening.import", by=by, subject=programme, sessions=len(preview.batches), women=preview.women,
        persons_kept=preview.keeps_persons,
    )  # fmt: skip
    return len(preview.batches)
