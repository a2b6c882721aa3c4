"""Thrust: the rocket equation, the first moment on the pad, and events where the program has them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from midcourse.kernels.atmosphere import US76, VACUUM
from midcourse.kernels.earth import WGS84, Earth
from midcourse.kernels.flight import DEFAULT_M, FAST
from midcourse.kernels.motion import NO_DRAG, climb
from midcourse.kernels.steering import COLUMNS, FALL, G0_M_S2, PITCH, Plane
from midcourse.verification.flown import TIGHT_M, Craft, flight, moving
from midcourse.verification.row import Case, Change, Row

KEPT = 1e-9
UPWARD = Plane(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, math.inf, 0.0, 1.0)  # from the equator at longitude 0
EMPTY = Earth(WGS84.a_m, WGS84.f, 0.0, 0.0, 0.0)
BURNS_S = (61.3, 40.7)


def rows(change: Change) -> Iterator[Row]:
    """Check powered flight against formulas worked by hand."""
    yield from rocket_equation_rows(change)
    yield from pad_rows(change)
    yield from event_rows(change)
    yield from hold_rows(change)


def upward(thrusts_n: tuple[tuple[float, float], ...], isp_s: float, exit_area_m2: float = 0.0) -> Craft:
    """Make a two-stage craft of 20 t whose thrust points straight up; it drops 300 kg between the stages.

    Args:
        thrusts_n: thrust of each stage at its ignition and at its burnout.
        isp_s: specific impulse.
        exit_area_m2: exit area of each nozzle.
    """
    program = np.zeros((len(thrusts_n) + 1, COLUMNS))
    mass, t = 20_000.0, 0.0
    for row, (first, last), burn in zip(program, thrusts_n, BURNS_S, strict=False):
        slope = (last - first) / burn
        flow, flow_slope = first / (isp_s * G0_M_S2), slope / (isp_s * G0_M_S2)
        row[:8] = t + burn, t, mass, flow, flow_slope, first, slope, exit_area_m2
        row[10:13] = PITCH, 1.0, math.cos(0.5 * math.pi)
        mass -= 0.5 * (first + last) / (isp_s * G0_M_S2) * burn + 300.0
        t += burn
    program[-1, :3], program[-1, 10] = (1e9, t, mass), FALL
    return Craft(program, NO_DRAG, UPWARD)


def rocket_equation_rows(change: Change) -> Iterator[Row]:
    """Check the speed gained by two stages without attraction and air."""
    model = change(EMPTY, VACUUM)
    start = np.array([WGS84.a_m + 1e3, 0.0, 0.0, 0.0, 0.0, 0.0])
    isp_s = 280.0
    case = Case("rocket-equation", "Tsiolkovsky: exhaust speed times the logarithm of the mass ratio")
    for thrusts, what in (
        (((5e5, 5e5), (2e5, 2e5)), "constant thrust"),
        (((2e5, 7e5), (3e5, 5e4)), "thrust that changes with time"),
    ):
        end = flight(model, upward(thrusts, isp_s), start, t_end=sum(BURNS_S), tolerance_m=TIGHT_M)
        mass, gained = 20_000.0, 0.0
        for (first, last), burn in zip(thrusts, BURNS_S, strict=True):
            after = mass - 0.5 * (first + last) / (isp_s * G0_M_S2) * burn
            gained += isp_s * G0_M_S2 * math.log(mass / after)
            mass = after - 300.0
        yield case.share(
            f"speed gained by two stages, {what}", math.hypot(*end.state[3:]), gained, KEPT, "m/s"
        )


def pad_rows(change: Change) -> Iterator[Row]:
    """Check the first acceleration on the pad: thrust less pressure on the exit area, and attraction."""
    earth, air = change(WGS84, US76)
    craft = upward(((5e5, 5e5), (2e5, 2e5)), 280.0, exit_area_m2=0.8)
    start = moving(earth, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    path = flight((earth, air), craft, start, t_end=0.1, room=50).nodes
    pull = WGS84.gm_m3_s2 / WGS84.a_m**2 * (1.0 + 1.5 * WGS84.j2)
    case = Case("pad", "thrust less pressure times exit area over mass, less attraction, worked by hand")
    expected = (5e5 - 101_325.0 * 0.8) / 20_000.0 - pull
    yield case.near("acceleration at ignition", float(path[0, 7]), expected, 1e-6, "m/s2")


def event_rows(change: Change) -> Iterator[Row]:
    """Check that staging and burnout fall on their times whatever the step, and that a jump is there."""
    model = change(WGS84, US76)
    craft = upward(((5e5, 5e5), (2e5, 2e5)), 280.0)
    start = moving(model[0], (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    case = Case("events", "the program's own times")
    due = (BURNS_S[0], sum(BURNS_S))
    for tolerance, name in ((TIGHT_M, "tight"), (DEFAULT_M, "default"), (1.0, "loose"), (FAST, "fast")):
        path = flight(model, craft, start, t_end=200.0, tolerance_m=tolerance, room=2000).nodes
        jumps = [float(a[0]) for a, b in pairwise(path) if a[0] == b[0] and abs(a[7] - b[7]) > 1.0]
        gap = max(abs(a - b) for a, b in zip(jumps, due, strict=True)) if len(jumps) == 2 else math.nan
        yield case.apart(f"staging and burnout, {name} step", gap, 0.0, "s")


def hold_rows(change: Change) -> Iterator[Row]:
    """Check that an attitude is held from its altitude on: where that is, and where thrust then points."""
    model = change(WGS84, US76)
    craft = upward(((5e5, 5e5), (2e5, 2e5)), 280.0)
    pitch, high = math.radians(30.0), 20_000.0
    craft = craft._replace(
        plane=UPWARD._replace(hold_alt_m=high, hold_sin=math.sin(pitch), hold_cos=math.cos(pitch))
    )
    start = moving(model[0], (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    case = Case("hold", "the plane's own altitude and pitch")
    for tolerance, name in ((DEFAULT_M, "default"), (FAST, "fast")):
        path = flight(model, craft, start, t_end=sum(BURNS_S), tolerance_m=tolerance, room=2000).nodes
        turned = next(i for i, (a, b) in enumerate(pairwise(path)) if a[0] == b[0] and abs(a[8] - b[8]) > 1.0)
        alt = climb(model[0], *path[turned, 1:7].tolist())[0]
        yield case.near(f"altitude of the turn, {name} step", alt, high, 1e-6, "m")
        change_m_s2 = path[turned + 1, 7:] - path[turned, 7:]
        ours = math.atan2(change_m_s2[0], change_m_s2[1])
        yield case.near(f"pitch of the turn, {name} step", ours, 0.5 * (pitch - 0.5 * math.pi), 1e-9, "rad")
