"""Under which arsenal a shield upsets a reply: the closed form, a root, and the threshold that was published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from midcourse.strategy.balance.balance import kill_share, through
from midcourse.strategy.race.wanted import arsenal_wanted

NAMES = ("survivable", "reliable", "required-arrivals", "shots", "common-cause", "threshold-interceptors")
PUBLISHED = "wilkening-threshold"


def threshold(c: Mapping[str, Any], hit: Any) -> Any:
    """Return the arsenal A of which the required warheads arrive: (T + K N / n) / (s r), or T / (s r (1 - K)).

    Args:
        c: coefficients of `NAMES`; hit: chance of a hit of one shot.
    """
    kill = kill_share(hit, c["shots"], c["common-cause"])
    share = c["survivable"] * c["reliable"]
    return arsenal_wanted(c["required-arrivals"], share, c["threshold-interceptors"], c["shots"], kill)


def threshold_by_root(c: Mapping[str, float], hit: float) -> float:
    """Return the same by a search for the root of what arrives."""
    from scipy.optimize import brentq

    kill = float(kill_share(hit, c["shots"], c["common-cause"]))
    share = c["survivable"] * c["reliable"]

    def short(arsenal: float) -> float:
        coming = arsenal * share
        met = (c["threshold-interceptors"], c["shots"], kill)
        return float(through(coming, 0.0, *met)) - c["required-arrivals"]

    return float(brentq(short, 0.0, 1e12, xtol=1e-9, rtol=1e-13))
