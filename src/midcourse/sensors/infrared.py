"""Warning satellites: when a burning rocket is first reported, and the coarse state they give at burnout."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from midcourse.catalog.model import Infrared
from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import WGS84, ecef_to_geodetic, geodetic_to_ecef, turn
from midcourse.kernels.infrared import sees
from midcourse.kernels.path import state_at

STEP_S = 0.5
NEVER = math.inf


class Cues(NamedTuple):
    """What the satellites report, by object: inf where nothing is.

    `first_s`: time of the first report, with place and heading; `state_s`: time of the state at burnout;
    `position_sigma_m`, `velocity_sigma_m_s`: its standard errors an axis.
    """

    first_s: np.ndarray
    state_s: np.ndarray
    position_sigma_m: np.ndarray
    velocity_sigma_m_s: np.ndarray


def cues(satellites: Sequence[Infrared], nodes, counts, starts_s, burnouts_s) -> Cues:
    """Find when the satellites of a scenario report each burning object.

    Args:
        satellites: the infrared entries of the scenario.
        nodes, counts: true paths, shape (objects, m, 10), and filled rows of each.
        starts_s, burnouts_s: when each object starts, and when it has burnt out.

    Returns:
        Cues; of several systems the earliest report counts, and the best state.
    """
    n = len(counts)
    found = Cues(*(np.full(n, NEVER) for _ in range(4)))
    for entry in satellites:
        places = np.array(
            [geodetic_to_ecef(WGS84, 0.0, math.radians(one.lon_deg), one.alt_m) for one in entry.satellites]
        )
        for k in range(n):
            if burnouts_s[k] <= starts_s[k]:
                continue
            seen_s, lost = _first_seen(
                WGS84, places, nodes[k], counts[k], starts_s[k], burnouts_s[k],
                entry.cloud_top_m, entry.least_elevation_rad,
            )  # fmt: skip
            report_s = seen_s + entry.report_delay_s
            found.first_s[k] = min(found.first_s[k], report_s)
            if not lost and entry.position_sigma_m < found.position_sigma_m[k]:
                found.state_s[k] = max(burnouts_s[k], report_s)
                found.position_sigma_m[k] = entry.position_sigma_m
                found.velocity_sigma_m_s[k] = entry.velocity_sigma_m_s
    return found


@kernel
def _first_seen(earth, places, nodes, count, start_s, burnout_s, cloud_top_m, least_elevation):
    # first time above the clouds in view of a satellite, and whether none sees the burnout
    first = np.inf
    t = start_s
    while t < burnout_s and first == np.inf:
        if _in_view(earth, places, nodes, count, t, cloud_top_m, least_elevation):
            first = t
        t += STEP_S
    return first, not _in_view(earth, places, nodes, count, burnout_s, cloud_top_m, least_elevation)


@kernel
def _in_view(earth, places, nodes, count, t, cloud_top_m, least_elevation):
    x, y, z, _, _, _ = state_at(nodes, count, t)
    x, y = turn(-earth.omega_rad_s * t, x, y)
    _, _, alt = ecef_to_geodetic(earth, x, y, z)
    if alt < cloud_top_m:
        return False
    for i in range(places.shape[0]):
        if sees(earth, places[i, 0], places[i, 1], places[i, 2], x, y, z, least_elevation):
            return True
    return False
