"""The rules by which orders are given, and where each track stands under them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np

from midcourse.kernels._jit import kernel
from midcourse.reach import ReachTable
from midcourse.records import HELD_BY_DOCTRINE, NO_FIRM_TRACK

SHOOT_LOOK_SHOOT = "shoot-look-shoot"
PROGRAMME = "programme"


class Rules(Protocol):
    """The part of a doctrine that decisions read."""

    @property
    def kind(self) -> str: ...
    @property
    def salvo(self) -> int: ...
    @property
    def reserve(self) -> int: ...
    @property
    def decision_delay_s(self) -> float: ...
    @property
    def latency_s(self) -> float: ...
    @property
    def spacing_s(self) -> float: ...
    @property
    def assessment_delay_s(self) -> float: ...
    @property
    def threat_probability(self) -> float: ...
    @property
    def boost_commit(self) -> bool: ...
    @property
    def assignment(self) -> str: ...
    @property
    def programme_from(self) -> int: ...
    @property
    def common_cause(self) -> float: ...
    @property
    def max_rounds(self) -> int: ...


class RuleRow(NamedTuple):
    """What the compiled loops read of the rules."""

    salvo: int
    look: bool
    latency_s: float
    spacing_s: float
    assessment_s: float
    threat_p: float
    burning_too: bool
    held: bool


class Battery(NamedTuple):
    """A battery as the battle manager knows it; `make` and `chances` (of each step of a shot) as its maker states."""

    site: tuple[float, float, float]
    table: ReachTable
    stock: int
    make: str = ""
    chances: tuple[float, ...] = ()


class Desk(NamedTuple):
    """Where each track of each run stands, shape (runs, tracks).

    `open`: not yet done with; `next_s`: when it comes up next, infinite where a report is awaited; `use`: the row that
    the coming decision rests on, -1 where that is not settled; `shots`: ordered so far; `decided_s`: first order, or
    first judgement where none was given; `link`: what kept an order from being given, 0 where one was; `margin`: by
    how much.
    """

    open: np.ndarray
    next_s: np.ndarray
    use: np.ndarray
    shots: np.ndarray
    decided_s: np.ndarray
    link: np.ndarray
    margin: np.ndarray


class Arsenal(NamedTuple):
    """What is left to shoot: by run and battery, with the launches that are booked.

    `left`: interceptors that may be used, the reserve kept back; `stock`: with the reserve; `booked_s`: launch
    times, shape (runs, batteries, most), NaN beyond the last.
    """

    left: np.ndarray
    stock: np.ndarray
    booked_s: np.ndarray


class Due(NamedTuple):
    """What is to be decided in one go: threats, what stands before the defence, and what may be written.

    `rows`: tracks by run and track; `desk`, `stores`, `horizon_s`, written: what becomes of the tracks, what is left,
    the next report of each run; `rule`; `batteries`; `due`: run and track of the threats, shape (n, 2), run by
    run; `launch_s`, `short_s`: launches that meet their paths, and seconds short where overflown, by battery and
    threat; `runs`: numbers of the runs; `round`: number of the round.
    """

    rows: np.ndarray
    desk: Desk
    stores: Arsenal
    rule: RuleRow
    batteries: Sequence[Battery]
    due: np.ndarray
    launch_s: np.ndarray
    short_s: np.ndarray
    horizon_s: np.ndarray
    runs: np.ndarray
    round: int

    def part(self, lo: int, hi: int) -> Due:
        """Return the same for some of the threats."""
        mine = np.ascontiguousarray(self.launch_s[:, lo:hi]), np.ascontiguousarray(self.short_s[:, lo:hi])
        return self._replace(due=self.due[lo:hi], launch_s=mine[0], short_s=mine[1])


def looks_again(rules: Rules) -> bool:
    """Return whether a doctrine waits for what is told of a shot before it orders another."""
    return rules.kind == SHOOT_LOOK_SHOOT


def rule_row(rules: Rules, round_: int) -> RuleRow:
    """Return the rules of one round; past the last round every order is held."""
    return RuleRow(
        rules.salvo,
        looks_again(rules),
        rules.latency_s,
        rules.spacing_s,
        rules.assessment_delay_s,
        rules.threat_probability,
        rules.boost_commit,
        round_ >= rules.max_rounds,
    )


def new_desk(rows: np.ndarray, counts: np.ndarray, clock_s: np.ndarray, rules: Rules) -> Desk:
    """Lay every track on the desk before the first round.

    Args:
        rows, counts: tracks by run and track, shape (runs, tracks, m), and how many rows are filled.
        clock_s: the clock event of each run; infinite where it never comes.
        rules: doctrine.

    Returns:
        Desk. A track comes up at the clock event and the delay, or with its first row that may be used if that is
        later: the delay is for the decision to fight, which is taken once.
    """
    shape = counts.shape
    first_s = np.full(shape, np.inf)
    _first_usable(rows, counts, rules.boost_commit, first_s)
    next_s = np.maximum(first_s, (clock_s + rules.decision_delay_s)[:, None])
    open_ = np.isfinite(next_s)
    link = np.where(counts > 0, HELD_BY_DOCTRINE, NO_FIRM_TRACK).astype(np.int64)
    return Desk(
        open_,
        np.where(open_, next_s, np.inf),
        np.full(shape, -1, dtype=np.int64),
        np.zeros(shape, dtype=np.int64),
        np.full(shape, np.nan),
        link,
        np.full(shape, np.nan),
    )


@kernel(bare=True)
def _first_usable(rows, counts, boost_commit, first_s):
    # of each track the time of the first row that an order may rest on: a firm one, or a burning one where allowed
    for r in range(counts.shape[0]):
        for k in range(counts.shape[1]):
            for i in range(counts[r, k]):
                row = rows[r, k, i]
                if row.burning == 1 and not boost_commit:
                    continue
                if row.burning == 1 or row.firm == 1:
                    first_s[r, k] = min(first_s[r, k], row.time_s)


def take_reports(desk: Desk, reports: np.ndarray) -> None:
    """Bring up again what was assessed as missed, and close what was assessed as hit.

    Args:
        desk: written.
        reports: REPORT rows of all shots so far.
    """
    waiting = desk.open & np.isinf(desk.next_s)
    at = (reports["run_at"], reports["track"])
    last_s = np.full(desk.open.shape, -np.inf)
    np.maximum.at(last_s, at, reports["report_s"])
    hit = np.zeros(desk.open.shape, dtype=np.bool_)
    np.logical_or.at(hit, at, reports["hit"] == 1)
    desk.open[waiting & hit] = False
    again = waiting & ~hit
    desk.next_s[again] = last_s[again]
    desk.use[again] = -1


def arsenal(reports: np.ndarray, batteries: list[Battery], reserve: int, runs: int) -> Arsenal:
    """Count what is left after the shots so far.

    Args:
        reports: REPORT rows of all shots so far.
        batteries: what can shoot.
        reserve: interceptors that each battery keeps back.
        runs: number of runs.

    Returns:
        Arsenal.
    """
    stock = np.tile(np.array([battery.stock for battery in batteries], dtype=np.int64), (runs, 1))
    booked_s = np.full((runs, len(batteries), max([1, *(battery.stock for battery in batteries)])), np.nan)
    fired = np.zeros_like(stock)
    for report in reports:
        r, b = report["run_at"], report["battery"]
        booked_s[r, b, fired[r, b]] = report["launch_s"]
        fired[r, b] += 1
    return Arsenal(np.maximum(stock - fired - reserve, 0), stock - fired, booked_s)
