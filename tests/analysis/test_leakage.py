"""Leakage against single inputs: the same luck at all values, the closed form beside it, bands of doubt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from midcourse.analysis.axes import AXES
from midcourse.analysis.leakage import Point, leakage, ready, runs_in_all
from midcourse.errors import ScenarioError
from midcourse.scenario import Scenario, load_scenario


@pytest.fixture(scope="module")
def raid() -> Scenario:
    return load_scenario("europe-raid")


def points(
    scenario: Scenario, name: str, values: tuple[float, ...], runs: int, worlds: int = 0
) -> list[Point]:
    return list(leakage(ready(scenario, [(AXES[name], values)]), runs, worlds, seed=1))


def leaks(found: list[Point]) -> np.ndarray:
    return np.array([point.leak.value for point in found if point.leak is not None])


def verif_leakage_of_one_missile_is_the_share_of_runs_with_a_leaker(raid: Scenario) -> None:
    one = points(raid, "attack-size", (1,), 100)[0]
    assert one.leak is not None and one.no_leaker is not None
    assert one.leak.value == pytest.approx(1.0 - one.no_leaker.value)
    assert (one.missiles, one.warheads, one.leak.n) == (1, 1, 100)
    assert (one.leak.low, one.leak.high) == pytest.approx(
        (1 - one.no_leaker.high, 1 - one.no_leaker.low), abs=2e-3
    )


def prop_more_missiles_leak_more_and_more_interceptors_less(raid: Scenario) -> None:
    assert (np.diff(leaks(points(raid, "attack-size", (2, 5, 9), 24))) > 0.0).all()
    stock = points(raid, "inventory", (0, 4, 12), 24)
    assert (np.diff(leaks(stock)) < 0.0).all()
    none = stock[0]
    assert none.leak is not None and none.closed is not None
    assert (none.leak.value, none.closed.leak, none.closed.no_leaker, none.shots_mean) == (1.0, 1.0, 0.0, 0.0)
    assert none.first_shot is None


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("attack-size", (1, 5)),
        ("decoys", (0, 4)),
        ("inventory", (5, 20)),
        ("shots", (1, 3)),
        ("kill-probability", (0.3, 0.8)),
        ("common-cause", (0.0, 0.5)),
    ],
)
def verif_closed_form_beside_the_simulation(raid: Scenario, name: str, values: tuple[float, ...]) -> None:
    # docs/leakage.md says where the second method is further off, and why: with decoys
    most = 0.2 if name == "decoys" else 0.12
    for point in points(raid, name, values, 60):
        gap = point.disagreement()["disagreement_leak"]
        assert gap is not None and abs(gap) < most, point


def prop_the_picture_stands_at_the_simulated_kill_probability(raid: Scenario) -> None:
    low, high = points(raid.set("doctrine.common_cause", 0.0), "kill-probability", (0.3, 0.9), 60)
    for point in (low, high):
        assert point.first_shot is not None and point.x == point.first_shot.value
        assert point.x == pytest.approx(point.value, abs=0.13)
    assert low.leak is not None and high.leak is not None and low.leak.value > high.leak.value


def prop_points_of_one_value_are_the_same_bytes_whatever_else_is_asked(raid: Scenario) -> None:
    alone, among = points(raid, "shots", (2,), 20), points(raid, "shots", (1, 2), 20)
    assert alone[0].as_dict() == among[1].as_dict()
    # two shots are what the scenario has: the same luck gives the same answer on another axis
    other = points(raid, "attack-size", (5,), 20)[0]
    assert replace(alone[0], axis="", value=0, x=0) == replace(other, axis="", value=0, x=0)


def prop_bands_and_the_nominal_world_stand_beside(raid: Scenario) -> None:
    (point,) = points(raid.set("raid.0.count", 2), "shots", (2,), 80, worlds=4)
    assert point.leak is not None and point.leak.nominal is not None and point.closed is not None
    assert point.leak.n <= 80 and point.leak.nominal["n"] == 200
    assert point.leak.doubt is not None and point.leak.doubt["low"] <= point.leak.doubt["high"]
    assert runs_in_all(1, 80, 4) == 280 and runs_in_all(3, 80, 0) == 240


def prop_the_programme_and_its_bound_are_in_the_point() -> None:
    sites = load_scenario("europe-raid", "three-sites-programme")
    (point,) = points(sites, "shots", (2,), 4)
    assert point.programme is not None
    assert 0.0 < point.programme["value"] <= point.programme["bound"] + 1e-9
    assert point.as_dict()["programme"] == point.programme


def test_what_a_point_cannot_take_is_refused_before_any_work(raid: Scenario) -> None:
    crowded = raid.set("raid.0.decoys", 100)
    with pytest.raises(ScenarioError, match="too many objects"):
        ready(crowded, [(AXES["attack-size"], (1, 100))])
