"""Pictures of the demo district for README and docs: a real browser on the real pages.

    python3 tools/boot.py screenshots [--only NAME …] [--into FOLDER]

Uses the database that VAR_DIR or DATABASE_URL names; the demo must be loaded. Signs in through session cookies, the second
factor included, so that no password is typed anywhere.
"""

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fulian.settings")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE, DESKTOP = (390, 844), (1440, 900)
CHROMIUM = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip


def shots() -> list[tuple[str, str, tuple[int, int], str]]:
    """(name, username, size, address)."""
    from django.urls import reverse
    from django.utils import timezone

    from fulian.core.periods import Month
    from fulian.demo.loader import REPLAY_YEAR
    from fulian.demo.places import DISTRICT_CODE, REPLAY_TOWN, place_code
    from fulian.organizations.models import Organization
    from plans.models import Plan

    by_code = {o.code: o for o in Organization.objects.all()}
    district, town, village = by_code[DISTRICT_CODE], by_code[REPLAY_TOWN.code], by_code[place_code(REPLAY_TOWN, 7)]
    plan = Plan.objects.in_force().filter(organization=district, year=timezone.localdate().year).first()
    month = str(Month.of(timezone.localdate()).plus(-1))
    trace = reverse("indicators:figure-trace", args=["ideology.talks", town.pk, str(REPLAY_YEAR)])
    fill = reverse("reports:monthly-report-fill", args=[village.pk, month])
    return [
        ("sign-in-phone", "", PHONE, reverse("accounts:sign-in")),
        ("home-village-phone", "lq08", PHONE, "/"),
        ("home-town-desktop", "lq.zhuxi", DESKTOP, "/"),
        ("home-district-desktop", "qu.zuxuan", DESKTOP, "/"),
        ("home-leader-desktop", "qu.zhuxi", DESKTOP, "/"),
        ("home-rights-desktop", "qu.quanyi", DESKTOP, "/"),
        ("activity-create-phone", "lq08", PHONE, reverse("activities:quick-entry")),
        ("activity-list-phone", "lq08", PHONE, reverse("activities:activity-list")),
        ("activity-list-desktop", "qu.zuxuan", DESKTOP, reverse("activities:activity-list")),
        ("monthly-report-phone", "lq08", PHONE, fill),
        (
            "monthly-overview-desktop",
            "qu.zuxuan",
            DESKTOP,
            reverse("reports:monthly-report-overview", args=[district.pk, month]),
        ),
        ("figure-trace-desktop", "lq.zhuxi", DESKTOP, trace),
        ("plan-desktop", "qu.zhuxi", DESKTOP, plan.get_absolute_url()),
        ("plan-progress-desktop", "qu.zuxuan", DESKTOP, reverse("plans:plan-progress", args=[plan.pk])),
        ("monitoring-desktop", "qu.zuxuan", DESKTOP, reverse("monitoring:overview")),
        ("supervision-desktop", "qu.zuxuan", DESKTOP, reverse("supervision:notice-list")),
        ("summary-desktop", "qu.zuxuan", DESKTOP, summary_of_the_year()),
        ("honour-list-desktop", "lq.zhuxi", DESKTOP, reverse("families:honour-list")),
        ("registers-desktop", "lq.zhuxi", DESKTOP, reverse("registers:register-home")),
        ("organizations-desktop", "qu.guanli", DESKTOP, reverse("organizations:organization-list")),
        ("cases-desktop", "qu.quanyi", DESKTOP, reverse("rights:case-list")),
        *everything_a_federation_does(),
    ]


def everything_a_federation_does() -> list[tuple[str, str, tuple[int, int], str]]:
    """The pages of activities and of what they hang on. The demo has one record of each that shows most."""
    from django.urls import reverse

    from activities.attendance.models import Roll
    from activities.models import Activity, Campaign, GoodsLine
    from activities.screening.models import Programme
    from fulian.inbox.circulars.models import Circular

    visit = Activity.objects.filter(pk__in=GoodsLine.objects.values("activity")).order_by("pk").first()
    roll = Roll.objects.select_related("activity").order_by("pk").first()
    forwarded = Circular.objects.filter(organization__name="柳泉镇").order_by("pk").first()
    return [
        ("menu-phone", "lq01", PHONE, "/#menu"),
        ("calendar-desktop", "qu.zuxuan", DESKTOP, reverse("activities:activity-calendar")),
        ("activity-desktop", "qu.zuxuan", DESKTOP, visit.get_absolute_url()),
        ("campaign-desktop", "qu.zuxuan", DESKTOP, Campaign.objects.get().get_absolute_url()),
        ("sign-up-phone", "", PHONE, roll.public_url),
        ("roll-phone", "lq01", PHONE, roll.get_absolute_url()),
        ("year-picture-desktop", "lq.zhuxi", DESKTOP, reverse("activities:year-picture")),
        ("screening-desktop", "qu.zuxuan", DESKTOP, Programme.objects.latest("starts_on").get_absolute_url()),
        ("roster-desktop", "lq.zhuxi", DESKTOP, reverse("registers:roster")),
        ("directory-phone", "lq.zhuxi", PHONE, reverse("registers:directory")),
        ("ledger-import-desktop", "lq01", DESKTOP, ledger_with_mistakes()),
        ("notice-phone", "lq01", PHONE, forwarded.get_absolute_url()),
        ("notice-answers-desktop", "lq.zhuxi", DESKTOP, reverse("circulars:circular-answers", args=[forwarded.pk])),
        ("information-desktop", "lq.zhuxi", DESKTOP, reverse("publicity:message-list")),
    ]


