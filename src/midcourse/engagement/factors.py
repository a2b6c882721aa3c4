"""The chance that a first shot kills, taken apart: which share of the warheads gets past each link."""

from __future__ import annotations

import numpy as np

from midcourse.records import (
    FAILED_IN_FLIGHT,
    NO_LAUNCH_WINDOW,
    NOT_IN_THE_BASKET,
    NOT_JUDGED_A_THREAT,
    WARHEAD,
)

NAMES = ("detect", "track", "decide", "reach", "survive_launch", "basket", "discriminate", "hit")


def factors(fates: np.ndarray, shots: np.ndarray) -> dict[str, float | None]:
    """Return the share of warheads that pass each link, of those that passed the links before.

    Args:
        fates: FATE rows.
        shots: SHOT rows of the same runs.

    Returns:
        the factors in the order of `NAMES`, None where nothing came so far. Their product is the share of warheads
        that the first shot at each kills. They are worked in the order in which things happen: what is taken for no
        warhead (`discriminate`) is sorted out before its path is judged (`decide`).
    """
    return shares(passed(fates, shots))


def shares(counts: np.ndarray) -> dict[str, float | None]:
    """Return the factors from the counts that `passed` gives, which may be added up over runs."""
    return {
        name: int(good) / int(all_) if all_ else None
        for name, (all_, good) in zip(NAMES, counts, strict=True)
    }


def passed(fates: np.ndarray, shots: np.ndarray) -> np.ndarray:
    """Return how many warheads came to each link of `NAMES`, and how many of them passed it, shape (8, 2)."""
    warheads = fates[fates["kind"] == WARHEAD]
    first = _first_shots(warheads, shots)
    link = np.where(first >= 0, shots["link"][first], -1) if len(shots) else np.full(len(warheads), -1)
    unlike = (warheads["link"] == NOT_JUDGED_A_THREAT) & (warheads["margin"] < 0.0)
    clear = (warheads["link"] == NOT_JUDGED_A_THREAT) & ~unlike
    passes = {
        "detect": ~np.isnan(warheads["first_seen_s"]),
        "track": warheads["track"] >= 0,
        "discriminate": ~unlike,
        "decide": ~clear,
        "reach": (first >= 0) & (link != NO_LAUNCH_WINDOW),
        "survive_launch": link != FAILED_IN_FLIGHT,
        "basket": link != NOT_IN_THE_BASKET,
        "hit": shots["hit"][first] == 1 if len(shots) else np.zeros(len(warheads), dtype=np.bool_),
    }
    counts = np.zeros((len(NAMES), 2), dtype=np.int64)
    left = np.ones(len(warheads), dtype=np.bool_)
    for name, good in passes.items():
        counts[NAMES.index(name)] = left.sum(), good[left].sum()
        left = left & good
    return counts


def _first_shots(warheads: np.ndarray, shots: np.ndarray) -> np.ndarray:
    # for each warhead the place of the shot that reached it first, -1 where none was fired at it
    if len(shots) == 0:
        return np.full(len(warheads), -1, dtype=np.int64)
    order = np.lexsort((shots["shot"], shots["intercept_s"], shots["object"], shots["run"]))
    wide = int(max(shots["object"].max(), warheads["object"].max(initial=0))) + 2
    keys, at = np.unique((shots["run"] * wide + shots["object"] + 1)[order], return_index=True)
    wanted = warheads["run"] * wide + warheads["object"] + 1
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, order[at[place]], -1)
