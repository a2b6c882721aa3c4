"""The second method beside the simulation: no leaker, and the mean of leakers, from the inputs in closed form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.battle.doctrine import looks_again
from midcourse.battle.kill import common_and_own
from midcourse.battle.threat import threatened
from midcourse.battle.window import latest_launches, opportunities, points
from midcourse.engagement.cumulative import tracked
from midcourse.engagement.geometry import geometry
from midcourse.engagement.salvos import Make, Target, dealt, killed_by_rounds
from midcourse.engagement.shared_time import sharing_time
from midcourse.engagement.watch import placed
from midcourse.engagement.windows import last_launches
from midcourse.kernels.earth import WGS84
from midcourse.records import THREAT_RADIUS_M, WARHEAD
from midcourse.sensors.infrared import cues
from midcourse.sensors.radar import FIELDS
from midcourse.tracking.track import fall

if TYPE_CHECKING:
    from midcourse.battle.decide import Battery
    from midcourse.catalog.model import Interceptor
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

SPENT_PER_MISS = 1.5  # divert per miss over the time left, of guidance with gain 3
MOST_ROUNDS = 100
FEW = 30  # among more targets, whether one is there for certain does not tell


def kill_chance(
    chances: Sequence[float], geometry: float, common: float, shots: Sequence[float], called_hit: float = 0.0
) -> float:
    """Return the chance that a target is killed by rounds of shots of one make.

    Args:
        chances: chances to pass launch, boost, separation and seeker.
        geometry: chance that a shot that works hits.
        common: share of each failure that strikes all shots alike.
        shots: shots of each round that there is time for; the next is fired only after the last is reported.
        called_hit: chance that a miss is reported as a hit, which ends the rounds.

    Returns:
        chance. With one round prod(1 - c q) (1 - (1 - p)^n), where p is what is left of a shot's own chance.
    """
    make = Make(*common_and_own(chances, common, geometry))
    return killed_by_rounds([make], [0], [[n] for n in shots], called_hit)


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
    scenario: Scenario,
    sky: Sky,
    batteries: Sequence[Battery],
    weights: np.ndarray,
    not_before_s: np.ndarray,
) -> list[Target]:
    """Return what may be shot at, how often, and by which batteries.

    Args:
        scenario: checked scenario.
        sky: what flies.
        batteries: the batteries of the scenario.
        weights: chance that each object is taken for a warhead, shape (objects,).
        not_before_s: earliest launch at each object, shape (objects,).

    Returns:
        Target of each object that would come down near a defended place and can be met.
    """
    doctrine = scenario.doctrine
    near = [k for k in np.flatnonzero(weights > 0.0) if _threatens(scenario, sky, int(k))]
    asked = doctrine.salvo * float(weights[near].sum())
    stock = [max(battery.stock - doctrine.reserve, 0) for battery in batteries]
    queue_s = [doctrine.spacing_s * max(min(asked, float(held)) - 1.0, 0.0) for held in stock]
    found = []
    for k in near:
        start_s, end_s = float(max(sky.burnout_s[k], sky.starts_s[k])), float(sky.ends_s[k])
        state = sky.paths[k].state_eci(start_s)
        rounds, met = [0] * len(batteries), np.full((len(batteries), MOST_ROUNDS), np.inf)
        for b, battery in enumerate(batteries):
            launch = np.empty(points(start_s, end_s))
            latest_launches(WGS84, state, start_s, battery.site, battery.table, end_s, launch)
            wait_s = doctrine.assessment_delay_s + doctrine.latency_s + 0.5 * queue_s[b]
            count = min(opportunities(launch, start_s, float(not_before_s[k]), wait_s, met[b]), MOST_ROUNDS)
            if count > 0 and stock[b] > 0:
                rounds[b] = count if looks_again(doctrine) else 1
        order = [b for b in np.argsort(met[:, 0], kind="stable").tolist() if rounds[b] > 0]
        if order:
            again_s = met.min(axis=0)[: max(rounds) - 1] + doctrine.assessment_delay_s
            moments = (float(not_before_s[k]) - doctrine.latency_s, *again_s.tolist())
            found.append(Target(int(k), float(weights[k]), tuple(rounds), tuple(order), moments))
    return found


def _threatens(scenario: Scenario, sky: Sky, k: int) -> bool:
    # where its track would fall, a warhead or not, as `decide` sees it
    at_s = float(max(sky.burnout_s[k], sky.starts_s[k]))
    lat, lon, _ = fall(WGS84, at_s, np.array(sky.paths[k].state_eci(at_s)))
    places = np.radians([(place.lat_deg, place.lon_deg) for place in scenario.defended])
    return bool(not math.isnan(lat) and threatened(WGS84, lat, lon, 0.0, places, THREAT_RADIUS_M) == 0.0)


class Expected(NamedTuple):
    """What the closed form expects: the chance of no leaker, and the mean number of leakers."""

    no_leaker: float
    leakers: float


def no_leaker(
    scenario: Scenario, sky: Sky, batteries: Sequence[Battery], sigma_m: float, closing_m_s: float
) -> float:
    """Return the chance that no warhead gets through; arguments as for `expected`."""
    return expected(scenario, sky, batteries, sigma_m, closing_m_s).no_leaker


def expected(
    scenario: Scenario, sky: Sky, batteries: Sequence[Battery], sigma_m: float, closing_m_s: float
) -> Expected:
    """Work out what gets through: of each warhead the product of track, recognition and kill.

    What is no warhead takes its share of the stock, in the mean, as far as it is taken for one. No leaker is the
    product over warheads; none where there are fewer interceptors than warheads.

    Args:
        scenario: checked scenario.
        sky: what flies.
        batteries: the batteries of the scenario.
        sigma_m: uncertainty of a track at intercept, one axis.
        closing_m_s: closing speed.

    Returns:
        Expected; warheads are taken as independent.
    """
    doctrine = scenario.doctrine
    last_s = last_launches(sky, batteries)
    rows = placed(scenario.sensors)
    # once for all three: of many objects it is most of the work
    view = geometry(sky, np.array(rows).reshape(-1, FIELDS)) if rows else None
    crowded = sharing_time(scenario, sky, view)
    raid_s = np.array([np.nanmax([-np.inf, *last_s[sky.raid == raid]]) for raid in sky.raid])
    seen = tracked(crowded, sky, raid_s - doctrine.latency_s, view)
    first_s = float(seen.even_s.min())
    fight_s = max(_clock_s(scenario, sky, first_s) + doctrine.decision_delay_s, first_s)
    # what comes later is decided on when its own track is firm
    decided_s = np.maximum(fight_s, np.where(np.isfinite(seen.even_s), seen.even_s, fight_s))
    warhead = sky.kind == WARHEAD
    at_first = tracked(crowded, sky, np.minimum(decided_s, raid_s), view).apart
    # judged with the looks of the first decision, and again until the last
    taken = np.maximum(
        _taken(at_first, doctrine.threat_probability, warhead),
        _taken(seen.apart, doctrine.threat_probability, warhead),
    )
    aims = targets(scenario, sky, batteries, seen.track * taken, decided_s + doctrine.latency_s)
    stock = _in_time(scenario, batteries, aims, last_s, decided_s + doctrine.latency_s)
    chances = _killed(scenario, aims, stock, sigma_m, closing_m_s)
    killed = [chances.get(int(k), 0.0) for k in np.flatnonzero(warhead)]
    enough = sum(stock) >= len(killed)
    return Expected(math.prod(killed) if enough else 0.0, len(killed) - sum(killed))


def _in_time(
    scenario: Scenario,
    batteries: Sequence[Battery],
    aims: Sequence[Target],
    last_s: np.ndarray,
    first_s: np.ndarray,
) -> list[float]:
    # what each battery may fire, and can, one launch after the other, before its last window closes
    doctrine, found = scenario.doctrine, []
    for b, battery in enumerate(batteries):
        mine = [aim.thing for aim in aims if aim.rounds[b] > 0]
        stock = float(max(battery.stock - doctrine.reserve, 0)) if mine else 0.0
        if mine and doctrine.spacing_s > 0.0:
            span_s = max(
                [0.0, *(last_s[mine] - float(first_s[mine].min()))]
            )  # NaN where there is no last launch
            stock = min(stock, math.floor(span_s / doctrine.spacing_s) + 1.0)
        found.append(stock)
    return found


def _killed(
    scenario: Scenario, aims: Sequence[Target], stock: Sequence[float], sigma_m: float, closing_m_s: float
) -> dict[int, float]:
    # by object, the chance that it is tracked, taken for a warhead and killed
    doctrine = scenario.doctrine
    names: list[str] = []
    makes: list[Make] = []
    own, closes = [], []
    for item in scenario.batteries:
        chain = item.interceptor.reliability
        steps = (chain.launch, chain.boost, chain.separation, chain.seeker)
        geometry = basket_chance(item.interceptor, sigma_m, closing_m_s)
        make = Make(*common_and_own(steps, doctrine.common_cause, geometry))
        name = f"{item.interceptor.id.partition('@')[0]} {make}"
        if name not in names:
            names.append(name)
            makes.append(make)
        own.append(names.index(name))
        hit = make.alive * make.own
        closes.append(hit * (1.0 - doctrine.hit_called_miss) + (1.0 - hit) * doctrine.miss_called_hit)
    found: dict[int, float] = {}
    together = dealt(aims, stock, doctrine.salvo, closes) if len(aims) > FEW else None
    for k, aim in enumerate(aims):
        all_ = dealt(aims, stock, doctrine.salvo, closes, certain=k) if together is None else together
        chance = killed_by_rounds(makes, own, all_[:, k].tolist(), doctrine.miss_called_hit)
        found[aim.thing] = aim.weight * chance
    return found


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
