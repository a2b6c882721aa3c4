"""The reach table says what flights say: nothing is quicker, nothing is promised that cannot be flown."""

from __future__ import annotations

import math
import threading
import time

import numpy as np
import pytest

from midcourse.catalog import Interceptor, load_interceptor
from midcourse.interceptors import reach_table as room
from midcourse.interceptors.craft import interceptor_stack
from midcourse.interceptors.layout import fan
from midcourse.interceptors.reach_table import flown_table, reach_table
from midcourse.kernels.atmosphere import US76
from midcourse.kernels.earth import STILL
from midcourse.reach import ReachTable, greatest_time, least_flight, least_time
from midcourse.scenario import Scenario

SHEDDING = [
    "gbi-three-stage",
    "gbi-three-stage@booster-flight-2003",
    "gbi-two-stage",
    "gbi-two-stage@mda-2007",
]
ENTRIES = [*SHEDDING, "sm-3-iia", "surrogate-2001", "thaad"]


def entry(name: str, **changes: object) -> Interceptor:
    return load_interceptor(name)[0].model_copy(update=changes)


@pytest.mark.parametrize("name", ENTRIES)
def verif_no_flight_is_quicker_or_slower_than_the_table_says(name: str, inside) -> None:
    interceptor = entry(name)
    table, craft = reach_table(interceptor), interceptor_stack(interceptor)
    rng = np.random.default_rng(3)
    late, gone = [], []
    for _ in range(300):
        pitch = rng.uniform(table.pitches_rad[0], table.pitches_rad[-1])
        factor = rng.uniform(table.least_factor, 1.0)
        kick = np.interp(pitch, table.pitches_rad, table.kicks_rad)
        times = np.sort(rng.uniform(table.ready_s, table.limit_s, 10))
        row = np.full((10, 2), np.nan)
        fan(STILL, US76, craft, factor, pitch, kick, times, row)
        for t, (range_m, alt_m) in zip(times, row, strict=True):
            if not np.isnan(range_m) and inside(table, range_m, alt_m):
                late.append(least_time(table, range_m, alt_m)[0] / t - 1.0)
                gone.append(1.0 - greatest_time(table, range_m, alt_m) / t)
    assert len(late) > 300
    # where two kinds of flight meet within a cell of the table, the slower one is promised
    assert np.mean(np.array(late) > 0.01) <= 0.005 and max(late) < 0.1
    assert np.mean(np.array(gone) > 0.01) <= 0.005 and max(gone) < 0.1


@pytest.mark.parametrize("name", ENTRIES)
def prop_times_and_factors_stay_in_their_bounds(name: str, points) -> None:
    table = reach_table(entry(name))
    for range_m, alt_m in points(table, 300, 5):
        least, pitch, factor = least_flight(table, range_m, alt_m)
        assert table.ready_s - 1e-9 <= least <= greatest_time(table, range_m, alt_m) <= table.limit_s
        assert table.least_factor <= factor <= 1.0 and 0.0 < pitch < 1.58
        assert table.floor_m <= alt_m <= table.ceiling_m
    assert (table.greatest_s >= table.least_s).all()


@pytest.mark.parametrize("name", ENTRIES)
def prop_nothing_below_the_floor_above_the_ceiling_or_past_the_limit(name: str, points) -> None:
    interceptor = entry(name)
    table = reach_table(interceptor)
    far = table.range_step_m * table.least_s.shape[0]
    for range_m in np.linspace(0.0, far, 50):
        assert math.isinf(least_time(table, range_m, table.floor_m - 1.0)[0])
        assert math.isinf(least_time(table, range_m, -5e3)[0])
        assert greatest_time(table, range_m, table.floor_m - 1.0) == -math.inf
        if interceptor.ceiling_m is not None:
            assert math.isinf(least_time(table, range_m, interceptor.ceiling_m + 1.0)[0])
    assert math.isinf(least_time(table, far, 1.2 * table.floor_m)[0])
    assert math.isinf(least_time(table, -1.0, 1.2 * table.floor_m)[0])
    short = flown_table(entry(name, flight_time_limit_s=0.5 * interceptor.flight_time_limit_s))
    assert np.isfinite(table.least_s[table.least_s <= table.limit_s]).sum() > 5000
    for range_m, alt_m in points(table, 100, 7):
        least = least_time(short, range_m, alt_m)[0]
        assert math.isinf(least) or least <= short.limit_s


@pytest.mark.parametrize("name", SHEDDING)
def prop_room_to_shed_changes_no_time_of_full_speed(name: str) -> None:
    with_room = flown_table(entry(name))
    without = flown_table(entry(name, energy_management="none"))
    assert without.least_factor == 1.0 and (without.factor == 1.0).all()
    full = np.isfinite(without.least_s)
    same = full & (with_room.factor == 1.0)
    assert np.abs(with_room.least_s[same] - without.least_s[same]).max() <= 1e-9
    assert (with_room.least_s[full] <= without.least_s[full]).all() and same.sum() > 0.99 * full.sum()


