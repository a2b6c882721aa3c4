"""What share of the warheads gets through, against one input of the raid or of the defence at a time.

All values of an input are fought with the same luck in the same worlds, so that what differs is the input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.analysis.axes import Axis, at_value, defaults_of
from midcourse.campaign.estimate import Estimate, share
from midcourse.campaign.metrics import closed_form, p_no_leaker
from midcourse.campaign.plan import nominal_runs
from midcourse.campaign.runs import fight_all
from midcourse.campaign.shares import band_of_means, hits_chance, mean_share
from midcourse.campaign.tally import first_shots
from midcourse.catalog.flight_counts import record_of
from midcourse.engagement.plans import planned
from midcourse.records import WARHEAD

if TYPE_CHECKING:
    from midcourse.campaign.runs import Fought
    from midcourse.scenario.model import Scenario

Tick = Callable[[int], None]


@dataclass(frozen=True)
class Closed:
    """The second method: share of the warheads that get through, and chance that none does."""

    leak: float
    no_leaker: float


@dataclass(frozen=True)
class Point:
    """What came of one value of one input.

    `x` is where it stands in the picture: the value, or the simulated chance that a first shot kills. `leak` is the
    mean share of a run's warheads that get through; `no_leaker` the share of runs in which none does. None where no
    world could be fought. `programme` is what the integer programme planned to save, and the most that any plan
    could, where the doctrine asks for one. `salvo_by_record` is the chance that one salvo of the first battery kills,
    when nothing is known but its flight tests: the doubt that they leave is common to all shots.
    """

    axis: str
    value: float
    x: float
    missiles: int
    warheads: int
    leak: Estimate | None
    no_leaker: Estimate | None
    closed: Closed | None
    first_shot: Estimate | None
    salvo_by_record: float | None
    shots_mean: float
    programme: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the point as `--json` prints it."""
        return {
            "axis": self.axis,
            "value": self.value,
            "x": self.x,
            "missiles": self.missiles,
            "warheads": self.warheads,
            "leak": None if self.leak is None else self.leak.as_dict(),
            "p_no_leaker": None if self.no_leaker is None else self.no_leaker.as_dict(),
            "closed_form": None
            if self.closed is None
            else {"leak": self.closed.leak, "p_no_leaker": self.closed.no_leaker, **self.disagreement()},
            "first_shot": None if self.first_shot is None else self.first_shot.as_dict(),
            "salvo_by_record": self.salvo_by_record,
            "shots_mean": self.shots_mean,
            "programme": self.programme,
        }

    def disagreement(self) -> dict[str, float | None]:
        """Return simulated less closed form, in the nominal world."""
        found: dict[str, float | None] = {"disagreement_leak": None, "disagreement_p_no_leaker": None}
        if self.closed is None:
            return found
        if self.leak is not None and self.leak.nominal is not None:
            found["disagreement_leak"] = self.leak.nominal["value"] - self.closed.leak
        if self.no_leaker is not None and self.no_leaker.nominal is not None:
            found["disagreement_p_no_leaker"] = self.no_leaker.nominal["value"] - self.closed.no_leaker
        return found


def ready(
    scenario: Scenario, chosen: Sequence[tuple[Axis, tuple[float, ...] | None]]
) -> list[tuple[Axis, float, Scenario]]:
    """Make the scenario of every point before any is fought.

    Args:
        scenario: checked scenario.
        chosen: axes with their values, None for the usual ones.

    Returns:
        axis, value and scenario of each point.

    Raises:
        ScenarioError: a value that the scenario cannot take.
    """
    found = []
    for axis, values in chosen:
        for value in defaults_of(axis, scenario) if values is None else values:
            found.append((axis, value, at_value(scenario, axis, value)))
    return found


def runs_in_all(points: int, runs: int, worlds: int) -> int:
    """Return how many runs so many points take, those of the nominal world included."""
    return points * (runs + (nominal_runs(runs) if worlds else 0))


def leakage(
    points: Sequence[tuple[Axis, float, Scenario]],
    runs: int,
    worlds: int,
    seed: int,
    jobs: int | None = None,
    tick: Tick = lambda _: None,
) -> Iterator[Point]:
    """Fight every point; ends early where the work is interrupted, with the points that are whole.

    Args:
        points: as `ready` makes them.
        runs: of each point.
        worlds: over how many worlds of doubt; 0 for the nominal one alone.
        seed: of all luck and doubt, the same for all points.
        jobs: threads; the number of cores where None.
        tick: called with the number of runs that have just been finished.

    Yields:
        Point, one after the other.

    Raises:
        NoSolution: without worlds of doubt, a missile cannot reach its aim point.
    """
    for axis, value, scenario in points:
        fought = fight_all(scenario, runs, seed, jobs, tick=tick, count=worlds)
        if not fought.complete:
            return
        yield _point(axis, value, scenario, fought)


def _point(axis: Axis, value: float, scenario: Scenario, fought: Fought) -> Point:
    warheads = sum(item.count * item.warheads for item in scenario.raid)
    home = _shares(fought.rows("fates", nominal=True)) if fought.parts(nominal=True) else None
    leak = None
    if fought.done:
        leak = _leak(fought, home)
    first = first_shots(fought.rows("shots", nominal=True))
    hit = share(int((first["hit"] == 1).sum()), len(first)) if len(first) else None
    told = closed_form(fought, scenario)
    closed = None
    if told is not None and told["p_no_leaker"] is not None:
        closed = Closed(told["expected_leakers"] / warheads, told["p_no_leaker"])
    x = value
    if axis.name == "kill-probability":
        x = value if hit is None else hit.value
    return Point(
        axis.name,
        value,
        x,
        sum(item.count for item in scenario.raid),
        warheads,
        leak,
        p_no_leaker(fought) if fought.done else None,
        closed,
        hit,
        _by_record(scenario),
        len(fought.shots) / fought.done if fought.done else 0.0,
        planned(fought.rows("plans", nominal=True), sum(one.runs for one in fought.parts(nominal=True))),
    )


def _by_record(scenario: Scenario) -> float | None:
    # of the first battery, the chance that a salvo kills when all that is known are the flight tests
    counts = record_of(scenario.batteries[0].interceptor) if scenario.batteries else None
    if counts is None:
        return None
    a, b = counts.hits + 0.5, counts.attempts - counts.hits + 0.5
    return 1.0 - float(hits_chance(a, b, scenario.doctrine.salvo)[0])


def _shares(fates: np.ndarray) -> np.ndarray:
    # share of the warheads that leaked, one a run
    rows = fates[fates["kind"] == WARHEAD]
    _, at = np.unique(rows["run"], return_inverse=True)
    found: np.ndarray = np.bincount(at, weights=rows["leaked"]) / np.bincount(at)
    return found


def _leak(fought: Fought, home: np.ndarray | None) -> Estimate:
    fates = fought.fates
    found = mean_share(_shares(fates))
    nominal = None
    if home is not None and len(home):
        alone = mean_share(home)
        nominal = {"value": alone.value, "low": alone.low, "high": alone.high, "n": alone.n}
    doubt = None
    if fought.worlds:
        runs = np.unique(fates["run"])
        by_world = _shares(fates), runs % len(fought.worlds)
        groups = [by_world[0][by_world[1] == world] for world in np.unique(by_world[1])]
        band = band_of_means(groups)
        doubt = None if band is None else {"low": band[0], "high": band[1], "worlds": len(groups)}
    return replace(found, doubt=doubt, nominal=nominal)
