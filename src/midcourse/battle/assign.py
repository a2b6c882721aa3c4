"""Who shoots at whom: at each moment the interceptors that are left are given to the threats, exactly."""

from __future__ import annotations

import numpy as np

from midcourse.battle.doctrine import Due
from midcourse.battle.spacing import booked_so_far, free_from, spaced_meeting
from midcourse.battle.threat import usable_after
from midcourse.battle.window import first_meeting, late_by, meeting
from midcourse.kernels._jit import kernel
from midcourse.kernels.assignment import assign
from midcourse.kernels.earth import WGS84
from midcourse.records import HELD_BY_DOCTRINE, NO_INTERCEPTOR_LEFT, NO_LAUNCH_WINDOW, ORDER, OVERFLOWN

NONE_S = 1e8  # the price of giving a threat nothing: more than all intercept times together
EARLY_S = 10.0  # an order whose launch lies further ahead waits for newer rows
RETRY_S = 30.0  # a threat that cannot be shot at, or not yet, is looked at again after this


def assign_due(what: Due) -> np.ndarray:
    """Give interceptors to the threats that are decided on at one moment of each run.

    Args:
        what: Due; its desk, stores and horizons are written.

    Returns:
        ORDER rows.
    """
    orders = np.zeros(len(what.due) * what.rule.salvo, dtype=ORDER)
    place = np.zeros(len(orders), dtype=np.int64)
    given = _assign(
        what.rows, what.desk, what.stores, what.rule, what.due, what.launch_s, what.short_s, what.horizon_s,
        orders, place,
    )  # fmt: skip
    orders, place = orders[:given], place[:given]
    orders["run"] = what.runs[what.due[place, 0]]
    orders["round"] = what.round
    for b, battery in enumerate(what.batteries):
        aim_orders(WGS84, what.rows, what.desk.use, what.due, place, b, battery.site, battery.table, orders)
    return orders


@kernel
def aim_orders(earth, rows, use, due, place, b, site, table, orders):
    """Write into the orders of battery b where their interceptors shall meet their threats.

    Args:
        earth: Earth.
        rows, use, due, place: tracks by run and track, the row each decision rests on, run and track of the threats,
            and the threat of each order.
        b, site, table: number, place (latitude rad, longitude rad, altitude m) and ReachTable of the battery.
        orders: ORDER rows, written.
    """
    for i in range(orders.shape[0]):
        if orders[i].battery != b:
            continue
        r, k = due[place[i], 0], due[place[i], 1]
        row = rows[r, k, use[r, k]]
        meeting(
            earth, row.state_eci_m_m_s, row.time_s, site, table, orders[i].intercept_s, orders[i].aim_ecef_m
        )


@kernel
def _assign(rows, desk, stores, rule, due, launch, short_s, horizon_s, orders, place):
    # moment by moment: volleys of one shot a threat, then what becomes of each threat
    given = 0
    lo = 0
    start_s = np.empty(due.shape[0])
    shots = np.zeros(due.shape[0], dtype=np.int64)
    for i in range(due.shape[0]):
        r, k = due[i, 0], due[i, 1]
        start_s[i] = rows[r, k, desk.use[r, k]].time_s
    while lo < due.shape[0]:
        hi = lo + 1
        r = due[lo, 0]
        while hi < due.shape[0] and due[hi, 0] == r:
            hi += 1
        moment_s = desk.next_s[r, due[lo, 1]]
        wait_s = np.full(hi - lo, np.nan)
        kept = np.zeros(launch.shape[0], dtype=np.int64)  # for threats whose time has not come
        for volley in range(rule.salvo):
            given = _volley(
                lo, hi, volley, moment_s, desk, stores, rule, due, launch, start_s, shots, wait_s, kept, orders, place,
                given,
            )  # fmt: skip
        for i in range(lo, hi):
            settled(i, moment_s, rows, desk, stores, rule, due, launch, short_s, shots[i], wait_s[i - lo])
        if rule.look:
            for n in range(given):
                if due[place[n], 0] == r:
                    horizon_s[r] = min(horizon_s[r], orders[n].intercept_s + rule.assessment_s)
        lo = hi
    return given


