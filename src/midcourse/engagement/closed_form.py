"""The second method beside the simulation: the chance of no leaker from the inputs, in closed form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.battle.doctrine import SHOOT_LOOK_SHOOT
from midcourse.battle.window import latest_launches, opportunities, points
from midcourse.engagement.cumulative import tracked
from midcourse.engagement.windows import last_launches
from midcourse.kernels.earth import WGS84
from midcourse.records import WARHEAD
from midcourse.sensors.infrared import cues

if TYPE_CHECKING:
    from midcourse.battle.decide import Battery
    from midcourse.catalog.model import Interceptor
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

SPENT_PER_MISS = 1.5  # divert per miss over the time left, of guidance with gain 3
MOST_ROUNDS = 100


class Term(NamedTuple):
    """What the closed form takes of one warhead: shots a round, rounds that there is time for, and the shooter."""

    shots: int
    rounds: int
    battery: int


def kill_chance(
    chances: Sequence[float],
    geometry: float,
    common: float,
    shots: int,
    rounds: int = 1,
    called_hit: float = 0.0,
) -> float:
    """Return the chance that a target is killed by rounds of shots.

    Args:
        chances: chances to pass launch, boost, separation and seeker.
        geometry: chance that a shot that works hits.
        common: share of each failure that strikes all shots alike.
        shots: shots a round.
        rounds: rounds that there is time for; the next is fired only after the last is reported.
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
    missed = (1.0 - own) ** shots
    again = missed * (1.0 - called_hit) ** shots
    return alive * (1.0 - missed) * sum(again**i for i in range(rounds))


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


def recognised(apart: float, threshold: float) -> float:
    """Return the chance that a warhead is taken for one.

    Args:
        apart: standard deviations by which its looks set it off from other objects.
        threshold: probability of a warhead from which on it is shot at, the odds being even at first.

    Returns:
        chance, of a normal logarithm of the likelihood ratio with mean apart^2 / 2 and variance apart^2.

    Source: Van Trees 2001, section 2.2, as in `discriminate`.
    """
    if threshold <= 0.0 or threshold >= 1.0:
        return float(threshold <= 0.0)
    odds = math.log(threshold / (1.0 - threshold))
    if apart == 0.0:
        return float(odds <= 0.0)
    return 0.5 * math.erfc((odds / apart - 0.5 * apart) / math.sqrt(2.0))


def terms(scenario: Scenario, sky: Sky, batteries: Sequence[Battery], not_before_s: float) -> list[Term]:
    """Return for every warhead how often it can be shot at, by the battery that meets it first.

    Args:
        scenario: checked scenario.
        sky: what flies.
        batteries: the batteries of the scenario.
        not_before_s: earliest launch.

    Returns:
        Term, warhead by warhead; stock less reserve is dealt out in that order, no shots where it ends.
    """
    doctrine = scenario.doctrine
    left = [max(battery.stock - doctrine.reserve, 0) for battery in batteries]
    wait_s = doctrine.assessment_delay_s + doctrine.latency_s
    found = []
    for k in np.flatnonzero(sky.kind == WARHEAD):
        start_s, end_s = float(sky.burnout_s[k]), float(sky.ends_s[k])
        state, met = sky.paths[k].state_eci(start_s), np.full(MOST_ROUNDS, np.nan)
        best = Term(0, 0, -1)
        first_s = math.inf
        for b, battery in enumerate(batteries):
            launch = np.empty(points(start_s, end_s))
            latest_launches(WGS84, state, start_s, battery.site, battery.table, end_s, launch)
            count = min(opportunities(launch, start_s, not_before_s, wait_s, met), MOST_ROUNDS)
            if count > 0 and left[b] > 0 and met[0] < first_s:
                first_s = float(met[0])
                shots = min(doctrine.salvo, left[b])
                rounds = count if doctrine.kind == SHOOT_LOOK_SHOOT else 1
                best = Term(shots, min(rounds, left[b] // shots), b)
        if best.battery >= 0:
            left[best.battery] -= best.shots * best.rounds
        found.append(best)
    return found


def no_leaker(
    scenario: Scenario, sky: Sky, batteries: Sequence[Battery], sigma_m: float, closing_m_s: float
) -> float:
    """Return the chance that no warhead gets through: the product over warheads of track, recognition, kill.

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
    last_s = last_launches(sky, batteries)[sky.kind == WARHEAD] - doctrine.latency_s
    seen = tracked(scenario, sky, np.where(np.isnan(last_s), -np.inf, last_s))
    first_s = float(seen.even_s.min())
    allowed_s = (
        max(_clock_s(scenario, sky, first_s) + doctrine.decision_delay_s, first_s) + doctrine.latency_s
    )
    chance = 1.0
    for w, term in enumerate(terms(scenario, sky, batteries, allowed_s)):
        if term.battery < 0:
            return 0.0
        interceptor = scenario.batteries[term.battery].interceptor
        chain = interceptor.reliability
        chance *= float(seen.track[w]) * recognised(float(seen.apart[w]), doctrine.threat_probability)
        chance *= kill_chance(
            (chain.launch, chain.boost, chain.separation, chain.seeker),
            basket_chance(interceptor, sigma_m, closing_m_s),
            doctrine.common_cause,
            term.shots,
            term.rounds,
            doctrine.miss_called_hit,
        )
    return chance


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
