"""A kind of job of the tests' own."""

from collections.abc import Callable, Iterator

import pytest

from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress
from fulian.jobs.registry import KINDS, Kind


@pytest.fixture
def do_job() -> Iterator[Callable]:
    """`do_job(function)` makes the function the handler of jobs of kind "test"."""

    def register(run: Callable[[JobRun, Progress], None], **options) -> None:
        KINDS["test"] = Kind(code="test", label="试一试", run=run, **options)

    register(lambda job, progress: None, steps=("算数", "画图"))
    yield register
    del KINDS["test"]
