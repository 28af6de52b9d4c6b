"""A list narrowed as she often needs it, kept under a name of her own."""

import pytest
from django.urls import reverse

from fulian.accounts.models import SavedFilter
from fulian.accounts.services.saved import MOST, save_filter
from fulian.core.exceptions import Refused
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db
SAVE = "/accounts/me/filters/"
LIST = "activities:activity-list"


def keep(client, **changes):
    return client.post(SAVE, {"path": "/activities/", "query": "kind=visit&span=year", "label": "今年慰问"} | changes)


@pytest.fixture
def chair(cast, as_user):
    return as_user(cast.village_chair)


def test_a_narrowed_list_is_kept_and_one_tap_brings_it_back(cast, chair):
    ActivityFactory(organization=cast.village, by=cast.village_chair, kind="visit")
    kept = keep(chair)
    assert kept["Location"] == f"{reverse(LIST)}?kind=visit&span=year"
    page = chair.get("/activities/")
    assert [(saved.label, saved.url) for saved in page.context["saved_filters"]] == [("今年慰问", kept["Location"])]
    assert 'aria-current="true">今年慰问' in chair.get(kept["Location"]).content.decode()


def test_another_person_and_another_list_know_nothing_of_it(cast, chair, as_user):
    keep(chair)
    assert as_user(cast.village_aide).get("/activities/").context["saved_filters"] == []
    assert as_user(cast.village_chair).get("/families/").context["saved_filters"] == []


def test_the_same_name_takes_the_new_conditions(chair):
    keep(chair)
    keep(chair, query="kind=law_talk")
    assert list(SavedFilter.objects.values_list("label", "query")) == [("今年慰问", "kind=law_talk")]


def test_only_what_the_list_can_be_narrowed_by_is_kept(chair):
    keep(chair, query="kind=visit&next=//elsewhere.example&cursor=x&since=")
    assert SavedFilter.objects.get().query == "kind=visit"


@pytest.mark.parametrize("path", ["/nowhere/", "https://elsewhere.example/", "/accounts/me/", "/activities/new/", ""])
def test_what_is_no_list_of_the_portal_is_not_found(chair, path):
    assert keep(chair, path=path).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"label": "  "}, "请给这组筛选起个名字。"),
        ({"label": "长" * 21}, "名字最多20个字。"),
        ({"query": "other=1"}, "还没有设筛选条件，没有可存的。"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(chair, changes, words):
    answer = chair.post(SAVE, {"path": "/activities/", "query": "kind=visit", "label": "慰问"} | changes, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [words]
    assert not SavedFilter.objects.exists()


def test_there_is_an_end_to_how_many(cast):
    for number in range(MOST):
        save_filter(page=LIST, label=f"第{number}组", query="kind=visit", by=cast.village_chair)
    with pytest.raises(Refused, match="最多存12组"):
        save_filter(page=LIST, label="再一组", query="kind=visit", by=cast.village_chair)
    assert save_filter(page=LIST, label="第0组", query="kind=law_talk", by=cast.village_chair).query == "kind=law_talk"


def test_it_is_dropped_by_its_owner_alone(cast, chair, as_user):
    keep(chair)
    saved = SavedFilter.objects.get()
    assert as_user(cast.village_aide).post(f"{SAVE}{saved.pk}/forget/").status_code == 404
    assert as_user(cast.village_chair).post(f"{SAVE}{saved.pk}/forget/")["Location"] == reverse(LIST)
    assert not SavedFilter.objects.exists()
