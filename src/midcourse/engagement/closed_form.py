"""The second method beside the simulation: the chance of no leaker from the inputs, in closed form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from midcourse.battle.doctrine import SHOOT_LOOK_SHOOT
from midcourse.battle.threat import threatened
from midcourse.battle.window import latest_launches, opportunities, points
from midcourse.engagement.cumulative import tracked
from midcourse.engagement.salvos import Target, open_by_round, salvos_at
from midcourse.engagement.windows import last_launches
from midcourse.kernels.earth import WGS84
from midcourse.records import THREAT_RADIUS_M, WARHEAD
from midcourse.sensors.infrared import cues
from midcourse.tracking.track import fall

if TYPE_CHECKING:
    from midcourse.battle.decide import Battery
    from midcourse.catalog.model import Interceptor
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

SPENT_PER_MISS = 1.5  # divert per miss over the time left, of guidance with gain 3
MOST_ROUNDS = 100


def kill_chance(
    chances: Sequence[float], geometry: float, common: float, shots: Sequence[float], called_hit: float = 0.0
) -> float:
    """Return the chance that a target is killed by rounds of shots.

    Args:
        chances: chances to pass launch, boost, separation and seeker.
        geometry: chance that a shot that works hits.
        common: share of each failure that strikes all shots alike.
        shots: shots of each round that there is time for; the next is fired only after the last is reported.
        called_hit: chance that a miss is reported as a hit, which ends the rounds.

    Returns:
        chance. With one round prod(1 - c q) (1 - (1 - p)^n), where p is what is left of a shot's own chance.

    Source: Wilkening 2000 for independent shots; the common share as in `intercept`.
    """
    alive, own = 1.0, geometry
    for chance in chances:
        q = 1.0 - chance
        alive *= 1.0 - common * q
        own *= chance / (1.0 - common * q) if chance > 0.0 else 0.0
    killed, open_ = 0.0, 1.0
    for n in shots:
        missed = (1.0 - own) ** n
        killed += open_ * (1.0 - missed)
        open_ *= missed * (1.0 - called_hit) ** n
    return alive * killed


def basket_chance(interceptor: Interceptor, sigma_m: float, closing_m_s: float) -> float:
    """Return the chance that hand-over lies in the seeker's field and the miss within the divert.

    Args:
        interceptor: catalogue entry.
        sigma_m: uncertainty of the track at intercept, one axis.
        closing_m_s: closing speed.

    Returns:
        chance that a miss of two equal normal axes is below both limits.
    """
    kv = interceptor.kill_vehicle
    go_s = kv.acquisition_range_m / closing_m_s
    limit_m = min(
        kv.acquisition_range_m * math.tan(kv.half_field_of_view_rad),
        kv.divert_m_s * go_s / SPENT_PER_MISS,
    )
    return 1.0 - math.exp(-0.5 * (limit_m / sigma_m) ** 2) if sigma_m > 0.0 else 1.0


def recognised(apart: float, threshold: float, warhead: bool = True) -> float:
    """Return the chance that an object is taken for a warhead.

    Args:
        apart: standard deviations by which looks set warheads off from other objects.
        threshold: probability of a warhead from which on it is shot at, the odds being even at first.
        warhead: whether it is one.

    Returns:
        chance, of a normal logarithm of the likelihood ratio with variance apart^2 and mean apart^2 / 2, negative for
        what is no warhead.

    Source: Van Trees 2001, section 2.2, as in `discriminate`.
    """
    if threshold <= 0.0 or threshold >= 1.0:
        return float(threshold <= 0.0)
    odds = math.log(threshold / (1.0 - threshold))
    if apart == 0.0:
        return float(odds <= 0.0)
    mean = 0.5 * apart if warhead else -0.5 * apart
    return 0.5 * math.erfc((odds / apart - mean) / math.sqrt(2.0))


def targets(
    scenario: Scenario, sky: Sky, batteries: Sequence[Battery], weights: np.ndarray, not_before_s: float
) -> list[Target]:
    """Return what may be shot at, how often, and by the battery that meets it first.

    Args:
        scenario: checked scenario.
        sky: what flies.
        batteries: the batteries of the scenario.
        weights: chance that each object is taken for a warhead, shape (objects,).
        not_before_s: earliest launch.

    Returns:
        Target of each object that would come down near a defended place and can be met.
    """
    doctrine = scenario.doctrine
    near = [k for k in np.flatnonzero(weights > 0.0) if _threatens(scenario, sky, int(k))]
    queue_s = doctrine.spacing_s * max(doctrine.salvo * float(weights[near].sum()) - 1.0, 0.0)
    wait_s = doctrine.assessment_delay_s + doctrine.latency_s + 0.5 * queue_s
    found = []
    for k in near:
        start_s, end_s = float(max(sky.burnout_s[k], sky.starts_s[k])), float(sky.ends_s[k])
        state, met = sky.paths[k].state_eci(start_s), np.full(MOST_ROUNDS, np.nan)
        best, first_s = Target(int(k), 0.0, 0, -1), math.inf
        for b, battery in enumerate(batteries):
            launch = np.empty(points(start_s, end_s))
            latest_launches(WGS84, state, start_s, battery.site, battery.table, end_s, launch)
            count = min(opportunities(launch, start_s, not_before_s, wait_s, met), MOST_ROUNDS)
            if count > 0 and battery.stock > doctrine.reserve and met[0] < first_s:
                first_s = float(met[0])
                rounds = count if doctrine.kind == SHOOT_LOOK_SHOOT else 1
                best = Target(int(k), float(weights[k]), rounds, b)
        if best.battery >= 0:
            found.append(best)
    return found


def _threatens(scenario: Scenario, sky: Sky, k: int) -> bool:
    # where its track would fall, a warhead or not, as `decide` sees it
    at_s = float(max(sky.burnout_s[k], sky.starts_s[k]))
    lat, lon, _ = fall(WGS84, at_s, np.array(sky.paths[k].state_eci(at_s)))
    places = np.radians([(place.lat_deg, place.lon_deg) for place in scenario.defended])
    return bool(not math.isnan(lat) and threatened(WGS84, lat, lon, 0.0, places, THREAT_RADIUS_M) == 0.0)


def no_leaker(
    scenario: Scenario, sky: Sky, batteries: Sequence[Battery], sigma_m: float, closing_m_s: float
) -> float:
    """Return the chance that no warhead gets through: the product over warheads of track, recognition, kill.

    What is no warhead takes its share of the stock, in the mean, as far as it is taken for one.

    Args:
        scenario: checked scenario.
        sky: what flies.
        batteries: the batteries of the scenario.
        sigma_m: uncertainty of a track at intercept, one axis.
        closing_m_s: closing speed.

    Returns:
        chance; warheads are taken as independent.
    """
    doctrine = scenario.doctrine
    last_s = last_launches(sky, batteries)
    raid_s = np.array([np.nanmax([-np.inf, *last_s[sky.raid == raid]]) for raid in sky.raid])
    seen = tracked(scenario, sky, raid_s - doctrine.latency_s)
    first_s = float(seen.even_s.min())
    allowed_s = (
        max(_clock_s(scenario, sky, first_s) + doctrine.decision_delay_s, first_s) + doctrine.latency_s
    )
    warhead = sky.kind == WARHEAD
    at_first = tracked(scenario, sky, np.minimum(allowed_s - doctrine.latency_s, raid_s)).apart
    # judged with the looks of the first decision, and again until the last
    taken = np.maximum(
        _taken(at_first, doctrine.threat_probability, warhead),
        _taken(seen.apart, doctrine.threat_probability, warhead),
    )
    aims = targets(scenario, sky, batteries, seen.track * taken, allowed_s)
    chance = 1.0
    for k in np.flatnonzero(warhead):
        own = next((aim for aim in aims if aim.thing == k), None)
        if own is None:
            return 0.0
        interceptor = scenario.batteries[own.battery].interceptor
        chain = interceptor.reliability
        steps = (chain.launch, chain.boost, chain.separation, chain.seeker)
        geometry = basket_chance(interceptor, sigma_m, closing_m_s)
        hit = math.prod(steps) * geometry
        closes = hit * (1.0 - doctrine.hit_called_miss) + (1.0 - hit) * doctrine.miss_called_hit
        mine = [aim for aim in aims if aim.battery == own.battery]
        stock = batteries[own.battery].stock - doctrine.reserve
        opened = open_by_round(mine, stock, doctrine.salvo, closes)
        shots = salvos_at(mine.index(own), mine, opened, stock, doctrine.salvo)
        chance *= own.weight * kill_chance(
            steps, geometry, doctrine.common_cause, shots, doctrine.miss_called_hit
        )
    return chance


def _taken(apart: np.ndarray, threshold: float, warhead: np.ndarray) -> np.ndarray:
    pairs = zip(apart.tolist(), warhead.tolist(), strict=True)
    return np.array([recognised(far, threshold, real) for far, real in pairs])


def _clock_s(scenario: Scenario, sky: Sky, first_s: float) -> float:
    # the clock event when all goes as expected; a named radar is taken for the first that has a track
    clock = scenario.doctrine.clock
    if clock == "lift-off":
        return float(sky.starts_s.min())
    if clock == "satellite":
        space = [item.infrared for item in scenario.sensors if not item.is_radar]
        return float(
            cues(space, sky.nodes, sky.counts, sky.starts_s, sky.burnout_s).first_s.min(initial=np.inf)
        )
    return first_s
