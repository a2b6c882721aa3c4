"""How the predicted impact moves with the state: beside differences of the fall itself, and carried forward."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.stats import chi2

from midcourse.kernels.boost import arc_m
from midcourse.kernels.earth import (
    WGS84,
    Earth,
    ecef_to_enu,
    ecef_to_geodetic,
    enu_to_ecef,
    geodetic_to_ecef,
    gravity,
    turn,
)
from midcourse.kernels.filter import pack, transition
from midcourse.kernels.motion import climb, vacuum_step
from midcourse.tracking.track import (
    FELT_S,
    SMALL,
    carry_slope,
    coasted,
    fall,
    impact_major,
    impact_slope,
    nudged,
    unsure,
)

BALL = WGS84._replace(f=0.0, j2=0.0)
# latitude, longitude, azimuth and angle of climb in deg, speed over ground in m/s, all at 100 km after burnout
PATHS = {
    "irbm": (34.0, 53.0, 310.0, 35.0, 5400.0),
    "icbm": (60.0, 100.0, -10.0, 30.0, 6700.0),
    "flat-icbm": (41.0, 126.0, 20.0, 25.0, 6900.0),
    "lofted": (40.0, 127.0, 60.0, 70.0, 6500.0),
}
MOMENTS = {"apogee": 0.5, "late": 0.9}  # share of the time from there to the ground
cases = pytest.mark.parametrize("share", MOMENTS.values(), ids=MOMENTS)
paths = pytest.mark.parametrize("name", PATHS)


def carried(earth: Earth, state: np.ndarray, dt: float) -> np.ndarray:
    steps = math.ceil(abs(dt) / 5.0)
    for _ in range(steps):
        state = np.array(vacuum_step(earth, dt / steps, *state))
    return state


def aloft(earth: Earth, name: str, share: float) -> tuple[float, np.ndarray, float]:
    """Return a time, the state on a path then, and how long it is to the ground."""
    lat, lon, azimuth, angle = (math.radians(part) for part in PATHS[name][:4])
    speed = PATHS[name][4]
    level = speed * math.cos(angle)
    x, y, z = geodetic_to_ecef(earth, lat, lon, 100e3)
    vx, vy, vz = enu_to_ecef(
        lat, lon, level * math.sin(azimuth), level * math.cos(azimuth), speed * math.sin(angle)
    )
    start = np.array([x, y, z, vx - earth.omega_rad_s * y, vy + earth.omega_rad_s * x, vz])
    end_s = fall(earth, 0.0, start)[2]
    return share * end_s, carried(earth, start, share * end_s), (1.0 - share) * end_s


def by_differences(earth: Earth, time_s: float, state: np.ndarray) -> np.ndarray:
    """Return metres north and east and seconds of `fall` over the state, by central differences."""
    lat, lon, _ = fall(earth, time_s, state)
    slope = np.empty((3, 6))
    for k in range(6):
        # wide enough for rounding, narrow enough for the bend of the path: halving it changes the seventh digit
        nudge = (1e3 if k < 3 else 1.0) * np.eye(6)[k]
        ends = [fall(earth, time_s, moved) for moved in (state + nudge, state - nudge)]
        ahead, behind = (np.array(geodetic_to_ecef(earth, end[0], end[1], 0.0)) for end in ends)
        east, north, _ = ecef_to_enu(lat, lon, *(ahead - behind))
        slope[:, k] = np.array([north, east, ends[0][2] - ends[1][2]]) / (2.0 * nudge[k])
    return slope


def by_conics(earth: Earth, time_s: float, state: np.ndarray) -> np.ndarray:
    lat, lon, _ = fall(earth, time_s, state)
    slope = np.empty((3, 6))
    assert impact_slope(earth, time_s, state, lat, lon, slope) == 0
    return slope


def apart(slope: np.ndarray, other: np.ndarray, left_s: float) -> tuple[float, float]:
    """Return the share by which two slopes differ, over the ground and in time; velocities count for the time left."""
    scale = np.array([1.0, 1.0, 1.0, left_s, left_s, left_s])
    off, size = (slope - other) / scale, other / scale
    return (
        float(np.linalg.norm(off[:2]) / np.linalg.norm(size[:2])),
        float(np.linalg.norm(off[2]) / np.linalg.norm(size[2])),
    )


@paths
@cases
def verif_on_a_ball_the_slope_is_that_of_the_fall(name: str, share: float) -> None:
    # conics are exact there; what is left are differences to one side, of 100 m and 0.1 m/s
    time_s, state, left_s = aloft(BALL, name, share)
    slope = by_conics(BALL, time_s, state)
    assert max(apart(slope, by_differences(BALL, time_s, state), left_s)) < 5e-5


@paths
@cases
def verif_on_the_ellipsoid_with_j2_the_slope_is_within_one_part_in_a_hundred(name: str, share: float) -> None:
    time_s, state, left_s = aloft(WGS84, name, share)
    slope = by_conics(WGS84, time_s, state)
    assert max(apart(slope, by_differences(WGS84, time_s, state), left_s)) < 0.01


def _falls_tightly(time_s: float, state: np.ndarray) -> tuple[float, float, float]:
    # by scipy, until the altitude passes through zero
    def rates(_: float, y: np.ndarray) -> np.ndarray:
        return np.array([*y[3:], *gravity(WGS84, *y[:3])])

    def ground(_: float, y: np.ndarray) -> float:
        return climb(WGS84, *y)[0]

    ground.terminal, ground.direction = True, -1.0  # type: ignore[attr-defined]
    done = solve_ivp(rates, (0.0, 3_600.0), state, method="DOP853", rtol=1e-12, atol=1e-6, events=ground)
    at_s, end = time_s + done.t_events[0][0], done.y_events[0][0]
    x, y = turn(-WGS84.omega_rad_s * at_s, end[0], end[1])
    lat, lon, _ = ecef_to_geodetic(WGS84, x, y, end[2])
    return lat, lon, at_s


@paths
@pytest.mark.parametrize("share", [0.0, *MOMENTS.values()])
def verif_the_fall_against_a_tight_path(name: str, share: float) -> None:
    # promised are 40 m, for flights of an hour; those of missiles end within centimetres
    time_s, state, _ = aloft(WGS84, name, share)
    lat, lon, end_s = fall(WGS84, time_s, state)
    there = _falls_tightly(time_s, state)
    assert arc_m(WGS84, lat, lon, *there[:2])[0] < 0.05
    assert end_s == pytest.approx(there[2], abs=2e-5)


def prop_what_does_not_come_down_has_no_impact() -> None:
    r, slope = 7.0e6, np.empty((3, 6))
    circle = math.sqrt(WGS84.gm_m3_s2 / r)
    for speed in (circle, 1.5 * circle):  # a satellite, and what leaves for good
        state = np.array([r, 0.0, 0.0, 0.0, 0.8 * speed, 0.6 * speed])
        assert np.isnan(fall(WGS84, 0.0, state)).all()
        assert impact_slope(WGS84, 0.0, state, 0.1, 0.2, slope) == 1


def prop_falling_leaves_the_state_as_it_is() -> None:
    time_s, state, _ = aloft(WGS84, "irbm", 0.5)
    before = state.copy()
    fall(WGS84, time_s, state)
    by_conics(WGS84, time_s, state)
    assert (state == before).all()


@paths
@cases
@pytest.mark.parametrize(("dt", "limit"), [(10.0, 2e-4), (30.0, 1e-3)])
def verif_a_carried_slope_is_the_slope_of_the_later_state(
    name: str, share: float, dt: float, limit: float
) -> None:
    time_s, state, left_s = aloft(WGS84, name, share)
    slope, later = by_conics(WGS84, time_s, state), carried(WGS84, state, dt)
    carry_slope(WGS84, dt, later, slope)
    assert max(apart(slope, by_conics(WGS84, time_s + dt, later), left_s)) < limit


def verif_a_slope_is_carried_by_the_transition_back() -> None:
    rng = np.random.default_rng(1)
    for name in PATHS:
        state, dt = aloft(WGS84, name, 0.5)[1], rng.uniform(1.0, 30.0)
        slope = rng.normal(size=(3, 6)) * np.array([1.0, 1.0, 1.0, 1e3, 1e3, 1e3])
        parts, place = transition(WGS84, -dt, *state[:3]), state[:3]
        own, over_velocity, over_position = (
            a * np.eye(3) + b * np.outer(place, place) for a, b in zip(parts[::2], parts[1::2], strict=True)
        )
        expected = slope @ np.block([[own, over_velocity], [over_position, own]])
        carry_slope(WGS84, dt, state, slope)
        assert slope == pytest.approx(expected, rel=1e-12, abs=1e-12)


def verif_the_ellipse_of_the_impact_by_eigenvalues() -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        slope, root, packed = rng.normal(size=(3, 6)), rng.normal(size=(6, 6)), np.empty(21)
        pack(root @ root.T, packed)
        ground = slope[:2] @ root @ root.T @ slope[:2].T
        expected = math.sqrt(chi2.ppf(0.95, 2) * np.linalg.eigvalsh(ground)[-1])
        assert impact_major(slope, packed) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("by", "limit"),
    [(0.0, 1e-16), (1e-4, 1e-15), (-0.01, 1e-12), (SMALL, 3e-9), (-SMALL, 3e-9),
     (1.001 * SMALL, 1e-15), (-0.7, 1e-15), (3.0, 1e-15)],
)  # fmt: skip
def verif_a_nudged_angle_is_the_sum_of_both(by: float, limit: float) -> None:
    # the first term left out is the fifth power of the smaller angle over 120
    for angle in np.linspace(-math.pi, math.pi, 25):
        sine, cosine = nudged(math.sin(angle), math.cos(angle), by)
        assert sine == pytest.approx(math.sin(angle + by), abs=limit)
        assert cosine == pytest.approx(math.cos(angle + by), abs=limit)


@pytest.mark.parametrize("dt", [0.5, FELT_S, 1.2, 5.0, 10.0])
def verif_a_coasting_track_stays_within_six_metres_for_ten_seconds(dt: float) -> None:
    rng = np.random.default_rng(3)
    for k in range(300):
        up, way = (one / np.linalg.norm(one) for one in rng.normal(size=(2, 3)))
        up = np.array([0.0, 0.0, 1.0]) if k == 0 else up
        way = up if k % 3 == 0 else way  # straight up is worst, most of all above a pole
        state = np.concatenate([up * rng.uniform(6.47e6, 8e6), way * rng.uniform(2e3, 7.8e3)])
        assert math.dist(coasted(WGS84, dt, state), carried(WGS84, state, dt)[:3]) < 6.0


@pytest.mark.parametrize("burning", [False, True])
def verif_how_unsure_a_place_is_by_matrices(burning: bool) -> None:
    rng = np.random.default_rng(4)
    for dt in (0.0, 0.5, 3.0):
        root, packed = rng.normal(size=(6, 6)) * 100.0, np.empty(21)
        cov = root @ root.T
        pack(cov, packed)
        ahead = np.hstack([np.eye(3), dt * np.eye(3)])
        push = 0.5 * dt * dt * (100.0 if burning else 0.0)  # m/s2, the thrust of a missile
        mean = np.trace(ahead @ cov @ ahead.T) / 3.0 + push**2
        assert unsure(dt, burning, packed) == pytest.approx(math.sqrt(mean), rel=1e-12)
