"""Asks the portal in this container for its sign-in page, as the proxy would. Standard library only."""

import os
import sys
import urllib.request


def healthy() -> bool:
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].lstrip(".")
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/accounts/sign-in/"
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=8) as page:
            return page.status == 200
    except OSError as problem:
        print(problem, file=sys.stderr)
        return False


if __name__ == "__main__":
    sys.exit(0 if healthy() else 1)
