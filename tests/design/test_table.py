"""The one table of the portal: sortable on a desk, readable as records on a phone."""

import re

import django_tables2 as tables
import pytest
from django.test import RequestFactory

from fulian.core.keyset import paginate
from fulian.core.views import PageOfRows
from fulian.organizations.models import Organization
from tests.design.pages import ROWS, SampleTable
from tests.factories.organizations import town


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


@pytest.mark.django_db
def test_a_column_without_a_title_takes_the_model_s_label_though_the_rows_are_one_page():
    class OrganizationTable(tables.Table):
        name = tables.Column(linkify=False)

    town()
    page = paginate(Organization.objects.all(), sort="name")
    labels = set(re.findall(r'data-label="([^"]+)"', _html(OrganizationTable(PageOfRows(page.rows)))))
    assert labels == {Organization._meta.get_field("name").verbose_name}


def test_numbers_stand_on_the_right():
    assert re.search(r'<td class="num"[^>]*>1240</td>', _html(SampleTable(ROWS)))
