"""How a sentence of the outline is written, and how it is filled.

    {rights.mediations}            the figure with its unit; missing or nought, the part around it is left out
    {health.screened|unit=名}       with another measure word
    {单位} {年度} …                 a text of the summary
    {organization.elections|min=2} only from that value on; of a list, from so many names on
    {list:registers.venue_names|kind=red_base|max=3|quote}    names, narrowed by dimensions, each in “” with `quote`, 《》 with
                                   `book`; `kind!=red_base` is all but these
    {list:activities.kinds|category=health|amount}    the names with what each makes of the whole: 健康讲座6场次
    {rhythm:activities.sessions|kind=theory_study}    每月 or 每季度, where something was recorded in each of them; else nothing
    [，受众{…}]                     optional: left out when a slot inside has nothing to say
    [在{甲}领导和{乙}指导下，|在{甲}领导下，]   the first alternative that can be filled

Outside of brackets every slot is required: without it the whole sentence is left out. Marks that lose what they
separated are mended afterwards.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from fulian.core.exceptions import Refused
from fulian.core.measures import NOT

INNER_MARKS = str.maketrans("“”", "‘’")
PRINTING = ("max", "min", "quote", "book", "unit", "amount")  # options that say how, not what
SLOT = re.compile(r"\{([^{}\[\]]+)\}")
PART = re.compile(r"\[([^\[\]]*)\]")
FIRST_MARK = 0xE000  # a slot is one private character while the marks around it are mended
MENDS = (
    (re.compile(r"^[、，；]+"), ""),
    (re.compile(r"([（：])[、，；]+"), r"\1"),
    (re.compile(r"[、，；：]+([。）])"), r"\1"),
    (re.compile(r"[、，]+([；])"), r"\1"),
    (re.compile(r"、+，"), "，"),
    (re.compile(r"，、"), "，"),
    (re.compile(r"([、，；])\1+"), r"\1"),
    (re.compile(r"（）"), ""),
)


@dataclass(frozen=True)
class Slot:
    kind: str  # figure, list, rhythm or text
    code: str
    options: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """Under which a list is frozen: its code and what narrows it, without how it is printed."""
        code = f"rhythm:{self.code}" if self.kind == "rhythm" else self.code
        asked = ["amount"] if self.with_amounts else []
        return "|".join([code, *(f"{k}={v}" for k, v in sorted(self.dimensions.items())), *asked])

    @property
    def with_amounts(self) -> bool:
        return "amount" in self.options

    @property
    def dimensions(self) -> dict[str, str]:
        """What narrows it; a name with NOT at its end leaves out."""
        return {key: value for key, value in self.options.items() if key not in PRINTING}

    @property
    def dimension_codes(self) -> set[str]:
        return {key.removesuffix(NOT) for key in self.dimensions}


Tokens = tuple[str | Slot, ...]


@dataclass(frozen=True)
class Part:
    alternatives: tuple[Tokens, ...]
    optional: bool


@dataclass(frozen=True)
class Run:
    """A stretch of text; `code` names the figure that it prints."""

    text: str
    code: str = ""


class Values(Protocol):
    """Where slots get their words; None or "" when there is nothing to say."""

    def figure_text(self, code: str, unit: str, least: int) -> str: ...
    def names(self, key: str) -> Sequence[str]: ...
    def text(self, name: str) -> str: ...


@lru_cache(maxsize=1000)
def parse(template: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    end = 0
    for match in PART.finditer(template):
        if match.start() > end:
            parts.append(Part((_tokens(template[end : match.start()]),), optional=False))
        parts.append(Part(tuple(_tokens(text) for text in _alternatives(match[1])), optional=True))
        end = match.end()
    if end < len(template):
        parts.append(Part((_tokens(template[end:]),), optional=False))
    return tuple(parts)


def check(template: str) -> None:
    """Refuse what could not be filled: for the form in which the district edits a sentence."""
    for opening, closing in ("[]", "{}"):
        if template.count(opening) != template.count(closing):
            raise Refused(f"“{opening}”和“{closing}”的个数不一样。", field="template")
    rest = SLOT.sub("", PART.sub(lambda match: match[1], template))
    if any(mark in rest for mark in "[]{}"):
        raise Refused("括号套在一起了：[ ] 里面不能再有 [ ]，{ } 里面不能再有括号。", field="template")


def slots(template: str) -> Iterator[Slot]:
    for part in parse(template):
        for tokens in part.alternatives:
            yield from (token for token in tokens if isinstance(token, Slot))


def fill(template: str, values: Values, *, least: int = 1) -> list[Run]:
    """The sentence as runs; empty when it is left out."""
    chosen: list[str | Run] = []
    kept = needed = 0
    for part in parse(template):
        filled = _first_filled(part, values)
        if filled is None:
            if not part.optional:
                return []
            continue
        chosen += filled
        if part.optional:
            kept += 1
        else:
            needed += sum(isinstance(t, Slot) and t.kind != "text" for t in part.alternatives[0])
    has_optional = any(part.optional for part in parse(template))
    if has_optional and kept < least and (least > 1 or (not needed and _counts(template))):
        return []
    return _mended(chosen)


def _counts(template: str) -> bool:
    """Whether the optional parts are what the sentence is about: some of them name a figure or a list."""
    return any(slot.kind != "text" for slot in slots(template))


def _alternatives(text: str) -> list[str]:
    """Split at the bars that stand outside of braces."""
    return re.split(r"\|(?![^{]*\})", text)


def _tokens(text: str) -> Tokens:
    tokens: list[str | Slot] = []
    for position, piece in enumerate(SLOT.split(text)):
        if position % 2:
            tokens.append(_slot(piece))
        elif piece:
            tokens.append(piece)
    return tuple(tokens)


def _slot(body: str) -> Slot:
    name, *rest = [piece.strip() for piece in body.split("|")]
    options = {option: value or "yes" for option, _, value in (piece.partition("=") for piece in rest)}
    for kind in ("list", "rhythm"):
        if name.startswith(f"{kind}:"):
            return Slot(kind, name.removeprefix(f"{kind}:"), options)
    return Slot("figure" if name.isascii() else "text", name, options)


def _first_filled(part: Part, values: Values) -> list[str | Run] | None:
    for tokens in part.alternatives:
        filled: list[str | Run] = []
        for token in tokens:
            if isinstance(token, str):
                filled.append(token)
                continue
            text = _words(token, values)
            if not text:
                break
            filled.append(Run(text, token.code if token.kind == "figure" else ""))
        else:
            return filled
    return None


def _words(slot: Slot, values: Values) -> str:
    if slot.kind == "text":
        return values.text(slot.code)
    if slot.kind == "figure":
        return values.figure_text(slot.code, slot.options.get("unit", ""), int(slot.options.get("min", "0")))
    names = list(values.names(slot.key))
    if len(names) < int(slot.options.get("min", "0")):
        return ""
    if "quote" in slot.options:
        names = [name if name.startswith("“") else f"“{name.translate(INNER_MARKS)}”" for name in names]
    if "book" in slot.options:
        names = [f"《{name.strip('《》')}》" for name in names]
    marked = {"quote", "book"} & set(slot.options)
    most = int(slot.options.get("max", "3"))
    return ("" if marked else "、").join(names[:most])  # no mark between “甲”“乙” (GB/T 15834)


def _mended(pieces: list[str | Run]) -> list[Run]:
    runs = [piece for piece in pieces if isinstance(piece, Run)]
    marks = iter(chr(FIRST_MARK + number) for number in range(len(runs)))
    text = "".join(next(marks) if isinstance(piece, Run) else piece for piece in pieces)
    before = ""
    while before != text:
        before = text
        for pattern, replacement in MENDS:
            text = pattern.sub(replacement, text)
    if text and text[-1] in "、，；：":
        text = text[:-1] + "。"
    out: list[Run] = []
    for piece in re.split(f"([{chr(FIRST_MARK)}-{chr(FIRST_MARK + 0xFFF)}])", text):
        if not piece:
            continue
        number = ord(piece[0]) - FIRST_MARK
        run = runs[number] if len(piece) == 1 and 0 <= number < len(runs) else Run(piece)
        if out and not out[-1].code and not run.code:
            run = Run(out.pop().text + run.text)
        out.append(run)
    return out
