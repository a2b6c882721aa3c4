"""Aiming: the steering with which a missile comes down at its aim point on the turning Earth.

The steering found here is never written to any output; only the path it gives is.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from midcourse.catalog.stack import Stack
from midcourse.errors import NoSolution
from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import WGS84, Earth
from midcourse.threats.arcs import bent, highest_arc, through
from midcourse.threats.closing import AIMED, HIT_M, close_in
from midcourse.threats.farthest import greatest_surplus
from midcourse.threats.launch import Pad, Shooting, Steering
from midcourse.threats.towards import full_burn, reach_m

Arc = Literal["minimum-energy", "lofted", "depressed"]
ARCS: tuple[Arc, ...] = ("minimum-energy", "lofted", "depressed")

# cut-offs looked at in turn, as shares of the way from full burn to the earliest cut-off
WAY_DOWN = (0.06, 0.2, 0.5, 1.0)
LEAST_BURN = 0.2  # of a single stage; with more stages the last one has to light
# the least cut-off is found once no other flight with it goes further by this share of the distance, or so many m
SPARE, LEAST_SPARE_M = 2e-4, 50.0
DENSE_AIR_M = 1e5
SAME_APOGEE = 0.03


class Aimed(NamedTuple):
    """The steering that hits, the arc it flies, what was solved for (with its value) and what a reader must know."""

    steer: Steering
    arc: Arc
    by: Literal["cut-off", "full burn"]
    note: str


def aim(
    craft: Stack,
    pad: Pad,
    target: Pad,
    arc: Arc | None = None,
    apogee_m: float | None = None,
    earth: Earth = WGS84,
) -> Aimed:
    """Find the steering with which a missile comes down at an aim point.

    Args:
        craft: what flies.
        pad, target: launch and aim point.
        arc: `minimum-energy` cuts off as early as can be; `lofted` and `depressed` burn out and fly above or below
            the arc of greatest range. None: minimum energy, or lofted for a missile that cannot cut off.
        apogee_m: highest altitude of the flight, met by the cut-off; None for the arc's own.
        earth: Earth.

    Returns:
        Aimed; its flight comes down within 1 m of the aim point.

    Raises:
        NoSolution: out of reach (with the greatest range in that direction), or no such arc.
    """
    shooting = Shooting(craft, pad, target, earth)
    distance_m, _ = arc_m(earth, pad.lat_rad, pad.lon_rad, target.lat_rad, target.lon_rad)
    if distance_m < HIT_M:
        raise NoSolution("the missile starts where it is aimed", nearest="an aim point elsewhere")
    full, surplus_m = full_burn(shooting, distance_m)
    if surplus_m < 0.0:
        far_m = reach_m(craft, pad, full, float(distance_m), surplus_m, earth)
        raise NoSolution(
            f"the aim point is {distance_m / 1e3:.0f} km away, out of reach",
            got=f"{distance_m / 1e3:.0f} km",
            nearest=f"{math.floor(far_m / 1e3)} km, the greatest range in that direction",
        )
    if apogee_m is not None:
        return _by_apogee(shooting, full, apogee_m, arc)
    if arc == "lofted":
        return Aimed(highest_arc(shooting, full), arc, "full burn", "")
    if arc == "depressed":
        steer = bent(shooting, full, -1)
        return Aimed(steer, arc, "full burn", _too_low(shooting, steer))
    return _least_energy(shooting, full, surplus_m, distance_m, arc)


def earliest_cut_off_s(craft: Stack) -> float:
    """Return the earliest time at which a missile can end its thrust: never, before its last stage has lit."""
    if not craft.cut_off:
        return craft.burn_s
    last = craft.burn_s - float(craft.stages[-1, 3])
    return last if last > 0.0 else LEAST_BURN * craft.burn_s


def _least_energy(
    shooting: Shooting, full: Steering, surplus_m: float, distance_m: float, arc: Arc | None
) -> Aimed:
    craft = shooting.craft
    if craft.cut_off:
        found = _least_burn(shooting, full, surplus_m, distance_m)
        if found is not None:
            return Aimed(found, "minimum-energy", "cut-off", "")
        why = "too near for the least energy even with the shortest burn of the last stage"
        full, _ = greatest_surplus(shooting, full._replace(cut_off_s=earliest_cut_off_s(craft)))
    else:
        why = "the last stage cannot cut off"
    if arc == "minimum-energy":
        try:
            steer = bent(shooting, full, -1)
        except NoSolution:
            why += ", and no depressed arc comes down so near"
        else:
            return Aimed(
                steer, "depressed", _by(craft, steer), f"{why}: the less lofted of the two arcs is flown"
            )
    steer = highest_arc(shooting, full)
    return Aimed(steer, "lofted", _by(craft, steer), f"{why}: the range is met by loft")


def _too_low(shooting: Shooting, steer: Steering) -> str:
    top_m = shooting.miss(steer, apogee=True).apogee_m
    low = "all of it below 100 km, where heat and loads that are not modelled would hardly allow it"
    return low if top_m < DENSE_AIR_M else ""


def _by(craft: Stack, steer: Steering) -> Literal["cut-off", "full burn"]:
    return "full burn" if steer.cut_off_s >= craft.burn_s else "cut-off"


def _least_burn(shooting: Shooting, full: Steering, surplus_m: float, distance_m: float) -> Steering | None:
    # the cut-off whose greatest range is the distance: walk down from full burn, close the bracket by regula falsi
    craft = shooting.craft
    earliest_s = earliest_cut_off_s(craft)
    known = [(full, surplus_m)]
    for share in WAY_DOWN:
        cut_off_s = craft.burn_s + share * (earliest_s - craft.burn_s)
        known.append(greatest_surplus(shooting, known[-1][0]._replace(cut_off_s=cut_off_s)))
        if known[-1][1] < 0.0:
            break
    else:
        return None
    over_m = 0.0
    steer, spare_m = _between(known), max(LEAST_SPARE_M, SPARE * distance_m)
    for _ in range(8):
        # shorten the burn until it arrives; then, with that burn, could it fly further?
        closed, gap_m = close_in(shooting, steer, AIMED)
        steer, over_m = greatest_surplus(shooting, closed, close_m=max(spare_m, 0.1 * over_m))
        if gap_m < HIT_M and over_m < spare_m:
            return closed
    if gap_m < HIT_M:
        return closed
    raise NoSolution(
        f"no steering found that ends within 1 m of the aim point; the nearest ends {gap_m:.0f} m away",
        nearest="another arc: --arc lofted",
    )


def _between(known: list[tuple[Steering, float]]) -> Steering:
    # steering at the zero of the surplus between its two neighbours, sorted by falling cut-off
    for (later, over), (earlier, under) in zip(known, known[1:], strict=False):
        if over >= 0.0 > under:
            share = over / (over - under)
            mixed = (a + share * (b - a) for a, b in zip(later, earlier, strict=True))
            return Steering(*mixed)
    return known[-1][0]


def _by_apogee(shooting: Shooting, full: Steering, apogee_m: float, arc: Arc | None) -> Aimed:
    craft = shooting.craft
    if not craft.cut_off:
        steer = highest_arc(shooting, full)
        top_m = shooting.miss(steer, apogee=True).apogee_m
        raise NoSolution(
            "the last stage cannot cut off, so that the distance decides the apogee",
            got=f"{apogee_m / 1e3:.0f} km",
            nearest=f"{top_m / 1e3:.0f} km, lofted",
        )
    steer = through(shooting, full, apogee_m)
    if steer.cut_off_s < earliest_cut_off_s(craft):
        raise NoSolution(
            f"such a flight would end its thrust at {steer.cut_off_s:.0f} s, before the last stage has lit",
            got=f"{apogee_m / 1e3:.0f} km",
            nearest="a higher apogee",
        )
    flown = _arc_of(shooting, steer, apogee_m)
    note = "" if arc in (None, flown) else f"with this apogee the arc is {flown}"
    return Aimed(steer, flown, "cut-off", note)


def _arc_of(shooting: Shooting, steer: Steering, apogee_m: float) -> Arc:
    # beside the flight that goes furthest with the same cut-off
    furthest, _ = greatest_surplus(shooting, steer)
    top_m = shooting.miss(furthest, apogee=True).apogee_m
    if abs(apogee_m - top_m) < SAME_APOGEE * top_m:
        return "minimum-energy"
    return "lofted" if apogee_m > top_m else "depressed"
