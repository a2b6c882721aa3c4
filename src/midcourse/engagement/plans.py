"""What integer programmes planned, over many runs, beside the most that any plan could have saved."""

from __future__ import annotations

from typing import Any

import numpy as np


def planned(rows: np.ndarray, runs: int) -> dict[str, Any] | None:
    """Sum up the plans of finished runs.

    Args:
        rows: their PLAN rows.
        runs: how many there are.

    Returns:
        `moments`, planned in a run; in the mean of all plans the `value` (threats that the plan was expected to kill,
        weighed by how likely each is a warhead) and its `bound`; `gap`, the greatest share by which a plan stays below
        its bound; `unproved`, plans that ended at the node limit. None where nothing was planned. What waits for its
        window is planned again and again: plans of one run do not add up.
    """
    if not len(rows):
        return None
    short = (rows["bound"] - rows["value"]) / np.maximum(rows["bound"], 1e-12)
    return {
        "moments": len(rows) / runs,
        "value": float(rows["value"].mean()),
        "bound": float(rows["bound"].mean()),
        "gap": float(short.max()),
        "unproved": int((rows["proved"] == 0).sum()),
    }
