"""What a missile leaves behind: where it starts, how it drifts, where it ends, and that luck has no part in it."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from midcourse.catalog import load_missile
from midcourse.kernels.earth import WGS84
from midcourse.records import DEBRIS, DECOY, STAGE, WARHEAD
from midcourse.scenario import Scenario, load_scenario
from midcourse.threats.fly import fly_raid
from midcourse.threats.payload import drifted, spread
from midcourse.truth import Sky, permuted

DECOYS, PIECES = 4, 3


@pytest.fixture(scope="module")
def plan() -> Scenario:
    return load_scenario(
        "europe-2007", sets=[f"raid.0.decoys={DECOYS}", f"raid.0.debris={PIECES}", "raid.0.to=berlin"]
    )


@pytest.fixture(scope="module")
def sky(plan: Scenario) -> Sky:
    return fly_raid(plan.raid)


def objects(sky: Sky, kind: int) -> list[int]:
    return [int(i) for i in np.flatnonzero(sky.kind == kind)]


def energy(state: np.ndarray) -> float:
    # with the potential of the flattened Earth
    r = float(np.linalg.norm(state[:3]))
    z = state[2] / r
    flat = 0.5 * WGS84.j2 * (WGS84.a_m / r) ** 2 * (3.0 * z * z - 1.0)
    return 0.5 * float(state[3:] @ state[3:]) - WGS84.gm_m3_s2 / r * (1.0 - flat)


def test_sky_holds_what_the_raid_says(plan: Scenario, sky: Sky) -> None:
    assert [len(objects(sky, kind)) for kind in (WARHEAD, STAGE, DEBRIS, DECOY)] == [1, 2, PIECES, DECOYS]
    assert sky.key.tolist() == [0, 1, 2, 500, 501, 502, 100, 101, 102, 103]
    assert len(set(sky.names)) == len(sky.names) and (sky.raid == 0).all()
    assert sky.burnout_s[0] > sky.starts_s[0] == 0.0
    assert (sky.burnout_s[1:] == sky.starts_s[1:]).all()
    assert sky.end_s == sky.ends_s[0]
    missile = plan.raid[0].missile
    assert sky.rcs_m2[0].tolist() == [[0.01, 1.0], [0.1, 5.0]]
    assert sky.rcs_m2[1].tolist() == [[5.0, 5.0], [5.0, 5.0]]
    assert sky.rcs_m2[-1].tolist() == [[0.01, 0.01], [0.1, 0.1]]
    assert sky.beta_kg_m2[:2].tolist() == [missile.beta_kg_m2, missile.stage_beta_kg_m2]


def verif_what_is_left_starts_on_the_path_and_keeps_its_speed(plan: Scenario, sky: Sky) -> None:
    missile = plan.raid[0].missile
    burnouts = [68.0, sky.burnout_s[0]]
    for i, time_s in zip(objects(sky, STAGE), burnouts, strict=True):
        assert sky.starts_s[i] == pytest.approx(time_s, abs=1e-9)
        apart = sky.paths[i].state_eci(time_s) - sky.paths[0].state_eci(time_s)
        assert np.linalg.norm(apart[:3]) < 1e-6
        assert np.linalg.norm(apart[3:]) == pytest.approx(missile.separation_speed_m_s)
        assert sky.paths[i].relative_state(time_s)[0] == pytest.approx(
            sky.paths[0].relative_state(time_s)[0] - missile.separation_speed_m_s, abs=1e-6
        )
    for kind, most in ((DECOY, missile.decoy_spread_m_s), (DEBRIS, missile.debris_spread_m_s)):
        for i in objects(sky, kind):
            time_s = sky.starts_s[i]
            apart = sky.paths[i].state_eci(time_s) - sky.paths[0].state_eci(time_s)
            assert np.linalg.norm(apart[:3]) < 1e-6 and 0.0 < np.linalg.norm(apart[3:]) <= most


def verif_free_paths_keep_their_energy(sky: Sky) -> None:
    for i in objects(sky, DECOY):
        path = sky.paths[i]
        levels = [energy(path.state_eci(t)) for t in np.linspace(path.launch_s, path.end_s, 200)]
        assert max(levels) - min(levels) < 1e-7 * abs(levels[0])


def prop_decoys_stay_as_near_as_the_spread_lets_them(plan: Scenario, sky: Sky) -> None:
    start = float(sky.burnout_s[0])
    most = plan.raid[0].missile.decoy_spread_m_s
    vacuum = drifted(sky.paths[0], sky.paths[0].state_eci(start), start)
    assert vacuum is not None
    for i in objects(sky, DECOY):
        for t in np.linspace(start + 1.0, sky.ends_s[i] - 1.0, 50):
            apart = np.linalg.norm((sky.paths[i].state_eci(t) - vacuum.state_eci(min(t, vacuum.end_s)))[:3])
            # gravity pulls neighbours apart by some part more than straight lines would
            assert apart <= 1.6 * most * (t - start) + 1.0


def prop_decoy_ends_at_100_km_on_the_way_down(sky: Sky) -> None:
    for i in objects(sky, DECOY):
        last = sky.paths[i].geodetic(np.array([sky.ends_s[i] - 1.0, sky.ends_s[i]]))[:, 2]
        assert last[1] == pytest.approx(100e3, abs=0.1) and last[0] > last[1]
        assert not sky.paths[i].impacted and sky.ends_s[i] < sky.ends_s[0]


def prop_heavy_falls_first_and_the_first_stage_near_the_pad(sky: Sky) -> None:
    warhead, (first, second) = sky.ends_s[0], objects(sky, STAGE)
    assert sky.ends_s[first] < warhead < sky.ends_s[second] < min(sky.ends_s[i] for i in objects(sky, DEBRIS))
    assert sky.paths[first].ground_range_m() < 300e3
    for i in objects(sky, STAGE) + objects(sky, DEBRIS):
        assert abs(sky.paths[i].geodetic(np.array([sky.ends_s[i]]))[0, 2]) < 0.1


def prop_order_of_the_arrays_is_of_no_account(sky: Sky) -> None:
    order = np.random.default_rng(3).permutation(len(sky.paths))
    other = permuted(sky, order)
    assert [other.names[i] for i in np.argsort(order)] == list(sky.names)
    assert permuted(other, np.argsort(order)).nodes.tobytes() == sky.nodes.tobytes()
    for name in ("starts_s", "ends_s", "burnout_s", "kind", "key", "raid", "beta_kg_m2", "counts", "rcs_m2"):
        assert (getattr(other, name) == getattr(sky, name)[order]).all()
    assert other.end_s == sky.end_s
    with pytest.raises(ValueError, match="once"):
        permuted(sky, [0] * len(sky.paths))


def prop_more_decoys_leave_the_others_where_they_were(plan: Scenario, sky: Sky) -> None:
    more = fly_raid(plan.set("raid.0.decoys", DECOYS + 3).raid)
    for i, key in enumerate(sky.key):
        at = int(np.flatnonzero(more.key == key)[0])
        assert more.paths[at].nodes.tobytes() == sky.paths[i].nodes.tobytes()


def prop_spread_fills_the_ball_evenly() -> None:
    found = np.array([spread(key) for key in range(4000)])
    assert np.linalg.norm(found, axis=1).max() <= 1.0
    assert np.abs(found.mean(axis=0)).max() < 0.03
    # half of a ball's volume lies within 0.794 of its radius
    assert np.median(np.linalg.norm(found, axis=1)) == pytest.approx(0.5 ** (1.0 / 3.0), abs=0.01)


def test_shroud_is_one_piece_and_falls_where_it_was_dropped() -> None:
    scenario = load_scenario(
        "europe-2007",
        "to-washington",
        ["raid.0.shroud=150 kg", "raid.0.shroud_release=90 s", "raid.0.to=london"],
    )
    sky = fly_raid(scenario.raid)
    at = sky.names.index("missile 1: shroud")
    assert (int(sky.key[at]), int(sky.kind[at]), float(sky.starts_s[at])) == (999, DEBRIS, 90.0)


def test_missile_that_does_not_separate_leaves_nothing() -> None:
    assert not load_missile("scud-b")[0].separates
    sets = ["raid.0.missile=scud-b", "raid.0.from=39,126", "raid.0.to=37.5,127", "raid.0.decoys=2"]
    sky = fly_raid(load_scenario("nodong-japan", sets=sets).raid)
    assert sky.names == ("missile 1: warhead",)  # nor does it get high enough for decoys


def test_second_missile_of_a_raid_has_keys_of_its_own(plan: Scenario) -> None:
    item = {"missile": "notional-irbm", "from": "tabriz", "to": "berlin", "decoys": 1, "launch": "30 s"}
    sky = fly_raid(plan.set("raid", [item, {**item, "launch": "0 s"}]).raid)
    assert sky.key.tolist() == [0, 1, 2, 100, 1000, 1001, 1002, 1100]
    assert sky.raid.tolist() == [0] * 4 + [1] * 4
    assert sky.starts_s[0] == 30.0 and not math.isclose(sky.ends_s[3] - 30.0, sky.ends_s[7], abs_tol=1e-6)


def test_raid_is_flown_quickly(plan: Scenario) -> None:
    fly_raid(plan.raid)
    heavier = plan.set("raid.0.payload", "1001 kg")
    start = time.perf_counter()
    fly_raid(heavier.raid)
    assert time.perf_counter() - start < 0.3  # 0.03 s on a machine with nothing else to do
    start = time.perf_counter()
    fly_raid(heavier.raid)
    assert time.perf_counter() - start < 0.01
