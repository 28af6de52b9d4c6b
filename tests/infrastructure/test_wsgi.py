import pytest

from fulian.wsgi import with_client_address


def _address(environ):
    seen = []
    served = with_client_address(lambda environ, start_response: seen.append(environ["REMOTE_ADDR"]) or [])
    served({"REMOTE_ADDR": "10.0.0.2", **environ}, lambda *answer: None)
    return seen[0]


@pytest.mark.parametrize(
    ("header", "address"),
    [("192.0.2.7", "192.0.2.7"), ("198.51.100.1, 192.0.2.7", "192.0.2.7"), ("", "10.0.0.2")],
)
def test_the_address_is_the_one_that_the_proxy_saw(header, address):
    assert _address({"HTTP_X_FORWARDED_FOR": header}) == address


def test_without_a_proxy_the_address_stays():
    assert _address({}) == "10.0.0.2"
