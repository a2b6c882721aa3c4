"""Lift-off to impact, and distances on the ellipsoid."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pyproj import Geod

from midcourse.kernels.atmosphere import US76, VACUUM
from midcourse.kernels.boost import arc_m, boost_flight, ground_point, pad_state
from midcourse.kernels.earth import STILL, WGS84, ecef_to_geodetic
from midcourse.kernels.flight import FAST, FELL_BACK, IMPACT, NO_NODES, NODE_COLUMNS, TIME_UP
from midcourse.kernels.motion import NO_DRAG

STAGES = np.array([[10_000.0, 1_000.0, 4e5, 60.0, 0.5, 0.0, 0.0], [3_000.0, 400.0, 9e4, 80.0, 0.3, 0.0, 5.0]])
PAYLOAD_KG = 600.0
PAD = (math.radians(41.0), math.radians(129.7), 30.0, 6.0)
Arc = tuple[float, float]


def fly(
    steer: tuple[float, float, float, float],
    t_end: float = 1e5,
    tol: float = 1e-3,
    stages: np.ndarray = STAGES,
    room: int = 0,
    pad: tuple[float, float, float, float] = PAD,
) -> tuple[int, float, float, np.ndarray, np.ndarray]:
    """Fly the two stages: status, time, time of burnout, last state, nodes."""
    state = np.empty(6)
    nodes = np.empty((room, NODE_COLUMNS)) if room else NO_NODES
    status, t, count, burnout_s = boost_flight(
        WGS84,
        US76,
        NO_DRAG,
        stages,
        PAYLOAD_KG,
        1.0 / 3_000.0,
        pad,
        steer,
        math.inf,
        t_end,
        0.0,
        tol,
        nodes,
        state,
    )
    return status, t, burnout_s, state, nodes[:count]


EAST = (0.5 * math.pi, 0.08, math.radians(45.0), 50_000.0)


def verif_pad_turns_with_the_earth() -> None:
    state = np.empty(6)
    pad_state(WGS84, 0.7, 2.0, 100.0, state)
    assert ecef_to_geodetic(WGS84, *state[:3]) == pytest.approx((0.7, 2.0, 100.0), abs=1e-8)
    assert math.hypot(*state[3:]) == pytest.approx(WGS84.omega_rad_s * math.hypot(state[0], state[1]))
    pad_state(STILL, 0.7, 2.0, 100.0, state)
    assert np.all(state[3:] == 0.0)


@pytest.mark.parametrize(("tol", "limit_m"), [(1e-3, 1.0), (FAST, 10.0)])
@pytest.mark.parametrize("hold_deg", [20.0, 35.0, 45.0])
def verif_boosted_flight_against_a_tight_one(tol: float, limit_m: float, hold_deg: float) -> None:
    ends = []
    for tolerance in (1e-6, tol):
        status, t, burnout_s, state, _ = fly((*EAST[:2], math.radians(hold_deg), EAST[3]), tol=tolerance)
        assert (status, burnout_s) == (IMPACT, 145.0)
        ends.append(ground_point(WGS84, t, state))
    assert ends[0][2] == pytest.approx(0.0, abs=1e-3)
    assert arc_m(WGS84, *ends[0][:2], *ends[1][:2])[0] < limit_m


def prop_azimuth_points_the_way() -> None:
    places = []
    for azimuth_deg in (0.0, 90.0, 180.0, 270.0):
        _, t, _, state, _ = fly((math.radians(azimuth_deg), *EAST[1:]))
        places.append(ground_point(WGS84, t, state))
    north, east, south, west = places
    assert north[0] > PAD[0] > south[0]
    assert east[1] > PAD[1] > west[1]


def prop_the_sooner_end_wins() -> None:
    status, t, _, state, _ = fly(EAST, t_end=100.0)
    assert (status, t) == (TIME_UP, 100.0)
    assert np.all(np.isfinite(state))


def prop_a_craft_too_heavy_falls_back() -> None:
    weak = STAGES.copy()
    weak[:, 2] = 1e4
    assert fly(EAST, stages=weak, pad=(PAD[0], PAD[1], 0.0, PAD[3]))[0] == FELL_BACK


def prop_a_craft_too_heavy_on_a_hill_falls_back_too() -> None:
    weak = STAGES.copy()
    weak[:, 2] = 1e4
    assert fly(EAST, stages=weak, pad=(PAD[0], PAD[1], 30.0, PAD[3]))[0] == FELL_BACK


def prop_stage_times_are_hit_exactly() -> None:
    nodes = fly(EAST, room=5_000)[4]
    for time_s in (6.0, 14.0, 60.0, 65.0, 145.0):
        assert np.sum(nodes[:, 0] == time_s) == 2, time_s


def prop_vacuum_takes_the_craft_farther() -> None:
    state = np.empty(6)
    ranges = []
    for air in (US76, VACUUM):
        _, t, _, _ = boost_flight(
            WGS84,
            air,
            NO_DRAG,
            STAGES,
            PAYLOAD_KG,
            1.0 / 3_000.0,
            PAD,
            EAST,
            math.inf,
            1e5,
            0.0,
            1e-3,
            NO_NODES,
            state,
        )
        lat, lon, _ = ground_point(WGS84, t, state)
        ranges.append(arc_m(WGS84, PAD[0], PAD[1], lat, lon)[0])
    assert ranges[1] > ranges[0] > 300e3


def val_distance_against_proj() -> None:
    geod = Geod(ellps="WGS84")
    rng = np.random.default_rng(11)
    done = 0
    while done < 1_000:
        lat = np.degrees(np.arcsin(rng.uniform(-1.0, 1.0, 2)))
        lon = rng.uniform(-180.0, 180.0, 2)
        azimuth, _, far = geod.inv(lon[0], lat[0], lon[1], lat[1])
        if far > 19.9e6:  # within a degree of the antipode
            continue
        ours = arc_m(WGS84, *(math.radians(part) for part in (lat[0], lon[0], lat[1], lon[1])))
        assert ours[0] == pytest.approx(far, abs=1e-3)
        across = math.radians(abs(math.remainder(math.degrees(ours[1]) - azimuth, 360.0))) * math.sin(
            far / 6.37e6
        )
        assert across < 1e-8
        done += 1


def val_distance_near_the_antipode_stays_within_50_km() -> None:
    geod = Geod(ellps="WGS84")
    rng = np.random.default_rng(12)
    for _ in range(500):
        lat, lon = float(rng.uniform(-89.0, 89.0)), float(rng.uniform(-180.0, 180.0))
        end = (-lat + float(rng.uniform(-0.5, 0.5)), lon + 180.0 + float(rng.uniform(-0.5, 0.5)))
        far = geod.inv(lon, lat, end[1], end[0])[2]
        ours = arc_m(WGS84, *(math.radians(part) for part in (lat, lon, end[0], end[1])))
        assert abs(ours[0] - far) < 50e3
        assert 0.0 <= ours[1] <= 2.0 * math.pi


@pytest.mark.parametrize(
    ("a", "b"),
    [((0.3, 1.0), (0.3, 1.0)), ((1.2, -3.14), (1.2, 3.14)), ((0.5 * math.pi, 0.0), (-0.5 * math.pi, 0.0)),
     ((0.0, 0.0), (0.0, 1e-9)), ((-0.4, 2.0), (0.9, -2.5))],
)  # fmt: skip
def prop_distance_is_the_same_both_ways(a: Arc, b: Arc) -> None:
    there, back = arc_m(WGS84, *a, *b)[0], arc_m(WGS84, *b, *a)[0]
    assert math.isfinite(there)
    assert there == pytest.approx(back, abs=1e-6)
