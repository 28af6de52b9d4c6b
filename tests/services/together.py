"""Several people at the same moment: acts that begin together, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from fulian.core.exceptions import Refused
from tests.services.support import PATIENCE


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each returned, or the refusal that it met, in their order. Any other error is raised here."""
    gate, results, errors = threading.Barrier(len(acts)), [None] * len(acts), []

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(PATIENCE)
            results[place] = act()
        except Refused as refusal:
            results[place] = refusal
        except Exception as error:  # noqa: BLE001  raised again where the test can see it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "it waits for ever: two that wait for each other?"
    if errors:
        raise errors[0]
    return results


def done_or_told(results: Iterable[Any]) -> list[str]:
    """Sorted, where it does not matter which of them won."""
    return sorted("told" if isinstance(result, Refused) else "done" for result in results)
