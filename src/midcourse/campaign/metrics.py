"""What is counted over runs: one function a metric."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.campaign.estimate import Estimate, band, share
from midcourse.campaign.one_shot import one_shot
from midcourse.campaign.runs import Fought
from midcourse.campaign.swings import Swing, swings
from midcourse.engagement.closed_form import no_leaker
from midcourse.engagement.factors import factors
from midcourse.engagement.run import Result, battery_of
from midcourse.records import LINKS, WARHEAD

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario

# of the first shot at each object, in the summary
FIRST_SHOT = ("launch_s", "intercept_s", "intercept_alt_m", "closing_m_s")


def leakers(chunks: Iterable[Result]) -> np.ndarray:
    """Return the number of leakers of each finished run, chunk by chunk."""
    counts = [chunk.fates["leaked"].reshape(len(chunk.batch.runs), -1).sum(axis=1) for chunk in chunks]
    return np.concatenate([np.zeros(0, dtype=np.int64), *counts])


def p_no_leaker(fought: Fought) -> Estimate:
    """Estimate the probability that no warhead gets through, with the band over worlds and the nominal world."""
    count = leakers(fought.chunks)
    chance = share(int((count == 0).sum()), len(count))
    home = leakers(fought.nominal) if fought.worlds else count
    nominal = None
    if len(home):
        alone = share(int((home == 0).sum()), len(home)).as_dict()
        nominal = {key: alone[key] for key in ("value", "low", "high", "n")}
    if not fought.worlds:
        return replace(chance, nominal=nominal)
    world = np.concatenate([chunk.batch.runs for chunk in fought.chunks]) % len(fought.worlds)
    numbers = np.bincount(world, minlength=len(fought.worlds))
    kept = np.bincount(world, weights=count == 0, minlength=len(fought.worlds))
    found = band(kept[numbers > 0], numbers[numbers > 0])
    doubt = None if found is None else {"low": found[0], "high": found[1], "worlds": int((numbers > 0).sum())}
    return replace(chance, doubt=doubt, nominal=nominal)


def why_not(fought: Fought) -> dict[str, float]:
    """Return, of the warheads that were not killed, the share that each broken link accounts for."""
    fates = fought.fates
    lost = fates[(fates["killed"] == 0) & (fates["kind"] == WARHEAD)]["link"]
    return {LINKS[link]: float((lost == link).mean()) for link in np.unique(lost)}


def closed_form(fought: Fought, scenario: Scenario) -> dict[str, float] | None:
    """Work the chance of no leaker by the second method, and its distance from the simulated nominal world.

    Args:
        fought: finished runs; the track's uncertainty and the closing speed are the medians of its shots.
        scenario: the scenario with its stated values.

    Returns:
        `p_no_leaker` and `disagreement` (simulated less closed form); None without runs of the nominal world.
    """
    chunks = fought.nominal if fought.worlds else fought.chunks
    nominal = p_no_leaker(fought).nominal
    if not chunks or nominal is None:
        return None
    batteries = [battery_of(item) for item in scenario.batteries]
    value = no_leaker(scenario, chunks[0].sky, batteries, *_at_intercept(chunks))
    return {"p_no_leaker": value, "disagreement": nominal["value"] - value}


def moved_by(
    fought: Fought, scenario: Scenario, jobs: int | None = None, tick: Callable[[int], None] = lambda _: None
) -> list[Swing]:
    """Return how far each assumed input moves the answer, where doubt was carried and its band is known; else nothing.

    Args:
        fought: finished runs.
        scenario: the scenario with its stated values.
        jobs, tick: as for `swings`.

    Returns:
        Swing, the greatest first.
    """
    found = p_no_leaker(fought) if fought.done else None
    if not fought.complete or not fought.nominal or found is None or found.doubt is None:
        return []
    return swings(scenario, fought.nominal[0].sky, *_at_intercept(fought.nominal), jobs, tick)


def _at_intercept(chunks: Sequence[Result]) -> tuple[float, float]:
    # medians over shots: what the track leaves open at intercept, in m, and the closing speed, in m/s
    shots = np.concatenate([chunk.shots for chunk in chunks])
    return _median(shots["handover_sigma_m"]) or 0.0, _median(shots["closing_m_s"]) or 1.0


def summary(fought: Fought, scenario: Scenario | None = None) -> dict[str, Any]:
    """Return the numbers that answer a scenario, without any that depend on the machine.

    Args:
        fought: finished runs.
        scenario: the scenario that was fought, for the closed form and the test record; without it they stay empty.

    Returns:
        a dictionary as `summary.json` and `--json` hold it.
    """
    runs = fought.done
    if runs == 0:
        return {"runs": 0, "p_no_leaker": None, "why_not": {}}
    shots, fates = fought.shots, fought.fates
    warheads = fates[fates["kind"] == WARHEAD]
    first = shots[(shots["shot"] == 0) & (shots["kind"] == WARHEAD)]
    return {
        "runs": runs,
        "objects": len(fought.chunks[0].sky.paths),
        "p_no_leaker": p_no_leaker(fought).as_dict(),
        "expected_leakers": float(leakers(fought.chunks).mean()),
        "shots_mean": len(shots) / runs,
        "wasted_mean": float((shots["kind"] != WARHEAD).sum()) / runs,
        "rounds_mean": _rounds_mean(shots, runs),
        "closed_form": None if scenario is None else closed_form(fought, scenario),
        "shot": [] if scenario is None else one_shot(fought, scenario),
        "factors": factors(fates, shots),
        "why_not": why_not(fought),
        "median_first_seen_s": _median(warheads["first_seen_s"]),
        "median_firm_s": _median(warheads["firm_s"]),
        **{f"median_{name}": _median(first[name]) for name in FIRST_SHOT},
    }


def _rounds_mean(shots: np.ndarray, runs: int) -> float:
    # rounds in which a run fired
    return (
        len(np.unique(np.stack([shots["run"], shots["round"]], axis=1), axis=0)) / runs if len(shots) else 0.0
    )


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
