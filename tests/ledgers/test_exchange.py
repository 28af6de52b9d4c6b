"""The exchange workbook: out of one portal, into another, and out again the same."""

import datetime
import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from activities.models import Activity, Theme
from activities.services import cancel_activity
from families.models import Honour
from families.services import advance_honour, cancel_honour, promote_honour
from fulian.audit.models import AccessEvent, AuditEvent
from fulian.core.exceptions import Refused
from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from fulian.indicators.models import MonthGuard, MonthlyStatement
from fulian.ledgers.models import LedgerKey, PortalSign
from fulian.ledgers.services.exchange import export_exchange, import_now
from fulian.registers.models import Contact, Election, Officer, Product, Talent, Team, Venue, Volunteer
from fulian.registers.services import end, hold_election, void
from reports.models import Decision, MonthlyReport
from reports.services.filing import Entry, file_report, open_report, save_draft
from rights.models import Case, Mediation, RiskCheck, RiskHousehold
from rights.services import add_contact, add_note, advance_case, cancel_assistance, close_household, visit_household
from tests.factories import families, registers, rights
from tests.factories.activities import ActivityFactory
from tests.factories.reports import IndicatorFactory, ManualIndicatorFactory
from tests.ledgers.books import cells, sheets

WHY = "年度移交"
MONTH = Month(2025, 3)
DAY = datetime.date(2025, 3, 20)
ROWS = {
    "阵地台账": 3, "队伍台账": 1, "换届台账": 1, "任职人员台账": 2, "人才台账": 1, "巾帼好货台账": 1, "活动台账": 2, "荣誉台账": 3,
    "矛盾调解台账": 2, "风险排查台账": 1, "重点关注家庭台账": 2, "求助登记台账": 2, "月报补充": 3,
}  # fmt: skip


def exported(organization, year=None, *, confidential=True) -> bytes:
    out = io.BytesIO()
    export_exchange(
        organization=organization, year=year, target=out, confidential=confidential, reason=WHY if confidential else ""
    )
    return out.getvalue()


def rows(content: bytes) -> dict[str, list]:
    return {name: cells(content, name) for name in sheets(content) if name != "说明"}


def a_district_at_work(cast) -> None:
    """One of everything, ended, cancelled and void ones too."""
    by = cast.village_chair
    venue = registers.VenueFactory(
        organization=cast.village, by=by, name="石桥村妇女之家", investment=Decimal("5000.50"), place="村部"
    )
    closed = registers.VenueFactory(organization=cast.village, by=by, name="旧微家")
    end(entry=closed, by=by, day=datetime.date(2024, 9, 1), reason="搬迁", status="delisted")
    wrong = registers.VenueFactory(organization=cast.other_village, by=by, opened_on=None)
    void(entry=wrong, by=by, reason="重复登记")
    registers.TeamFactory(organization=cast.village, by=by, members=40, members_qualifier="over", leader="张玥")
    election = Election(organization=cast.village, held_on=datetime.date(2024, 6, 1), congress="第五次妇女代表大会")
    hold_election(election=election, by=by, elected=[("president", "张玥"), ("exec", "李秀兰")])
    registers.TalentFactory(organization=cast.town, by=cast.town_chair)
    registers.ProductFactory(organization=cast.village, by=by)
    themes = Theme.objects.all()[:2]
    ActivityFactory(
        organization=cast.village,
        by=by,
        themes=themes,
        venue=venue,
        attendances=30,
        place="二楼",
        effect="好。\n都说好。",
    )
    gone = ActivityFactory(organization=cast.far_village, by=by, starts_on=datetime.date(2025, 4, 2), sessions=1200,
                           sessions_qualifier="at_least")  # fmt: skip
    cancel_activity(activity=gone, by=by, reason="下雨没办成")
    farm = families.honour(cast, kind=families.courtyard(), level="town", by=cast.town_chair, grade=families.grade(),
                           features=[families.feature()], note="花园")  # fmt: skip
    promote_honour(
        honour=farm,
        grade=families.grade("premium_household"),
        on=DAY,
        by=cast.town_chair,
        document_number="柳妇〔2025〕3号",
    )
    family = families.nominated(cast)
    advance_honour(honour=family, to="reported", on=DAY, by=by)
    advance_honour(honour=family, to="declined", on=DAY, by=by, reason="名额已满")
    cancel_honour(honour=families.honour(cast, name="李四"), reason="登记错了", by=by)
    rights.mediation(cast)
    cancel_assistance(subject=rights.mediation(cast, kind="land"), reason="登记错了", by=by)
    check = rights.check(cast, households=2)
    first = check.households.first()
    visit_household(household=first, on=DAY, by=by)
    close_household(household=first, on=DAY, reason="矛盾已经化解", by=by)
    case = rights.case(cast, way="petition")
    add_contact(case=case, on=DAY, channel="call", text="又来电话", by=cast.town_rights_officer)
    advance_case(case=case, to="accepted", on=DAY, by=cast.town_rights_officer)
    add_note(case=case, on=DAY, text="联系了派出所\n答应上门", by=cast.town_rights_officer)
    rights.case(cast, answer="已经解答")
    counted, manual = IndicatorFactory(code="test.sessions"), ManualIndicatorFactory(code="test.manual")
    entries = {counted.code: Entry(Quantity.of(12, "over"), "村广播"), manual.code: Entry(Quantity.of(0), "")}
    file_report(organization=cast.village, month=MONTH, by=by, entries=entries)
    draft = open_report(organization=cast.town, month=MONTH, by=cast.town_chair)
    save_draft(report=draft, by=cast.town_chair, entries={manual.code: Entry(None, "", not_applicable=True)})


