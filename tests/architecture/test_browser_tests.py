"""A browser test waits for what it reads. What reads at once reads the page before, on a machine that is a little slower."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path for path in ROOT.rglob("test_*.py") if "mark.browser" in path.read_text() and path != Path(__file__)
)
INSTEAD = {  # what reads at once: what waits
    **dict.fromkeys(["is_visible", "is_hidden", "is_enabled", "is_disabled", "is_checked"], "expect(…).to_be_…()"),
    **dict.fromkeys(["inner_text", "all_inner_texts", "text_content", "all_text_contents"], "expect(…).to_have_text()"),
    "input_value": "expect(…).to_have_value()",
    "get_attribute": "expect(…).to_have_attribute()",
    "wait_for_timeout": "expect(…) of what the wait was for",
    "expect_navigation": "leads_on(page)",
    "wait_for_navigation": "leads_on(page)",
}
CLICKS = {"click", "dblclick", "tap"}
LEAVES = {"goto", "reload", "go_back"}


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (part for part in ast.walk(node) if isinstance(part, ast.Call))


def _named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _clicks(tree: ast.Module) -> set[str]:
    """`click`, and the functions of this file that end with one."""
    names = set(CLICKS)
    for function in (part for part in ast.walk(tree) if isinstance(part, ast.FunctionDef)):
        last = function.body[-1]
        if (
            not function.name.startswith("test_")
            and isinstance(last, ast.Expr)
            and {*map(_named, _calls(last))} & names
        ):
            names.add(function.name)
    return names


def _too_early(tree: ast.Module) -> Iterator[str]:
    """What follows a bare click: an assertion without a wait, or a step that takes the page away from the click."""
    clicks = _clicks(tree)
    for block in (body for part in ast.walk(tree) if isinstance(body := getattr(part, "body", None), list)):
        for one, following in pairwise(block):
            if isinstance(one, ast.Expr) and {*map(_named, _calls(one))} & clicks:
                if isinstance(following, ast.Assert):
                    yield f"{following.lineno}: asserts straight after a click; `leads_on(page)` or an `expect` first"
                elif {*map(_named, _calls(following))} & LEAVES:
                    yield f"{following.lineno}: leaves the page straight after a click; `leads_on(page)` or an `expect` first"


def _at_once(tree: ast.Module) -> Iterator[str]:
    for call in _calls(tree):
        keywords = {keyword.arg for keyword in call.keywords}
        if _named(call) in INSTEAD:
            yield f"{call.lineno}: {_named(call)} does not wait; {INSTEAD[_named(call)]}"
        if _reads_a_list(call) and not (_named(call) == "all" and _counted(tree, call)):
            yield f"{call.lineno}: {_named(call)} does not wait; expect(…).to_have_count()"
        if "force" in keywords:
            yield f"{call.lineno}: force clicks where the target may not be yet"
        if "timeout" in keywords:
            yield f"{call.lineno}: tests.services.browser says once how long a test waits"
    for part in ast.walk(tree):
        if (
            isinstance(part, ast.Attribute)
            and part.attr == "url"
            and getattr(part.value, "id", "").endswith(("page", "phone"))
        ):
            yield f"{part.lineno}: the address may be the old one; expect(page).to_have_url()"


def _reads_a_list(call: ast.Call) -> bool:
    return _named(call) in {"count", "all"} and any(part in ast.unparse(call) for part in (".locator(", ".get_by_"))


def _counted(tree: ast.Module, call: ast.Call) -> bool:
    """Whether `expect(locator).to_have_count(…)` waited for the very list that is gone through."""
    assert isinstance(call.func, ast.Attribute)
    return f"expect({ast.unparse(call.func.value)}).to_have_count(" in ast.unparse(tree)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_browser_test_waits_for_what_it_reads(path):
    tree = ast.parse(path.read_text())
    assert [*_at_once(tree), *_too_early(tree)] == []


@pytest.mark.parametrize(
    "source",
    [
        "page.get_by_role('link').click()\nassert sideways(page) == 0",
        "def press(page):\n    page.get_by_role('button').click()\ndef test_it():\n    press(page)\n    assert Row.objects.get()",
        "page.get_by_role('button').click()\npage.goto('/')",
        "assert page.locator('h1').inner_text() == '月报'",
        "assert page.locator('li').count() == 2",
        "for link in page.locator('li').all(): pass",
        "assert phone_page.url.endswith('/1/')",
        "page.locator('label').click(force=True)",
        "expect(page.locator('li')).to_be_visible(timeout=500)",
    ],
)
def test_what_reads_too_early_is_found(source):
    tree = ast.parse(source)
    assert len([*_at_once(tree), *_too_early(tree)]) == 1


@pytest.mark.parametrize(
    "source",
    [
        "with leads_on(page):\n    page.get_by_role('link').click()\nassert sideways(page) == 0",
        "page.get_by_role('link').click()\nexpect(page.locator('h1')).to_have_text('月报')\nassert sideways(page) == 0",
        "assert Draft.objects.count() == 0",
        "expect(page.locator('li')).to_have_count(5)\nfor link in page.locator('li').all(): pass",
    ],
)
def test_what_waits_is_not_found(source):
    tree = ast.parse(source)
    assert [*_at_once(tree), *_too_early(tree)] == []
