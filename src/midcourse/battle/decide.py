"""Decisions: which track is a threat, which battery shoots, and when; rows up to the decision time only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np

from midcourse.battle.window import first_intercept, threatened
from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import WGS84
from midcourse.reach import ReachTable
from midcourse.records import (
    NO_FIRM_TRACK,
    NO_INTERCEPTOR_LEFT,
    NO_LAUNCH_WINDOW,
    NOT_JUDGED_A_THREAT,
    ORDER,
    THREAT_RADIUS_M,
)


class Rules(Protocol):
    """The part of a doctrine that decisions read."""

    @property
    def salvo(self) -> int: ...
    @property
    def decision_delay_s(self) -> float: ...
    @property
    def spacing_s(self) -> float: ...


class Battery(NamedTuple):
    """A battery as the battle manager knows it."""

    site: tuple[float, float, float]
    table: ReachTable
    stock: int


class Decision(NamedTuple):
    """Orders of one round, and for each run and track the link that kept an order from being given.

    `decided_s`, `link`, `margin`: shape (runs, tracks); NaN, 0 and NaN where they do not apply.
    """

    orders: np.ndarray
    decided_s: np.ndarray
    link: np.ndarray
    margin: np.ndarray


def decide(
    rows: np.ndarray,
    counts: np.ndarray,
    reports: np.ndarray,
    batteries: Sequence[Battery],
    rules: Rules,
    places: np.ndarray,
    runs: np.ndarray,
) -> Decision:
    """Order a salvo at every threatening track that none has been ordered at yet.

    Args:
        rows, counts: tracks by run and track, shape (runs, tracks, m), and how many rows are filled.
        reports: what is known of earlier shots: shape (k, 3), position of the run, track, battery.
        batteries: what can shoot.
        rules: doctrine.
        places: defended places, shape (p, 2), latitude and longitude in rad.
        runs: numbers of the runs.

    Returns:
        Decision.
    """
    shape = counts.shape
    decided_s = np.full(shape, np.nan)
    link = np.full(shape, NO_FIRM_TRACK, dtype=np.int64)
    margin = np.full(shape, np.nan)
    done = np.zeros(shape, dtype=np.bool_)
    done[reports[:, 0], reports[:, 1]] = True
    use = np.full(shape, -1, dtype=np.int64)
    _judge(WGS84, rows, counts, done, rules.decision_delay_s, places, use, decided_s, link, margin)
    stock = np.tile(np.array([battery.stock for battery in batteries], dtype=np.int64), (shape[0], 1))
    np.subtract.at(stock, (reports[:, 0], reports[:, 2]), 1)
    orders = []
    for shot in range(rules.salvo):
        orders.append(_volley(rows, use, decided_s, link, margin, stock, batteries, rules, shot, runs))
    given = np.concatenate(orders)
    given = given[np.lexsort((given["shot"], given["track"], given["run"]))]
    return Decision(given, decided_s, link, margin)


def _volley(
    rows: np.ndarray,
    use: np.ndarray,
    decided_s: np.ndarray,
    link: np.ndarray,
    margin: np.ndarray,
    stock: np.ndarray,
    batteries: Sequence[Battery],
    rules: Rules,
    shot: int,
    runs: np.ndarray,
) -> np.ndarray:
    # one shot at every threat, from the battery that intercepts first
    choices = np.zeros((len(batteries), *use.shape), dtype=ORDER)
    choices["intercept_s"] = np.nan
    late = np.full(choices.shape, np.inf)
    for b, battery in enumerate(batteries):
        _windows(
            WGS84,
            rows,
            use,
            decided_s,
            battery.site,
            battery.table,
            rules.spacing_s * shot,
            choices[b],
            late[b],
        )
    picked = np.zeros(use.shape[0] * use.shape[1], dtype=ORDER)
    n = _pick(choices, late, use, stock, shot, decided_s, runs, link, margin, picked)
    return picked[:n]


@kernel
def _judge(earth, rows, counts, done, delay_s, places, use, decided_s, link, margin):
    # the row that each decision rests on, and whether it threatens anybody
    for r in range(counts.shape[0]):
        for k in range(counts.shape[1]):
            if counts[r, k] == 0 or done[r, k]:
                continue
            decided_s[r, k] = rows[r, k, 0].time_s + delay_s
            at = 0
            while at + 1 < counts[r, k] and rows[r, k, at + 1].time_s <= decided_s[r, k]:
                at += 1
            row = rows[r, k, at]
            clear = threatened(
                earth, row.impact_lat_rad, row.impact_lon_rad, row.impact_major_m, places, THREAT_RADIUS_M
            )
            if clear > 0.0:
                link[r, k] = NOT_JUDGED_A_THREAT
                margin[r, k] = clear * 1e-3
            else:
                link[r, k] = NO_LAUNCH_WINDOW
                use[r, k] = at


@kernel
def _windows(earth, rows, use, decided_s, site, table, wait_s, choices, late):
    for r in range(use.shape[0]):
        for k in range(use.shape[1]):
            if use[r, k] < 0:
                continue
            row = rows[r, k, use[r, k]]
            order = choices[r, k]
            not_before = decided_s[r, k] + wait_s
            at_s, flight, _, too_late = first_intercept(
                earth,
                row.state_eci_m_m_s,
                row.time_s,
                site,
                table,
                not_before,
                row.impact_time_s,
                order.aim_ecef_m,
            )
            late[r, k] = too_late
            order.intercept_s = at_s
            order.launch_s = at_s - flight
            order.table_flight_s = flight


@kernel
def _pick(choices, late, use, stock, shot, decided_s, runs, link, margin, picked):
    n = 0
    for r in range(use.shape[0]):
        for k in range(use.shape[1]):
            if use[r, k] < 0:
                continue
            best = -1
            empty = False
            least_late = np.inf
            for b in range(choices.shape[0]):
                least_late = min(least_late, late[b, r, k])
                if np.isnan(choices[b, r, k].intercept_s):
                    continue
                if stock[r, b] == 0:
                    empty = True
                elif best < 0 or choices[b, r, k].intercept_s < choices[best, r, k].intercept_s:
                    best = b
            if best < 0:
                if shot == 0:
                    link[r, k] = NO_INTERCEPTOR_LEFT if empty else NO_LAUNCH_WINDOW
                    margin[r, k] = 1.0 if empty else least_late
                continue
            stock[r, best] -= 1
            link[r, k] = 0
            picked[n] = choices[best, r, k]
            picked[n].run = runs[r]
            picked[n].track = k
            picked[n].battery = best
            picked[n].shot = shot
            picked[n].decision_s = decided_s[r, k]
            n += 1
    return n
