"""Intervals of shares, salvos and hits against what other programs and closed forms give."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from midcourse.campaign.estimate import LEVEL, posterior, share
from midcourse.campaign.shares import exact, hits_chance, wilson
from midcourse.engagement.closed_form import kill_chance
from midcourse.engagement.salvos import Make, Target, dealt, killed_by_rounds
from midcourse.verification import shipped
from midcourse.verification.row import Case, Change, Row

WAIT_S = 1000.0  # from one round to the next


def rows(change: Change) -> Iterator[Row]:
    """Compare intervals, salvos at several targets, and hits by a record."""
    table = shipped.table("statistics")
    for row in table["intervals"]["rows"]:
        yield from interval_rows(table["intervals"], row)
    for row in table["salvos"]["rows"]:
        yield from salvo_rows(table["salvos"], row)
    for row in table["hits"]["rows"]:
        yield hit_row(table["hits"], row)
    yield from four_shots(table["four_shots"])


def interval_rows(part: Any, row: Sequence[float]) -> Iterator[Row]:
    """Compare the three intervals of one share; ends that the interval of a record closes are not compared."""
    hits, n = int(row[0]), int(row[1])
    case, tolerance = Case(f"statistics interval {hits} of {n}", part["source"]), part["tolerance"]
    ours = share(hits, n)
    record = posterior(hits, n, LEVEL)
    weighed = wilson(hits / n, n)
    pairs = [
        ("Clopper and Pearson", exact(hits, n), row[2:4]),
        ("Wilson", (ours.low, ours.high), row[4:6]),
        ("Wilson, trials not whole", weighed, row[4:6]),
        ("Jeffreys", (record.low, record.high), row[6:8]),
    ]
    for what, found, wanted in pairs:
        for end, one, other in zip(("low", "high"), found, wanted, strict=True):
            if what == "Jeffreys" and hits == {"low": 0, "high": n}[end]:
                continue
            yield case.near(f"{what}, {end}", one, other, tolerance, "1")
    yield case.near("mean of the record", record.mean, row[8], tolerance, "1")


def salvo_rows(part: Any, row: Sequence[float]) -> Iterator[Row]:
    """Compare shots at several targets: all at a time, and each after the report of the one before."""
    chance, shots, targets = float(row[0]), int(row[1]), int(row[2])
    case = Case(f"statistics salvo {chance:g} {shots} at {targets}", part["source"])
    make = [Make(1.0, chance)]
    all_ = [Target(k, 1.0, (1,), (0,), (0.0,)) for k in range(targets)]
    given = dealt(all_, [shots * targets], shots, [chance])
    killed = [killed_by_rounds(make, [0], given[:, k].tolist()) for k in range(targets)]
    one = [Target(0, 1.0, (shots,), (0,), tuple(WAIT_S * i for i in range(shots)))]
    waited = dealt(one, [shots], 1, [chance])[:, 0].tolist()
    spent = sum((1.0 - killed_by_rounds(make, [0], waited[:i])) * waited[i][0] for i in range(len(waited)))
    told = (
        ("a target is killed", killed[0]),
        ("none is left", math.prod(killed)),
        ("number left", targets - sum(killed)),
        ("shots at one, each after a report", spent),
    )
    for (what, ours), wanted in zip(told, row[3:], strict=True):
        yield case.near(what, ours, wanted, part["tolerance"], "1")


def hit_row(part: Any, row: Sequence[float]) -> Row:
    """Compare the chance of so many hits."""
    a, b, shots, hits, wanted = row
    case = Case(f"statistics hits {a:g} {b:g} {shots}", part["source"])
    ours = float(hits_chance(a, b, int(shots))[int(hits)])
    return case.near(f"{hits} hits", ours, wanted, part["tolerance"], "1")


def four_shots(part: Any) -> Iterator[Row]:
    """Compare four shots at 56 % where misses are independent, and show by how much less they are where not."""
    case = Case("statistics four shots", part["source"])
    chain = (1.0, 1.0, 1.0, part["chance"])
    alone = kill_chance(chain, 1.0, 0.0, [part["shots"]])
    yield case.near("killed, no common cause", alone, part["killed"], part["tolerance"], "1")
    shared = kill_chance(chain, 1.0, part["common"], [part["shots"]])
    yield case.apart(
        "by how much a common cause exceeds its ceiling", max(shared - part["most"], 0.0), 1e-12, "1"
    )
