"""Worlds and runs: neither chunks nor order nor their number change a run; more runs tell luck, not doubt."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.campaign import runs as campaign
from midcourse.campaign.metrics import closed_form, p_no_leaker, recorded, summary
from midcourse.campaign.plan import BLOCK_ROWS, CHUNK, NOMINAL, nominal_runs, pieces, sizes
from midcourse.campaign.runs import Fought, fight_all
from midcourse.engagement.factors import factors
from midcourse.engagement.run import Batch, fight
from midcourse.records import LINKS, WARHEAD
from midcourse.scenario import Scenario, load_scenario
from midcourse.scenario.doubt import worlds
from midcourse.threats.fly import fly_raid

WORLDS = 6


@pytest.fixture(scope="module")
def many(scenario: Scenario) -> Fought:
    return fight_all(scenario, 90, 1, jobs=2, count=WORLDS)


@pytest.fixture(scope="module")
def thousands(scenario: Scenario) -> Fought:
    return fight_all(scenario, 3200, 1, jobs=2, count=16)


def told(fought: Fought, scenario: Scenario) -> tuple[bytes, bytes, dict[str, object]]:
    return fought.fates.tobytes(), fought.shots.tobytes(), summary(fought, scenario)


@pytest.mark.parametrize(("chunk", "jobs"), [(1, 2), (7, 1), (64, 2)])
def prop_chunks_and_jobs_change_nothing(many: Fought, scenario: Scenario, chunk: int, jobs: int) -> None:
    # D1
    other = fight_all(scenario, 90, 1, jobs, chunk, count=WORLDS)
    assert told(other, scenario) == told(many, scenario)


def prop_the_order_of_the_work_changes_nothing(many: Fought, scenario: Scenario, monkeypatch) -> None:
    def shuffled(*given: object) -> object:
        found = pieces(*given)  # type: ignore[arg-type]
        return [found[i] for i in np.random.default_rng(5).permutation(len(found))]

    monkeypatch.setattr(campaign, "pieces", shuffled)
    assert told(fight_all(scenario, 90, 1, 2, 5, count=WORLDS), scenario) == told(many, scenario)


def prop_the_first_runs_are_the_same_among_twice_as_many(many: Fought, scenario: Scenario) -> None:
    # D6: the same worlds, so that run k is in the same one
    twice = fight_all(scenario, 180, 1, 2, count=WORLDS)
    for name in ("fates", "shots"):
        rows, of_more = getattr(many, name), getattr(twice, name)
        assert rows.tobytes() == of_more[of_more["run"] < 90].tobytes()


def prop_any_run_alone_is_the_run_among_the_others(many: Fought, scenario: Scenario) -> None:
    # D2
    for run in np.unique(many.fates["run"])[::11].tolist():
        alone = many.again(scenario, run)
        assert alone.fates.tobytes() == many.fates[many.fates["run"] == run].tobytes()
        assert alone.shots.tobytes() == many.shots[many.shots["run"] == run].tobytes()


def prop_worlds_and_blocks_hold_every_run_once(scenario: Scenario) -> None:
    for runs, count, chunk in ((1, 1, None), (90, 6, 4), (1000, 32, None), (65, 64, 1)):
        drawn = worlds(scenario, count, 1)
        size = sizes(scenario, fly_raid(scenario.raid), count, chunk)
        found = pieces(scenario, drawn, runs, 1, size, {})
        home = np.concatenate([one.batch.runs for one in found if one.batch.world == NOMINAL])
        assert np.sort(home).tolist() == list(range(nominal_runs(runs)))
        away = [one.batch for one in found if one.batch.world != NOMINAL]
        there = np.concatenate([one.runs for one in away])
        reached = [k for k in range(runs) if not drawn[k % count].cannot_reach]
        assert np.sort(there).tolist() == reached
        assert all((one.runs % count == one.world).all() and len(one.runs) <= size.chunk for one in away)
        # what is finished needs no further work
        held = {world: np.sort(np.concatenate([b.runs for b in away if b.world == world])) for world in
                {b.world for b in away}}  # fmt: skip
        assert pieces(scenario, drawn, runs, 1, size, {**held, NOMINAL: np.sort(home)}) == []


def prop_many_objects_make_small_chunks(scenario: Scenario) -> None:
    sky = fly_raid(scenario.raid)
    assert sizes(scenario, sky, 32).chunk == CHUNK
    raid = load_scenario("nodong-japan", sets=["raid.0.decoys=300"])
    sky = fly_raid(raid.raid)
    size = sizes(raid, sky, 32)
    assert 1 <= size.chunk < 16 and size.span * len(sky.paths) <= BLOCK_ROWS
    assert sizes(raid, sky, 10_000).block == 1


def verif_counts_by_block_are_the_counts_of_all_rows(many: Fought, scenario: Scenario) -> None:
    fates, shots, found = many.fates, many.shots, summary(many, scenario)
    leaked = np.array([fates["leaked"][fates["run"] == run].sum() for run in np.unique(fates["run"])])
    warheads = fates[fates["kind"] == WARHEAD]
    lost = warheads[warheads["killed"] == 0]
    assert found["runs"] == len(leaked) and found["p_no_leaker"]["value"] == (leaked == 0).mean()
    assert found["expected_leakers"] == leaked.mean()
    assert found["why_not"] == {LINKS[k]: (lost["link"] == k).mean() for k in np.unique(lost["link"])}
    assert found["factors"] == factors(fates, shots)
    assert found["rounds_mean"] == len({(s["run"], s["round"]) for s in shots}) / len(leaked)
    first = shots[(shots["shot"] == 0) & (shots["kind"] == WARHEAD)]
    assert found["median_launch_s"] == np.median(first["launch_s"])
    assert found["median_first_seen_s"] == np.nanmedian(warheads["first_seen_s"])
    assert sum(one["warheads"] for one in found["lost"]) == len(lost)
    assert sum(one["leaked"] for one in found["hit"]) == leaked.sum()
    margin = np.where(np.isnan(fates["margin"]), np.inf, fates["margin"]).reshape(len(leaked), -1).min(axis=1)
    rows = sorted(zip(leaked.tolist(), margin.tolist(), np.unique(fates["run"]).tolist(), strict=True))
    assert recorded(many) == {"first": 0, "median": rows[len(rows) // 2][2], "worst": rows[-1][2]} or min(
        fates["run"]
    )


def prop_more_runs_narrow_the_interval_of_luck_and_leave_the_band_of_doubt(
    scenario: Scenario, thousands: Fought
) -> None:
    few, lots = p_no_leaker(fight_all(scenario, 400, 1, 2, count=16)), p_no_leaker(thousands)
    assert few.doubt is not None and lots.doubt is not None
    luck, less = few.high - few.low, lots.high - lots.low
    assert less == pytest.approx(luck / np.sqrt(8.0), rel=0.15)
    band, same = (one.doubt["high"] - one.doubt["low"] for one in (few, lots))
    # 25 and 200 runs a world: the ends of the band move by no more than luck in a world
    assert same == pytest.approx(band, abs=0.12) and same > 4.0 * less
    assert lots.doubt["low"] == pytest.approx(few.doubt["low"], abs=0.12)
    assert lots.doubt["high"] == pytest.approx(few.doubt["high"], abs=0.12)


def prop_without_doubt_there_is_no_band(scenario: Scenario) -> None:
    alone = p_no_leaker(fight_all(scenario, 40, 1, 2))
    assert alone.doubt is None and alone.nominal is not None and alone.nominal["value"] == alone.value


def verif_the_closed_form_of_each_world_stands_beside_its_runs(scenario: Scenario, thousands: Fought) -> None:
    found = closed_form(thousands, scenario)
    assert found is not None
    rows = found["worlds"]
    fates = thousands.fates
    for row in rows[::5]:
        mine = fates[fates["run"] % 16 == row["world"]]
        numbers = np.unique(mine["run"])
        kept = [not mine["leaked"][mine["run"] == run].any() for run in numbers]
        assert row["n"] == len(numbers) == 200 and row["simulated"] == np.mean(kept)
    closed, simulated = (np.array([row[key] for row in rows]) for key in ("p_no_leaker", "simulated"))
    # two methods that share the inputs of a world and no luck
    assert np.corrcoef(closed, simulated)[0, 1] > 0.8 and np.abs(closed - simulated).mean() < 0.12


def test_looks_are_counted(scenario: Scenario) -> None:
    whole = fight(scenario, Batch(1, NOMINAL, np.arange(20)))
    assert fight_all(scenario, 20, 1, 2, 3).looks == whole.watched.looks.sum() > 0