@kernel
def _volley(
    lo, hi, volley, moment_s, desk, stores, rule, due, launch, start_s, shots, wait_s, kept, orders, place, given
):  # fmt: skip
    # one shot at each threat that had all shots before: most threats first, then the earliest intercepts
    r = due[lo, 0]
    not_before = moment_s + rule.latency_s
    live = np.empty(hi - lo, dtype=np.int64)
    m = 0
    for i in range(lo, hi):
        if shots[i] == volley and np.isnan(wait_s[i - lo]) and not rule.held:
            live[m] = i
            m += 1
    cost, owner = _costs(live[:m], moment_s, stores.left[r] - kept, stores.booked_s[r], rule, launch, start_s)
    columns = owner.shape[0]
    if m == 0 or columns == 0:
        return given
    n = cost.shape[1]
    partner = np.empty((2, n), dtype=np.int64)
    assign(
        cost, partner, np.empty((2, n)), np.empty(n), np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    )
    chosen = np.full(m, np.inf)
    for j in range(m):
        if partner[0, j] < columns:
            chosen[j] = cost[j, partner[0, j]]
    for j in np.argsort(chosen, kind="mergesort"):  # book the earliest first; equals by number of the track
        if chosen[j] == np.inf:
            continue
        i, b = live[j], owner[partner[0, j]]
        k = due[i, 1]
        _, opens_s = first_meeting(launch[b, i], start_s[i], not_before)
        if volley == 0 and opens_s > not_before + EARLY_S:
            wait_s[i - lo] = opens_s - rule.latency_s
            kept[b] += 1
            continue
        met_s, launch_s = spaced_meeting(
            stores.booked_s[r, b], launch[b, i], start_s[i], not_before, rule.spacing_s
        )
        if np.isnan(met_s):
            continue
        stores.booked_s[r, b, booked_so_far(stores.booked_s[r, b])] = launch_s
        stores.left[r, b] -= 1
        stores.stock[r, b] -= 1
        order = orders[given]
        order.track = k
        order.battery = b
        order.shot = desk.shots[r, k] + shots[i]
        order.decision_s = moment_s
        order.launch_s = launch_s
        order.intercept_s = met_s
        order.table_flight_s = met_s - launch_s
        place[given] = i
        given += 1
        shots[i] += 1
    return given


@kernel
def _costs(live, moment_s, left, booked_s, rule, launch, start_s):
    # time to the intercept of each threat by each interceptor that is free, then by none; and whose interceptor it is
    m = live.shape[0]
    columns = 0
    for b in range(launch.shape[0]):
        columns += max(min(left[b], m), 0)
    cost = np.full((m, columns + m), NONE_S)
    owner = np.empty(columns, dtype=np.int64)
    c = 0
    for b in range(launch.shape[0]):
        slot_s = moment_s + rule.latency_s
        for _ in range(max(min(left[b], m), 0)):
            slot_s = free_from(booked_s[b], slot_s, rule.spacing_s)
            for j in range(m):
                met_s, _ = first_meeting(launch[b, live[j]], start_s[live[j]], slot_s)
                cost[j, c] = np.inf if np.isnan(met_s) else met_s - moment_s
            owner[c] = b
            slot_s += rule.spacing_s
            c += 1
    return cost, owner


@kernel
def settled(i, moment_s, rows, desk, stores, rule, due, launch, short_s, shots, wait_s):
    """Note what becomes of a threat: ordered, waiting, to be looked at again, or done with.

    Args:
        i, moment_s: number of the threat among those due, and the moment of the decision.
        rows, rule, due, launch, short_s: as in Due.
        desk, stores: written.
        shots: ordered at it now.
        wait_s: when it comes up again by itself, NaN where it does not.
    """
    r, k = due[i, 0], due[i, 1]
    if shots > 0:
        if desk.shots[r, k] == 0:
            desk.decided_s[r, k] = moment_s
        desk.shots[r, k] += shots
        desk.link[r, k], desk.margin[r, k] = 0, np.nan
        desk.open[r, k] = rule.look
        desk.next_s[r, k] = np.inf
        return
    after = max(moment_s + RETRY_S, _next_row(rows[r, k], desk.use[r, k], rule.burning_too))
    if not np.isnan(wait_s):
        _again(desk, r, k, min(wait_s, moment_s + RETRY_S))
        return
    not_before = moment_s + rule.latency_s
    late, short, stock, left, window = np.inf, np.inf, 0, 0, False
    for b in range(launch.shape[0]):
        gap = late_by(launch[b, i], not_before)
        late = min(late, gap)
        short = min(short, short_s[b, i])
        if gap <= 0.0:
            window = True
            stock += stores.stock[r, b]
            left += stores.left[r, b]
    link, margin = NO_LAUNCH_WINDOW, late
    if window and left == 0:
        link, margin = (NO_INTERCEPTOR_LEFT, 1.0) if stock == 0 else (HELD_BY_DOCTRINE, np.nan)
        after = np.inf
    elif window and rule.held:
        link, margin = HELD_BY_DOCTRINE, np.nan
    elif late == np.inf and short < np.inf:
        link, margin = OVERFLOWN, short
    # a first finding stands unless a later one is nearer: at the end of its path every threat is out of reach
    found = desk.link[r, k] in (NO_LAUNCH_WINDOW, OVERFLOWN) and link in (NO_LAUNCH_WINDOW, OVERFLOWN)
    nearer = margin < desk.margin[r, k] and (link == desk.link[r, k] or desk.margin[r, k] == np.inf)
    if desk.shots[r, k] == 0 and (nearer or not found):
        desk.link[r, k], desk.margin[r, k] = link, margin
    if window and rule.held:  # left open for ever: what the rounds cut off is counted, not dropped
        desk.next_s[r, k] = np.inf
    elif after < rows[r, k, desk.use[r, k]].impact_time_s:
        _again(desk, r, k, after)
    else:
        desk.open[r, k] = False


@kernel
def _again(desk, r, k, time_s):
    desk.next_s[r, k] = time_s
    desk.use[r, k] = -1


@kernel
def _next_row(rows, at, burning_too):
    for i in range(at + 1, rows.shape[0]):
        if rows[i].time_s <= rows[at].time_s:
            return np.inf
        if usable_after(rows, i + 1, i - 1, burning_too) == i:
            return rows[i].time_s
    return np.inf
