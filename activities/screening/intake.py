"""What becomes of a row of the screening ledgers."""

from typing import Any

from activities.screening import services
from activities.screening.choices import RESULT_COLUMNS, ProgrammeStatus, SessionStatus
from activities.screening.models import Allotment, Programme, Session
from fulian.core.exceptions import Refused
from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Permission
from fulian.ledgers.intake import Row, register_intake

APART = ("status", "cancel_reason")  # changed by an act of their own
RESULTS = ("results_on", *RESULT_COLUMNS)


def take_programme(row: Row, *, by: Any) -> Programme:
    programme = row.fill(row.stored or Programme(), leave=("status",))
    if row.is_new:
        services.open_programme(programme=programme, by=by)
    elif row.changed - {"status"}:
        services.change_programme(programme=programme, by=by)
    if row.get("status") == ProgrammeStatus.CLOSED and programme.is_open:
        services.close_programme(programme=programme, by=by)
    return programme


def take_allotment(row: Row, *, by: Any) -> Allotment:
    """Through the programme, which keeps all of its parts."""
    programme = Programme.objects.select_related("organization").get(pk=row.get("programme_id"))
    if not by.scope(Permission.SCREENING_EDIT).covers(programme.organization.path):
        raise Refused(f"任务由{programme.organization.name}妇联分到各单位，不能由您导入。", field="programme_id")
    organization = row.get("organization")
    if row.stored is not None and {"organization", "programme_id"} & row.changed:
        raise Refused("单位和统计年度不能改：请把编号留空，作为另一行导入。", field="programme_id")
    part = services.Part(organization, row.get("base"), row.get("target"))
    if part.is_empty:
        raise Refused("应检人数和任务数至少填一个。", field="target")
    try:
        services.allot(programme=programme, parts=[part], by=by)
    except Refused as refusal:
        raise Refused(refusal.message, field="target" if refusal.field else None) from refusal
    return Allotment.objects.get(programme=programme, organization=organization)


def take_away(allotment: Allotment, *, by: Any) -> None:
    services.allot(programme=allotment.programme, parts=[services.Part(allotment.organization, None, None)], by=by)


def take_session(row: Row, *, by: Any) -> Session:
    session = row.stored or Session()
    cancels = row.get("status") == SessionStatus.CANCELLED and not (row.stored and row.stored.is_cancelled)
    row.fill(session, leave=(*APART, *RESULTS))
    if row.is_new:
        if session.programme_id is None:
            session.programme = _programme(row, session)
        session = services.record_session(session=session, by=by, anyway=True)
    elif row.changed - {*APART, *RESULTS}:
        session = services.change_session(session=session, by=by)
    if row.changed & {*RESULTS} and any(row.get(name) is not None for name in RESULTS):
        _enter_results(row, session, by=by)
    if cancels:
        if not row.get("cancel_reason"):
            raise Refused("已撤销的筛查要写撤销原因。", field="cancel_reason")
        session = services.cancel_session(session=session, by=by, reason=row.get("cancel_reason"))
    return session


def _enter_results(row: Row, session: Session, *, by: Any) -> None:
    if row.get("results_on") is None:
        raise Refused("有结果的，请填“结果截至”是哪一天。", field="results_on")
    results = {name: row.get(name) for name in RESULT_COLUMNS}
    services.enter_results(session=session, results=results, results_on=row.get("results_on"), by=by)


def _programme(row: Row, session: Session) -> Programme:
    """The one of the organizations above it that holds the day."""
    key = ("programme", session.organization.path, session.day)
    if key not in row.cache:
        above = Programme.objects.filter(organization__path__in=ancestor_paths(session.organization.path))
        row.cache[key] = above.on(session.day).first()
    if row.cache[key] is None:
        raise Refused("这一天不在任何两癌筛查年度里，请区妇联先建立统计年度。", field="day")
    return row.cache[key]


register_intake(
    "screening.programmes",
    permission=Permission.SCREENING_EDIT,
    take=take_programme,
    related=("allotments",),
    like=("organization", "starts_on"),
)
register_intake(
    "screening.allotments",
    permission=Permission.SCREENING_EDIT,
    take=take_allotment,
    remove=take_away,
    like=("organization", "programme_id"),
)
register_intake(
    "screening.sessions",
    permission=Permission.SCREENING_EDIT,
    take=take_session,
    days=("day",),
    like=("organization", "day", "hospital"),
)
