"""One shot of the simulation beside the flight tests of the interceptor that fired it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.campaign.estimate import posterior, share
from midcourse.campaign.runs import Fought
from midcourse.catalog.flight_counts import record_of
from midcourse.records import NO_LAUNCH_WINDOW, SHOT, WARHEAD

if TYPE_CHECKING:
    from midcourse.catalog.model import Interceptor
    from midcourse.scenario.model import Scenario


def one_shot(fought: Fought, scenario: Scenario) -> list[dict[str, Any]]:
    """Compare the share of shots that hit with the test record, interceptor by interceptor, in the nominal world.

    Counted is the first shot to arrive at each warhead: what a later one finds depends on the earlier ones. A test is
    one shot at one target as well. Orders that no flight could meet were not fired and do not count.

    Args:
        fought: finished runs.
        scenario: the scenario that was fought, with its stated values.

    Returns:
        a table for each interceptor of the scenario, with `interceptor` (its id), `works` (its four reliabilities
        multiplied), `p_hit` with Wilson's `low` and `high`, `n` shots, `record` (hits, attempts; mean, low and high
        of the posterior, 90 %), and `parts`: whether `p_hit` lies outside that interval. None where there is no
        record or no shot.
    """
    shots = first_shots(_nominal(fought))
    ids = np.array([item.interceptor.id for item in scenario.batteries])
    fired = ids[shots["battery"]] if len(ids) else np.zeros(0, dtype=str)
    found = {}
    for item in scenario.batteries:
        if item.interceptor.id not in found:
            hits = shots["hit"][fired == item.interceptor.id]
            found[item.interceptor.id] = _row(item.interceptor, int((hits == 1).sum()), len(hits))
    return list(found.values())


def first_shots(shots: np.ndarray) -> np.ndarray:
    """Return of SHOT rows those that were the first to arrive at their warhead."""
    shots = shots[(shots["kind"] == WARHEAD) & (shots["link"] != NO_LAUNCH_WINDOW)]
    shots = shots[np.lexsort((shots["shot"], shots["intercept_s"], shots["object"], shots["run"]))]
    key = np.stack([shots["run"], shots["object"]], axis=1)
    _, first = np.unique(key, axis=0, return_index=True)
    rows: np.ndarray = shots[first]
    return rows


def _nominal(fought: Fought) -> np.ndarray:
    chunks = fought.nominal if fought.worlds else fought.chunks
    rows: np.ndarray = np.concatenate([np.zeros(0, dtype=SHOT), *(chunk.shots for chunk in chunks)])
    return rows


def _row(interceptor: Interceptor, hits: int, n: int) -> dict[str, Any]:
    simulated = share(hits, n) if n else None
    counts = record_of(interceptor)
    tested = None if counts is None else posterior(counts.hits, counts.attempts)
    parts = None
    if simulated is not None and tested is not None:
        parts = not tested.low <= simulated.value <= tested.high
    chain = interceptor.reliability
    return {
        "interceptor": interceptor.id,
        "works": chain.launch * chain.boost * chain.separation * chain.seeker,
        "p_hit": None if simulated is None else simulated.value,
        "low": None if simulated is None else simulated.low,
        "high": None if simulated is None else simulated.high,
        "n": n,
        "record": None if tested is None else tested.as_dict(),
        "parts": parts,
    }
