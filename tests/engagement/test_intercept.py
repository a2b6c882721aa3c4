"""The last link recomputed from the stored rows: updates, hand-over, basket, divert and homing, by a second method."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest

from midcourse.engagement.intercept import ACTOR_SHIFT
from midcourse.engagement.run import Batch, Result, fight
from midcourse.engagement.shots import flown_path
from midcourse.kernels.atmosphere import VACUUM
from midcourse.kernels.earth import WGS84
from midcourse.kernels.filter import unpack
from midcourse.kernels.flight import NO_NODES, fly
from midcourse.kernels.homing import home
from midcourse.kernels.motion import NO_DRAG
from midcourse.kernels.steering import NO_PLANE, free_program
from midcourse.records import FAILED_IN_FLIGHT, KILLED, MISSED, NOT_IN_THE_BASKET, OUT_OF_DIVERT, WARHEAD
from midcourse.scenario import Scenario
from midcourse.streams import SEEKER, WORLD_SHIFT


def coast(state: np.ndarray, time_s: float, until_s: float) -> np.ndarray:
    """Carry a state forward under gravity by the eighth-order method."""
    moved = state.copy()
    fly(
        WGS84,
        VACUUM,
        NO_DRAG,
        free_program(math.inf),
        1,
        NO_PLANE,
        moved,
        time_s,
        until_s,
        -1e9,
        1e-4,
        NO_NODES,
    )
    return moved


def across(vector: np.ndarray, along: np.ndarray) -> float:
    return float(np.linalg.norm(vector - along * (vector @ along)))


@dataclass
class Again:
    """What one shot comes to when it is worked out again."""

    error_m: float
    angle_rad: float
    sigma_m: float
    updates_m_s: float
    go_s: float
    closing_m_s: float


def again(scenario: Scenario, result: Result, i: int) -> Again:
    order, shot = result.orders[i], result.shots[i]
    interceptor = scenario.batteries[order["battery"]].interceptor
    kv = interceptor.kill_vehicle
    path = flown_path(order, scenario.batteries[order["battery"]])
    t = float(shot["launch_s"] + shot["flight_s"])
    arrival, target = path.state_eci(t), result.sky.paths[shot["object"]].state_eci(t)
    closing = float(np.linalg.norm(target[3:] - arrival[3:]))
    along = (target[3:] - arrival[3:]) / closing
    ready = float(shot["launch_s"]) + path.burnout_s - path.launch_s + kv.ready_s
    acquired = max(t - kv.acquisition_range_m / closing, ready)
    r = int(np.searchsorted(result.batch.runs, shot["run"]))
    rows = result.watched.rows[r, shot["track"], : result.watched.counts[r, shot["track"]]]
    aim, spent, at = arrival[:3], 0.0, ready
    while True:
        at = min(at, acquired)
        row = rows[rows["time_s"] <= at][-1]
        seen = coast(row["state_eci_m_m_s"], row["time_s"], t)[:3]
        spent += across(seen - aim, along) / max(t - at, 1.0)
        aim = seen
        if at >= acquired:
            break
        at += interceptor.update_interval_s
    error = across(target[:3] - aim, along)
    go = max(t - acquired, 1e-3)
    return Again(error, error / (closing * go), carried_sigma(row, t), spent, go, closing)


def carried_sigma(row: np.ndarray, t: float) -> float:
    cov, slope = np.empty((6, 6)), np.empty((3, 6))
    unpack(row["cov_eci"], cov)
    for k in range(6):
        step = np.zeros(6)
        step[k] = 10.0 if k < 3 else 0.01
        state = row["state_eci_m_m_s"]
        ahead, behind = (coast(state + sign * step, row["time_s"], t) for sign in (1, -1))
        slope[:, k] = (ahead[:3] - behind[:3]) / (2 * step[k])
    return math.sqrt(np.trace(slope @ cov @ slope.T) / 3.0)


CASES = {
    "as it is": {},
    "little divert": {"batteries.0.kill_vehicle.divert": "12 m/s"},
    "often updated": {
        "batteries.0.update_interval": "2 s",
        "batteries.0.kill_vehicle.acquisition_range": "60 km",
    },
    "narrow seeker": {"batteries.0.kill_vehicle.half_field_of_view": "0.006 deg"},
    "far seeker": {
        "batteries.0.kill_vehicle.half_field_of_view": "0.006 deg",
        "batteries.0.kill_vehicle.acquisition_range": "800 km",
    },
}


@pytest.fixture(scope="module", params=CASES.values(), ids=CASES.keys())
def case(request, scenario: Scenario) -> tuple[Scenario, Result]:
    changed = scenario
    for path, value in request.param.items():
        changed = changed.set(path, value)
    return changed, fight(changed, Batch(4, 0, np.arange(40)))


def homed(result: Result) -> np.ndarray:
    """Return the shots at warheads that flew to a hand-over and found something there."""
    gone = (result.shots["link"] == KILLED) & (result.shots["hit"] == 0)
    flew = (result.shots["link"] != FAILED_IN_FLIGHT) & ~np.isnan(result.shots["handover_error_m"])
    return np.flatnonzero(flew & ~gone & (result.shots["kind"] == WARHEAD))


def verif_hand_over_from_the_stored_tracks(case: tuple[Scenario, Result]) -> None:
    scenario, result = case
    for i in homed(result)[:25]:
        shot, ours = result.shots[i], again(scenario, result, i)
        assert shot["handover_error_m"] == pytest.approx(ours.error_m, abs=0.5)
        assert shot["handover_angle_rad"] == pytest.approx(ours.angle_rad, rel=0.02, abs=1e-7)
        assert shot["handover_sigma_m"] == pytest.approx(ours.sigma_m, rel=0.02)


def verif_basket_divert_and_miss_follow(case: tuple[Scenario, Result]) -> None:
    scenario, result = case
    for i in homed(result)[:25]:
        shot, ours = result.shots[i], again(scenario, result, i)
        kv = scenario.batteries[0].interceptor.kill_vehicle
        if ours.angle_rad > kv.half_field_of_view_rad:
            assert shot["link"] == NOT_IN_THE_BASKET and not shot["hit"]
            continue
        miss, used = home(
            shot["handover_error_m"], shot["handover_sigma_m"], ours.go_s, ours.closing_m_s, kv.seeker_noise_rad,
            kv.homing_lag_s, kv.max_acceleration_m_s2, kv.divert_m_s - ours.updates_m_s,
            np.uint64(4), np.uint64(SEEKER), np.uint64(0) * WORLD_SHIFT + np.uint64(shot["run"]),
            np.uint64(result.sky.key[shot["object"]]),
            np.uint64(shot["battery"]) * ACTOR_SHIFT + np.uint64(shot["shot"]),
        )  # fmt: skip
        assert shot["divert_m_s"] == pytest.approx(ours.updates_m_s + used, rel=2e-3, abs=0.05)
        assert shot["miss_m"] == pytest.approx(miss, rel=0.05, abs=0.02 + 0.01 * ours.error_m)
        spent_out = shot["divert_m_s"] >= kv.divert_m_s
        verdict = KILLED if shot["miss_m"] <= kv.hit_miss_m else OUT_OF_DIVERT if spent_out else MISSED
        assert shot["link"] == verdict


def prop_updates_cost_divert(scenario: Scenario) -> None:
    result = fight(scenario, Batch(4, 0, np.arange(40)))
    flown = homed(result)
    costs = [again(scenario, result, i).updates_m_s for i in flown[:25]]
    assert min(costs) > 0.1 and (result.shots["divert_m_s"][flown[:25]] >= np.array(costs) - 0.05).all()


def prop_margin_of_a_missed_basket_is_outside_it(scenario: Scenario) -> None:
    narrow = scenario
    for path, value in CASES["far seeker"].items():
        narrow = narrow.set(path, value)
    fates = fight(narrow, Batch(1, 0, np.arange(200))).fates
    outside = fates[fates["link"] == NOT_IN_THE_BASKET]
    assert len(outside) > 5 and (outside["margin"] > 0.0).all()
