"""What motion without thrust keeps: energy and momentum; the order of each step; drag in wind and thin air."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from midcourse.kernels.atmosphere import US76, VACUUM, density, with_wind
from midcourse.kernels.dop853 import STAGES, dop853_step
from midcourse.kernels.earth import WGS84, Earth, ecef_to_enu, gravity
from midcourse.kernels.flight import DEFAULT_M
from midcourse.kernels.motion import NO_DRAG, rk4_step, vacuum_step
from midcourse.kernels.orbit import kepler_step
from midcourse.kernels.steering import NO_PLANE, free_program, phase_of
from midcourse.verification import shipped
from midcourse.verification.flown import falling, flight, moving
from midcourse.verification.row import Case, Change, Row

SPAN_S = 2000.0
KEPT = 1e-9
LOOSE_M = 1.0
Step = Callable[[Earth, float, np.ndarray], np.ndarray]


def rows(change: Change) -> Iterator[Row]:
    """Check what physics keeps, with no outside program at hand."""
    yield from kept_rows(change)
    yield from order_rows(change)
    yield from wind_rows(change)
    yield from graze_rows(change)


def kept_rows(change: Change) -> Iterator[Row]:
    """Check energy and angular momentum over 2,000 s at the default step, as shares of themselves."""
    # the others pass near the Earth's centre, where J2 alone is no field
    entries = [e for e in shipped.table("j2")["rows"] if e["at"][-1]["t_s"] >= SPAN_S]
    for j2, name in ((0.0, "two-body"), (WGS84.j2, "oblate")):
        earth, air = change(WGS84._replace(j2=j2), VACUUM)
        worst = np.zeros(2)
        for entry in entries:
            start = np.array([*entry["start_r_m"], *entry["start_v_m_s"]])
            end = flight((earth, air), falling(), start, t_end=SPAN_S, tolerance_m=DEFAULT_M).state
            turning = np.cross(start[:3], start[3:])
            drift = np.cross(end[:3], end[3:]) - turning
            spin = abs(drift[2]) if j2 else math.hypot(*drift)
            energies = [energy_m2_s2(earth, state) for state in (start, end)]
            gaps = (abs(energies[1] / energies[0] - 1.0), spin / math.hypot(*turning))
            worst = np.maximum(worst, gaps)
        case = Case(f"kept-{name}", "conservation laws of the point mass about a body of revolution")
        which = "with the J2 potential" if j2 else "of motion and attraction"
        yield case.apart(f"energy {which}, worst drift of {len(entries)} arcs", worst[0], KEPT, "1")
        which = "polar part" if j2 else "all of it"
        yield case.apart(
            f"angular momentum, {which}, worst drift of {len(entries)} arcs", worst[1], KEPT, "1"
        )


def energy_m2_s2(earth: Earth, state: np.ndarray) -> float:
    """Return energy of motion and of place with J2, per mass (Vallado 2013, equation 8-18)."""
    r = math.hypot(*state[:3])
    bulge = earth.j2 * (earth.a_m / r) ** 2 * 0.5 * (3.0 * (float(state[2]) / r) ** 2 - 1.0)
    return 0.5 * float(state[3:] @ state[3:]) - earth.gm_m3_s2 / r * (1.0 - bulge)


def order_rows(change: Change) -> Iterator[Row]:
    """Check by how much half the step shrinks the error of each stepper, beside the Kepler step."""
    earth, _ = change(WGS84._replace(j2=0.0), VACUUM)
    start = np.array([7.0e6, 0.0, 0.0, 500.0, 7.2e3, 1.5e3])
    truth = kepler_step(earth.gm_m3_s2, *(*start.tolist(), 1200.0))[:6]
    for name, step, order, count in (
        ("rk4", rk4, 4, 40),
        ("nystrom", nystrom, 5, 20),
        ("dop853", dop853, 8, 6),
    ):
        errors = []
        for number in (count, 2 * count):
            state = start
            for _ in range(number):
                state = step(earth, 1200.0 / number, state)
            errors.append(math.dist(state[:3], truth[:3]))
        case = Case(
            f"order-{name}", "Hairer, Norsett and Wanner 1993: the error shrinks as the step to its order"
        )
        note = f"from {errors[0]:.3g} to {errors[1]:.3g} m"
        yield case.near("order of convergence", math.log2(errors[0] / errors[1]), order, 0.5, "1", note)


def rk4(earth: Earth, h: float, state: np.ndarray) -> np.ndarray:
    """Take one step of fourth order under gravity alone."""
    phase = phase_of(free_program(math.inf), 0)
    return np.array(rk4_step(earth, VACUUM, NO_DRAG, phase, NO_PLANE, 0, 0.0, h, *state.tolist()))


def nystrom(earth: Earth, h: float, state: np.ndarray) -> np.ndarray:
    """Take one step of fifth order under gravity alone."""
    return np.array(vacuum_step(earth, h, *state.tolist()))


def dop853(earth: Earth, h: float, state: np.ndarray) -> np.ndarray:
    """Take one step of eighth order under gravity alone."""
    phase = phase_of(free_program(math.inf), 0)
    after = np.empty(6)
    dop853_step(earth, VACUUM, NO_DRAG, phase, NO_PLANE, 0, 0.0, h, state, np.empty((STAGES, 6)), after)
    return after


def wind_rows(change: Change) -> Iterator[Row]:
    """Check the drag of a body that stands still in a wind from the north-west, far from the equator."""
    place, beta, east, north = (math.radians(52.0), math.radians(100.0), 3000.0), 800.0, 30.0, -20.0
    earth, air = change(WGS84, with_wind(US76, np.array([0.0]), np.array([east]), np.array([north])))
    start = moving(earth, place, (0.0, 0.0, 0.0))
    path = flight((earth, air), falling(beta), start, t_end=0.1, room=50).nodes
    drag = path[0, 7:] - np.array(gravity(earth, *start[:3].tolist()))
    ours = ecef_to_enu(place[0], place[1], *drag.tolist())
    push = 0.5 * density(air, place[2]) * math.hypot(east, north) / beta
    case = Case(
        "wind", "half of density times the square of the wind over the ballistic coefficient, along the wind"
    )
    yield case.apart(
        "drag of a body at rest", math.dist(ours, (push * east, push * north, 0.0)), 1e-6, "m/s2"
    )


def graze_rows(change: Change) -> Iterator[Row]:
    """Check a long orbit that dips into thin air: steps that jump over it miss by 1 m and by 300 m,
    and the limits lie between that and what the capped steps give.
    """
    model = change(Earth(WGS84.a_m, 0.0, WGS84.gm_m3_s2, 0.0, 0.0), US76)
    perigee, apogee = WGS84.a_m + 100e3, WGS84.a_m + 40_000e3
    axis = 0.5 * (perigee + apogee)
    speed = math.sqrt(WGS84.gm_m3_s2 * (2.0 / apogee - 1.0 / axis))
    start = np.array([apogee, 0.0, 0.0, 0.0, speed, 0.0])
    turn_s = 2.0 * math.pi * math.sqrt(axis**3 / WGS84.gm_m3_s2)
    ends = [
        flight(model, falling(2000.0), start, t_end=turn_s, tolerance_m=tolerance).state[:3]
        for tolerance in (1e-7, DEFAULT_M, LOOSE_M)
    ]
    case = Case("graze", "the same flight with a step ten thousand times tighter")
    yield case.apart("position after one turn, default step", math.dist(ends[1], ends[0]), 0.3, "m")
    yield case.apart("position after one turn, loose step", math.dist(ends[2], ends[0]), 20.0, "m")
