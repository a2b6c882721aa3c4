"""What is counted over runs: one function a metric."""

from __future__ import annotations

from typing import Any

import numpy as np

from midcourse.campaign.estimate import Estimate, share
from midcourse.campaign.runs import Fought
from midcourse.records import LINKS

# of the first shot at each object, in the summary
FIRST_SHOT = ("launch_s", "intercept_s", "intercept_alt_m", "closing_m_s")


def leakers(fought: Fought) -> np.ndarray:
    """Return the number of leakers of each finished run, in run order."""
    per_chunk = []
    for chunk in fought.chunks:
        per_chunk.append(chunk.fates["leaked"].reshape(len(chunk.batch.runs), -1).sum(axis=1))
    return np.concatenate(per_chunk)


def p_no_leaker(fought: Fought) -> Estimate:
    """Estimate the probability that no warhead gets through."""
    count = leakers(fought)
    return share(int((count == 0).sum()), len(count))


def why_not(fought: Fought) -> dict[str, float]:
    """Return, of the warheads that were not killed, the share that each broken link accounts for."""
    fates = fought.fates
    lost = fates[fates["killed"] == 0]["link"]
    return {LINKS[link]: float((lost == link).mean()) for link in np.unique(lost)}


def summary(fought: Fought) -> dict[str, Any]:
    """Return the numbers that answer a scenario, without any that depend on the machine.

    Args:
        fought: finished runs.

    Returns:
        a dictionary as `summary.json` and `--json` hold it.
    """
    chance = p_no_leaker(fought)
    band = chance.as_dict()
    # every run so far is a run of the nominal world
    band["nominal"] = {key: band[key] for key in ("value", "low", "high", "n")}
    runs = fought.done
    shots = fought.shots
    first = shots["shot"] == 0
    return {
        "runs": runs,
        "objects": len(fought.chunks[0].sky.paths),
        "p_no_leaker": band,
        "expected_leakers": float(leakers(fought).mean()),
        "shots_mean": len(shots) / runs,
        "closed_form": None,
        "why_not": why_not(fought),
        "median_first_seen_s": _median(fought.fates["first_seen_s"]),
        "median_firm_s": _median(fought.fates["firm_s"]),
        **{f"median_{name}": _median(shots[first][name]) for name in FIRST_SHOT},
    }


def _median(values: np.ndarray) -> float | None:
    held = values[~np.isnan(values)]
    return float(np.median(held)) if len(held) else None


def recorded(fought: Fought) -> dict[str, int]:
    """Choose the runs to record: first, median and worst by (leakers, least margin, run number)."""
    rows = []
    for chunk in fought.chunks:
        fates = chunk.fates.reshape(len(chunk.batch.runs), -1)
        margin = np.where(np.isnan(fates["margin"]), np.inf, fates["margin"]).min(axis=1)
        lost = fates["leaked"].sum(axis=1)
        rows += list(zip(lost.tolist(), margin.tolist(), chunk.batch.runs.tolist(), strict=True))
    rows.sort()
    return {"first": min(row[2] for row in rows), "median": rows[len(rows) // 2][2], "worst": rows[-1][2]}
