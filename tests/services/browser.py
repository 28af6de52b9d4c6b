"""Debian's Chromium, driven by Playwright; nothing it asks for leaves the machine."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.signals import request_finished, request_started
from playwright.sync_api import BrowserContext, Page, expect

from tests.services.support import wait_until

PATIENCE = 45_000  # ms; for every step and every `expect`, on a machine that is busy with other things. It costs only who fails.
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
HOW = "no Chromium: apt-get install -y chromium (as root), or set TEST_CHROMIUM to one"
AXE = Axe()
VIOLATIONS = """() => axe.run(document, {resultTypes: ["violations"], preload: false}).then(({violations}) => violations.map(
    rule => `${rule.id}: ${rule.help} ` + JSON.stringify(rule.nodes.slice(0, 3).map(node => node.target))
))"""  # only what is read comes back: all that axe notes of a page is megabytes
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def chromium() -> str | None:
    return os.environ.get("TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium", path="/usr/bin")


def launch_arguments(executable: str) -> dict[str, Any]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": executable, "args": [*FLAGS, *sandbox]}


@dataclass(frozen=True)
class Watched:
    """What went wrong on a page while a test looked elsewhere."""

    outside: list[str]
    console: list[str]


def watch(page: Page, own: str) -> Watched:
    """Collects requests to other hosts and errors on the console (a violated CSP is one)."""
    seen = Watched([], [])

    def on_request(request: Any) -> None:
        if not request.url.startswith((own, "data:", "blob:", "about:")):
            seen.outside.append(request.url)

    page.on("request", on_request)
    page.on("console", lambda message: seen.console.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.console.append(str(error)))
    return seen


def session_for(user: Any) -> SessionStore:
    """A signed-in session, with the second factor passed if the person has one."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    device = user.totpdevice_set.filter(confirmed=True).first()
    if device is not None:
        session["otp_device_id"] = device.persistent_id
    session.save()
    return session


def sign_in_browser(page: Page, live_server: Any, user: Any) -> None:
    """Through the session cookie: the sign-in page has tests of its own."""
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_for(user).session_key, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def be_patient(context: BrowserContext) -> None:
    """The one place that says how long a browser test waits before it gives up."""
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)


@contextmanager
def leads_on(page: Page) -> Iterator[None]:
    """What is done inside leads to another document: goes on when that one stands.

        with leads_on(page):
            page.get_by_role("button", name="提交").click()
        assert sideways(page) == 0

    After a bare click the old page may still be there, and whatever is read next is read from it.
    """
    with page.expect_navigation():
        yield
    stands(page)


def stands(page: Page) -> None:
    """Waits until the document, its styles, its scripts and its fonts have come; also if one navigation follows another."""
    page.wait_for_load_state()
    page.wait_for_function(
        "document.readyState === 'complete' && Boolean(document.body) && document.fonts.status === 'loaded'"
    )


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds, one readable line each: equal to [] on every page. After a click: `leads_on` or an `expect` first."""
    stands(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)  # half a megabyte: once for each document
    found: list[str] = page.evaluate(VIOLATIONS)
    return found


def sideways(page: Page) -> int:
    """By how many pixels the page scrolls sideways; 0 is right. After a click: `leads_on` or an `expect` first."""
    stands(page)
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


class Traffic:
    """The requests that the live server is answering. A page that was closed may have left one behind."""

    def __init__(self) -> None:
        self.open, self.lock, self.test = 0, threading.Lock(), threading.get_ident()
        request_started.connect(self._started)
        request_finished.connect(self._finished)

    def _started(self, **kwargs: Any) -> None:
        self._count(1)

    def _finished(self, **kwargs: Any) -> None:
        self._count(-1)

    def _count(self, change: int) -> None:
        if threading.get_ident() != self.test:  # not what the test itself asks through Django's client
            with self.lock:
                self.open += change

    def end(self) -> None:
        """Before the tables are emptied: a request that still writes would get in the way, or leave rows for the next test."""
        with suppress(AssertionError):
            wait_until(lambda: self.open <= 0, "the live server to finish what it was asked", 20)
        request_started.disconnect(self._started)
        request_finished.disconnect(self._finished)
