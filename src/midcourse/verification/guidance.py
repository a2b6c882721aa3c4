"""Homing against closed forms: the kernel where its law is that of the form, the bare law in a driver elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from midcourse.kernels.homing import command, home_at
from midcourse.verification import shipped
from midcourse.verification.row import Change, Row
from midcourse.verification.target import filled, judged

LAG_S = 100.0  # ten thousand steps of the kernel
SPEED_M_S = 1e5  # so large that the floor of the seeker, 1 mm, does not show
NO_LIMIT = 1e30
ZERO = np.uint64(0)


def rows(change: Change) -> Iterator[Row]:
    """Compare misses of a lagging kill vehicle and commands without lag."""
    table = shipped.table("guidance")
    for part, lags in (("single_lag", 1), ("fifth_order", 5)):
        for gain, time, pulled, aimed in table[part]["rows"]:
            name = f"{lags}-lag N{gain:g} {time:g}"
            if lags == 1:
                row = {"id": f"home {name}", "what": "miss from a wrong heading", "value": aimed}
                yield judged(table, filled(table, "kernel", row), kernel_miss(gain, time, pulled=False))
            for what, value, aside in (
                ("a wrong heading", aimed, False),
                ("a target pulled aside", pulled, True),
            ):
                row = {"id": f"law {name}", "what": f"miss from {what}", "value": value}
                yield judged(table, filled(table, part, row), law_miss(gain, time, lags, aside))
    for part in ("beyond", "chain"):
        for entry in table[part]["rows"]:
            ours = kernel_miss(entry["gain"], entry["time"], pulled=entry["pulled"])
            yield judged(table, filled(table, part, entry), ours)
    for gain, share, aimed, pulled in table["commands"]["rows"]:
        for what, value, aside in (
            ("a wrong heading", aimed, False),
            ("a target pulled aside", pulled, True),
        ):
            row = {"id": f"law command N{gain:g} {share:g}", "what": f"command for {what}", "value": value}
            yield judged(table, filled(table, "commands", row), law_command(gain, share, aside))


def kernel_miss(gain: float, time: float, pulled: bool) -> float:
    """Return the miss of the kernel without noise and limits, in the unit of the tables.

    Args:
        gain: navigation gain.
        time: time to go over the time constant of the lag.
        pulled: True for a target that is pulled aside, False for a wrong heading.
    """
    go = time * LAG_S
    drift = 0.0 if pulled else SPEED_M_S
    pull = SPEED_M_S / LAG_S if pulled else 0.0
    wide = SPEED_M_S * go
    first_m, _, _ = home_at(
        gain, pull, drift * go, wide, go, 1.0, 0.0, LAG_S, NO_LIMIT, NO_LIMIT, ZERO, ZERO, ZERO, ZERO, ZERO
    )
    return float(first_m) / (SPEED_M_S * LAG_S)


def law_miss(gain: float, time: float, lags: int, pulled: bool) -> float:
    """Return the miss under the kernel's command, known without error, through a chain of equal lags.

    Args:
        gain, time, pulled: as for `kernel_miss`.
        lags: how many; their time constants add up to one.
    """
    states = _fly(gain, time, lags, pulled, time * (1.0 - 1e-9))
    return float(states[0])


def law_command(gain: float, share: float, pulled: bool) -> float:
    """Return the command without lag at a share of the flight, for a unit heading error or acceleration."""
    offset, drift = _fly(gain, 1.0, 0, pulled, share)[:2]
    return abs(float(command(gain, offset, drift, 1.0 - share)))


def _fly(gain: float, time: float, lags: int, pulled: bool, until: float) -> np.ndarray:
    from scipy.integrate import solve_ivp

    start = np.zeros(2 + lags)
    start[1] = 0.0 if pulled else 1.0
    pull = 1.0 if pulled else 0.0

    def rates(t: float, y: np.ndarray) -> list[float]:
        want = command(gain, y[0], y[1], time - t)
        if lags == 0:
            return [y[1], pull + want]
        chain = [want, *y[2:]]
        return [y[1], pull + y[-1], *(lags * (chain[i] - chain[i + 1]) for i in range(lags))]

    if until == 0.0:
        return start
    flown = solve_ivp(rates, (0.0, until), start, method="LSODA", rtol=1e-9, atol=1e-11)
    return flown.y[:, -1] if flown.success else np.full(2 + lags, math.nan)
