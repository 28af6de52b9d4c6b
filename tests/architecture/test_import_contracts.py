import subprocess
import sys
import tomllib
from pathlib import Path

from django.conf import settings

from tests.architecture.support import PACKAGES, ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def test_imports_go_one_way():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_installed_app_of_ours_has_its_layer():
    ours = [app for app in settings.INSTALLED_APPS if app.split(".")[0] in PACKAGES]
    layers = [app.strip() for layer in CONTRACTS["contracts"][0]["layers"] for app in layer.split("|")]
    assert sorted(layers) == sorted(ours)


def test_installed_apps_are_listed_from_the_highest_layer_down():
    ours = [app for app in settings.INSTALLED_APPS if app.split(".")[0] in PACKAGES]
    layers = [app.strip() for layer in CONTRACTS["contracts"][0]["layers"] for app in layer.split("|")]
    assert ours == layers
