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
