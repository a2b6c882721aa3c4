"""The reach table of an interceptor, flown from its stages once and looked up ever after."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.catalog.stack import Stack, stack
from midcourse.kernels._jit import kernel
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import STILL
from midcourse.kernels.least_loss import least_loss_kick, rise
from midcourse.kernels.motion import climb
from midcourse.kernels.path import state_at
from midcourse.reach import ReachTable

PITCHES_RAD = np.radians(np.concatenate([np.arange(5.0, 80.0, 1.5), np.arange(80.0, 90.1, 1.0)]))
KICKS_RAD = np.radians(np.linspace(0.2, 75.0, 60))
TIME_STEP_S = 5.0
CELLS = (160, 120)
MAX_NODES = 2_000
LOWEST_BURNOUT_M = 50_000.0
EASTWARD = (0.0, 0.5 * math.pi)  # from the equator: latitude, azimuth


def interceptor_stack(interceptor: Interceptor) -> Stack:
    """Return an interceptor's stages ready to fly, the dead mass and the kill vehicle on top."""
    payload_kg = interceptor.dead_kg + interceptor.kill_vehicle.mass_kg
    return stack(interceptor.stages, interceptor.drag, payload_kg, math.inf)


@lru_cache(maxsize=64)
def reach_table(interceptor: Interceptor) -> ReachTable:
    """Fly an interceptor at every pitch and lay its least times out over range and altitude.

    Each flight rises vertically, kicks, turns with gravity to 50 km and holds one attitude; the kick is the
    one that loses least speed. Times begin when the kill vehicle is ready after the last burnout and has had
    its least time for homing.

    Args:
        interceptor: catalogue entry.

    Returns:
        ReachTable.

    Source: own method; the Earth does not rotate here, the flown shot shows what that changes.
    """
    craft = interceptor_stack(interceptor)
    kicks = np.array(
        [
            least_loss_kick(STILL, US76, craft, *EASTWARD, pitch, KICKS_RAD, LOWEST_BURNOUT_M, 0)
            for pitch in PITCHES_RAD
        ]
    )
    flown = np.isfinite(kicks)
    pitches, kicks = PITCHES_RAD[flown], kicks[flown]
    kv = interceptor.kill_vehicle
    first_s = craft.burn_s + kv.ready_s + kv.homing_s
    times = np.arange(first_s, max(interceptor.flight_time_limit_s, first_s) + TIME_STEP_S, TIME_STEP_S)
    mesh = np.full((len(pitches), len(times), 2), np.nan)
    for row, pitch, kick in zip(mesh, pitches, kicks, strict=True):
        _fan(STILL, US76, craft, float(pitch), float(kick), times, row)
    top_m = interceptor.ceiling_m or math.inf
    bounds = [float(np.nanmax(mesh[:, :, k], initial=1.0)) for k in (0, 1)]
    steps = [bounds[k] / (CELLS[k] - 2) for k in (0, 1)]
    least = np.full(CELLS, np.inf)
    pitch_of = np.zeros(CELLS)
    _lay_out(mesh, times, pitches, steps[0], steps[1], least, pitch_of)
    return ReachTable(
        steps[0],
        steps[1],
        least,
        pitch_of,
        pitches,
        kicks,
        craft.burn_s,
        interceptor.floor_m,
        top_m,
        interceptor.flight_time_limit_s,
    )


@kernel
def _fan(earth, air, craft, pitch, kick, times, row):
    # ground range and altitude of one flight at the given times; NaN once it is back in the ground
    nodes = np.empty((MAX_NODES, 10))
    _, count = rise(earth, air, craft, 0.0, 0.5 * math.pi, pitch, kick, times[-1], nodes, np.empty(6))
    turned = 0.0
    for k in range(times.shape[0]):
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
def _lay_out(mesh, times, pitches, range_step, alt_step, least, pitch_of):
    # every cell of the mesh of flights and times is two triangles; the least time in each raster point stays
    for i in range(mesh.shape[0] - 1):
        for k in range(mesh.shape[1] - 1):
            a, b, c, d = mesh[i, k], mesh[i + 1, k], mesh[i, k + 1], mesh[i + 1, k + 1]
            if np.isnan(c[0]) or np.isnan(d[0]):
                continue
            ta, tb = times[k], times[k + 1]
            pa, pb = pitches[i], pitches[i + 1]
            _fill(a, b, c, ta, ta, tb, pa, pb, pa, range_step, alt_step, least, pitch_of)
            _fill(d, b, c, tb, ta, tb, pb, pb, pa, range_step, alt_step, least, pitch_of)


@kernel
def _fill(a, b, c, ta, tb, tc, pa, pb, pc, range_step, alt_step, least, pitch_of):
    area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
    if area == 0.0:
        return
    i0 = int(math.ceil(min(a[0], b[0], c[0]) / range_step))
    i1 = int(math.floor(max(a[0], b[0], c[0]) / range_step))
    j0 = int(math.ceil(min(a[1], b[1], c[1]) / alt_step))
    j1 = int(math.floor(max(a[1], b[1], c[1]) / alt_step))
    for i in range(max(i0, 0), min(i1, least.shape[0] - 1) + 1):
        for j in range(max(j0, 0), min(j1, least.shape[1] - 1) + 1):
            x = i * range_step - a[0]
            y = j * alt_step - a[1]
            u = (x * (c[1] - a[1]) - (c[0] - a[0]) * y) / area
            v = ((b[0] - a[0]) * y - x * (b[1] - a[1])) / area
            if u < -1e-9 or v < -1e-9 or u + v > 1.0 + 1e-9:
                continue
            t = ta + u * (tb - ta) + v * (tc - ta)
            if t < least[i, j]:
                least[i, j] = t
                pitch_of[i, j] = pa + u * (pb - pa) + v * (pc - pa)
