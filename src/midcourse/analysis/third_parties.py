"""Over whose country intercepts happen, and in whose what is left of missiles and interceptors comes down."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.analysis.coming_down import TUMBLING_KG_M2, Flown, MissileStage, flown, missile_stages
from midcourse.analysis.onlookers import Onlooker, onlookers
from midcourse.analysis.territory import InCountry, Over, by_country, over
from midcourse.campaign.plan import pieces, sizes
from midcourse.engagement.run import fight
from midcourse.records import ORDER, SHOT
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

Tick = Callable[[int, str], None]
CHUNK = 50  # runs between two looks at Ctrl-C
MOST_FLOWN = 400  # shots of a battery that are flown again


class Outcomes(NamedTuple):
    """What became of each shot, a yes or no for each, shape (shots,).

    `failed` in flight, at a step that the model does not name; `arrived` where the intercept was planned; `killed` a
    warhead; `missed` what arrived and struck nothing, for it missed, or what it was to meet was gone or never there.
    """

    failed: np.ndarray
    arrived: np.ndarray
    killed: np.ndarray
    missed: np.ndarray


class Intercepts(NamedTuple):
    """Intercepts over one country: of all that arrived, with the share of the kills; None where nothing is killed."""

    over: InCountry
    kills_share: float | None


class Found(NamedTuple):
    """What third parties have to do with it; `flights` are the shots that were flown again, `sky` the raid."""

    sky: Sky
    outcomes: Outcomes
    intercepts: tuple[Intercepts, ...]
    missile_stages: tuple[MissileStage, ...]
    flights: tuple[Flown, ...]
    onlookers: tuple[Onlooker, ...]


def third_parties(scenario: Scenario, runs: int, seed: int, tick: Tick = lambda count, what: None) -> Found:
    """Fight a scenario in the nominal world and say what happens over and in which country.

    Args:
        scenario: checked scenario.
        runs: how many.
        seed: of all luck; a run is that of `midcourse run --doubt none`.
        tick: called with how many runs have just been fought, and what comes.

    Returns:
        Found.

    Raises:
        NoSolution: a missile cannot reach its aim point.
    """
    sky = fly_raid(scenario.raid)
    orders, shots = _fought(scenario, sky, runs, seed, tick)
    became = outcomes(scenario, shots)
    tick(0, "flying interceptors again")
    flights = tuple(
        flown(orders[i], scenario.batteries[b], b, bool(became.missed[i]), TUMBLING_KG_M2)
        for b in range(len(scenario.batteries))
        for i in picked(np.flatnonzero(became.arrived & (shots["battery"] == b)))
    )
    tick(0, "looking from abroad")
    seen = onlookers(scenario, sky, flights)
    points = intercepts(shots, orders, became)
    return Found(sky, became, points, missile_stages(scenario, sky), flights, seen)


def outcomes(scenario: Scenario, shots: np.ndarray) -> Outcomes:
    """Say what became of each shot.

    Args:
        scenario: whose batteries shot.
        shots: SHOT rows.

    Returns:
        Outcomes; a shot that had no flight to its aim was never fired, and is none of them.
    """
    reach_m = np.array([item.interceptor.kill_vehicle.hit_miss_m for item in scenario.batteries] or [0.0])
    fired = shots["flight_s"] > 0.0
    failed = fired & (shots["object"] >= 0) & np.isnan(shots["acquired_s"])
    arrived = fired & ~failed
    # whatever was struck: the link of a struck stage says `wrong object`
    struck = arrived & (shots["miss_m"] <= reach_m[shots["battery"]])
    return Outcomes(failed, arrived, shots["hit"] == 1, arrived & ~struck)


def intercepts(shots: np.ndarray, orders: np.ndarray, became: Outcomes) -> tuple[Intercepts, ...]:
    """Return the intercepts over each country, the greatest share first.

    Args:
        shots, orders: SHOT rows and the ORDER rows behind them.
        became: Outcomes of the shots.
    """
    places = [_meeting(shots[i], orders[i]) for i in np.flatnonzero(became.arrived)]
    killed = [one.country for one, hit in zip(places, became.killed[became.arrived], strict=True) if hit]
    return tuple(
        Intercepts(row, killed.count(row.country) / len(killed) if killed else None)
        for row in by_country(places)
    )


def picked(numbers: np.ndarray, most: int = MOST_FLOWN) -> np.ndarray:
    """Return some of many numbers, evenly from the first to the last; all where there are no more than `most`."""
    if len(numbers) <= most:
        return numbers
    return numbers[np.linspace(0, len(numbers) - 1, most).astype(np.int64)]


def _fought(scenario: Scenario, sky: Sky, runs: int, seed: int, tick: Tick) -> tuple[np.ndarray, np.ndarray]:
    size = sizes(scenario, sky, 1)
    size = size._replace(chunk=min(size.chunk, CHUNK))
    orders, shots = [np.zeros(0, dtype=ORDER)], [np.zeros(0, dtype=SHOT)]
    for piece in pieces(scenario, (), runs, seed, size, {}):
        result = fight(scenario, piece.batch, sky)
        orders.append(result.orders[: len(result.shots)])
        shots.append(result.shots)
        tick(len(piece.batch.runs), "fighting")
    fired = np.concatenate(shots)
    by_run = np.argsort(fired["run"], kind="stable")  # the same however the runs are cut into chunks
    return np.concatenate(orders)[by_run], fired[by_run]


def _meeting(shot: np.void, order: np.void) -> Over:
    # a shot at nothing has no intercept: its aim stands for it
    if shot["object"] >= 0:
        place = (shot["intercept_lat_deg"], shot["intercept_lon_deg"], shot["intercept_alt_m"])
    else:
        place = _geodetic(order["aim_ecef_m"])
    return over(float(shot["intercept_s"]), *map(float, place))


def _geodetic(ecef_m: np.ndarray) -> tuple[float, float, float]:
    from midcourse.kernels.earth import WGS84, ecef_to_geodetic

    lat, lon, alt_m = ecef_to_geodetic(WGS84, *map(float, ecef_m))
    return float(np.degrees(lat)), float(np.degrees(lon)), alt_m
