"""What a radar is told to do, from what the defender knows: hold, look where a cue points, search, turn.

Time is what a radar spends: every look at a held or cued object costs dwells from the share of energy that
searching leaves, so that many objects share it and each is looked at less often.
"""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import ecef_to_enu, turn
from midcourse.sensors.radar import CUE_ONLY, FENCE, beams, off_boresight, search_dwell

IDLE, HOLD, CUED, SEARCH = 0, 1, 2, 3
MOST_SAVED_S = 1.0  # unspent time is lost after a second
SPREAD = 4.0  # a cued search covers so many standard errors across
SECTOR_RAD = math.radians(10.0)  # width of the fence that a heading alone points to
BESIDE_RAD = math.radians(2.0)  # what flies beside a tracked object is seen with it


@kernel(shared=True)
def free_share(radar):
    """Return the share of a radar's time that is left for held and cued objects."""
    return 1.0 if radar.mode == CUE_ONLY else 1.0 - radar.search_share


@kernel(shared=True)
def cued_look(radar, sigma_m, range_m):
    """Tell how many dwells it takes to search where a cue says an object is.

    Args:
        radar: RadarRow.
        sigma_m: standard error of the cue's position, one axis.
        range_m: distance to it.

    Returns:
        dwells; the less certain the cue, the longer the search.
    """
    width = min(SPREAD * sigma_m / range_m, math.pi)
    return math.ceil(beams(radar, width, width))


@kernel(shared=True)
def heading_dwell(radar):
    """Return the dwell on each beam of the fence that a reported launch and heading point to."""
    share = max(radar.search_share, free_share(radar))
    return min(radar.dwell_s, share * radar.revisit_s / beams(radar, SECTOR_RAD, radar.fence))


@kernel(shared=True)
def task(
    radar, t, last_s, elevation, range_m, held, cue_sigma_m, beside, reported, slot, slots_per_visit, phase
):
    """Decide what a radar does about one object that it could see.

    Args:
        radar: RadarRow.
        t, last_s: now, and when it last looked there.
        elevation, range_m: where the look would go.
        held: 1 while the object is in track, or being confirmed.
        cue_sigma_m: standard error of a cued position; 0 without a cue.
        beside: 1 where it flies beside a tracked or cued object.
        reported: 1 once satellites have reported its launch and heading.
        slot, slots_per_visit, phase: the moment in the cycle of a search.

    Returns:
        what (IDLE, HOLD, CUED or SEARCH), dwell on the object in s, and cost in s.
    """
    rested = t - last_s + 1e-9
    if held or beside:
        due = rested >= radar.look_s
        return (HOLD if due else IDLE), radar.dwell_s, radar.dwell_s
    if cue_sigma_m > 0.0:
        count = cued_look(radar, cue_sigma_m, range_m)
        cost = count * radar.dwell_s
        due = rested >= max(radar.look_s, cost / free_share(radar))
        return (CUED if due else IDLE), radar.dwell_s, cost
    if slot % slots_per_visit != phase:
        return IDLE, 0.0, 0.0
    in_fence = elevation <= radar.least_elevation + radar.fence
    if reported and in_fence:
        return SEARCH, heading_dwell(radar), 0.0
    if radar.mode == CUE_ONLY or (radar.mode == FENCE and not in_fence):
        return IDLE, 0.0, 0.0
    return SEARCH, search_dwell(radar), 0.0


@kernel(shared=True)
def turned(radar, boresight, wanted, dt):
    """Return the boresight of an antenna that turns towards an azimuth for dt seconds."""
    off = off_boresight(boresight, wanted)
    most = radar.turn_rad_s * dt
    return boresight + min(max(off, -most), most)


@kernel(shared=True)
def azimuth_of(earth, radar, t, x, y, z):
    """Return the azimuth in which a radar believes a point to be; the point in `eci`, m."""
    ex, ey = turn(-earth.omega_rad_s * t, x, y)
    east, north, _ = ecef_to_enu(
        radar.lat, radar.lon, ex - radar.x_ecef_m, ey - radar.y_ecef_m, z - radar.z_ecef_m
    )
    return math.atan2(east, north)
