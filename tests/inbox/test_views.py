import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fulian.inbox import registry
from fulian.inbox.registry import HomeSection, Todo, TodoProvider, register
from tests.factories.cast import ROLES


@pytest.fixture
def empty_registry(monkeypatch):
    """Only what the test declares."""
    for name in ("PROVIDERS", "HOME_SECTIONS", "DRAFT_FORMS"):
        kept = getattr(registry, name)
        monkeypatch.setattr(registry, name, {code: kept[code] for code in ("inbox.todos",) if code in kept})
    monkeypatch.setattr(registry, "REGISTRIES", {TodoProvider: registry.PROVIDERS, HomeSection: registry.HOME_SECTIONS})


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_everybody_has_a_home(cast, as_user, role):
    response = as_user(cast[role]).get(reverse("home"))
    assert response.status_code == 200
    assert cast[role].current_post.organization.name in text_of(response)


def test_somebody_without_a_post_is_told_whom_to_ask(cast, as_user):
    cast.village_chair.posts.update(until=datetime.date(2020, 12, 31))
    page = text_of(as_user(cast.village_chair).get(reverse("home")))
    assert "您目前没有任职" in page
    assert "待我处理" not in page


def test_todos_stand_in_the_order_of_their_providers_and_go_to_the_roles_named(cast, as_user, empty_registry):
    register(
        TodoProvider("b", order=20, todos=lambda user, today: [Todo("第二件")]),
        TodoProvider("a", order=10, todos=lambda user, today: [Todo("第一件", due=datetime.date(2020, 1, 1))]),
        TodoProvider("c", order=5, roles=("leader",), todos=lambda user, today: [Todo("领导的事")]),
    )
    page = text_of(as_user(cast.village_chair).get(reverse("todo-list")))
    assert page.index("第一件") < page.index("第二件")
    assert "领导的事" not in page
    assert "应在1月1日前" in page
    assert "领导的事" in text_of(as_user(cast.leader).get(reverse("todo-list")))


def test_the_home_shows_the_first_todos_and_leads_to_the_rest(cast, as_user, empty_registry):
    register(TodoProvider("many", order=1, todos=lambda user, today: [Todo(f"第{n}件事") for n in range(9)]))
    page = text_of(as_user(cast.village_chair).get(reverse("home")))
    assert [f"第{n}件事" in page for n in range(9)] == [True] * 6 + [False] * 3
    assert reverse("todo-list") in page


def test_a_section_with_nothing_to_say_is_left_out(cast, as_user, empty_registry):
    register(HomeSection("silent", order=1, template="no/such/template.html", context=lambda user, today: None))
    assert as_user(cast.village_chair).get(reverse("home")).status_code == 200


def test_declaring_a_code_twice_is_a_mistake(empty_registry):
    register(TodoProvider("one", order=1, todos=lambda user, today: []))
    with pytest.raises(ValueError, match="declared twice"):
        register(TodoProvider("one", order=2, todos=lambda user, today: []))


def test_the_home_of_an_administrator_costs_the_same_with_more_organizations(cast, as_user):
    from tests.factories import organizations as trees

    client = as_user(cast.administrator)
    client.get(reverse("home"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("home"))
        return len(captured)

    before = queries()
    for n in range(20):
        trees.village(cast.town, f"新{n}村")
    assert queries() == before


def test_unstaffed_villages_wait_for_the_administrator(cast, as_user):
    page = text_of(as_user(cast.administrator).get(reverse("todo-list")))
    assert "1个组织还没有人任职" in page  # the far village


def test_the_township_s_telephone_is_on_a_village_s_home(cast, as_user):
    cast.town.phone = "0000-82310008"
    cast.town.save()
    page = text_of(as_user(cast.village_chair).get(reverse("home")))
    assert 'href="tel:0000-82310008"' in page


def test_health_is_public_and_says_nothing_else(db):
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
