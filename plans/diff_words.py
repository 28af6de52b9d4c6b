"""The words that changed inside a text, so that a reader sees them without reading both."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# a number is one word: 120 did not become 150 by its 2
TOKENS = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|\s+|.", re.DOTALL)
SHORTEST_KEPT = 2  # characters that stay between two changes; fewer read as confetti
LEAST_ALIKE = 0.3  # below it, the text was written anew


@dataclass(frozen=True)
class Piece:
    """`kind`: same, old (struck out) or new."""

    kind: str
    text: str


def marked(old: str, new: str) -> tuple[Piece, ...]:
    """The old and the new text woven together; empty where little was kept and both are better read apart."""
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if not old or not new or matcher.ratio() < LEAST_ALIKE:
        return ()
    pieces: list[Piece] = []
    was = now = ""
    blocks = matcher.get_opcodes()
    for at, (tag, start, end, from_, to) in enumerate(blocks):
        same = "".join(before[start:end])
        inside = 0 < at < len(blocks) - 1
        if tag == "equal" and not (inside and len(same) < SHORTEST_KEPT and not same.isdigit()):
            pieces += _changed(was, now)
            was = now = ""
            pieces.append(Piece("same", same))
        else:
            was += same
            now += "".join(after[from_:to])
    return (*pieces, *_changed(was, now))


def _changed(was: str, now: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in (("old", was), ("new", now)) if text]
