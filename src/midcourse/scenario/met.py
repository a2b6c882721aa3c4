"""Makes a missile fly a given range: its inert mass is what gives way."""

from __future__ import annotations

import math
from functools import lru_cache

from midcourse.catalog.model import Missile
from midcourse.kernels.earth import STILL
from midcourse.threats.farthest import HALF_ROUND_M, greatest_range
from midcourse.threats.fly import stack_of
from midcourse.threats.launch import Pad

REFERENCE = Pad(math.radians(45.0), 0.0, 0.0)
"""Where the ranges of the catalogue are measured from: northwards from 45 N, over an Earth that does not turn."""
FACTORS = (0.4, 2.5)
"""How far all inert masses together may be moved; beyond, the missile would be another one."""
CLOSE = 1e-3  # of the range
USUAL_SLOPE = -0.9  # of the logarithm of the range by that of the inert mass
MOST_FLIGHTS = 40


@lru_cache(maxsize=1024)
def meeting(missile: Missile, nominal: Missile) -> tuple[Missile, bool]:
    """Scale the inert mass of all stages by one factor until the missile flies its own `range_m`.

    The range is one with `range_payload_kg`. A missile that carries more or less than that in the scenario meets it
    with as much more or less on top, so that its load can be in doubt and its range still be the one drawn.
    Solved once for the same inputs.

    Args:
        missile: with the stages, payload and range to be met.
        nominal: the same missile without doubt.

    Returns:
        the missile, and whether it was possible. One without a published range keeps that of its nominal stages.
    """
    load = 1.0 if nominal.range_payload_kg is None else nominal.range_payload_kg / nominal.payload_kg
    wanted_m = missile.range_m
    if wanted_m is None:
        wanted_m = _range_m(nominal, 0.0, load)
        if wanted_m >= HALF_ROUND_M:
            # it all but reaches orbit, and there is no range that other stages could be held to
            return missile.model_copy(update={"stages": nominal.stages}), True
    log = _solve(missile, math.log(wanted_m), load)
    return (missile, False) if log is None else (_scaled(missile, log), True)


def nearest_range_m(missile: Missile) -> float:
    """Return, of a missile that no inert mass makes fly its `range_m`, the nearest range that one does.

    Args:
        missile: with its payload and the stages that would be scaled.

    Returns:
        range in m: with the least or the greatest mass allowed, or the last one before the missile reaches orbit.
    """
    load = 1.0 if missile.range_payload_kg is None else missile.range_payload_kg / missile.payload_kg
    wanted_m = math.inf if missile.range_m is None else missile.range_m
    light, heavy = math.log(FACTORS[0]), math.log(FACTORS[1])
    near_m, far_m = _range_m(missile, heavy, load), _range_m(missile, light, load)
    if near_m >= wanted_m or far_m <= wanted_m:
        return near_m if near_m >= wanted_m else far_m
    for _ in range(MOST_FLIGHTS):
        middle = 0.5 * (light + heavy)
        flown_m = _range_m(missile, middle, load)
        if flown_m <= wanted_m:
            heavy, near_m = middle, flown_m
        else:
            light = middle
    return near_m


def _solve(missile: Missile, wanted: float, load: float) -> float | None:
    # the range falls with the mass: secant steps, kept inside a bracket
    low, high = math.log(FACTORS[0]), math.log(FACTORS[1])
    at, slope = 0.0, USUAL_SLOPE
    last: tuple[float, float] | None = None
    for _ in range(MOST_FLIGHTS):
        flown_m = _range_m(missile, at, load)
        gap = math.log(max(flown_m, 1.0)) - wanted
        if abs(gap) < CLOSE and flown_m < HALF_ROUND_M:
            return at
        low, high = (at, high) if gap > 0.0 else (low, at)
        if high - low < 1e-6:
            return None
        if last is not None and flown_m < HALF_ROUND_M and at != last[0]:
            slope = min((gap - last[1]) / (at - last[0]), -0.05)
        last = (at, gap) if flown_m < HALF_ROUND_M else None
        step = at - gap / slope
        at = step if low < step < high else 0.5 * (low + high)
    return None


def _range_m(missile: Missile, log: float, load: float) -> float:
    craft = stack_of(_scaled(missile, log).model_copy(update={"payload_kg": missile.payload_kg * load}))
    _, far_m = greatest_range(craft, REFERENCE, 0.0, earth=STILL)
    return min(far_m, 2.0 * HALF_ROUND_M)


def _scaled(missile: Missile, log: float) -> Missile:
    factor = math.exp(log)
    # a whole mass that stood beside the two would no longer be their sum
    stages = tuple(
        stage.model_copy(update={"inert_kg": factor * stage.inert_kg, "mass_kg": None})
        for stage in missile.stages
    )
    return missile.model_copy(update={"stages": stages})
