"""Sharing a figure out over places and months, the same way at every loading."""

import random
from collections.abc import Sequence


def spread(total: int, shares: int, rng: random.Random) -> list[int]:
    """`shares` whole numbers that add up to `total`, uneven by up to a third, none negative."""
    if shares <= 0:
        raise ValueError("Nothing to share out to.")
    weights = [2 + rng.random() for _ in range(shares)]
    scale = total / sum(weights)
    parts = [int(weight * scale) for weight in weights]
    for index in rng.sample(range(shares), total - sum(parts)) if total - sum(parts) <= shares else []:
        parts[index] += 1
    return parts


def pick_spread(total: int, slots: Sequence, rng: random.Random) -> list[tuple]:
    """(slot, part) for the slots that get a part above 0."""
    return [(slot, part) for slot, part in zip(slots, spread(total, len(slots), rng), strict=True) if part]
