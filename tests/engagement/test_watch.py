"""What the defence sees: no foresight, biases, energy shared, cues, turning antennas, and what satellites report."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from midcourse.engagement.run import Batch, Result, fight
from midcourse.engagement.see import see
from midcourse.engagement.watch import Watched, placed, watch
from midcourse.kernels.earth import WGS84, geodetic_to_ecef
from midcourse.kernels.filter import unpack
from midcourse.records import DECOY, WARHEAD
from midcourse.scenario import Scenario, load_scenario
from midcourse.threats.fly import fly_raid
from midcourse.truth import Sky, permuted

RUNS = np.arange(60)


@pytest.fixture(scope="module")
def europe() -> Scenario:
    return load_scenario("europe-2007")


@pytest.fixture(scope="module")
def sky(europe: Scenario) -> Sky:
    return fly_raid(europe.raid)


@pytest.fixture(scope="module")
def seen(europe: Scenario, sky: Sky) -> Watched:
    return watch(europe, sky, Batch(1, 0, RUNS))


def elsewhere_after(sky: Sky, t: float) -> Sky:
    moved = sky.nodes.copy()
    for k in range(len(sky.counts)):
        times = moved[k, : sky.counts[k], 0]
        # between the nodes around t the path is drawn by both: keep the one after t too
        first = int(np.searchsorted(times, t)) + 1
        moved[k, first : sky.counts[k], 1:4] += 40e3
    return dataclasses.replace(sky, nodes=moved)


@pytest.mark.parametrize("delay_s", [0, 60])
@pytest.mark.parametrize("name", ["nodong-japan", "europe-2007"])
def prop_no_foresight(name: str, delay_s: int) -> None:
    # everything in the sky is elsewhere after t: every order decided before t is the same, byte for byte
    scenario = load_scenario(name).set("doctrine.decision_delay", f"{delay_s} s")
    sky, batch = fly_raid(scenario.raid), Batch(1, 0, RUNS)
    one = fight(scenario, batch, sky)
    t = float(np.median(one.orders["decision_s"]))
    times = sky.nodes[0, : sky.counts[0], 0]
    t = float(times[int(np.searchsorted(times, t))])
    two = fight(scenario, batch, elsewhere_after(sky, t))
    ours, theirs = (each.orders[each.orders["decision_s"] <= t] for each in (one, two))
    assert len(ours) > 20 and ours.tobytes() == theirs.tobytes()
    early = one.watched.rows["time_s"] <= t
    filled = np.arange(one.watched.rows.shape[2])[None, None, :] < one.watched.counts[:, :, None]
    assert one.watched.rows[early & filled].tobytes() == two.watched.rows[early & filled].tobytes()
    assert one.watched.rows[~early & filled].tobytes() != two.watched.rows[~early & filled].tobytes()


def prop_relabelling_the_truth_changes_no_belief(europe: Scenario, sky: Sky, seen: Watched) -> None:
    order = np.array([2, 0, 1])
    other = watch(europe, permuted(sky, order), Batch(1, 0, RUNS))
    assert other.rows.tobytes() == seen.rows.tobytes() and other.counts.tobytes() == seen.counts.tobytes()
    assert np.array_equal(np.where(seen.objects >= 0, order[other.objects], -1), seen.objects)


@pytest.mark.parametrize("variant", ["warheads", "decoys"])
def prop_relabelling_a_crowd_changes_neither_belief_nor_order(variant: str) -> None:
    # so many that looks wait for time, and that a beam covers what is itself due in the same slot
    scenario = load_scenario("europe-raid", variant)
    sky, batch = fly_raid(scenario.raid), Batch(1, 0, RUNS[:4])
    order = np.random.default_rng(5).permutation(len(sky.counts))
    assert len(order) >= 30
    one, two = (fight(scenario, batch, each) for each in (sky, permuted(sky, order)))
    assert two.watched.rows.tobytes() == one.watched.rows.tobytes()
    assert two.orders.tobytes() == one.orders.tobytes()
    assert np.array_equal(np.where(one.watched.objects >= 0, one.watched.objects, -1),
                          np.where(two.watched.objects >= 0, order[two.watched.objects], -1))  # fmt: skip


def prop_another_radar_leaves_every_draw_of_the_first_as_it_was(europe: Scenario, sky: Sky) -> None:
    # far away and blind: it stands first in the list and still changes nothing
    sensors = europe.sensors
    blind = sensors[1].model_copy(
        update={"site": sensors[1].place.model_copy(update={"lat_deg": -60.0, "id": "x"})}
    )
    more = europe.model_copy(update={"sensors": (blind, *sensors)})
    one, two = (watch(each, sky, Batch(1, 0, RUNS)) for each in (europe, more))
    for name in one.rows.dtype.names:
        if name != "sensors":
            assert one.rows[name].tobytes() == two.rows[name].tobytes()


def verif_bias_is_as_large_as_stated_in_both_angles(scenario: Scenario) -> None:
    biased = scenario.set("sensors.0.angle_bias", "0.5 mrad")
    sky = fly_raid(biased.raid)
    runs = 300
    watched = watch(biased, sky, Batch(9, 0, np.arange(runs)))
    place = biased.sensors[0].place
    site = np.array(
        geodetic_to_ecef(WGS84, math.radians(place.lat_deg), math.radians(place.lon_deg), place.alt_m)
    )
    off, said = [], []
    for r in range(runs):
        (n,) = np.flatnonzero(watched.objects[r] == 0)
        row = watched.rows[r, n, 6]
        turned = WGS84.omega_rad_s * row["time_s"]
        c, k = math.cos(turned), math.sin(turned)
        here = np.array([c * site[0] - k * site[1], k * site[0] + c * site[1], site[2]])
        true = sky.paths[0].state_eci(row["time_s"])[:3] - here
        up = here / np.linalg.norm(here)
        across = np.cross(true, up) / np.linalg.norm(np.cross(true, up))
        axes = np.array([across, np.cross(across, true / np.linalg.norm(true))])
        cov = np.empty((6, 6))
        unpack(row["cov_eci"], cov)
        far_m = np.linalg.norm(true)
        off.append(axes @ (row["state_eci_m_m_s"][:3] - here - true) / far_m)
        said.append(np.sqrt(np.diag(axes @ cov[:3, :3] @ axes.T)) / far_m)
    # the filter expects what comes: about the stated bias in each angle, and no axis without one
    assert np.std(off, axis=0) == pytest.approx(np.mean(said, axis=0), rel=0.15)
    assert (np.std(off, axis=0) > 0.4e-3).all() and (np.std(off, axis=0) < 0.7e-3).all()


def val_satellites_report_after_clouds_and_delay(europe: Scenario, sky: Sky, seen: Watched) -> None:
    # 10 km of cloud and 30 s: published, a launch is seen 30 to 60 s after lift-off, a firm track at 45 to 65 s
    entry = europe.sensors[0].infrared
    path = sky.paths[0]
    above = next(
        t for t in np.arange(0.0, 120.0, 0.5) if path.geodetic(np.array([t]))[0, 2] > entry.cloud_top_m
    )
    assert seen.cue_s[0] == above + entry.report_delay_s
    assert 45.0 < seen.cue_s[0] < 80.0 and np.isinf(seen.cue_s[1:]).all()


def prop_radars_that_follow_cues_see_nothing_without_one(europe: Scenario, sky: Sky) -> None:
    alone = europe.model_copy(update={"sensors": europe.sensors[1:]})
    assert np.isnan(watch(alone, sky, Batch(1, 0, RUNS)).first_s).all()


def prop_the_stage_beside_the_warhead_is_seen_too(seen: Watched) -> None:
    assert (~np.isnan(seen.firm_s[:, 0])).all() and (~np.isnan(seen.firm_s[:, 2])).all()
    assert np.isnan(seen.firm_s[:, 1]).all()  # the first stage is long down


def prop_many_objects_share_the_time_of_a_radar(europe: Scenario) -> None:
    looks = []
    for decoys in (0, 30):
        crowded = europe.set("raid.0.decoys", decoys)
        sky = fly_raid(crowded.raid)
        seen = watch(crowded, sky, Batch(1, 0, np.arange(8)))
        looks.append(float(seen.looks[:, 0].mean()))
    # ten dwells of 100 ms a second: a radar looks at each of some thirty objects every three seconds
    assert looks[1] < 0.55 * looks[0]


def prop_an_antenna_that_cannot_turn_loses_what_leaves_its_field(
    europe: Scenario, sky: Sky, seen: Watched
) -> None:
    stiff = europe.set("sensors.2.turn", "0 deg/s").set("sensors.2.boresight", "60 deg")
    fixed = watch(stiff, sky, Batch(1, 0, RUNS))
    assert fixed.looks[:, 0].mean() < 0.8 * seen.looks[:, 0].mean()


def prop_what_knows_to_look_alike_cannot_be_told_apart(europe: Scenario, sky: Sky, seen: Watched) -> None:
    alike = watch(europe.set("doctrine.attacker_knows", True), sky, Batch(1, 0, RUNS))
    known = np.arange(alike.rows.shape[2])[None, None, :] < alike.counts[:, :, None]
    assert (alike.rows["warhead_p"][known] == 0.5).all()
    last = [
        seen.rows[r, n, seen.counts[r, n] - 1]["warhead_p"]
        for r in range(len(RUNS))
        for n in np.flatnonzero(seen.objects[r] == 0)
    ]
    assert np.mean(last) > 0.75


def errors_over_covariance(sky: Sky, seen: Watched, every_s: float = 60.0) -> dict[float, np.ndarray]:
    """Return NEES of position and velocity of the warhead's tracks against the flown path, by time, over the runs."""
    found: dict[float, list[float]] = {}
    for r in range(len(seen.counts)):
        for n in np.flatnonzero(seen.objects[r] == 0):
            for row in seen.rows[r, n, : seen.counts[r, n]]:
                if row["time_s"] % every_s == 0.0:
                    cov = np.empty((6, 6))
                    unpack(row["cov_eci"], cov)
                    miss = row["state_eci_m_m_s"] - sky.paths[0].state_eci(row["time_s"])
                    found.setdefault(float(row["time_s"]), []).append(
                        float(miss @ np.linalg.solve(cov, miss))
                    )
    return {at_s: np.array(values) for at_s, values in found.items()}


