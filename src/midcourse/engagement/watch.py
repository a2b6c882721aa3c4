"""Belief: one compiled loop in time order that tasks the radars, looks, detects and tracks.

It stands here because sensors and tracking do not know each other. Of the sky it uses only where an object
is, what it reflects and whether it burns; what reaches a track is a measurement or a satellite's report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.engagement.geometry import SLOT_S, geometry
from midcourse.engagement.look import (
    Luck,
    Mind,
    Things,
    draw_biases,
    draw_headings,
    draw_turns,
    radar_slot,
    take_reports,
)
from midcourse.engagement.rows import FALL, draw_features, write_rows
from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import WGS84
from midcourse.kernels.filter import LANES, blocks
from midcourse.kernels.unscented import POINTS
from midcourse.records import TRACK, WARHEAD
from midcourse.sensors.infrared import cues
from midcourse.sensors.radar import BORESIGHT, FIELDS, SEPARATION, RadarRow, radar_row
from midcourse.tracking.book import BOOK, TrackRules, forget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.engagement.run import Batch
    from midcourse.scenario.model import Scenario, SensorItem
    from midcourse.truth import Sky


class Watched(NamedTuple):
    """What the defence saw, and when.

    `rows`, `counts`: tracks by run and track, TRACK, shape (runs, tracks, m) and how many are filled;
    `objects`: the object behind each track, -1 for none, which only `shots` and `judge` may read;
    by run and object, NaN where it never came to that: `first_s` first detection, `firm_s` firm track, `best_ratio`
    greatest signal-to-noise ratio of a look, `looks`;
    by object: `cue_s` first report of a satellite, `state_s` that of a state;
    `sensor_first_s` first detection by run, object and radar; `sensor_firm_s` first firm track by run and radar.
    """

    rows: np.ndarray
    counts: np.ndarray
    objects: np.ndarray
    first_s: np.ndarray
    firm_s: np.ndarray
    best_ratio: np.ndarray
    looks: np.ndarray
    cue_s: np.ndarray
    state_s: np.ndarray
    sensor_first_s: np.ndarray
    sensor_firm_s: np.ndarray


def watch(scenario: Scenario, sky: Sky, batch: Batch) -> Watched:
    """Let the sensors of a scenario watch the sky in every run of a batch.

    Args:
        scenario: its sensors, tracker and doctrine.
        sky: what flies.
        batch: seed, world and runs.

    Returns:
        Watched.
    """
    runs, objects = len(batch.runs), len(sky.counts)
    radars = placed(scenario.sensors)
    space = [item.infrared for item in scenario.sensors if not item.is_radar]
    reports = cues(space, sky.nodes, sky.counts, sky.starts_s, sky.burnout_s)
    table = np.array(radars).reshape(-1, FIELDS)
    if scenario.doctrine.attacker_knows:
        table[:, SEPARATION] = 0.0
    every_s = scenario.tracker.report_interval_s
    most = int(float(sky.ends_s.max()) / every_s) + 8
    seen = Watched(
        np.zeros((runs, objects, most), dtype=TRACK),
        np.zeros((runs, objects), dtype=np.int64),
        np.full((runs, objects), -1, dtype=np.int64),
        np.full((runs, objects), np.nan),
        np.full((runs, objects), np.nan),
        np.full((runs, objects), np.nan),
        np.zeros((runs, objects), dtype=np.int64),
        reports.first_s,
        reports.state_s,
        np.full((runs, objects, len(radars)), np.nan),
        np.full((runs, len(radars)), np.nan),
    )
    if len(radars) == 0:
        return seen
    tracker = scenario.tracker
    rules = TrackRules(
        tracker.confirm,
        tracker.window,
        tracker.silence_s,
        tracker.firm_looks,
        tracker.firm_ellipse_m,
        every_s,
        tracker.filter == "unscented",
    )
    burning = np.where(sky.burnout_s > sky.starts_s, sky.burnout_s, -1.0)
    things = Things(
        sky.nodes,
        sky.counts,
        sky.ends_s,
        burning,
        sky.rcs_m2,
        (sky.kind == WARHEAD).astype(np.float64),
        sky.raid.astype(np.int64),
        sky.key.astype(np.int64),
    )
    luck = Luck(np.uint64(batch.seed), batch.world, scenario.doctrine.common_discrimination)
    _watch(
        WGS84, rules, table, geometry(sky, table), things, reports, luck, batch.runs,
        scenario.doctrine.boost_commit, seen,
    )  # fmt: skip
    return seen


def placed(sensors: Sequence[SensorItem]) -> list[RadarRow]:
    """Return the radars of a scenario as the compiled loop reads them; equal ones at one place have their own luck."""
    rows: list[RadarRow] = []
    for item in sensors:
        if not item.is_radar:
            continue
        place = item.place
        at = (place.lat_deg, place.lon_deg, place.alt_m)
        twin, row = 0, radar_row(item.radar, *at, item.boresight_azimuth_rad)
        while any(row.actor == other.actor for other in rows):
            twin += 1
            row = radar_row(item.radar, *at, item.boresight_azimuth_rad, twin)
        rows.append(row)
    return rows


@kernel
def _watch(earth, rules, table, view, things, reports, luck, runs, commit, seen):
    objects, radars = things.counts.shape[0], table.shape[0]
    launches = things.raid.max() + 1 if objects > 0 else 1
    for r in range(runs.shape[0]):
        mind = Mind(
            np.zeros(objects, dtype=BOOK),
            np.full((2 * objects, radars), -1e9),
            np.zeros(radars),
            table[:, BORESIGHT].copy(),
            np.zeros((objects, radars), dtype=np.int64),
            np.zeros((objects, radars)),
            np.empty((objects, radars)),
            np.full(launches, -1, dtype=np.int64),
            np.full(objects, -1, dtype=np.int64),
            np.zeros(objects, dtype=np.int64),
            np.empty(2 * objects, dtype=np.int64),
            np.empty((2 * objects, 5)),
            np.zeros((objects, blocks(radars), 6 * LANES)),
            np.empty((objects, 3, 6)),
            np.full((objects, FALL), -np.inf),
            np.empty((radars, 3)),
            np.empty((POINTS + 6, 6)),
            np.ones(1, dtype=np.int64),
            np.zeros(1, dtype=np.int64),
            np.empty(objects),
            np.empty(objects),
            np.empty(objects, dtype=np.int64),
        )
        draw_biases(mind, table, luck, runs[r])
        draw_headings(mind, things, luck, runs[r])
        draw_turns(mind, things, luck, runs[r])
        draw_features(mind, table, things, luck, runs[r])
        tracks = 0
        for slot in range(view.azimuth_rad.shape[0]):
            t = slot * SLOT_S
            take_reports(earth, rules, mind, things, reports, luck, runs[r], slot, t)
            for s in range(radars):
                radar_slot(
                    earth, rules, mind, table, s, view, things, reports, luck, runs[r], r, slot, t, seen
                )
            for k in range(objects):
                if forget(rules, mind.books[k], t):
                    mind.stirred[0] = 1
            tracks = write_rows(earth, rules, mind, table, things, runs[r], r, slot, t, commit, tracks, seen)
