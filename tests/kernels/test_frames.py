"""Frames in place of angles: the same east, north and up as the older path by latitude, longitude and turn."""

from __future__ import annotations

import math

import numpy as np
import pytest

from midcourse.kernels.earth import (
    WGS84,
    Frame,
    ecef_to_enu,
    enu_to_ecef,
    frame_at,
    geodetic_to_ecef,
    into_frame,
    out_of_frame,
    turn,
    turned_frame,
)

HALF_PI = 0.5 * math.pi
SMALL_M = 2e-8  # a few last digits of a point some thousand km away
Vector = tuple[float, float, float]


def frame_of(lat: float, lon: float, alt_m: float = 0.0) -> Frame:
    return frame_at(lat, lon, *geodetic_to_ecef(WGS84, lat, lon, alt_m))


def turned(frame: Frame, angle: float) -> Frame:
    return turned_frame(frame, math.cos(angle), math.sin(angle))


def drawn(seed: int) -> list[tuple[float, float, float, np.ndarray]]:
    """Draw sites, angles of the Earth's turn, and points around: latitude, longitude, angle in rad, point in m."""
    rng = np.random.default_rng(seed)
    return [
        (
            math.asin(rng.uniform(-1.0, 1.0)),
            rng.uniform(-math.pi, math.pi),
            rng.uniform(-7.0, 7.0),
            rng.normal(size=3) * 6e6,
        )
        for _ in range(300)
    ]


def verif_a_turned_frame_sees_what_latitude_longitude_and_turn_see() -> None:
    for lat, lon, angle, point in drawn(1):
        site = geodetic_to_ecef(WGS84, lat, lon, 300.0)
        x, y = turn(-angle, point[0], point[1])
        expected = ecef_to_enu(lat, lon, x - site[0], y - site[1], point[2] - site[2])
        assert math.dist(into_frame(turned(frame_of(lat, lon, 300.0), angle), *point), expected) < SMALL_M


def verif_a_vector_out_of_a_frame_is_the_older_one_turned() -> None:
    for lat, lon, angle, enu in drawn(2):
        x, y, z = enu_to_ecef(lat, lon, *enu)
        expected = (*turn(angle, x, y), z)
        assert math.dist(out_of_frame(turned(frame_of(lat, lon), angle), *enu), expected) < SMALL_M


def prop_into_a_frame_and_out_of_it_leads_back() -> None:
    for lat, lon, angle, point in drawn(3):
        frame = turned(frame_of(lat, lon), angle)
        enu = into_frame(frame, *point)
        back = out_of_frame(frame, *enu) + np.array([frame.x_m, frame.y_m, frame.z_m])
        assert math.dist(back, point) < SMALL_M
        # a frame sees lengths as they are
        away = math.dist(point, (frame.x_m, frame.y_m, frame.z_m))
        assert math.hypot(*enu) == pytest.approx(away, rel=1e-14)


def prop_east_north_and_up_stand_at_right_angles_and_are_right_handed() -> None:
    for lat, lon, angle, _ in drawn(4):
        frame = turned(frame_of(lat, lon), angle)
        axes = np.array([out_of_frame(frame, *one) for one in np.eye(3)])
        assert axes @ axes.T == pytest.approx(np.eye(3), abs=1e-15)
        assert np.cross(axes[0], axes[1]) == pytest.approx(axes[2], abs=1e-15)


@pytest.mark.parametrize(
    ("lat", "lon", "east", "north", "up"),
    [(0.0, 0.0, (0, 1, 0), (0, 0, 1), (1, 0, 0)), (0.0, HALF_PI, (-1, 0, 0), (0, 0, 1), (0, 1, 0)),
     (0.0, math.pi, (0, -1, 0), (0, 0, 1), (-1, 0, 0)), (HALF_PI, 0.0, (0, 1, 0), (-1, 0, 0), (0, 0, 1)),
     (-HALF_PI, 0.0, (0, 1, 0), (1, 0, 0), (0, 0, -1))],
    ids=["equator", "equator-east", "equator-behind", "north-pole", "south-pole"],
)  # fmt: skip
def verif_axes_at_the_equator_and_the_poles(
    lat: float, lon: float, east: Vector, north: Vector, up: Vector
) -> None:
    axes = [out_of_frame(frame_of(lat, lon), *one) for one in np.eye(3)]
    assert np.array(axes) == pytest.approx(np.array([east, north, up]), abs=1e-15)
    x, y, z = geodetic_to_ecef(WGS84, lat, lon, 0.0)
    seen = into_frame(frame_of(lat, lon), x + 1e3 * up[0], y + 1e3 * up[1], z + 1e3 * up[2])
    assert seen == pytest.approx((0.0, 0.0, 1e3), abs=1e-8)


def verif_a_quarter_turn_of_the_earth_is_a_quarter_of_longitude_eastward() -> None:
    # six hours on, what stood at longitude 0 stands at 90 degrees east of `eci`
    later, there = turned(frame_of(0.6, 0.0), HALF_PI), frame_of(0.6, HALF_PI)
    assert later[:4] == pytest.approx(there[:4], abs=1e-15)
    assert later[4:] == pytest.approx(there[4:], abs=1e-8)
    assert later.y_m > 5e6


def prop_turns_add_up_and_no_turn_changes_nothing() -> None:
    for lat, lon, angle, _ in drawn(5):
        frame = frame_of(lat, lon)
        assert turned(frame, 0.0) == frame
        twice, once = turned(turned(frame, angle), 0.3), turned(frame, angle + 0.3)
        assert twice[:4] == pytest.approx(once[:4], abs=2e-15)
        assert math.dist(twice[4:], once[4:]) < SMALL_M
