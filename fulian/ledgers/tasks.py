"""What runs in the background: looking an import through, writing it, taking it back."""

from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress
from fulian.jobs.registry import handler
from fulian.ledgers.models import LedgerImport
from fulian.ledgers.services.importing import (
    JOB_APPLY,
    JOB_CHECK,
    STEPS_APPLY,
    STEPS_CHECK,
    apply_import,
    check_import,
)
from fulian.ledgers.services.undoing import JOB_UNDO, STEPS_UNDO, undo_import


def _done_url(job: JobRun) -> str:
    importing = LedgerImport.objects.filter(pk=job.subject_id).first()
    return importing.get_absolute_url() if importing else ""


@handler(JOB_CHECK, label="核对台账", steps=STEPS_CHECK, done_url=_done_url)
def run_check(job: JobRun, progress: Progress) -> None:
    check_import(LedgerImport.objects.get(pk=job.subject_id), progress)


@handler(JOB_APPLY, label="导入台账", steps=STEPS_APPLY, done_url=_done_url)
def run_apply(job: JobRun, progress: Progress) -> None:
    importing = LedgerImport.objects.get(pk=job.subject_id)
    apply_import(importing, progress, keep_doubtful=bool(job.arguments.get("keep_doubtful")))


@handler(JOB_UNDO, label="撤回导入", steps=STEPS_UNDO, done_url=_done_url)
def run_undo(job: JobRun, progress: Progress) -> None:
    undo_import(LedgerImport.objects.get(pk=job.subject_id), progress)
