"""Fetches the free 仿宋, 楷体, 黑体 and bold 宋体 (Fandol) out of Debian's package, without installing the 200 MB of TeX around it."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from .fonts import forget_fonts, own_folder

TEXMF = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
PACKAGE = "texlive-lang-chinese"
FACES = ("FandolFang-Regular.otf", "FandolKai-Regular.otf", "FandolHei-Regular.otf", "FandolSong-Bold.otf")
SECONDS = 300


class FontsNotInstalled(Exception):
    """Says in one line why, and what to do instead. Documents are made all the same, in 宋体."""


def install_fandol() -> bool:
    """Put the faces into VAR_DIR/fonts. False when they were there already. Raises FontsNotInstalled when they cannot be had."""
    target = own_folder()
    if all((target / face).is_file() for face in FACES):
        return False
    target.mkdir(parents=True, exist_ok=True)
    if all((TEXMF / face).is_file() for face in FACES):
        _take(TEXMF, target)
    else:
        if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
            raise FontsNotInstalled("这台机器没有 apt-get，请把仿宋、楷体、黑体、小标宋字体文件放入 FONT_DIR。")
        with tempfile.TemporaryDirectory(prefix="fandol-") as folder:
            _download(Path(folder))
            _take(Path(folder), target)
    forget_fonts()
    return True


def _take(source: Path, target: Path) -> None:
    """Each face appears whole or not at all. Only these: fontconfig cannot tell Fandol's bold from its regular face."""
    for face in FACES:
        found = next(source.rglob(face), None)
        if found is None:
            raise FontsNotInstalled(f"软件包 {PACKAGE} 中没有 {face}。")
        unfinished = target / f".{face}.part"
        shutil.copyfile(found, unfinished)
        unfinished.replace(target / face)


def _download(folder: Path) -> None:
    _run(["apt-get", "-q", "download", PACKAGE], folder)
    package = next(folder.glob("*.deb"), None)
    if package is None:
        raise FontsNotInstalled(f"没有取得软件包 {PACKAGE}。")
    # Unpacks the archive only: none of the package's scripts run.
    archive = folder / "files.tar"
    with archive.open("wb") as output:
        _run(["dpkg-deb", "--fsys-tarfile", package.name], folder, output)
    _run(["tar", "-xf", archive.name, "--wildcards", *(f"*/{face}" for face in FACES)], folder)


def _run(command: list[str], folder: Path, output=subprocess.DEVNULL) -> None:
    try:
        subprocess.run(  # noqa: S603  fixed commands, no shell
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise FontsNotInstalled(
            f"暂时取不到公文字体（{command[0]}）。联网后再运行 manage.py install_fonts，或把字体文件放入 FONT_DIR。"
        ) from error
