"""The tables of flights: 10,000 km beside all peers, random arcs, three stages from the pad."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np

import peak
from flights.falls import Fall, fall_rows
from flights.launches import LAUNCHES, Launch, launch_rows
from flights.starts import ARCS, BETA, EXPONENTIAL, fixed, long_arcs, shipped_arcs
from midcourse.kernels.atmosphere import US76
from peers import scipy_compiled, scipy_falls
from timing import Row, table

LIMIT_M = 10.0
CHECKED = 64  # random arcs and launches over which SciPy's errors are taken
Flop = dict[str, float]


def tables(rounds: int, quick: bool, flop: Flop) -> list[dict[str, Any]]:
    """Measure the tables of this room."""
    few = 8 if quick else CHECKED
    arcs = 8 if quick else ARCS
    turns = peak.TURNS // (100 if quick else 1)
    return [_long(rounds, turns, flop, arcs), _in_tables(rounds, turns, flop, few, arcs), _random(rounds, few),
            _launches(rounds, turns, flop, few)]  # fmt: skip


def _flop(flop: Flop, name: str) -> Flop:
    return {how: flop[f"{name} {how}"] for how in ("fast", "default") if f"{name} {how}" in flop}


def _long(rounds: int, turns: int, flop: Flop, arcs: int) -> dict[str, Any]:
    starts = long_arcs(arcs)
    times, states = scipy_falls.by_scipy(starts, 1e-13, 1e-9, 5.0)
    truth = fixed(times, states)
    rows = [peak.row(turns)]
    rows += fall_rows(Fall(EXPONENTIAL, starts, np.full(arcs, 1.0 / BETA)), truth, _flop(flop, "10,000 km"))
    rows += scipy_falls.rows(starts, truth)
    if find_spec("heyoka"):
        from peers import heyoka_falls

        rows += heyoka_falls.rows(starts, truth, times)
    if find_spec("diffrax"):
        from peers import diffrax_falls

        rows += diffrax_falls.rows(starts, truth, times)
    said = (
        f"From a burnout at 120 km to impact, J2, drag in exponential air that turns with the Earth; {arcs} arcs."
        " The error is against SciPy at a relative tolerance of 1e-13 and steps of at most 5 s."
    )
    return table("Flights of 10,000 km", said, "a flight", rows, rounds, LIMIT_M)


def _in_tables(rounds: int, turns: int, flop: Flop, few: int, arcs: int) -> dict[str, Any]:
    starts = long_arcs(arcs)
    fall = Fall(US76, starts, np.full(arcs, 1.0 / BETA))
    fall.scalar(1e-6)
    truth = fall.ends().copy()

    def theirs(count: int, how: dict[str, Any]) -> scipy_compiled.Ends:
        return scipy_compiled.falls(starts[:count], fall.inv_betas[:count], how)

    rows = [peak.row(turns), *fall_rows(fall, truth, _flop(flop, "10,000 km in US76"))]
    rows += scipy_compiled.rows(theirs, truth[:few], scipy_compiled.FALLS)
    said = "The same starts in its tables. The error is against our default method at 1e-6 m."
    return table("The same in the standard atmosphere", said, "a flight", rows, rounds, LIMIT_M)


def _random(rounds: int, few: int) -> dict[str, Any]:
    begins, inv_betas, ends = shipped_arcs()

    def theirs(count: int, how: dict[str, Any]) -> scipy_compiled.Ends:
        return scipy_compiled.falls(begins[:count], inv_betas[:count], how)

    rows = fall_rows(Fall(US76, begins, inv_betas), ends, {})
    rows += scipy_compiled.rows(theirs, ends[:few], scipy_compiled.FALLS)
    said = (
        "The 2,000 arcs of case `arcs` of `midcourse verify`: 300 to 12,000 km, 500 to 12,000 kg/m2, in random"
        f" order; SciPy flies the first {scipy_compiled.FEW}, with its error over the first {few}."
    )
    return table("Random arcs", said, "a flight", rows, rounds, LIMIT_M)


def _launches(rounds: int, turns: int, flop: Flop, few: int) -> dict[str, Any]:
    launch = Launch(LAUNCHES)
    launch.fly(1e-6)
    truth = launch.ends().copy()

    def theirs(count: int, how: dict[str, Any]) -> scipy_compiled.Ends:
        return scipy_compiled.launched(launch, count, how)

    rows: list[Row] = [peak.row(turns), *launch_rows(launch, truth, _flop(flop, "three stages"))]
    rows += scipy_compiled.rows(theirs, truth[:few], scipy_compiled.LAUNCHES)
    said = (
        f"{LAUNCHES} launches of a notional three-stage solid: vertical rise, kick, gravity turn to 50 km, then held"
        " attitude; standard atmosphere, drag by Mach number, steering drawn at random. The error is against our"
        f" default method at 1e-6 m; SciPy flies the first {scipy_compiled.FEW}, with its error over the first {few}."
    )
    return table("Three stages, pad to impact", said, "a flight", rows, rounds, LIMIT_M)
