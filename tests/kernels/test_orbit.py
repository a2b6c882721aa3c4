"""Conics: the Kepler step, Lambert's problem and free flight against each other."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.kernels.earth import WGS84
from midcourse.kernels.orbit import (
    CONVERGED,
    NO_ARC,
    free_flight,
    kepler_step,
    lambert,
    stumpff,
)

GM = WGS84.gm_m3_s2
State = list[float]


def start(rng: np.random.Generator, share: tuple[float, float]) -> State:
    """Draw a state whose speed is a share of the escape speed and whose perigee is above 100 km."""
    while True:
        place = rng.normal(size=3)
        r = rng.uniform(6.5e6, 2e7)
        place *= r / np.linalg.norm(place)
        v = rng.normal(size=3)
        v *= rng.uniform(*share) * math.sqrt(2.0 * GM / r) / np.linalg.norm(v)
        h2 = float(np.sum(np.cross(place, v) ** 2))
        energy = 0.5 * float(v @ v) - GM / r
        e = math.sqrt(max(0.0, 1.0 + 2.0 * energy * h2 / GM**2))
        if h2 / GM / (1.0 + e) > 1e5:
            return [*place.tolist(), *v.tolist()]


def turned(a: State, b: State) -> float:
    """Return the angle of b past a in the direction of flight, 0 to 2 pi."""
    normal = np.cross(a[:3], a[3:6])
    across = float(np.cross(a[:3], b[:3]) @ normal) / float(np.linalg.norm(normal))
    return math.atan2(across, float(np.dot(a[:3], b[:3]))) % (2.0 * math.pi)


@pytest.mark.parametrize("share", [(0.1, 0.7), (0.7, 0.98), (0.999, 1.001), (1.05, 2.0)])
def prop_kepler_step_forward_and_back(share: tuple[float, float]) -> None:
    rng = np.random.default_rng(3)
    for _ in range(250):
        state = start(rng, share)
        dt = float(rng.uniform(-8_000.0, 8_000.0))
        *there, status = kepler_step(GM, *state, dt)
        *back, status_back = kepler_step(GM, *there, -dt)
        assert (status, status_back) == (CONVERGED, CONVERGED)
        assert math.dist(back[:3], state[:3]) < 1e-3
        energies = [0.5 * math.hypot(*s[3:]) ** 2 - GM / math.hypot(*s[:3]) for s in (state, there)]
        assert energies[1] == pytest.approx(energies[0], abs=1e-9 * GM / 6.5e6)


def prop_kepler_step_of_no_time_and_of_two_parts() -> None:
    rng = np.random.default_rng(4)
    for _ in range(100):
        state = start(rng, (0.5, 0.95))
        assert kepler_step(GM, *state, 0.0)[:6] == pytest.approx(state, rel=1e-15)
        halfway = list(kepler_step(GM, *state, 900.0)[:6])
        parts = kepler_step(GM, *halfway, 900.0)[:6]
        assert math.dist(parts[:3], kepler_step(GM, *state, 1800.0)[:3]) < 1e-5


def verif_kepler_step_round_a_circle() -> None:
    r = 7e6
    v = math.sqrt(GM / r)
    quarter = 0.5 * math.pi * math.sqrt(r**3 / GM)
    assert kepler_step(GM, r, 0.0, 0.0, 0.0, v, 0.0, quarter)[:6] == pytest.approx(
        (0, r, 0, -v, 0, 0), abs=1e-6
    )


@pytest.mark.parametrize(
    ("share", "seed"),
    [((0.3, 0.98), 5), ((0.9995, 1.0005), 6), ((1.05, 1.5), 7)],
    ids=["ellipse", "parabola", "hyperbola"],
)
@pytest.mark.parametrize("long_way", [0, 1])
def verif_lambert_finds_the_conic_again(share: tuple[float, float], seed: int, long_way: int) -> None:
    rng = np.random.default_rng(seed)
    done, count = 0, 170
    while done < count:
        state = start(rng, share)
        r = math.hypot(*state[:3])
        energy = 0.5 * math.hypot(*state[3:]) ** 2 - GM / r
        period = math.inf if energy >= 0.0 else 2.0 * math.pi * GM / (-2.0 * energy) ** 1.5
        dt = float(rng.uniform(200.0, min(20_000.0, 0.95 * period)))
        there = list(kepler_step(GM, *state, dt)[:6])
        angle = turned(state, there)
        if (angle > math.pi) != bool(long_way) or abs(math.sin(angle)) < 0.02:
            continue
        *v, status = lambert(GM, *state[:3], *there[:3], dt, long_way)
        assert status == CONVERGED
        # a velocity good to 1e-9 of itself; the last digits of a and b limit it near a straight arc
        assert math.dist(v[:3], state[3:]) < 1e-7 * math.hypot(*state[3:])
        assert math.dist(v[3:], there[3:]) < 1e-7 * math.hypot(*there[3:])
        reached = kepler_step(GM, *state[:3], *v[:3], dt)
        assert math.dist(reached[:3], there[:3]) < 1e-2
        done += 1


@pytest.mark.parametrize(
    ("a", "b", "time_s"),
    [((7e6, 0.0, 0.0), (9e6, 0.0, 0.0), 900.0), ((7e6, 0.0, 0.0), (-9e6, 0.0, 0.0), 900.0),
     ((7e6, 0.0, 0.0), (7e6, 0.0, 0.0), 900.0), ((7e6, 0.0, 0.0), (0.0, 8e6, 0.0), 0.0),
     ((7e6, 0.0, 0.0), (0.0, 8e6, 0.0), -5.0), ((7e6, 0.0, 0.0), (0.0, 8e6, 0.0), math.nan),
     ((0.0, 0.0, 0.0), (0.0, 8e6, 0.0), 900.0)],
)  # fmt: skip
def prop_lambert_says_where_there_is_no_arc(
    a: tuple[float, float, float], b: tuple[float, float, float], time_s: float
) -> None:
    *v, status = lambert(GM, *a, *b, time_s, 0)
    assert status == NO_ARC
    assert all(math.isnan(part) for part in v)


def verif_free_flight_by_kepler_step() -> None:
    rng = np.random.default_rng(8)
    for _ in range(300):
        r, speed, fpa = (
            float(rng.uniform(6.4e6, 7e6)),
            float(rng.uniform(500.0, 7_500.0)),
            float(rng.uniform(0.02, 1.55)),
        )
        angle, time_s, apogee = free_flight(GM, r, speed, fpa)
        state = [r, 0.0, 0.0, speed * math.sin(fpa), speed * math.cos(fpa), 0.0]
        end = kepler_step(GM, *state, time_s)
        assert math.dist(end[:3], (r * math.cos(angle), r * math.sin(angle), 0.0)) < 1e-3
        top = kepler_step(GM, *state, 0.5 * time_s)
        assert math.hypot(*top[:3]) == pytest.approx(apogee, abs=1e-3)


def prop_free_flight_that_does_not_come_back_is_not_a_number() -> None:
    assert all(math.isnan(part) for part in free_flight(GM, 7e6, 11_000.0, 0.5))


@pytest.mark.parametrize(
    "z", [-30.0, -0.0500001, -0.05, -0.0499999, -1e-9, 0.0, 1e-9, 0.0499999, 0.05, 0.0500001, 30.0]
)
def verif_stumpff_series_and_closed_form(z: float) -> None:
    terms = [(-z) ** k / math.factorial(2 * k + 2) for k in range(40)]
    more = [(-z) ** k / math.factorial(2 * k + 3) for k in range(40)]
    assert stumpff(z) == pytest.approx((math.fsum(terms), math.fsum(more)), rel=1e-12, abs=1e-14)
