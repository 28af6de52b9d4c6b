"""Signed-in clients for the benchmarks."""

from django.conf import settings
from django.test import Client

from tools.screenshots import session_cookie


def signed_in(username: str) -> Client:
    client = Client(HTTP_HOST="testserver")
    client.cookies[settings.SESSION_COOKIE_NAME] = session_cookie(username)
    return client
