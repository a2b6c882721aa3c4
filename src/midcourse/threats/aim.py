"""Aiming: the steering with which a missile comes down at its aim point on the turning Earth.

The steering found here is never written to any output; only the path it gives is.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.catalog.stack import Stack
from midcourse.errors import NoSolution
from midcourse.kernels.atmosphere import US76, Air
from midcourse.kernels.boost import arc_m, boost_flight, ground_point
from midcourse.kernels.earth import WGS84, Earth
from midcourse.kernels.flight import DEFAULT_M, FAST, IMPACT, NO_NODES
from midcourse.kernels.steering import HOLD_ALTITUDE_M

LATEST_S = 20_000.0
HIT_M = 1.0
BURN_SHARES = (
    0.97,
    0.88,
    0.72,
    0.5,
    0.2,
)  # of the burning time, looked at in turn; less is no flight of such a missile
FIRST_GUESS = (math.radians(5.0), math.radians(38.0))
HALF_ROUND_M = 2.00039e7  # half a meridian


class Pad(NamedTuple):
    """A launch point, geodetic."""

    lat_rad: float
    lon_rad: float
    alt_m: float


class Steering(NamedTuple):
    """One choice of steering: direction, kick, held attitude and cut-off."""

    azimuth_rad: float
    kick_rad: float
    pitch_rad: float
    cut_off_s: float


class Search(NamedTuple):
    """How the simplex looks for the greatest range: its first size, and where it stops."""

    kick_factor: float
    pitch_rad: float
    close_rad: float
    close_m: float


# at the greatest range a mrad of kick or attitude costs metres: near a known one a coarse search does
WIDE = Search(1.3, 0.1, 1e-4, 20.0)
NEAR = Search(1.05, 0.02, 2e-3, 500.0)


class Landing(NamedTuple):
    """Where and when a flight came down."""

    status: int
    lat_rad: float
    lon_rad: float
    time_s: float


def lift_off(
    craft: Stack,
    pad: Pad,
    steer: Steering,
    nodes: np.ndarray,
    earth: Earth = WGS84,
    air: Air = US76,
    tol: float = FAST,
) -> tuple[int, float, int, float, np.ndarray]:
    """Fly a missile to the ground with one choice of steering.

    Args:
        craft, pad, steer: what flies, from where, and how.
        nodes: room for the path, shape (m, 10); m = 0 for none.
        earth, air: Earth and Air.
        tol: tolerance, see `kernels.flight.fly`.

    Returns:
        status, time in s, nodes written, time of last burnout in s, last state, `eci` of the launch.
    """
    state = np.empty(6)
    status, time_s, count, burnout_s = boost_flight(
        earth,
        air,
        craft.curve,
        craft.stages,
        craft.payload_kg,
        craft.inv_beta_m2_kg,
        (pad.lat_rad, pad.lon_rad, pad.alt_m, craft.rise_s),
        (steer.azimuth_rad, steer.kick_rad, steer.pitch_rad, HOLD_ALTITUDE_M),
        steer.cut_off_s,
        LATEST_S,
        0.0,
        tol,
        nodes,
        state,
    )
    return status, time_s, count, burnout_s, state


def land(craft: Stack, pad: Pad, steer: Steering, earth: Earth = WGS84, tol: float = FAST) -> Landing:
    """Return where a missile comes down with one choice of steering."""
    status, time_s, _, _, state = lift_off(craft, pad, steer, NO_NODES, earth, tol=tol)
    lat_rad, lon_rad, _ = ground_point(earth, time_s, state)
    return Landing(status, lat_rad, lon_rad, time_s)


def greatest_range(
    craft: Stack,
    pad: Pad,
    azimuth_rad: float,
    cut_off_s: float = math.inf,
    earth: Earth = WGS84,
    guess: tuple[float, float] = FIRST_GUESS,
    search: Search = WIDE,
) -> tuple[Steering, float]:
    """Find kick and attitude that carry a missile furthest in one direction.

    Args:
        craft: what flies.
        pad: launch point.
        azimuth_rad: direction of flight, clockwise from north.
        cut_off_s: end of thrust.
        earth: Earth; `earth.STILL` for the range without rotation.
        guess: kick and attitude in rad to begin with.
        search: how wide to look around the guess and how closely to settle.

    Returns:
        the steering and the distance over the ellipsoid in m; infinite where the missile gets past the
        antipode or does not come down at all.

    Source: downhill simplex of Nelder and Mead 1965 (SciPy) over flights with the fast method.
    """

    def shortfall(x: np.ndarray) -> float:
        kick, pitch = float(x[0]), float(x[1])
        if not (0.0 < kick < 0.7 and -0.3 < pitch < 1.57):
            return 0.0
        down = land(craft, pad, Steering(azimuth_rad, kick, pitch, cut_off_s), earth)
        if down.status != IMPACT:
            return -2.0 * HALF_ROUND_M if down.time_s > 3000.0 else 0.0
        far_m, bearing = arc_m(earth, pad.lat_rad, pad.lon_rad, down.lat_rad, down.lon_rad)
        # past the antipode the way back over the other side is shorter; the way flown still grows
        beyond = far_m > 0.5 * HALF_ROUND_M and math.cos(bearing - azimuth_rad) < 0.0
        return far_m - 2.0 * HALF_ROUND_M if beyond else -float(far_m)

    from scipy.optimize import minimize

    kick, pitch = guess
    corners = np.array([[kick, pitch], [kick * search.kick_factor, pitch], [kick, pitch + search.pitch_rad]])
    best = minimize(
        shortfall,
        corners[0],
        method="Nelder-Mead",
        options={
            "initial_simplex": corners,
            "xatol": search.close_rad,
            "fatol": search.close_m,
            "maxfev": 200,
        },
    )
    steer = Steering(azimuth_rad, float(best.x[0]), float(best.x[1]), cut_off_s)
    return steer, math.inf if best.fun <= -HALF_ROUND_M else -float(best.fun)


def aim(craft: Stack, pad: Pad, target: Pad, earth: Earth = WGS84) -> Steering:
    """Find the steering of the minimum-energy arc to a target: the earliest cut-off that can reach it.

    Args:
        craft: what flies; its last stage can cut off.
        pad, target: launch and aim point.
        earth: Earth.

    Returns:
        the steering; its flight comes down within 1 m of the target.

    Raises:
        NoSolution: the target is out of reach, with the greatest range in that direction.
    """
    if not craft.cut_off:
        raise NoSolution(
            "the last stage cannot cut off, so that the missile meets one range only",
            nearest="a flight in one direction: --azimuth",
        )
    distance_m, azimuth = arc_m(earth, pad.lat_rad, pad.lon_rad, target.lat_rad, target.lon_rad)
    steer, reach_m = greatest_range(craft, pad, azimuth, math.inf, earth)
    if reach_m < distance_m:
        raise NoSolution(
            f"the aim point is {distance_m / 1e3:.0f} km away, out of reach",
            got=f"{distance_m / 1e3:.0f} km",
            nearest=f"{reach_m / 1e3:.0f} km, the greatest range in that direction",
        )
    found, cut_off_s = _least_burn(craft, pad, azimuth, distance_m, steer, reach_m, earth)
    return _close_in(craft, pad, target, found._replace(cut_off_s=cut_off_s), earth)


def _least_burn(
    craft: Stack, pad: Pad, azimuth: float, distance_m: float, full: Steering, reach_m: float, earth: Earth
) -> tuple[Steering, float]:
    # the cut-off whose greatest range is the distance: walk down from full burn, then close the bracket
    from scipy.optimize import brentq

    known = {craft.burn_s: (full, min(reach_m, HALF_ROUND_M) - distance_m)}
    last = full

    def surplus(cut_off_s: float) -> float:
        nonlocal last
        if cut_off_s not in known:
            guess = (last.kick_rad, last.pitch_rad)
            last, far_m = greatest_range(craft, pad, azimuth, cut_off_s, earth, guess, NEAR)
            known[cut_off_s] = (last, min(far_m, HALF_ROUND_M) - distance_m)
        return known[cut_off_s][1]

    late_s = craft.burn_s
    for share in BURN_SHARES:
        early_s = share * craft.burn_s
        if surplus(early_s) < 0.0:
            break
        late_s = early_s
    else:
        raise NoSolution(
            "the aim point is too near for this missile",
            got=f"{distance_m / 1e3:.0f} km",
            nearest=f"{(surplus(late_s) + distance_m) / 1e3:.0f} km, the shortest flight that is looked for",
        )
    cut_off_s = float(brentq(surplus, early_s, late_s, xtol=0.05, maxiter=30))
    surplus(cut_off_s)
    return known[cut_off_s][0], cut_off_s


def _miss(craft: Stack, pad: Pad, target: Pad, steer: Steering, earth: Earth) -> np.ndarray:
    # how far north and east of the target the flight comes down
    down = land(craft, pad, steer, earth, tol=DEFAULT_M)
    off_m, bearing = arc_m(earth, target.lat_rad, target.lon_rad, down.lat_rad, down.lon_rad)
    return np.array([off_m * math.cos(bearing), off_m * math.sin(bearing)])


def _close_in(craft: Stack, pad: Pad, target: Pad, steer: Steering, earth: Earth) -> Steering:
    # Newton on direction and cut-off; the held attitude stays
    steps = np.array([1e-5, 1e-3])
    miss = _miss(craft, pad, target, steer, earth)
    for _ in range(12):
        if float(np.hypot(*miss)) < HIT_M:
            return steer
        turned = _miss(craft, pad, target, steer._replace(azimuth_rad=steer.azimuth_rad + steps[0]), earth)
        later = _miss(craft, pad, target, steer._replace(cut_off_s=steer.cut_off_s - steps[1]), earth)
        slope = np.column_stack([(turned - miss) / steps[0], (miss - later) / steps[1]])
        change = np.linalg.solve(slope, -miss)
        steer = steer._replace(
            azimuth_rad=steer.azimuth_rad + float(np.clip(change[0], -0.2, 0.2)),
            cut_off_s=min(steer.cut_off_s + float(np.clip(change[1], -5.0, 5.0)), craft.burn_s),
        )
        miss = _miss(craft, pad, target, steer, earth)
    raise NoSolution(
        f"no steering found that ends within 1 m of the aim point; the nearest ends {np.hypot(*miss):.0f} m away"
    )
