"""Raids in worlds of doubt: the band stands beside luck, is repeated, and is left out where it costs too much."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.api.expansion import expand
from midcourse.campaign.estimate import BAND, Estimate
from midcourse.engagement.run import Batch, fight
from midcourse.scenario import load_scenario
from midcourse.scenario.doubt import World, worlds
from midcourse.strategy.expansion.raids import SCENARIO, raid_of
from midcourse.strategy.expansion.worlds import SMALL, WORLDS, count_for, runs_for, shares_of, with_doubt

STATED = Estimate(0.5, 0.4, 0.6, 4)
FEW, RUNS, SEED = 4, 2, 1


@pytest.fixture(scope="module")
def drawn() -> list[World]:
    """Return a few worlds of the scenario."""
    return worlds(load_scenario(SCENARIO), FEW, SEED)


def verif_the_band_is_that_of_the_worlds_fought_one_by_one(drawn: list[World]) -> None:
    found = with_doubt(STATED, drawn, 30, RUNS, SEED)
    means, lucks = [], []
    for world in drawn:
        batch = Batch(SEED, world.number, np.arange(RUNS))
        shares = shares_of(fight(raid_of(world.scenario, 30), batch).fates, RUNS)
        means.append(shares.mean())
        lucks.append(shares.var(ddof=1) / RUNS)
    kept = np.sqrt(max(0.0, 1.0 - np.mean(lucks) / np.var(means, ddof=1)))
    low, high = np.percentile(np.mean(means) + kept * (np.array(means) - np.mean(means)), BAND)
    assert found.doubt is not None
    assert found.doubt["low"] == pytest.approx(max(low, 0.0)) and found.doubt["high"] == pytest.approx(min(high, 1.0))
    assert (found.doubt["worlds"], found.doubt["out_of_reach"]) == (FEW, 0)
    assert (found.value, found.low, found.high, found.n) == (0.5, 0.4, 0.6, 4)  # luck stays as it is


def prop_a_world_without_doubt_has_no_band(drawn: list[World]) -> None:
    # the same world again and again: what is left is luck, and luck is taken out
    stated = load_scenario(SCENARIO)
    same = [World(number, stated, False) for number in range(6)]
    alike, doubt = (with_doubt(STATED, many, 100, RUNS, SEED).doubt for many in (same, drawn))
    assert alike is not None and doubt is not None
    assert alike["high"] - alike["low"] < 0.1 < doubt["high"] - doubt["low"]


def prop_worlds_out_of_reach_are_counted_and_not_fought(drawn: list[World]) -> None:
    lost = [World(one.number, one.scenario, True) for one in drawn]
    told = with_doubt(STATED, lost, 10, RUNS, SEED).doubt
    assert told == {"low": None, "high": None, "worlds": FEW, "out_of_reach": FEW}


def test_small_raids_have_worlds_and_large_ones_if_asked() -> None:
    assert [count_for(size, None) for size in (1, SMALL, SMALL + 1, 3000)] == [WORLDS, WORLDS, 0, 0]
    assert count_for(3000, 5) == 5 and count_for(1, 0) == 0
    assert runs_for(1, 3, 1) == 6 and runs_for(1000, None, 4) == 0


def test_the_answer_has_both_bands_apart() -> None:
    found = expand((10,), simulate=SCENARIO, runs=2, worlds=3)
    told = found.as_dict()["raids"][0]["arriving"]
    assert told["doubt"]["worlds"] == 3 and told["n"] == 2
    assert found.raids[0].arriving.low == expand((10,), simulate=SCENARIO, runs=2, worlds=0).raids[0].arriving.low
    frame = found.frame("raids")
    assert frame["doubt_low"][0] == told["doubt"]["low"] and frame["worlds"][0] == 3
    assert "--worlds 3" in found.rerun
