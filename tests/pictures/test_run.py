"""Where the sign of a shot stands: on its target for a hit, else where it was aimed."""

from __future__ import annotations

import numpy as np
import pytest

from midcourse.campaign.runs import fight_all
from midcourse.pictures.run import gather, struck_s
from midcourse.records import FAILED_IN_FLIGHT, SHOT
from midcourse.scenario import load_scenario


@pytest.fixture(scope="module")
def fought():
    scenario = load_scenario("europe-2007")
    return scenario, fight_all(scenario, 12, 1, jobs=1)


def test_signs_and_places(fought) -> None:
    scenario, many = fought
    seen = set()
    for run in range(12):
        scene = gather(scenario, many.again(scenario, run))
        rows = many.shots[many.shots["run"] == run]
        rows = rows[rows["launch_s"].argsort(kind="stable")]
        assert [shot.number for shot in scene.shots] == list(range(1, len(rows) + 1))
        for shot, row in zip(scene.shots, rows, strict=True):
            seen.add(shot.sign)
            assert shot.failed == (row["link"] == FAILED_IN_FLIGHT)
            if shot.hit:
                # the table says the same place
                assert shot.ends()[:2] == (row["intercept_lat_deg"], row["intercept_lon_deg"])
        for k, end_s in enumerate(scene.destroyed_s):
            assert scene.flown_until_s(k) == min(end_s, scene.threats[k].end_s)
    assert {"*", "o"} <= seen


def test_the_first_hit_ends_an_object() -> None:
    shots = np.zeros(3, dtype=SHOT)
    shots["object"], shots["hit"], shots["intercept_s"] = (0, 0, 1), (1, 1, 0), (20.0, 10.0, 5.0)
    assert struck_s(shots, 2).tolist() == [10.0, np.inf]
