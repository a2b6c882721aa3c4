"""Decisions of one round: which tracks come up, who shoots at them, and when; no row after the moment is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from midcourse.battle.assign import assign_due
from midcourse.battle.doctrine import (
    PROGRAMME,
    Battery,
    Desk,
    Due,
    Rules,
    arsenal,
    new_desk,
    rule_row,
    take_reports,
)
from midcourse.battle.replan import replan_due
from midcourse.battle.threat import come_up
from midcourse.battle.window import latest_launches, points
from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import WGS84
from midcourse.records import ORDER, PLAN

ROOM = 512  # tracks whose windows are worked out at a time

__all__ = ["Battery", "Decision", "Rules", "decide"]


class Decision(NamedTuple):
    """Orders of one round, and how every run and track stands after it, shape (runs, tracks).

    `decided_s`: first order, or first judgement where none was given (NaN where it never came up); `link`: what
    kept an order from being given, 0 where one was; `margin`: by how much; `open`: not done with, so that a later
    round may order more; `desk`: what the next round goes on from; `plans`: PLAN rows of this round and all before it.
    """

    orders: np.ndarray
    decided_s: np.ndarray
    link: np.ndarray
    margin: np.ndarray
    open: np.ndarray
    desk: Desk
    plans: np.ndarray = np.zeros(0, dtype=PLAN)


def decide(
    rows: np.ndarray,
    counts: np.ndarray,
    reports: np.ndarray,
    batteries: Sequence[Battery],
    rules: Rules,
    places: np.ndarray,
    clock_s: np.ndarray,
    runs: np.ndarray,
    round_: int = 0,
    before: Decision | None = None,
) -> Decision:
    """Take each run from its last decision to the next report that could change an order.

    Args:
        rows, counts: tracks by run and track, shape (runs, tracks, m), and how many rows are filled.
        reports: REPORT rows of all shots of earlier rounds.
        batteries: what can shoot.
        rules: doctrine.
        places: defended places, shape (p, 2), latitude and longitude in rad.
        clock_s: per run the time of the clock event, infinite where it never comes.
        runs: numbers of the runs.
        round_: number of the round; from `rules.max_rounds` on every order is held.
        before: the decision of the round before.

    Returns:
        Decision.
    """
    if before is None:
        desk = new_desk(rows, counts, clock_s, rules)
    else:
        desk = Desk(*(values.copy() for values in before.desk))
    take_reports(desk, reports)
    stores = arsenal(reports, list(batteries), rules.reserve, len(counts))
    rule = rule_row(rules, round_)
    horizon_s = np.full(len(counts), np.inf)
    due = np.empty((max(ROOM, counts.shape[1]), 2), dtype=np.int64)
    given = [np.zeros(0, dtype=ORDER)]
    plans = [np.zeros(0, dtype=PLAN) if before is None else before.plans]
    while (n := come_up(WGS84, rows, counts, desk, rule, places, horizon_s, due)) > 0:
        long = _longest(rows, desk.use, due[:n])
        launch = np.empty((len(batteries), n, long))
        short_s = np.empty((len(batteries), n))
        for b, battery in enumerate(batteries):
            _paths(WGS84, rows, desk.use, due[:n], battery.site, battery.table, launch[b], short_s[b])
        what = Due(rows, desk, stores, rule, batteries, due[:n], launch, short_s, horizon_s, runs, round_)
        if rules.assignment == PROGRAMME:
            programmed, planned = replan_due(rules, what)
            given.append(programmed)
            plans.append(planned)
        else:
            given.append(assign_due(what))
    orders = np.concatenate(given)
    orders = orders[np.lexsort((orders["shot"], orders["track"], orders["run"]))]
    stands = (desk.decided_s, desk.link, desk.margin, desk.open, desk)
    return Decision(orders, *stands, np.concatenate(plans))


@kernel
def _longest(rows, use, due):
    most = 1
    for i in range(due.shape[0]):
        row = rows[due[i, 0], due[i, 1], use[due[i, 0], due[i, 1]]]
        most = max(most, points(row.time_s, row.impact_time_s))
    return most


@kernel
def _paths(earth, rows, use, due, site, table, launch, short_s):
    for i in range(due.shape[0]):
        row = rows[due[i, 0], due[i, 1], use[due[i, 0], due[i, 1]]]
        short_s[i] = latest_launches(
            earth, row.state_eci_m_m_s, row.time_s, site, table, row.impact_time_s, launch[i]
        )
