"""What a radar is told to do, from what the defender knows: hold, search beside, follow a cue, search, turn.

Time is what a radar spends: every look at a held or cued object costs dwells from the share of energy that
searching leaves, so that many objects share it and each is looked at less often.
"""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import into_frame
from midcourse.sensors.radar import CUE_ONLY, FENCE, beam, beams, off_boresight

IDLE, HOLD, CUED, SEARCH, BESIDE = 0, 1, 2, 3, 4
MOST_SAVED_S = 1.0  # unspent time is lost after a second


@kernel(shared=True, bare=True)
def free_share(radar):
    """Return the share of a radar's time that is left for held and cued objects while it searches where it has to."""
    return 1.0 if radar.mode == CUE_ONLY else 1.0 - radar.search_share


@kernel(shared=True, bare=True)
def spare_share(radar, launches):
    """Return the same while it also searches the sectors of so many reported launches, each still unseen."""
    return 1.0 - radar.search_share if launches > 0 else free_share(radar)


@kernel(shared=True, bare=True)
def cued_look(radar, sigma_m, range_m):
    """Tell how wide and how long a radar looks where a cue or a track says an object is.

    Args:
        radar: RadarRow.
        sigma_m: standard error of the position, one axis.
        range_m: distance to it.

    Returns:
        width in rad, one beam at least, and dwells; the less certain the place, the longer the look.
    """
    if radar.cue_spread * sigma_m <= beam(radar) * range_m:
        return beam(radar), 1.0
    width = min(radar.cue_spread * sigma_m / range_m, math.pi)
    return max(width, beam(radar)), math.ceil(beams(radar, width, width))


@kernel(shared=True, bare=True)
def missed(radar, off2, width):
    """Return the angle from an object to the nearest beam of a look as wide as this, its middle off by an angle.

    Both angles are squared: most looks are one beam wide, and need no root.
    """
    spare = 0.5 * (width - beam(radar))
    if spare <= 0.0:
        return off2
    return (math.sqrt(off2) - spare) ** 2 if off2 > spare * spare else 0.0


@kernel(shared=True, bare=True)
def beside_cost(radar):
    """Return the time in s that one search about a tracked object takes."""
    return math.ceil(beams(radar, 2.0 * radar.beside_rad, 2.0 * radar.beside_rad)) * radar.dwell_s


@kernel(shared=True, bare=True)
def heading_dwell(radar, launches):
    """Return the dwell on each beam of the fence that a reported launch and heading point to; launches share it."""
    return min(radar.dwell_s, radar.heading_dwell_s / max(launches, 1))


@kernel(shared=True, bare=True)
def task(radar, t, last_s, elevation, range_m, held, sigma_m, reported, its_turn):
    """Decide what a radar does about one object that it could see.

    Args:
        radar: RadarRow.
        t, last_s: now, and when it last looked there.
        elevation, range_m: where the look would go.
        held: 1 while the object is in track, or being confirmed.
        sigma_m: standard error of where the track or the cue says it is; 0 without either.
        reported: number of launches reported and not yet found, where it lies in the sector of one; else 0.
        its_turn: whether a search comes by in this slot.

    Returns:
        what (IDLE, HOLD, CUED or SEARCH), dwell on an object in s, cost in s, width in rad of the sky searched.
    """
    rested = t - last_s + 1e-9
    if held or sigma_m > 0.0:
        if rested < radar.look_s:
            return IDLE, 0.0, 0.0, 0.0
        width, count = cued_look(radar, sigma_m, range_m)
        cost = count * radar.dwell_s
        due = rested * free_share(radar) >= cost
        return ((HOLD if held else CUED) if due else IDLE), radar.dwell_s, cost, width
    if not its_turn:
        return IDLE, 0.0, 0.0, 0.0
    in_fence = elevation <= radar.least_elevation_rad + radar.fence_rad
    if reported > 0 and in_fence:
        return SEARCH, heading_dwell(radar, reported), 0.0, 0.0
    if radar.mode == CUE_ONLY or (radar.mode == FENCE and not in_fence):
        return IDLE, 0.0, 0.0, 0.0
    return SEARCH, radar.search_dwell_s, 0.0, 0.0


@kernel(shared=True, bare=True)
def turned(radar, boresight, wanted, dt):
    """Return the boresight of an antenna that turns towards an azimuth for dt seconds."""
    off = off_boresight(boresight, wanted)
    most = radar.turn_rad_s * dt
    return boresight + min(max(off, -most), most)


@kernel(shared=True, bare=True)
def direction(frame, x, y, z):
    """Return azimuth and elevation in which a radar believes a point to be; its Frame and the point in `eci`, m."""
    east, north, up = into_frame(frame, x, y, z)
    return math.atan2(east, north), math.atan2(up, math.sqrt(east * east + north * north))
