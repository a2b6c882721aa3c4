"""One shot of the simulation beside the flight tests of the interceptor that fired it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from midcourse.campaign.estimate import posterior, share
from midcourse.catalog.flight_counts import record_of

if TYPE_CHECKING:
    from midcourse.campaign.runs import Fought
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
    counts: dict[str, list[int]] = {}
    for battery, item in enumerate(scenario.batteries):
        n, hits = fought.home.first.get(battery, (0, 0))
        held = counts.setdefault(item.interceptor.id, [0, 0])
        held[0], held[1] = held[0] + n, held[1] + hits
    kinds = {item.interceptor.id: item.interceptor for item in scenario.batteries}
    return [_row(kinds[name], hits, n) for name, (n, hits) in counts.items()]


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
