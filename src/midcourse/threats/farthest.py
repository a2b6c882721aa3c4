"""How far a missile flies: the kick and the held attitude that carry it furthest in one direction."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from midcourse.catalog.stack import Stack
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84, Earth
from midcourse.kernels.flight import IMPACT
from midcourse.threats.launch import Pad, Shooting, Steering, land

FIRST_GUESS = (math.radians(5.0), math.radians(38.0))
HALF_ROUND_M = 2.00039e7  # half a meridian
OPEN_M, OPEN_CLOSE_M, HALVINGS = 1.5e7, 2e6, 12  # where an unbounded direction is told by where it comes down
STEEP = -0.5
ORBIT_S = 3000.0  # what has not come down by then went too fast, not too slow
KICKS_RAD = (0.0, 0.7)
PITCHES_RAD = (-0.3, 1.57)
SIMPLEX = (1.3, 0.1)  # first size: factor of the kick, attitude in rad
SIMPLEX_CLOSE = (1e-2, 5e3)  # where the simplex leaves the rest to the parabola: rad, m
SUMMIT_STEPS = (0.04, 0.02)  # of the logarithm of the kick; of the attitude in rad

SETTLED_M = 50.0
MOST_MOVES, FEW_MOVES = 12, 4
ROUGHLY_M = 5e3  # close enough to an optimum that is to be changed again

Distance = Callable[[float, float], float]


def greatest_range(
    craft: Stack,
    pad: Pad,
    azimuth_rad: float,
    cut_off_s: float = math.inf,
    earth: Earth = WGS84,
    guess: tuple[float, float] | None = None,
) -> tuple[Steering, float]:
    """Find kick and attitude that carry a missile furthest in one direction.

    Args:
        craft: what flies.
        pad: launch point.
        azimuth_rad: direction of launch, clockwise from north.
        cut_off_s: end of thrust.
        earth: Earth; `earth.STILL` for the range without rotation.
        guess: kick and attitude in rad of a flight like it, if one is known.

    Returns:
        the steering and the distance over the ellipsoid in m; infinite where the missile gets past the
        antipode or does not come down at all.

    Source: downhill simplex of Nelder and Mead 1965 (SciPy), then Newton's method, over flights by the fast method.
    """

    def distance(kick: float, pitch: float) -> float:
        down = land(craft, pad, Steering(azimuth_rad, kick, pitch, cut_off_s), earth)
        if down.status != IMPACT:
            return 2.0 * HALF_ROUND_M if down.time_s > ORBIT_S else 0.0
        far_m, bearing = arc_m(earth, pad.lat_rad, pad.lon_rad, down.lat_rad, down.lon_rad)
        if down.time_s > ORBIT_S and down.climb > STEEP and far_m < 0.5 * HALF_ROUND_M:
            return 2.0 * HALF_ROUND_M  # a long flat flight that ends near the pad came all the way round
        # past the antipode the way back over the other side is shorter; the way flown still grows
        beyond = far_m > 0.5 * HALF_ROUND_M and math.cos(bearing - azimuth_rad) < 0.0
        return 2.0 * HALF_ROUND_M - far_m if beyond else float(far_m)

    kick, pitch, best_m = summit(distance, guess or simplex(distance, FIRST_GUESS))
    return Steering(azimuth_rad, kick, pitch, cut_off_s), math.inf if best_m >= HALF_ROUND_M else best_m


def greatest_surplus(
    shooting: Shooting, steer: Steering, *, known: bool = True, close_m: float = ROUGHLY_M
) -> tuple[Steering, float]:
    """Find kick and attitude that carry a missile furthest towards an aim point, or past it.

    Args:
        shooting: the missile on its pad, and the aim point.
        steer: direction and cut-off; kick and attitude to begin with.
        known: whether these are those of a flight like it; else the whole room is searched.
        close_m: how closely to settle.

    Returns:
        the steering, and by how many metres it flies too far in the plane of the flight.
    """

    def surplus(kick: float, pitch: float) -> float:
        flown = shooting.miss(steer._replace(kick_rad=kick, pitch_rad=pitch))
        if flown.status == IMPACT:
            return flown.far_m
        return 2.0 * HALF_ROUND_M if flown.time_s > ORBIT_S else -2.0 * HALF_ROUND_M

    guess = (steer.kick_rad, steer.pitch_rad)
    kick, pitch, best_m = summit(surplus, guess if known else simplex(surplus, guess), close_m)
    return steer._replace(kick_rad=kick, pitch_rad=pitch), best_m


def ring(craft: Stack, pad: Pad, azimuths_rad: Sequence[float]) -> list[tuple[float, float]]:
    """Find how far a missile flies in every direction.

    Args:
        craft, pad: what flies, and from where.
        azimuths_rad: directions of launch, in turn around the horizon.

    Returns:
        for each the greatest range in m, infinite where unbounded, and the azimuth in rad at which the missile comes
        down: the Earth turns below a long flight. Where there is no end, it is the azimuth at 15,000 km.
    """
    found = []
    guess: tuple[float, float] | None = None
    shorter: Steering | None = None
    for azimuth in azimuths_rad:
        steer, far_m = greatest_range(craft, pad, azimuth, guess=guess)
        guess = (steer.kick_rad, steer.pitch_rad) if math.isfinite(far_m) else None
        if not math.isfinite(far_m):
            steer = shorter = _shortened(craft, pad, azimuth, shorter)
        down = land(craft, pad, steer, WGS84)
        _, bearing = arc_m(WGS84, pad.lat_rad, pad.lon_rad, down.lat_rad, down.lon_rad)
        found.append((far_m, float(bearing)))
    return found


def _shortened(craft: Stack, pad: Pad, azimuth_rad: float, like: Steering | None) -> Steering:
    # the same direction with so short a burn that it comes down at about 15,000 km
    low_s, high_s = craft.burn_s - float(craft.stages[-1, 3]), craft.burn_s
    cut_off_s = 0.5 * (low_s + high_s) if like is None else like.cut_off_s
    guess = None if like is None else (like.kick_rad, like.pitch_rad)
    for _ in range(HALVINGS):
        steer, far_m = greatest_range(craft, pad, azimuth_rad, cut_off_s, guess=guess)
        guess = (steer.kick_rad, steer.pitch_rad) if math.isfinite(far_m) else None
        if abs(far_m - OPEN_M) < OPEN_CLOSE_M:
            break
        low_s, high_s = (low_s, cut_off_s) if far_m > OPEN_M else (cut_off_s, high_s)
        cut_off_s = 0.5 * (low_s + high_s)
    return steer


def simplex(distance: Distance, guess: tuple[float, float]) -> tuple[float, float]:
    """Return kick and attitude near the greatest value of a function of both, by the downhill simplex."""
    from scipy.optimize import minimize

    def shortfall(x: np.ndarray) -> float:
        kick, pitch = float(x[0]), float(x[1])
        if not (KICKS_RAD[0] < kick < KICKS_RAD[1] and PITCHES_RAD[0] < pitch < PITCHES_RAD[1]):
            return 2.0 * HALF_ROUND_M
        return -distance(kick, pitch)

    kick, pitch = guess
    corners = np.array([[kick, pitch], [kick * SIMPLEX[0], pitch], [kick, pitch + SIMPLEX[1]]])
    best = minimize(
        shortfall,
        corners[0],
        method="Nelder-Mead",
        options={
            "initial_simplex": corners,
            "xatol": SIMPLEX_CLOSE[0],
            "fatol": SIMPLEX_CLOSE[1],
            "maxfev": 200,
        },
    )
    return float(best.x[0]), float(best.x[1])


def summit(
    distance: Distance, guess: tuple[float, float], close_m: float = SETTLED_M
) -> tuple[float, float, float]:
    """Climb to the greatest value of a function of kick and attitude near a known one.

    Args:
        distance: the function.
        guess: kick and attitude in rad.
        close_m: a move that gains less ends the climb.

    Returns:
        kick, attitude, value.

    Source: Newton's method on the parabola through six points, held inside three steps of the centre.
    """
    centre = np.array([math.log(guess[0]), guess[1]])
    step = np.array(SUMMIT_STEPS)
    low = np.array([-12.0, PITCHES_RAD[0]])
    high = np.array([math.log(KICKS_RAD[1]), PITCHES_RAD[1]]) - step

    def at(u: float, v: float) -> float:
        x = np.clip(centre + step * (u, v), low, high)
        return distance(math.exp(x[0]), float(x[1]))

    best = at(0.0, 0.0)
    for _ in range(MOST_MOVES if close_m < ROUGHLY_M else FEW_MOVES):
        if best >= 2.0 * HALF_ROUND_M:
            break  # unbounded: there is no summit
        right, left, up, down = at(1.0, 0.0), at(-1.0, 0.0), at(0.0, 1.0), at(0.0, -1.0)
        corner = at(1.0, 1.0)
        cross = corner - right - up + best
        slope = 0.5 * np.array([right - left, up - down])
        bend = np.array([[right + left - 2.0 * best, cross], [cross, up + down - 2.0 * best]])
        values, axes = np.linalg.eigh(bend)
        along = axes.T @ slope
        # uphill where the parabola opens upwards
        move = axes @ np.where(values < 0.0, along / np.maximum(-values, 1e-9), np.sign(along) * 3.0)
        move *= min(1.0, 3.0 / max(float(np.hypot(*move)), 1e-12))
        moves = [move, (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (1.0, 1.0)]
        gains = np.array([at(*move), right, left, up, down, corner]) - best
        taken = int(np.argmax(gains))
        if gains[taken] > 0.0:
            centre = np.clip(centre + step * moves[taken], low, high)
            best += float(gains[taken])
        if taken != 0 or gains[0] < -close_m:
            step = 0.5 * step  # a ridge or a cliff is near: the parabola is too wide
        elif gains[0] < close_m:
            break
    return math.exp(centre[0]), float(centre[1]), best
