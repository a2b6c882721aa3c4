"""Eight tracks carried forward and corrected side by side, by the arithmetic of `filter` and `track`, as vector code.

The physics stands there; here are only loads, choices and stores, one loop over lanes after the other. What keeps such
a loop vector code is told in `kernels/lanes.py`.
"""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel
from midcourse.kernels.filter import ERRORS, LANES, carried, gain, pulled, sharpened, spread_on, transition
from midcourse.kernels.lanes import put_six, six
from midcourse.kernels.motion import SHORT_S, short_step, vacuum_step
from midcourse.tracking.track import SMALL, Sight, angles_at, bend, range_at, small_angle

STATE, COV, SIGHT, RANGE_SIGMA, ANGLE_SIGMA = 0, 6 * LANES, 27 * LANES, 32 * LANES, 33 * LANES
ALONG, OFF, SPREAD, WIDE, GAIN, INV, WITH = (n * LANES for n in (34, 37, 38, 39, 40, 46, 47))
RISE_ALONG, RISE, START, PARTS, OWN, OTHER = (n * LANES for n in (53, 56, 57, 60, 66, 84))
ERROR_ROWS = 102  # where the constant errors begin, six rows each
ROOM = 6 * LANES
DONE, TOO_FAR = 0, 1


@kernel(bare=True)
def room_for(radars):
    """Return how many numbers the lanes need for the constant errors of so many radars."""
    return (ERROR_ROWS + 6 * ERRORS * radars) * LANES


@kernel(shared=True, bare=True)
def _cov(lane, k):
    at = COV + k
    return (
        *six(lane, at),
        *six(lane, at + ROOM),
        *six(lane, at + 2 * ROOM),
        lane[at + 18 * LANES],
        lane[at + 19 * LANES],
        lane[at + 20 * LANES],
    )


@kernel(shared=True, bare=True)
def _put_cov(lane, k, p):
    at = COV + k
    put_six(lane, at, (p[0], p[1], p[2], p[3], p[4], p[5]))
    put_six(lane, at + ROOM, (p[6], p[7], p[8], p[9], p[10], p[11]))
    put_six(lane, at + 2 * ROOM, (p[12], p[13], p[14], p[15], p[16], p[17]))
    lane[at + 18 * LANES], lane[at + 19 * LANES], lane[at + 20 * LANES] = p[18], p[19], p[20]


@kernel(bare=True)
def predict_lanes(earth, dt, wander_m_s2, radars, lane):
    """Carry eight tracks forward, as `filter.predict_biased` does one.

    Args:
        earth, dt, wander_m_s2: as there, the same for all lanes.
        radars: number of radars whose constant errors the tracks know.
        lane: the lanes, shape (`room_for(radars)`,), overwritten.
    """
    count = lane.shape[0] // (ERROR_ROWS + 6 * ERRORS * radars)
    for k in range(count):
        parts = transition(earth, dt, lane[STATE + k], lane[STATE + LANES + k], lane[STATE + 2 * LANES + k])
        put_six(lane, PARTS + k, parts)
    for n in range(radars):
        _copy(lane, count, _errors(n), OTHER)
        for k in range(count):
            parts = six(lane, PARTS + k)
            x, y, z = lane[STATE + k], lane[STATE + LANES + k], lane[STATE + 2 * LANES + k]
            put_six(lane, OTHER + k, carried(parts, x, y, z, six(lane, OTHER + k)))
            put_six(lane, OTHER + ROOM + k, carried(parts, x, y, z, six(lane, OTHER + ROOM + k)))
            put_six(lane, OTHER + 2 * ROOM + k, carried(parts, x, y, z, six(lane, OTHER + 2 * ROOM + k)))
        _copy(lane, count, OTHER, _errors(n))
    for k in range(count):
        x, y, z = lane[STATE + k], lane[STATE + LANES + k], lane[STATE + 2 * LANES + k]
        _put_cov(lane, k, spread_on(six(lane, PARTS + k), dt, wander_m_s2, x, y, z, _cov(lane, k)))
    if dt <= SHORT_S:
        for k in range(count):
            x, y, z, vx, vy, vz = six(lane, STATE + k)
            x, y, z, vx, vy, vz = short_step(earth, dt, x, y, z, vx, vy, vz)
            put_six(lane, STATE + k, (x, y, z, vx, vy, vz))
    else:
        for k in range(count):
            x, y, z, vx, vy, vz = six(lane, STATE + k)
            x, y, z, vx, vy, vz = vacuum_step(earth, dt, x, y, z, vx, vy, vz)
            put_six(lane, STATE + k, (x, y, z, vx, vy, vz))