@pytest.mark.parametrize("method", ["extended", "unscented"])
def verif_errors_of_all_tracks_fit_their_covariance(europe: Scenario, sky: Sky, method: str) -> None:
    # the mean over 100 runs at every minute from the first firm tracks to the last intercepts, inside bounds that all
    # minutes together keep in 99 of 100 cases
    from scipy.stats import chi2

    seen = watch(europe.set("tracker.filter", method), sky, Batch(1, 0, np.arange(100)))
    found = errors_over_covariance(sky, seen)
    times = [at_s for at_s, values in found.items() if len(values) >= 90 and at_s <= 900.0]
    assert len(times) >= 11
    for at_s in times:
        count = len(found[at_s])
        tail = 0.005 / len(times)
        low, high = chi2.ppf((tail, 1.0 - tail), 6 * count) / count
        assert low < found[at_s].mean() < high, at_s


@pytest.mark.parametrize(
    ("name", "variant", "least", "most"),
    [("europe-gabala", "gabala-alone", 0.6, 1.2), ("testbed-2001", None, 0.8, 1.5), ("national-2004", None, 0.8, 1.8)],
)
def verif_constant_errors_of_old_radars_leave_tracks_about_as_sure_as_they_are(
    name: str, variant: str | None, least: float, most: float
) -> None:
    # metre waves, constant errors of 2 mrad: with the gradient of the range alone the first was at 8, the last at 2.7
    scenario = load_scenario(name, variant)
    sky = fly_raid(scenario.raid)
    seen = watch(scenario, sky, Batch(1, 0, np.arange(100)))
    last_s = 0.75 * float(sky.ends_s[0])  # well above the air
    found = [values for at_s, values in errors_over_covariance(sky, seen, 10.0).items() if at_s <= last_s]
    assert least < np.concatenate(found).mean() / 6.0 < most


