"""What this machine lacks for good documents, said in words that an administrator can act on."""

import ctypes
from dataclasses import dataclass

from .fonts import find_fonts

PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
SUBSET = "libharfbuzz-subset.so.0"


@dataclass(frozen=True)
class StartupNote:
    """`serious` notes are system check warnings too; the others stand on the administrator's page only."""

    code: str
    message: str
    hint: str
    serious: bool = False


def startup_notes() -> list[StartupNote]:
    notes = []
    if not all(map(_loads, PANGO)):
        notes.append(
            StartupNote(
                "W001",
                "缺少 Pango，无法生成 PDF（Word 文件不受影响）。",
                "以 root 运行：apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
                serious=True,
            )
        )
    elif not _loads(SUBSET):
        notes.append(
            StartupNote(
                "W002",
                "缺少 libharfbuzz-subset0：生成 PDF 要慢七倍以上。",
                "以 root 运行：apt-get install -y libharfbuzz-subset0",
                serious=True,
            )
        )
    notes.extend(_font_notes())
    return notes


def _font_notes() -> list[StartupNote]:
    fonts = find_fonts()
    notes = []
    if fonts.stacks["body"].families[0].startswith("Noto"):
        hint = "运行 manage.py install_fonts，或把仿宋_GB2312 放入 FONT_DIR。"
        notes.append(StartupNote("I001", "没有仿宋字体，正文暂以宋体排版。", hint))
    if fonts.substituted:
        message = f"以下字体用免费字体代替——{'；'.join(fonts.substituted)}。"
        notes.append(StartupNote("I002", message, "本单位有正版字体时，放入 FONT_DIR 后重启即可。"))
    return notes


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
