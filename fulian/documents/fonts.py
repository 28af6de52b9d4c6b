"""Finds the faces that a 公文 asks for, best first.

The order: the office's own licensed faces (settings.FONT_DIR), free faces of Debian, Noto SC from PyPI, which is always there and
knows every rare name. Faces outside the system's font folders reach WeasyPrint through a fontconfig file of our own: an
@font-face rule would copy and load them again for every single document.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings

NOTO = Path("/usr/share/fonts/opentype/noto")
WENKAI = Path("/usr/share/fonts/truetype/lxgw-wenkai")
SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})


@dataclass(frozen=True)
class FreeFace:
    """A free stand-in: `file` says whether it is there, `family` is what fontconfig calls it."""

    file: str
    family: str
    weight: str = "normal"


SERIF = FreeFace("NotoSerifSC-Regular.otf", "Noto Serif SC")
SANS = FreeFace("NotoSansSC-Regular.otf", "Noto Sans SC")
SERIF_BOLD = FreeFace("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", "bold")
SERIF_EMBOLDENED = FreeFace(SERIF.file, SERIF.family, "bold")


@dataclass(frozen=True)
class Role:
    """What a text is set in: the official face under all the names its editions carry, then what is free."""

    key: str
    label: str
    official: tuple[str, ...]
    free: tuple[FreeFace, ...]


ROLES = {
    role.key: role
    for role in (
        Role(
            "title",
            "小标宋（标题）",
            ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "方正小标宋_GB18030"),
            (FreeFace("FandolSong-Bold.otf", "FandolSong"), SERIF_BOLD, SERIF_EMBOLDENED),
        ),
        Role(
            "body",
            "仿宋（正文）",
            (
                "仿宋_GB2312",
                "FangSong_GB2312",
                "方正仿宋_GBK",
                "FZFangSong-Z02",
                "方正仿宋简体",
                "FZFangSong-Z02S",
                "仿宋",
                "FangSong",
            ),
            (FreeFace("FandolFang-Regular.otf", "FandolFang"), SERIF),
        ),
        Role(
            "kai",
            "楷体（二级标题）",
            ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "FZKai-Z03", "方正楷体简体", "FZKai-Z03S", "楷体", "KaiTi"),
            (FreeFace("FandolKai-Regular.otf", "FandolKai"), FreeFace("LXGWWenKai-Regular.ttf", "LXGW WenKai"), SERIF),
        ),
        Role(
            "hei",
            "黑体（一级标题）",
            ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01", "方正黑体简体", "FZHei-B01S"),
            (
                FreeFace("FandolHei-Regular.otf", "FandolHei"),
                FreeFace("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", "bold"),
                SANS,
            ),
        ),
        # What draws a character that the face lacks: light 楷体 sits better in a line of 仿宋 than 宋体 does.
        Role("rare", "生僻字", (), (FreeFace("LXGWWenKai-Light.ttf", "LXGW WenKai Light"), SERIF)),
        Role("rare-title", "标题生僻字", (), (SERIF_BOLD, SERIF_EMBOLDENED)),
        Role("song", "宋体（页码、表格）", ("宋体", "SimSun", "方正书宋_GBK", "FZShuSong-Z01"), (SERIF,)),
    )
}


@dataclass(frozen=True)
class Stack:
    """The families of a role, best first, as CSS writes them. `file` is that of the first, if it is known."""

    families: tuple[str, ...]
    weight: str
    file: Path | None

    @property
    def css(self) -> str:
        return ", ".join(f'"{family}"' for family in self.families)

    def lacks(self, text: str) -> set[str]:
        """The characters that the first family cannot draw: rare names, mostly."""
        return set(text) - _coverage(self.file) if self.file else set()


@dataclass(frozen=True)
class Fonts:
    """Every role's stack and the folders that fontconfig has to be told of."""

    stacks: dict[str, Stack] = field(hash=False)
    folders: tuple[Path, ...]
    substituted: tuple[str, ...]


def own_folder() -> Path:
    """Where `manage.py install_fonts` puts the free 仿宋."""
    return Path(settings.VAR_DIR) / "fonts"


def find_fonts() -> Fonts:
    """What is there now. Looks again in every new process, so that faces put into FONT_DIR serve after a restart."""
    return _find_fonts(str(getattr(settings, "FONT_DIR", "") or ""), str(own_folder()))


def forget_fonts() -> None:
    """After installing faces: look again."""
    _find_fonts.cache_clear()


@lru_cache(maxsize=8)
def _find_fonts(operator: str, own: str) -> Fonts:
    folders = tuple(folder for folder in _folders(operator, own) if folder.is_dir())
    licensed = {
        name: (family, path) for folder in folders[: 1 if operator else 0] for name, family, path in _names(folder)
    }
    stacks, substituted = {}, []
    for role in ROLES.values():
        official = dict(licensed[name] for name in role.official if name in licensed)
        free = [(face, path) for face in role.free if (path := _find(face, folders))]
        families = tuple(dict.fromkeys([*official, *(face.family for face, _ in free), SERIF.family, SANS.family]))
        weight = "normal" if official or not free else free[0][0].weight
        file = next(iter([*official.values(), *(path for _, path in free)]), None)
        stacks[role.key] = Stack(families, weight, file)
        if role.official and not official:
            substituted.append(f"{role.label}：{families[0]}")
    return Fonts(stacks, folders, tuple(substituted))


def _folders(operator: str, own: str) -> Iterator[Path]:
    if operator:
        yield Path(operator)
    yield Path(own)
    package = find_spec("pylopdf_fonts_zh_cn")
    if package and package.submodule_search_locations:
        yield Path(next(iter(package.submodule_search_locations)))


def _find(face: FreeFace, folders: tuple[Path, ...]) -> Path | None:
    places = (folder / face.file for folder in (*folders, NOTO, WENKAI))
    return next((path for path in places if path.is_file()), None)


@lru_cache(maxsize=16)
def _coverage(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _names(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """(any name a face carries, the family name to ask fontconfig for, its file) for every font file under a folder."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    for path in sorted(folder.rglob("*")):
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            continue
        try:
            with path.open("rb") as stream:
                is_collection = suffix in {".ttc", ".otc"}
                for font in TTCollection(stream, lazy=True).fonts if is_collection else [TTFont(stream, lazy=True)]:
                    names = [record.toUnicode() for record in font["name"].names if record.nameID in {1, 4, 6, 16}]
                    family = font["name"].getDebugName(1) or names[0]
                    yield from ((name, family, path) for name in names)
        except (TTLibError, OSError, UnicodeDecodeError, IndexError, KeyError):
            continue  # a broken file in the office's folder must not stop the others


def activate() -> None:
    """Tell fontconfig, and so WeasyPrint, of our folders. Cheap and repeatable; call before a FontConfiguration is made."""
    own = own_folder()
    own.mkdir(parents=True, exist_ok=True)
    target = own / "fonts.conf"
    content = _fontconfig_xml(find_fonts().folders, own / "cache")
    if not target.is_file() or target.read_text() != content:
        temporary = target.with_suffix(f".{os.getpid()}")
        temporary.write_text(content)
        temporary.replace(target)
    os.environ["FONTCONFIG_FILE"] = str(target)


def _fontconfig_xml(folders: tuple[Path, ...], cache: Path) -> str:
    directories = "".join(f"  <dir>{escape(str(folder))}</dir>\n" for folder in folders)
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"{directories}  <cachedir>{escape(str(cache))}</cachedir>\n</fontconfig>\n"
    )
