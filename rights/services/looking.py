"""Looking is an act too: who opened, listed or took out something confidential stands in the access log."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record_access
from fulian.core.exceptions import Refused
from rights.choices import RevealReason, StepKind
from rights.models import Case, CaseStep


def note_look(*, case: Case, by: Any, whole: bool = False) -> None:
    """`whole`: with names and telephone numbers in full, to correct them."""
    record_access("打开修改求助登记" if whole else "打开求助登记", by=by, subject=case)


def note_list(*, by: Any) -> None:
    record_access("查看求助登记列表", by=by, kind="rights.case")


@transaction.atomic
def reveal_case(*, case: Case, why: str, words: str = "", by: Any) -> Case:
    """Names and telephone numbers in full. What she typed as her reason may itself say something: it goes, encrypted, into the
    case's own timeline, where its handler reads it; the log keeps the kind of reason."""
    if why == RevealReason.OTHER and not words.strip():
        raise Refused("请说明为什么要看完整信息。", field="words")
    label = RevealReason(why).label
    record_access("查看求助人完整信息", by=by, subject=case, reason=label)
    text = f"{label}：{words.strip()}" if words.strip() else str(label)
    CaseStep.objects.create(case=case, kind=StepKind.REVEALED, on=timezone.localdate(), text=text, by=by)
    return case


def note_export(*, count: int, why: str, by: Any) -> None:
    record_access(f"导出求助登记（{count}件）", by=by, kind="rights.case", reason=RevealReason(why).label)