def wipe() -> None:
    """As a portal that has only the organizations."""
    for model in (
        Case, RiskHousehold, RiskCheck, Mediation, Honour, Activity, Contact, Volunteer, Officer, Election, Team, Venue, Talent,
        Product, Decision, MonthlyReport, MonthlyStatement, MonthGuard, LedgerKey, PortalSign,
    ):  # fmt: skip
        model._base_manager.all().delete()


def test_a_workbook_moves_everything_to_another_portal_and_comes_out_the_same(cast):
    a_district_at_work(cast)
    before = exported(cast.district)
    first = rows(before)
    assert {name: len(first[name]) - 1 for name in ROWS} == ROWS
    wipe()
    assert not any(len(found) > 1 for name, found in rows(exported(cast.district)).items() if name != "词表")
    result, _ = import_now(content=before, by=cast.district_officer, helpers=[cast.rights_officer])
    assert [str(problem) for _, problem in result.problems] == []
    after = rows(exported(cast.district))
    assert after["月报补充"] == first["月报补充"]
    assert after == first
    again, _ = import_now(content=before, by=cast.district_officer, helpers=[cast.rights_officer])
    assert (again.total("new"), again.total("changed"), again.total("wrong")) == (0, 0, 0)
    assert Activity.objects.filter(created_by=cast.district_officer).count() == 2


def test_a_year_has_what_happened_in_it_and_what_there_was(cast):
    a_district_at_work(cast)
    found = rows(exported(cast.district, 2025, confidential=False))
    assert [row[6] for row in found["阵地台账"][1:]] == ["石桥村妇女之家", found["阵地台账"][2][6]] or len(
        found["阵地台账"]
    ) == 3
    assert len(rows(exported(cast.district, 2024, confidential=False))["活动台账"]) == 1
    assert "求助登记台账" not in found
    assert "矛盾调解台账" not in found


def test_confidential_sheets_leave_only_for_a_reason_that_is_written_down(cast, tmp_path):
    rights.case(cast)
    with pytest.raises(Refused, match="理由"):
        export_exchange(organization=cast.district, year=2025, target=io.BytesIO(), confidential=True)
    target = tmp_path / "全区.xlsx"
    call_command(
        "export_ledgers", "--organization", cast.district.code, "--year", "2025", "-o", str(target), "--confidential", "--reason", WHY,
    )  # fmt: skip
    looked = AccessEvent.objects.get()
    assert (looked.what, looked.reason, looked.actor_label) == ("导出保密台账", WHY, "命令行")
    assert AuditEvent.objects.filter(event="ledgers.export", organization_path=cast.district.path).count() == 1
    assert len(cells(target.read_bytes(), "求助登记台账")) == 2


def test_the_shell_imports_in_her_name_within_her_reach(cast, tmp_path, capsys):
    ActivityFactory(organization=cast.village, by=cast.village_chair)
    ActivityFactory(organization=cast.far_village, by=cast.village_chair)
    path = tmp_path / "台账.xlsx"
    path.write_bytes(exported(cast.district, confidential=False))
    wipe()
    with pytest.raises(SystemExit):
        call_command("import_ledger", str(path), "--by", cast.town_chair.username)
    said = capsys.readouterr()
    assert "活动台账：新增1，有问题1" in said.out
    assert "荷塘社区不在您负责的范围" in said.err
    assert [activity.created_by for activity in Activity.objects.all()] == [cast.town_chair]
    with pytest.raises(CommandError, match="没有启用的账号"):
        call_command("import_ledger", str(path), "--by", "nobody")


def test_a_dry_run_of_the_shell_writes_nothing(cast, tmp_path):
    ActivityFactory(organization=cast.village, by=cast.village_chair)
    path = tmp_path / "台账.xlsx"
    path.write_bytes(exported(cast.district, confidential=False))
    wipe()
    call_command("import_ledger", str(path), "--by", cast.district_officer.username, "--dry-run")
    assert not Activity.objects.exists()
    assert not LedgerKey.objects.exists()
