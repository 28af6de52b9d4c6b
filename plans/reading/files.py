"""An upload as text, or Refused with what the user can do about it. The content decides, not the name."""

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePath

from docx.opc.exceptions import OpcError

from fulian.core.exceptions import Refused
from plans.reading.docx import lines_of

MAXIMUM_BYTES = 5 * 1024 * 1024
MAXIMUM_CHARACTERS = 50_000  # more than twice a plan of 30 pages; the heaviest text of this length is read in 3 s
_MAXIMUM_UNPACKED = 60 * 1024 * 1024  # of all parts of a .docx; a plan with its pictures stays far below
_MAXIMUM_PARTS = 2000
_MAXIMUM_DOCUMENT = 20 * 1024 * 1024  # the part with the words

_SAVE_AS = "请用 WPS 或 Word 打开，选“另存为”，保存类型选“Word 文档（*.docx）”，再上传。"
_OLD_WORD = f"这是旧版 Word（.doc）或 WPS 文件，系统读不了。{_SAVE_AS}"
_LOCKED = "这份文件加了密码，系统读不了。请打开后取消密码，另存为 .docx 再上传。"
_PDF = "这是 PDF 文件，系统读不了。请打开 PDF 全选文字，复制粘贴到文本框；有 Word 原稿的，请上传 .docx。"
_SCAN = "这份文件里只有图片，没有文字（可能是扫描件）。请上传有文字的 .docx 原稿，或把文字粘贴到文本框。"
_PICTURE = "这是一张图片，系统读不出里面的文字。请上传有文字的 .docx 原稿，或把文字粘贴到文本框。"
_EMPTY = "这份文件里没有文字。请检查是不是选错了文件，或把文字粘贴到文本框。"
_DAMAGED = f"这份 Word 文件打不开，可能没有传完整或已损坏。{_SAVE_AS}"
_OTHER = f"只能读 .docx 和 .txt 文件。{_SAVE_AS}"
_TOO_BIG = "文件超过 5 MB，系统不读。请删去图片、只留文字后另存为 .docx 再上传。"
_TOO_LONG = "文字超过 5 万字（约七八十页），系统不读。请只留工作计划本身，或者分几次读入。"
_BOMB = "这个文件解压后过大，系统不读。请把文字粘贴到文本框，或另存为新的 .docx 再上传。"

_MAGIC = (
    (b"%PDF", _PDF),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"{\\rtf", _OLD_WORD),
    (b"Rar!", _OTHER),
    (b"7z\xbc\xaf", _OTHER),
)
# What python-docx, lxml and zipfile raise over a file that was cut or altered.
_BROKEN = (
    ValueError, KeyError, IndexError, AttributeError, TypeError, SyntaxError, RuntimeError, OSError, EOFError, struct.error, zlib.error,
    zipfile.BadZipFile, OpcError,
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\u2028\u2029]")


def text_of(upload_name: str, content: bytes) -> str:
    """The text of a .docx or .txt upload; tables of a .docx come as lines of cells divided by tabs."""
    if len(content) > MAXIMUM_BYTES:
        raise Refused(_TOO_BIG)
    if not content.strip():
        raise Refused(_EMPTY)
    for magic, message in _MAGIC:
        if content.startswith(magic):
            raise Refused(message)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(_LOCKED if "EncryptedPackage".encode("utf-16-le") in content else _OLD_WORD)
    text = _docx(content) if content.startswith(b"PK") else _plain(upload_name, content)
    return checked(text)


def checked(text: str) -> str:
    """A text that can be read, however it came; also what was pasted."""
    text = _CONTROL.sub("", text)
    if not text.strip():
        raise Refused(_EMPTY)
    if len(text) > MAXIMUM_CHARACTERS:
        raise Refused(_TOO_LONG)
    return text


def _plain(upload_name: str, content: bytes) -> str:
    if re.match(rb"\s*<(?:!DOCTYPE|html|\?xml)", content, re.IGNORECASE):
        raise Refused(_OTHER if PurePath(upload_name).suffix.lower() == ".txt" else _OLD_WORD)
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(bom):
            return _decoded(content, encoding)
    if b"\x00" in content:
        raise Refused(_OTHER)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "gb18030")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("认不出这份文本文件的编码。请用记事本打开，另存为时编码选“UTF-8”，再上传。") from None


def _docx(content: bytes) -> str:
    pictures = _inspected(content)
    try:
        text = "\n".join(lines_of(content))
    except _BROKEN as error:
        raise Refused(_DAMAGED) from error
    if not text.strip() and pictures:
        raise Refused(_SCAN)
    if pictures and len(text.strip()) < 20 * pictures and len(text.strip()) < 60:
        raise Refused(_SCAN)
    return text


def _inspected(content: bytes) -> int:
    """How many pictures a .docx holds; Refused for what is no .docx, and for what would fill the memory when unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        raise Refused(_DAMAGED) from None
    names = {part.filename: part.file_size for part in parts}
    if "word/document.xml" not in names:
        raise Refused(_OTHER)
    if (
        len(parts) > _MAXIMUM_PARTS
        or sum(names.values()) > _MAXIMUM_UNPACKED
        or names["word/document.xml"] > _MAXIMUM_DOCUMENT
    ):
        raise Refused(_BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_LOCKED)
    return sum(name.startswith("word/media/") for name in names)
