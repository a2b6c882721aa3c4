"""What the battle manager reads: tracks get numbers as they start, and rows of belief once they are firm."""

from __future__ import annotations

import math

import numpy as np

from midcourse.engagement.geometry import SLOT_S
from midcourse.kernels._jit import kernel
from midcourse.kernels.motion import vacuum_step
from midcourse.sensors.radar import radar_of
from midcourse.streams import FEATURE, normals
from midcourse.tracking.book import STARTED, carry_book
from midcourse.tracking.discriminate import evidence, warhead_probability
from midcourse.tracking.track import carry_slope, fall, impact_major, impact_slope

RENEW_S = 100.0  # a predicted impact is worked out anew after so long,
CARRY_S = 30.0  # after so long without a row,
FAR_M = 20e3  # and when looks move it farther than this
MADE, KNOWN, LAT, LON, TIME, STATE, FALL = (
    0,
    1,
    2,
    3,
    4,
    5,
    11,
)  # of the predicted impact of a track, and its state then
ALL_OF_A_CLASS = 1 << 41  # in place of the key of an object, for what all of a class have in common


@kernel(shared=True, bare=True)
def write_rows(earth, rules, mind, table, things, run, r, slot, t, commit, tracks, seen):
    """Number the tracks that have started and write a row of every firm one, if it is due.

    Args:
        earth, rules: Earth and TrackRules.
        mind, table, things: Mind, radars (n, FIELDS) and Things.
        run, r: number of the run and its position in the batch.
        slot, t: moment.
        commit: whether tracks of burning objects may be acted on.
        tracks: tracks numbered so far.
        seen: Watched, written.

    Returns:
        tracks numbered by now.
    """
    due = slot % max(int(round(rules.report_s / SLOT_S)), 1) == 0
    for i in range(mind.order.shape[0]):
        k = mind.order[i]
        book = mind.books[k]
        if book.stage != STARTED:
            continue
        if book.number == 0:
            tracks += 1
            book.number = tracks
            seen.objects[r, tracks - 1] = k
        if book.looks < rules.firm_looks or (
            not commit and (book.cold_looks < rules.firm_looks or book.burning)
        ):
            continue
        n = book.number - 1
        if (due or np.isnan(seen.firm_s[r, k])) and seen.counts[r, n] < seen.rows.shape[2]:
            _write(earth, rules, mind, table, things, run, r, t, k, n, seen)
    return tracks


@kernel(shared=True, bare=True)
def _write(earth, rules, mind, table, things, run, r, t, k, n, seen):
    book = mind.books[k]
    if t > book.time_s:
        carry_book(earth, rules, book, t, book.burning == 1, mind.shared[k], mind.room)
    fallen, slope = mind.fallen[k], mind.slope[k]
    if not _moved_on(earth, t, book.state, slope, fallen, mind.room) and not _anew(
        earth, t, book.state, slope, fallen
    ):
        return
    major_m = impact_major(slope, book.cov)
    if not major_m < rules.firm_ellipse_m:
        return
    if np.isnan(seen.firm_s[r, k]):
        seen.firm_s[r, k] = t
    for s in range(table.shape[0]):
        if mind.looks[k, s] > 0 and np.isnan(seen.sensor_firm_s[r, s]):
            seen.sensor_firm_s[r, s] = t
    row = seen.rows[r, n, seen.counts[r, n]]
    row.run = run
    row.track = n
    row.time_s = t
    for i in range(6):
        row.state_eci_m_m_s[i] = book.state[i]
    for i in range(21):
        row.cov_eci[i] = book.cov[i]
    row.looks = book.looks
    row.burning = book.burning
    row.firm = 1
    row.impact_lat_rad = fallen[LAT]
    row.impact_lon_rad = fallen[LON]
    row.impact_time_s = fallen[TIME]
    row.impact_major_m = major_m
    row.warhead_p = _warhead_p(mind, table, things, k)
    row.sensors = book.sensors
    seen.counts[r, n] += 1


@kernel(shared=True, bare=True)
def _anew(earth, t, state, slope, fallen):
    # follow a track to the ground; False where it does not come down
    lat, lon, fall_s = fall(earth, t, state)
    if np.isnan(lat) or impact_slope(earth, t, state, lat, lon, slope) != 0:
        return False
    fallen[MADE], fallen[KNOWN], fallen[LAT], fallen[LON], fallen[TIME] = t, t, lat, lon, fall_s
    for i in range(6):
        fallen[STATE + i] = state[i]
    return True


@kernel(shared=True, bare=True)
def _moved_on(earth, t, state, slope, fallen, room):
    # shift the impact that was predicted last by what looks have changed since; False where that is too much
    gap = t - fallen[KNOWN]
    if t - fallen[MADE] > RENEW_S or gap > CARRY_S:
        return False
    old = room[0]
    old[0], old[1], old[2], old[3], old[4], old[5] = vacuum_step(
        earth, gap, fallen[STATE], fallen[STATE + 1], fallen[STATE + 2], fallen[STATE + 3], fallen[STATE + 4],
        fallen[STATE + 5],
    )  # fmt: skip
    carry_slope(earth, gap, old, slope)
    north, east, later = 0.0, 0.0, 0.0
    for i in range(6):
        change = state[i] - old[i]
        north += slope[0, i] * change
        east += slope[1, i] * change
        later += slope[2, i] * change
        fallen[STATE + i] = state[i]
    if north * north + east * east > FAR_M * FAR_M:
        return False
    fallen[LON] += east / (earth.a_m * math.cos(fallen[LAT]))
    fallen[LAT] += north / earth.a_m
    fallen[TIME] += later
    fallen[KNOWN] = t
    return True


@kernel(shared=True, bare=True)
def draw_features(mind, table, things, luck, run):
    """Draw what sets every object off from its class for every radar in one run, in standard deviations."""
    own_share, shared_share = math.sqrt(1.0 - luck.alike), math.sqrt(luck.alike)
    for s in range(table.shape[0]):
        radar = radar_of(table, s)
        if radar.separation == 0.0:
            continue
        actor = np.int64(radar.actor)
        others, warheads, _, _ = normals(luck.seed, FEATURE, luck.world, run, ALL_OF_A_CLASS, actor, 0)
        for k in range(things.counts.shape[0]):
            own, _, _, _ = normals(luck.seed, FEATURE, luck.world, run, things.key[k], actor, 0)
            shared = warheads if things.is_warhead[k] > 0.0 else others
            mind.feature[k, s] = own_share * own + shared_share * shared


@kernel(shared=True, bare=True)
def _warhead_p(mind, table, things, k):
    total = 0.0
    for s in range(table.shape[0]):
        radar = radar_of(table, s)
        if radar.separation == 0.0 or mind.looks[k, s] == 0:
            continue
        total += evidence(
            radar.separation,
            radar.to_learn,
            things.is_warhead[k],
            mind.feature[k, s],
            mind.noise[k, s],
            mind.looks[k, s],
        )
    return warhead_probability(total)
