"""Debian's Chromium, driven by Playwright; nothing it asks for leaves the machine."""

import os
import shutil
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
HOW = "no Chromium: apt-get install -y chromium (as root), or set TEST_CHROMIUM to one"
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


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds, one readable line each: equal to [] on every page."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['help']} {[node['target'] for node in rule['nodes']][:3]}" for rule in found]


def sideways(page: Page) -> int:
    """By how many pixels the page scrolls sideways; 0 is right."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
