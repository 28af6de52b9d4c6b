import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from fulian.documents import fonts


@pytest.fixture
def without_fangsong(settings, tmp_path):
    """A machine that has only what is installed with the portal."""
    settings.FONT_DIR, settings.VAR_DIR = "", tmp_path
    fonts.forget_fonts()
    yield
    fonts.forget_fonts()


@pytest.fixture(params=["free 仿宋", "no 仿宋"])
def faces(request, settings, tmp_path):
    """Every rule of the page has to hold with 仿宋 and with the face that stands in for it."""
    settings.FONT_DIR, settings.VAR_DIR = "", tmp_path
    fonts.forget_fonts()
    if request.param == "free 仿宋":
        source = _fandol()
        if source is None:
            pytest.skip("no FandolFang on this machine: manage.py install_fonts")
        (tmp_path / "fonts").mkdir()
        shutil.copy(source, tmp_path / "fonts")
    yield request.param
    fonts.forget_fonts()


def _fandol() -> Path | None:
    name = "FandolFang-Regular.otf"
    places = (Path(django_settings.BASE_DIR) / "var" / "fonts", fonts.TEXMF)
    return next((place / name for place in places if (place / name).is_file()), None)
