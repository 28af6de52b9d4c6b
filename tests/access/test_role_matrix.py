"""Every address × every role of the cast. An address that no file of tests/access/matrix lists makes this fail."""

import copy
import importlib
import pkgutil

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import matrix
from tests.access.matrix import SIGN_IN, Row
from tests.factories.cast import ROLES, make_cast, signed_in

OBJECT_OF_A_VILLAGE = "village_chair"
# Nobody has to be known for these: the address itself lets her in, or she sets up what is missing.
OPEN_TO_STRANGERS = (
    "healthz",
    "accounts:second-factor-setup",
    "monitoring:link-fill",
    "attendance:join",
    "attendance:mine",
)


def _rows() -> list[Row]:
    modules = [
        importlib.import_module(f"{matrix.__name__}.{info.name}") for info in pkgutil.iter_modules(matrix.__path__)
    ]
    return [row for module in modules for row in module.ROLE_MATRIX]


def _patterns(resolver: URLResolver, namespace: str = ""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else None, str(pattern.pattern)
        else:
            yield from _patterns(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


ROWS = _rows()
ADDRESSES = list(_patterns(get_resolver()))


def test_every_address_has_a_name():
    assert [address for name, address in ADDRESSES if name is None] == []


def test_every_address_is_in_the_matrix_and_nothing_else_is():
    listed, existing = {row.url_name for row in ROWS}, {name for name, _ in ADDRESSES}
    assert sorted(existing - listed) == [], "list these in tests/access/matrix/<app>.py"
    assert sorted(listed - existing) == [], "these are gone"


def test_roles_in_the_matrix_are_of_the_cast():
    assert sorted({role for row in ROWS for role in row.expect} - set(ROLES)) == []


@pytest.fixture(scope="module")
def _people(django_db_setup, django_db_blocker):
    """The cast, and a signed-in browser for each: made once, under a transaction that every test of this file lies inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield cast, {role: signed_in(cast[role]).cookies for role in ROLES}
        transaction.set_rollback(True)


@pytest.fixture
def people(_people, db):
    """A copy: what a test does to its objects does not reach the next one."""
    return copy.deepcopy(_people)


def _browser(cookies) -> Client:
    client = Client()
    client.cookies = copy.deepcopy(cookies)
    return client


def _request(client: Client, row: Row, cast, kwargs: dict) -> int | str:
    url = reverse(row.url_name, kwargs=kwargs) + row.query
    response = getattr(client, row.method)(url, row.data(cast)) if row.method != "get" else client.get(url)
    if response.status_code == 302 and response["Location"].startswith(reverse("accounts:sign-in")):
        return SIGN_IN
    if response.streaming:
        list(response.streaming_content)  # read to its end, it closes itself; close() would take the connection along
    return response.status_code


def _attempt(client: Client, row: Row, cast, kwargs: dict) -> int | str:
    with transaction.atomic():  # what one role did is undone before the next one tries
        answer = _request(client, row, cast, kwargs)
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_role_gets_the_answer_of_the_matrix_and_a_stranger_the_sign_in_page(people, row):
    cast, cookies = people
    kwargs = row.kwargs(cast)
    answers = {role: _attempt(_browser(cookies[role]), row, cast, kwargs) for role in ROLES}
    expected = {role: row.expect.get(role, row.others) for role in ROLES}
    if row.url_name == "accounts:sign-out":
        expected = dict.fromkeys(ROLES, SIGN_IN)
    assert {**answers, "stranger": _attempt(Client(), row, cast, kwargs)} == {**expected, "stranger": row.anonymous}


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.kwargs is not matrix.nothing and not row.everybody], ids=lambda row: row.name
)
def test_the_matrix_itself_hides_what_is_elsewhere(row):
    answers = {role: row.expect.get(role, row.others) for role in ROLES}
    assert answers["outsider"] in (403, 404)
    if answers[OBJECT_OF_A_VILLAGE] not in (403, 404):
        assert answers["other_village_chair"] == 404


def test_a_stranger_does_not_learn_which_addresses_exist(db):
    response = Client().get("/no/such/page/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/sign-in/?next=%2Fno%2Fsuch%2Fpage%2F")


@pytest.mark.parametrize("role", ["rights_officer", "administrator"])
def test_before_the_second_factor_nothing_opens(cast, as_user, role):
    client = as_user(cast[role], verified=False)
    opened = []
    for row in ROWS:
        if row.method != "get" or row.url_name in OPEN_TO_STRANGERS:
            continue
        answer = _attempt(client, row, cast, row.kwargs(cast))
        if answer != 302:
            opened.append((row.name, answer))
    assert opened == []
