"""Taking an import back: all of it or nothing."""

import datetime

import pytest
from django.utils import timezone

from activities.models import Activity, Theme
from activities.services import change_activity
from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Refused
from fulian.core.periods import Month
from fulian.indicators.choices import MonthState
from fulian.indicators.locks import lock_own, set_state
from fulian.ledgers.choices import ImportState
from fulian.ledgers.models import LedgerImport, LedgerKey
from fulian.ledgers.services.undoing import request_undo
from tests.factories.activities import ActivityFactory
from tests.ledgers.books import cells, imported, run_jobs, xlsx
from tests.ledgers.test_importing import HEADING, exported

NEW = ["2026-03-08", "石桥村", "三八宣讲", "主题宣讲", 2, 56]


def undone(importing: LedgerImport) -> LedgerImport:
    request_undo(importing=importing, by=importing.created_by)
    run_jobs()
    importing.refresh_from_db()
    return importing


def test_what_it_made_is_gone_and_can_be_imported_again(cast):
    file = xlsx(("活动台账", [HEADING, NEW]))
    importing = undone(imported(file, by=cast.town_chair))
    assert importing.state == ImportState.UNDONE
    assert (Activity.objects.count(), LedgerKey.objects.count()) == (0, 0)
    assert AuditEvent.objects.filter(event="ledgers.take_back", actor_id=cast.town_chair.pk).count() == 1
    assert imported(file, by=cast.town_chair).counts == {"activities.activities": {"new": 1}}


def test_what_it_changed_is_as_it_was(cast):
    themes = list(Theme.objects.all()[:1])
    activity = ActivityFactory(organization=cast.village, by=cast.village_chair, attendances=30, themes=themes)
    before = Activity.objects.filter(pk=activity.pk).values().get()
    number = cells(exported())[1][0]
    rows = [
        ["编号", "日期", "名称", "主题", "参加人次", "状态", "撤销原因"],
        [number, "2025-03-08", "改了名", "", 99, "已撤销", "重复"],
    ]
    importing = imported(xlsx(("活动台账", rows)), by=cast.town_chair)
    assert Activity.objects.get().is_cancelled
    assert undone(importing).state == ImportState.UNDONE
    assert Activity.objects.filter(pk=activity.pk).values().get() == before
    assert list(Activity.objects.get().themes.all()) == themes


def test_a_row_that_was_changed_since_keeps_the_whole_import(cast):
    importing = imported(xlsx(("活动台账", [HEADING, NEW, ["2026-03-09", *NEW[1:]]])), by=cast.town_chair)
    activity = Activity.objects.order_by("pk").first()
    activity.place = "村部"
    change_activity(activity=activity, by=cast.village_chair)
    importing = undone(importing)
    assert (importing.state, Activity.objects.count()) == (ImportState.DONE, 2)
    assert "导入以后又改过" in importing.message


def test_a_closed_month_keeps_the_whole_import(cast):
    importing = imported(xlsx(("活动台账", [HEADING, NEW])), by=cast.town_chair)
    month = Month(2026, 3)
    lock_own(cast.village, month)
    set_state(organization=cast.village, month=month, state=MonthState.CLOSED, by=cast.district_officer)
    importing = undone(importing)
    assert (importing.state, Activity.objects.count()) == (ImportState.DONE, 1)
    assert "已锁定" in importing.message


def test_after_a_day_it_stays(cast):
    importing = imported(xlsx(("活动台账", [HEADING, NEW])), by=cast.town_chair)
    LedgerImport.objects.update(finished_at=timezone.now() - datetime.timedelta(days=1, minutes=1))
    importing.refresh_from_db()
    with pytest.raises(Refused, match="超过一天"):
        request_undo(importing=importing, by=cast.town_chair)