@kernel(bare=True)
def update_lanes(frame, radar, range_bias_m, angle_bias_rad, radars, lane):
    """Correct eight tracks by one look each of one radar, as `track.update` does one.

    Args:
        frame: Frame of the radar at that moment, `eci`.
        radar: its number; at or above `radars` where its constant errors are not considered.
        range_bias_m, angle_bias_rad: standard errors of its constant errors.
        radars: number of radars whose constant errors the tracks know.
        lane: the lanes with their Sights and standard errors, shape (`room_for(radars)`,), overwritten.

    Returns:
        DONE, or TOO_FAR where a look is so far off its track that no series serves; then nothing is corrected.
    """
    count = lane.shape[0] // (ERROR_ROWS + 6 * ERRORS * radars)
    far = 0
    for k in range(count):
        x, y, z = lane[STATE + k], lane[STATE + LANES + k], lane[STATE + 2 * LANES + k]
        sight = Sight(
            lane[SIGHT + k],
            lane[SIGHT + LANES + k],
            lane[SIGHT + 2 * LANES + k],
            lane[SIGHT + 3 * LANES + k],
            lane[SIGHT + 4 * LANES + k],
        )
        g, wide, off, h, rise = angles_at(frame, sight, x, y, z)
        far += 0 if abs(off[0]) < SMALL and off[1] > 0.0 and abs(rise[0]) < SMALL and rise[1] > 0.0 else 1
        lane[ALONG + k], lane[ALONG + LANES + k], lane[ALONG + 2 * LANES + k] = g[0], g[1], g[2]
        lane[OFF + k], lane[WIDE + k] = small_angle(off[0]), wide
        lane[SPREAD + k] = lane[ANGLE_SIGMA + k] * wide
        lane[RISE_ALONG + k], lane[RISE_ALONG + LANES + k] = h[0], h[1]
        lane[RISE_ALONG + 2 * LANES + k], lane[RISE + k] = h[2], small_angle(rise[0])
        lane[START + k], lane[START + LANES + k], lane[START + 2 * LANES + k] = x, y, z
    if far > 0:
        return TOO_FAR
    if radar < radars:
        _copy(lane, count, _errors(radar), OWN)
    else:
        for i in range(6 * ERRORS * count):
            lane[OWN + i] = 0.0
    _correct(count, radar, 0, angle_bias_rad, 1.0, radars, lane)
    for k in range(count):
        hx, hy, hz = lane[RISE_ALONG + k], lane[RISE_ALONG + LANES + k], lane[RISE_ALONG + 2 * LANES + k]
        dx = lane[STATE + k] - lane[START + k]
        dy = lane[STATE + LANES + k] - lane[START + LANES + k]
        dz = lane[STATE + 2 * LANES + k] - lane[START + 2 * LANES + k]
        lane[ALONG + k], lane[ALONG + LANES + k], lane[ALONG + 2 * LANES + k] = hx, hy, hz
        lane[OFF + k] = lane[RISE + k] - (hx * dx + hy * dy + hz * dz)
        lane[SPREAD + k] = lane[ANGLE_SIGMA + k]
    _correct(count, radar, 1, angle_bias_rad, 0.0, radars, lane)
    for k in range(count):
        gx, gy, gz, r = range_at(frame, lane[STATE + k], lane[STATE + LANES + k], lane[STATE + 2 * LANES + k])
        p = COV + k
        xx, xy, xz, yy = lane[p], lane[p + LANES], lane[p + 2 * LANES], lane[p + ROOM]
        longer, bent = bend(gx, gy, gz, r, (xx, xy, xz, yy, lane[p + ROOM + LANES], lane[p + ROOM + 5 * LANES]))
        lane[ALONG + k], lane[ALONG + LANES + k], lane[ALONG + 2 * LANES + k] = gx, gy, gz
        lane[OFF + k] = lane[SIGHT + 4 * LANES + k] - r - longer
        lane[SPREAD + k] = math.sqrt(lane[RANGE_SIGMA + k] * lane[RANGE_SIGMA + k] + bent)
    _correct(count, radar, 2, range_bias_m, 0.0, radars, lane)
    if radar < radars:
        _copy(lane, count, OWN, _errors(radar))
    return DONE


