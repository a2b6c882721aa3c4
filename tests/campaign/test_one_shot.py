"""One shot beside the test record: which shots count, and when the two part."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from midcourse.campaign.metrics import summary
from midcourse.campaign.one_shot import one_shot
from midcourse.campaign.parts import Part
from midcourse.campaign.plan import NOMINAL
from midcourse.campaign.runs import Fought, fight_all
from midcourse.campaign.store import Store
from midcourse.campaign.tally import first_shots
from midcourse.records import FAILED_IN_FLIGHT, FATE, KILLED, NO_LAUNCH_WINDOW, SHOT, STAGE, WARHEAD
from midcourse.scenario import Scenario, load_scenario


def shots(*rows: dict[str, Any]) -> np.ndarray:
    """Return SHOT rows; what is not said is a first hit at warhead 0 by battery 0."""
    found = np.zeros(len(rows), dtype=SHOT)
    for row, said in zip(found, rows, strict=True):
        for name, value in {"kind": WARHEAD, "hit": 1, "link": KILLED, **said}.items():
            row[name] = value
    return found


def fought(rows: np.ndarray, nominal: np.ndarray | None = None) -> Fought:
    """Return finished runs that hold these shots; with others beside them where worlds were drawn."""
    store = Store()
    for world, some in ((NOMINAL if nominal is None else 0, rows), (NOMINAL, nominal)):
        if some is not None and len(some):
            fates = np.zeros(len(some), dtype=FATE)
            fates["run"] = some["run"]
            store.add(Part(world, 0, np.unique(some["run"]), fates, some))
    world: Any = SimpleNamespace(cannot_reach=False)
    return Fought(1, 10, store, True, () if nominal is None else (world,))


def many(hits: int, n: int, battery: int = 0) -> np.ndarray:
    return shots(*({"run": run, "hit": int(run < hits), "battery": battery} for run in range(n)))


@pytest.fixture(scope="module")
def plan() -> Scenario:
    """The plan of 2007, whose interceptor has a record of 7 hits in 12 tests."""
    return load_scenario("europe-2007")


def test_the_first_shot_to_arrive_at_each_warhead_counts() -> None:
    rows = shots(
        {"run": 4, "object": 2, "intercept_s": 300.0, "shot": 0, "launch_s": 7.0},
        {"run": 4, "object": 2, "intercept_s": 290.0, "shot": 1, "launch_s": 8.0, "link": FAILED_IN_FLIGHT},
        {"run": 4, "object": 3, "intercept_s": 100.0, "launch_s": 9.0, "kind": STAGE},
        {"run": 4, "object": 1, "intercept_s": 400.0, "launch_s": 10.0},
        {"run": 2, "object": 2, "intercept_s": 500.0, "launch_s": 11.0},
        {"run": 2, "object": 2, "intercept_s": math.nan, "launch_s": 12.0, "link": NO_LAUNCH_WINDOW},
    )
    assert first_shots(rows)["launch_s"].tolist() == [11.0, 10.0, 8.0]
    assert len(first_shots(rows[:0])) == 0


def verif_share_is_the_product_of_the_links(scenario: Scenario) -> None:
    alone = fight_all(scenario, 200, 1, jobs=2)
    told = summary(alone, scenario)
    (row,) = told["shot"]
    warheads = int((alone.fates["kind"] == WARHEAD).sum())
    product = math.prod(share or 0.0 for share in told["factors"].values())
    assert row["p_hit"] * row["n"] == pytest.approx(product * warheads, abs=1e-6)
    assert row["works"] == pytest.approx(0.98 * 0.95 * 0.97 * 0.9)
    assert row["record"] is None and row["parts"] is None


@pytest.mark.parametrize(("hits", "parts"), [(34, True), (36, False), (58, False), (78, False), (80, True)])
def test_they_part_outside_the_interval_of_the_record(plan: Scenario, hits: int, parts: bool) -> None:
    (row,) = one_shot(fought(many(hits, 100)), plan)
    assert (row["interceptor"], row["p_hit"], row["n"]) == ("gbi-two-stage", hits / 100, 100)
    assert row["record"]["hits"] == 7 and row["record"]["attempts"] == 12
    # beta(7.5, 5.5) by adding up prior times likelihood
    assert (row["record"]["low"], row["record"]["high"]) == pytest.approx((0.35232, 0.78756), abs=1e-5)
    assert row["parts"] is parts
    assert row["low"] < row["p_hit"] < row["high"]


def test_only_the_nominal_world_counts(plan: Scenario) -> None:
    (row,) = one_shot(fought(many(0, 50), many(30, 60)), plan)
    assert (row["p_hit"], row["n"]) == (0.5, 60)
    (row,) = one_shot(fought(many(50, 50), many(0, 0)), plan)
    assert (row["p_hit"], row["n"], row["parts"]) == (None, 0, None)
    assert row["record"]["hits"] == 7


def test_each_interceptor_has_a_row_of_its_own(plan: Scenario) -> None:
    sets = [
        "batteries=[{interceptor: gbi-two-stage, site: redzikowo, count: 1}, {interceptor: thaad, site: london, "
        "count: 1}, {interceptor: gbi-two-stage, site: fort-greely, count: 1}]"
    ]
    mixed = load_scenario("europe-2007", sets=sets)
    rows = np.concatenate([many(2, 4, 0), many(3, 3, 1), many(0, 4, 2)])
    rows["run"] = np.arange(len(rows))
    first, second = one_shot(fought(rows), mixed)
    assert (first["interceptor"], first["p_hit"], first["n"]) == ("gbi-two-stage", 0.25, 8)
    assert (second["interceptor"], second["p_hit"], second["n"]) == ("thaad", 1.0, 3)
    assert second["record"]["hits"] == second["record"]["attempts"] == 16
    assert first["parts"] is True and second["parts"] is False
    assert one_shot(fought(rows), plan.model_copy(update={"batteries": ()})) == []


def test_without_a_scenario_nothing_is_compared(scenario: Scenario) -> None:
    assert summary(fight_all(scenario, 4, 1, jobs=1))["shot"] == []
