"""Two people of one organization, and two who remind, on real connections."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from fulian.core.exceptions import Conflict, Refused
from fulian.inbox.circulars import services
from fulian.inbox.circulars.choices import Ask
from fulian.inbox.circulars.models import CircularRecipient, CircularReminder, CircularSignup
from tests.factories.cast import Cast, make_cast
from tests.factories.circulars import issued, person, recipient_of


@pytest.fixture
def people(transactional_db: None, postgres: None) -> Cast:
    return make_cast()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each returned or raised; all begin together."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def one(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[place] = act()
        except Refused as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_of_one_organization_at_once_give_one_answer(people):
    """One 报名表 is kept whole and the other told; two 签收 are one, and nobody is told anything."""
    signup = recipient_of(issued(people.town, people.village, by=people.town_chair, ask=Ask.SIGNUP))
    sign = recipient_of(issued(people.town, people.village, by=people.town_chair))

    def sign_up(who: Any, *names: str) -> Callable[[], Any]:
        return lambda: services.answer_circular(
            recipient=CircularRecipient.objects.get(pk=signup.pk), by=who, people=[person(name) for name in names]
        )

    results = at_once(sign_up(people.village_chair, "甲", "乙"), sign_up(people.village_aide, "丙"))
    assert [type(result) for result in results].count(Conflict) == 1
    winner = next(result for result in results if isinstance(result, CircularRecipient))
    kept = [row.values["姓名"] for row in CircularSignup.objects.order_by("number")]
    assert kept == (["甲", "乙"] if winner.answered_by == people.village_chair else ["丙"])

    def tap(who: Any) -> Callable[[], Any]:
        return lambda: services.answer_circular(recipient=CircularRecipient.objects.get(pk=sign.pk), by=who).answered_by

    assert len(set(at_once(tap(people.village_chair), tap(people.village_aide), tap(people.village_chair)))) == 1


def test_two_who_remind_at_once_remind_once(people):
    circular = issued(people.town, people.village, people.other_village, by=people.town_chair)

    def remind(who: Any) -> Callable[[], Any]:
        return lambda: services.remind_recipients(circular=circular, by=who).number

    results = at_once(remind(people.town_chair), remind(people.town_officer))
    assert sorted(map(str, results), key=len)[0] == "2"
    assert CircularReminder.objects.count() == 2
