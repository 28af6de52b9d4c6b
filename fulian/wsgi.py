"""What gunicorn serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fulian.settings")

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def with_client_address(served: Application) -> Application:
    """Behind the proxy every request comes from the proxy: takes the address that it saw, for locks and the audit log.

    Only the last entry counts: what stands before it was claimed by the browser.
    """

    def serve(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        address = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
        if address:
            environ["REMOTE_ADDR"] = address
        return served(environ, start_response)

    return serve


application = get_wsgi_application()
if os.environ.get("FULIAN_ENV") == "production":
    application = with_client_address(application)
