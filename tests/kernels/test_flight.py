"""Steps of the order they claim, events met exactly, and no flight that hangs, jumps the air or lies."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

from midcourse.kernels.atmosphere import US76, VACUUM, Air, exponential_air, with_wind
from midcourse.kernels.boost import boost_flight
from midcourse.kernels.dop853 import STAGES as ROWS
from midcourse.kernels.dop853 import dop853_step
from midcourse.kernels.earth import WGS84, geodetic_to_ecef
from midcourse.kernels.flight import (
    FAST,
    FELL_BACK,
    IMPACT,
    NO_NODES,
    NODE_COLUMNS,
    NODES_FULL,
    STATUS_TEXT,
    STEP_LOST,
    TIME_UP,
    fly,
)
from midcourse.kernels.motion import NO_DRAG, climb, drag_curve, rk4_step, vacuum_step
from midcourse.kernels.orbit import kepler_step
from midcourse.kernels.path import state_at
from midcourse.kernels.steering import NO_PLANE, free_program, phase_of

ROUND = WGS84._replace(j2=0.0)
ARC = np.array([7.0e6, 0.0, 0.0, 500.0, 7.2e3, 1.5e3])
METHODS = pytest.mark.parametrize("tol", [1e-3, FAST])
ICBM = np.array(
    [
        [30_100.0, 4_100.0, 1.247e6, 62.0, 1.21, 3.14, 0.0],
        [9_800.0, 1_470.0, 4.44e5, 60.0, 0.54, 2.54, 3.0],
        [3_830.0, 620.0, 1.81e5, 58.0, 0.22, 1.77, 0.0],
    ]
)  # a notional three-stage solid; between the first two it coasts for 3 s
PAD = (math.radians(40.0), 0.9, 0.0, 5.0)
STEER = (math.radians(20.0), 0.3, math.radians(18.0), 50e3)
BURNOUT_S = 183.0
EDGES_S = (5.0, 13.0, 62.0, 65.0, 125.0, 183.0)
CURVE = drag_curve(np.array([0.0, 0.8, 1.2, 2.0, 5.0]), np.array([0.11, 0.15, 0.36, 0.27, 0.11]))


class End(NamedTuple):
    status: int
    time_s: float
    state: np.ndarray
    nodes: np.ndarray


def falls(
    state: np.ndarray, beta: float, tol: float, air: Air = US76, t_end: float = 1e5, room: int = 0
) -> End:
    """Let a body fall to the ground."""
    last = state.copy()
    nodes = np.zeros((room, NODE_COLUMNS)) if room else NO_NODES
    program = free_program(beta)
    status, t, n, _ = fly(WGS84, air, NO_DRAG, program, 1, NO_PLANE, last, 0.0, t_end, 0.0, tol, nodes)
    return End(status, t, last, nodes[:n])


def launch(tol: float, t_end: float = 1e5, room: int = 0, thrust: float = 1.0) -> End:
    """Launch the three stages, with thrust times a factor."""
    stages = ICBM.copy()
    stages[:, 2] *= thrust
    state = np.empty(6)
    nodes = np.zeros((room, NODE_COLUMNS)) if room else NO_NODES
    status, t, n, burnout_s = boost_flight(
        WGS84, US76, CURVE, stages, 1_000.0, 1 / 8_000.0, PAD, STEER, math.inf, t_end, 0.0, tol, nodes, state
    )
    assert burnout_s == BURNOUT_S
    return End(status, t, state, nodes[:n])


def start(alt_m: float, speed_m_s: float, fpa_deg: float) -> np.ndarray:
    """Return a state over 0.7 rad north, heading north-east, relative to the Earth at rest."""
    lat, lon, fpa = 0.7, 0.3, math.radians(fpa_deg)
    x, y, z = geodetic_to_ecef(WGS84, lat, lon, alt_m)
    up = np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])
    east = np.array([-math.sin(lon), math.cos(lon), 0.0])
    ahead = (east + np.cross(up, east)) / math.sqrt(2.0)
    return np.array([x, y, z, *(speed_m_s * (math.cos(fpa) * ahead + math.sin(fpa) * up))])


def by_rk4(h: float, state: np.ndarray) -> np.ndarray:
    phase = phase_of(free_program(math.inf), 0)
    return np.array(rk4_step(ROUND, VACUUM, NO_DRAG, phase, NO_PLANE, 0, 0.0, h, *state.tolist()))


def by_nystrom(h: float, state: np.ndarray) -> np.ndarray:
    return np.array(vacuum_step(ROUND, h, *state.tolist()))


def by_dop853(h: float, state: np.ndarray) -> np.ndarray:
    phase = phase_of(free_program(math.inf), 0)
    after = np.empty(6)
    scratch = np.empty((ROWS, 6))
    dop853_step(ROUND, VACUUM, NO_DRAG, phase, NO_PLANE, 0, 0.0, h, state, scratch, after)
    return after


@pytest.mark.parametrize(
    ("step", "order", "count"), [(by_rk4, 4, 40), (by_nystrom, 5, 20), (by_dop853, 8, 6)]
)
def verif_order_of_convergence(
    step: Callable[[float, np.ndarray], np.ndarray], order: int, count: int
) -> None:
    truth = kepler_step(ROUND.gm_m3_s2, *ARC.tolist(), 1_200.0)[:6]
    errors = []
    for number in (count, 2 * count):
        state = ARC
        for _ in range(number):
            state = step(1_200.0 / number, state)
        errors.append(math.dist(state[:3], truth[:3]))
    assert math.log2(errors[0] / errors[1]) == pytest.approx(order, abs=0.4)


@pytest.mark.parametrize("tol", [1e-6, 1e-3, 1.0, FAST])
def verif_burnout_comes_at_its_time_whatever_the_step(tol: float) -> None:
    tight = launch(1e-7, t_end=BURNOUT_S)
    end = launch(tol, t_end=BURNOUT_S)
    assert (end.status, end.time_s) == (TIME_UP, BURNOUT_S)
    assert math.dist(end.state[:3], tight.state[:3]) < 1.0
    assert math.dist(end.state[3:], tight.state[3:]) < 0.01


@METHODS
def prop_every_event_ends_a_step(tol: float) -> None:
    nodes = launch(tol, room=2_000).nodes
    for edge in EDGES_S:
        assert np.sum(nodes[:, 0] == edge) == 2, edge
    twice = nodes[:-1][nodes[:-1, 0] == nodes[1:, 0]]
    held = [row for row in twice if row[0] not in EDGES_S]
    assert len(held) == 1
    assert climb(WGS84, *held[0][1:7])[0] == pytest.approx(STEER[3], abs=3e-3)  # the series of `altitude`
    assert np.all(np.diff(nodes[:, 0]) >= 0.0)


@METHODS
def prop_impact_lies_on_the_ground(tol: float) -> None:
    for end in (launch(tol), falls(start(100e3, 6_000.0, 30.0), 3_000.0, tol)):
        assert end.status == IMPACT
        alt, up = climb(WGS84, *end.state)
        assert alt == pytest.approx(0.0, abs=1e-6 if tol > 0.0 else 4e-3)
        assert up < 0.0


@pytest.mark.parametrize(("tol", "limit_m"), [(1e-3, 1.0), (FAST, 10.0)])
def verif_three_stages_against_a_tight_flight(tol: float, limit_m: float) -> None:
    tight, end = launch(1e-6), launch(tol)
    assert end.status == IMPACT
    turned = WGS84.omega_rad_s * (end.time_s - tight.time_s) * math.hypot(*tight.state[:2])
    assert math.dist(end.state[:3], tight.state[:3]) < limit_m + abs(turned)


@METHODS
@pytest.mark.parametrize("boosted", [True, False])
def verif_path_between_nodes_against_a_flight_that_ends_there(tol: float, boosted: bool) -> None:
    def flown(t_end: float, room: int = 0) -> End:
        if boosted:
            return launch(tol, t_end, room)
        return falls(start(100e3, 6_000.0, 20.0), 1_000.0, tol, t_end=t_end, room=room)

    nodes = flown(1e5, room=2_000).nodes
    gaps = np.flatnonzero(np.diff(nodes[:, 0]) > 0.0)
    for i in gaps[:: max(1, len(gaps) // 40)]:
        t = 0.5 * float(nodes[i, 0] + nodes[i + 1, 0])
        read = state_at(nodes, len(nodes), t)
        assert math.dist(read[:3], flown(t).state[:3]) < 1.0, t


@pytest.mark.parametrize("tol", [1e-3, 1.0, 100.0, FAST])
@pytest.mark.parametrize("air", [US76, exponential_air(1.225, 7_200.0)], ids=["us76", "exponential"])
def regress_no_step_jumps_over_the_air(tol: float, air: Air) -> None:
    # peers with loose steps err by kilometres here: drag is invisible to step control above the air
    for alt, speed, fpa, beta in ((700e3, 7_000.0, 35.0, 500.0), (1_200e3, 5_000.0, -60.0, 500.0)):
        begin = start(alt, speed, fpa)
        tight = falls(begin, beta, 1e-6, air)
        end = falls(begin, beta, tol, air)
        assert end.status == IMPACT
        assert math.dist(end.state[:3], tight.state[:3]) < (10.0 if tol < 1.0 else 2e3)
        speeds = [math.hypot(*one.state[3:]) for one in (tight, end)]
        assert speeds[1] == pytest.approx(speeds[0], rel=0.01)  # it arrives braked


@METHODS
@pytest.mark.parametrize(
    "air", [US76, VACUUM, exponential_air(1.2, 7e3)], ids=["us76", "none", "exponential"]
)
@pytest.mark.parametrize("column", range(6))
def prop_a_lost_state_is_told(tol: float, air: Air, column: int) -> None:
    begin = start(100e3, 6_000.0, 30.0)
    begin[column] = math.nan
    assert falls(begin, 3_000.0, tol, air).status in (STEP_LOST, FELL_BACK)


@METHODS
def prop_thrust_below_weight_falls_back(tol: float) -> None:
    end = launch(tol, thrust=0.3)
    assert end.status == FELL_BACK
    assert end.time_s < 62.0


@METHODS
def prop_full_nodes_are_told(tol: float) -> None:
    end = launch(tol, room=12)
    assert end.status == NODES_FULL
    assert len(end.nodes) <= 12
    assert np.all(end.nodes[:, 0] <= end.time_s)


@METHODS
def prop_a_start_past_the_end_of_a_phase_takes_the_next(tol: float) -> None:
    program = np.vstack([free_program(1.0), free_program(5_000.0)])
    program[0, 0] = 10.0
    state = start(60e3, 3_000.0, 10.0)
    lone = state.copy()
    _, t, _, _ = fly(WGS84, US76, NO_DRAG, program, 2, NO_PLANE, state, 10.0, 20.0, 0.0, tol, NO_NODES)
    _, u, _, _ = fly(WGS84, US76, NO_DRAG, program[1:], 1, NO_PLANE, lone, 10.0, 20.0, 0.0, tol, NO_NODES)
    assert t == u == 20.0
    assert state.tolist() == lone.tolist()


@METHODS
def prop_wind_carries_what_falls(tol: float) -> None:
    begin = start(20e3, 50.0, -89.0)
    storm = with_wind(US76, np.array([0.0, 30e3]), np.array([20.0, 20.0]), np.array([0.0, 0.0]))
    calm, blown = falls(begin, 500.0, tol), falls(begin, 500.0, tol, storm)
    assert 100.0 < math.dist(calm.state[:3], blown.state[:3]) < 20.0 * blown.time_s


@pytest.mark.parametrize("fpa_deg", [1.0, 45.0, 90.0])
@METHODS
def verif_a_hop_from_low_over_the_ground_comes_down(fpa_deg: float, tol: float) -> None:
    begin = start(50.0, 100.0, fpa_deg)
    tight, end = falls(begin, math.inf, 1e-9, VACUUM), falls(begin, math.inf, tol, VACUUM)
    assert end.status == IMPACT
    assert math.dist(end.state[:3], tight.state[:3]) < (1e-2 if tol > 0.0 else 10.0)


def prop_every_status_has_a_text() -> None:
    assert set(STATUS_TEXT) == {IMPACT, TIME_UP, FELL_BACK, NODES_FULL, STEP_LOST}
