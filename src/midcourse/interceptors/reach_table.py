"""The reach table of an interceptor, flown from its stages once and looked up ever after."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from midcourse.catalog.model import Interceptor
from midcourse.catalog.stack import Stack
from midcourse.interceptors.craft import EASTWARD, KICKS_RAD, interceptor_stack
from midcourse.interceptors.layout import fan, lay_out
from midcourse.interceptors.shedding import least_factor
from midcourse.interceptors.stored import keep, stored
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import STILL
from midcourse.kernels.least_loss import kick_to_angle, least_loss_kicks
from midcourse.reach import ReachTable

PITCHES_RAD = np.radians(np.concatenate([np.arange(5.0, 80.0, 1.5), np.arange(80.0, 90.1, 1.0)]))
FACTOR_STEP = 0.02  # between flights; fixed, so that more room to shed only adds flights
TIME_STEP_S = 5.0
CELLS = (320, 240)
LOWEST_BURNOUT_M = 50_000.0
STEEPEST_CHANGE = 1.5  # of the kick with the pitch: more is a jump to flights that stay in the air
GAIN = 0.998  # energy is shed for a point that full speed reaches only where that saves 0.2 % of the time

_one_at_a_time = threading.Lock()


def reach_table(interceptor: Interceptor) -> ReachTable:
    """Return the reach table of an interceptor: from memory, from disk, or flown.

    Args:
        interceptor: catalogue entry.

    Returns:
        ReachTable; the same one however many threads ask.
    """
    with _one_at_a_time:
        return _held(interceptor)


@lru_cache(maxsize=64)
def _held(interceptor: Interceptor) -> ReachTable:
    found = stored(interceptor)
    if found is None:
        found = flown_table(interceptor)
        keep(interceptor, found)
    return found


def flown_table(interceptor: Interceptor) -> ReachTable:
    """Fly an interceptor at every pitch and factor and lay its times out over range and altitude.

    Each flight rises vertically, kicks, turns with gravity to 50 km and holds one attitude. Times begin when
    the kill vehicle is ready after the last burnout and has had its least time for homing.

    Args:
        interceptor: catalogue entry.

    Returns:
        ReachTable.

    Source: own method; the Earth does not rotate here, the flown shot shows what that changes.
    """
    craft = interceptor_stack(interceptor)
    kv = interceptor.kill_vehicle
    limit_s, ready_s = interceptor.flight_time_limit_s, craft.burn_s + kv.ready_s + kv.homing_s
    kicks = best_kicks(craft)
    flown = np.isfinite(kicks)
    table = ReachTable(
        1.0, 1.0, np.full(CELLS, np.inf), np.full(CELLS, -np.inf), np.zeros(CELLS), np.ones(CELLS),
        PITCHES_RAD[flown], kicks[flown], least_factor(interceptor),
        craft.burn_s, ready_s, interceptor.floor_m, interceptor.ceiling_m or math.inf, limit_s,
    )  # fmt: skip
    times = np.arange(ready_s, max(limit_s, ready_s) + TIME_STEP_S, TIME_STEP_S)
    full = _flights(craft, table, [1.0], times)
    if not np.isfinite(full).any():
        return table._replace(greatest_s=table.least_s)
    bounds = [float(np.nanmax(full[..., k])) for k in (0, 1)]
    bounds[1] = min(bounds[1], table.ceiling_m)
    table = table._replace(
        range_step_m=bounds[0] / (CELLS[0] - 2),
        alt_step_m=bounds[1] / (CELLS[1] - 2),
    )
    _lay_sheet(table, full[0], times, table.pitches_rad[:, None], 1.0)
    if table.least_factor < 1.0:
        table = _with_shedding(craft, table, times)
    for values in (table.least_s, table.greatest_s, table.pitch_rad, table.factor):
        values[0] = values[1]  # straight above is the edge of a triangle, in which rounding decides
    some = np.isfinite(table.greatest_s)
    return table._replace(greatest_s=np.where(some, table.greatest_s, table.least_s))


def best_kicks(craft: Stack) -> np.ndarray:
    """Find the kick for each pitch.

    It is the first peak of burnout speed above 50 km, followed from steep to flat without jumps: heavy stacks
    are faster still in flights that stay in the air for long, which are not meant. Where the interceptor burns out
    below 50 km, whatever its kick, no attitude is ever held, and the kick is the one with which the path has the
    pitch at burnout.

    Args:
        craft: stack of the interceptor; what is shed of the upper stages' thrust does not change the kick.

    Returns:
        kicks in rad for `PITCHES_RAD`; NaN where there is no flight.
    """
    start = (STILL, US76, craft, *EASTWARD)
    kicks = least_loss_kicks(*start, PITCHES_RAD, KICKS_RAD, LOWEST_BURNOUT_M, 1)
    if not np.isfinite(kicks).any():
        return np.array([kick_to_angle(*start, p, KICKS_RAD) for p in PITCHES_RAD])
    for p in range(len(PITCHES_RAD) - 2, -1, -1):
        most = kicks[p + 1] + STEEPEST_CHANGE * (PITCHES_RAD[p + 1] - PITCHES_RAD[p])
        kicks[p] = most if kicks[p] > most else kicks[p]
    kicks[-1] *= 0.0  # straight up
    return kicks


def _flights(craft: Stack, table: ReachTable, factors: Sequence[float], times: np.ndarray) -> np.ndarray:
    # ground range and altitude by factor, pitch and time; NaN where there is no flight
    mesh = np.full((len(factors), len(table.pitches_rad), len(times), 2), np.nan)
    for f, factor in enumerate(factors):
        for p, (pitch, kick) in enumerate(zip(table.pitches_rad, table.kicks_rad, strict=True)):
            fan(STILL, US76, craft, factor, pitch, kick, times, mesh[f, p])
    return mesh


def _lay_sheet(
    table: ReachTable,
    mesh: np.ndarray,
    times: np.ndarray | float,
    pitches: np.ndarray | float,
    factors: np.ndarray | float,
) -> None:
    # one surface of flights into the arrays of a table
    own = np.ascontiguousarray(mesh)
    t, p, f = (np.ascontiguousarray(np.broadcast_to(x, own.shape[:2])) for x in (times, pitches, factors))
    lay_out(table, own, t, p, f)


def _with_shedding(craft: Stack, full: ReachTable, times: np.ndarray) -> ReachTable:
    # the body of flights over factor, pitch and time is laid out by its surfaces, outer and inner ones
    factors = np.append(np.arange(1.0, full.least_factor, -FACTOR_STEP), full.least_factor)
    mesh = _flights(craft, full, factors.tolist(), times)
    shed = full._replace(
        least_s=np.full(CELLS, np.inf),
        greatest_s=full.greatest_s.copy(),
        pitch_rad=np.zeros(CELLS),
        factor=np.ones(CELLS),
    )
    pitches = full.pitches_rad
    for f in range(1, len(factors)):
        _lay_sheet(shed, mesh[f], times, pitches[:, None], factors[f])
    for p in range(len(pitches)):
        _lay_sheet(shed, mesh[:, p], times, pitches[p], factors[:, None])
    for k in range(len(times)):
        _lay_sheet(shed, mesh[:, :, k], times[k], pitches, factors[:, None])
    better = shed.least_s < GAIN * full.least_s
    return shed._replace(
        least_s=np.where(better, shed.least_s, full.least_s),
        pitch_rad=np.where(better, shed.pitch_rad, full.pitch_rad),
        factor=np.where(better, shed.factor, 1.0),
    )
