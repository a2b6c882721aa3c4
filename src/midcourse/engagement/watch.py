"""Belief: one compiled loop in time order that tasks the radars, looks, detects and tracks.

It stands here because sensors and tracking do not know each other. Of the sky it uses only where an object
is, what it reflects and whether it burns; what reaches a track is a measurement.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import WGS84, turn
from midcourse.kernels.path import state_at
from midcourse.kernels.radar import detection_swerling1
from midcourse.records import TRACK
from midcourse.sensors.radar import RadarRow, errors, radar_row, sight, strength
from midcourse.sensors.tasking import looks_now
from midcourse.streams import BIAS, DETECTION, MEASUREMENT, normals, uniform
from midcourse.tracking.book import BOOK, EMPTY, FIRM_LOOKS, FIRM_MAJOR_M, STARTED, absorb, forget, miss_look
from midcourse.tracking.track import add_bias, advance, impact_ellipse, pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.engagement.run import Batch
    from midcourse.scenario.model import SensorItem
    from midcourse.truth import Sky

SLOT_S = 0.5
ROW_S = 10.0  # a track is written when it becomes firm and at this interval from then on
NEVER = math.nan


class Watched(NamedTuple):
    """What the defence saw.

    `rows`: tracks by run and object, shape (runs, objects, m), TRACK, of which `counts` are filled;
    `first_s`, `firm_s`, `best_db`, `looks`: shape (runs, objects), NaN where it never came to that;
    `best_db` is the greatest signal-to-noise ratio while in view.
    """

    rows: np.ndarray
    counts: np.ndarray
    first_s: np.ndarray
    firm_s: np.ndarray
    best_db: np.ndarray
    looks: np.ndarray


def watch(sensors: Sequence[SensorItem], sky: Sky, batch: Batch) -> Watched:
    """Let the radars watch the sky in every run of a batch.

    Args:
        sensors: the radars of the scenario at their places.
        sky: what flies.
        batch: seed, world and runs.

    Returns:
        Watched.
    """
    runs, objects = len(batch.runs), len(sky.counts)
    most = int(sky.end_s / ROW_S) + 8
    rows = np.zeros((runs, objects, most), dtype=TRACK)
    counts = np.zeros((runs, objects), dtype=np.int64)
    marks = np.full((3, runs, objects), NEVER)
    looks = np.zeros((runs, objects), dtype=np.int64)
    radars = [_placed(item) for item in sensors]
    if radars:
        sites = np.array([[r.x_ecef_m, r.y_ecef_m, r.z_ecef_m] for r in radars])
        table = np.array(radars)
        starts = np.array([path.launch_s for path in sky.paths])
        ends = np.array([path.end_s for path in sky.paths])
        _watch(
            WGS84,
            table,
            sites,
            sky.nodes,
            sky.counts,
            starts,
            ends,
            sky.burnout_s,
            sky.rcs_m2,
            np.uint64(batch.seed),
            batch.world,
            batch.runs,
            rows,
            counts,
            marks,
            looks,
        )
    return Watched(rows, counts, marks[0], marks[1], marks[2], looks)


def _placed(item: SensorItem) -> RadarRow:
    place = item.place
    return radar_row(item.radar, place.lat_deg, place.lon_deg, place.alt_m, item.boresight_azimuth_rad)


@kernel(shared=True)
def _radar_of(table, i):
    r = table[i]
    return RadarRow(
        r[0],
        r[1],
        r[2],
        r[3],
        r[4],
        r[5],
        r[6],
        r[7],
        r[8],
        r[9],
        r[10],
        r[11],
        r[12],
        r[13],
        r[14],
        r[15],
        r[16],
        r[17],
        r[18],
        r[19],
        r[20],
    )


@kernel
def _watch(
    earth,
    radars,
    sites,
    nodes,
    counts,
    starts,
    ends,
    burnouts,
    rcs,
    seed,
    world,
    runs,
    rows,
    filled,
    marks,
    looks,
):
    point = np.empty(3)
    last = ends.max()
    for r in range(runs.shape[0]):
        books = np.zeros(counts.shape[0], dtype=BOOK)
        for slot in range(int(last / SLOT_S) + 1):
            t = slot * SLOT_S
            for k in range(counts.shape[0]):
                if not (starts[k] <= t <= ends[k]):
                    continue
                x, y, z, _, _, _ = state_at(nodes[k], counts[k], t)
                x, y = turn(-earth.omega_rad_s * t, x, y)
                burning = 1 if t < burnouts[k] else 0
                for s in range(radars.shape[0]):
                    _look(
                        earth,
                        radars,
                        s,
                        sites[s],
                        slot,
                        t,
                        x,
                        y,
                        z,
                        rcs[k, burning],
                        burning,
                        seed,
                        world,
                        runs[r],
                        k,
                        books[k],
                        marks[:, r, k],
                        looks[r : r + 1, k],
                        point,
                    )
                _write(
                    earth,
                    radars,
                    sites,
                    slot,
                    t,
                    runs[r],
                    k,
                    books[k],
                    marks[:, r, k],
                    rows[r, k],
                    filled[r : r + 1, k],
                )


@kernel
def _look(
    earth, radars, s, site, slot, t, x, y, z, rcs, burning, seed, world, run, k, book, marks, looks, point
):
    # one dwell of one radar on one object, if it is due and the object is in view
    radar = _radar_of(radars, s)
    search_slots = max(1, int(round(radar.revisit_s / SLOT_S)))
    hold_slots = max(1, int(round(radar.look_s / SLOT_S)))
    if not looks_now(slot, book.stage != EMPTY, search_slots, hold_slots):
        return
    azimuth, elevation, range_m, seen = sight(radar, x, y, z)
    if seen == 0:
        forget(book, t)
        return
    looks[0] += 1
    ratio = strength(radar, rcs, range_m)
    decibels = 10.0 * math.log10(ratio)
    if not decibels <= marks[2]:
        marks[2] = decibels
    if uniform(seed, DETECTION, world, run, k, s, slot) > detection_swerling1(ratio, radar.false_alarm):
        miss_look(book, t)
        return
    if np.isnan(marks[0]):
        marks[0] = t
    range_s, angle_s = errors(radar, ratio)
    n0, n1, n2, _ = normals(seed, MEASUREMENT, world, run, k, s, slot)
    b0, b1, b2, _ = normals(seed, BIAS, world, run, 0, s, 0)
    azimuth += (angle_s * n0 + radar.angle_bias * b0) / math.cos(elevation)
    elevation += angle_s * n1 + radar.angle_bias * b1
    range_m += range_s * n2 + radar.range_bias_m * b2
    absorb(earth, book, s, radar, site, t, azimuth, elevation, range_m, range_s, angle_s, burning, point)


@kernel
def _write(earth, radars, sites, slot, t, run, k, book, marks, rows, filled):
    # a row of belief when the track becomes firm, and every ROW_S from then on
    if book.stage != STARTED or book.cold_looks < FIRM_LOOKS or book.burning == 1:
        return
    due = slot % int(ROW_S / SLOT_S) == 0
    if not (due or np.isnan(marks[1])) or filled[0] >= rows.shape[0]:
        return
    if t > book.time_s:
        advance(earth, t - book.time_s, False, book.state, book.cov)
        book.time_s = t
    cov = book.cov.copy()
    radar = _radar_of(radars, book.sensor)
    add_bias(earth, t, sites[book.sensor], radar.range_bias_m, radar.angle_bias, book.state, cov)
    lat, lon, fall_s, major_m = impact_ellipse(earth, t, book.state, cov)
    firm = major_m < FIRM_MAJOR_M
    if not firm:
        return
    if np.isnan(marks[1]):
        marks[1] = t
    row = rows[filled[0]]
    row.run = run
    row.track = k
    row.time_s = t
    row.state_eci_m_m_s[:] = book.state
    pack(cov, row.cov_eci)
    row.looks = book.looks
    row.burning = 0
    row.firm = 1
    row.impact_lat_rad = lat
    row.impact_lon_rad = lon
    row.impact_time_s = fall_s
    row.impact_major_m = major_m
    filled[0] += 1
