"""Office files for tests, and imports that run at once."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from fulian.jobs import services as jobs
from fulian.ledgers.models import LedgerImport
from fulian.ledgers.services.importing import confirm, hand_in


def xlsx(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for line, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if value is not None:
                        sheet.write(line, column, value)
    return out.getvalue()


def cells(content: bytes, sheet: int | str = 0) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found = book.get_sheet_by_index(sheet) if isinstance(sheet, int) else book.get_sheet_by_name(sheet)
    return found.to_python(skip_empty_area=False)


def checked(content: bytes, *, by: Any, wanted: str = "activities.activities") -> LedgerImport:
    """Handed in and looked through, as a worker would."""
    importing = hand_in(content=content, wanted=wanted, by=by)
    run_jobs()
    importing.refresh_from_db()
    return importing


def imported(
    content: bytes, *, by: Any, wanted: str = "activities.activities", keep_doubtful: bool = False
) -> LedgerImport:
    importing = checked(content, by=by, wanted=wanted)
    confirm(importing=importing, keep_doubtful=keep_doubtful, by=by)
    run_jobs()
    importing.refresh_from_db()
    return importing


def run_jobs() -> None:
    for job in jobs.JobRun.objects.open().order_by("pk"):
        jobs.run(job.pk)


def sheets(content: bytes) -> list[str]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
