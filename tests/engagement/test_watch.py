"""What the defence sees: no foresight, a bias in each axis, a window of its own for each object."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from midcourse.battle.decide import decide
from midcourse.engagement.run import Batch, Result, _battery, rad
from midcourse.engagement.watch import Watched, watch
from midcourse.kernels.earth import WGS84, ecef_to_enu, geodetic_to_ecef
from midcourse.scenario import Scenario
from midcourse.truth import Sky


def orders_of(scenario: Scenario, watched: Watched, batch: Batch) -> np.ndarray:
    batteries = [_battery(item) for item in scenario.batteries]
    places, none = rad(scenario.defended), np.zeros((0, 3), dtype=np.int64)
    return decide(watched.rows, watched.counts, none, batteries, scenario.doctrine, places, batch.runs).orders


@pytest.mark.parametrize("delay_s", [10, 60])
def prop_no_foresight(scenario: Scenario, fought: Result, delay_s: int) -> None:
    # everything in the sky is elsewhere after t: every order decided before t is the same, byte for byte
    late = scenario.set("doctrine.decision_delay", f"{delay_s} s")
    sky: Sky = fought.sky
    times = sky.nodes[0, : sky.counts[0], 0]
    node = int(np.searchsorted(times, 140.0 + delay_s))
    t = float(times[node])
    moved = sky.nodes.copy()
    moved[:, node + 1 :, 1:4] += 40e3
    other = dataclasses.replace(sky, nodes=moved)
    one, two = (watch(late.sensors, each, fought.batch) for each in (sky, other))
    early = one.rows["time_s"] <= t
    filled = np.arange(one.rows.shape[2])[None, None, :] < one.counts[:, :, None]
    keep = early & filled
    assert keep.sum() > 300 and one.rows[keep].tobytes() == two.rows[keep].tobytes()
    ours, theirs = (orders_of(late, each, fought.batch) for each in (one, two))
    ours, theirs = (each[each["decision_s"] <= t] for each in (ours, theirs))
    assert len(ours) > 50 and ours.tobytes() == theirs.tobytes()
    changed = one.rows[~early & filled].tobytes() != two.rows[~early & filled].tobytes()
    assert changed


def verif_decision_rests_on_the_latest_row_before_it(scenario: Scenario, fought: Result) -> None:
    # drop every row after the decision: the orders stay
    batch, watched = fought.batch, fought.watched
    decided = fought.first.decided_s[:, 0]
    counts = np.array(
        [
            [int((watched.rows[r, 0, :c]["time_s"] <= decided[r]).sum())]
            for r, (c,) in enumerate(watched.counts)
        ]
    )
    cut = watched._replace(counts=counts)
    assert (counts < watched.counts).all()
    assert orders_of(scenario, cut, batch).tobytes() == fought.orders.tobytes()


def verif_bias_is_as_large_as_stated_in_both_angles(scenario: Scenario) -> None:
    biased = scenario.set("sensors.0.angle_bias", "2 mrad").set("sensors.0.range_bias", "0 m")
    from midcourse.threats.fly import fly_raid

    sky = fly_raid(biased.raid)
    watched = watch(biased.sensors, sky, Batch(9, 0, np.arange(300)))
    place = biased.sensors[0].place
    lat, lon = math.radians(place.lat_deg), math.radians(place.lon_deg)
    site = np.array(geodetic_to_ecef(WGS84, lat, lon, place.alt_m))
    off = []
    for r in range(300):
        row = watched.rows[r, 0, watched.counts[r, 0] - 4]
        angles = []
        for state in (row["state_eci_m_m_s"], sky.paths[0].state_eci(row["time_s"])):
            turned = -WGS84.omega_rad_s * row["time_s"]
            c, s = math.cos(turned), math.sin(turned)
            x = np.array([c * state[0] - s * state[1], s * state[0] + c * state[1], state[2]]) - site
            east, north, up = ecef_to_enu(lat, lon, *x)
            angles.append((math.atan2(east, north), math.atan2(up, math.hypot(east, north))))
        (a, e), (b, f) = angles
        off.append(((a - b) * math.cos(f), e - f))
    spread = np.std(off, axis=0)
    assert spread == pytest.approx([2e-3, 2e-3], rel=0.2)
