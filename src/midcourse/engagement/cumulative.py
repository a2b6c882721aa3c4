"""The chance of a firm track in time, from the radar equation alone: looks that add up, without luck and filter."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.engagement.geometry import SLOT_S, Geometry, geometry
from midcourse.engagement.watch import placed
from midcourse.kernels._jit import kernel
from midcourse.sensors.infrared import cues
from midcourse.sensors.radar import FIELDS, SEPARATION, chance, radar_of
from midcourse.sensors.tasking import SEARCH, task

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

EVEN = 0.5


class Seen(NamedTuple):
    """What the radars should make of each object: shape (objects,).

    `track`: chance of a firm track in time; `even_s`: when that chance becomes even, infinite where it does not;
    `apart`: standard deviations by which its looks set warheads off from other objects.
    """

    track: np.ndarray
    even_s: np.ndarray
    apart: np.ndarray


def tracked(scenario: Scenario, sky: Sky, until_s: np.ndarray, view: Geometry | None = None) -> Seen:
    """Work out for every object the chance of a firm track before a time.

    Each radar that has the object in view and in its field looks at its look interval with all the dwell of its entry,
    once the launch is known to it: by the first report of a satellite, or because a search has come upon the object or
    on another of the same launch. Looks at what no longer burns count; the track is firm with as many of them as the
    tracker asks for.

    Args:
        scenario: its radars, satellites and tracker.
        sky: what flies.
        until_s: per object, the last moment at which a track is of use.
        view: where everything stands for its radars, where it is known already; no look interval is in it.

    Returns:
        Seen.
    """
    table = np.array(placed(scenario.sensors)).reshape(-1, FIELDS)
    count = len(sky.paths)
    out = Seen(np.zeros(count), np.full(count, np.inf), np.zeros(count))
    if len(table) == 0:
        return out
    if scenario.doctrine.attacker_knows:
        table[:, SEPARATION] = 0.0
    space = [item.infrared for item in scenario.sensors if not item.is_radar]
    launch_s = cues(space, sky.nodes, sky.counts, sky.starts_s, sky.burnout_s).first_s
    cue_s = np.array([launch_s[sky.raid == raid].min() for raid in sky.raid])
    view = view or geometry(sky, table)
    lost = np.ones(view.up.shape[:2])
    _search(table, view, cue_s, lost)
    for raid in np.unique(sky.raid):
        mine = sky.raid == raid
        lost[:, mine] = lost[:, mine].min(axis=1)[:, None]
    lost[np.arange(len(lost))[:, None] * SLOT_S >= cue_s] = 0.0
    firm = scenario.tracker.firm_looks
    _add_up(table, view, sky.burnout_s, lost, until_s, firm, out)
    return out


@kernel
def _search(table, view, cue_s, lost):
    # chance that no search has found an object by itself, by slot and object
    for k in range(view.up.shape[1]):
        still = 1.0
        for slot in range(view.up.shape[0]):
            t = slot * SLOT_S
            for s in range(table.shape[0]):
                radar = radar_of(table, s)
                visit = max(1, int(round(radar.revisit_s / SLOT_S)))
                what, dwell_s, _, _ = task(
                    radar,
                    t,
                    t,
                    view.elevation_rad[slot, k, s],
                    1.0,
                    0,
                    0.0,
                    1 if t >= cue_s[k] else 0,
                    slot % visit == 0,
                )
                if what == SEARCH and view.up[slot, k, s]:
                    still *= 1.0 - chance(radar, view.ratio_per_s[slot, k, s] * dwell_s)
            lost[slot, k] = still


@kernel
def _add_up(table, view, burnouts, lost, until_s, firm, out):
    for k in range(view.up.shape[1]):
        seen = np.zeros(firm + 1)  # chance of so many detections that count, once found; the last is firm
        unfound = 1.0
        looks = np.zeros(table.shape[0])  # expected detections of each radar
        for slot in range(view.up.shape[0]):
            t = slot * SLOT_S
            if t > until_s[k]:
                break
            for s in range(table.shape[0]):
                radar = radar_of(table, s)
                if slot % max(int(round(radar.look_s / SLOT_S)), 1) != 0:
                    continue
                if view.up[slot, k, s] == 0:
                    continue
                hit = chance(radar, view.ratio_per_s[slot, k, s] * radar.dwell_s)
                new = max(unfound - lost[slot, k], 0.0) * hit
                if t >= burnouts[k]:
                    looks[s] += (1.0 - unfound) * hit
                    for n in range(firm, 0, -1):
                        stays = 1.0 if n == firm else 1.0 - hit
                        seen[n] = seen[n] * stays + seen[n - 1] * hit
                    seen[0] *= 1.0 - hit
                    seen[1] += new
                else:
                    seen[0] += new
                unfound -= new
            if seen[firm] >= EVEN and out.even_s[k] == np.inf:
                out.even_s[k] = t
        out.track[k] = seen[firm]
        for s in range(table.shape[0]):
            if looks[s] > 0.0:
                out.apart[k] += _parted(radar_of(table, s), looks[s])
        out.apart[k] = math.sqrt(out.apart[k])


@kernel(shared=True)
def _parted(radar, looks):
    return radar.separation * radar.separation / (1.0 + radar.to_learn / looks)