@kernel(bare=True)
def _correct(count, radar, axis, bias, widened, radars, lane):
    # one scalar measurement in each lane; its constant error is wider by WIDE where `widened` is 1
    for i in range(6 * count):
        lane[WITH + i] = lane[OWN + axis * ROOM + i]
    for k in range(count):
        ax, ay, az = lane[ALONG + k], lane[ALONG + LANES + k], lane[ALONG + 2 * LANES + k]
        wide = bias * lane[WIDE + k] if widened > 0.0 else bias
        g, inv = gain(ax, ay, az, lane[SPREAD + k], wide, six(lane, WITH + k), _cov(lane, k))
        put_six(lane, GAIN + k, g)
        lane[INV + k] = inv
    for k in range(count):
        g, inv = six(lane, GAIN + k), lane[INV + k]
        step = inv * lane[OFF + k]
        x, y, z, vx, vy, vz = six(lane, STATE + k)
        moved = (
            x + g[0] * step, y + g[1] * step, z + g[2] * step, vx + g[3] * step, vy + g[4] * step, vz + g[5] * step,
        )  # fmt: skip
        put_six(lane, STATE + k, moved)
        _put_cov(lane, k, sharpened(g, inv, _cov(lane, k)))
    one, two, three = 1.0 if axis == 0 else 0.0, 1.0 if axis == 1 else 0.0, 1.0 if axis == 2 else 0.0
    for k in range(count):
        g, inv = six(lane, GAIN + k), lane[INV + k]
        along = lane[ALONG + k], lane[ALONG + LANES + k], lane[ALONG + 2 * LANES + k]
        wide = bias * lane[WIDE + k] if widened > 0.0 else bias
        put_six(lane, OWN + k, pulled(g, inv, along, one * wide, six(lane, OWN + k)))
        put_six(lane, OWN + ROOM + k, pulled(g, inv, along, two * wide, six(lane, OWN + ROOM + k)))
        put_six(lane, OWN + 2 * ROOM + k, pulled(g, inv, along, three * wide, six(lane, OWN + 2 * ROOM + k)))
    for n in range(radars):
        if n == radar:
            continue
        _copy(lane, count, _errors(n), OTHER)
        for k in range(count):
            g, inv = six(lane, GAIN + k), lane[INV + k]
            along = lane[ALONG + k], lane[ALONG + LANES + k], lane[ALONG + 2 * LANES + k]
            put_six(lane, OTHER + k, pulled(g, inv, along, 0.0, six(lane, OTHER + k)))
            put_six(lane, OTHER + ROOM + k, pulled(g, inv, along, 0.0, six(lane, OTHER + ROOM + k)))
            put_six(lane, OTHER + 2 * ROOM + k, pulled(g, inv, along, 0.0, six(lane, OTHER + 2 * ROOM + k)))
        _copy(lane, count, OTHER, _errors(n))


@kernel(shared=True, bare=True)
def _errors(radar):
    return (ERROR_ROWS + 6 * ERRORS * radar) * LANES


@kernel(shared=True, bare=True)
def _copy(lane, count, source, target):
    # three errors, to or from where loops over lanes find them at a constant place
    for i in range(6 * ERRORS * count):
        lane[target + i] = lane[source + i]
