"""What the battle manager reads: tracks get numbers as they start, and rows of belief once they are firm."""

from __future__ import annotations

import math

import numpy as np

from midcourse.engagement.geometry import SLOT_S
from midcourse.kernels._jit import kernel
from midcourse.sensors.radar import radar_of
from midcourse.streams import FEATURE, normals
from midcourse.tracking.book import STARTED
from midcourse.tracking.discriminate import evidence, warhead_probability
from midcourse.tracking.track import advance, carry_slope, fall, impact_major, impact_slope, pack

RENEW_S = 100.0
CARRY_S = 30.0
ALL_OF_A_CLASS = 1 << 41  # in place of the key of an object, for what all of a class have in common


@kernel(shared=True, bare=True)
def write_rows(earth, rules, mind, table, things, luck, run, r, slot, t, commit, tracks, seen):
    """Number the tracks that have started and write a row of every firm one, if it is due.

    Args:
        earth, rules: Earth and TrackRules.
        mind, table, things: Mind, radars (n, FIELDS) and Things.
        luck, run, r: Luck, number of the run and its position in the batch.
        slot, t: moment.
        commit: whether tracks of burning objects may be acted on.
        tracks: tracks numbered so far.
        seen: Watched, written.

    Returns:
        tracks numbered by now.
    """
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
        due = slot % max(int(round(rules.report_s / SLOT_S)), 1) == 0
        if (due or np.isnan(seen.firm_s[r, k])) and seen.counts[r, n] < seen.rows.shape[2]:
            _write(earth, rules, mind, table, things, luck, run, r, t, k, n, seen)
    return tracks


@kernel(shared=True, bare=True)
def _write(earth, rules, mind, table, things, luck, run, r, t, k, n, seen):
    book = mind.books[k]
    if t > book.time_s:
        advance(
            earth,
            t - book.time_s,
            book.burning == 1,
            rules.unscented,
            book.state,
            book.cov,
            mind.shared[k],
            mind.room,
        )
        book.time_s = t
    lat, lon, fall_s = fall(earth, t, book.state)
    if np.isnan(lat):
        return
    # the slope is carried along with the track, and made anew now and then, and after a longer silence
    slope, known_s = mind.slope[k], mind.slope_s[k]
    if t - known_s[0] > RENEW_S or t - known_s[1] > CARRY_S:
        if impact_slope(earth, t, book.state, lat, lon, slope, mind.room[0]) != 0:
            return
        known_s[0] = t
    else:
        carry_slope(earth, t - known_s[1], book.state, slope)
    known_s[1] = t
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
    pack(book.cov, row.cov_eci)
    row.looks = book.looks
    row.burning = book.burning
    row.firm = 1
    row.impact_lat_rad = lat
    row.impact_lon_rad = lon
    row.impact_time_s = fall_s
    row.impact_major_m = major_m
    row.warhead_p = _warhead_p(mind, table, things, luck, run, k)
    row.sensors = book.sensors
    seen.counts[r, n] += 1


@kernel(shared=True, bare=True)
def _warhead_p(mind, table, things, luck, run, k):
    total = 0.0
    for s in range(table.shape[0]):
        radar = radar_of(table, s)
        if radar.separation == 0.0 or mind.looks[k, s] == 0:
            continue
        actor = np.int64(radar.actor)
        own, _, _, _ = normals(luck.seed, FEATURE, luck.world, run, things.key[k], actor, 0)
        others, warheads, _, _ = normals(luck.seed, FEATURE, luck.world, run, ALL_OF_A_CLASS, actor, 0)
        shared = warheads if things.is_warhead[k] > 0.0 else others
        feature = math.sqrt(1.0 - luck.alike) * own + math.sqrt(luck.alike) * shared
        total += evidence(
            radar.separation,
            radar.to_learn,
            things.is_warhead[k],
            feature,
            mind.noise[k, s],
            mind.looks[k, s],
        )
    return warhead_probability(total)
