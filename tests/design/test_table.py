"""The one table of the portal: sortable on a desk, readable as records on a phone."""

import re

import django_tables2 as tables
from django.test import RequestFactory

from tests.design.pages import ROWS, SampleTable


def _html(table: tables.Table) -> str:
    return table.as_html(RequestFactory().get("/activities/?kind=law"))


def test_each_cell_says_which_column_it_is_from():
    assert re.findall(r'data-label="([^"]+)"', _html(SampleTable(ROWS))) == [
        "活动名称",
        "日期",
        "类别",
        "组织",
        "参加人次",
    ]


def test_headers_sort_by_links_that_keep_the_filter():
    html = _html(SampleTable(ROWS, order_by="held_on"))
    assert 'aria-sort="ascending"' in html
    assert 'href="?kind=law&amp;sort=-held_on"' in html


def test_a_table_that_the_page_sorts_itself_has_no_links_in_its_header():
    head = _html(SampleTable(ROWS, orderable=False)).split("</thead>")[0]
    assert "<a " not in head


def test_numbers_stand_on_the_right():
    assert re.search(r'<td class="num"[^>]*>1240</td>', _html(SampleTable(ROWS)))
