"""Every page of the role matrix in a real browser, on a phone and at a desk: axe-core finds nothing, nothing scrolls sideways,
nothing is asked of another machine, and the console stays quiet (a broken CSP speaks there)."""

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import pytest
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.access import matrix
from tests.access.matrix import Row
from tests.factories.cast import ROLES
from tests.services.browser import DESKTOP, PHONE, axe_violations, sideways, watch

pytestmark = [pytest.mark.browser, pytest.mark.slow]
APPS = sorted(info.name for info in pkgutil.iter_modules(matrix.__path__))


def _pages(app: str) -> Iterator[tuple[Row, str]]:
    """Each address once, with the first role of the cast that may open it; "" for a stranger."""
    seen = set()
    for row in importlib.import_module(f"{matrix.__name__}.{app}").ROLE_MATRIX:
        answers = {role: row.expect.get(role, row.others) for role in ROLES}
        who = [role for role in ROLES if answers[role] == 200]
        if row.url_name != "healthz" and row.method == "get" and row.name not in seen and (who or row.anonymous == 200):
            seen.add(row.name)
            yield row, who[0] if who else ""


def _template_of(response: HttpResponseBase) -> str:
    """By which a page is made; "" for a file, which is read to its end: it closes itself then."""
    if response.headers["Content-Type"].startswith("text/html"):
        return response.templates[0].name if response.templates else response.resolver_match.view_name
    if response.streaming:
        list(response.streaming_content)
    return ""


def _too_wide(page) -> list[str]:
    """At the size that the page has now."""
    width = sideways(page)
    return [f"scrolls sideways by {width} px"] if width else []


@pytest.mark.parametrize("app", APPS)
def test_every_page_can_be_used_by_everybody(app, cast, as_user, live_server, page):
    """Each page is opened once, on a phone, and then widened to a desk: it answers to its width by its style sheets alone.

    axe reads every page on the phone. What a desk shows besides is the same for all pages of one template and one person: there
    it reads the first of them.
    """
    seen = watch(page, live_server.url)
    problems = []
    for role, rows in groupby(sorted(_pages(app), key=itemgetter(1)), key=itemgetter(1)):
        client = as_user(cast[role]) if role else Client()
        page.goto("about:blank")  # nothing that the page before still asks for gets the next person's cookie
        page.context.clear_cookies()
        if role:
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        read: set[str] = set()
        for row, _ in rows:
            url = reverse(row.url_name, kwargs=row.kwargs(cast)) + row.query
            template = _template_of(client.get(url))
            if not template:
                continue
            name = f"{row.name} as {role or 'a stranger'}"
            page.set_viewport_size(PHONE)
            answer = page.goto(live_server.url + url)
            assert answer.status == 200, f"{name}: {answer.status}"
            found = [f"on a phone: {problem}" for problem in _too_wide(page) + axe_violations(page)]
            page.set_viewport_size(DESKTOP)
            again = [] if template in read else axe_violations(page)
            found += [f"at a desk: {problem}" for problem in _too_wide(page) + again] + seen.outside + seen.console
            problems += [f"{name}: {problem}" for problem in found]
            read.add(template)
            seen.outside.clear()
            seen.console.clear()
    assert problems == []
