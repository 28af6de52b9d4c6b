"""Looking is an act too. A case knows who opened it (CaseLook: its handler reads that); the portal-wide log knows that somebody
looked at, or took out, confidential things, but not at which."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record_access
from fulian.core.exceptions import Refused
from rights.choices import Look, RevealReason, StepKind
from rights.models import Case, CaseLook, CaseStep

KIND = "rights.case"


def _looked(case: Case, what: Look, *, by: Any, why: str = "") -> None:
    CaseLook.objects.create(case=case, what=what, why=why, by=by)
    record_access(str(what.label), by=by, kind=KIND, reason=str(RevealReason(why).label) if why else "")


@transaction.atomic
def note_look(*, case: Case, by: Any, whole: bool = False) -> None:
    """`whole`: with names and telephone numbers in full, to correct them."""
    _looked(case, Look.EDIT if whole else Look.PAGE, by=by)


def note_list(*, by: Any) -> None:
    record_access("查看求助登记列表", by=by, kind=KIND)


@transaction.atomic
def reveal_case(*, case: Case, why: str, words: str = "", by: Any) -> Case:
    """Names and telephone numbers in full. What she typed as her reason may itself say something: it goes, encrypted, into the
    case's own timeline, where its handler reads it; the log keeps the kind of reason."""
    if why == RevealReason.OTHER and not words.strip():
        raise Refused("请说明为什么要看完整信息。", field="words")
    _looked(case, Look.WHOLE, by=by, why=why)
    label = RevealReason(why).label
    text = f"{label}：{words.strip()}" if words.strip() else str(label)
    CaseStep.objects.create(case=case, kind=StepKind.REVEALED, on=timezone.localdate(), text=text, by=by)
    return case


def note_export(*, why: str, by: Any) -> None:
    record_access("导出求助登记", by=by, kind=KIND, reason=str(RevealReason(why).label))
