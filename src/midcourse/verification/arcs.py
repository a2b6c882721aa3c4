"""The 2,000 random arcs: impact points against an integration at 1e-13 that shares no code with the model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.atmosphere import US76, Air
from midcourse.kernels.earth import WGS84, Earth, turn
from midcourse.kernels.flight import DEFAULT_M, FAST, IMPACT, NO_NODES, fly
from midcourse.kernels.motion import NO_DRAG
from midcourse.kernels.path import state_at
from midcourse.kernels.steering import COLUMNS, FALL, FOREVER_S, NO_PLANE, Plane
from midcourse.verification import shipped
from midcourse.verification.flown import LONG_S, TIGHT_M, falling, flight, highest_m, moving
from midcourse.verification.row import Case, Change, Row

SOURCE = "SciPy DOP853 at a relative tolerance of 1e-13, tools/make_arcs.py"
ROOM = 4_000
MODES = (("default", DEFAULT_M, 1.0), ("fast", FAST, 10.0))
Model = tuple[Earth, Air]


def rows(change: Change) -> Iterator[Row]:
    """Compare the worst impact point of all arcs and of each label, and what is read between nodes."""
    table = shipped.arcs()
    model = change(WGS84, US76)
    labels = list(dict.fromkeys(arc["label"] for arc in table))
    for mode, tolerance_m, limit_m in MODES:
        gaps = misses_m(model, table, tolerance_m)
        yield worst_row("arcs", f"{mode}, worst of {len(gaps)}", gaps, limit_m)
        for label in labels:
            some = gaps[[arc["label"] == label for arc in table]]
            yield worst_row(f"arcs-{label}", f"{mode}, worst of {len(some)}", some, limit_m)
    yield from between_rows(model, table[::20])


def single_rows(change: Change) -> Iterator[Row]:
    """Compare every arc, one row each and mode; for `verify --all`."""
    table = shipped.arcs()
    model = change(WGS84, US76)
    for mode, tolerance_m, limit_m in MODES:
        for number, gap in enumerate(misses_m(model, table, tolerance_m)):
            case = Case(f"arc-{number}", SOURCE)
            yield case.apart(f"impact point, {mode}", float(gap), limit_m, "m", table[number]["label"])


def worst_row(name: str, which: str, gaps: np.ndarray, limit_m: float) -> Row:
    """Judge the largest of some misses; one that is not a number fails."""
    note = f"median {np.median(gaps):.2g} m, above the tolerance: {int(np.sum(~(gaps <= limit_m)))}"
    return Case(name, SOURCE).apart(f"impact point, {which}", float(np.max(gaps)), limit_m, "m", note)


def misses_m(model: Model, table: list[dict[str, Any]], tolerance_m: float) -> np.ndarray:
    """Fly arcs and measure how far from the reference they come down.

    Args:
        model: Earth and Air.
        table: arcs, as in `arcs.csv`.
        tolerance_m: as for `flight.fly`.

    Returns:
        distance of the impact points, Earth-fixed, in m, shape (n,); not a number where there is no impact.
    """
    starts = np.array([start_of(model[0], arc) for arc in table])
    betas = np.array([arc["beta_kg_m2"] for arc in table])
    ends = np.empty((len(table), 3))
    _impacts(*model, NO_DRAG, NO_PLANE, starts, betas, tolerance_m, NO_NODES, ends)
    truth = np.array([[arc[f"impact_{axis}_ecef_m"] for axis in "xyz"] for arc in table])
    return np.asarray(np.linalg.norm(ends - truth, axis=1))


def start_of(earth: Earth, arc: dict[str, Any]) -> np.ndarray:
    """Return the `eci` state (6,) at which an arc begins."""
    fpa, azimuth = math.radians(arc["fpa_deg"]), math.radians(arc["azimuth_deg"])
    ahead, up = arc["speed_m_s"] * math.cos(fpa), arc["speed_m_s"] * math.sin(fpa)
    place = (math.radians(arc["lat_deg"]), math.radians(arc["lon_deg"]), arc["alt_m"])
    return moving(earth, place, (ahead * math.sin(azimuth), ahead * math.cos(azimuth), up))


@kernel
def _impacts(
    earth: Earth,
    air: Air,
    curve: np.ndarray,
    plane: Plane,
    starts: np.ndarray,
    betas: np.ndarray,
    tolerance_m: float,
    nodes: np.ndarray,
    ends: np.ndarray,
) -> None:
    # where each body comes down, Earth-fixed, into `ends` (n, 3); arrays that are arguments keep `fly`
    # to the one compiled form that all callers share
    program = np.zeros((1, COLUMNS))
    program[0, 0], program[0, 2], program[0, 10] = FOREVER_S, 1.0, FALL
    for i in range(starts.shape[0]):
        program[0, 9] = 1.0 / betas[i]
        state = starts[i].copy()
        status, t, _, _ = fly(
            earth, air, curve, program, 1, plane, state, 0.0, LONG_S, 0.0, tolerance_m, nodes
        )
        x, y = turn(-earth.omega_rad_s * t, state[0], state[1])
        ends[i, 0], ends[i, 1], ends[i, 2] = x, y, state[2]
        if status != IMPACT:
            ends[i, :] = math.nan


def between_rows(model: Model, table: list[dict[str, Any]]) -> Iterator[Row]:
    """Judge the path between its nodes: the apogee, and the middle of every interval flown again tightly."""
    apogees, middles = [], []
    for number, arc in enumerate(table):
        craft, start = falling(arc["beta_kg_m2"]), start_of(model[0], arc)
        nodes = flight(model, craft, start, ground_m=0.0, room=ROOM).nodes
        apogees.append(abs(highest_m(model[0], nodes) - arc["apogee_m"]))
        if number % 5 == 0:
            middles.append(between_m(model, arc, nodes))
    yield worst_row("arcs-between", f"apogee of {len(apogees)}", np.array(apogees), 1.0)
    yield worst_row("arcs-between", f"middle of intervals of {len(middles)}", np.array(middles), 1.0)


def between_m(model: Model, arc: dict[str, Any], nodes: np.ndarray) -> float:
    """Return the largest distance in m, in the middle of intervals, between a path and a tight flight."""
    craft, t, state = falling(arc["beta_kg_m2"]), 0.0, start_of(model[0], arc)
    worst = 0.0
    for a, b in zip(nodes[:-1, 0], nodes[1:, 0], strict=True):
        middle = 0.5 * float(a + b)
        state = flight(model, craft, state, t0=t, t_end=middle, tolerance_m=TIGHT_M).state
        worst = max(worst, math.dist(state[:3], state_at(nodes, len(nodes), middle)[:3]))
        t = middle
    return worst
