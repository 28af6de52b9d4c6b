"""What the parts of a page print for the variables they take."""

import re

import pytest
from django.template.loader import render_to_string

from tests.architecture.support import ROOT

SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text(encoding="utf-8")))


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_icon_that_a_template_names_is_in_the_sprite():
    named = set()
    for path in (ROOT / "templates").rglob("*.html"):
        named |= {
            (path.name, name)
            for name in re.findall(r'icon\.html" with name="([\w-]+)"', path.read_text(encoding="utf-8"))
        }
    assert {(page, name) for page, name in named if name not in SPRITE} == set()


def test_every_icon_of_the_navigation_is_in_the_sprite():
    from fulian.core.navigation import ENTRIES

    assert {entry.icon for entry in ENTRIES if entry.icon not in SPRITE} == set()


def test_a_figure_says_its_unit_its_share_and_that_it_may_still_change():
    html = render_to_string(
        "_components/figure.html",
        {"label": "办结率", "value": "96.2%", "n": 50, "total": 52, "provisional": True, "url": "/records/"},
    )
    assert _words(html) == "办结率 96.2% 未闭账 50/52"
    assert 'href="/records/"' in html


def test_a_figure_tells_zero_from_unknown():
    assert (
        _words(render_to_string("_components/figure.html", {"label": "活动", "value": 0, "unit": "场次"}))
        == "活动 0 场次"
    )
    assert (
        _words(render_to_string("_components/figure.html", {"label": "活动", "value": None, "unit": "场次"}))
        == "活动 —"
    )


@pytest.mark.parametrize("tone", ["done", "good", "slow", "late", "wait", "mine", "stop", "locked", ""])
def test_a_state_has_a_word_and_a_shape_of_its_own(tone):
    html = render_to_string("_components/status.html", {"label": "偏慢", "tone": tone})
    assert _words(html) == "偏慢"
    assert re.search(r"icons\.svg#([\w-]+)", html)[1] in SPRITE


def test_no_two_tones_share_a_shape():
    tones = ["done", "good", "slow", "late", "wait", "mine", "stop", "locked", ""]
    shapes = [re.search(r"#([\w-]+)", render_to_string("_components/status.html", {"tone": tone}))[1] for tone in tones]
    assert len(set(shapes)) == len(tones)


def test_a_meter_never_grows_out_of_its_track_and_keeps_the_true_share_in_words():
    html = render_to_string(
        "_components/meter.html", {"percent": 130, "n": 52, "total": 40, "unit": "场次", "pace": 88.4}
    )
    assert 'class="meter__bar" width="100"' in html
    assert _words(html) == "130% 52/40场次 · 序时 88%"


def test_an_empty_value_in_a_list_of_facts_shows_a_dash_and_a_zero_stays_zero():
    html = render_to_string("_components/definition_list.html", {"items": [("地点", ""), ("场次", 0), ("备注", None)]})
    assert _words(html) == "地点 — 场次 0 备注 —"


def test_a_finished_job_offers_its_result_and_asks_no_more():
    html = render_to_string(
        "_components/progress.html",
        {"state": "done", "percent": 100, "done_url": "/summary/1/", "poll_url": "/jobs/1/"},
    )
    assert "data-poll-url" not in html
    assert 'href="/summary/1/"' in html


def test_what_a_user_typed_is_escaped_in_every_part():
    nasty = "<script>alert(1)</script>"
    for name, context in {
        "figure": {"label": nasty, "value": nasty, "unit": nasty, "note": nasty},
        "status": {"label": nasty},
        "notice": {"text": nasty},
        "empty": {"title": nasty, "text": nasty},
        "definition_list": {"items": [(nasty, nasty)]},
        "timeline": {"events": [{"what": nasty, "by": nasty, "note": nasty}]},
    }.items():
        assert "<script" not in render_to_string(f"_components/{name}.html", context), name
