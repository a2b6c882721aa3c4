"""The chance of a firm track in time, from the radar equation alone: looks that add up, without luck and filter."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from midcourse.engagement.geometry import SLOT_S, geometry
from midcourse.engagement.watch import placed
from midcourse.kernels._jit import kernel
from midcourse.records import WARHEAD
from midcourse.sensors.infrared import cues
from midcourse.sensors.radar import CUE_ONLY, FIELDS, chance, off_boresight, radar_of, strength
from midcourse.tracking.discriminate import LOOKS_TO_LEARN

if TYPE_CHECKING:
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

EVEN = 0.5


class Seen(NamedTuple):
    """What the radars should make of each warhead: shape (warheads,).

    `track`: chance of a firm track in time; `even_s`: when that chance becomes even, infinite where it does not;
    `apart`: standard deviations by which its looks set it off from other objects.
    """

    track: np.ndarray
    even_s: np.ndarray
    apart: np.ndarray


def tracked(scenario: Scenario, sky: Sky, until_s: np.ndarray) -> Seen:
    """Work out for every warhead the chance of a firm track before a time.

    Each radar that has the warhead in view and in its field looks at its look interval, once it burns no more, with
    all the dwell of its entry; one that searches on cue only from the first report of a satellite, or from when
    another radar has it in view. The track is firm with the detections that the tracker asks for.

    Args:
        scenario: its radars, satellites and tracker.
        sky: what flies.
        until_s: per warhead, the last moment at which a track is of use.

    Returns:
        Seen.
    """
    at = np.flatnonzero(sky.kind == WARHEAD)
    table = np.array([placed(item) for item in scenario.sensors if item.is_radar]).reshape(-1, FIELDS)
    out = Seen(np.zeros(len(at)), np.full(len(at), np.inf), np.zeros(len(at)))
    if len(table) == 0:
        return out
    if scenario.doctrine.attacker_knows:
        table[:, FIELDS - 1] = 0.0
    space = [item.infrared for item in scenario.sensors if not item.is_radar]
    cue_s = cues(space, sky.nodes, sky.counts, sky.starts_s, sky.burnout_s).first_s
    view = geometry(sky, table)
    firm = scenario.tracker.firm_looks
    _add_up(table, view, at, sky.burnout_s, sky.rcs_m2, cue_s, until_s, firm, out)
    return out


@kernel
def _add_up(table, view, at, burnouts, rcs, cue_s, until_s, firm, out):
    for w in range(at.shape[0]):
        k = at[w]
        seen = np.zeros(firm + 1)  # chance of so many detections yet; the last is firm
        seen[0] = 1.0
        cued_s = cue_s[k]
        looks = np.zeros(table.shape[0])  # expected detections of each radar
        for slot in range(view.up.shape[0]):
            t = slot * SLOT_S
            if t > until_s[w]:
                break
            for s in range(table.shape[0]):
                radar = radar_of(table, s)
                off = (
                    0.0
                    if radar.turn_rad_s > 0.0
                    else off_boresight(radar.boresight, view.azimuth[slot, k, s])
                )
                if view.up[slot, k, s] == 0 or abs(off) > radar.half_field:
                    continue
                if radar.mode == CUE_ONLY:
                    if t < cued_s:
                        continue
                else:
                    cued_s = min(cued_s, t)
                if t < burnouts[k] or slot % max(int(round(radar.look_s / SLOT_S)), 1) != 0:
                    continue
                ratio = strength(
                    radar, off, radar.dwell_s, rcs[k, int(radar.band), 0], view.range_m[slot, k, s]
                )
                hit = chance(radar, ratio)
                looks[s] += hit
                for n in range(firm, 0, -1):
                    stays = 1.0 if n == firm else 1.0 - hit
                    seen[n] = seen[n] * stays + seen[n - 1] * hit
                seen[0] *= 1.0 - hit
            if seen[firm] >= EVEN and out.even_s[w] == np.inf:
                out.even_s[w] = t
        out.track[w] = seen[firm]
        for s in range(table.shape[0]):
            if looks[s] > 0.0:
                out.apart[w] += radar_of(table, s).separation ** 2 / (1.0 + LOOKS_TO_LEARN / looks[s])
        out.apart[w] = math.sqrt(out.apart[w])
