import os
import shutil
import subprocess

import pytest
from django.core.checks import Warning as CheckWarning
from django.core.management import call_command

from fulian.documents import checks, fonts, installing, startup


@pytest.fixture
def licensed_face(tmp_path):
    """A face of the office: Noto under the name of 仿宋_GB2312, as its licensed file would carry it."""
    from fontTools.ttLib import TTFont

    folder = tmp_path / "licensed"
    folder.mkdir()
    source = next(
        folder / fonts.SERIF.file for folder in fonts.find_fonts().folders if (folder / fonts.SERIF.file).is_file()
    )
    with TTFont(source) as font:
        for record in font["name"].names:
            if record.nameID in {1, 4, 16}:
                record.string = "FangSong_GB2312"
        font.save(folder / "simfang.otf")
    (folder / "broken.ttf").write_bytes(b"not a font")
    return folder


@pytest.mark.usefixtures("without_fangsong")
def test_every_role_ends_in_the_face_that_knows_every_name():
    for stack in fonts.find_fonts().stacks.values():
        assert set(stack.families[-2:]) == {"Noto Serif SC", "Noto Sans SC"}


@pytest.mark.usefixtures("without_fangsong")
def test_the_last_face_knows_every_rare_name():
    assert fonts.find_fonts().stacks["song"].lacks("玥喆堃婳昇䶮㛃瑄赟镕旻祎·“”—～") == set()


def test_a_licensed_face_comes_first_and_a_broken_file_beside_it_does_no_harm(
    without_fangsong, settings, licensed_face
):
    settings.FONT_DIR = str(licensed_face)
    fonts.forget_fonts()
    body = fonts.find_fonts().stacks["body"]
    assert body.families[0] == "FangSong_GB2312"
    assert body.file == licensed_face / "simfang.otf"
    assert not any("仿宋" in name for name in fonts.find_fonts().substituted)


def test_a_face_put_into_the_own_folder_serves_after_forgetting(faces):
    expected = {"free 仿宋": "FandolFang", "no 仿宋": "Noto Serif SC"}[faces]
    assert fonts.find_fonts().stacks["body"].families[0] == expected


@pytest.mark.usefixtures("without_fangsong")
def test_the_administrator_is_told_which_faces_are_stand_ins():
    assert [note.code for note in startup.startup_notes() if not note.serious] == ["I001", "I002"]


@pytest.mark.usefixtures("without_fangsong")
@pytest.mark.parametrize(
    ("missing", "code"),
    [("libharfbuzz-subset.so.0", "documents.W002"), ("libpango-1.0.so.0", "documents.W001")],
)
def test_a_missing_library_is_a_loud_warning(monkeypatch, missing, code):
    monkeypatch.setattr(startup, "_loads", lambda library: library != missing)
    [warning] = checks.documents_can_be_made(None)
    assert isinstance(warning, CheckWarning)
    assert warning.id == code
    assert "apt-get install" in warning.hint


def test_with_all_libraries_nothing_is_warned_of(monkeypatch):
    monkeypatch.setattr(startup, "_loads", lambda library: True)
    assert checks.documents_can_be_made(None) == []


def test_installing_again_changes_nothing(without_fangsong, tmp_path, monkeypatch):
    (tmp_path / "fonts").mkdir()
    for face in installing.FACES:
        (tmp_path / "fonts" / face).write_bytes(b"face")
    monkeypatch.setenv("PATH", "")
    assert installing.install_fandol() is False


def test_without_a_network_installing_says_why_and_ends_well(without_fangsong, tmp_path, monkeypatch, capsys):
    """An apt-get that finds nothing, as on a machine without a network."""
    monkeypatch.setattr(installing, "TEXMF", tmp_path / "no-tex")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("apt-get", "dpkg-deb"):
        (programs / name).write_text("#!/bin/sh\nexit 100\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    call_command("install_fonts")
    assert "暂时取不到公文字体（apt-get）" in capsys.readouterr().err
    assert not list((tmp_path / "fonts").glob("*.otf"))


def test_the_face_is_taken_out_of_the_package(without_fangsong, tmp_path, monkeypatch, capsys):
    """The same three programs, on a small package of our own making."""
    if not (shutil.which("dpkg-deb") and shutil.which("tar")):
        pytest.skip("dpkg-deb and tar are Debian's")
    monkeypatch.setattr(installing, "TEXMF", tmp_path / "no-tex")
    _package_with_a_face(tmp_path, monkeypatch)
    call_command("install_fonts")
    assert [(tmp_path / "fonts" / face).read_bytes() for face in installing.FACES] == [b"face"] * 4
    assert "已安装" in capsys.readouterr().out


def _package_with_a_face(tmp_path, monkeypatch):
    root = tmp_path / "root"
    folder = root / "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
    folder.mkdir(parents=True)
    for face in installing.FACES:
        (folder / face).write_bytes(b"face")
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(
        "Package: x\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.org>\nDescription: x\n"
    )
    subprocess.run(["dpkg-deb", "--build", root, tmp_path / "x.deb"], check=True, capture_output=True)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "apt-get").write_text(f"#!/bin/sh\ncp {tmp_path}/x.deb .\n")
    (programs / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
