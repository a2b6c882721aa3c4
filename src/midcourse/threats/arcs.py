"""Lofted and depressed arcs: flights above or below the one that goes furthest with the same burn."""

from __future__ import annotations

import math
from collections.abc import Callable

from midcourse.errors import NoSolution
from midcourse.kernels.flight import IMPACT
from midcourse.threats.closing import BENT, CLOSE_M, HIGHEST_PITCH_RAD, HIT_M, KICKED, THROUGH, close_in
from midcourse.threats.launch import Miss, Shooting, Steering

LOWEST_PITCH_RAD = -0.3
STEEPEST_RAD = 1.56
FAR_M = 4e7
KICK_TURNS, KICK_CLOSE = 4, 1e-4
KICK_ROOM = 0.2  # how far the logarithm of the kick is varied around a known one


def bent(shooting: Shooting, furthest: Steering, way: int) -> Steering:
    """Find the held attitude above or below the furthest flight's with which it comes down at the aim point.

    A depressed flight keeps the kick of the furthest one, since loads in dense air limit the kick; a lofted one has a
    smaller kick in proportion to what its attitude lacks to the vertical.

    Args:
        shooting: the missile on its pad, and the aim point.
        furthest: the flight that goes furthest with the same cut-off, past the aim point.
        way: 1 for lofted, -1 for depressed.

    Returns:
        the steering, within 1 m of the aim point.

    Raises:
        NoSolution: no such arc comes down so near.
    """
    from scipy.optimize import brentq

    end = STEEPEST_RAD if way > 0 else LOWEST_PITCH_RAD

    def steer_at(pitch: float) -> Steering:
        kick = furthest.kick_rad * (_steepness(pitch, furthest) if way > 0 else 1.0)
        return furthest._replace(kick_rad=kick, pitch_rad=pitch)

    def far_m(pitch: float) -> float:
        return _far_m(shooting.miss(steer_at(pitch)))

    if far_m(end) > 0.0:
        raise _no_arc(way)
    rough = furthest
    if far_m(furthest.pitch_rad) > 0.0:
        rough = steer_at(float(brentq(far_m, furthest.pitch_rad, end, xtol=1e-3)))
    for unknowns in (BENT, KICKED):
        steer, gap_m = close_in(shooting, rough, unknowns)
        if gap_m < HIT_M:
            return steer
    raise _no_arc(way)


def highest_arc(shooting: Shooting, furthest: Steering) -> Steering:
    """Find the lofted flight to the aim point that goes highest with a given cut-off.

    Args:
        shooting: the missile on its pad, and the aim point.
        furthest: the flight that goes furthest with the same cut-off, past the aim point.

    Returns:
        the steering, within 1 m of the aim point.

    Raises:
        NoSolution: no lofted arc comes down so near.
    """
    start = bent(shooting, furthest, 1)

    return _best_kick(shooting, start, BENT, None, lambda steer: -_top_m(shooting, steer))


def through(shooting: Shooting, furthest: Steering, apogee_m: float) -> Steering:
    """Find the flight to the aim point with a given apogee that cuts off first.

    Args:
        shooting: the missile on its pad, and the aim point.
        furthest: the flight that goes furthest with full burn, past the aim point.
        apogee_m: highest altitude.

    Returns:
        the steering, within 1 m of aim point and apogee.

    Raises:
        NoSolution: the missile does not get so high on the way there, or not so low.
    """
    start = furthest
    if apogee_m > _top_m(shooting, furthest):
        start = bent(shooting, furthest, 1)
        if apogee_m > _top_m(shooting, start):
            start = highest_arc(shooting, furthest)
        top_m = _top_m(shooting, start)
        if apogee_m > top_m:
            raise NoSolution(
                "the missile does not get so high on the way to that aim point",
                got=f"{apogee_m / 1e3:.0f} km",
                nearest=f"{top_m / 1e3:.0f} km, with full burn",
            )
    closed, gap_m = close_in(shooting, start, THROUGH, apogee_m)
    if gap_m > HIT_M:
        low_m = _top_m(shooting, bent(shooting, furthest, -1))
        raise NoSolution(
            "no flight found with that apogee and aim point",
            got=f"{apogee_m / 1e3:.0f} km",
            nearest=f"{low_m / 1e3:.0f} km, depressed with full burn",
        )
    return _best_kick(shooting, closed, THROUGH, apogee_m, lambda steer: steer.cut_off_s)


def _no_arc(way: int) -> NoSolution:
    return NoSolution(
        f"no {'lofted' if way > 0 else 'depressed'} arc of this missile comes down so near with a full burn",
        nearest="the other arcs: "
        + ("minimum-energy or depressed" if way > 0 else "minimum-energy or lofted"),
    )


def _best_kick(
    shooting: Shooting,
    start: Steering,
    unknowns: tuple[str, ...],
    apogee_m: float | None,
    cost: Callable[[Steering], float],
) -> Steering:
    # three kicks, solved again for the rest; the lowest point of the parabola through their costs, and once more
    room = KICK_ROOM
    best, best_cost = start, cost(start)
    for _ in range(KICK_TURNS):
        sides = [_with_kick(shooting, best, shift, unknowns, apogee_m, cost) for shift in (-room, room)]
        if not all(math.isfinite(price) for _, price in sides):
            room *= 0.4  # a side from which there is no such flight
            continue
        left, right = sides[0][1], sides[1][1]
        bend = left + right - 2.0 * best_cost
        move = 0.5 * (left - right) / bend if bend > 0.0 else math.copysign(2.0, left - right)
        move = max(-2.0, min(2.0, move))
        tries = [_with_kick(shooting, best, move * room, unknowns, apogee_m, cost), *sides]
        steer, price = min(tries, key=lambda pair: pair[1])
        if price >= best_cost:
            room *= 0.4
            continue
        gain, best, best_cost = best_cost - price, steer, price
        if abs(move) < 1.0 and gain < KICK_CLOSE * abs(best_cost):
            break
    closed, gap_m = close_in(shooting, best, unknowns, apogee_m)
    return closed if gap_m < HIT_M else start


def _with_kick(
    shooting: Shooting,
    steer: Steering,
    shift: float,
    unknowns: tuple[str, ...],
    apogee_m: float | None,
    cost: Callable[[Steering], float],
) -> tuple[Steering, float]:
    guess = steer._replace(kick_rad=steer.kick_rad * math.exp(shift))
    found, gap_m = close_in(shooting, guess, unknowns, apogee_m, exact=False)
    return found, cost(found) if gap_m < CLOSE_M else math.inf


def _top_m(shooting: Shooting, steer: Steering) -> float:
    return shooting.miss(steer, apogee=True).apogee_m


def _far_m(miss: Miss) -> float:
    return miss.far_m if miss.status == IMPACT else FAR_M


def _steepness(pitch: float, furthest: Steering) -> float:
    level = HIGHEST_PITCH_RAD - furthest.pitch_rad
    return max(HIGHEST_PITCH_RAD - pitch, 1e-4) / max(level, 1e-4)