def ledger_with_mistakes() -> str:
    """A village's own sheet as offices write it, looked through and not taken over; made once."""
    from fulian.accounts.models import User
    from fulian.jobs import services as jobs
    from fulian.jobs.models import JobRun
    from fulian.ledgers.models import LedgerImport
    from fulian.ledgers.services.importing import hand_in

    by = User.objects.get(username="lq01")
    importing = LedgerImport.objects.filter(created_by=by).order_by("pk").first()
    if importing is None:
        content = (
            "石桥村妇联活动台账,,,,,\n日期,种类,名称,地点,场次,参加人次\n2026.11.5,普法宣讲,反家暴法进院落,村口,1,三十余\n"
            "2026.11.9,防火巡查,秋冬防火,南沟,６,18\n11月12日,主题宣讲,微讲堂,活动室,1,26\n2026.11.15,广场舞,晚间排练,广场,1,约20\n合计,,,,9,\n"
        )
        importing = hand_in(content=content.encode("gbk"), wanted="activities.activities", by=by)
        jobs.run(JobRun.objects.about(importing).latest("pk").pk)
    return importing.get_absolute_url()


def summary_of_the_year() -> str:
    """The address of the township's summary of the replayed year: made here when nobody has asked for it yet."""
    import datetime

    from fulian.accounts.models import User
    from fulian.demo.loader import REPLAY_YEAR
    from fulian.demo.places import REPLAY_TOWN
    from fulian.jobs import services as jobs
    from fulian.organizations.models import Organization
    from reports.models import AnnualSummary
    from reports.services.summarising import request_summary

    town = Organization.objects.get(code=REPLAY_TOWN.code)
    summary = AnnualSummary.objects.filter(organization=town, year=REPLAY_YEAR).order_by("-pk").first()
    if summary is None:
        by = User.objects.get(username="lq.zhuxi")
        summary, job = request_summary(
            organization=town, year=REPLAY_YEAR, until=datetime.date(REPLAY_YEAR, 12, 31), by=by
        )
        jobs.run(job.pk)
    return summary.get_absolute_url()


def session_cookie(username: str) -> str:
    """A signed-in session of that person."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django_otp import DEVICE_ID_SESSION_KEY

    from fulian.accounts import sessions
    from fulian.accounts.models import User

    user = User.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[sessions.RENEWED] = int(time.time())
    if device := user.totpdevice_set.filter(confirmed=True).first():
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return session.session_key


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(base: str) -> subprocess.Popen:
    """The portal on that address, once it answers."""
    address = base.removeprefix("http://")
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--insecure", address]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{base}/healthz", timeout=2)  # noqa: S310 our own address
            return server
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    server.terminate()
    raise SystemExit("The portal did not start.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--full", action="store_true", help="whole pages instead of one screen")
    options = parser.parse_args()

    import django

    django.setup()
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    options.into.mkdir(parents=True, exist_ok=True)
    base = f"http://127.0.0.1:{free_port()}"
    server = serve(base)
    arguments = [*CHROMIUM, "--no-sandbox"] if os.geteuid() == 0 else CHROMIUM
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
            for name, username, (width, height), address in shots():
                if options.only and name not in options.only:
                    continue
                context = browser.new_context(
                    viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
                )
                if username:
                    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_cookie(username), "url": base}
                    context.add_cookies([cookie])
                page = context.new_page()
                answer = page.goto(base + address)
                page.screenshot(path=options.into / f"{name}.png", full_page=options.full)
                print(f"{name}: {answer.status if answer else '?'} {address}", flush=True)
                context.close()
            browser.close()
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
