"""What a side needs for what it wants: warheads or decoys for so many arrivals, interceptors for so many objects."""

from __future__ import annotations

from typing import Any

import numpy as np


def warheads_wanted(wanted: Any, decoys: Any, interceptors: Any, shots: Any, kill: Any) -> Any:
    """Return the warheads W before the shield of which so many arrive: `balance.through` turned round.

    Either every object is met, W (1 - K) = T, or sets run out: W^2 + W (D - K E - T) - T D = 0.

    Args:
        wanted: T, arriving warheads; decoys: D, those taken for warheads.
        interceptors: N; shots: n at each object, E = N / n; kill: K.
    """
    sets = np.asarray(interceptors / shots, dtype=float)
    all_met = wanted / np.maximum(1.0 - kill, 1e-12)
    half = (decoys - kill * sets - wanted) / 2.0
    run_out = -half + np.sqrt(half**2 + wanted * decoys)
    return np.where(all_met + decoys <= sets, all_met, run_out)


def decoys_wanted(wanted: Any, warheads: Any, interceptors: Any, shots: Any, kill: Any) -> Any:
    """Return the decoys taken for warheads with which so many of W warheads arrive; no bound where W are too few.

    W (1 - K E / (W + D)) = T, so D = K E W / (W - T) - W.
    """
    sets = np.asarray(interceptors / shots, dtype=float)
    spare = np.asarray(warheads - wanted, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = kill * sets * warheads / np.where(spare > 0.0, spare, 1.0) - warheads
    return np.where(spare > 0.0, np.maximum(found, 0.0), np.inf)


def interceptors_wanted(warheads: Any, decoys: Any, shots: Any, tolerated: Any) -> Any:
    """Return the interceptors with which at most some warheads have no shots: n (W + D) (1 - T / W)."""
    share = np.maximum(0.0, 1.0 - tolerated / np.maximum(warheads, 1e-9))
    return shots * (warheads + decoys) * share


def arsenal_wanted(wanted: Any, arriving_share: Any, interceptors: Any, shots: Any, kill: Any) -> Any:
    """Return the arsenal A of which so many arrive in reply; A s r come, and s r is `arriving_share`."""
    return warheads_wanted(wanted, 0.0, interceptors, shots, kill) / arriving_share