def verif_two_filters_make_the_same_tracks(europe: Scenario, sky: Sky, seen: Watched) -> None:
    other = watch(europe.set("tracker.filter", "unscented"), sky, Batch(1, 0, RUNS))
    assert np.array_equal(other.first_s, seen.first_s, equal_nan=True)
    apart = []
    for r in range(len(RUNS)):
        for n in np.flatnonzero((seen.objects[r] == 0) & (other.objects[r] == 0)):
            one, two = seen.rows[r, n, seen.counts[r, n] - 1], other.rows[r, n, other.counts[r, n] - 1]
            if one["time_s"] == two["time_s"]:
                cov = np.empty((6, 6))
                unpack(one["cov_eci"], cov)
                off = one["state_eci_m_m_s"] - two["state_eci_m_m_s"]
                apart.append(math.sqrt(float(off @ np.linalg.solve(cov, off))))
    # in standard deviations of the track: not the same arithmetic, and the same answer
    assert len(apart) > 50 and 1e-6 < np.median(apart) < 0.5


def verif_two_equal_radars_at_one_place_have_luck_of_their_own(europe: Scenario, sky: Sky) -> None:
    sensors = europe.sensors
    both = europe.model_copy(update={"sensors": (*sensors, sensors[1])})
    rows = placed(both.sensors)
    assert len({row.actor for row in rows}) == 3 and rows[:2] == placed(sensors)
    seen = watch(both, sky, Batch(1, 0, RUNS))
    twin = (seen.sensor_first_s[:, 0, 0] != seen.sensor_first_s[:, 0, 2]).mean()
    assert twin > 0.02