@pytest.mark.parametrize("name", SHEDDING)
def prop_more_room_to_shed_never_shrinks_the_reach(name: str, points) -> None:
    tables = [flown_table(entry(name, least_speed_share=share)) for share in (1.0, 0.85, 0.7, 0.5)]
    reached = [float(np.isfinite(table.least_s).mean()) for table in tables]
    assert reached == sorted(reached) and reached[-1] > 1.05 * reached[0]
    for less, more in zip(tables, tables[1:], strict=False):
        for range_m, alt_m in points(less, 300, 9):
            assert least_time(more, range_m, alt_m)[0] <= 1.01 * least_time(less, range_m, alt_m)[0]


def prop_without_shedding_a_fast_booster_flies_over_near_points() -> None:
    point = (600e3, 180e3)
    fast = reach_table(entry("gbi-two-stage", energy_management="none"))
    assert math.isinf(least_time(fast, *point)[0])
    least, _, factor = least_flight(reach_table(entry("gbi-two-stage")), *point)
    assert least == pytest.approx(188.8, abs=0.2) and factor < 0.6


def test_an_interceptor_with_a_low_ceiling_is_ready_before_it_flies_past_it() -> None:
    # with 50 s to be ready and to home, as larger interceptors have, nothing below 130 km was in reach
    interceptor = entry("thaad")
    table = reach_table(interceptor)
    assert interceptor.ceiling_m is not None
    for alt_m in np.linspace(interceptor.floor_m, interceptor.ceiling_m - 1e3, 20):
        for range_m in (0.0, 20e3, 60e3, 100e3):
            assert table.ready_s <= least_time(table, range_m, alt_m)[0] < 85.0
    assert least_time(table, 0.0, interceptor.floor_m)[0] == pytest.approx(table.ready_s, abs=0.5)


def verif_heavy_stacks_reach_high_points() -> None:
    # with the kick of greatest speed of all they stayed below 50 km and went nowhere but far
    for name, high_m in (("gbi-two-stage@mda-2007", 1500e3), ("surrogate-2001", 600e3)):
        assert math.isfinite(least_time(reach_table(entry(name)), 1000e3, high_m)[0])


def weak(name: str, propellant_kg: float) -> Interceptor:
    whole = entry(name)
    stages = tuple(stage.model_copy(update={"propellant_kg": propellant_kg}) for stage in whole.stages)
    return whole.model_copy(update={"stages": stages})


@pytest.mark.parametrize("propellant_kg", [1e-3, 1.0, 20.0])
@pytest.mark.parametrize("name", ENTRIES)
def prop_what_cannot_lift_itself_reaches_nothing(name: str, propellant_kg: float) -> None:
    table = flown_table(weak(name, propellant_kg))
    assert not np.isfinite(table.least_s).any()
    for range_m in (0.0, 1e3, 1e5, 1e6):
        assert math.isinf(least_time(table, range_m, 1.1 * table.floor_m)[0])
        assert greatest_time(table, range_m, 1.1 * table.floor_m) == -math.inf


def prop_a_weak_booster_reaches_nothing(scenario: Scenario) -> None:
    table = reach_table(scenario.batteries[0].interceptor.model_copy(update={"dead_kg": 5000.0}))
    assert not any(
        math.isfinite(least_time(table, x, y)[0])
        for x in np.arange(0, 1e6, 2e4)
        for y in np.arange(13e4, 1e6, 2e4)
    )


def prop_two_threads_fly_one_table_once(monkeypatch) -> None:
    flown: list[Interceptor] = []

    def slowly(interceptor: Interceptor) -> ReachTable:
        flown.append(interceptor)
        time.sleep(0.2)
        return flown_table(interceptor)

    monkeypatch.setattr(room, "flown_table", slowly)
    monkeypatch.setattr(room, "stored", lambda interceptor: None)
    monkeypatch.setattr(room, "keep", lambda interceptor, table: None)
    own = entry("sm-3-iia", dead_kg=16.125)
    found: list[ReachTable] = []
    threads = [threading.Thread(target=lambda: found.append(reach_table(own))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(flown) == 1 and len(found) == 3 and all(table is found[0] for table in found)


def test_a_table_is_made_in_time() -> None:
    flown_table(entry("gbi-three-stage"))
    start = time.process_time()
    flown_table(entry("gbi-three-stage"))
    assert time.process_time() - start < 4.0  # some 0.8 s on a quiet machine
