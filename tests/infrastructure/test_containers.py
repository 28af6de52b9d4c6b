"""There is no container engine here: the tests read what the containers would do and do it on this machine."""

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import psycopg2
import pytest
import yaml
from django.db import connection

from tests.services.support import free_port, wait_until
from tools.checks import production_environment
from tools.environment import ROOT, RUNTIME_PACKAGES
from tools.processes import Child

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
NGINX = (ROOT / "docs" / "deployment" / "nginx.conf").read_text(encoding="utf-8")
HOST = "fulian.example.gov.cn"
BIN = Path(sys.executable).parent


class Settled(urllib.request.HTTPRedirectHandler):
    """Shows a redirect instead of following it."""

    def redirect_request(self, *args, **kwargs):
        return None


@pytest.fixture
def database(postgres):
    """An empty database beside the test database."""
    name, config = f"production_{os.getpid()}", connection.settings_dict
    where = config["OPTIONS"].get("host") or config["HOST"]
    server = psycopg2.connect(host=where, user=config["USER"], dbname="postgres", password=config["PASSWORD"] or None)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield f"postgres://{config['USER']}@/{name}?host={where}"
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture
def portal(database, redis_server, tmp_path):
    """Runs a service's own command with its own environment; only addresses, folders and secrets are this machine's."""
    redis_server.flush()
    local = {
        **production_environment(),
        "DATABASE_URL": database,
        "CELERY_BROKER_URL": redis_server.url,
        "VAR_DIR": str(tmp_path / "var"),
        "STATIC_ROOT": str(tmp_path / "static"),
        "FONT_DIR": "",
        "PORT": str(free_port()),
    }
    children = []

    def start(name):
        program, *arguments = SERVICES[name]["command"]
        given = SERVICES[name]["environment"]
        assert {key: value for key, value in given.items() if "${" not in value and key not in local} == {}
        environment = {key: local[key] for key in given} | {
            "VAR_DIR": local["VAR_DIR"],
            "STATIC_ROOT": local["STATIC_ROOT"],
        }
        child = Child(name, [BIN / program, *arguments], tmp_path / f"{name}.log", **environment)
        child.start()
        children.append(child)
        return child

    start.local = local
    yield start
    for child in children:
        if not child.ended():
            child.process.terminate()
            child.process.wait(30)
        child.signal(9)


def _ask(portal, path="/accounts/sign-in/", scheme="https"):
    headers = {"Host": HOST, "X-Forwarded-Proto": scheme}
    request = urllib.request.Request(f"http://127.0.0.1:{portal.local['PORT']}{path}", headers=headers)
    try:
        return urllib.request.build_opener(Settled).open(request, timeout=60)
    except urllib.error.HTTPError as answer:
        return answer


def _answers(portal):
    try:
        return bool(_ask(portal).status)
    except OSError:
        return False


def _run(portal, *command):
    env = {"PATH": os.environ["PATH"], **portal.local}
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.services
@pytest.mark.slow
def test_the_commands_of_the_containers_run_with_production_settings(portal):
    migrate = portal("migrate")
    assert migrate.process.wait(180) == 0, migrate.tail()

    collect = re.search(r"python (manage\.py collectstatic \S+)", DOCKERFILE).group(1)
    _run(portal, "python", *collect.split())
    web = portal("web")
    wait_until(lambda: _answers(portal) or web.ended(), "web")
    page = _ask(portal)
    assert page.status == 200, web.tail()
    assert page.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "default-src 'self'" in page.headers["Content-Security-Policy"].split("; ")
    style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page.read().decode()).group(1)
    assert "immutable" in _ask(portal, style).headers["Cache-Control"]
    assert (_ask(portal, scheme="http").status, _ask(portal, "/no-such-page/").status) in ((301, 302), (301, 404))
    _run(portal, *SERVICES["web"]["healthcheck"]["test"][1:])

    worker = portal("worker")
    wait_until(lambda: " ready." in worker.tail() or worker.ended(), "worker")
    beat = portal("beat")
    wait_until(lambda: "Task fulian.jobs.tasks.sweep_jobs" in worker.tail() or beat.ended(), "the sweeper")
    assert (worker.ended(), beat.ended()) == (False, False), worker.tail() + beat.tail()


def test_compose_has_the_services_of_the_portal():
    assert sorted(SERVICES) == sorted([*OURS, "postgres", "redis", "proxy"])


def test_web_worker_and_beat_are_one_image_with_one_environment():
    environments = []
    for name in OURS:
        environment = {key: value for key, value in SERVICES[name]["environment"].items() if key != "PORT"}
        environments.append((SERVICES[name]["image"], SERVICES[name]["build"], environment))
    assert environments == [environments[0]] * 4


def test_compose_stops_when_a_secret_is_missing():
    environment = SERVICES["web"]["environment"]
    required = [name for name, value in environment.items() if ":?" in value]
    assert sorted(required) == ["ALLOWED_HOSTS", "DATABASE_URL", "FIELD_KEYS", "SECRET_KEY"]


def test_only_the_proxy_is_reachable_and_the_portal_has_no_way_out():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert [name for name, service in SERVICES.items() if service["networks"] != ["inside"]] == ["proxy"]


def test_everything_that_must_survive_is_on_a_volume():
    assert sorted(COMPOSE["volumes"]) == ["data", "postgres", "redis"]
    assert all("data:/var/lib/fulian" in SERVICES[name]["volumes"] for name in OURS)
    assert "VAR_DIR=/var/lib/fulian" in DOCKERFILE


def test_the_image_has_the_packages_of_the_environment():
    apt = re.search(r"--no-install-recommends\s+(.*?)\s+&&", DOCKERFILE).group(1).split()
    assert apt == RUNTIME_PACKAGES


def test_the_image_installs_the_lock_and_does_not_run_as_root():
    lines = DOCKERFILE.splitlines()
    assert "RUN pip install --require-hashes -r requirements.lock" in lines
    assert "USER fulian" in lines
    assert "SECRET_KEY" not in DOCKERFILE


def test_the_image_starts_the_web_server_that_compose_starts():
    command = json.loads(re.search(r"^CMD (.*)$", DOCKERFILE, re.MULTILINE).group(1))
    assert command == SERVICES["web"]["command"]


def test_the_proxy_asks_the_web_service_and_tells_it_who_asked():
    assert f"set $portal http://web:{SERVICES['web']['environment']['PORT']};" in NGINX
    for header in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto https"):
        assert f"proxy_set_header {header};" in NGINX
