"""From flights to a raster: where a flight is at given times, and the times that each raster point is passed."""

from __future__ import annotations

import math

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.boost import boost_flight, with_factor
from midcourse.kernels.flight import FAST, IMPACT, TIME_UP
from midcourse.kernels.motion import climb
from midcourse.kernels.path import state_at
from midcourse.kernels.steering import HOLD_ALTITUDE_M

MAX_NODES = 2_000
GROUND_M = -1e5  # the flight is followed for its times only; nothing stops it


@kernel
def fan(earth, air, craft, factor, pitch, kick, times, row):
    """Fly an interceptor from the equator and write where it is at given times.

    Args:
        earth, air: Earth without rotation, and Air.
        craft: `catalog.stack.Stack`.
        factor: useful share of the upper stages' thrust.
        pitch, kick: held attitude and kick, rad.
        times: rising, s.
        row: ground range and altitude, m, shape (times, 2), written until the flight is back in the ground or half
            way round the Earth.
    """
    nodes = np.empty((MAX_NODES, 10))
    status, _, count, _ = boost_flight(
        earth, air, craft.curve, with_factor(craft.stages, factor), craft.payload_kg, 0.0,
        (0.0, 0.0, 0.0, craft.rise_s), (0.5 * math.pi, kick, pitch, HOLD_ALTITUDE_M), np.inf, times[-1],
        GROUND_M, FAST, nodes, np.empty(6),
    )  # fmt: skip
    if status != TIME_UP and status != IMPACT:
        return
    turned = 0.0
    for k in range(times.shape[0]):
        if times[k] > nodes[count - 1, 0]:
            return
        x, y, z, vx, vy, vz = state_at(nodes, count, times[k])
        alt, _ = climb(earth, x, y, z, vx, vy, vz)
        angle = math.atan2(y, x)
        if angle < turned - 1e-9:
            angle += 2.0 * math.pi
        turned = angle
        if alt < 0.0 or angle > math.pi:
            return
        row[k, 0] = earth.a_m * angle
        row[k, 1] = alt


@kernel
def lay_out(table, mesh, times, pitches, factors):
    """Lay a surface of flights over the raster of a table: the least and the greatest times stay.

    Every cell of the surface is two triangles, within which time, pitch and factor are linear.

    Args:
        table: ReachTable; its `least_s`, `greatest_s`, `pitch_rad` and `factor` are written.
        mesh: ground range and altitude, shape (n, m, 2); NaN where there is no flight.
        times, pitches, factors: what belongs to each, shape (n, m).
    """
    for i in range(mesh.shape[0] - 1):
        for k in range(mesh.shape[1] - 1):
            if np.isnan(mesh[i, k, 0] + mesh[i + 1, k, 0] + mesh[i, k + 1, 0] + mesh[i + 1, k + 1, 0]):
                continue
            a, b = (i + 1, k), (i, k + 1)
            _fill(table, mesh, times, pitches, factors, (i, k), a, b)
            _fill(table, mesh, times, pitches, factors, (i + 1, k + 1), a, b)


@kernel
def _fill(table, mesh, times, pitches, factors, o, p, q):
    # the raster points within one triangle
    a, b, c = mesh[o[0], o[1]], mesh[p[0], p[1]], mesh[q[0], q[1]]
    least = table.least_s
    area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
    if area == 0.0:
        return
    i0 = int(math.ceil(min(a[0], b[0], c[0]) / table.range_step_m))
    i1 = int(math.floor(max(a[0], b[0], c[0]) / table.range_step_m))
    j0 = int(math.ceil(min(a[1], b[1], c[1]) / table.alt_step_m))
    j1 = int(math.floor(max(a[1], b[1], c[1]) / table.alt_step_m))
    for i in range(max(i0, 0), min(i1, least.shape[0] - 1) + 1):
        for j in range(max(j0, 0), min(j1, least.shape[1] - 1) + 1):
            x = i * table.range_step_m - a[0]
            y = j * table.alt_step_m - a[1]
            u = (x * (c[1] - a[1]) - (c[0] - a[0]) * y) / area
            v = ((b[0] - a[0]) * y - x * (b[1] - a[1])) / area
            if u < -1e-9 or v < -1e-9 or u + v > 1.0 + 1e-9:
                continue
            t = _mix(times, o, p, q, u, v)
            if t < least[i, j]:
                least[i, j] = t
                table.pitch_rad[i, j] = _mix(pitches, o, p, q, u, v)
                table.factor[i, j] = _mix(factors, o, p, q, u, v)
            if table.greatest_s[i, j] < t <= table.limit_s:
                table.greatest_s[i, j] = t


@kernel(shared=True)
def _mix(values, o, p, q, u, v):
    a = values[o[0], o[1]]
    return a + u * (values[p[0], p[1]] - a) + v * (values[q[0], q[1]] - a)
