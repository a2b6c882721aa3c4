"""What is counted over runs: one function a metric."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.campaign.by_world import closed_by_world
from midcourse.campaign.estimate import Estimate, band, share
from midcourse.campaign.one_shot import one_shot
from midcourse.campaign.runs import Fought
from midcourse.campaign.swings import Swing, swings
from midcourse.campaign.tally import FIRST_SHOT, SEEN, Tally
from midcourse.engagement.closed_form import expected
from midcourse.engagement.factors import shares
from midcourse.engagement.plans import planned
from midcourse.engagement.run import battery_of
from midcourse.records import LINKS
from midcourse.scenario.graded import firm_below
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario


def p_no_leaker(fought: Fought) -> Estimate:
    """Estimate the probability that no warhead gets through, with the band over worlds and the nominal world."""
    chance, home = _share(fought.tally), fought.home
    nominal = None
    if len(home.runs):
        alone = _share(home).as_dict()
        nominal = {key: alone[key] for key in ("value", "low", "high", "n")}
    if not fought.worlds:
        return replace(chance, nominal=nominal)
    numbers, kept = fought.tally.by_world(len(fought.worlds))
    found = band(kept[numbers > 0], numbers[numbers > 0])
    doubt = None if found is None else {"low": found[0], "high": found[1], "worlds": int((numbers > 0).sum())}
    return replace(chance, doubt=doubt, nominal=nominal)


def _share(counted: Tally) -> Estimate:
    return share(int((counted.leaked == 0).sum()), len(counted.leaked))


def why_not(fought: Fought) -> dict[str, float]:
    """Return, of the warheads that were not killed, the share that each broken link accounts for."""
    counts: Counter[int] = Counter()
    for (link, _, _), count in fought.tally.lost.items():
        counts[link] += count
    return {LINKS[link]: counts[link] / counts.total() for link in sorted(counts)}


def lost(fought: Fought) -> list[dict[str, Any]]:
    """Return how many warheads were not killed: link, whether taken for no warhead, whether without a track."""
    return [
        {"link": LINKS[link], "taken_for_no_warhead": unlike, "without_track": blind, "warheads": count}
        for (link, unlike, blind), count in sorted(fought.tally.lost.items())
    ]


def hit(fought: Fought) -> list[dict[str, int]]:
    """Return of each object that is a warhead how many were fought, and how many of them got through."""
    counted = fought.tally
    return [
        {"object": k, "fought": n, "leaked": counted.through.get(k, 0)}
        for k, n in sorted(counted.fought.items())
    ]


def closed_form(fought: Fought, scenario: Scenario, jobs: int | None = None) -> dict[str, Any] | None:
    """Work the chance of no leaker by the second method, for the nominal world and for each of the others.

    Args:
        fought: finished runs; the track's uncertainty and the closing speed are the medians of the world's shots.
        scenario: the scenario with its stated values.
        jobs: threads; the number of cores where None.

    Returns:
        of the nominal world `p_no_leaker`, `expected_leakers` and `disagreement` (simulated less closed form, of
        `p_no_leaker`), None without runs of it; and `worlds`, as `closed_by_world` gives them. None where there is
        neither.
    """
    value = through = apart = None
    if len(fought.home.runs):
        batteries = [battery_of(item) for item in scenario.batteries]
        sky = fly_raid(scenario.raid)
        value, through = expected(scenario, sky, batteries, *_at_intercept(fought.home))
        apart = _share(fought.home).value - value
    by_world = closed_by_world(fought, jobs)
    if value is None and not by_world:
        return None
    return {
        "p_no_leaker": value,
        "expected_leakers": through,
        "disagreement": apart,
        "worlds": by_world,
    }


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
    if not _moves(fought):
        return []
    return swings(scenario, fly_raid(scenario.raid), *_at_intercept(fought.home), jobs, tick)


def rests_on(
    fought: Fought, scenario: Scenario, jobs: int | None = None, tick: Callable[[int], None] = lambda _: None
) -> list[Swing]:
    """Return how far each input would move the answer that is held at its stated value for its grade.

    Args:
        fought, jobs, tick: as for `moved_by`.
        scenario: as it was fought, held to a grade.

    Returns:
        Swing, the greatest first; nothing where `moved_by` would have nothing.
    """
    if not scenario.held or not _moves(fought):
        return []
    sky, whole = fly_raid(scenario.raid), firm_below(scenario, None)
    return swings(whole, sky, *_at_intercept(fought.home), jobs, tick, scenario.held)


def _moves(fought: Fought) -> bool:
    # inputs are moved where doubt was carried and its band is known
    found = p_no_leaker(fought) if fought.done and fought.worlds else None
    return fought.complete and found is not None and found.nominal is not None and found.doubt is not None


def _at_intercept(counted: Tally) -> tuple[float, float]:
    # medians over shots: what the track leaves open at intercept, in m, and the closing speed, in m/s
    sigma_m, closing_m_s = float(counted.sigma_m[0]), float(counted.closing_m_s[0])
    return 0.0 if np.isnan(sigma_m) else sigma_m, 1.0 if np.isnan(closing_m_s) else closing_m_s


def summary(fought: Fought, scenario: Scenario | None = None, jobs: int | None = None) -> dict[str, Any]:
    """Return the numbers that answer a scenario, without any that depend on the machine.

    Args:
        fought: finished runs.
        scenario: the scenario that was fought, for the closed form and the test record; without it they stay empty.
        jobs: threads for the closed form; the number of cores where None.

    Returns:
        a dictionary as `summary.json` and `--json` hold it.
    """
    counted = fought.tally
    runs = len(counted.runs)
    if runs == 0:
        return {"runs": 0, "p_no_leaker": None, "why_not": {}}
    return {
        "runs": runs,
        "objects": counted.objects,
        "p_no_leaker": p_no_leaker(fought).as_dict(),
        "expected_leakers": float(counted.leaked.mean()),
        "shots_mean": counted.shots / runs,
        "wasted_mean": counted.wasted / runs,
        "rounds_mean": counted.rounds / runs,
        "closed_form": None if scenario is None else closed_form(fought, scenario, jobs),
        "shot": [] if scenario is None else one_shot(fought, scenario),
        "factors": shares(counted.passed),
        "programme": planned(counted.plans, runs),
        "why_not": why_not(fought),
        "lost": lost(fought),
        "hit": hit(fought),
        **{f"median_{name}": counted.median[name] for name in (*SEEN, *FIRST_SHOT)},
    }


def recorded(fought: Fought) -> dict[str, int]:
    """Choose the runs to record: first, median and worst by (leakers, least margin, run number)."""
    counted = fought.tally
    order = counted.runs[np.lexsort((counted.runs, counted.margin, counted.leaked))]
    return {"first": int(counted.runs.min()), "median": int(order[len(order) // 2]), "worst": int(order[-1])}
