"""Photos of an activity over a line that breaks: Chromium really offline, an answer lost, the page closed in the middle."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import expect

from activities.models import Activity
from fulian.attachments.models import Attachment, Upload
from fulian.audit.models import AuditEvent
from tests.services.browser import PHONE, axe_violations, leads_on, sideways, sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUICK = "/activities/quick/"
UPLOADS = "**/attachments/uploads/**"
PART = 256 * 1024
LEFT_ON_THE_DEVICE = """() => new Promise(resolve => {
  indexedDB.open("fulian-outbox").onsuccess = opened => {
    const all = opened.target.result.transaction("photos").objectStore("photos").getAllKeys();
    all.onsuccess = () => { opened.target.result.close(); resolve(all.result.length); };
  };
})"""


@pytest.fixture
def phone(page, live_server, cast):
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, cast.village_chair)
    return page


@pytest.fixture
def photo(tmp_path):
    """Several megabytes, as a camera makes them."""
    path = tmp_path / "IMG_张玥.jpg"
    Image.effect_noise((700, 500), 90).resize((2800, 2000), Image.Resampling.NEAREST).save(path, quality=95)
    return path


def choose(page, *paths):
    page.locator("[name=photos]").set_input_files(paths)
    expect(page.locator(".photo-picks img")).to_have_count(len(paths))


def press(page):
    page.get_by_role("button", name="记下", exact=True).click()


def state(page, word):
    return page.locator("[data-outbox] li", has_text=word)


def files(folder=""):
    return sorted(str(p.relative_to(settings.MEDIA_ROOT)) for p in Path(settings.MEDIA_ROOT, folder).rglob("*.*"))


class Line:
    """Lets so many parts of a photo through. What comes after arrives but is not answered, or hangs for ever."""

    def __init__(self, page, parts, *, hangs=False):
        self.page, self.left, self.hangs = page, parts, hangs
        page.route(UPLOADS, self.carry)

    def carry(self, route):
        if route.request.method != "PATCH" or self.left > 0:
            self.left -= route.request.method == "PATCH"
            route.continue_()
        elif not self.hangs:
            if self.left == 0:
                route.fetch()
            self.left -= 1
            route.abort()


def test_a_photo_that_was_cut_off_three_times_is_one_record_one_file_and_one_audit_row_each(
    phone, live_server, cast, photo
):
    context = phone.context
    phone.goto(live_server.url + QUICK)
    phone.evaluate("navigator.serviceWorker.ready.then(found => found.active.state)")
    phone.get_by_text("走访慰问", exact=True).first.click()
    phone.get_by_role("textbox", name="参加人次").fill("26")
    choose(phone, photo)
    assert (sideways(phone), axe_violations(phone)) == (0, [])
    context.set_offline(True)
    press(phone)
    expect(state(phone, "待上传")).to_contain_text("26人次 · 照片1张")
    assert (Activity.objects.count(), Upload.objects.count()) == (0, 0)

    Line(phone, parts=2)  # the third part arrives, and its answer is lost
    with phone.expect_event("requestfailed", lambda request: request.method == "PATCH"):
        context.set_offline(False)
    context.set_offline(True)
    expect(state(phone, "活动已记下，照片还没传完")).to_be_visible()
    upload = Upload.objects.get()
    assert (upload.offset, upload.size < photo.stat().st_size) == (3 * PART, True)  # it was made small on the phone
    assert upload.size > 5 * PART

    phone.unroute(UPLOADS)
    Line(phone, parts=1, hangs=True)
    context.set_offline(False)
    expect(phone.locator("[data-outbox-progress]")).to_contain_text(f"第1张，共1张，{4 * PART * 100 // upload.size}%")
    phone.close()  # in the middle of a part

    context.set_offline(True)
    again = context.new_page()
    again.goto(live_server.url + QUICK)
    expect(state(again, "待上传")).to_contain_text("照片1张")
    context.set_offline(False)
    expect(state(again, "已存服务器")).to_contain_text("走访慰问")

    activity, kept = Activity.objects.get(), Attachment.objects.get()
    assert (activity.attendances, kept.owner_id, kept.created_by) == (26, activity.pk, cast.village_chair)
    assert files() == sorted([kept.file_name, kept.thumbnail_name])
    assert list(AuditEvent.objects.order_by("pk").values_list("event", flat=True)) == [
        "activities.recorded", "attachments.attach",
    ]  # fmt: skip
    assert Upload.objects.get().result == kept.pk
    assert not Path(settings.MEDIA_ROOT, "uploads", upload.stem).exists()
    again.wait_for_function(f"async () => (await ({LEFT_ON_THE_DEVICE})()) === 0")


def test_chosen_photos_outlive_a_mistake_and_one_that_is_no_photo_is_told_without_stopping_the_others(
    phone, live_server, photo, tmp_path
):
    fake = tmp_path / "no-photo.jpg"
    fake.write_bytes(b"<html>not a photo</html>" * 20)
    phone.goto(live_server.url + QUICK)
    choose(phone, fake, photo)
    with leads_on(phone):
        press(phone)
    expect(phone.get_by_role("alert")).to_contain_text("请选一个种类。")
    expect(phone.locator(".photo-picks img")).to_have_count(2)
    phone.get_by_text("走访慰问", exact=True).first.click()
    with leads_on(phone):
        press(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("已记下")
    expect(state(phone, "有冲突")).to_contain_text("第1张：这个文件不是照片")
    assert (sideways(phone), axe_violations(phone)) == (0, [])
    assert (Activity.objects.count(), Attachment.objects.get().owner_id) == (1, Activity.objects.get().pk)
    phone.get_by_role("button", name="知道了").click()
    expect(phone.locator("[data-outbox]")).to_be_hidden()

    with leads_on(phone):  # more of them later, from the page that changes the activity, and without a line
        phone.get_by_role("link", name=re.compile("^补充内容")).click()
    choose(phone, photo)
    Line(phone, parts=0, hangs=True)
    with leads_on(phone):
        phone.get_by_role("button", name="保存修改").click()
    expect(state(phone, "待上传")).to_contain_text("照片1张")
    phone.unroute(UPLOADS)
    phone.reload()
    expect(state(phone, "已存服务器")).to_be_visible()
    assert Attachment.objects.about(Activity.objects.get()).count() == 2
