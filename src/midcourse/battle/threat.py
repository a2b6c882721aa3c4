"""Which tracks are threats, and which of them come up next: rows up to the decision time only."""

from __future__ import annotations

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.kernels.boost import arc_m
from midcourse.records import NOT_JUDGED_A_THREAT, THREAT_RADIUS_M


@kernel
def threatened(earth, lat, lon, major_m, places, radius_m):
    """Return how far (m) a predicted impact ellipse stays clear of the nearest defended place; 0 if it touches."""
    clear = np.inf
    for i in range(places.shape[0]):
        off, _ = arc_m(earth, lat, lon, places[i, 0], places[i, 1])
        clear = min(clear, off - radius_m - major_m)
    return max(clear, 0.0)


@kernel
def usable_after(rows, count, at, burning_too):
    """Return the number of the first row after a row that an order may rest on; -1 where there is none."""
    for i in range(at + 1, count):
        if rows[i].burning == 1:
            if burning_too:
                return i
        elif rows[i].firm == 1:
            return i
    return -1


@kernel
def come_up(earth, rows, counts, desk, rule, places, horizon_s, due):
    """List the tracks that are decided on next: in each run those of its earliest moment before the horizon.

    Args:
        earth: Earth.
        rows, counts: tracks by run and track, and how many rows are filled.
        desk: Desk; a track that is no threat moves on to its next row.
        rule: RuleRow.
        places: defended places, shape (p, 2), rad.
        horizon_s: per run, the first report that could change an order.
        due: run and track, shape (n, 2), written; runs that find no room come up in the next call.

    Returns:
        how many are due.
    """
    n = 0
    for r in range(counts.shape[0]):
        moment = np.inf
        many = 0
        for k in range(counts.shape[1]):
            if not desk.open[r, k] or desk.next_s[r, k] == np.inf:
                continue
            if desk.use[r, k] < 0:
                _settle(earth, rows[r, k], counts[r, k], desk, r, k, rule, places)
                if not desk.open[r, k]:
                    continue
            if desk.next_s[r, k] < moment:
                moment = desk.next_s[r, k]
                many = 0
            if desk.next_s[r, k] == moment:
                many += 1
        if not moment < horizon_s[r]:
            continue
        if n + many > due.shape[0]:
            return n
        for k in range(counts.shape[1]):
            if desk.open[r, k] and desk.next_s[r, k] == moment:
                due[n, 0], due[n, 1] = r, k
                n += 1
    return n


@kernel
def _settle(earth, rows, count, desk, r, k, rule, places):
    # the first moment, from the one it comes up at, whose row shows a threat
    at = -1
    while True:
        after = usable_after(rows, count, at, rule.burning_too)
        if after < 0 or rows[after].time_s > desk.next_s[r, k]:
            break
        at = after
    while True:
        row = rows[at]
        if np.isnan(desk.decided_s[r, k]):
            desk.decided_s[r, k] = desk.next_s[r, k]
        short = rule.threat_p - row.warhead_p
        if short > 0.0:
            margin = -short
        else:
            margin = 1e-3 * threatened(
                earth, row.impact_lat_rad, row.impact_lon_rad, row.impact_major_m, places, THREAT_RADIUS_M
            )
            if margin == 0.0:
                desk.use[r, k] = at
                return
        if desk.shots[r, k] == 0:
            desk.link[r, k] = NOT_JUDGED_A_THREAT
            desk.margin[r, k] = margin
        at = usable_after(rows, count, at, rule.burning_too)
        if at < 0:
            desk.open[r, k] = False
            return
        desk.next_s[r, k] = rows[at].time_s
