"""Timing in one process: each thing is done some times, the others in between, and the middle of the times is taken."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the report: ours, the reference, and what we want the ratio to be."""

    what: str
    ours: float  # seconds
    reference: float
    reference_name: str
    goal: str
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.reference


def measure(*actions: Callable[[], object], times: int = 7) -> list[float]:
    """The median seconds of each action, taken in turns after one warming round."""
    for action in actions:
        action()
    taken: list[list[float]] = [[] for _ in actions]
    for _ in range(times):
        for number, action in enumerate(actions):
            gc.collect()
            begun = time.perf_counter()
            action()
            taken[number].append(time.perf_counter() - begun)
    return [statistics.median(seconds) for seconds in taken]
