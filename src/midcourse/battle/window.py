"""The launch window of one battery against one predicted path: when it opens, when it closes, what it meets."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import ecef_to_geodetic, turn
from midcourse.kernels.geodesic import arc_between, foot
from midcourse.kernels.motion import vacuum_step
from midcourse.reach import flight_to, stand

STEP_S = 2.0
COARSE = 4  # points from one worked flight to the next
GRAZE = 3  # intervals beyond an edge of what is in reach that are worked point by point
STRAIGHT = 0.05  # change of slope, s/s, up to which launches between them are read off a straight line
JUMP_S = 12.0  # launches of neighbours further apart than this belong to different flights
SLACK = 1.01  # a read flight is within 1 % of a solved one; the order leaves that much and a second in hand
SLACK_S = 1.0


class LaunchWindow(NamedTuple):
    """When a battery can launch at a path and what it meets; NaN where it cannot.

    `first_launch_s`, `last_launch_s`: the launches between which some flight meets the path; `first_s`, `first_alt_m`,
    `last_s`, `last_alt_m`: earliest and latest intercept and their altitudes; `late_s`: how many seconds the last
    launch is before the earliest one allowed (0 where there is a window, infinite where no point is in
    reach); `short_s`: seconds of flight by which the kill vehicle comes too late into being for the nearest point
    that it overflies (infinite where there is none).
    """

    first_launch_s: float
    last_launch_s: float
    first_s: float
    first_alt_m: float
    last_s: float
    last_alt_m: float
    late_s: float
    short_s: float


@kernel(bare=True)
def points(time_s, until_s):
    """Return the number of points at which a path is looked at from a time on, until it ends."""
    return max(int(np.ceil(until_s / STEP_S)) - int(np.floor(time_s / STEP_S)), 0)


@kernel(shared=True, bare=True)
def point_s(time_s, i):
    """Return the time of point i after a time: whole multiples of `STEP_S`, so that all rows of a track share them."""
    return (np.floor(time_s / STEP_S) + 1.0 + i) * STEP_S


@kernel(bare=True)
def latest_launches(earth, state, time_s, site, table, until_s, launch):
    """Write for each point of a predicted path the launch that meets it.

    The flight is worked for every fourth point; between two of them it is read off a straight line where the launches
    before lie on one, and worked for each point elsewhere, so that windows open and close to the point.

    Args:
        earth: Earth.
        state, time_s: the track, shape (6,), `eci`, and its time.
        site: latitude rad, longitude rad, altitude m of the battery.
        table: ReachTable.
        until_s: predicted impact.
        launch: launch time in s of each point, see `point_s`; minus infinity where out of reach; written.

    Returns:
        seconds of flight short at the nearest point that is overflown; infinite where none is, or where some point
        is in reach.
    """
    for i in range(launch.shape[0]):
        launch[i] = -np.inf
    count = min(points(time_s, until_s), launch.shape[0])
    if count == 0:
        return np.inf
    here = stand(earth, site)
    first_s = point_s(time_s, 0)
    now = vacuum_step(earth, first_s - time_s, state[0], state[1], state[2], state[3], state[4], state[5])
    flight = _flight(earth, here, table, first_s, now, np.nan)
    launch[0] = first_s - flight
    reached = flight < np.inf
    i, rise, since = 0, np.nan, GRAZE
    while i + 1 < count:
        j = min(i + COARSE, count - 1)
        h = STEP_S * (j - i)
        t = point_s(time_s, j)
        then = vacuum_step(earth, h, now[0], now[1], now[2], now[3], now[4], now[5])
        after = _flight(earth, here, table, t, then, flight)
        launch[j] = t - after
        reached = reached or after < np.inf
        slope = (launch[j] - launch[i]) / h
        if abs(slope - rise) < STRAIGHT:
            since = 0
            for k in range(i + 1, j):
                launch[k] = launch[i] + slope * STEP_S * (k - i)
        elif flight < np.inf or after < np.inf or since < GRAZE:
            # near the edge of what is in reach a path may touch it more than once
            since = 0 if flight < np.inf or after < np.inf else since + 1
            mid = now
            for k in range(i - 1, max(i - GRAZE * COARSE, -1), -1):
                if flight < np.inf or not after < np.inf or launch[k] > -np.inf:
                    break
                mid = vacuum_step(earth, -STEP_S, mid[0], mid[1], mid[2], mid[3], mid[4], mid[5])
                t = point_s(time_s, k)
                launch[k] = t - _flight(earth, here, table, t, mid, np.nan)
            mid = now
            for k in range(i + 1, j):
                mid = vacuum_step(earth, STEP_S, mid[0], mid[1], mid[2], mid[3], mid[4], mid[5])
                t = point_s(time_s, k)
                launch[k] = t - _flight(earth, here, table, t, mid, flight)
        i, rise, flight, now = j, slope, after, then
    return np.inf if reached else _nearest_short(earth, here, table, state, time_s, count)


@kernel(shared=True, bare=True)
def _flight(earth, here, table, t, state, guess_s):
    # the flight that an order allows for to where a path is at a time; infinite where out of reach
    x, y = turn(-earth.omega_rad_s * t, state[0], state[1])
    flight = flight_to(earth, here, table, x, y, state[2], guess_s)[0] * SLACK + SLACK_S
    return flight if flight <= table.limit_s else np.inf


@kernel(bare=True)
def _nearest_short(earth, here, table, state, time_s, count):
    # seconds of flight short at the nearest point that is overflown
    now = vacuum_step(
        earth, point_s(time_s, 0) - time_s, state[0], state[1], state[2], state[3], state[4], state[5]
    )
    short = np.inf
    for i in range(count):
        x, y = turn(-earth.omega_rad_s * point_s(time_s, i), now[0], now[1])
        a, b, c, alt = foot(earth, x, y, now[2])
        range_m = arc_between(earth, here.foot_x, here.foot_y, here.foot_z, a, b, c)
        short = min(short, overflown_s(table, range_m, alt))
        now = vacuum_step(earth, STEP_S, now[0], now[1], now[2], now[3], now[4], now[5])
    return short


@kernel(bare=True)
def first_meeting(launch, time_s, not_before_s):
    """Return the earliest intercept of all launches not before a time.

    Args:
        launch: from `latest_launches`.
        time_s: time of the track.
        not_before_s: earliest launch.

    Returns:
        time of the intercept and of its launch in s; NaN where there is none.
    """
    for i in range(launch.shape[0]):
        if launch[i] < not_before_s:
            continue
        if i > 0 and abs(launch[i] - launch[i - 1]) < JUMP_S:
            back = (launch[i] - not_before_s) / (launch[i] - launch[i - 1])
            return point_s(time_s, i) - back * STEP_S, not_before_s
        return point_s(time_s, i), launch[i]
    return np.nan, np.nan


@kernel(bare=True)
def meeting(earth, state, time_s, site, table, at_s, aim):
    """Find where a path is at a time, and the planned flight there.

    Args:
        earth, state, time_s, site, table: as for `latest_launches`.
        at_s: time of the intercept.
        aim: the point, `ecef`, m, shape (3,), written.

    Returns:
        planned flight in s (infinite where out of reach), altitude in m.
    """
    now = (state[0], state[1], state[2], state[3], state[4], state[5])
    t = time_s
    while at_s - t > 1e-9:
        h = min(COARSE * STEP_S, at_s - t)
        now = vacuum_step(earth, h, now[0], now[1], now[2], now[3], now[4], now[5])
        t += h
    aim[0], aim[1] = turn(-earth.omega_rad_s * at_s, now[0], now[1])
    aim[2] = now[2]
    flight = _flight(earth, stand(earth, site), table, at_s, now, np.nan)
    return flight, ecef_to_geodetic(earth, aim[0], aim[1], aim[2])[2]


@kernel
def first_intercept(earth, state, time_s, site, table, not_before_s, until_s, aim):
    """Find the earliest time at which an interceptor can be where a track will be.

    Args:
        earth, state, time_s, site, table: as for `latest_launches`.
        not_before_s: earliest launch.
        until_s: predicted impact.
        aim: the intercept point, `ecef`, m, shape (3,), written.

    Returns:
        intercept time in s (NaN where there is none), planned time of flight in s, and how many seconds too late the
        best launch would come (0 where there is an intercept; infinite where no point of the path is in reach).
    """
    launch = np.empty(points(time_s, until_s))
    latest_launches(earth, state, time_s, site, table, until_s, launch)
    at_s, launch_s = first_meeting(launch, time_s, not_before_s)
    if at_s < np.inf:
        meeting(earth, state, time_s, site, table, at_s, aim)
    return at_s, at_s - launch_s, late_by(launch, not_before_s)


@kernel(bare=True)
def late_by(launch, not_before_s):
    """Return how many seconds the last launch is before the earliest one allowed; infinite where none is."""
    last = -np.inf
    for i in range(launch.shape[0]):
        last = max(last, launch[i])
    return max(not_before_s - last, 0.0)


@kernel
def launch_window(earth, state, time_s, site, table, not_before_s, until_s):
    """Return the whole window of a battery against a path as a LaunchWindow; arguments as for `first_intercept`."""
    launch = np.empty(points(time_s, until_s))
    short = latest_launches(earth, state, time_s, site, table, until_s, launch)
    late = late_by(launch, not_before_s)
    if late > 0.0:
        return LaunchWindow(np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, late, short)
    aim = np.empty(3)
    first_s, opens = first_meeting(launch, time_s, not_before_s)
    closes, last_s, before = -np.inf, first_s, -np.inf
    for i in range(launch.shape[0]):
        if launch[i] >= not_before_s:
            last_s = point_s(time_s, i)
            closes = max(closes, launch[i])
            opens = min(opens, launch[i])
            if -np.inf < before < not_before_s:
                opens = not_before_s
        elif before >= not_before_s and launch[i] > -np.inf:
            opens = not_before_s
        before = launch[i]
    _, first_alt = meeting(earth, state, time_s, site, table, first_s, aim)
    _, last_alt = meeting(earth, state, time_s, site, table, last_s, aim)
    return LaunchWindow(opens, closes, first_s, first_alt, last_s, last_alt, 0.0, short)


@kernel(bare=True)
def opportunities(launch, time_s, not_before_s, wait_s, meetings):
    """Count how often a path can be shot at, one shot after the report of the other.

    Args:
        launch: from `latest_launches`.
        time_s: time of the track.
        not_before_s: earliest launch.
        wait_s: from an intercept to the next launch: assessment and latency.
        meetings: intercept times in s, written as far as there is room.

    Returns:
        number of opportunities.
    """
    count = 0
    while True:
        at_s, _ = first_meeting(launch, time_s, not_before_s)
        if np.isnan(at_s):
            return count
        if count < meetings.shape[0]:
            meetings[count] = at_s
        count += 1
        not_before_s = at_s + wait_s


@kernel(bare=True)
def overflown_s(table, range_m, alt_m):
    """Return by how many seconds of flight a point is too near; infinite where it is not too near.

    Args:
        table: ReachTable.
        range_m, alt_m: ground range and altitude of the point.

    Returns:
        flight time between the point and the nearest one in reach at its altitude, at the table's speed there.
    """
    j = int(alt_m / table.alt_step_m + 0.5)
    if not (table.floor_m <= alt_m <= table.ceiling_m) or j >= table.least_s.shape[1]:
        return np.inf
    for i in range(table.least_s.shape[0] - 1):
        if table.least_s[i, j] <= table.limit_s:
            gap_m = i * table.range_step_m - range_m
            pace = (table.least_s[i + 1, j] - table.least_s[i, j]) / table.range_step_m
            if gap_m <= 0.0:
                return np.inf
            return (
                gap_m * pace
                if 0.0 < pace < np.inf
                else gap_m * table.least_s[i, j] / (i * table.range_step_m)
            )
    return np.inf
