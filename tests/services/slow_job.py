"""A kind of job that hangs in its first attempt: loaded by a worker of the tests, to be killed in the middle."""

import time
from pathlib import Path
from typing import Any

from django.db import transaction

from fulian.jobs.registry import handler

HANG_SECONDS = 120


@handler("slow", label="很慢的任务", steps=("开始", "写完"))
def slow(job: Any, progress: Any) -> None:
    folder = Path(job.arguments["folder"])
    progress.step("开始", 10)
    half = folder / f"attempt-{job.attempts}.part"
    half.write_text("half")
    if job.attempts == 1:
        time.sleep(HANG_SECONDS)
    with transaction.atomic():
        progress.assert_current()
        half.rename(folder / "result.txt")
