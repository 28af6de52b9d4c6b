"""Keeps the secrets of filling links out of the log. Django writes the path of a request that fails, its development server
of every request; a proxy's access log is the proxy's own (its setting stands in docs/deployment.md)."""

import logging
import re
from typing import Any

LOGGERS = ("django.request", "django.server", "django.security.csrf")
SECRET = re.compile(r"(/monitoring/fill/)[^/\s?\"']+")


def without_secret(text: str) -> str:
    return SECRET.sub(r"\1***", text)


def _clean(value: Any) -> Any:
    return without_secret(value) if isinstance(value, str) else value


class HideSecret(logging.Filter):
    """Lets every record pass, its text cleaned."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _clean(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_clean(argument) for argument in record.args)
        return True
