"""What the kinds of work are. Each app registers its own in its tasks.py, found at start-up.

    @handler("summary", label="生成总结", steps=("冻结数据", …), done_url=…, visible=…)
    def make_summary(job, progress): ...

A handler is idempotent: after a crash it is simply run again. It reports by `progress.step(…)`, and makes its last
write in a transaction that begins with `progress.assert_current()`: an attempt that was given up cannot write then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fulian.jobs.models import JobRun
    from fulian.jobs.progress import Progress


@dataclass(frozen=True)
class Kind:
    code: str
    label: str
    run: "Callable[[JobRun, Progress], None]"
    steps: tuple[str, ...] = ()
    done_url: "Callable[[JobRun], str]" = lambda job: ""
    visible: "Callable[[Any, JobRun], bool]" = lambda user, job: False  # to others than who asked for it


def page_of(rows: Any) -> "Callable[[JobRun], str]":
    """`done_url` of a kind whose subject is one of these rows: its own page, as long as it is there."""

    def url(job: "JobRun") -> str:
        subject = rows.filter(pk=job.subject_id).first()
        return subject.get_absolute_url() if subject else ""

    return url


def seen_with(rows: Any, permission: Any) -> "Callable[[Any, JobRun], bool]":
    """`visible` of a kind whose subject is one of these rows: to whom may see the subject."""
    return lambda user, job: rows.visible_to(user, permission).filter(pk=job.subject_id).exists()


KINDS: dict[str, Kind] = {}


def handler(code: str, *, label: str, **options: Any):
    def register(run: "Callable[[JobRun, Progress], None]"):
        if code in KINDS and KINDS[code].run.__qualname__ != run.__qualname__:
            raise ValueError(f"{code} has two handlers")
        KINDS[code] = Kind(code=code, label=label, run=run, **options)
        return run

    return register
