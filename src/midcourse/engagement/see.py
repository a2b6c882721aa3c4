"""What every sensor could see of every object without luck: first and last look, and the strongest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from midcourse.engagement.geometry import SLOT_S, geometry
from midcourse.engagement.watch import placed
from midcourse.kernels._jit import kernel
from midcourse.sensors.infrared import cues
from midcourse.sensors.radar import CUE_ONLY, FIELDS, chance, radar_of
from midcourse.threats.fly import fly_raid

if TYPE_CHECKING:
    from midcourse.catalog.model import Infrared
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

EVEN = 0.5


def see(scenario: Scenario) -> list[dict[str, Any]]:
    """Say what each sensor of a scenario can see of each object, in the nominal world and without luck.

    A radar that turns is taken to look where the object is; one that only follows cues looks from the first report of
    a satellite, or of a radar that searches, on.

    Args:
        scenario: checked scenario.

    Returns:
        one dictionary an object: its name and, by sensor, first and last look with at least an even chance of
        detection, and the greatest signal-to-noise ratio in dB; None where there is none.

    Raises:
        NoSolution: a missile cannot reach its aim point.
    """
    sky = fly_raid(scenario.raid)
    space = [item for item in scenario.sensors if not item.is_radar]
    ground = [item for item in scenario.sensors if item.is_radar]
    reports = cues([item.infrared for item in space], sky.nodes, sky.counts, sky.starts_s, sky.burnout_s)
    table = np.array(placed(ground)).reshape(-1, FIELDS)
    found = np.full((len(sky.counts), len(ground), 3), np.nan)
    if ground:
        view = geometry(sky, table)
        searching = [s for s, item in enumerate(ground) if item.radar.search != "cue"]
        # radars that search come first: they are a cue to the others
        for s in [*searching, *(s for s in range(len(ground)) if s not in searching)]:
            own_s = np.minimum(
                reports.first_s, np.where(np.isnan(found[:, :, 0]), np.inf, found[:, :, 0]).min(axis=1)
            )
            # what is let go of is seen beside what let it go
            cue_s = np.array([own_s[sky.raid == sky.raid[k]].min() for k in range(len(own_s))])
            _best_looks(table, s, view, cue_s, found[:, s])
    rows = []
    for k, name in enumerate(sky.names):
        sensors = [_space_row(item.infrared, sky, k) for item in space]
        for s, item in enumerate(ground):
            first, last, top = (None if math.isnan(value) else float(value) for value in found[k, s])
            sensors.append({"sensor": item.sensor.id, "first_s": first, "last_s": last, "max_snr_db": top})
        rows.append({"object": name, "sensors": sensors})
    return rows


def _space_row(entry: Infrared, sky: Sky, k: int) -> dict[str, Any]:
    one = slice(k, k + 1)
    report = cues([entry], sky.nodes[one], sky.counts[one], sky.starts_s[one], sky.burnout_s[one])
    first = float(report.first_s[0])
    seen = math.isfinite(first) and first <= float(sky.ends_s[k])
    return {
        "sensor": entry.id,
        "first_s": first if seen else None,
        "last_s": float(sky.burnout_s[k]) if seen else None,
        "max_snr_db": None,
    }


@kernel
def _best_looks(table, s, view, cue_s, found):
    radar = radar_of(table, s)
    for k in range(found.shape[0]):
        for slot in range(view.up.shape[0]):
            t = slot * SLOT_S
            if view.up[slot, k, s] == 0 or (radar.mode == CUE_ONLY and t < cue_s[k]):
                continue
            ratio = view.ratio_per_s[slot, k, s] * radar.dwell_s
            decibels = 10.0 * math.log10(ratio)
            if not decibels <= found[k, 2]:
                found[k, 2] = decibels
            if chance(radar, ratio) >= EVEN:
                if np.isnan(found[k, 0]):
                    found[k, 0] = t
                found[k, 1] = t
