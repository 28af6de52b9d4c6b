"""Two more real townships, entered as records alone: what they said at the year's end comes out of the summary."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import transaction

from fulian.demo.township import figures
from fulian.indicators.services import load_defaults
from reports.services.composing import compose
from reports.services.summarising import take_snapshot
from tests.demo.entering import YEAR, entered
from tests.demo.saying import missing

FILES = {name: Path(__file__).with_name(f"replay_{name}.toml") for name in ("002_3", "002_5")}


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    """The prose of each, made once for this module inside a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(f"{YEAR + 1}-02-10", tick=False):
        load_defaults()
        yield {name: prose(path) for name, path in FILES.items()}
        transaction.set_rollback(True)


def prose(path: Path) -> str:
    snapshot = take_snapshot(organization=entered(path), year=YEAR, until=datetime.date(YEAR, 12, 31))
    return "".join(paragraph.text for paragraph in compose(snapshot))


@pytest.mark.parametrize("name", FILES)
def test_a_township_s_summary_states_every_figure_and_name_of_the_real_one(told, name):
    assert missing(told[name], figures(FILES[name])["said"]) == []


def test_what_is_there_and_what_was_new_are_told_apart(told):
    """Micro homes and grid groups that stood before are no work of the year."""
    founded = re.findall(r"成立[^。]*?组织(\d+)个", told["002_3"])
    assert founded == ["1"]
    assert "共有基层妇女组织60个" in told["002_3"]
    assert "新建妇女微家1处" in told["002_3"]


def test_nothing_is_said_of_what_a_township_did_not_do(told):
    assert [name for name, text in told.items() if "防火巡查" in text or "烈士" in text or "换届" in text] == []
