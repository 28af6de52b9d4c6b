"""What hangs on a case as the lines of a cell, and back: 求助人｜王某｜女｜35｜13800000000｜柳溪镇.

A line break inside a text stands as \\n."""

import datetime
from dataclasses import dataclass
from typing import Any

from fulian.core import cells
from fulian.core.cells import BadCell
from rights.choices import TRANSITIONS, Channel, PersonRole, Sex, StepKind

BAR = "｜"
# What the services can do again; who edited, looked or handed over belongs to the portal where it happened.
CARRIED = (*TRANSITIONS, StepKind.NOTE, StepKind.CONTACT)


@dataclass(frozen=True)
class Person:
    role: str
    name: str = ""
    sex: str = ""
    age: int | None = None
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Step:
    on: datetime.date
    what: str
    text: str = ""


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\n", "\\n").replace(BAR, "|")


def _unescaped(text: str) -> str:
    return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\").strip()


def _written(rows: list[list[Any]]) -> str:
    return "\n".join(BAR.join(_escaped(str(part)) for part in row).rstrip(BAR) for row in rows)


def _lines(raw: Any, parts: int) -> list[list[str]]:
    found = []
    for line in cells.as_text(raw).split("\n"):
        if line.strip():
            said = [_unescaped(part) for part in line.split(BAR, parts - 1)]
            found.append(said + [""] * (parts - len(said)))
    return found


def written_persons(case: Any) -> str:
    return _written(
        [
            [
                p.get_role_display(),
                p.name,
                p.get_sex_display() if p.sex else "",
                "" if p.age is None else p.age,
                p.phone,
                p.address,
            ]
            for p in sorted(case.persons.all(), key=lambda person: person.pk)
        ]
    )


def read_persons(raw: Any, exact: bool) -> tuple[Person, ...]:
    return tuple(
        Person(_word(role, PersonRole), name, _word(sex, Sex) if sex else "", cells.whole(0, 120)(age), phone, address)
        for role, name, sex, age, phone, address in _lines(raw, 6)
    )


def written_contacts(case: Any) -> str:
    return _written([[contact.on.isoformat(), contact.get_channel_display()] for contact in case.contacts.all()])


def read_contacts(raw: Any, exact: bool) -> tuple[Step, ...]:
    return tuple(Step(_day(on), _word(channel, Channel)) for on, channel in _lines(raw, 2))


def written_steps(case: Any) -> str:
    steps = sorted((step for step in case.steps.all() if step.kind in CARRIED), key=lambda step: step.pk)
    return _written([[step.on.isoformat(), step.get_kind_display(), step.text] for step in steps])


def read_steps(raw: Any, exact: bool) -> tuple[Step, ...]:
    return tuple(Step(_day(on), _word(what, StepKind), text) for on, what, text in _lines(raw, 3))


def _day(said: str) -> datetime.date:
    if (day := cells.day()(said)) is None:
        raise BadCell("有一行没有日期。")
    return day


def _word(said: str, words: Any) -> str:
    labels = {str(word.label): word.value for word in words}
    if said not in labels:
        raise BadCell(f"没有“{said[:10]}”，应当是：{'、'.join(labels)}。")
    return labels[said]
