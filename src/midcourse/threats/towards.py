"""How far a missile gets towards a place: full burn, the launch direction chosen so that it comes down in line."""

from __future__ import annotations

import math

from midcourse.catalog.stack import Stack
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84, Earth
from midcourse.threats.farthest import FIRST_GUESS, HALF_ROUND_M, SETTLED_M, greatest_range, greatest_surplus
from midcourse.threats.launch import Pad, Shooting, Steering, bearing_in_space, land

AMPLE_M = 1e6  # so much beyond the aim point, the furthest flight need not be known exactly
IN_LINE_M = 2e3  # side steps of this size change the range by metres
FAR_M = 1.2e7  # beyond it several launch directions may come down in line: all are looked at
DIRECTIONS = 36
TURNS = 5
ASTRAY_M = 1e6
NEAR_SHARE = 0.02


def full_burn(shooting: Shooting, distance_m: float) -> tuple[Steering, float]:
    """Find the furthest flight of full burn towards the aim point.

    Args:
        shooting: the missile on its pad, and the aim point.
        distance_m: distance between the two.

    Returns:
        the steering, and by how many metres it flies too far; below zero where the aim point is out of reach.
    """
    steer, surplus_m, off_m = _turned_in(shooting, distance_m)
    ample = surplus_m > AMPLE_M and abs(off_m) < ASTRAY_M
    if distance_m < FAR_M or ample or (surplus_m >= 0.0 and abs(off_m) < IN_LINE_M):
        return steer, surplus_m
    found = _all_round(shooting, steer)
    if abs(off_m) < IN_LINE_M:
        found.append((steer, surplus_m))
    # no launch direction comes down in line with it: what is nearest to that counts as short of it
    return max(found, key=lambda pair: pair[1]) if found else (steer, min(surplus_m, 0.0) - abs(off_m))


def range_towards(craft: Stack, pad: Pad, target: Pad) -> float:
    """Return how far a missile gets in the direction of a place, in m; infinite where it has no end.

    Args:
        craft, pad: what flies, and from where.
        target: the place.

    Returns:
        its distance and what the furthest flight goes beyond it, or falls short of it: at least the distance if,
        and only if, `aim` reaches it.
    """
    distance_m, _ = arc_m(WGS84, pad.lat_rad, pad.lon_rad, target.lat_rad, target.lon_rad)
    steer, surplus_m = full_burn(Shooting(craft, pad, target), float(distance_m))
    if surplus_m > AMPLE_M:
        # so far beyond the place, the direction of launch is as good as that of the place
        _, far_m = greatest_range(craft, pad, steer.azimuth_rad)
        return max(far_m, float(distance_m))
    return reach_m(craft, pad, steer, float(distance_m), surplus_m, WGS84)


def reach_m(
    craft: Stack, pad: Pad, steer: Steering, distance_m: float, surplus_m: float, earth: Earth
) -> float:
    """Return how far over the ground a flight of `full_burn` goes, in m; infinite where it has no end.

    Args:
        craft, pad, steer: the flight.
        distance_m, surplus_m: of the aim point, and by how much it is overflown.
        earth: Earth.

    Returns:
        below the distance if, and only if, the surplus is below zero.
    """
    far_m = distance_m + surplus_m
    if far_m >= HALF_ROUND_M:
        return math.inf
    if abs(surplus_m) > NEAR_SHARE * distance_m and far_m < FAR_M:
        # far from the aim point the angle in space is no measure of the ground
        down = land(craft, pad, steer, earth)
        ground_m, _ = arc_m(earth, pad.lat_rad, pad.lon_rad, down.lat_rad, down.lon_rad)
        return float(max(ground_m, distance_m) if surplus_m >= 0.0 else min(ground_m, distance_m - 1.0))
    return far_m


def _turned_in(shooting: Shooting, distance_m: float) -> tuple[Steering, float, float]:
    # launch towards where the aim point will be, and turn by what the flight misses it sideways
    pad, target, earth = shooting.pad, shooting.target, shooting.earth
    azimuth = bearing_in_space(pad, target, earth.omega_rad_s * (250.0 + 1.7e-4 * distance_m))
    ways = (azimuth, azimuth + math.pi) if distance_m > FAR_M else (azimuth,)
    starts = [Steering(way, *FIRST_GUESS, shooting.craft.burn_s) for way in ways]
    found = [greatest_surplus(shooting, start, known=False, close_m=math.inf) for start in starts]
    steer, surplus_m = max(found, key=lambda pair: pair[1])
    off_m = math.inf
    for _ in range(TURNS):
        off_m = shooting.miss(steer).left_m
        turn = off_m / (earth.a_m * max(math.sin(min(distance_m / earth.a_m, 2.5)), 0.2))
        if abs(off_m) < IN_LINE_M and surplus_m <= AMPLE_M:
            break
        steer = steer._replace(azimuth_rad=steer.azimuth_rad + max(-0.3, min(0.3, turn)))
        if surplus_m > AMPLE_M:
            break
        steer, surplus_m = greatest_surplus(shooting, steer, close_m=SETTLED_M)
    else:
        off_m = shooting.miss(steer).left_m
    return steer, surplus_m, off_m


def _all_round(shooting: Shooting, start: Steering) -> list[tuple[Steering, float]]:
    # launch in every direction; between two whose flights pass the aim point on either side lies one in line with it
    from scipy.optimize import brentq

    seen = []
    steer = start
    for i in range(DIRECTIONS + 1):
        azimuth = start.azimuth_rad + 2.0 * math.pi * i / DIRECTIONS
        steer, far_m = greatest_surplus(shooting, steer._replace(azimuth_rad=azimuth), known=i > 0)
        seen.append((steer, far_m, shooting.miss(steer).left_m))
    found = []
    for (a, far_a, left_a), (b, far_b, left_b) in zip(seen, seen[1:], strict=False):
        wide = max(abs(left_a), abs(left_b)) > 0.35 * HALF_ROUND_M
        if left_a * left_b > 0.0 or wide or max(far_a, far_b) >= 2.0 * HALF_ROUND_M:
            continue
        held = [(a, far_a)]

        def aside(azimuth: float, held: list[tuple[Steering, float]] = held) -> float:
            near = held[-1][0]._replace(azimuth_rad=azimuth)
            held.append(greatest_surplus(shooting, near, close_m=SETTLED_M))
            return shooting.miss(held[-1][0]).left_m

        try:
            off_m = aside(float(brentq(aside, a.azimuth_rad, b.azimuth_rad, xtol=1e-4)))
        except ValueError:
            continue  # looked at more closely, both pass it on the same side
        if abs(off_m) < IN_LINE_M:
            found.append(held[-1])
    return found
