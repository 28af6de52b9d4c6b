"""What the Content-Security-Policy would only show in a browser, and only on the page that somebody opened."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.support import PACKAGES, ROOT, name

# Names of namespaces, never fetched.
NAMESPACES = re.compile(r"https?://www\.w3\.org/[\w./#-]*")
OUTSIDE = re.compile(r"""(?:https?:)?//[\w-]+\.[\w.-]+[^\s"'<>)]*""")
COMMENT = re.compile(r"{#.*?#}|{% comment.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
INLINE = {
    "script without src": re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=\s*[\"']", re.IGNORECASE),
    "event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript: address": re.compile(r"[\"']javascript:", re.IGNORECASE),
}
# Printed by WeasyPrint, never sent to a browser.
PRINTED = ["templates/documents/print"]


def _templates() -> Iterator[Path]:
    yield from sorted((ROOT / "templates").rglob("*.html"))
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("templates/**/*.html"))


def _static() -> Iterator[Path]:
    yield from sorted(path for path in (ROOT / "static").rglob("*") if path.suffix in {".css", ".js", ".svg", ".html"})


def _for_browsers() -> list[Path]:
    return [path for path in _templates() if not name(path).startswith(tuple(PRINTED))]


def test_no_page_asks_another_machine_for_anything():
    found = {}
    for path in [*_templates(), *_static()]:
        addresses = OUTSIDE.findall(NAMESPACES.sub("", path.read_text(encoding="utf-8")))
        if addresses:
            found[name(path)] = addresses
    assert found == {}


def test_templates_have_no_inline_script_style_or_handler():
    found = []
    for path in _for_browsers():
        text = COMMENT.sub("", path.read_text(encoding="utf-8"))
        found += [f"{name(path)}: {what}" for what, pattern in INLINE.items() if pattern.search(text)]
    assert found == []


def test_nothing_third_party_is_committed_with_the_static_files():
    sizes = {name(path): path.stat().st_size for path in _static()}
    minified = [path for path in sizes if ".min." in path]
    assert minified == []


def test_old_browsers_can_read_the_style_sheets():
    """Chromium 86, which 360 and UOS browsers are built on."""
    too_new = re.compile(
        r":has\(|@container|@layer|\binset\s*:|aspect-ratio\s*:|:is\(|:where\(|\bcolor-mix\(|@media\s*\([^)]*[<>]=?"
    )
    found = {}
    for path in (ROOT / "static").rglob("*.css"):
        hits = too_new.findall(re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
        if hits:
            found[name(path)] = hits
    assert found == {}


def test_old_browsers_can_read_the_scripts():
    too_new = re.compile(
        r"\.at\(|\bstructuredClone\b|\bhasOwn\(|\.findLast|\.toSorted\(|\bcrypto\.randomUUID\b|^\s*static\s*{"
    )
    found = {}
    for path in (ROOT / "static").rglob("*.js"):
        hits = too_new.findall(re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
        if hits:
            found[name(path)] = hits
    assert found == {}
