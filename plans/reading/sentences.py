"""A text as sentences and clauses, each knowing its place, with what is only named (《…》, “…”) blanked out."""

import re
from dataclasses import dataclass, field

from plans.reading.words import folded

BLANK = "\ue000"  # stands for every character inside quotation marks or a document's name: no rule reads it
_NAMED = re.compile(r"《[^》\n]{1,80}》|“[^“”\n]{1,40}”|‘[^‘’\n]{1,40}’|\"[^\"\n]{1,40}\"")
# No sentence is longer than this: what looks at every part of one stays quick on a text without any full stop.
LONGEST = 600
_SENTENCE = re.compile(rf"[^。！？!?；;\n]{{1,{LONGEST}}}[。！？!?；;]*")
_CLAUSE = re.compile(r"[^，,：:\n]+")
# A number that opens a line or a run-in point is a label, not a count.
_LABEL = re.compile(
    r"\s*(?:[(（【\[]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）】\]、]|\d{1,2}(?:\.\d{1,2})*\s*[.．](?!\d)|\d{1,2}\.(?=\d{1,4}[^\d.%年月日万]*?[\u4e00-\u9fff])(?=\d{2})"
    r"|第[一二三四五六七八九十\d]{1,3}[、，,]|[一二三四五六七八九十](?:是|要)|[①-⑳])"
)


def masked(text: str) -> str:
    """Folded text with the inside of names blanked, at the same length."""
    plain = folded(text)
    return _NAMED.sub(lambda match: match[0][0] + BLANK * (len(match[0]) - 2) + match[0][-1], plain)


@dataclass(frozen=True)
class Clause:
    """Between two commas; `start` is its place in the sentence."""

    start: int
    end: int
    mask: str


@dataclass(frozen=True)
class Sentence:
    """`text` as written; `mask` folded and blanked, for the rules; `plain` folded only, for festivals in quotes."""

    start: int
    text: str
    mask: str
    plain: str
    clauses: tuple[Clause, ...] = field(default=())

    def clause_at(self, place: int) -> Clause:
        for clause in self.clauses:
            if clause.start <= place < clause.end:
                return clause
        return Clause(0, len(self.mask), self.mask)

    def index(self, clause: Clause) -> int:
        return next((i for i, other in enumerate(self.clauses) if other.start == clause.start), 0)


def _blank_label(mask: str) -> str:
    match = _LABEL.match(mask)
    return BLANK * match.end() + mask[match.end() :] if match else mask


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text. A line break always ends one: a plan's lines are its points."""
    plain, mask = folded(text), masked(text)
    found = []
    for match in _SENTENCE.finditer(mask):
        if not match[0].strip():
            continue
        start, end = match.span()
        inner = _blank_label(match[0])
        clauses = tuple(Clause(part.start(), part.end(), part[0]) for part in _CLAUSE.finditer(inner))
        found.append(Sentence(start, text[start:end], inner, plain[start:end], clauses))
    return found
