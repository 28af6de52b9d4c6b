"""台账: everybody who sees records exports and prints them; who keeps records imports them; an import is its author's alone."""

import io

import xlsxwriter

from fulian.ledgers.choices import ImportState
from fulian.ledgers.models import LedgerImport
from fulian.ledgers.services.importing import hand_in, keep_file
from tests.access.matrix import Row

KEEPERS = (
    "village_chair", "village_aide", "town_chair", "town_officer", "other_town_chair", "district_officer", "other_village_chair",
    "outsider",
)  # fmt: skip
KEEP = dict.fromkeys(KEEPERS, 200)


def activities(cast):
    return {"code": "activities.activities"}


def an_import(state):
    """Of the village's chair."""

    def make(cast):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            book.add_worksheet().write_row(0, 0, ["日期", "名称", "种类", "参加人次"])
        importing = hand_in(content=out.getvalue(), wanted="activities.activities", by=cast.village_chair)
        LedgerImport.objects.filter(pk=importing.pk).update(state=state, marked_name=keep_file(out.getvalue(), "xlsx"))
        return {"pk": importing.pk}

    return make


HERS = {"village_chair": 200, "leader": 403, "administrator": 403}
ROLE_MATRIX = [
    Row("ledgers:ledger-home", expect=KEEP | {"leader": 200, "rights_officer": 200}),
    Row("ledgers:ledger-export", activities, expect=KEEP | {"leader": 200}, everybody=True),
    Row("ledgers:ledger-print", activities, expect=KEEP | {"leader": 200}, everybody=True),
    Row("ledgers:ledger-template", activities, expect=KEEP, everybody=True),
    Row("ledgers:import-create", expect=KEEP | {"rights_officer": 200}),
    Row("ledgers:import-detail", an_import(ImportState.CHECKED), expect=HERS, others=404),
    Row("ledgers:import-marked", an_import(ImportState.CHECKED), expect=HERS, others=404),
    Row(
        "ledgers:import-confirm",
        an_import(ImportState.CHECKED),
        method="post",
        expect=HERS | {"village_chair": 302},
        others=404,
    ),
    Row(
        "ledgers:import-undo",
        an_import(ImportState.DONE),
        method="post",
        expect=HERS | {"village_chair": 302},
        others=404,
    ),
]