@pytest.mark.parametrize("share", [0.0, 1.0])
def verif_what_a_class_has_in_common(europe: Scenario, share: float) -> None:
    crowded = europe.set("raid.0.decoys", 2).set("doctrine.common_discrimination", share)
    crowded = crowded.set("sensors.1.looks_to_learn", 1e-3).set("sensors.2.looks_to_learn", 1e-3)
    sky = fly_raid(crowded.raid)
    runs = 200
    seen = watch(crowded, sky, Batch(1, 0, np.arange(runs)))
    decoys = np.flatnonzero(sky.kind == DECOY)
    odds = np.full((runs, 2), np.nan)
    for r in range(runs):
        for i, k in enumerate(decoys):
            for n in np.flatnonzero(seen.objects[r] == k):
                p = seen.rows[r, n, seen.counts[r, n] - 1]["warhead_p"]
                odds[r, i] = math.log(p / (1.0 - p))
    both = odds[~np.isnan(odds).any(axis=1)]
    tied = float(np.corrcoef(both.T)[0, 1])
    assert len(both) > 150 and abs(tied - share) < (0.2 if share == 0.0 else 0.05)


def prop_rows_come_at_the_interval_of_reports(europe: Scenario, sky: Sky) -> None:
    slow = watch(europe.set("tracker.report_interval", "30 s"), sky, Batch(1, 0, RUNS))
    for r in range(len(RUNS)):
        for n in np.flatnonzero(slow.counts[r] > 1):
            times = slow.rows["time_s"][r, n, 1 : slow.counts[r, n]]
            assert (times % 30.0 == 0.0).all()


def prop_a_bad_cue_hides_nothing_that_lies_in_the_beam(europe: Scenario) -> None:
    # the worse the satellites' state, the wider it is searched for, and the stage that is found shows the warhead
    alone = load_scenario("europe-2007", variant="no-forward-radar")
    sky = fly_raid(alone.raid)
    for sigma in ("25 m/s", "150 m/s"):
        seen = watch(alone.set("sensors.0.velocity_sigma", sigma), sky, Batch(1, 0, np.arange(128)))
        both = ~np.isnan(seen.firm_s[:, [0, 2]])
        assert both[:, 1].mean() > 0.95
        assert both[both[:, 1], 0].mean() > 0.95


def prop_what_one_radar_loses_another_finds(europe: Scenario, sky: Sky) -> None:
    # the missile leaves the field of the forward radar, and its track is dropped; where it was going is not forgotten
    away = europe.set("sensors.1.boresight", "100 deg")
    seen = watch(away, sky, Batch(1, 0, RUNS))
    assert (~np.isnan(seen.sensor_first_s[:, 0, 1])).mean() > 0.9


def prop_reported_launches_share_the_search(europe: Scenario) -> None:
    # while sectors are searched there is less time for the rest, and each of many launches is found no sooner
    first = []
    for count in (1, 8):
        crowd = europe.model_copy(update={"raid": europe.raid * count})
        sky = fly_raid(crowd.raid)
        warheads = sky.kind == WARHEAD
        weak = crowd.set("sensors.1.mean_power", "300 W")
        first.append(float(np.nanmean(watch(weak, sky, Batch(1, 0, RUNS)).first_s[:, warheads])))
    assert first[1] > first[0]


def prop_see_and_watch_agree_on_what_can_be_seen(europe: Scenario, seen: Watched) -> None:
    rows = see(europe)
    warhead = {one["sensor"]: one for one in rows[0]["sensors"]}
    assert warhead["dsp"]["first_s"] == seen.cue_s[0]
    for s, name in enumerate(("an-tpy-2", "european-midcourse-radar")):
        first = float(np.nanmedian(seen.sensor_first_s[:, 0, s]))
        assert abs(first - warhead[name]["first_s"]) < 15.0


def test_fought_is_what_the_fixture_says(fought: Result) -> None:
    assert fought.watched.rows.shape[0] == len(fought.batch.runs)


def prop_more_power_never_sees_a_single_object_later(scenario: Scenario) -> None:
    # equal luck: a look that detects still detects, and a radar that searches looks at the same moments
    sky = fly_raid(scenario.raid)
    rows = {field.name: getattr(sky, field.name)[:1] for field in dataclasses.fields(sky)}
    alone = Sky(**rows)
    first = [
        watch(scenario.set("sensors.0.mean_power", f"{kw} kW"), alone, Batch(1, 0, np.arange(100))).first_s[
            :, 0
        ]
        for kw in (500, 1000, 2000, 4000)
    ]
    for weak, strong in zip(first, first[1:], strict=False):
        assert (np.where(np.isnan(strong), np.inf, strong) <= np.where(np.isnan(weak), np.inf, weak)).all()
    assert np.isnan(first[0]).sum() > np.isnan(first[-1]).sum()
