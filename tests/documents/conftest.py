import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from fulian.documents import fonts
from fulian.documents.installing import FACES


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
        folder = Path(django_settings.BASE_DIR) / "var" / "fonts"
        if not all((folder / face).is_file() for face in FACES):
            pytest.skip("the free 仿宋 is not on this machine: manage.py install_fonts")
        shutil.copytree(folder, tmp_path / "fonts", ignore=shutil.ignore_patterns("cache", "*.conf"))
    yield request.param
    fonts.forget_fonts()
