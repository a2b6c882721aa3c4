"""How well a track places its object where an interceptor could meet it, at the moment of hand-over."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from midcourse.battle.window import STEP_S, point_s
from midcourse.engagement.closed_form import basket_chance
from midcourse.engagement.run import Batch
from midcourse.engagement.watch import watch
from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import WGS84
from midcourse.kernels.filter import predict_packed

if TYPE_CHECKING:
    from midcourse.catalog.model import Interceptor
    from midcourse.scenario.model import Scenario
    from midcourse.truth import Sky

EVEN = 0.5
EVERY = 8  # points of the path from one that is worked to the next
RUNS = 3


def rows_of(scenario: Scenario, sky: Sky, k: int) -> list[np.ndarray]:
    """Return what the tracker holds of one object in some runs: TRACK rows, firm ones, in order of time.

    Args:
        scenario: its sensors and tracker; its raid is what flies.
        sky, k: the same raid flown, and which object.

    Returns:
        rows of each run, none where the object is never firm. Detections and noise are of that run; how sure the
        tracker is hardly hangs on them.
    """
    watched = watch(scenario, sky, Batch(0, 0, np.arange(RUNS)))
    found = []
    for r in range(RUNS):
        of = np.flatnonzero(watched.objects[r] == k)
        parts = [watched.rows[r, n, : watched.counts[r, n]] for n in of]
        found.append(np.concatenate([watched.rows[r, 0, :0], *parts]))
    return found


def good_enough(
    interceptor: Interceptor, rows: list[np.ndarray], speed_m_s: float, start_s: float, count: int
) -> np.ndarray:
    """Say at which points of a path the track would bring the object into the seeker's field and reach, by chance.

    Args:
        interceptor: catalogue entry.
        rows: of the track in some runs, see `rows_of`.
        speed_m_s: closing speed.
        start_s, count: the path's points, see `window.point_s`.

    Returns:
        whether the chance is even or better in most of the runs, shape (count,).

    Source: the chance is that of `closed_form.basket_chance`; the track is that of the newest row at hand-over.
    """
    sigma_m = np.full((len(rows), count), np.inf)
    before_s = interceptor.kill_vehicle.acquisition_range_m / speed_m_s
    for one, held in zip(sigma_m, rows, strict=True):
        spreads(WGS84, held, before_s, start_s, EVERY, one)
    middle_m = np.median(sigma_m, axis=0)
    known = {float(one): basket_chance(interceptor, float(one), speed_m_s) for one in set(middle_m)}
    return np.array([known[float(one)] >= EVEN for one in middle_m])


@kernel
def spreads(earth, rows, before_s, start_s, every, sigma_m):  # type: ignore[no-untyped-def]
    """Write the standard error of a predicted position, one axis, at points of a path.

    Args:
        earth: Earth.
        rows: TRACK, in order of time.
        before_s: how long before the point the newest row is taken that is used.
        start_s: time from which the points count, see `window.point_s`.
        every: the points between two that are worked take after the one before.
        sigma_m: shape (points,), written; infinite where there is no row yet.
    """
    at, carried_s = -1, 0.0
    state, cov = np.empty(6), np.empty(21)
    for i in range(0, sigma_m.shape[0], every):
        t = point_s(start_s, i)
        newest = at
        while newest + 1 < rows.shape[0] and rows[newest + 1].time_s <= t - before_s:
            newest += 1
        if newest < 0:
            continue
        if newest != at:
            at, carried_s = newest, rows[newest].time_s
            state[:] = rows[newest].state_eci_m_m_s
            cov[:] = rows[newest].cov_eci
        while carried_s < t:
            h = min(t - carried_s, 5.0 * STEP_S)
            predict_packed(earth, h, 0.0, state, cov)
            carried_s += h
        sigma_m[i : i + every] = math.sqrt((cov[0] + cov[6] + cov[11]) / 3.0)
