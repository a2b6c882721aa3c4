"""Lift-off to impact for one choice of steering: what aiming and fly-out tables call thousands of times."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import ecef_to_geodetic, geodetic_to_ecef, turn
from midcourse.kernels.flight import fly
from midcourse.kernels.motion import climb
from midcourse.kernels.path import highest
from midcourse.kernels.steering import COLUMNS, boost_program, launch_plane


@kernel
def pad_state(earth, lat_rad, lon_rad, alt_m, state):
    """Write the state of a body at rest on the turning Earth at t = 0.

    Args:
        earth: Earth.
        lat_rad, lon_rad, alt_m: the pad, geodetic.
        state: x, y, z in m, vx, vy, vz in m/s, `eci`, shape (6,), written.
    """
    x, y, z = geodetic_to_ecef(earth, lat_rad, lon_rad, alt_m)
    state[0], state[1], state[2] = x, y, z
    state[3], state[4], state[5] = -earth.omega_rad_s * y, earth.omega_rad_s * x, 0.0


@kernel
def with_factor(stages, factor):
    """Return stages whose useful thrust is a share of the full one in all but the first.

    Masses and burn times stay: the rest of the thrust is spent sideways.

    Args:
        stages: shape (n, 7), see `steering.boost_program`.
        factor: the share, 0 to 1.

    Returns:
        stages, shape (n, 7).
    """
    shed = stages.copy()
    for i in range(1, stages.shape[0]):
        shed[i, 2] = factor * stages[i, 2]
        shed[i, 4] = factor * stages[i, 4]  # what the air takes from the thrust is spent sideways too
    return shed


@kernel
def boost_flight(
    earth,
    air,
    curve,
    stages,
    payload_kg,
    inv_beta,
    pad,
    steer,
    cut_off_s,
    t_end,
    stop_alt_m,
    tol_m,
    nodes,
    state,
):
    """Fly a stack of stages from a pad with one choice of steering.

    Args:
        earth, air: Earth and Air.
        curve: drag coefficients on Mach steps of 0.01.
        stages: shape (n, 7), see `steering.boost_program`.
        payload_kg: mass left at last burnout.
        inv_beta: reciprocal ballistic coefficient after release, m2/kg.
        pad: latitude rad, longitude rad, altitude m, end of the vertical rise s.
        steer: azimuth rad, kick rad, held pitch rad, altitude in m above which it is held.
        cut_off_s: end of all thrust; infinite to burn out.
        t_end, stop_alt_m, tol_m, nodes: as for `flight.fly`.
        state: the last state, `eci`, shape (6,), written.

    Returns:
        status, time in s, nodes written, time of last burnout in s.
    """
    pad_state(earth, pad[0], pad[1], pad[2], state)
    plane = launch_plane(pad[0], pad[1], steer[0], steer[3], steer[2])
    program = np.empty((2 * stages.shape[0] + 4, COLUMNS))
    count, burnout_s = boost_program(stages, payload_kg, pad[3], steer[1], cut_off_s, inv_beta, program)
    status, t, n, _ = fly(
        earth, air, curve, program, count, plane, state, 0.0, t_end, stop_alt_m, tol_m, nodes
    )
    return status, t, n, burnout_s


@kernel
def boost_miss(
    earth,
    air,
    curve,
    stages,
    payload_kg,
    inv_beta,
    pad,
    steer,
    cut_off_s,
    t_end,
    tol_m,
    target,
    nodes,
    state,
):
    """Fly a stack of stages to the ground and tell by how much it misses an aim point.

    Lengths are angles seen from the Earth's centre times the equatorial radius, in the plane fixed in `eci` that
    holds the pad and the launch direction; the aim point turns with the Earth until the impact.

    Args:
        earth, air, curve, stages, payload_kg, inv_beta, pad, steer, cut_off_s, t_end, tol_m: as for `boost_flight`.
        target: latitude and longitude of the aim point, geodetic, rad.
        nodes: room for the path, shape (m, 10); m = 0 where the highest altitude is not asked for.
        state: the last state, `eci`, shape (6,), written.

    Returns:
        status, time in s, metres flown too far, metres off to the left, highest altitude in m.
    """
    status, t, count, _ = boost_flight(
        earth,
        air,
        curve,
        stages,
        payload_kg,
        inv_beta,
        pad,
        steer,
        cut_off_s,
        t_end,
        0.0,
        tol_m,
        nodes,
        state,
    )
    top_m = highest(earth, nodes, count)[1] if count > 1 else 0.0
    plane = launch_plane(pad[0], pad[1], steer[0], 0.0, 0.0)
    px, py, pz = geodetic_to_ecef(earth, pad[0], pad[1], pad[2])
    r = 1.0 / math.sqrt(px * px + py * py + pz * pz)
    up = (px * r, py * r, pz * r)
    lean = plane.ahead_x * up[0] + plane.ahead_y * up[1] + plane.ahead_z * up[2]
    fx, fy, fz = plane.ahead_x - lean * up[0], plane.ahead_y - lean * up[1], plane.ahead_z - lean * up[2]
    r = 1.0 / math.sqrt(fx * fx + fy * fy + fz * fz)
    ahead = (fx * r, fy * r, fz * r)
    far, left = _in_plane(up, ahead, state[0], state[1], state[2])
    x, y, z = geodetic_to_ecef(earth, target[0], target[1], 0.0)
    x, y = turn(earth.omega_rad_s * t, x, y)
    goal, goal_left = _in_plane(up, ahead, x, y, z)
    _, rate = climb(earth, state[0], state[1], state[2], state[3], state[4], state[5])
    speed = math.sqrt(state[3] * state[3] + state[4] * state[4] + state[5] * state[5])
    # a long flat flight that ends behind the pad came more than three quarters round
    if far < 0.0 and t > 3000.0 and rate > -0.5 * speed:
        far += 2.0 * math.pi
    return status, t, (far - goal) * earth.a_m, (left - goal_left) * earth.a_m, top_m


@kernel
def _in_plane(up, ahead, x, y, z):
    # angle from the pad in the plane, from -90 to 270 deg, and angle to its left
    k = 1.0 / math.sqrt(x * x + y * y + z * z)
    rise = k * (x * up[0] + y * up[1] + z * up[2])
    run = k * (x * ahead[0] + y * ahead[1] + z * ahead[2])
    nx = up[1] * ahead[2] - up[2] * ahead[1]
    ny = up[2] * ahead[0] - up[0] * ahead[2]
    nz = up[0] * ahead[1] - up[1] * ahead[0]
    side = k * (x * nx + y * ny + z * nz)
    angle = math.atan2(run, rise)
    if angle < -0.5 * math.pi:
        angle += 2.0 * math.pi
    return angle, math.asin(max(-1.0, min(1.0, side)))


@kernel
def ground_point(earth, t, state):
    """Return latitude, longitude (rad) and altitude (m) of a state at time t, with ECI equal to ECEF at 0."""
    x, y = turn(-earth.omega_rad_s * t, state[0], state[1])
    return ecef_to_geodetic(earth, x, y, state[2])


@kernel
def arc_m(earth, lat_a_rad, lon_a_rad, lat_b_rad, lon_b_rad):
    """Return the surface distance and the first azimuth between two places, by Vincenty's inverse.

    Args:
        earth: Earth.
        lat_a_rad, lon_a_rad, lat_b_rad, lon_b_rad: geodetic places.

    Returns:
        distance in m, azimuth at the first place in rad (0 to 2 pi).

    Source: Vincenty 1975. Within 1e-3 m except within half a degree of the antipode, where it stays within 50 km.
    """
    f = earth.f
    b_m = earth.a_m * (1.0 - f)
    ta = (1.0 - f) * math.tan(lat_a_rad)
    tb = (1.0 - f) * math.tan(lat_b_rad)
    ca = 1.0 / math.sqrt(1.0 + ta * ta)
    cb = 1.0 / math.sqrt(1.0 + tb * tb)
    sa, sb = ta * ca, tb * cb
    dlon = lon_b_rad - lon_a_rad
    dlon -= 2.0 * math.pi * math.floor(dlon / (2.0 * math.pi) + 0.5)
    lam = dlon
    sin_s, cos_s, sigma, cos2a, cos2m, along, across = 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0
    for _ in range(60):
        sl, cl = math.sin(lam), math.cos(lam)
        along = cb * sl
        across = ca * sb - sa * cb * cl
        sin_s = math.sqrt(along * along + across * across)
        cos_s = sa * sb + ca * cb * cl
        sigma = math.atan2(sin_s, cos_s)
        sin_a = ca * cb * sl / sin_s if sin_s > 0.0 else 0.0
        cos2a = 1.0 - sin_a * sin_a
        cos2m = cos_s - 2.0 * sa * sb / cos2a if cos2a > 1e-15 else 0.0
        c = f / 16.0 * cos2a * (4.0 + f * (4.0 - 3.0 * cos2a))
        new = dlon + (1.0 - c) * f * sin_a * (
            sigma + c * sin_s * (cos2m + c * cos_s * (2.0 * cos2m * cos2m - 1.0))
        )
        done = abs(new - lam) < 1e-13
        lam = new if abs(new) <= math.pi else math.copysign(math.pi, new)
        if done:
            break
    u2 = cos2a * (earth.a_m * earth.a_m - b_m * b_m) / (b_m * b_m)
    big_a = 1.0 + u2 / 16384.0 * (4096.0 + u2 * (-768.0 + u2 * (320.0 - 175.0 * u2)))
    big_b = u2 / 1024.0 * (256.0 + u2 * (-128.0 + u2 * (74.0 - 47.0 * u2)))
    inner = cos_s * (2.0 * cos2m * cos2m - 1.0) - big_b / 6.0 * cos2m * (4.0 * sin_s * sin_s - 3.0) * (
        4.0 * cos2m * cos2m - 3.0
    )
    shift = big_b * sin_s * (cos2m + big_b / 4.0 * inner)
    azimuth = math.atan2(along, across)
    return b_m * big_a * (sigma - shift), azimuth + 2.0 * math.pi if azimuth < 0.0 else azimuth
