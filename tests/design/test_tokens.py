"""The colours can be read by tired eyes, and nobody invents one outside tokens.css."""

import re

import pytest

from tests.architecture.support import ROOT

CSS = ROOT / "static" / "css"
READABLE = 4.5  # WCAG AA, text of any size
VISIBLE = 3.0  # WCAG AA, borders of controls and parts of pictures

ON_PAPER = ["--paper", "--surface", "--sunken"]
TEXT_PAIRS = [
    *[
        (text, paper)
        for text in ["--ink", "--ink-soft", "--ink-faint", "--accent", "--accent-strong"]
        for paper in ON_PAPER
    ],
    *[(tone, paper) for tone in ["--jade", "--amber", "--brick", "--slate"] for paper in ON_PAPER],
    *[(tone, f"{tone}-wash") for tone in ["--jade", "--amber", "--brick", "--slate"]],
    *[("--ink", f"{tone}-wash") for tone in ["--jade", "--amber", "--brick", "--slate", "--accent"]],
    ("--accent", "--accent-wash"),
    ("--accent-strong", "--accent-wash"),
    ("--on-accent", "--accent"),
    ("--on-accent", "--accent-strong"),
]


def _tokens(selector: str) -> dict[str, str]:
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    block = re.search(re.escape(selector) + r" \{(.*?)\n\}", text, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6});", block[1]))


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted([_luminance(one), _luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("size", ["standard", "large"])
def test_every_text_stands_out_from_what_is_behind_it(size):
    tokens = _tokens(":root") | (_tokens("html.large") if size == "large" else {})
    weak = {pair: round(_contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < READABLE} == {}


def test_the_border_of_an_input_can_be_seen():
    tokens = _tokens(":root")
    weak = [paper for paper in ON_PAPER if _contrast(tokens["--line-strong"], tokens[paper]) < VISIBLE]
    assert weak == []


def test_colours_are_written_in_tokens_css_alone():
    found = {}
    for path in CSS.glob("*.css"):
        if path.name not in ("tokens.css", "print.css"):  # paper is black on white
            colours = re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(", path.read_text(encoding="utf-8"))
            if colours:
                found[path.name] = colours
    assert found == {}


def test_every_token_that_is_used_exists():
    sheets = {path.name: path.read_text(encoding="utf-8") for path in CSS.glob("*.css")}
    defined = set(re.findall(r"(--[\w-]+):", sheets["tokens.css"]))
    used = {(name, token) for name, text in sheets.items() for token in re.findall(r"var\((--[\w-]+)", text)}
    assert {(name, token) for name, token in used if token not in defined} == set()


def test_the_style_sheets_of_the_frame_stay_small_for_a_village_network():
    frame = ["tokens", "base", "layout", "components", "forms", "tables", "print"]
    assert sum((CSS / f"{name}.css").stat().st_size for name in frame) < 50_000
