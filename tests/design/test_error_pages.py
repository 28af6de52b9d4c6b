"""An error page says what happened and what to do next, and needs neither a database nor a request."""

import pytest
from django.template.loader import render_to_string

PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


@pytest.mark.parametrize("page", PAGES)
def test_it_renders_with_nothing_at_all(page):
    html = render_to_string(page)
    assert '<html lang="zh-CN"' in html
    assert html.count("<h1>") == 1
    assert "回到首页" in html


@pytest.mark.parametrize("page", PAGES)
def test_it_says_nothing_of_what_went_wrong_inside(page):
    html = render_to_string(
        page, {"exception": "SELECT secret", "reason": "CSRF cookie not set", "request_path": "/rights/7/"}
    )
    assert "SELECT" not in html
    assert "CSRF" not in html
    assert "/rights/" not in html
