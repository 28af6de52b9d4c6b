"""A Word file that went through many hands, held against the frozen figures: which numbers no longer match."""

import re
import zipfile
from dataclasses import dataclass
from typing import IO

from docx import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError

from fulian.core.exceptions import Refused
from reports.models import AnnualSummary
from reports.services.composing import runs_of

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:万)?(?:余)?[%\u4e00-\u9fff]{0,2}")
DIGITS = re.compile(r"\d+(?:\.\d+)?")
SENTENCE = re.compile(r"[^。；\n]+[。；]?")


@dataclass(frozen=True)
class Comparison:
    """`gone`: figures that the file no longer says, with what they are. `new`: numbers that no figure says, where they stand."""

    gone: list[tuple[str, str]]
    new: list[tuple[str, str]]

    @property
    def matches(self) -> bool:
        return not self.gone and not self.new


def compare_file(*, summary: AnnualSummary, upload: IO[bytes], size: int) -> Comparison:
    """Reads the upload and forgets it."""
    if size > LARGEST_FILE:
        raise Refused(f"文件超过{LARGEST_FILE // 1024 // 1024}MB，请去掉里面的图片再传。", field="file")
    return compare_text(summary=summary, text=text_of(upload))


def text_of(upload: IO[bytes]) -> str:
    """The text of a .docx, tables too; what is no Word file is refused."""
    try:
        with zipfile.ZipFile(upload) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise Refused("这个文件解开后太大，请另存一份再传。", field="file")
        upload.seek(0)
        word = WordDocument(upload)
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise Refused("这不是Word文件（.docx），或已经损坏。请在WPS里“另存为”.docx格式再传。", field="file") from error
    lines = [paragraph.text for paragraph in word.paragraphs]
    lines += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def compare_text(*, summary: AnnualSummary, text: str) -> Comparison:
    text = re.sub(r"(?<=\d)[,，](?=\d{3})|[ \u3000]", "", text.translate(FULL_WIDTH))
    freeze = summary.freezes.order_by("-number").first()
    if freeze is None:
        raise Refused("总结还没有生成好，没有数据可以核对。")
    figures = {figure.code: figure for figure in freeze.figures.all()}
    said: dict[str, str] = {}  # what the prose prints: its name
    known = {str(summary.year), str(summary.year + 1), *DIGITS.findall(str(summary.until))}
    for paragraph in summary.paragraphs.all():
        known.update(DIGITS.findall(paragraph.text))
        said.update({run.text: figures[run.code].name for run in runs_of(paragraph) if run.code in figures})
    for figure in figures.values():
        known.update(DIGITS.findall(figure.text))
        known.update(DIGITS.findall(" ".join(figure.months.values())))
        known.update(DIGITS.findall(" ".join(value for _, value in figure.children)))
    return Comparison(
        gone=[(name, printed) for printed, name in said.items() if not _stands(printed, text)],
        new=_new(text, known),
    )


def _stands(printed: str, text: str) -> bool:
    """20场次 does not stand in 120场次."""
    return re.search(rf"(?<![\d.]){re.escape(printed)}", text) is not None


def _new(text: str, known: set[str]) -> list[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for sentence in SENTENCE.findall(text):
        for match in NUMBER.finditer(sentence):
            digits = DIGITS.match(match[0])
            if digits and digits[0] not in known and not _is_date_or_label(sentence, match):
                found[match[0], sentence.strip()[:60]] = None
    return list(found)


def _is_date_or_label(sentence: str, match: re.Match[str]) -> bool:
    after = sentence[match.start() + len(re.match(r"[\d.]+", match[0])[0]) :]  # type: ignore[index]
    before = sentence[: match.start()]
    return after.startswith(("年", "月", "日", "号")) or before.endswith(("附件", "—"))
