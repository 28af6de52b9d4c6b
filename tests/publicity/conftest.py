import pytest
import time_machine


@pytest.fixture(autouse=True)
def _today(request):
    """A Wednesday morning; not where other processes, which know only the real clock, take part."""
    if "celery_processes" in request.fixturenames or "live_server" in request.fixturenames:
        yield
        return
    with time_machine.travel("2025-07-02 10:00+08:00", tick=False):
        yield
