"""Moments that an integer programme plans in place of the kernel: who gets how many shots, from which battery.

It reads what the kernel reads: tracks, windows, stock and bookings. What it plans is booked as the kernel books.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from midcourse.battle.assign import EARLY_S, aim_orders, assign_due, settled
from midcourse.battle.doctrine import Due, Rules
from midcourse.battle.kill import kill_table
from midcourse.battle.programme import Kind, Plan, Programme, solve
from midcourse.battle.spacing import booked_so_far, free_from, spaced_meeting
from midcourse.battle.window import first_meeting
from midcourse.kernels.earth import WGS84
from midcourse.records import ORDER, PLAN

VALUE_STEP = 0.05  # what a threat is worth is rounded to this, so that threats are alike


def replan_due(rules: Rules, what: Due) -> tuple[np.ndarray, np.ndarray]:
    """Give interceptors to the threats that are decided on at one moment of each run, by an integer programme.

    Args:
        rules: doctrine; runs with fewer threats than `programme_from` are left to the kernel.
        what: Due; its desk, stores and horizons are written.

    Returns:
        ORDER rows, and PLAN rows of the moments that were planned.
    """
    given, plans = [np.zeros(0, dtype=ORDER)], []
    for lo, hi in _groups(what.due):
        mine = what.part(lo, hi)
        if hi - lo < rules.programme_from or what.rule.held or not what.batteries:
            given.append(assign_due(mine))
            continue
        r = what.due[lo, 0]
        moment = _Moment(mine)
        plan, threats = moment.planned(rules)
        orders = moment.ordered(plan)
        orders["run"], orders["round"] = what.runs[r], what.round
        if what.rule.look and len(orders):
            report_s = float(orders["intercept_s"].min()) + what.rule.assessment_s
            what.horizon_s[r] = min(what.horizon_s[r], report_s)
        given.append(orders)
        if threats:
            plans.append((what.runs[r], what.round, moment.time_s, threats, *_told(plan)))
    return np.concatenate(given), np.array(plans, dtype=PLAN)


def _told(plan: Plan) -> tuple[int, float, float, bool]:
    shots = sum(sum(threat) for kind in plan.shots for threat in kind)
    return shots, plan.value, plan.bound, plan.proved


def _groups(due: np.ndarray) -> Iterator[tuple[int, int]]:
    edges = [0, *(np.flatnonzero(np.diff(due[:, 0])) + 1), len(due)]
    for lo, hi in zip(edges, edges[1:], strict=False):
        yield int(lo), int(hi)


class _Moment:
    """The threats of one run at one moment, and what each battery could do about them."""

    def __init__(self, what: Due) -> None:
        self.rows, self.desk, self.stores, self.rule = what.rows, what.desk, what.stores, what.rule
        self.batteries, self.due = what.batteries, what.due
        self.launch_s, self.short_s = what.launch_s, what.short_s
        self.run = int(self.due[0, 0])
        self.time_s = float(self.desk.next_s[self.run, self.due[0, 1]])
        self.not_before_s = self.time_s + self.rule.latency_s
        used = [self.rows[self.run, k, self.desk.use[self.run, k]] for k in self.due[:, 1]]
        self.start_s = np.array([row["time_s"] for row in used])
        self.warhead_p = np.array([row["warhead_p"] for row in used])
        met = [
            [first_meeting(launch[i], self.start_s[i], self.not_before_s) for i in range(len(self.due))]
            for launch in self.launch_s
        ]
        self.met_s, self.opens_s = np.moveaxis(np.array(met), 2, 0)  # by battery and threat
        self.kinds: list[list[int]] = []

    def planned(self, rules: Rules) -> tuple[Plan, int]:
        """Solve the programme of this moment; return the plan and how many threats could be shot at."""
        makes = list(dict.fromkeys((battery.make, battery.chances) for battery in self.batteries))
        kill = tuple(kill_table(chances, rules.common_cause, self.rule.salvo) for _, chances in makes)
        slots = self._slots()
        alike: dict[tuple[float, tuple[int, ...]], list[int]] = {}
        for i in np.lexsort((self.due[:, 1], np.where(np.isnan(self.met_s), np.inf, self.met_s).min(axis=0))):
            if slots[:, i].any():
                value = max(round(float(self.warhead_p[i]) / VALUE_STEP) * VALUE_STEP, VALUE_STEP)
                alike.setdefault((round(value, 9), tuple(slots[:, i].tolist())), []).append(int(i))
        self.kinds = list(alike.values())
        kinds = tuple(Kind(len(them), *key, kill) for key, them in alike.items())
        stock = tuple(self.stores.left[self.run].tolist())
        numbers = tuple(makes.index((battery.make, battery.chances)) for battery in self.batteries)
        return solve(Programme(kinds, stock, numbers, self.rule.salvo)), sum(map(len, self.kinds))

    def _slots(self) -> np.ndarray:
        # by battery and threat: launches, one spacing apart, before the last that meets the threat
        found = np.zeros(self.met_s.shape, dtype=np.int64)
        for b in range(len(found)):
            slot_s, left = self.not_before_s, int(self.stores.left[self.run, b])
            last_s = self.launch_s[b].max(axis=1)
            for _ in range(left):
                slot_s = free_from(self.stores.booked_s[self.run, b], slot_s, self.rule.spacing_s)
                found[b] += (last_s >= slot_s) & ~np.isnan(self.met_s[b])
                slot_s += self.rule.spacing_s
        return found

    def ordered(self, plan: Plan) -> np.ndarray:
        """Book the shots of a plan, settle what becomes of each threat, and return ORDER rows."""
        shots = np.zeros((len(self.due), len(self.batteries)), dtype=np.int64)
        for them, kind in zip(self.kinds, plan.shots, strict=True):
            for i, threat in zip(them, kind, strict=False):
                shots[i] = threat
        wait_s = self._waits(shots)
        given, place = [], []
        fired = np.zeros(len(self.due), dtype=np.int64)
        for b, i in self._queue(shots):
            row = self._booked(b, i, int(fired[i]))
            if row is not None:
                given.append(row)
                place.append(i)
                fired[i] += 1
        for i in range(len(self.due)):
            settled(
                i, self.time_s, self.rows, self.desk, self.stores, self.rule, self.due, self.launch_s, self.short_s,
                int(fired[i]), float(wait_s[i]),
            )  # fmt: skip
        orders = np.zeros(len(given), dtype=ORDER)
        for order, row in zip(orders, given, strict=True):
            for name, value in row.items():
                order[name] = value
        at = np.array(place, dtype=np.int64)
        for b, battery in enumerate(self.batteries):
            aim_orders(WGS84, self.rows, self.desk.use, self.due, at, b, battery.site, battery.table, orders)
        return orders

    def _waits(self, shots: np.ndarray) -> np.ndarray:
        # what opens later for all batteries that a threat is planned for waits, and is planned again then
        wait_s = np.full(len(shots), np.nan)
        for i in np.flatnonzero(shots.any(axis=1)):
            opens_s = float(np.min(self.opens_s[shots[i] > 0, i]))
            if opens_s > self.not_before_s + EARLY_S:
                wait_s[i] = opens_s - self.rule.latency_s
                shots[i] = 0
            late = self.opens_s[:, i] > self.not_before_s + EARLY_S
            shots[i, late] = 0
        return wait_s

    def _queue(self, shots: np.ndarray) -> list[tuple[int, int]]:
        # the order of booking: windows that close first, first shots before second ones, then the earliest intercepts
        last_s = self.launch_s.max(axis=2)
        queue = []
        for b in range(shots.shape[1]):
            near = last_s[b] < self.not_before_s + self.rule.spacing_s * int(shots[:, b].sum())
            for i in np.flatnonzero(shots[:, b]):
                closes_s = float(last_s[b, i]) if near[i] else np.inf
                for n in range(int(shots[i, b])):
                    queue.append((closes_s, n, float(self.met_s[b, i]), int(self.due[i, 1]), b, int(i)))
        return [(b, i) for *_, b, i in sorted(queue)]

    def _booked(self, b: int, i: int, fired: int) -> dict[str, float] | None:
        r, k = self.run, int(self.due[i, 1])
        booked_s = self.stores.booked_s[r, b]
        met_s, launch_s = spaced_meeting(
            booked_s, self.launch_s[b, i], self.start_s[i], self.not_before_s, self.rule.spacing_s
        )
        if np.isnan(met_s):
            return None
        booked_s[booked_so_far(booked_s)] = launch_s
        self.stores.left[r, b] -= 1
        self.stores.stock[r, b] -= 1
        return {
            "track": k,
            "battery": b,
            "shot": int(self.desk.shots[r, k]) + fired,
            "decision_s": self.time_s,
            "launch_s": launch_s,
            "intercept_s": met_s,
            "table_flight_s": met_s - launch_s,
        }
