"""How everything is timed: all rows of a comparison in one process, in turns, in its CPU time; medians."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

SHORTEST_S = 4e-3  # a row is called until so much has gone by: the clock ticks in microseconds


class Row(NamedTuple):
    """One thing timed.

    `count` is how many of its unit a call does. `peer` names whose it is, empty for ours; of several rows of one peer
    the quickest that is good enough stands on the page. `error` is compared with the table's limit, `note` is printed
    in its place where there is no number. `flop` is what one unit takes, where it was counted.
    """

    name: str
    count: int
    call: Callable[[], Any]
    peer: str = ""
    error: float = math.nan
    note: str = ""
    flop: float = math.nan


def turns(rows: Sequence[Row], rounds: int) -> list[list[float]]:
    """Call every row once a round, in turns; CPU seconds of one unit, a list of rounds for each row."""
    out: list[list[float]] = [[] for _ in rows]
    for _ in range(rounds):
        for row, spent in zip(rows, out, strict=True):
            begin = time.process_time()
            calls = 0
            while calls == 0 or time.process_time() - begin < SHORTEST_S:
                row.call()
                calls += 1
            spent.append((time.process_time() - begin) / (calls * row.count))
    return out


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Return lower quartile, median and upper quartile, linear between values."""
    ranked = sorted(values)

    def at(share: float) -> float:
        place = share * (len(ranked) - 1)
        low = int(place)
        high = min(low + 1, len(ranked) - 1)
        return ranked[low] + (place - low) * (ranked[high] - ranked[low])

    return at(0.25), at(0.5), at(0.75)


def table(
    title: str,
    said: str,
    unit: str,
    rows: Sequence[Row],
    rounds: int,
    limit: float = math.inf,
    kind: str = "m",
) -> dict[str, Any]:
    """Time rows in turns and return a table for the page.

    Args:
        title: its heading.
        said: what is compared, in a sentence or two.
        unit: what is counted, as `a flight`.
        rows: what is timed; each has been called before.
        rounds: turns that every row is given.
        limit: the greatest error with which a peer's setting may stand on the page.
        kind: unit of the errors.
    """
    spent = turns(rows, rounds)
    found = []
    for row, seconds in zip(rows, spent, strict=True):
        low, middle, high = quartiles(seconds)
        found.append(
            {"name": row.name, "peer": row.peer, "s": middle, "spread": 0.5 * (high - low) / middle,
             "error": None if math.isnan(row.error) else row.error, "note": row.note,
             "flop": None if math.isnan(row.flop) else row.flop}
        )  # fmt: skip
    return {"title": title, "said": said, "unit": unit, "rows": found, "kind": kind, "load": load(),
            "limit": None if math.isinf(limit) else limit, "rounds": rounds}  # fmt: skip


def load() -> float:
    """Return how many processes wanted a core in the last minute."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else math.nan
