import socket

import pytest

from tests.conftest import OutsideConnection


def test_sockets_to_other_machines_are_refused():
    with socket.socket() as probe, pytest.raises(OutsideConnection):
        probe.connect(("192.0.2.1", 80))


def test_redis_answers(redis_server):
    import redis

    with redis.Redis(port=redis_server.port) as client:
        assert client.ping() is True


@pytest.mark.services
@pytest.mark.parametrize("transport", ["redis", "filesystem"])
def test_a_worker_process_starts_on_the_test_database_and_dies_when_killed(celery_processes, transport):
    worker = celery_processes.start(transport)
    worker.kill()
    assert worker.child.ended()
