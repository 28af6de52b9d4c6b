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


def layers_of_apps() -> list[str]:
    return [app.strip() for layer in CONTRACTS["contracts"][0]["layers"] for app in layer.split("|")]


def apps_of_ours() -> list[str]:
    """Without those that live inside another app, as plans.supervision does: they share its layer."""
    layers = tuple(f"{layer}." for layer in layers_of_apps())
    ours = [app for app in settings.INSTALLED_APPS if app.split(".")[0] in PACKAGES]
    return [app for app in ours if not app.startswith(layers)]


def test_every_installed_app_of_ours_has_its_layer():
    assert sorted(layers_of_apps()) == sorted(apps_of_ours())


def test_installed_apps_are_listed_from_the_highest_layer_down():
    assert apps_of_ours() == layers_of_apps()
