"""One interceptor at many burnout speeds, each with its reach tables, and the least of them that will do."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.errors import NoSolution
from midcourse.interceptors.reach_table import flown_table
from midcourse.interceptors.reference_flight import Burnout, burnout, with_dead_mass
from midcourse.reach import ReachTable

NO_LIMIT_S = 3_000.0  # longer than any flight to a missile on its way
MOST_DEAD_KG = 3_000.0
STEP_M_S = 150.0
SAMPLES = 10
JUMP_S = 40.0  # last launches of neighbours further apart than this: what lies between is flown
HALVINGS = 5
THREADS = 2


class Rung(NamedTuple):
    """An interceptor with one dead mass: its reference flight, and reach tables.

    `usual` is flown as far as the longest of the limits that are asked for, `unlimited` to `NO_LIMIT_S`.
    """

    dead_kg: float
    reference: Burnout
    usual: ReachTable
    unlimited: ReachTable

    def table(self, limit_s: float | None) -> ReachTable:
        """Return the table for a limit of the flight time; None for none."""
        return self.unlimited if limit_s is None else self.usual._replace(limit_s=limit_s)


class Least(NamedTuple):
    """The least burnout speed that will do; `bound`: even the slowest will, and it may be less."""

    speed_m_s: float
    bound: bool


def at_full_burn(interceptor: Interceptor, limit_s: float) -> Interceptor:
    """Return an interceptor that burns all it has and may fly for so long."""
    return interceptor.model_copy(update={"energy_management": "none", "flight_time_limit_s": limit_s})


@lru_cache(maxsize=8)
def ladder(interceptor: Interceptor, limit_s: float, step_m_s: float = STEP_M_S) -> tuple[Rung, ...]:
    """Fly an interceptor at many burnout speeds.

    Args:
        interceptor: catalogue entry; its dead mass is varied between nought and 3 t, and it always burns all it has.
        limit_s: longest limit of the flight time that will be asked for.
        step_m_s: between burnout speeds.

    Returns:
        rungs, the slowest first; those that have no reference flight are left out.
    """
    speeds = {}
    for dead_kg in [0.0, *np.geomspace(20.0, MOST_DEAD_KG, SAMPLES).tolist()]:
        try:
            speeds[dead_kg] = burnout(with_dead_mass(interceptor, dead_kg)).speed_m_s
        except NoSolution:
            break
    if len(speeds) < 2:
        return ()
    masses, found = np.array(list(speeds)), np.array(list(speeds.values()))
    count = max(2, math.ceil((found[0] - found[-1]) / step_m_s) + 1)
    asked = np.interp(np.linspace(found[-1], found[0], count), found[::-1], masses[::-1])
    with ThreadPoolExecutor(THREADS) as pool:
        return tuple(pool.map(lambda dead_kg: rung(interceptor, float(dead_kg), limit_s), asked))


@lru_cache(maxsize=512)
def rung(interceptor: Interceptor, dead_kg: float, limit_s: float) -> Rung:
    """Fly an interceptor with one dead mass, see `Rung`."""
    made = with_dead_mass(interceptor, dead_kg)
    usual, unlimited = (flown_table(at_full_burn(made, limit)) for limit in (limit_s, NO_LIMIT_S))
    return Rung(dead_kg, burnout(made), usual, unlimited)


def least_speed(
    rungs: Sequence[Rung],
    lasts_s: Sequence[float],
    last_launch_s: Callable[[Rung], float],
    between: Callable[[float], Rung],
    launch_s: float,
) -> Least | None:
    """Return the least burnout speed with which a launch at a time still meets its target.

    Args:
        rungs: from `ladder`.
        lasts_s: the last launch that meets it, of each rung; NaN where none does.
        last_launch_s: the same of any other rung.
        between: the rung of a dead mass, see `rung`: where the last launch jumps it is flown.
        launch_s: time of launch.

    Returns:
        Least, between two rungs linear in the last launch; None where even the fastest does not do.

    Validity: within 10 m/s of a ladder with a quarter of the step.
    """
    lasts = np.array(lasts_s)
    lasts = np.maximum.accumulate(np.where(np.isnan(lasts), -np.inf, lasts))
    will = np.flatnonzero(lasts >= launch_s)
    if will.size == 0:
        return None
    i = int(will[0])
    if i == 0:
        return Least(rungs[0].reference.speed_m_s, True)
    slower, faster, low, high = rungs[i - 1], rungs[i], float(lasts[i - 1]), float(lasts[i])
    for _ in range(HALVINGS):
        if high - low < JUMP_S:
            break
        middle = between(0.5 * (slower.dead_kg + faster.dead_kg))
        last = last_launch_s(middle)
        last = low if math.isnan(last) else min(max(last, low), high)
        if last >= launch_s:
            faster, high = middle, last
        else:
            slower, low = middle, last
    share = (launch_s - low) / (high - low) if math.isfinite(low) else 1.0
    speeds = slower.reference.speed_m_s, faster.reference.speed_m_s
    return Least(speeds[0] + share * (speeds[1] - speeds[0]), False)
