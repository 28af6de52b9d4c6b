"""A real township's year, entered as its villages' records and months, comes back out of the summary; and nothing in the
summary is typed: change a record or a cell anywhere, and exactly the figures that hang on it move."""

import datetime
import random
import re
from collections.abc import Iterator

import pdfplumber
import pytest
import time_machine
from django.db import transaction

from activities.measures import HELD
from activities.models import Activity
from fulian.core.exceptions import Refused
from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from fulian.demo.loader import REPLAY_YEAR, Demo, load
from fulian.demo.places import REPLAY_TOWN
from fulian.demo.township import figures as replay_figures
from fulian.demo.tree import appoint_people, plant_tree
from fulian.documents.rendering import render
from fulian.indicators.models import Indicator, MonthlyStatement
from fulian.indicators.services import load_defaults
from fulian.indicators.statements import refresh_recorded
from fulian.indicators.totals import rebuild
from fulian.indicators.tracing import counted_in
from fulian.organizations.models import Organization
from reports.models import MonthlyReport
from reports.services.correcting import correct
from reports.services.making import print_document
from reports.services.summarising import Snapshot, take_snapshot
from reports.summary_choices import Edition
from tests.demo.saying import missing
from tests.factories.organizations import OrganizationFactory

LAST_DAY = datetime.date(REPLAY_YEAR, 12, 31)
SAID = replay_figures()["said"]


@pytest.fixture(scope="module")
def township(django_db_setup, django_db_blocker) -> Iterator[Organization]:
    """The township's whole year, closed; loaded once for this module inside a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        district = plant_tree()
        appoint_people()
        load_defaults()
        with time_machine.travel(f"{REPLAY_YEAR + 1}-02-10 10:00+08:00", tick=False):
            Demo(district, lambda text: None, towns=(REPLAY_TOWN,)).run()
        yield Organization.objects.get(code=REPLAY_TOWN.code)
        transaction.set_rollback(True)


@pytest.fixture
def undone(township) -> Iterator[Organization]:
    """The township, for a test that changes something."""
    savepoint = transaction.savepoint()
    yield township
    transaction.savepoint_rollback(savepoint)


def snapshot(organization: Organization) -> Snapshot:
    return take_snapshot(organization=organization, year=REPLAY_YEAR, until=LAST_DAY)


def printed(organization: Organization, tmp_path) -> str:
    path = tmp_path / "summary.pdf"
    path.write_bytes(render(print_document(snapshot(organization), Edition.CLEAN), ".pdf").content)
    with pdfplumber.open(path) as pdf:
        text = "".join(page.extract_text() or "" for page in pdf.pages)
    return re.sub(r"—\s*\d+\s*—|\s", "", text)


def moved(before: Snapshot, after: Snapshot) -> set[str]:
    return {code for code, figure in before.figures.items() if figure.value != after.figures[code].value}


@pytest.mark.django_db
def test_the_demo_refuses_a_database_with_other_peoples_data():
    OrganizationFactory()
    with pytest.raises(Refused, match="别的组织"):
        load()
    assert Organization.objects.count() == 1


def test_the_summary_states_every_figure_and_name_of_the_real_one(township, tmp_path):
    assert missing(printed(township, tmp_path), SAID) == []


def test_a_changed_record_moves_exactly_the_figures_that_count_it(undone):
    rng = random.Random()
    before = snapshot(undone)
    villages = Activity.objects.filter(path_at__under=undone.path, starts_on__year=REPLAY_YEAR).exclude(
        organization=undone
    )
    record = rng.choice(list(villages))
    record.sessions += rng.randint(1, 9)
    Activity.objects.filter(pk=record.pk).update(sessions=record.sessions)
    _count_again(record.organization, Month.of(record.starts_on))
    expected = {i.code for i in counted_in(record, HELD) if i.measure.adds == "sessions"}
    assert moved(before, snapshot(undone)) == expected != set()


def test_a_corrected_cell_moves_exactly_its_figure_and_those_it_lies_within(undone):
    rng = random.Random()
    before = snapshot(undone)
    report, code = rng.choice(list(_added_cells(undone)))
    indicator = Indicator.objects.get(code=code)
    value = report.statement.cell(code).value + Quantity.of(rng.randint(1, 9))
    correct(report=report, indicator=indicator, value=value, reason="核对台账后更正", by=report.submitted_by)
    assert moved(before, snapshot(undone)) == {code, *Indicator.objects.widening().get(code, ())}


def _count_again(organization: Organization, month: Month) -> None:
    """As if the record had read so when the month was closed."""
    statement = MonthlyStatement.objects.of_month(month).select_related("organization").get(organization=organization)
    refresh_recorded(statement)
    statement.save(update_fields=["cells"])
    rebuild(month)


def _added_cells(town: Organization) -> Iterator[tuple[MonthlyReport, str]]:
    reports = MonthlyReport.objects.filter(statement__path_at__under=town.path, year=REPLAY_YEAR)
    for report in reports.select_related("statement", "organization", "submitted_by"):
        for code, cell in report.statement.cells.items():
            if "added" in cell:
                yield report, code
