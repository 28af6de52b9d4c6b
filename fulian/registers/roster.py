"""花名册 as the office knows it from 换届: title, 填报单位, header, one line a person, the shares at the foot."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any

import xlsxwriter

from fulian.core.chinese import long_date
from fulian.registers.composition import Share
from fulian.registers.models import Officer
from fulian.registers.models.officers import masked

FONT = "宋体"
SIGNED = "填报人：　　　　　　　　审核人：　　　　　　　　填报日期：　　　年　　月　　日"
Heading = tuple[str, int, Callable[[Officer], str]]  # label, width in characters, value


def _month(day: datetime.date) -> str:
    return f"{day.year}.{day.month:02}"


def headings(day: datetime.date, sees_phone: Callable[[Officer], bool]) -> Sequence[Heading]:
    """The columns that a 换届 roster asks for, in its order."""
    return (
        ("单位", 18, lambda officer: officer.organization.name),
        ("姓名", 10, lambda officer: officer.name),
        ("妇联职务", 10, lambda officer: officer.get_position_display()),
        ("专挂兼", 8, lambda officer: officer.get_employment_display()),
        ("届次", 8, lambda officer: officer.term_text),
        ("任职时间", 10, lambda officer: _month(officer.since)),
        ("出生年月", 10, lambda officer: officer.birth.replace("-", ".")),
        ("年龄", 6, lambda officer: str(officer.age_on(day) or "")),
        ("政治面貌", 10, lambda officer: officer.get_party_display()),
        ("学历", 10, lambda officer: officer.get_education_display()),
        ("进“两委”", 16, lambda officer: officer.get_committee_display()),
        ("联系电话", 14, lambda officer: officer.phone if sees_phone(officer) else masked(officer.phone)),
    )


def write_roster(
    target: IO[bytes],
    *,
    organization_name: str,
    officers: Iterable[Officer],
    shares: Sequence[Share],
    day: datetime.date,
    sees_phone: Callable[[Officer], bool],
) -> int:
    """One A4 landscape sheet a print, the header repeated; gives the number of people. Every text stays text."""
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    columns = (("序号", 6, lambda officer: ""), *headings(day, sees_phone))
    with xlsxwriter.Workbook(target, {**as_text, "constant_memory": True}) as book:
        sheet = book.add_worksheet("花名册")
        formats = _formats(book)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        for index, (_, width, _) in enumerate(columns):
            sheet.set_column(index, index, width)
        last = len(columns) - 1
        sheet.set_row(0, 34)
        sheet.merge_range(0, 0, 0, last, f"{organization_name}妇联组织任职人员花名册", formats["title"])
        said = f"填报单位（盖章）：{organization_name}妇联　　　　截至{long_date(day)}"
        sheet.merge_range(1, 0, 1, last, said, formats["plain"])
        for index, (label, _, _) in enumerate(columns):
            sheet.write_string(2, index, label, formats["header"])
        number = 0
        for number, officer in enumerate(officers, start=1):
            sheet.write_number(number + 2, 0, number, formats["cell"])
            for index, (_, _, value) in enumerate(columns[1:], start=1):
                sheet.write_string(number + 2, index, value(officer), formats["cell"])
        row = number + 3
        sheet.set_row(row, 48)
        sheet.merge_range(row, 0, row, last, f"共{number}人。{_shares(shares)}", formats["foot"])
        sheet.merge_range(row + 1, 0, row + 1, last, SIGNED, formats["plain"])
    return number


def _shares(shares: Sequence[Share]) -> str:
    parts = [f"{share.label}{share.n}/{share.total}（{share.percent}）" for share in shares if share.n]
    return f"{'；'.join(parts)}。" if parts else ""


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
    return {
        "title": book.add_format({**base, "font_size": 18, "bold": True, "align": "center"}),
        "plain": book.add_format(base),
        "header": book.add_format({**base, "bold": True, "align": "center", "border": 1, "text_wrap": True}),
        "cell": book.add_format({**base, "border": 1, "text_wrap": True}),
        "foot": book.add_format({**base, "text_wrap": True}),
    }
